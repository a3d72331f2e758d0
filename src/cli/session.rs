use super::args::{Format, Global};
use super::environment;
use super::error::CliError;
use super::ui::Ui;
use crate::query::Question;
use crate::tracker::{Context, LogError, Tracker, TrackerError};
use clap::ValueEnum;
use std::path::PathBuf;

/// What a command works with.
pub(crate) struct Session {
    /// Where output goes.
    pub(crate) ui: Ui,
    /// The form of the output.
    pub(crate) format: Format,
    /// The database.
    pub(crate) db: PathBuf,
    reader: Option<Tracker>,
}

impl Session {
    /// A session as `global` asks for it.
    pub(crate) fn new(global: Global, ui: Ui) -> Self {
        Self {
            ui,
            format: global.format,
            db: global.db,
            reader: None,
        }
    }

    /// Refuses the forms of output that a command does not have.
    pub(crate) fn only(&self, forms: &[Format]) -> Result<(), CliError> {
        if forms.contains(&self.format) {
            return Ok(());
        }
        let name = |form: &Format| form.to_possible_value().map(|value| value.get_name().to_owned());
        let given = name(&self.format).unwrap_or_default();
        let known: Vec<_> = forms.iter().filter_map(name).collect();
        Err(
            CliError::usage(format_args!("this command has no output as {given}"))
                .hint(format_args!("it has {}", known.join(", "))),
        )
    }

    /// Opens the database for writing; creates it where there is none.
    pub(crate) fn open(&self) -> Result<Tracker, CliError> {
        let context = Context {
            clock: environment::clock()?,
            actor: environment::user(),
            seed: environment::seed()?,
        };
        Ok(Tracker::open(&self.db, context)?)
    }

    /// Refuses a database that is not there, where making one would help nobody.
    pub(crate) fn must_exist(&self) -> Result<(), CliError> {
        if self.db.exists() {
            return Ok(());
        }
        let missing = LogError::Missing {
            path: self.db.clone(),
        };
        Err(TrackerError::from(missing).into())
    }

    /// The database, open for reading.
    pub(crate) fn reader(&mut self) -> Result<&Tracker, CliError> {
        Ok(self.split()?.0)
    }

    /// The database, open for reading, and where output goes.
    pub(crate) fn split(&mut self) -> Result<(&Tracker, &mut Ui), CliError> {
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => Tracker::open_read_only(&self.db)?,
        };
        Ok((self.reader.insert(reader), &mut self.ui))
    }

    /// The answer to `question`.
    pub(crate) fn ask<Q: Question>(&mut self, question: &Q) -> Result<Q::Answer, CliError> {
        Ok(self.reader()?.ask(question)?)
    }
}
