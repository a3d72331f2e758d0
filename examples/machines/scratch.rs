//! The databases that measuring needs, and the events that are put into them.

use crate::MeasureResult;
use dixit::domain::Position;
use dixit::log::{self, AccessMode, CheckedRecord, LogError, OriginAddress, OriginCredentials, PostgresLog};
use postgres::{Client, NoTls};
use rusqlite::Connection;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

/// A server, a log to take events from, and a directory for copies.
pub(crate) struct Scratch {
    server: String,
    admin: RefCell<Client>,
    made: Cell<u32>,
    pub(crate) source: PathBuf,
    pub(crate) dir: tempfile::TempDir,
}

impl Scratch {
    pub(crate) fn new(source: &str, server: &str) -> MeasureResult<Self> {
        Ok(Self {
            server: server.to_owned(),
            admin: RefCell::new(Client::connect(server, NoTls)?),
            made: Cell::new(0),
            source: source.into(),
            dir: tempfile::Builder::new().prefix("machines-").tempdir_in(
                Path::new(source)
                    .parent()
                    .filter(|parent| !parent.as_os_str().is_empty())
                    .unwrap_or(Path::new(".")),
            )?,
        })
    }

    /// The name of a new database, and its address.
    pub(crate) fn new_database(&self) -> MeasureResult<String> {
        self.made.set(self.made.get() + 1);
        let name = database_name(self.made.get());
        let mut admin = self.admin.borrow_mut();
        admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))?;
        admin.batch_execute(&format!(
            "CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
        ))?;
        let (start, settings) = self.server.split_once('?').unwrap_or((&self.server, ""));
        let (start, _) = start.rsplit_once('/').ok_or("the address names no database")?;
        Ok(format!("{start}/{name}?{settings}"))
    }

    /// A new database with the empty tables of a log, and a connection to it.
    pub(crate) fn new_log(&self) -> MeasureResult<(OriginAddress, PostgresLog)> {
        let address: OriginAddress = self.new_database()?.parse()?;
        let log = PostgresLog::connect(&address, &OriginCredentials::default())?;
        log.create_schema()?;
        Ok((address, log))
    }

    /// The first `count` events of the source, checked.
    pub(crate) fn events(&self, count: u64) -> MeasureResult<Vec<CheckedRecord>> {
        let source: Connection = log::open(&self.source, AccessMode::ReadAnyVersion)?;
        let mut events = Vec::new();
        log::for_each_record(&source, 0, Some(Position::new(count)), &mut |record| {
            events.push(CheckedRecord::of_stored(record).map_err(LogError::from)?);
            Ok::<_, LogError>(())
        })?;
        Ok(events)
    }

    /// Drops the databases.
    pub(crate) fn remove(&self) -> MeasureResult<()> {
        let mut admin = self.admin.borrow_mut();
        for number in 1..=self.made.get() {
            admin.batch_execute(&format!(
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                database_name(number)
            ))?;
        }
        Ok(())
    }
}

/// The name of a database that this process makes.
fn database_name(number: u32) -> String {
    format!("dixit_measured_{}_{number}", std::process::id())
}

/// The median of some figures.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
