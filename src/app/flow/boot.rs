//! From the element's mount to a show on the screen: manifest, then shop, cues, player and everything stored.

use super::{again, catalogue, countdown, shopping, toast};
use crate::app::effect::{Effect, Emission, PlayerCommand};
use crate::app::event::{Action, Monotonic, Start, StoreSlot, TimerId};
use crate::app::model::Model;
use crate::app::requests::{Purpose, READ_MS, wait};
use crate::app::view::{Phase, Toast};
use crate::domain::ids::ProductId;
use crate::domain::show::clock::Authority;
use crate::domain::show::{Show, Status};
use crate::http::{Failure, Request, Response};
use crate::shop::Shop;
use crate::stage;

/// How often cues are asked for where the stage sends no events, and a show that has not begun.
const POLL_MS: u32 = 15_000;

pub(crate) fn start(model: &mut Model, start: Start) {
    model.start = start;
    model.effect(Effect::Load(StoreSlot::Settings));
    if model.start.manifest.is_none() {
        ask(model);
    }
    model.changed();
}

/// The viewer's settings are known, so the show that the loader has read can be opened by them.
pub(crate) fn handed_over(model: &mut Model) {
    if let Some(body) = model.start.manifest.take() {
        let response = Response {
            status: 200,
            body,
            ..Response::default()
        };
        manifest(model, Ok(response));
    }
}

/// Asks for the manifest.
pub(crate) fn ask(model: &mut Model) {
    let request = Request::get(model.start.show.clone());
    model.send(Purpose::Manifest, request, READ_MS);
}

pub(super) fn manifest(model: &mut Model, result: Result<Response, Failure>) {
    let read = |response: Response| {
        let fine = response.status == 200;
        fine.then(|| stage::manifest(&model.start.show, &response.body).ok())
            .flatten()
    };
    match result.ok().and_then(read) {
        show if model.again.is_some() => return again::manifest(model, show),
        Some(show) => open(model, show),
        None => unavailable(model),
    }
    model.changed();
}

fn unavailable(model: &mut Model) {
    if model.show.is_some() {
        // A show that is on the screen stays there, whatever its manifest does.
        return;
    }
    model.phase = Phase::Unavailable;
    model.effect(Effect::Emit(Emission::Error {
        code: "show_unavailable",
    }));
    model.effect(Effect::Timer {
        id: TimerId::Show,
        after_ms: wait(model.show_attempts.saturating_add(2), None),
    });
    model.show_attempts += 1;
}

fn open(model: &mut Model, mut show: Show) {
    if let Some(src) = model
        .start
        .src
        .as_deref()
        .and_then(crate::domain::text::web_url)
    {
        show.stream.src = src;
        show.stream.mime = None;
    }
    if let Some(endpoint) = model
        .start
        .shop
        .as_deref()
        .and_then(crate::domain::text::web_url)
    {
        endpoint
            .trim_end_matches('/')
            .clone_into(&mut show.shop.endpoint);
    }
    let first = model.show.is_none();
    let plays = matches!(show.status, Status::Live | Status::Ended);
    let began = model.phase != Phase::Watching && plays;
    model.phase = match show.status {
        Status::Upcoming => Phase::Upcoming,
        Status::Cancelled => Phase::Cancelled,
        Status::Live | Status::Ended => Phase::Watching,
    };
    if first {
        model.effect(Effect::Emit(Emission::Ready));
        open_shop(model, &show);
    }
    if show.status == Status::Upcoming {
        model.effect(Effect::Timer {
            id: TimerId::Show,
            after_ms: POLL_MS,
        });
    }
    model.show = Some(show);
    countdown::begin(model);
    if began {
        open_player(model);
    }
    if first {
        catalogue::ask_cards(model);
        ask_cues(model);
        listen(model, true);
        follow_link(model);
    }
}

/// The show that was watched live is watched as a recording from here on.
pub(super) fn replay(model: &mut Model, show: Show) {
    // A recording's cues do not change.
    model.effect(Effect::Events(None));
    model.show = Some(show);
    open_player(model);
    catalogue::ask_cards(model);
    ask_cues(model);
}

/// The page's address may name a product; one that is another show's is left to that.
fn follow_link(model: &mut Model) {
    let sold = |id: &ProductId| {
        let show = model.show.as_ref();
        show.is_some_and(|show| show.lineup.contains(id))
    };
    if let Some(product) = model.start.link.clone().filter(sold) {
        model.effect(Effect::Do(Action::OpenProduct(product)));
    }
}

/// Loads the stream, for the first time or after it broke.
pub(super) fn open_player(model: &mut Model) {
    let Some(show) = model.show.as_ref().filter(|_| !model.start.foreign_video) else {
        return;
    };
    let open = PlayerCommand::Open {
        src: show.stream.src.clone(),
        mime: show.stream.mime.clone(),
        cors: show.stream.cors,
        poster: show.poster.clone(),
        sound: model.settings.sound,
    };
    model.player.problem = None;
    model.changed();
    model.ask_player(open);
    super::player::restore_volume(model);
}

fn open_shop(model: &mut Model, show: &Show) {
    model.shop = Shop::at(&show.shop, &model.start.locale);
    if model.shop.is_none() {
        model.effect(Effect::Emit(Emission::Error {
            code: "shop_unknown",
        }));
        return;
    }
    model.effect(Effect::UseShop(show.shop.endpoint.clone()));
    for slot in [
        StoreSlot::Draft,
        StoreSlot::Waiting,
        StoreSlot::Cart,
        StoreSlot::Intent,
    ] {
        model.effect(Effect::Load(slot));
    }
}

/// Asks for the cue snapshot.
pub(crate) fn ask_cues(model: &mut Model) {
    if let Some(url) = model.show.as_ref().and_then(|show| show.cues.clone()) {
        model.send(Purpose::Cues, Request::get(url), READ_MS);
    }
}

pub(super) fn cues(
    model: &mut Model,
    result: Result<Response, Failure>,
    (sent, received): (Monotonic, Monotonic),
) {
    let snapshot = result.ok().filter(|response| response.status == 200);
    let snapshot = snapshot.and_then(|response| stage::snapshot(&response.body).ok());
    let events = model
        .show
        .as_ref()
        .is_some_and(|show| show.events.is_some());
    let live = model
        .show
        .as_ref()
        .is_some_and(|show| show.status != Status::Ended);
    if snapshot.is_none() || (live && !events) {
        model.effect(Effect::Timer {
            id: TimerId::Cues,
            after_ms: POLL_MS,
        });
    }
    let Some(snapshot) = snapshot else { return };
    if let Some(now) = snapshot.now {
        let measured = Authority::measured(sent, received, now);
        model.authority = Some(
            model
                .authority
                .map_or(measured, |known| known.better(measured)),
        );
        countdown::begin(model);
    }
    for cue in snapshot.cues {
        model.timeline.insert(cue);
    }
    super::show::refold(model);
}

/// Opens the stage's events, or closes them: none while the page is hidden.
fn listen(model: &mut Model, on: bool) {
    if let Some(url) = model.show.as_ref().and_then(|show| show.events.clone()) {
        model.effect(Effect::Events(on.then_some(url)));
    }
}

/// The stage is listened to. Where that broke in between, the machine may have slept: the clock is measured anew.
pub(crate) fn listening(model: &mut Model) {
    if std::mem::replace(&mut model.listened, true) {
        ask_cues(model);
    }
}

pub(crate) fn visible(model: &mut Model, visible: bool) {
    look(model, visible, false);
}

/// The page came back from the back/forward cache: what may have changed meanwhile is asked for, the cart too.
pub(crate) fn restored(model: &mut Model) {
    // The page's clock may have stood still, so what was measured before says nothing now.
    model.authority = None;
    look(model, true, true);
}

fn look(model: &mut Model, visible: bool, cart: bool) {
    model.listened = false;
    listen(model, visible);
    again::visible(model, visible);
    if !visible {
        // Perhaps the page is left, and comes to nothing more.
        super::beacon::send(model);
    }
    if visible {
        ask_cues(model);
        if model.shopping {
            shopping::again(model, cart);
        }
    }
}

/// Another tab has stored something: the intent comes last, and with it what is due goes on.
pub(crate) fn told(model: &mut Model) {
    if model.shop.is_some() {
        model.effect(Effect::Load(StoreSlot::Cart));
        model.effect(Effect::Load(StoreSlot::Intent));
    }
}

/// What shopping needs did not load. What the viewer asked for waits on, and is tried again, by itself or when they say so.
pub(crate) fn shopping_missing(model: &mut Model, asked: bool) {
    if asked {
        toast::show(model, Toast::NotLoaded);
    }
    let after_ms = wait(model.shopping_attempts.saturating_add(2), None);
    model.shopping_attempts = model.shopping_attempts.saturating_add(1);
    model.effect(Effect::Timer {
        id: TimerId::Shopping,
        after_ms,
    });
}
