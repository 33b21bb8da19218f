//! The picture: which time it shows, and what is over it then.

use super::{again, catalogue, countdown, offer, panel};
use crate::app::effect::{Effect, Emission};
use crate::app::event::{Monotonic, PictureClock};
use crate::app::model::{Model, Screen};
use crate::app::view::{Announcement, Phase};
use crate::domain::ids::ProductId;
use crate::domain::show::{Cue, Scene, ShowTime, State, Status, Timeline};
use crate::stage::Unusable;

/// A step of the picture up to this long is playing; a longer one is a seek, which announces nothing.
const PLAYING_STEP_MS: i64 = 2_000;

/// Who is farther behind the live point than this has gone back.
const REWOUND_MS: i64 = 12_000;

/// A cue that comes up to this long after its moment is still news.
const NEWS_MS: i64 = 10_000;

/// A new picture. Its time is what the player can tell; else the authority's now less the show's latency. Never early.
pub(crate) fn frame(model: &mut Model, picture: PictureClock, now: Monotonic) {
    model.now = now;
    let Some(show) = &model.show else { return };
    let guessed = || {
        let latency = i64::from(show.stream.latency_ms);
        let authority = model.authority_now(now)?;
        Some(authority + -(latency + behind(model)))
    };
    let time = match (picture, show.status) {
        (PictureClock::Programme(time), _) => Some(time),
        (PictureClock::Media(time), Status::Ended) => Some(time),
        (PictureClock::Media(_) | PictureClock::Unknown, _) => guessed(),
    };
    if let Some(time) = time {
        let before = model.picture.replace(time);
        model.by_media = matches!(picture, PictureClock::Media(_));
        let playing =
            before.is_some_and(|before| (0..PLAYING_STEP_MS).contains(&(time.0 - before.0)));
        fold(model, time, playing);
    }
}

/// How far the viewer has gone back from the live point, where that is more than the point itself jumps.
fn behind(model: &Model) -> i64 {
    let position = model.player.position;
    let behind = position.live.map_or(0, |live| live - position.at);
    if behind > REWOUND_MS { behind } else { 0 }
}

/// A cue came, from the stream or from the stage. One that is none is dropped.
pub(crate) fn cue(model: &mut Model, cue: Result<Option<Cue>, Unusable>) {
    let Ok(Some(cue)) = cue else { return };
    let at = cue.at;
    if model.timeline.insert(cue)
        && let Some(time) = model.picture
    {
        // One that was over long ago is history that is being told again: shown if it still holds, not announced.
        let news = time.0.saturating_sub(at.0) < NEWS_MS;
        fold(model, time, news);
    }
}

/// The cues changed while the picture did not.
pub(super) fn refold(model: &mut Model) {
    if let Some(time) = model.picture {
        fold(model, time, false);
    }
}

/// The hot path, once a picture: where nothing changed, it costs what the hotspots that move cost.
fn fold(model: &mut Model, time: ShowTime, playing: bool) {
    if model.timeline.go(time) {
        let scene = model.timeline.now().clone();
        let before = std::mem::replace(&mut model.scene, scene);
        if !before.looks_like(&model.scene) {
            look(model, &before, playing);
        }
    }
    place(model, time);
}

/// Hotspots are moved without a drawing.
fn place(model: &mut Model, time: ShowTime) {
    let places = model.scene.hotspots.iter();
    let places = places.map(|hotspot| (hotspot.name.clone(), hotspot.spot(time)));
    let places: Vec<_> = places.collect();
    if places != model.places {
        model.places.clone_from(&places);
        model.effect(Effect::Place(places));
    }
}

/// Something has come into the picture or left it.
fn look(model: &mut Model, before: &Scene, playing: bool) {
    let scene = model.scene.clone();
    for hotspot in &scene.hotspots {
        catalogue::need_card(model, &hotspot.product);
    }
    if scene.offers != before.offers {
        offer::changed(model);
    }
    let new: Vec<_> = new_pins(before, &scene).collect();
    for (cue, product) in new {
        catalogue::need_card(model, &product);
        if playing {
            model.effect(Effect::Emit(Emission::Cue {
                id: cue,
                product: product.clone(),
            }));
            model.unsaid.push(product);
        }
    }
    announce(model);
    model.phase = match model.phase {
        Phase::Watching | Phase::Break | Phase::Ended => phase(&scene),
        phase => phase,
    };
    if scene.state != before.state {
        countdown::begin(model);
        if scene.state == State::Ended {
            again::ended(model);
        } else {
            again::stop(model);
        }
    }
    model.changed();
}

/// What was known of the picture and its cues belongs to another stream.
pub(super) fn forget(model: &mut Model) {
    model.timeline = Timeline::default();
    model.picture = None;
    let before = std::mem::take(&mut model.scene);
    look(model, &before, false);
}

/// What there is to watch by the cues of a picture.
pub(super) fn phase(scene: &Scene) -> Phase {
    match scene.state {
        State::On => Phase::Watching,
        State::Break(_) => Phase::Break,
        State::Ended => Phase::Ended,
    }
}

/// Tells a screen reader of the new pins, all at once, as soon as their names are known. One that is gone by then is not
/// told of.
pub(super) fn announce(model: &mut Model) {
    if model.unsaid.is_empty() {
        return;
    }
    let mut waiting = std::mem::take(&mut model.unsaid);
    let pinned = |product: &ProductId| {
        model
            .scene
            .pins
            .iter()
            .flatten()
            .any(|pin| pin.product == *product)
    };
    waiting.retain(|product| pinned(product));
    let mut names = String::new();
    for product in waiting {
        match model.title(&product) {
            Some(title) => {
                if !names.is_empty() {
                    names.push_str(", ");
                }
                names.push_str(title);
            }
            None => model.unsaid.push(product),
        }
    }
    if !names.is_empty() && !model.start.quiet {
        model.announce(Announcement::Pinned(names));
    }
}

/// All products, in the order that holds for as long as they are looked at: what was shown so far, then the rest.
pub(super) fn open_lineup(model: &mut Model) {
    model.featured = model.timeline.featured();
    panel::open(model, Screen::Lineup);
}

fn new_pins<'a>(
    before: &'a Scene,
    after: &'a Scene,
) -> impl Iterator<Item = (String, ProductId)> + 'a {
    let old = |cue| before.pins.iter().flatten().any(|pin| pin.cue == cue);
    let pins = after.pins.iter().flatten();
    pins.filter(move |pin| !old(pin.cue.clone()))
        .map(|pin| (pin.cue.to_string(), pin.product.clone()))
}
