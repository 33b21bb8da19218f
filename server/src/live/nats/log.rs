//! The log: what is published, and what of it counts. Every server reads the same messages in the same order, and decides by
//! them alone, so all decide the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::OffsetDateTime;

use super::wire::Batch;
use crate::live::book::Book;
use crate::stage::clock::{EPOCH, Moment};

/// What arrives later than this after it was said does not count: its host has been told so long ago, and may have gone on.
pub(super) const LATE_MS: u64 = 30_000;

/// Why a message does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Void {
    /// Its writer did not know what the log said by then.
    Overtaken,
    /// It came too late.
    Late,
    /// It could not be read.
    Unread,
}

/// The logs of all shows as far as they were read.
#[derive(Debug, Default)]
pub(super) struct Logs {
    shows: Mutex<HashMap<String, Log>>,
    void: Mutex<BTreeMap<u64, Void>>,
}

/// A show's log.
#[derive(Clone, Debug, Default)]
struct Log {
    book: Arc<Book>,
    /// The place of its last message in the stream, of those that do not count as well.
    place: u64,
}

impl Logs {
    /// The book of a show.
    pub(super) fn book(&self, show: &str) -> Arc<Book> {
        Arc::clone(&self.shows().entry(show.to_owned()).or_default().book)
    }

    /// The last number of a show's log and the place of its last message, as of one moment.
    pub(super) fn end(&self, show: &str) -> (u64, u64) {
        let mut shows = self.shows();
        let log = shows.entry(show.to_owned()).or_default();
        (log.book.last(), log.place)
    }

    /// Takes a message in.
    pub(super) fn take(&self, show: &str, place: u64, arrived: OffsetDateTime, said: &[u8]) {
        let mut shows = self.shows();
        let log = shows.entry(show.to_owned()).or_default();
        log.place = place;
        let void = match weigh(&log.book, arrived, said) {
            Ok(Ok(entries)) => {
                log.book.write(entries.into_iter().map(Arc::new));
                return;
            }
            Ok(Err(void)) => {
                tracing::info!(show, place, ?void, "a message of the log does not count");
                void
            }
            Err(error) => {
                tracing::error!(
                    show,
                    place,
                    "a message of the log cannot be read: {error:#}"
                );
                Void::Unread
            }
        };
        self.void().insert(place, void);
    }

    /// Why a message does not count, if so.
    pub(super) fn void_at(&self, place: u64) -> Option<Void> {
        self.void().get(&place).copied()
    }

    fn shows(&self) -> MutexGuard<'_, HashMap<String, Log>> {
        self.shows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn void(&self) -> MutexGuard<'_, BTreeMap<u64, Void>> {
        self.void.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn weigh(
    book: &Book,
    arrived: OffsetDateTime,
    said: &[u8],
) -> anyhow::Result<Result<Vec<crate::live::entry::Entry>, Void>> {
    let batch: Batch = serde_json::from_slice(said)?;
    if batch.last != book.last() {
        return Ok(Err(Void::Overtaken));
    }
    if moment(arrived) > batch.told().plus(LATE_MS) {
        return Ok(Err(Void::Late));
    }
    Ok(Ok(batch.entries()?))
}

/// A date in the stage's time.
fn moment(date: OffsetDateTime) -> Moment {
    let millis = (date - EPOCH).whole_milliseconds();
    Moment::from_millis(u64::try_from(millis).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::entry::{Entry, Role};
    use crate::live::fact::Fact;
    use serde_json::json;

    fn pin(seq: u64, told: u64, product: &str) -> Entry {
        let body = json!({"kind": "pin", "slot": 0, "product": product});
        Entry {
            fact: Fact {
                seq,
                id: format!("c{seq}"),
                at: Moment::from_millis(told),
                body: body.as_object().unwrap().clone(),
            },
            told: Moment::from_millis(told),
            role: Role::Host,
            key: None,
        }
    }

    fn message(last: u64, entries: &[Entry]) -> Vec<u8> {
        serde_json::to_vec(&Batch::new(last, entries)).unwrap()
    }

    fn at(millis: u64) -> OffsetDateTime {
        EPOCH + std::time::Duration::from_millis(millis)
    }

    #[test]
    fn of_two_that_were_worked_out_from_the_same_log_the_first_counts_and_the_second_does_not() {
        let logs = Logs::default();
        logs.take(
            "demo",
            1,
            at(10),
            &message(0, &[pin(1, 10, "cup"), pin(2, 10, "vase")]),
        );
        logs.take("demo", 2, at(11), &message(0, &[pin(1, 11, "lamp")]));
        logs.take("other", 3, at(11), &message(0, &[pin(1, 11, "plate")]));
        logs.take("demo", 4, at(12), &message(2, &[pin(3, 12, "lamp")]));
        let products = |show| -> Vec<_> {
            let entries = logs.book(show).after(0, 10);
            entries
                .iter()
                .map(|entry| entry.fact.body["product"].clone())
                .collect()
        };
        assert_eq!(products("demo"), ["cup", "vase", "lamp"]);
        assert_eq!(products("other"), ["plate"]);
        assert_eq!(logs.void_at(2), Some(Void::Overtaken));
        assert_eq!((logs.void_at(1), logs.void_at(4)), (None, None));
        assert_eq!(logs.end("demo"), (3, 4));
    }

    #[test]
    fn what_arrives_long_after_it_was_said_does_not_count() {
        let logs = Logs::default();
        logs.take(
            "demo",
            1,
            at(10 + LATE_MS + 1),
            &message(0, &[pin(1, 10, "cup")]),
        );
        assert_eq!(logs.void_at(1), Some(Void::Late));
        logs.take(
            "demo",
            2,
            at(10 + LATE_MS),
            &message(0, &[pin(1, 10, "cup")]),
        );
        assert_eq!(logs.book("demo").last(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_passed_over_and_the_log_goes_on() {
        let logs = Logs::default();
        logs.take("demo", 1, at(0), b"{\"version\":2}");
        logs.take("demo", 2, at(0), &message(0, &[pin(1, 0, "cup")]));
        assert_eq!(logs.void_at(1), Some(Void::Unread));
        assert_eq!(logs.end("demo"), (1, 2));
    }

    #[test]
    fn an_entry_is_the_same_after_it_was_sent() {
        let logs = Logs::default();
        let mut entry = pin(7, 70, "cup");
        entry.key = Some("key".to_owned());
        entry.role = Role::Handover;
        logs.take("demo", 1, at(70), &message(0, std::slice::from_ref(&entry)));
        assert_eq!(*logs.book("demo").after(0, 1)[0], entry);
    }
}
