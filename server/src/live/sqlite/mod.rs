//! Logs, counters and what hosts prepared in a file of this server, told to this process alone.

mod papers;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Row, Transaction, params};

use crate::db::Db;
use crate::live::book::Book;
use crate::live::counters::Counters;
use crate::live::entry::{Entry, Role};
use crate::live::fact::Fact;
use crate::live::shelf::Shelf;
use crate::live::store::{Answer, Failed, Store};
use crate::stage::clock::Moment;

/// The file, and what is held of it in memory.
#[derive(Debug)]
pub struct Sqlite(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Arc<Db>,
    /// Held from the file to the book, so that books get entries in their order.
    appending: Mutex<()>,
    books: Mutex<HashMap<String, Arc<Book>>>,
    counters: Counters,
    shelf: Arc<Shelf>,
}

impl Sqlite {
    /// Reads all there is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open(db: Arc<Db>) -> anyhow::Result<Self> {
        let shelf = Arc::<Shelf>::default();
        let (books, counters) = db.read(|connection| {
            papers::read(connection, &shelf)?;
            anyhow::Ok((entries(connection)?, counters(connection)?))
        })?;
        Ok(Self(Arc::new(Inner {
            db,
            appending: Mutex::default(),
            books: Mutex::new(books),
            counters,
            shelf,
        })))
    }
}

impl Inner {
    fn book(&self, show: &str) -> Arc<Book> {
        Arc::clone(unpoisoned(&self.books).entry(show.to_owned()).or_default())
    }

    fn append(
        &self,
        show: &str,
        last: u64,
        entries: Vec<Entry>,
    ) -> Result<Vec<Arc<Entry>>, Failed> {
        let entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
        let book = self.book(show);
        let _one = unpoisoned(&self.appending);
        self.db.write(|tx| insert(tx, show, last, &entries))?;
        book.write(entries.iter().map(Arc::clone));
        Ok(entries)
    }
}

impl Store for Sqlite {
    fn append<'a>(
        &'a self,
        show: &'a str,
        last: u64,
        entries: Vec<Entry>,
    ) -> Answer<'a, Vec<Arc<Entry>>> {
        let (inner, show) = (Arc::clone(&self.0), show.to_owned());
        let work = tokio::task::spawn_blocking(move || inner.append(&show, last, entries));
        Box::pin(async move { work.await.map_err(anyhow::Error::from)? })
    }

    fn book(&self, show: &str) -> Arc<Book> {
        self.0.book(show)
    }

    fn count(&self, show: &str, name: &str, by: i64) {
        self.0.counters.count(show, name, by);
    }

    fn raise(&self, show: &str, name: &str, to: i64) {
        self.0.counters.raise(show, name, to);
    }

    fn counts(&self, show: &str) -> BTreeMap<String, i64> {
        self.0.counters.of(show)
    }

    fn elsewhere(&self, _: &str) -> i64 {
        0
    }

    fn announce(&self, _: &BTreeMap<String, i64>) {}

    /// What was counted since the last time is lost in a crash; nothing else is.
    fn write_down(&self) -> anyhow::Result<()> {
        let due = self.0.counters.take_changed();
        if due.is_empty() {
            return Ok(());
        }
        let written: Result<(), rusqlite::Error> = self.0.db.write(|tx| {
            let sql = "INSERT INTO counter (show, name, value) VALUES (?1, ?2, ?3) \
                       ON CONFLICT (show, name) DO UPDATE SET value = ?3";
            let mut statement = tx.prepare_cached(sql)?;
            for (show, values) in &due {
                for (name, value) in values {
                    statement.execute(params![show, name, value])?;
                }
            }
            Ok(())
        });
        if written.is_err() {
            let shows = due.into_iter().map(|(show, _)| show);
            self.0.counters.still_changed(shows);
        }
        Ok(written?)
    }
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(error.into())
    }
}

fn insert(
    tx: &Transaction<'_>,
    show: &str,
    last: u64,
    entries: &[Arc<Entry>],
) -> Result<(), Failed> {
    let sql = "SELECT coalesce(max(seq), 0) FROM entry WHERE show = ?1";
    let known: i64 = tx.query_row(sql, [show], |row| row.get(0))?;
    if u64::try_from(known) != Ok(last) {
        return Err(Failed::Moved);
    }
    let sql = "INSERT INTO entry (show, seq, id, at, told, role, key, body) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut statement = tx.prepare_cached(sql)?;
    for entry in entries {
        let Entry {
            fact,
            told,
            role,
            key,
        } = &**entry;
        statement.execute(params![
            show,
            number(fact.seq),
            fact.id,
            number(fact.at.millis()),
            number(told.millis()),
            role.word(),
            key,
            serde_json::to_string(&fact.body).map_err(anyhow::Error::from)?
        ])?;
    }
    Ok(())
}

fn entries(connection: &Connection) -> anyhow::Result<HashMap<String, Arc<Book>>> {
    let mut books: HashMap<String, Arc<Book>> = HashMap::new();
    let sql = "SELECT show, seq, id, at, told, role, key, body FROM entry ORDER BY show, seq";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let show: String = row.get(0)?;
        let book = books.entry(show).or_default();
        book.write([Arc::new(entry(row)?)]);
    }
    Ok(books)
}

fn entry(row: &Row<'_>) -> anyhow::Result<Entry> {
    let number = |column| Ok::<_, anyhow::Error>(u64::try_from(row.get::<_, i64>(column)?)?);
    let moment = |column| number(column).map(Moment::from_millis);
    let (role, body): (String, String) = (row.get(5)?, row.get(7)?);
    let role = Role::read(&role)
        .ok_or_else(|| anyhow::anyhow!("the log has a record of the unknown role {role}"))?;
    Ok(Entry {
        fact: Fact {
            seq: number(1)?,
            id: row.get(2)?,
            at: moment(3)?,
            body: serde_json::from_str(&body)?,
        },
        told: moment(4)?,
        role,
        key: row.get(6)?,
    })
}

fn counters(connection: &Connection) -> anyhow::Result<Counters> {
    let counters = Counters::default();
    let mut statement = connection.prepare("SELECT show, name, value FROM counter")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (show, name): (String, String) = (row.get(0)?, row.get(1)?);
        counters.known(&show, &name, row.get(2)?);
    }
    Ok(counters)
}

/// `SQLite` counts in signed numbers; ours are far below.
fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn unpoisoned<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
