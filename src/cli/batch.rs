use super::args::Format;
use super::commands::ingest::Read;
use super::error::{CliError, Exit};
use super::readings::CameIn;
use super::session::Session;
use super::statements::{count, short};
use super::tally::Tally;
use super::ui::style;
use super::ui::text::{clean, truncate};
use crate::domain::Timestamp;
use crate::export::{Ingestion, IngestionChange};
use crate::ingest::{IngestError, IngestNote, InputLocation};
use crate::tracker::{ArticleChange, ArticleOutcome, ArticleReading, Tracker};
use chrono::{DateTime, Days, NaiveDate};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The most articles of one transaction.
const ARTICLES_MAX: usize = 64;
/// The most bytes of text in one transaction, so that memory stays bounded.
const BYTES_MAX: usize = 16 << 20;

/// An article that is published more days from now is named: today is not the same day everywhere, and clocks differ.
const FUTURE_DAYS: Days = Days::new(2);

/// What was read and is to be recorded in one transaction.
pub(crate) struct Batch {
    format: Format,
    reads: Vec<Read>,
    bytes: usize,
    since: Instant,
    tally: Tally,
    /// The last day on which an article can be published: a little later than today, wherever that is.
    last_day: Option<NaiveDate>,
    /// What readings may be of.
    pub(crate) came_in: CameIn,
    /// The keys that nobody knows and that were named.
    unknown_keys: BTreeSet<String>,
    /// Whether whoever read the output has gone. What was asked for is that articles are recorded, so that
    /// goes on.
    unheard: bool,
}

impl Batch {
    /// Nothing so far; it is `now`.
    pub(crate) fn new(format: Format, now: Timestamp) -> Self {
        let today = DateTime::from_timestamp_micros(now.micros()).map(|now| now.date_naive());
        Self {
            last_day: today.and_then(|today| today.checked_add_days(FUTURE_DAYS)),
            came_in: CameIn::default(),
            unknown_keys: BTreeSet::new(),
            format,
            reads: Vec::new(),
            bytes: 0,
            since: Instant::now(),
            tally: Tally::default(),
            unheard: false,
        }
    }

    /// One article more.
    pub(crate) fn push(&mut self, read: Read) {
        if self.reads.is_empty() {
            self.since = Instant::now();
        }
        self.bytes += read
            .reading
            .as_ref()
            .map_or(0, |reading| reading.document.text.len());
        self.reads.push(read);
    }

    /// Tells of one that could not be read.
    pub(crate) fn bad(&mut self, session: &mut Session, error: &IngestError) {
        self.tally.bad += 1;
        session.ui.error(&CliError::input(error));
    }

    /// Whether it is time to record.
    pub(crate) fn is_full(&self, patience: Duration) -> bool {
        !self.reads.is_empty()
            && (self.reads.len() >= ARTICLES_MAX
                || self.bytes >= BYTES_MAX
                || self.since.elapsed() >= patience)
    }

    /// Records what was read in one transaction, then tells of it in the order of reading.
    pub(crate) fn record(&mut self, session: &mut Session, tracker: &mut Tracker) -> Result<(), CliError> {
        let mut lines = Vec::with_capacity(self.reads.len());
        let mut readings: Vec<ArticleReading> = Vec::new();
        for read in self.reads.drain(..) {
            let (change, article) = match read.reading {
                Err(article) => (Some(IngestionChange::Unchanged), article),
                Ok(reading) => {
                    let article = reading.article.clone();
                    readings.push(reading);
                    (None, article)
                }
            };
            for note in &read.notes {
                if let IngestNote::UnknownKey { key } = note
                    && !self.unknown_keys.insert(key.clone())
                {
                    continue;
                }
                session.ui.note(format_args!("{}: {note}", read.place));
            }
            if let Some(published) = read
                .published
                .filter(|day| self.last_day.is_some_and(|last| *day > last))
            {
                session.ui.note(format_args!(
                    "{}: published {published} is in the future (correct it and ingest the article again)",
                    read.place
                ));
            }
            let line = blank(&read.place, read.title, article.as_str());
            lines.push((change.is_none(), line, (read.id, read.given)));
        }
        self.bytes = 0;
        let mut outcomes = if readings.is_empty() {
            Vec::new()
        } else {
            tracker.record_readings(readings)?
        }
        .into_iter();
        for (is_new, mut line, (id, given)) in lines {
            if let Some(outcome) = is_new.then(|| outcomes.next()).flatten() {
                tell(&mut line, &outcome);
            }
            self.came_in.note(&line.article, id.as_deref(), given);
            self.told(session, &line)?;
        }
        self.heard(|_| session.ui.flush())
    }

    /// Counts a line and prints it.
    pub(crate) fn told(&mut self, session: &mut Session, line: &Ingestion) -> Result<(), CliError> {
        self.tally.count(line);
        self.heard(|batch| batch.print(session, line))
    }

    /// Writes, as long as somebody reads it.
    fn heard(&mut self, write: impl FnOnce(&Self) -> Result<(), CliError>) -> Result<(), CliError> {
        if self.unheard {
            return Ok(());
        }
        match write(self) {
            Err(error) if error.closed => self.unheard = true,
            done => return done,
        }
        Ok(())
    }

    fn print(&self, session: &mut Session, line: &Ingestion) -> Result<(), CliError> {
        let ui = &mut session.ui;
        if self.format != Format::Table {
            let separator = match (self.format, self.tally.told()) {
                (Format::Jsonl, _) => "",
                (_, 1) => "[\n",
                _ => ",\n",
            };
            ui.write(separator)?;
            let json = serde_json::to_string(line).map_err(CliError::store)?;
            return if self.format == Format::Jsonl {
                ui.line(json)
            } else {
                ui.write(&json)
            };
        }
        let id = ui.paint(short(&line.article), style::FAINT);
        let title = match &line.reader {
            Some(reader) => format!("by {reader} ({})", line.place),
            None => line.title.clone().unwrap_or_else(|| line.place.clone()),
        };
        let title = clean(&title).into_owned();
        let what = match line.change {
            IngestionChange::Recorded => count(line.statements),
            IngestionChange::Read if line.withdrawn == 0 => count(line.statements),
            IngestionChange::Revised | IngestionChange::Read => {
                format!("+{} −{} statements", line.statements, line.withdrawn)
            }
            IngestionChange::Unchanged => String::new(),
            // Why a reading is refused is told beside it.
            IngestionChange::Refused if line.is_reading => String::new(),
            IngestionChange::Refused => line.reason.clone().unwrap_or_default(),
        };
        let what = match line.refused.len() {
            0 => what,
            refused if what.is_empty() => format!("{refused} refused"),
            refused => format!("{what}, {refused} refused"),
        };
        let style = match line.change {
            IngestionChange::Recorded | IngestionChange::Revised | IngestionChange::Read => style::ADDED,
            IngestionChange::Unchanged => style::FAINT,
            IngestionChange::Refused => style::REMOVED,
        };
        let change = ui.paint(&format!("{:<9}", line.change.as_str()), style);
        let room = ui.width().saturating_sub(9 + 2 + 9 + 2 + 17 + 2).max(20);
        ui.line(format_args!(
            "{change}  {id}  {what:<17}  {}",
            truncate(&title, room)
        ))
    }

    /// Closes the output, tells the sum of all, and how the command ends because of it.
    pub(crate) fn finish(mut self, session: &mut Session) -> Result<Exit, CliError> {
        self.heard(|batch| {
            if batch.format == Format::Json {
                session
                    .ui
                    .line(if batch.tally.told() == 0 { "[]" } else { "\n]" })?;
            }
            session.ui.flush()
        })?;
        session.ui.summary(self.tally);
        Ok(if self.tally.bad == 0 && !self.tally.has_refused() {
            Exit::Done
        } else {
            Exit::Input
        })
    }
}

/// The line of an article that is recorded just so.
fn blank(place: &InputLocation, title: Option<String>, article: &str) -> Ingestion {
    Ingestion {
        place: place.to_string(),
        article: article.to_owned(),
        change: IngestionChange::Unchanged,
        statements: 0,
        withdrawn: 0,
        title,
        reason: None,
        is_reading: false,
        reader: None,
        refused: Vec::new(),
    }
}

/// Completes the line with what recording the article came to.
fn tell(line: &mut Ingestion, outcome: &ArticleOutcome) {
    // Its address may mean an article that came in under another form of it.
    outcome.article.as_str().clone_into(&mut line.article);
    match &outcome.change {
        ArticleChange::Recorded { statements } => {
            line.change = IngestionChange::Recorded;
            line.statements = *statements;
        }
        ArticleChange::Revised { recorded, withdrawn } => {
            line.change = IngestionChange::Revised;
            line.statements = *recorded;
            line.withdrawn = *withdrawn;
        }
        // Reading an article withdraws nothing, and is not to read it again.
        ArticleChange::Unchanged
        | ArticleChange::Withdrawn
        | ArticleChange::Reread { .. }
        | ArticleChange::ReadExternally { .. } => {}
        ArticleChange::Refused(reason) => {
            line.change = IngestionChange::Refused;
            line.reason = Some(reason.to_string());
        }
    }
}
