//! The open show, in step with the server: its event stream, what it says, and what is missing while it is broken.

use std::rc::Rc;

use serde_json::Value;
use vitrine::domain::show::clock::Authority;

use super::{prepare, run, session};
use crate::core::effect::{Effect, RequestId, TimerId, Watch};
use crate::core::event::{Behind, LinkEvent};
use crate::core::figures::{self, Figures};
use crate::core::http::Answer;
use crate::core::model::{Link, Route, Screen};
use crate::core::show::Show;
use crate::core::{Console, api, catalogue};

/// The server says its time every 15 s; after this long without a word the connection is dead, whatever the browser thinks.
const SILENCE_MS: u32 = 25_000;
const REOPEN_MS: u32 = 2_000;

/// Opens the show that the model names.
pub(super) fn begin(console: &mut Console) {
    let Some(id) = console.open().map(|open| open.id.clone()) else {
        return;
    };
    console.send(RequestId::Show, api::get(api::of_show(&id, "")));
    console.send(RequestId::History, api::get(api::of_show(&id, "/history")));
    listen(console);
}

/// Listens, from where the log ends. Missed lines come by themselves.
pub(super) fn listen(console: &mut Console) {
    let Some(open) = console.open() else { return };
    let mut address = api::of_show(&open.id, "/events");
    if let Some(last) = open.heard {
        address = format!("{address}?after={last}");
    }
    console.out.push(Effect::Listen(Some(address)));
    console.timer(TimerId::Silence, SILENCE_MS);
}

/// Ends all that belongs to the open show.
pub(super) fn close(console: &mut Console) {
    if console.model.open.is_none() {
        return;
    }
    prepare::save(console);
    console.model.open = None;
    console.out.push(Effect::Listen(None));
    console.out.push(Effect::Watch(Watch::Close));
    console.out.push(Effect::Monitor(None));
    for id in [
        TimerId::Silence,
        TimerId::Reopen,
        TimerId::Mark,
        TimerId::Search,
    ] {
        console.out.push(Effect::Stop(id));
    }
}

pub(super) fn take(console: &mut Console, event: LinkEvent) {
    if console.model.open.is_none() {
        return;
    }
    match event {
        LinkEvent::Open => {
            set(console, Link::CatchingUp);
            console.timer(TimerId::Silence, SILENCE_MS);
        }
        LinkEvent::Broken => set(console, Link::Offline),
        LinkEvent::Closed => {
            set(console, Link::Offline);
            // Perhaps the session has ended; that is the one thing that trying again does not mend.
            session::ask(console);
        }
        LinkEvent::Said { name, data } => {
            console.timer(TimerId::Silence, SILENCE_MS);
            said(console, &name, &data);
        }
    }
}

fn set(console: &mut Console, link: Link) {
    if let Some(open) = console.open() {
        open.link = link;
    }
}

fn said(console: &mut Console, name: &str, data: &str) {
    let wire: Value = serde_json::from_str(data).unwrap_or_default();
    match name {
        "now" => {
            // One way only, so it counts for no more than a slow exchange; a first word is better than none.
            if let (None, Some(server)) = (console.model.clock, api::now(&wire)) {
                let here = console.model.now;
                console.model.clock = Some(Authority::measured(here, here, server));
            }
        }
        "show" => {
            if let Ok(show) = serde_json::from_str::<Show>(data) {
                accept(console, show);
            }
        }
        "entry" => {
            if let Some(open) = console.open() {
                Rc::make_mut(&mut open.log).insert(&wire);
                open.heard = open.heard.max(wire["seq"].as_u64());
            }
            run::heard(console, &wire["key"]);
        }
        "caught_up" => set(console, Link::Live),
        "figures" => {
            if let (Ok(figures), Some(open)) =
                (serde_json::from_str::<Figures>(data), console.open())
            {
                figures::follow(Rc::make_mut(&mut open.points), figures.point());
                open.figures = Some(Rc::new(figures));
            }
        }
        _ => {}
    }
}

/// Nothing was heard for too long: the line is dead though nobody said so.
pub(super) fn silent(console: &mut Console) {
    set(console, Link::Offline);
    listen(console);
}

/// Tries again after a while.
pub(super) fn later(console: &mut Console) {
    console.timer(TimerId::Reopen, REOPEN_MS);
}

pub(super) fn reopen(console: &mut Console) {
    if console.model.open.is_some() {
        session::ask(console);
    }
}

pub(super) fn network(console: &mut Console, there: bool) {
    console.model.network = there;
    if there {
        reopen(console);
    } else {
        set(console, Link::Offline);
    }
}

/// Takes a show in, unless a newer one is known.
pub(super) fn accept(console: &mut Console, show: Show) {
    let Some(open) = console.open() else { return };
    let newer = open
        .show
        .as_ref()
        .is_none_or(|known| known.revision <= show.revision);
    if show.id != open.id || !newer {
        return;
    }
    open.show = Some(Rc::new(show));
    look_up(console);
    watch(console);
}

pub(super) fn told(console: &mut Console, answer: Answer) {
    match answer {
        Ok(response) if response.status == 404 => {
            if let Some(open) = console.open() {
                open.missing = true;
            }
        }
        Ok(response) => {
            if let Ok(show) = serde_json::from_str(&response.body) {
                accept(console, show);
            }
        }
        // The event stream says it as well.
        Err(_) => {}
    }
}

/// Asks the shop for those products of the lineup that are not known yet.
fn look_up(console: &mut Console) {
    let origin = console.model.origin.clone();
    let Some(open) = console.open() else { return };
    let Some(show) = &open.show else { return };
    let unknown: Vec<String> = show
        .lineup
        .iter()
        .filter(|id| !open.products.contains_key(*id))
        .cloned()
        .collect();
    if !unknown.is_empty() {
        console.send(RequestId::Lookup, catalogue::lookup(&origin, &unknown));
    }
}

pub(super) fn looked_up(console: &mut Console, answer: Answer) {
    let Some(products) = answer.ok().as_ref().and_then(catalogue::products) else {
        return;
    };
    let Some(open) = console.open() else { return };
    let before = open.products.len();
    let known = Rc::make_mut(&mut open.products);
    known.extend(
        products
            .into_iter()
            .map(|product| (product.id.clone(), product)),
    );
    // A lineup can be longer than one answer. What the shop does not know is not asked for again.
    if open.products.len() > before {
        look_up(console);
    }
}

pub(super) fn history(console: &mut Console, answer: Answer) {
    let points = answer
        .ok()
        .and_then(|response| figures::history(&response.body));
    let Some((open, mut points)) = console.model.open.as_mut().zip(points) else {
        return;
    };
    // What was heard meanwhile is newer.
    let last = points.last().map(|point| point.at);
    points.extend(open.points.iter().filter(|point| Some(point.at) > last));
    open.points = Rc::new(points);
}

/// The preview plays the show's stream while the show is run, and nothing otherwise.
pub(super) fn watch(console: &mut Console) {
    let running =
        console.model.screen == Screen::Inside && matches!(console.model.route, Route::Run(_));
    let Some(open) = console.open() else { return };
    let stream = open.show.as_ref().map(|show| show.stream.clone());
    let wanted = stream.filter(|_| running);
    let src = wanted.as_ref().map(|stream| stream.src.clone());
    if open.playing == src {
        return;
    }
    open.playing = src;
    open.picture = None;
    let watch = wanted.map_or(Watch::Close, |stream| Watch::Open {
        src: stream.src,
        mime: stream.mime,
        cors: stream.cors,
    });
    console.out.push(Effect::Watch(watch));
}

/// Shows what a viewer sees who is so far behind.
pub(super) fn monitor(console: &mut Console, behind: Option<Behind>) {
    if behind.is_some() {
        console.out.push(Effect::LoadWidget);
    }
    let Some(open) = console.open() else { return };
    open.monitor = behind;
    let src = open.show.as_ref().map(|show| show.stream.src.clone());
    // At the usual distance the widget plays by itself. Elsewhere it lies over a video that is held back for it.
    let held_back = match behind {
        Some(Behind::Seconds(seconds)) => src.map(|src| (src, seconds)),
        Some(Behind::Usual) | None => None,
    };
    console.out.push(Effect::Monitor(held_back));
}
