//! Where logs and counters live, so that more than one kind of place can be behind the same callers.
//!
//! The default is [`super::sqlite`]: a file, and this process alone. The shape is meant for a replicated log as well
//! (a stream a show, appended to with the last number expected, followed by every server): whatever is behind it, a server
//! reads from its own copy, the [`Book`], and only an append waits.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::book::Book;
use super::entry::Entry;

/// What an asynchronous call answers.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failed>> + Send + 'a>>;

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// Somebody else recorded something first: read again, and try again.
    #[error("the log has moved on")]
    Moved,
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

    /// The counters of a show.
    fn counts(&self, show: &str) -> BTreeMap<String, i64>;
}
