//! What hosts prepared, and the consoles that are signed in, in the file.

use std::sync::Arc;

use anyhow::Context as _;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Sqlite, number};
use crate::live::shelf::Shelf;
use crate::live::shows::Saved;
use crate::live::store::{Failed, Papers, Pass};
use crate::stage::clock::Moment;

/// Puts all shows of the file on the shelf.
pub(super) fn read(connection: &Connection, shelf: &Shelf) -> anyhow::Result<()> {
    let sql = "SELECT id, revision, content, created_at FROM show";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let content: String = row.get(2)?;
        shelf.put(Saved {
            revision: u64::try_from(row.get::<_, i64>(1)?)?,
            record: serde_json::from_str(&content)
                .with_context(|| format!("the show {id} cannot be read"))?,
            created: Moment::from_millis(u64::try_from(row.get::<_, i64>(3)?)?),
            id,
        });
    }
    Ok(())
}

impl Papers for Sqlite {
    fn shelf(&self) -> &Arc<Shelf> {
        &self.0.shelf
    }

    fn save(&self, show: &Saved) -> Result<(), Failed> {
        let content = serde_json::to_string(&show.record).map_err(anyhow::Error::from)?;
        self.0.db.write(|tx| {
            let sql = "SELECT revision FROM show WHERE id = ?1";
            let known: Option<i64> = tx.query_row(sql, [&show.id], |row| row.get(0)).optional()?;
            if known.unwrap_or_default() + 1 != number(show.revision) {
                return Err(Failed::Moved);
            }
            let sql = "INSERT INTO show (id, revision, content, created_at) VALUES (?1, ?2, ?3, ?4) \
                       ON CONFLICT (id) DO UPDATE SET revision = ?2, content = ?3";
            let (revision, created) = (number(show.revision), number(show.created.millis()));
            tx.execute(sql, params![show.id, revision, content, created])?;
            Ok(())
        })?;
        self.0.shelf.put(show.clone());
        Ok(())
    }

    fn let_in(&self, name: [u8; 32], pass: Pass, now: Moment) -> Result<(), Failed> {
        self.0.db.write(|tx| {
            tx.execute(
                "DELETE FROM session WHERE until <= ?1",
                [number(now.millis())],
            )?;
            let sql = "INSERT INTO session (id, token, since, until) VALUES (?1, ?2, ?3, ?4)";
            let (since, until) = (number(pass.since.millis()), number(pass.until.millis()));
            tx.execute(sql, params![name, pass.token, since, until])?;
            Ok(())
        })
    }

    fn pass(&self, name: [u8; 32]) -> Result<Option<Pass>, Failed> {
        let sql = "SELECT token, since, until FROM session WHERE id = ?1";
        let found: Option<([u8; 32], i64, i64)> = self.0.db.read(|connection| {
            let row = connection.query_row(sql, [name], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            });
            Ok::<_, Failed>(row.optional()?)
        })?;
        let moment = |number: i64| Moment::from_millis(u64::try_from(number).unwrap_or_default());
        Ok(found.map(|(token, since, until)| Pass {
            token,
            since: moment(since),
            until: moment(until),
        }))
    }

    fn send_out(&self, name: [u8; 32]) -> Result<(), Failed> {
        self.0.db.write(|tx| {
            tx.execute("DELETE FROM session WHERE id = ?1", [name])?;
            Ok(())
        })
    }
}
