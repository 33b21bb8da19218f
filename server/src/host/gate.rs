//! Who may in: the host token, the sessions of consoles, and how wrong tokens are slowed.
//!
//! The token is compared by its digest in constant time. A session is a random name, of which only a digest is stored; it
//! ends with its time, by signing out, or when the server gets another token.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::db::Db;
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
    db: Arc<Db>,
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
    Failed(anyhow::Error),
}

impl Gate {
    /// A gate that opens to a token.
    #[must_use]
    pub(super) fn new(token: &str, db: Arc<Db>) -> Self {
        Self {
            token: Sha256::digest(token).into(),
            db,
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
        getrandom::fill(&mut name).map_err(|error| Closed::Failed(error.into()))?;
        let name = URL_SAFE_NO_PAD.encode(name);
        let stored: Result<usize, rusqlite::Error> = self.db.write(|tx| {
            tx.execute("DELETE FROM session WHERE until <= ?1", [number(now)])?;
            let sql = "INSERT INTO session (id, token, since, until) VALUES (?1, ?2, ?3, ?4)";
            let until = now.plus(SESSION_MS);
            tx.execute(
                sql,
                params![digest(&name), self.token, number(now), number(until)],
            )
        });
        stored.map_err(|error| Closed::Failed(error.into()))?;
        Ok(name)
    }

    /// The session of that name. Blocks.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn session(&self, name: &str, now: Moment) -> anyhow::Result<Option<Session>> {
        let sql = "SELECT since, until FROM session WHERE id = ?1 AND token = ?2 AND until > ?3";
        let found: Option<(i64, i64)> = self.db.read(|connection| {
            let what = params![digest(name), self.token, number(now)];
            connection
                .query_row(sql, what, |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })?;
        let moment = |number: i64| anyhow::Ok(Moment::from_millis(u64::try_from(number)?));
        found
            .map(|(since, until)| {
                Ok(Session {
                    since: moment(since)?,
                    until: moment(until)?,
                })
            })
            .transpose()
    }

    /// Ends a session. Blocks.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn leave(&self, name: &str) -> anyhow::Result<()> {
        let ended: Result<usize, rusqlite::Error> = self
            .db
            .write(|tx| tx.execute("DELETE FROM session WHERE id = ?1", [digest(name)]));
        ended?;
        Ok(())
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

/// Whose address it is: a customer of the sixth protocol has 2^64 at least.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

fn digest(name: &str) -> [u8; 32] {
    Sha256::digest(name).into()
}

fn number(moment: Moment) -> i64 {
    i64::try_from(moment.millis()).unwrap_or(i64::MAX)
}
