//! Who may in: the host token, the sessions of consoles, and how wrong tokens are slowed.
//!
//! The token is compared by its digest in constant time. A session is a random name, of which only a digest is stored; it
//! ends with its time, by signing out, or when the server gets another token.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::door::address::network;
use crate::live::store::{Failed, Papers, Pass};
use crate::stage::clock::Moment;

/// How long a session lasts.
const SESSION_MS: u64 = 12 * 3_600_000;
/// The longest wait after wrong tokens, in seconds.
const LONGEST_WAIT: u64 = 60;
/// After this long without a try, an address is like any other.
const FORGET_MS: u64 = 15 * 60_000;
/// The most addresses that are remembered; more share one.
const MOST: usize = 10_000;

/// The gate to the host's API.
#[derive(Debug)]
pub(super) struct Gate {
    token: [u8; 32],
    papers: Arc<dyn Papers>,
    slowed: Mutex<HashMap<IpAddr, Slowed>>,
}

#[derive(Debug, Clone, Copy)]
struct Slowed {
    wrong: u32,
    last: Moment,
    until: Moment,
}

/// A session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Session {
    /// When it began.
    pub(super) since: Moment,
    /// When it ends.
    pub(super) until: Moment,
}

/// Why a token did not open.
#[derive(Debug)]
pub(super) enum Closed {
    /// It is another one. The next try must wait so many seconds.
    Wrong(u64),
    /// It was not looked at: the wait is not over, so many seconds are left.
    TooSoon(u64),
    /// The server failed.
    Failed(Failed),
}

impl Gate {
    /// A gate that opens to a token.
    #[must_use]
    pub(super) fn new(token: &str, papers: Arc<dyn Papers>) -> Self {
        Self {
            token: Sha256::digest(token).into(),
            papers,
            slowed: Mutex::default(),
        }
    }

    /// Opens a session for the right token. Answers the name that the cookie carries. Blocks.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn enter(&self, token: &str, from: IpAddr, now: Moment) -> Result<String, Closed> {
        self.check(token, network(from), now)?;
        let mut name = [0; 32];
        getrandom::fill(&mut name)
            .map_err(|error| Closed::Failed(anyhow::Error::from(error).into()))?;
        let name = URL_SAFE_NO_PAD.encode(name);
        let pass = Pass {
            token: self.token,
            since: now,
            until: now.plus(SESSION_MS),
        };
        let let_in = self.papers.let_in(digest(&name), pass, now);
        let_in.map_err(Closed::Failed)?;
        Ok(name)
    }

    /// The session of that name. Blocks.
    ///
    /// # Errors
    /// Those of the place where sessions are kept.
    pub(super) fn session(&self, name: &str, now: Moment) -> Result<Option<Session>, Failed> {
        let pass = self.papers.pass(digest(name))?;
        // One of an earlier token is worth nothing.
        let good = pass.filter(|pass| pass.token == self.token && pass.until > now);
        Ok(good.map(|pass| Session {
            since: pass.since,
            until: pass.until,
        }))
    }

    /// Ends a session. Blocks.
    ///
    /// # Errors
    /// Those of the place where sessions are kept.
    pub(super) fn leave(&self, name: &str) -> Result<(), Failed> {
        self.papers.send_out(digest(name))
    }

    /// One try at a time, so that many at once count as many.
    fn check(&self, token: &str, from: IpAddr, now: Moment) -> Result<(), Closed> {
        let mut slowed = self.slowed.lock().unwrap_or_else(PoisonError::into_inner);
        slowed.retain(|_, known| now < known.last.plus(FORGET_MS));
        let from = if slowed.len() >= MOST && !slowed.contains_key(&from) {
            IpAddr::V4(Ipv4Addr::UNSPECIFIED)
        } else {
            from
        };
        let known = slowed.get(&from).copied();
        if let Some(known) = known.filter(|known| now < known.until) {
            let left = known.until.millis() - now.millis();
            return Err(Closed::TooSoon(left.div_ceil(1_000)));
        }
        let given: [u8; 32] = Sha256::digest(token).into();
        if bool::from(given.ct_eq(&self.token)) {
            slowed.remove(&from);
            return Ok(());
        }
        let wrong = known.map_or(0, |known| known.wrong) + 1;
        let wait = 2_u64.saturating_pow(wrong - 1).min(LONGEST_WAIT);
        let until = now.plus(wait * 1_000);
        let last = now;
        slowed.insert(from, Slowed { wrong, last, until });
        Err(Closed::Wrong(wait))
    }
}

fn digest(name: &str) -> [u8; 32] {
    Sha256::digest(name).into()
}
