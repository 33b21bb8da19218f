//! Where logs, counters and what hosts prepared live, so that more than one kind of place can be behind the same callers.
//!
//! The default is [`super::sqlite`]: a file, and this process alone. [`super::nats`] is a replicated log, for any number of
//! servers. Whatever is behind it, a server reads from its own copy, the [`Book`] and the [`Shelf`], and only a write waits.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::book::Book;
use super::entry::Entry;
use super::shelf::Shelf;
use super::shows::Saved;
use crate::stage::clock::Moment;

/// What an asynchronous call answers.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failed>> + Send + 'a>>;

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// Somebody else recorded something first: read again, and try again.
    #[error("the log has moved on")]
    Moved,
    /// The place cannot be reached. Nothing was recorded, and nothing will be.
    #[error("the cue log cannot be reached")]
    Away,
    /// The place did not say whether it was recorded. It may be, or may still be for a short time.
    #[error("the cue log did not say whether it was recorded")]
    Unsure,
    /// The place does not work.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

/// The logs and counters of all shows.
pub trait Store: Send + Sync + Debug {
    /// Records entries, all or none, each number above the one before and all above `last`, if `last` is the number of the
    /// last record. When it answers they are safe, and in the book. The work goes on when the caller hangs up.
    fn append<'a>(
        &'a self,
        show: &'a str,
        last: u64,
        entries: Vec<Entry>,
    ) -> Answer<'a, Vec<Arc<Entry>>>;

    /// This server's copy of a show's log: `after`, what counts, `subscribe`. Kept up to date for as long as the store lives.
    fn book(&self, show: &str) -> Arc<Book>;

    /// Adds to a counter of a show; whose viewers do not wait for it.
    fn count(&self, show: &str, name: &str, by: i64);

    /// Raises a counter to at least this much.
    fn raise(&self, show: &str, name: &str, to: i64);

    /// The counters of a show, over all servers.
    fn counts(&self, show: &str) -> BTreeMap<String, i64>;

    /// How many watch a show at other servers.
    fn elsewhere(&self, show: &str) -> i64;

    /// Tells other servers who watches here, and what was counted. Called twice a second.
    fn announce(&self, viewers: &BTreeMap<String, i64>);

    /// Writes counters down where that is not done already. Called every few seconds, and at the end. Blocks.
    ///
    /// # Errors
    /// Those of the place.
    fn write_down(&self) -> anyhow::Result<()>;
}

/// A signed-in console. Neither its cookie nor the token can be had from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// The digest of the token that it signed in with.
    pub token: [u8; 32],
    /// When it signed in.
    pub since: Moment,
    /// When that ends.
    pub until: Moment,
}

/// What hosts prepared, and which consoles are signed in. All calls block.
pub trait Papers: Send + Sync + Debug {
    /// This server's copy of the shows.
    fn shelf(&self) -> &Arc<Shelf>;

    /// Writes a show down, if the one that is there has the revision before; then it is on the shelf too.
    ///
    /// # Errors
    /// Why not.
    fn save(&self, show: &Saved) -> Result<(), Failed>;

    /// Lets a console in, and forgets those whose time is over.
    ///
    /// # Errors
    /// Why not.
    fn let_in(&self, name: [u8; 32], pass: Pass, now: Moment) -> Result<(), Failed>;

    /// The pass of a console.
    ///
    /// # Errors
    /// Those of the place.
    fn pass(&self, name: [u8; 32]) -> Result<Option<Pass>, Failed>;

    /// Ends what a console was let in for.
    ///
    /// # Errors
    /// Why not.
    fn send_out(&self, name: [u8; 32]) -> Result<(), Failed>;
}
