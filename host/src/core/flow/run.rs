//! Running a show: what a host does becomes a cue. Nothing waits for a network silently: what cannot be sent now is refused,
//! and what may not have arrived is said, to be sent again under the same key or forgotten.

use std::rc::Rc;

use serde_json::{Value, json};
use vitrine::domain::show::ShowTime;

use super::link;
use crate::core::cue::{self, Fact};
use crate::core::effect::RequestId;
use crate::core::event::Action;
use crate::core::http::{Answer, Method, Response};
use crate::core::model::{Model, Notice, Open, Sending, slots};
use crate::core::{Console, api};

const LONGEST_MESSAGE: usize = 500;

pub(super) fn act(console: &mut Console, action: Action) {
    if !may_send(console) {
        return;
    }
    match action {
        Action::Script { running } => script(console, running),
        Action::Undo(cues) => undo(console, cues),
        Action::Again(number) => again(console, number),
        Action::Forget(number) => {
            if let Some(open) = console.open() {
                open.sending.retain(|sending| sending.number != number);
            }
        }
        action => {
            if let Some(fact) = fact(console, action) {
                let at = console.model.sent_moment();
                send(console, fact, at);
            }
        }
    }
}

/// Whether there is a way to the server; says so where there is none.
pub(super) fn may_send(console: &mut Console) -> bool {
    let there = console.model.connected();
    match &console.model.notice {
        _ if !there => console.model.notice = Some(Notice::Offline),
        Some(Notice::Offline) => console.model.notice = None,
        _ => {}
    }
    there
}

/// The cue that an action means.
fn fact(console: &mut Console, action: Action) -> Option<Fact> {
    let now = console.model.authority()?;
    // A name that no other offer has; it is used where one is started.
    let offer = format!("o-{:08x}-{}", console.seed & 0xffff_ffff, console.count + 1);
    let begin = console.model.moment().unwrap_or(now);
    let open = console.open()?;
    Some(match action {
        Action::Pin { product, slot } => {
            open.armed = None;
            let scene = open.log.scene(now);
            let slot = slot
                .or_else(|| slots().find(|slot| scene.pins[slot.index()].is_none()))
                .or_else(|| slots().next())?;
            Fact::Pin { slot, product }
        }
        Action::Unpin(slot) => Fact::Unpin { slot },
        Action::Message(text) => Fact::Message {
            text: some(&text, LONGEST_MESSAGE)?,
        },
        Action::Break { text, minutes } => Fact::Break {
            text: some(&text, LONGEST_MESSAGE),
            until: minutes.map(|minutes| begin + i64::from(minutes) * 60_000),
        },
        Action::Resume => Fact::Resume,
        Action::End => {
            open.asks_end = false;
            Fact::End
        }
        // An offer runs by the server's clock, whatever the picture shows.
        Action::Offer {
            product,
            terms,
            seconds,
        } => Fact::Offer {
            offer,
            product,
            from: now,
            to: now + i64::from(seconds) * 1_000,
            terms: Some(terms),
        },
        Action::StopOffer(offer) => {
            let known = open.figures.as_ref()?.offers.iter();
            let product = known.clone().find(|known| known.offer == offer)?;
            Fact::Offer {
                product: product.product.clone(),
                offer,
                from: now,
                to: now,
                terms: None,
            }
        }
        _ => return None,
    })
}

fn some(text: &str, most: usize) -> Option<String> {
    let text: String = text.trim().chars().take(most).collect();
    (!text.is_empty()).then_some(text)
}

pub(super) fn send(console: &mut Console, fact: Fact, at: Option<ShowTime>) {
    if !may_send(console) {
        return;
    }
    let takes = console
        .open()
        .and_then(|open| open.show.clone())
        .is_some_and(|show| show.takes_cues());
    if !takes {
        return;
    }
    let number = console.next();
    let key = console.key(number);
    let sending = Sending {
        number,
        fact,
        at,
        key,
        under_way: true,
    };
    post(console, &sending);
    if let Some(open) = console.open() {
        open.sending.push(sending);
    }
}

fn post(console: &mut Console, sending: &Sending) {
    let Some(open) = console.open() else { return };
    let path = api::of_show(&open.id, "/cues");
    let body = cue::body(&sending.fact, sending.at, &sending.key);
    let request = api::write(Method::Post, path, Some(body));
    console.send(RequestId::Cue(sending.number), request);
}

fn again(console: &mut Console, number: u64) {
    let Some(open) = console.open() else { return };
    let lost = open
        .sending
        .iter_mut()
        .find(|sending| sending.number == number && !sending.under_way);
    if let Some(sending) = lost {
        sending.under_way = true;
        let sending = sending.clone();
        post(console, &sending);
    }
}

pub(super) fn recorded(console: &mut Console, number: u64, answer: Answer) {
    let Some(open) = console.open() else { return };
    match &answer {
        Ok(response) if response.status == 201 || response.status == 200 => {
            open.sending.retain(|sending| sending.number != number);
            take_in(open, response, "cue");
        }
        // A refusal is an answer: it has changed nothing.
        Ok(response) if api::changed_nothing(response) => {
            open.sending.retain(|sending| sending.number != number);
            super::refuse(console, answer);
        }
        _ => {
            for sending in &mut open.sending {
                sending.under_way &= sending.number != number;
            }
            console.model.notice = Some(Notice::Unsure);
        }
    }
}

/// The event stream has told a cue of this key: it arrived, though its answer is still on the way, or was lost.
pub(super) fn heard(console: &mut Console, key: &Value) {
    let Some(open) = console.open() else { return };
    open.sending.retain(|sending| *key != *sending.key);
    let all_known = open.sending.iter().all(|sending| sending.under_way);
    console
        .model
        .notice
        .take_if(|notice| *notice == Notice::Unsure && all_known);
}

/// Takes in what an answer says was recorded; the event stream says it too.
pub(super) fn take_in(open: &mut Open, response: &Response, what: &str) {
    let body = api::json(response);
    // Its corrections come by the event stream alone: a console does not show them.
    Rc::make_mut(&mut open.log).insert(&body[what]);
}

fn undo(console: &mut Console, cues: Vec<String>) {
    let Some(open) = console.open() else { return };
    let idle = open.undoing.is_empty();
    for cue in cues {
        if !open.log.is_undone(&cue) && !open.undoing.contains(&cue) {
            open.undoing.push(cue);
        }
    }
    if idle {
        undo_next(console);
    }
}

fn undo_next(console: &mut Console) {
    let Some(open) = console.open() else { return };
    let Some(cue) = open.undoing.first() else {
        return;
    };
    let path = api::of_show(&open.id, &format!("/cues/{cue}/undo"));
    let request = api::write(Method::Post, path, Some(json!({}).to_string()));
    console.send(RequestId::Undo, request);
}

pub(super) fn undone(console: &mut Console, answer: Answer) {
    let Some(open) = console.open() else { return };
    let done = answer.as_ref().ok().is_some_and(|response| {
        response.status == 201 || api::refusal(response).code == "undone_already"
    });
    if done {
        if let Ok(response) = &answer {
            take_in(open, response, "undo");
        }
        if !open.undoing.is_empty() {
            open.undoing.remove(0);
        }
        undo_next(console);
    } else {
        // What is not undone is not tried again behind the host's back.
        open.undoing.clear();
        super::refuse(console, answer);
    }
}

fn script(console: &mut Console, running: bool) {
    let Some(open) = console.open() else { return };
    if open.script_busy {
        return;
    }
    open.script_busy = true;
    let path = api::of_show(&open.id, "/script");
    let body = json!({ "running": running }).to_string();
    console.send(
        RequestId::Script,
        api::write(Method::Post, path, Some(body)),
    );
}

pub(super) fn script_answered(console: &mut Console, answer: Answer) {
    if let Some(open) = console.open() {
        open.script_busy = false;
    }
    let show = answer
        .as_ref()
        .ok()
        .filter(|response| response.status < 300)
        .and_then(|response| serde_json::from_str(&response.body).ok());
    match show {
        Some(show) => link::accept(console, show),
        None => super::refuse(console, answer),
    }
}

impl Model {
    /// The moment that a cue of now has: the picture's, or the server's now less the encoder's delay.
    #[must_use]
    pub fn moment(&self) -> Option<ShowTime> {
        let open = self.open.as_ref()?;
        let delay = open.show.as_ref().map_or(0, |show| show.encoder_delay_ms);
        let studio = || Some(self.authority()? + -i64::from(delay));
        self.sent_moment().or_else(studio)
    }

    /// The moment that is sent with a cue: none where the server is to take its own.
    #[must_use]
    pub fn sent_moment(&self) -> Option<ShowTime> {
        let open = self.open.as_ref()?;
        let picture = open.picture.filter(|_| open.picture_tells())?;
        // For some seconds after a take-over the preview still shows what was the script's. The host's first moment is the
        // take-over itself.
        Some(
            open.log
                .taken_over()
                .map_or(picture, |since| picture.max(since)),
        )
    }
}
