//! Signing in and out. The token is sent once and kept nowhere; the session is a cookie that this page never sees.

use serde_json::json;
use vitrine::domain::show::clock::{Authority, Monotonic};

use super::{link, shows};
use crate::core::http::{Answer, Method, Response};
use crate::core::model::{Model, Notice, Screen, SignIn, SignInProblem};
use crate::core::{Console, api, effect::Effect, effect::RequestId};

/// Asks whether somebody is signed in.
pub(super) fn ask(console: &mut Console) {
    console.send(RequestId::Session, api::get(api::SESSION));
}

pub(super) fn known(console: &mut Console, answer: &Answer) {
    let status = answer.as_ref().map(|response| response.status);
    match status {
        Ok(200) => {
            console.model.sign_in = SignIn::default();
            if console.model.screen == Screen::Inside {
                // Asked again because the event stream had ended: it can be opened once more.
                link::listen(console);
            } else {
                console.model.screen = Screen::Inside;
                console.model.notice = None;
                let route = console.model.route.clone();
                shows::go(console, &route);
            }
        }
        Ok(401) if console.model.screen == Screen::Inside => ended(console),
        Ok(401) => console.model.screen = Screen::SignIn,
        Ok(404) => console.model.screen = Screen::NoToken,
        _ if console.model.screen == Screen::Inside => link::later(console),
        _ if console.model.screen == Screen::SignIn => {
            console.model.sign_in.busy = false;
            console.model.sign_in.problem = Some(SignInProblem::Network);
        }
        _ => console.model.screen = Screen::Unreachable,
    }
}

pub(super) fn sign_in(console: &mut Console, token: &str) {
    let waits = console.model.sign_in_waits_s() > 0;
    if console.model.sign_in.busy || waits || token.trim().is_empty() {
        return;
    }
    console.model.notice = None;
    console.model.sign_in = SignIn {
        busy: true,
        ..SignIn::default()
    };
    let body = json!({ "token": token.trim() }).to_string();
    console.send(
        RequestId::SignIn,
        api::write(Method::Post, api::SESSION, Some(body)),
    );
}

pub(super) fn signed_in(console: &mut Console, answer: Answer) {
    let now = console.model.now;
    let sign_in = &mut console.model.sign_in;
    sign_in.busy = false;
    let Ok(response) = answer else {
        sign_in.problem = Some(SignInProblem::Network);
        return;
    };
    let wait = api::refusal(&response).retry_after.unwrap_or(1.0);
    #[allow(clippy::cast_possible_truncation, reason = "bounded")]
    let wait_ms = (wait.clamp(0.0, 3_600.0) * 1_000.0).ceil() as i64;
    match response.status {
        204 | 200 => {
            sign_in.busy = true;
            ask(console);
        }
        status @ (401 | 429) => {
            sign_in.problem = Some(if status == 401 {
                SignInProblem::Wrong
            } else {
                SignInProblem::TooSoon
            });
            sign_in.wait_until = Some(Monotonic(now.0 + wait_ms));
        }
        404 => console.model.screen = Screen::NoToken,
        _ => sign_in.problem = Some(SignInProblem::Server),
    }
}

pub(super) fn sign_out(console: &mut Console) {
    console.send(
        RequestId::SignOut,
        api::write(Method::Delete, api::SESSION, None),
    );
}

/// The host has left. Without an answer the session may still be open, and saying otherwise would be a lie.
pub(super) fn left(console: &mut Console, answer: &Answer) {
    match answer {
        Ok(response) if response.status < 300 => {
            shut(console);
            console.model.notice = None;
        }
        _ => super::refuse(console, answer.clone()),
    }
}

/// The session has ended, by time or elsewhere.
pub(super) fn ended(console: &mut Console) {
    shut(console);
    console.model.notice = Some(Notice::SignedOut);
}

fn shut(console: &mut Console) {
    link::close(console);
    console.out.push(Effect::CancelAll);
    console.model.screen = Screen::SignIn;
    console.model.sign_in = SignIn::default();
    console.model.shows = std::rc::Rc::default();
}

/// Takes the server's clock from an answer, where it says it.
pub(super) fn hear_clock(console: &mut Console, response: &Response, sent: Monotonic) {
    if let Some(server) = api::now(&api::json(response)) {
        let heard = Authority::measured(sent, console.model.now, server);
        let known = console.model.clock;
        console.model.clock = Some(known.map_or(heard, |known| known.better(heard)));
    }
}

pub(super) fn tick(console: &mut Console) {
    let sign_in = &mut console.model.sign_in;
    if sign_in
        .wait_until
        .is_some_and(|until| until <= console.model.now)
    {
        sign_in.wait_until = None;
    }
}

impl Model {
    /// How many seconds the next try must wait.
    #[must_use]
    pub fn sign_in_waits_s(&self) -> u64 {
        let until = self.sign_in.wait_until.map_or(0, |until| until.0);
        u64::try_from((until - self.now.0 + 999) / 1_000).unwrap_or(0)
    }
}
