//! Numbered SQL files, applied once each and in order; `PRAGMA user_version` counts them.

use anyhow::{Context, ensure};
use rusqlite::Connection;

/// Applies every migration the file has not seen, each in a transaction of its own.
pub(super) fn to_newest(connection: &mut Connection, migrations: &[&str]) -> anyhow::Result<()> {
    let seen: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let seen = usize::try_from(seen).context("the database has a negative version")?;
    ensure!(
        seen <= migrations.len(),
        "the database is of version {seen}, this server knows {}: use a newer server",
        migrations.len()
    );
    for (index, sql) in migrations.iter().enumerate().skip(seen) {
        let version = index + 1;
        let transaction = connection.transaction()?;
        transaction
            .execute_batch(sql)
            .with_context(|| format!("migration {version} failed"))?;
        transaction.pragma_update(None, "user_version", i64::try_from(version)?)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE a (x);";
    const SECOND: &str = "INSERT INTO a VALUES (1);";

    #[test]
    fn each_migration_runs_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        to_newest(&mut connection, &[FIRST]).unwrap();
        to_newest(&mut connection, &[FIRST, SECOND]).unwrap();
        to_newest(&mut connection, &[FIRST, SECOND]).unwrap();
        let rows: i64 = connection
            .query_row("SELECT count(*) FROM a", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn a_database_of_a_newer_server_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        to_newest(&mut connection, &[FIRST, SECOND]).unwrap();
        assert!(to_newest(&mut connection, &[FIRST]).is_err());
    }

    #[test]
    fn a_failing_migration_leaves_nothing_behind() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert!(to_newest(&mut connection, &["CREATE TABLE b (x); NONSENSE;"]).is_err());
        assert!(connection.prepare("SELECT * FROM b").is_err());
    }
}
