//! Same key, same body: same answer. Another body: 409. A key belongs to one operation on one
//! resource. Kept for 24 hours. Only answers of carried-out operations are kept: a refusal (4xx) and
//! a failure (5xx) have changed nothing and may be tried again under the same key.

use axum::http::StatusCode;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::reply::{Answer, Problem};
use super::request::Write;

/// How long an answer is kept, in seconds.
pub const KEPT: i64 = 24 * 60 * 60;

/// What a key belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Such as `update_cart`.
    pub operation: &'static str,
    /// The resource's id; empty where one is made.
    pub resource: String,
}

impl Scope {
    /// An operation on a resource.
    #[must_use]
    pub fn new(operation: &'static str, resource: &str) -> Self {
        Self {
            operation,
            resource: resource.to_owned(),
        }
    }
}

/// The answer that was given to this key.
///
/// # Errors
/// 409 where the key came with another body.
pub fn earlier(
    connection: &Connection,
    scope: &Scope,
    write: &Write,
) -> Result<Option<Answer>, Problem> {
    let found = connection
        .query_row(
            "SELECT body_hash, status, etag, body FROM answer WHERE operation = ?1 AND resource = ?2 AND key = ?3",
            params![scope.operation, scope.resource, write.key],
            |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, u16>(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()?;
    let Some((hash, status, etag, body)) = found else {
        return Ok(None);
    };
    if hash != write.hash {
        return Err(other_body());
    }
    Ok(Some(Answer {
        status: StatusCode::from_u16(status)?,
        etag,
        body,
        keep: false,
    }))
}

/// 409: one key, two bodies.
#[must_use]
pub fn other_body() -> Problem {
    let text = "This Idempotency-Key was used with another body.";
    Problem::conflict("idempotency_conflict", text)
}

/// Remembers an answer, in the transaction that earned it.
///
/// # Errors
/// Those of the database.
pub fn remember(
    tx: &Transaction<'_>,
    scope: &Scope,
    key: &str,
    hash: &[u8],
    answer: &Answer,
    now: i64,
) -> Result<(), rusqlite::Error> {
    tx.execute(
        "INSERT INTO answer (operation, resource, key, body_hash, status, etag, body, given_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            scope.operation,
            scope.resource,
            key,
            hash,
            answer.status.as_u16(),
            answer.etag,
            answer.body,
            now
        ],
    )?;
    Ok(())
}

/// Carries out a write once: answers from memory, or runs it and remembers.
///
/// # Errors
/// Those of `run`; then nothing has changed.
pub fn once(
    tx: &Transaction<'_>,
    scope: &Scope,
    write: &Write,
    now: i64,
    run: impl FnOnce() -> Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    if let Some(answer) = earlier(tx, scope, write)? {
        return Ok(answer);
    }
    let answer = run()?;
    if answer.keep {
        remember(tx, scope, &write.key, &write.hash, &answer, now)?;
    }
    Ok(answer)
}

/// Forgets what is older than 24 hours.
///
/// # Errors
/// Those of the database.
pub fn forget_old(tx: &Transaction<'_>, now: i64) -> Result<usize, rusqlite::Error> {
    tx.execute(
        "DELETE FROM answer WHERE given_at < ?1",
        params![now - KEPT],
    )
}
