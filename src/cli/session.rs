//! What a command works with: where its output goes, the output format, and the database.

use super::args::global::{DATABASE_OPTION, Format, GlobalArgs};
use super::config::Config;
use super::environment;
use super::error::CliError;
use super::origin_credentials::read_origin_credentials;
use super::store_notices;
use super::ui::legend::Legend;
use super::ui::{Ui, style};
use crate::domain::{self, Position, Timestamp};
use crate::export;
use crate::query::input::{LogMoment, utc_day};
use crate::query::{Query, ReaderByNameQuery};
use crate::tracker::{
    Context, LogError, OriginAddress, OriginCredentials, StoreObserver, SyncProgress, SyncReport, Tracker,
    TrackerError,
};
use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The state of one invocation, shared by all commands.
pub(crate) struct Session {
    /// Where output goes.
    pub(crate) ui: Ui,
    /// Output format.
    pub(crate) format: Format,
    /// Path of the database.
    pub(crate) db: PathBuf,
    /// Explanations of the marks that were printed so far.
    pub(crate) legend: Legend,
    /// Settings of configuration files.
    pub(crate) config: Config,
    /// Builds clap's definition of the whole command line. Completions, manual pages and settings describe it, and
    /// would otherwise have to know the commands that use this session.
    pub(crate) command_line: fn() -> clap::Command,
    /// Whether CSV starts with a byte order mark.
    pub(crate) has_bom: bool,
    /// The `--as-of` of questions.
    as_of: Option<LogMoment>,
    /// The `--reader` of questions, if it is not the extractor.
    pub(crate) reader_name: Option<String>,
    database: Option<OpenDatabase>,
    /// Whether to record though the clock is far ahead of the log.
    accepts_clock: bool,
    /// Number of events that were recorded.
    recorded: Arc<AtomicU64>,
}

/// The database, open for reading.
struct OpenDatabase {
    tracker: Tracker,
    /// Position that `--as-of` resolved to.
    as_of: Option<Position>,
}

impl Session {
    /// Creates a session from the global options and the configuration.
    pub(crate) fn new(
        global: &GlobalArgs,
        config: Config,
        ui: Ui,
        command_line: fn() -> clap::Command,
    ) -> Self {
        Self {
            ui,
            format: global.format,
            legend: Legend::default(),
            db: config.db.value.clone(),
            config,
            command_line,
            has_bom: global.bom,
            as_of: global.as_of,
            reader_name: global.reader.clone(),
            database: None,
            accepts_clock: global.accept_clock,
            recorded: Arc::default(),
        }
    }

    /// Number of events that were recorded so far.
    pub(crate) fn recorded_events(&self) -> u64 {
        self.recorded.load(Ordering::Relaxed)
    }

    /// Fails if the database, read without locks, was changed meanwhile by another process.
    pub(crate) fn check_database_unchanged(&self) -> Result<(), CliError> {
        match &self.database {
            Some(database) => Ok(database.tracker.check_unchanged()?),
            None => Ok(()),
        }
    }

    /// Prints the explanations of all marks printed so far, each once, in their order.
    pub(crate) fn print_legend(&mut self) -> Result<(), CliError> {
        let legend = std::mem::take(&mut self.legend);
        match legend.text() {
            Some(text) => {
                self.ui.write_line("")?;
                self.ui.write_paragraph(&text, style::FAINT)
            }
            None => Ok(()),
        }
    }

    /// Fails unless the output format is one of `forms`.
    pub(crate) fn require_format(&self, forms: &[Format]) -> Result<(), CliError> {
        if forms.contains(&self.format) {
            return Ok(());
        }
        let name = |form: &Format| form.to_possible_value().map(|value| value.get_name().to_owned());
        let given = name(&self.format).unwrap_or_default();
        let known: Vec<_> = forms.iter().filter_map(name).collect();
        Err(
            CliError::usage(format_args!("this command does not support --format {given}"))
                .with_hint(format_args!("it supports {}", known.join(", "))),
        )
    }

    /// Returns the author of decisions: `given` on the command line, else the configured one, else the user.
    pub(crate) fn actor(&self, given: Option<String>) -> String {
        given.unwrap_or_else(|| self.config.actor.value.clone())
    }

    /// Opens the database for writing in the name of `actor`, or else of the user; creates it if there is none.
    pub(crate) fn open_for_writing(&self, actor: Option<String>) -> Result<Tracker, CliError> {
        let mut tracker = self.open_at(&self.db, actor)?;
        tracker.count_recorded_in(self.recorded.clone());
        if self.accepts_clock {
            tracker.accept_clock();
        }
        Ok(tracker)
    }

    fn open_at(&self, db: &Path, actor: Option<String>) -> Result<Tracker, CliError> {
        let context = self.context(actor)?;
        let mut tracker = Tracker::open_observed(db, context, self.store_observer())?;
        self.let_connect(&mut tracker)?;
        Ok(tracker)
    }

    fn context(&self, actor: Option<String>) -> Result<Context, CliError> {
        self.refuse_as_of("this command records something now")?;
        Ok(Context {
            clock: environment::clock()?,
            actor: self.actor(actor),
            seed: environment::random_seed()?,
        })
    }

    /// Gives a copy what it needs to connect to its origin. Nothing is read for a database that is no copy.
    fn let_connect(&self, tracker: &mut Tracker) -> Result<(), CliError> {
        if tracker.origin()?.is_some() {
            tracker.connect_with(self.origin_credentials());
        }
        Ok(())
    }

    /// Who connects to servers, and with which passwords.
    fn origin_credentials(&self) -> OriginCredentials {
        read_origin_credentials(&self.ui.note_printer())
    }

    /// Opens the database for writing, with what it takes to connect to a server though it is no copy yet.
    pub(crate) fn open_to_share(&self) -> Result<Tracker, CliError> {
        self.require_database()?;
        let context = self.context(None)?;
        let mut tracker = Tracker::open_observed(&self.db, context, self.store_observer())?;
        tracker.connect_with(self.origin_credentials());
        Ok(tracker)
    }

    /// Opens the database for reading, with what it takes to connect to its origin.
    pub(crate) fn open_to_compare(&self) -> Result<Tracker, CliError> {
        self.refuse_as_of("this command compares the whole log")?;
        let mut tracker = Tracker::open_read_only_observed(&self.db, self.store_observer())?;
        self.let_connect(&mut tracker)?;
        Ok(tracker)
    }

    /// Makes the database a copy of the log at `address`, and takes its events; see [`Tracker::clone_origin`].
    pub(crate) fn clone_origin(
        &self,
        address: &OriginAddress,
        progress: &mut dyn FnMut(SyncProgress) -> bool,
    ) -> Result<SyncReport, CliError> {
        let context = self.context(None)?;
        let origin = (address, self.origin_credentials());
        let cloned = Tracker::clone_origin(&self.db, context, origin, self.store_observer(), progress);
        let (_, report) = cloned.map_err(CliError::of_first_connection)?;
        Ok(report)
    }

    /// Prints what a person should know about other processes that use the database.
    fn store_observer(&self) -> StoreObserver {
        let print_note = self.ui.note_printer();
        StoreObserver::new(move |notice| print_note(&store_notices::describe(notice)))
    }

    /// Opens an empty database in memory, for what would be recorded in a new one.
    pub(crate) fn open_in_memory(&self) -> Result<Tracker, CliError> {
        self.open_at(Path::new(":memory:"), None)
    }

    /// Fails if `--as-of` was given to a command that cannot have it; `because` says why.
    pub(crate) fn refuse_as_of(&self, because: &str) -> Result<(), CliError> {
        if self.as_of.is_some() {
            return Err(CliError::usage(format_args!(
                "--as-of is only for questions: {because}"
            )));
        }
        Ok(())
    }

    /// Works on the database `file`, which a command names in place of `--db`, if it does.
    pub(crate) fn use_database(&mut self, file: Option<PathBuf>) -> Result<(), CliError> {
        let Some(file) = file else { return Ok(()) };
        if self.config.db.origin == DATABASE_OPTION {
            return Err(CliError::usage("the database is named twice")
                .with_hint(format_args!("leave out {DATABASE_OPTION}, or FILE")));
        }
        self.db = file;
        Ok(())
    }

    /// Fails if there is no database, for commands that need an existing one.
    pub(crate) fn require_database(&self) -> Result<(), CliError> {
        if self.db.exists() {
            return Ok(());
        }
        let missing = LogError::Missing {
            path: self.db.clone(),
        };
        Err(TrackerError::from(missing).into())
    }

    /// The database, open for reading.
    pub(crate) fn tracker(&mut self) -> Result<&Tracker, CliError> {
        Ok(self.tracker_and_ui()?.0)
    }

    /// The database, open for a check of everything, though it may be damaged.
    pub(crate) fn tracker_to_verify(&self) -> Result<Tracker, CliError> {
        self.refuse_as_of("this command checks the whole log")?;
        Ok(Tracker::open_to_verify(&self.db, self.store_observer())?)
    }

    /// Returns the database, open for reading, and where output goes.
    pub(crate) fn tracker_and_ui(&mut self) -> Result<(&Tracker, &mut Ui), CliError> {
        let database = match self.database.take() {
            Some(database) => database,
            None => self.open_as_of()?,
        };
        Ok((&self.database.insert(database).tracker, &mut self.ui))
    }

    /// Opens the database for reading, as of the requested moment.
    fn open_as_of(&mut self) -> Result<OpenDatabase, CliError> {
        let tracker = Tracker::open_read_only_observed(&self.db, self.store_observer())?;
        let as_of_position = match self.as_of {
            Some(moment) => Some(tracker.position_as_of(moment)?),
            None => None,
        };
        if let (Some(LogMoment::Time(time)), Some(position)) = (self.as_of, as_of_position) {
            self.note_future(&tracker, time, position)?;
        }
        if as_of_position.is_some() {
            tracker.set_as_of(as_of_position)?;
        }
        if let Some(name) = self.reader_name.clone().filter(|name| !is_own_extractor(name)) {
            let read_by = tracker.ask(&ReaderByNameQuery { name })?;
            tracker.set_as_of_for_reader(as_of_position, &read_by.name)?;
        }
        Ok(OpenDatabase {
            tracker,
            as_of: as_of_position,
        })
    }

    /// Prints a note where `--as-of` or events of the log are in the future.
    fn note_future(
        &mut self,
        tracker: &Tracker,
        time: Timestamp,
        position: Position,
    ) -> Result<(), CliError> {
        let Some(head) = tracker.head()? else {
            return Ok(());
        };
        let now = environment::clock()?();
        let last = head.position;
        if time > now {
            self.ui.print_note(format_args!(
                "--as-of is in the future: this is the answer as of {now}, after {last}"
            ));
        } else if head.recorded_at > now {
            // The clock was wrong once: whatever was recorded after that carries its time.
            self.ui.print_note(format_args!(
                "this is the answer as of {position}: later events carry times up to {}, later than now; --as-of {last} \
                 has them all",
                head.recorded_at
            ));
        }
        Ok(())
    }

    /// Returns the last position before `since`. Prints a note if the log starts later.
    pub(crate) fn position_before(&mut self, since: LogMoment) -> Result<Position, CliError> {
        let tracker = self.tracker()?;
        let position = tracker.position_before(since)?;
        if position == Position::START
            && matches!(since, LogMoment::Time(_))
            && let Some(begun) = tracker.first_recorded_at()?
        {
            self.ui.print_note(format_args!(
                "the log starts on {begun}, so this is the whole log"
            ));
        }
        Ok(position)
    }

    /// Returns the position that `--as-of` refers to; `None` for now.
    pub(crate) fn as_of_position(&mut self) -> Result<Option<Position>, CliError> {
        self.tracker_and_ui()?;
        Ok(self.database.as_ref().and_then(|database| database.as_of))
    }

    /// Returns the day of the question in UTC: the day of `--as-of`, else today.
    pub(crate) fn today(&mut self) -> Result<NaiveDate, CliError> {
        let (as_of, now) = (self.as_of, environment::clock()?());
        let moment = self.tracker()?.time_of_question(as_of, now)?;
        let outside = || CliError::usage(format_args!("{moment} is outside the calendar"));
        utc_day(moment).ok_or_else(outside)
    }

    /// Prints `answer` as JSON: on one line for JSON Lines.
    pub(crate) fn print_json(&mut self, answer: &impl Serialize) -> Result<(), CliError> {
        match self.format {
            Format::Jsonl => self.ui.write_with(|out| export::write_jsonl_line(answer, out)),
            _ => self.ui.write_with(|out| export::write_json(answer, out)),
        }
    }

    /// Asks the database.
    pub(crate) fn ask<Q: Query>(&mut self, question: &Q) -> Result<Q::Answer, CliError> {
        Ok(self.tracker()?.ask(question)?)
    }
}

/// Whether this is dixit's own extractor, in any version.
fn is_own_extractor(reader: &str) -> bool {
    reader.split('/').next() == Some(domain::Reader::OWN_NAME)
}
