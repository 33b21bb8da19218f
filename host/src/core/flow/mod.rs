//! What happens, a file a matter.

mod keys;
mod link;
mod mark;
mod prepare;
mod run;
mod session;
mod shows;

pub use keys::SLOT_KEYS;

use super::Console;
use super::effect::{Effect, RequestId, TimerId, Watch};
use super::event::{Action, Event};
use super::http::{Failure, Response};
use super::model::{Notice, Screen};

const TICK_MS: u32 = 1_000;

pub(super) fn take(console: &mut Console, event: Event) {
    match event {
        Event::Started {
            route,
            origin,
            seed,
        } => {
            console.seed = seed;
            console.model.origin = origin;
            console.model.route = route;
            session::ask(console);
            console.timer(TimerId::Tick, TICK_MS);
        }
        Event::Route(route) => shows::go(console, &route),
        Event::Do(action) => act(console, action),
        Event::Key { key, shift } => keys::pressed(console, &key, shift),
        Event::Http { id, answer, sent } => answered(console, &id, answer, sent),
        Event::Timer(id) => rang(console, id),
        Event::Link(event) => link::take(console, event),
        Event::Network(there) => link::network(console, there),
        Event::Picture(time) => {
            if let Some(open) = console.open() {
                open.picture = time;
            }
        }
        Event::Preview(preview) => {
            if let Some(open) = console.open() {
                open.preview = preview;
            }
        }
        Event::Size(width, height) => {
            if let Some(open) = console.open() {
                open.size = (width, height);
            }
        }
    }
}

fn act(console: &mut Console, action: Action) {
    match action {
        Action::SignIn(token) => session::sign_in(console, &token),
        Action::SignOut => session::sign_out(console),
        Action::Retry => retry(console),
        Action::Go(route) => {
            console.out.push(Effect::GoTo(route.clone()));
            shows::go(console, &route);
        }
        Action::Create { id, title, src } => shows::create(console, &id, &title, &src),
        Action::Dismiss => console.model.notice = None,
        Action::Keys(on) => console.model.keys = on,
        Action::Help(on) => console.model.help = on,
        Action::Mode(mode) => {
            if let Some(open) = console.open() {
                open.mode = mode;
            }
        }
        Action::Arm(product) => {
            if let Some(open) = console.open() {
                open.armed = product;
            }
        }
        Action::TogglePreview => console.out.push(Effect::Watch(Watch::Toggle)),
        Action::GoLive => console.out.push(Effect::Watch(Watch::GoLive)),
        Action::Monitor(behind) => link::monitor(console, behind),
        Action::AskEnd(asks) => {
            if let Some(open) = console.open() {
                open.asks_end = asks;
            }
        }
        Action::Mark(mark) => mark::act(console, mark),
        Action::Prepare(change) => prepare::act(console, change),
        other => run::act(console, other),
    }
}

fn answered(
    console: &mut Console,
    id: &RequestId,
    answer: Result<Response, Failure>,
    sent: super::event::Monotonic,
) {
    // A session that has ended ends everything, whatever was asked.
    let signed_out = answer.as_ref().is_ok_and(|response| response.status == 401);
    if signed_out && !matches!(id, RequestId::Session | RequestId::SignIn) {
        return session::ended(console);
    }
    if let Ok(response) = &answer {
        session::hear_clock(console, response, sent);
    }
    match id {
        RequestId::Session => session::known(console, &answer),
        RequestId::SignIn => session::signed_in(console, answer),
        RequestId::SignOut => session::left(console, &answer),
        RequestId::Shows => shows::listed(console, answer),
        RequestId::Create => shows::created(console, answer),
        RequestId::Show => link::told(console, answer),
        RequestId::Lookup => link::looked_up(console, answer),
        RequestId::History => link::history(console, answer),
        RequestId::Search => prepare::found(console, answer),
        RequestId::Save => prepare::saved(console, answer),
        RequestId::Script => run::script_answered(console, answer),
        RequestId::Cue(number) => run::recorded(console, *number, answer),
        RequestId::Undo => run::undone(console, answer),
        RequestId::Mark => mark::recorded(console, answer),
    }
}

fn rang(console: &mut Console, id: TimerId) {
    match id {
        TimerId::Tick => {
            session::tick(console);
            console.timer(TimerId::Tick, TICK_MS);
        }
        TimerId::Silence => link::silent(console),
        TimerId::Reopen => link::reopen(console),
        TimerId::Save => prepare::save(console),
        TimerId::Search => prepare::search(console),
        TimerId::Mark => mark::sample(console),
    }
}

fn retry(console: &mut Console) {
    console.model.notice = None;
    match console.model.screen {
        Screen::Inside if console.model.open.is_some() => {
            link::reopen(console);
            prepare::save(console);
        }
        Screen::Inside => shows::list(console),
        _ => {
            console.model.screen = Screen::Starting;
            session::ask(console);
        }
    }
}

/// Says why something was not done.
fn refuse(console: &mut Console, answer: Result<Response, Failure>) {
    console.model.notice = Some(match answer {
        Ok(response) => Notice::Refused(super::api::refusal(&response).code),
        Err(_) => Notice::Unanswered,
    });
}
