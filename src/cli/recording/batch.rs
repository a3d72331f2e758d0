//! Articles that were read and wait to be recorded, in transactions of bounded size, and the report of each.

use super::article_lookup::ArticleLookup;
use super::article_queue::ArticleQueue;
use super::tally::IngestTally;
use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::text::{sanitize, truncate};
use crate::cli::views::phrases::{count_statements, short_id};
use crate::domain::{ArticleId, Timestamp};
use crate::export::{self, Ingestion, IngestionChange};
use crate::ingest::{IngestNote, InputLocation};
use crate::tracker::{ArticleChange, ArticleOutcome, ArticleReading, Tracker};
use chrono::{DateTime, Days, NaiveDate};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// An article that was read, ready to be recorded.
pub(crate) struct ReadArticle {
    /// File and line of the input.
    pub(crate) place: InputLocation,
    /// What was assumed while reading it.
    pub(crate) notes: Vec<IngestNote>,
    /// Headline.
    pub(crate) title: Option<String>,
    /// Day of publication.
    pub(crate) published: Option<NaiveDate>,
    /// The id that its input gives it.
    pub(crate) id: Option<String>,
    /// Its text as given, if the stored text differs.
    pub(crate) original_text: Option<String>,
    /// Its statements; or its id, if the log has it unchanged.
    pub(crate) reading: Result<ArticleReading, ArticleId>,
}

/// About how many bytes a statement takes in memory, with what is derived of it.
const STATEMENT_BYTES: usize = 1536;

impl ReadArticle {
    /// About how many bytes it takes in memory.
    pub(crate) fn memory_bytes(&self) -> usize {
        let read = self.reading.as_ref().map_or(0, |reading| {
            2 * reading.document.text.len() + reading.statements.len() * STATEMENT_BYTES
        });
        read + self.original_text.as_ref().map_or(0, String::len)
    }
}

/// Maximum number of articles per transaction. Indexes are changed all over by every transaction, so many articles
/// share the cost of writing a page.
const BATCH_ARTICLES_MAX: usize = 512;
/// Maximum bytes of articles and statements per transaction, so that memory stays bounded.
const BATCH_BYTES_MAX: usize = 32 << 20;

/// A publication date later than this many days from now is reported. Two days, because time zones and clocks differ.
const FUTURE_DAYS: Days = Days::new(2);

/// Articles to be recorded in one transaction, and what was reported so far.
pub(crate) struct IngestBatch {
    format: Format,
    articles_read: Vec<ReadArticle>,
    bytes: usize,
    oldest_since: Instant,
    tally: IngestTally,
    /// The latest plausible publication date.
    last_day: Option<NaiveDate>,
    /// The articles that external readings of the same call may be about.
    pub(crate) articles: ArticleLookup,
    /// Unknown keys that were reported; each is reported once.
    unknown_keys: BTreeSet<String>,
    /// Whether nothing stays recorded: the user asks what would be.
    is_preview: bool,
    /// Where articles wait while the origin of a copy cannot be reached.
    queue: ArticleQueue,
    /// Whether the reader of the output is gone. Recording goes on, because that is what the user asked for.
    is_output_closed: bool,
}

impl IngestBatch {
    /// Creates an empty batch at the time `now`. With `is_preview`, nothing stays recorded.
    pub(crate) fn new(format: Format, now: Timestamp, is_preview: bool) -> Self {
        let today = DateTime::from_timestamp_micros(now.micros()).map(|now| now.date_naive());
        Self {
            last_day: today.and_then(|today| today.checked_add_days(FUTURE_DAYS)),
            articles: ArticleLookup::default(),
            unknown_keys: BTreeSet::new(),
            format,
            articles_read: Vec::new(),
            bytes: 0,
            oldest_since: Instant::now(),
            tally: IngestTally::default(),
            is_preview,
            queue: ArticleQueue::default(),
            is_output_closed: false,
        }
    }

    /// Lets articles wait in `queue` while the origin of a copy cannot be reached.
    #[must_use]
    pub(crate) fn with_queue(mut self, queue: ArticleQueue) -> Self {
        self.queue = queue;
        self
    }

    /// Adds an article.
    pub(crate) fn push(&mut self, read: ReadArticle) {
        if self.articles_read.is_empty() {
            self.oldest_since = Instant::now();
        }
        self.bytes += read.memory_bytes();
        self.articles_read.push(read);
    }

    /// Reports an input that could not be read.
    pub(crate) fn report_unreadable(&mut self, session: &mut Session, error: &CliError) {
        self.tally.bad += 1;
        session.ui.print_error(error);
    }

    /// Whether the batch should be recorded: it is large, or its oldest article waited for `patience`.
    pub(crate) fn is_full(&self, patience: Duration) -> bool {
        !self.articles_read.is_empty()
            && (self.articles_read.len() >= BATCH_ARTICLES_MAX
                || self.bytes >= BATCH_BYTES_MAX
                || self.oldest_since.elapsed() >= patience)
    }

    /// Records the articles in one transaction, then reports each in reading order.
    pub(crate) fn record(&mut self, session: &mut Session, tracker: &mut Tracker) -> Result<(), CliError> {
        let mut lines = Vec::with_capacity(self.articles_read.len());
        let mut readings: Vec<ArticleReading> = Vec::new();
        for read in self.articles_read.drain(..) {
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
                session.ui.print_note(format_args!("{}: {note}", read.place));
            }
            if let Some(published) = read
                .published
                .filter(|day| self.last_day.is_some_and(|last| *day > last))
            {
                session.ui.print_note(format_args!(
                    "{}: publication date {published} is in the future (correct it and ingest the article again)",
                    read.place
                ));
            }
            let line = unchanged_line(&read.place, read.title, article.as_str());
            lines.push((change.is_none(), line, (read.id, read.original_text)));
        }
        self.bytes = 0;
        let mut outcomes = if readings.is_empty() {
            Vec::new()
        } else if self.is_preview {
            tracker.preview_readings(readings)?.into_iter().map(Ok).collect()
        } else {
            self.queue.record(session, tracker, readings)?
        }
        .into_iter();
        for (is_new, mut line, (id, original_text)) in lines {
            match is_new.then(|| outcomes.next()).flatten() {
                Some(Ok(outcome)) => complete_line(&mut line, &outcome),
                Some(Err(article)) => {
                    article.as_str().clone_into(&mut line.article);
                    line.change = IngestionChange::Queued;
                }
                None => {}
            }
            self.articles.insert(&line.article, id.as_deref(), original_text);
            self.report(session, &line)?;
        }
        self.write_while_open(|_| session.ui.flush())
    }

    /// Withdraws the article at `address`, which its source has taken back.
    pub(crate) fn withdraw(
        &mut self,
        session: &mut Session,
        tracker: &mut Tracker,
        place: &InputLocation,
        address: Option<&str>,
    ) -> Result<(), CliError> {
        let known = address.map(|address| tracker.find_article_by_url(address));
        let Some(article) = known.transpose()?.flatten() else {
            session.ui.print_note(format_args!(
                "{place}: its source has taken it back; it is not in the log"
            ));
            return Ok(());
        };
        let mut line = unchanged_line(place, None, article.as_str());
        if self.is_preview {
            line.change = IngestionChange::Withdrawn;
        } else {
            match tracker.withdraw_article(article, "its source has taken it back".to_owned()) {
                // One that is withdrawn already stays so.
                Ok(outcome) if !matches!(outcome.change, ArticleChange::Withdrawn) => {}
                Ok(_) => line.change = IngestionChange::Withdrawn,
                Err(error) if self.queue.goes_on_after(&error) => {
                    let error = CliError::store(format_args!(
                        "{place}: its source has taken it back, and that cannot wait: {error}"
                    ));
                    self.report_unreadable(
                        session,
                        &error.with_hint("ingest it again when the origin can be reached"),
                    );
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            }
        }
        self.report(session, &line)
    }

    /// Counts a line and prints it.
    pub(crate) fn report(&mut self, session: &mut Session, line: &Ingestion) -> Result<(), CliError> {
        self.tally.count(line);
        self.write_while_open(|batch| batch.print(session, line))
    }

    /// Writes output, unless its reader is gone.
    fn write_while_open(
        &mut self,
        write: impl FnOnce(&Self) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        if self.is_output_closed {
            return Ok(());
        }
        match write(self) {
            Err(error) if error.is_output_closed => self.is_output_closed = true,
            done => return done,
        }
        Ok(())
    }

    fn print(&self, session: &mut Session, line: &Ingestion) -> Result<(), CliError> {
        let ui = &mut session.ui;
        if self.format != Format::Table {
            let separator = match (self.format, self.tally.articles()) {
                (Format::Jsonl, _) => "",
                (_, 1) => "[\n",
                _ => ",\n",
            };
            ui.write(separator)?;
            let json = export::format_json(line).map_err(CliError::store)?;
            return if self.format == Format::Jsonl {
                ui.write_line(json)
            } else {
                ui.write(&json)
            };
        }
        let id = ui.paint(short_id(&line.article), style::FAINT);
        let title = match &line.reader {
            Some(reader) => format!("by {reader} ({})", line.place),
            None => line.title.clone().unwrap_or_else(|| line.place.clone()),
        };
        let title = sanitize(&title).into_owned();
        let what = match line.change {
            IngestionChange::Recorded => count_statements(line.statements),
            IngestionChange::Read if line.withdrawn == 0 => count_statements(line.statements),
            IngestionChange::Revised | IngestionChange::Read => {
                format!("+{} −{} statements", line.statements, line.withdrawn)
            }
            IngestionChange::Unchanged | IngestionChange::Withdrawn | IngestionChange::Queued => {
                String::new()
            }
            // The reason is printed as an error of its own.
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
            IngestionChange::Queued => style::NOTE,
            IngestionChange::Refused | IngestionChange::Withdrawn => style::REMOVED,
        };
        let change = ui.paint(&format!("{:<9}", line.change.as_str()), style);
        let room = ui.width().saturating_sub(9 + 2 + 9 + 2 + 17 + 2).max(20);
        ui.write_line(format_args!(
            "{change}  {id}  {what:<17}  {}",
            truncate(&title, room)
        ))
    }

    /// Closes the output, prints the totals and returns the exit status.
    pub(crate) fn finish(mut self, session: &mut Session) -> Result<ExitStatus, CliError> {
        self.write_while_open(|batch| {
            if batch.format == Format::Json {
                session
                    .ui
                    .write_line(if batch.tally.articles() == 0 { "[]" } else { "\n]" })?;
            }
            session.ui.flush()
        })?;
        session.ui.print_summary(self.tally);
        Ok(if self.tally.bad == 0 && !self.tally.has_refused() {
            ExitStatus::Done
        } else {
            ExitStatus::Input
        })
    }
}

/// Creates the line of an article that is unchanged.
fn unchanged_line(place: &InputLocation, title: Option<String>, article: &str) -> Ingestion {
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

/// Completes the line with the outcome of recording.
fn complete_line(line: &mut Ingestion, outcome: &ArticleOutcome) {
    // The article may be known under another form of its address.
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
        // Ingesting neither withdraws an article nor reads it again.
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
