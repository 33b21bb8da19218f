//! `SQLite`: one writer, a few readers, versioned migrations. No SQL of the shop's stands here.

mod migrate;

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

/// Readers that may be open at once.
const READERS: usize = 4;

/// A database file. All calls block: use them on a blocking thread.
#[derive(Debug)]
pub struct Db {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Readers>,
    seat_free: Condvar,
}

#[derive(Debug, Default)]
struct Readers {
    idle: Vec<Connection>,
    taken: usize,
}

impl Db {
    /// Opens (or makes) the file and brings it to the newest schema.
    ///
    /// # Errors
    /// Where the file cannot be opened, or was written by a newer server.
    pub fn open(path: &Path, migrations: &[&str]) -> anyhow::Result<Self> {
        let mut writer = Connection::open(path)?;
        prepare(&writer)?;
        migrate::to_newest(&mut writer, migrations)?;
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            seat_free: Condvar::new(),
        })
    }

    /// Runs `work` in one write transaction: committed if it succeeds, else nothing has happened.
    ///
    /// # Errors
    /// Those of `work` and of `SQLite`.
    pub fn write<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = unpoisoned(self.writer.lock());
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Runs `work` on one consistent picture of the data, without waiting for a writer.
    ///
    /// # Errors
    /// Those of `work` and of `SQLite`.
    pub fn read<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut seat = self.take_seat();
        let mut reader = match seat.reader.take() {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        let outcome = {
            let picture = reader.transaction()?;
            work(&picture)
        };
        seat.reader = Some(reader);
        outcome
    }

    fn take_seat(&self) -> Seat<'_> {
        let mut readers = unpoisoned(self.readers.lock());
        while readers.taken >= READERS {
            readers = unpoisoned(self.seat_free.wait(readers));
        }
        readers.taken += 1;
        Seat {
            db: self,
            reader: readers.idle.pop(),
        }
    }

    fn open_reader(&self) -> Result<Connection, rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(&self.path, flags)?;
        reader.busy_timeout(Duration::from_secs(5))?;
        Ok(reader)
    }
}

/// The right to read. Given back when dropped, by a panic too.
struct Seat<'a> {
    db: &'a Db,
    reader: Option<Connection>,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut readers = unpoisoned(self.db.readers.lock());
        readers.taken -= 1;
        readers.idle.extend(self.reader.take());
        self.db.seat_free.notify_one();
    }
}

/// FULL, not NORMAL: an order that was acknowledged must be there after a power cut.
fn prepare(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// A panic inside a transaction has rolled it back, so the connection is sound.
fn unpoisoned<'a, T>(
    lock: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>,
) -> MutexGuard<'a, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}
