use super::args::{Format, Global};
use super::as_of::AsOf;
use super::config::Config;
use super::environment;
use super::error::CliError;
use super::ui::Ui;
use super::ui::legend::Legend;
use super::ui::style;
use crate::domain::{self, Position, Timestamp};
use crate::query::{Query, ReaderByNameQuery};
use crate::tracker::{Context, Head, LogError, LogFilter, Tracker, TrackerError};
use chrono::{DateTime, NaiveDate};
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
    /// What explains the marks that were printed so far.
    pub(crate) legend: Legend,
    /// What holds where the command line does not say otherwise.
    pub(crate) config: Config,
    /// Whether CSV begins with a byte order mark.
    pub(crate) bom: bool,
    /// The moment that questions are asked of.
    as_of: Option<AsOf>,
    /// Whose reading is asked for, where it is not the extractor's.
    pub(crate) read_by: Option<String>,
    reader: Option<Reader>,
}

/// The database, open for reading.
struct Reader {
    tracker: Tracker,
    /// The position that `--as-of` means.
    upto: Option<Position>,
}

impl Session {
    /// A session as `global` and `config` ask for it.
    pub(crate) fn new(global: &Global, config: Config, ui: Ui) -> Self {
        Self {
            ui,
            format: global.format,
            legend: Legend::default(),
            db: config.db.value.clone(),
            config,
            bom: global.bom,
            as_of: global.as_of,
            read_by: global.reader.clone(),
            reader: None,
        }
    }

    /// Prints what explains the marks that were printed, each once, in the order of their weight.
    pub(crate) fn explain_marks(&mut self) -> Result<(), CliError> {
        let legend = std::mem::take(&mut self.legend);
        match legend.text() {
            Some(text) => {
                self.ui.line("")?;
                self.ui.paragraph(&text, style::FAINT)
            }
            None => Ok(()),
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

    /// Who decides: whom the command line names, or else the configuration, or else the user.
    pub(crate) fn actor(&self, given: Option<String>) -> String {
        given.unwrap_or_else(|| self.config.actor.value.clone())
    }

    /// Opens the database for writing, in the name of `actor` or else of the user; creates it where there is none.
    pub(crate) fn open(&self, actor: Option<String>) -> Result<Tracker, CliError> {
        self.only_now("what is recorded is recorded now")?;
        let context = Context {
            clock: environment::clock()?,
            actor: self.actor(actor),
            seed: environment::seed()?,
        };
        Ok(Tracker::open(&self.db, context)?)
    }

    /// Refuses `--as-of` where it makes no sense, which is `because`.
    pub(crate) fn only_now(&self, because: &str) -> Result<(), CliError> {
        if self.as_of.is_some() {
            return Err(CliError::usage(format_args!(
                "--as-of is for questions: {because}"
            )));
        }
        Ok(())
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
            None => self.look()?,
        };
        Ok((&self.reader.insert(reader).tracker, &mut self.ui))
    }

    /// Opens the database for reading, as of the moment asked for.
    fn look(&mut self) -> Result<Reader, CliError> {
        let tracker = Tracker::open_read_only(&self.db)?;
        let upto = match (self.as_of, tracker.head()?) {
            (None, _) => None,
            (Some(AsOf::Time(_)), None) => Some(Position::START),
            (Some(AsOf::Position(position)), head) => {
                if position == Position::START {
                    return Err(CliError::input(
                        "the log begins at @1: nothing was recorded before",
                    ));
                }
                Some(within(position, head.as_ref())?)
            }
            (Some(AsOf::Time(time)), Some(head)) => {
                let position = tracker.position_at(time)?;
                if position == Position::START {
                    return Err(too_early(&tracker, time)?);
                }
                let now = environment::clock()?();
                if time > now {
                    let last = head.position;
                    self.ui.note(format_args!(
                        "--as-of is not over yet: this is the answer as of {now}, after {last}"
                    ));
                }
                Some(position)
            }
        };
        if upto.is_some() {
            tracker.set_as_of(upto)?;
        }
        if let Some(name) = self.read_by.clone().filter(|name| !is_own(name)) {
            let read_by = tracker.ask(&ReaderByNameQuery { name })?;
            tracker.set_as_of_for_reader(upto, &read_by.name)?;
        }
        Ok(Reader { tracker, upto })
    }

    /// The last position of the log that is not since `since`. Where the log began later, a note says so.
    pub(crate) fn position_of(&mut self, since: AsOf) -> Result<Position, CliError> {
        let time = match since {
            AsOf::Position(position) => {
                let head = self.reader()?.head()?;
                return within(position, head.as_ref());
            }
            AsOf::Time(time) => time,
        };
        let position = self.reader()?.position_at(time)?;
        if position == Position::START
            && let Some(begun) = beginning(self.reader()?)?
        {
            self.ui
                .note(format_args!("the log begins on {begun}: this is all of it"));
        }
        Ok(position)
    }

    /// The position that `--as-of` means; `None` for now.
    pub(crate) fn upto(&mut self) -> Result<Option<Position>, CliError> {
        self.split()?;
        Ok(self.reader.as_ref().and_then(|reader| reader.upto))
    }

    /// The day on which it is asked, in UTC: that of the moment that `--as-of` means, else today.
    pub(crate) fn today(&mut self) -> Result<NaiveDate, CliError> {
        let moment = match (self.as_of, self.upto()?) {
            (Some(AsOf::Time(time)), _) => time,
            (_, Some(position)) if position > Position::START => self.recorded_at(position)?,
            _ => environment::clock()?(),
        };
        let day = DateTime::from_timestamp_micros(moment.micros()).map(|time| time.date_naive());
        day.ok_or_else(|| CliError::usage(format_args!("{moment} is no moment of the calendar")))
    }

    /// When the event at `position` was recorded.
    fn recorded_at(&mut self, position: Position) -> Result<Timestamp, CliError> {
        let filter = LogFilter {
            after: Position::new(position.number() - 1),
            up_to: Some(position),
            ..LogFilter::default()
        };
        let mut recorded_at = None;
        self.reader()?.for_each_event(&filter, &mut |recorded| {
            recorded_at = Some(recorded.recorded_at);
            Ok::<_, CliError>(())
        })?;
        recorded_at.ok_or_else(|| CliError::input(format_args!("there is no position {position}")))
    }

    /// The answer to `question`.
    pub(crate) fn ask<Q: Query>(&mut self, question: &Q) -> Result<Q::Answer, CliError> {
        Ok(self.reader()?.ask(question)?)
    }
}

/// Whether this is the reader that comes with dixit, in any version.
fn is_own(reader: &str) -> bool {
    reader.split('/').next() == Some(domain::Reader::OWN)
}

/// `position`, unless it is past the `head` of the log.
fn within(position: Position, head: Option<&Head>) -> Result<Position, CliError> {
    let last = head.map_or(Position::START, |head| head.position);
    if position <= last {
        return Ok(position);
    }
    Err(CliError::input(match head {
        Some(_) => format!("there is no position {position}: the log ends at {last}"),
        None => format!("there is no position {position}: the log is empty"),
    }))
}

/// When the first event of the log was recorded.
fn beginning(tracker: &Tracker) -> Result<Option<Timestamp>, CliError> {
    let first = LogFilter {
        up_to: Some(Position::START.next()),
        ..LogFilter::default()
    };
    let mut begun = None;
    tracker.for_each_event(&first, &mut |recorded| {
        begun = Some(recorded.recorded_at);
        Ok::<_, CliError>(())
    })?;
    Ok(begun)
}

/// That nothing had been recorded at `time`.
fn too_early(tracker: &Tracker, time: Timestamp) -> Result<CliError, CliError> {
    let begun = beginning(tracker)?.map_or(String::new(), |begun| begun.to_string());
    Ok(CliError::input(format_args!(
        "the log begins on {begun}: nothing was recorded by {time}"
    ))
    .hint("--since and --until ask for when something was said"))
}
