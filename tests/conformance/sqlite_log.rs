//! The log in one SQLite file, for the suite.

use super::test_log::TestLog;
use crate::common::{tamper_with, temp_database_path};
use dixit::log::{AccessMode, LogError, LogStore, StoreObserver, begin_write, open};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A file in a temporary directory.
pub(super) struct SqliteLog {
    _dir: TempDir,
    path: PathBuf,
}

impl SqliteLog {
    /// A connection without the settings of dixit.
    fn foreign_connection(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }
}

impl TestLog for SqliteLog {
    type Store = Connection;

    const IS_SQLITE: bool = true;

    fn create() -> Self {
        let (dir, path) = temp_database_path();
        drop(open(&path, AccessMode::ReadWrite).unwrap());
        Self { _dir: dir, path }
    }

    fn place(&self) -> String {
        self.path.to_str().unwrap().to_owned()
    }

    fn connect_to(place: &str) -> Connection {
        open(Path::new(place), AccessMode::ReadWrite).unwrap()
    }

    fn write<R>(
        store: &mut Connection,
        f: impl FnOnce(&dyn LogStore) -> Result<R, LogError>,
    ) -> Result<R, LogError> {
        let transaction = begin_write(store, &StoreObserver::default())?;
        let done = f(&*transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    fn execute(&self, sql: &str) -> Result<(), String> {
        let done = self.foreign_connection().execute_batch(sql);
        done.map_err(|error| error.to_string().split(" in ").next().unwrap().to_owned())
    }

    fn tamper(&self, sql: &str) {
        tamper_with(&self.path, sql);
    }

    fn count(&self, sql: &str) -> i64 {
        let conn = self.foreign_connection();
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn swallowing_trigger(table: &str) -> String {
        format!("CREATE TRIGGER swallow BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END")
    }
}
