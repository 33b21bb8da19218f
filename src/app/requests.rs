//! Requests under way: each has a name and a purpose, so that an answer goes to whoever asked, and one that nobody waits
//! for any more is nobody's.

use super::effect::Effect;
use super::event::RequestId;
use super::model::Model;
use crate::domain::ids::Key;
use crate::domain::table::Table;
use crate::shop::Call;

/// What a request is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    Manifest,
    Cues,
    /// The playlist at this address.
    Playlist(String),
    Beacon,
    Shop(Box<Call>),
}

/// The requests under way, and the names already given.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests {
    open: Table<RequestId, Purpose>,
    next_id: u64,
    next_key: u64,
}

/// How long a read may take, in milliseconds.
pub(super) const READ_MS: u32 = 10_000;
/// How long a write may take.
pub(super) const WRITE_MS: u32 = 15_000;
/// How long placing an order may take before it counts as unknown.
pub(super) const PLACE_MS: u32 = 30_000;

/// The wait before the next attempt: as long as the shop asks for, a minute at most; else one second, doubled each time,
/// half a minute at most.
pub(super) fn wait(attempts: u32, seconds: Option<u32>) -> u32 {
    match seconds {
        Some(seconds) => seconds.clamp(1, 60) * 1_000,
        None => 1_000_u32.saturating_mul(1 << attempts.min(5)).min(30_000),
    }
}

impl Model {
    /// A new idempotency key: unguessable by this mount's seed, never used twice.
    pub(super) fn new_key(&mut self) -> Key {
        self.requests.next_key += 1;
        format!("{:032x}-{}", self.start.seed, self.requests.next_key).into()
    }

    /// Sends a request and remembers what it is for.
    pub(super) fn send(
        &mut self,
        purpose: Purpose,
        request: crate::http::Request,
        deadline_ms: u32,
    ) -> RequestId {
        self.requests.next_id += 1;
        let id = RequestId(self.requests.next_id);
        self.requests.open.insert(id, purpose);
        self.effect(Effect::Http {
            id,
            request,
            deadline_ms,
        });
        id
    }

    /// Asks the shop something, if there is one.
    pub(super) fn call(&mut self, call: Call) -> Option<RequestId> {
        let request = self.shop.as_ref()?.request(&call);
        let deadline = match &call {
            Call::LookUp(_) | Call::Product(_) | Call::ReadCart(_) | Call::ReadCheckout(_) => {
                READ_MS
            }
            Call::Complete { .. } => PLACE_MS,
            _ => WRITE_MS,
        };
        Some(self.send(Purpose::Shop(Box::new(call)), request, deadline))
    }

    /// What an answered request was for; `None` for one that nobody waits for any more.
    pub(super) fn take_request(&mut self, id: RequestId) -> Option<Purpose> {
        self.requests.open.remove(&id)
    }

    /// Lets a request go: its answer, should it still come, is nobody's.
    pub(super) fn let_go(&mut self, id: RequestId) {
        if self.requests.open.remove(&id).is_some() {
            self.effect(Effect::Cancel(id));
        }
    }
}
