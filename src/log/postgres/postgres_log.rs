//! A connection to a log on a server, with its transactions.

use super::connection::{ServerWarnings, connect_to_primary};
use super::postgres_row::column;
use super::server_error::{ConnectionName, describe, is_lost};
use super::{OriginAddress, OriginCredentials, OriginError, OriginRight};
use crate::log::LogError;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::ToSql;
use postgres::{Client, Row, Statement};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

/// Begins a transaction that is the only one that writes. `LOCK` is the key of a lock that every writer takes; the
/// number has no meaning but that it is dixit's ("dixt" in ASCII).
///
/// Each later statement sees what was committed before the lock was given, so the isolation must be READ COMMITTED,
/// whatever the server's own is. Whoever waits too long for the lock gets an error; nothing else has a limit.
const BEGIN_WRITE: &str = "
    BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
    SET LOCAL lock_timeout = '600s';
    SELECT pg_advisory_xact_lock(1684633716);
    SET LOCAL lock_timeout = 0";

/// Commits, unless a statement of the transaction has failed: COMMIT alone would then undo it without an error. Those
/// who listen are told after the commit, because telling them takes a lock of the whole server.
const COMMIT: &str = "SELECT 1; COMMIT; NOTIFY dixit";

/// A log on a PostgreSQL server, over one connection.
///
/// Reading needs no transaction. What is written is written between [`begin_write`](Self::begin_write) and
/// [`commit`](Self::commit), and undone if the connection ends before.
pub struct PostgresLog {
    client: RefCell<Client>,
    /// The prepared statements, by their SQL.
    statements: RefCell<HashMap<String, Statement>>,
    warnings: ServerWarnings,
    name: ConnectionName,
    is_writing: Cell<bool>,
    is_listening: Cell<bool>,
}

impl fmt::Debug for PostgresLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresLog")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl PostgresLog {
    /// Connects to the server; its database need not hold a log. Where the address names several servers, the one that
    /// is the primary is used.
    pub fn connect(address: &OriginAddress, credentials: &OriginCredentials) -> Result<Self, LogError> {
        let warnings = ServerWarnings::default();
        let (client, name) = connect_to_primary(&credentials.complete(address)?, &warnings)?;
        Ok(Self {
            client: RefCell::new(client),
            statements: RefCell::default(),
            warnings,
            name,
            is_writing: Cell::new(false),
            is_listening: Cell::new(false),
        })
    }

    /// Connects to the server, whose database must hold a log in the format of this program.
    pub fn open(address: &OriginAddress, credentials: &OriginCredentials) -> Result<Self, LogError> {
        let log = Self::connect(address, credentials)?;
        log.check_format()?;
        Ok(log)
    }

    /// Begins a transaction that no other writer can interleave with, and waits for other writers to finish first. One
    /// that was left open after an error is undone.
    pub fn begin_write(&self) -> Result<(), LogError> {
        self.roll_back()?;
        self.is_writing.set(true);
        let Err(error) = self.run(BEGIN_WRITE, OriginRight::Write) else {
            return Ok(());
        };
        // It may have begun before something failed.
        self.roll_back()?;
        // A standby knows no transactions that write.
        if matches!(error, LogError::Origin(OriginError::Other(_))) && self.is_standby()? {
            let server = self.name.server.clone();
            return Err(OriginError::Standby { server }.into());
        }
        Err(error)
    }

    /// Whether the server only follows another one.
    fn is_standby(&self) -> Result<bool, LogError> {
        let rows = self.query("SELECT pg_is_in_recovery()", &[])?;
        rows.first().map_or(Ok(false), |row| column(row, 0))
    }

    /// Commits the transaction. It is recorded if and only if this returns `Ok`, or an error for which
    /// [`OriginError::is_in_doubt`] holds: what became of it then shows on a new connection, under the lock of
    /// [`begin_write`](Self::begin_write) and after [`acknowledge`](Self::acknowledge).
    pub fn commit(&self) -> Result<(), LogError> {
        self.is_writing.set(false);
        self.warnings.take();
        let committed = self.client.borrow_mut().simple_query(COMMIT);
        if let Err(error) = committed {
            let why = describe(&error);
            if error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION) {
                self.is_writing.set(true);
                self.roll_back()?;
                return Err(OriginError::Other(why).into());
            }
            let server = self.name.server.clone();
            return Err(OriginError::InDoubt { server, why }.into());
        }
        match self.warnings.take().join("; ") {
            warning if warning.is_empty() => Ok(()),
            warning => Err(OriginError::NotAcknowledged { warning }.into()),
        }
    }

    /// Undoes the transaction, if there is one.
    pub fn roll_back(&self) -> Result<(), LogError> {
        if self.is_writing.take() {
            self.run("ROLLBACK", OriginRight::Write)?;
        }
        Ok(())
    }

    /// Waits until everything that this connection can see is as safe as a commit is: on disk, and at the standbys that
    /// the server waits for. What a commit that was in doubt left may not be, though it can be seen.
    pub fn acknowledge(&self) -> Result<(), LogError> {
        self.begin_write()?;
        // A commit waits only if the transaction wrote something to the write-ahead log; this writes nothing else.
        self.run(
            "SELECT pg_logical_emit_message(true, 'dixit', '')",
            OriginRight::Write,
        )?;
        self.commit()
    }

    /// Waits up to `timeout` until another writer has committed, and returns whether one has. That is a hint: one that
    /// comes while the connection is being made is lost, so whoever waits looks at the log now and then all the same.
    ///
    /// The first call returns at once, as nobody listened before.
    pub fn wait_for_hint(&self, timeout: Duration) -> Result<bool, LogError> {
        if !self.is_listening.get() {
            self.run("LISTEN dixit", OriginRight::Read)?;
            self.is_listening.set(true);
            return Ok(true);
        }
        let failed = |error| self.error(&error, OriginRight::Read);
        let mut client = self.client.borrow_mut();
        let mut notifications = client.notifications();
        let first = notifications.timeout_iter(timeout).next().map_err(failed)?;
        // One look at the log answers all of them.
        while notifications.iter().next().map_err(failed)?.is_some() {}
        drop(notifications);
        if client.is_closed() {
            let (server, why) = (self.name.server.clone(), "the server closed it".to_owned());
            return Err(OriginError::Lost { server, why }.into());
        }
        Ok(first.is_some())
    }

    /// The connection, as messages name it.
    pub(super) const fn name(&self) -> &ConnectionName {
        &self.name
    }

    /// The warnings of the server since they were last taken.
    pub(super) const fn warnings(&self) -> &ServerWarnings {
        &self.warnings
    }

    /// Runs statements without parameters, and ignores what they return.
    pub(super) fn run(&self, sql: &str, right: OriginRight) -> Result<(), LogError> {
        let done = self.client.borrow_mut().batch_execute(sql);
        done.map_err(|error| self.error(&error, right))
    }

    /// All rows of a query that reads the log.
    pub(super) fn query(&self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, LogError> {
        let statement = self.prepare(sql, OriginRight::Read)?;
        let rows = self.client.borrow_mut().query(&statement, params);
        rows.map_err(|error| self.error(&error, OriginRight::Read))
    }

    /// Runs a statement that needs `right`, and returns how many rows it wrote.
    pub(super) fn execute(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
        right: OriginRight,
    ) -> Result<u64, LogError> {
        let statement = self.prepare(sql, right)?;
        let written = self.client.borrow_mut().execute(&statement, params);
        written.map_err(|error| self.error(&error, right))
    }

    /// The prepared statement of `sql`, which is prepared once for a connection.
    fn prepare(&self, sql: &str, right: OriginRight) -> Result<Statement, LogError> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let prepared = self.client.borrow_mut().prepare(sql);
        let statement = prepared.map_err(|error| self.error(&error, right))?;
        self.statements
            .borrow_mut()
            .insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Why a statement failed that needs `right`.
    fn error(&self, error: &postgres::Error, right: OriginRight) -> LogError {
        if is_lost(error) {
            self.is_writing.set(false);
        }
        self.name.statement_error(error, right)
    }
}
