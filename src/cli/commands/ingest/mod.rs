//! `ingest`: records articles, their statements, and the readings of other readers.
//!
//! Top-down: this file finds the articles and has them read on all cores; [`external_readings`] records what other
//! readers read in them; [`batch`] records articles in transactions and reports each; [`tally`] counts them;
//! [`article_lookup`] finds an article by the id that a reading gives.

mod article_lookup;
mod batch;
mod external_readings;
mod tally;

use crate::cli::args::global::Format;
use crate::cli::args::metadata::MetadataArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::parallel::{self, NextResult};
use crate::cli::session::Session;
use crate::cli::{article_inputs, environment, verified_root};
use crate::export::SNAPSHOT_HEADER;
use crate::ingest::{self, FoundArticle, IngestError, IngestedArticle, InputOrigin, MetadataOverrides};
use crate::tracker::Tracker;
use batch::{IngestBatch, ReadArticle};
use clap::Args;
use external_readings::ExternalReadings;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Articles that were read are recorded at the latest after this time.
const RECORD_WITHIN: Duration = Duration::from_secs(1);
/// They are recorded when no further one was read for this time: the input is a pipe whose writer waits.
const IDLE: Duration = Duration::from_millis(250);

const EXAMPLES: &str = "\
An article is a plain text, a Markdown file with front matter (title, published, url, canonical, publisher, author, \
lang, timezone), a mail, or a line of JSONL with these fields and its text. dixit knows the names that crawlers give \
these fields; --map adds others.

Ingesting an article again records nothing. The same URL with another text is a revision, whatever the form of the URL \
(www, AMP, tracking parameters, fragment). --timezone converts a publication time in UTC to the publisher's day. \
Tables and captions are refused. An input that cannot be read is reported on stderr, and the others are still recorded \
(exit code 3).

Statements of another reader are stored next to those of dixit; `dixit timeline --reader NAME` shows them. A statement \
is recorded only if each of its spans is an exact slice of the text (offsets in Unicode code points, end exclusive). \
Every other statement is refused with a message that says where its words are.

Examples:
  dixit ingest articles/
  dixit ingest story.txt --published 2025-07-27 --publisher \"CGTN Français\"
  dixit ingest crawl.jsonl --map text=story --map title=head.line --timezone Europe/Paris
  dixit ingest articles.jsonl --readings model.jsonl --reader model-x/2026-03
  curl -s https://example.org/export.jsonl | dixit ingest -";

/// Record articles and the statements they report
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct IngestArgs {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "readings", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Also record statements that another reader (a person, program or model) extracted from these or known
    /// articles: JSONL as `extract` writes it. --reader NAME/VERSION names the reader, or a field "reader" in each
    /// line
    #[arg(long, value_name = "FILE")]
    readings: Vec<PathBuf>,
    #[command(flatten)]
    about: MetadataArgs,
}

/// One article of the input.
enum ArticleJob<'a> {
    /// To be read.
    Found(Result<FoundArticle<'a>, IngestError>),
    /// Refuse the whole call: an option that fits only one article was given for several.
    Several,
}

/// A finished [`ArticleJob`].
enum FinishedJob {
    Read(Box<ReadArticle>),
    Bad(IngestError),
    Several,
    /// It was written by dixit itself, and so is not an article.
    OwnOutput,
}

impl IngestArgs {
    /// Records the articles and readings.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        let overrides = MetadataOverrides::from(self.about);
        let mut tracker = session.open_for_writing(None)?;
        let db = session.db.clone();
        let mut batch = IngestBatch::new(session.format, environment::clock()?());
        let readings = ExternalReadings::load(session, &mut batch, &self.readings)?;
        session.ui.start_progress("articles");
        thread::scope(|scope| {
            let jobs = || list_jobs(&self.paths, &overrides, (&db, &self.readings));
            let make_worker = || {
                // This only saves time: an article that is recorded already would be recognised later as well.
                let known = Tracker::open_read_only(&db).ok();
                move |job| run_job(job, known.as_ref())
            };
            let mut results = parallel::map(scope, jobs, make_worker);
            loop {
                match results.next(IDLE) {
                    NextResult::Ready(FinishedJob::Read(read)) => {
                        session.ui.advance_progress(&read.place.to_string());
                        batch.push(*read);
                    }
                    NextResult::Ready(FinishedJob::Bad(error)) => batch.report_unreadable(session, &error),
                    NextResult::Ready(FinishedJob::Several) => return Err(several_articles_error()),
                    NextResult::Ready(FinishedJob::OwnOutput) => {}
                    NextResult::Idle => batch.record(session, &mut tracker)?,
                    NextResult::End => return batch.record(session, &mut tracker),
                }
                if batch.is_full(RECORD_WITHIN) {
                    batch.record(session, &mut tracker)?;
                }
            }
        })?;
        session.ui.end_progress();
        readings.record(session, &mut tracker, &mut batch)?;
        let left_out = ingest::count_skipped_entries(&self.paths);
        if left_out > 0 {
            session.ui.print_note(format_args!(
                "{left_out} hidden {} or README left out (to include one, give its path)",
                if left_out == 1 { "file" } else { "files" }
            ));
        }
        batch.finish(session)
    }
}

fn several_articles_error() -> CliError {
    CliError::usage("--url and --title apply to one article, but several were given")
        .with_hint("nothing was recorded; put these fields into front matter or JSONL instead")
}

/// Lists the jobs, in the order of `paths`.
fn list_jobs<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
    (db, readings): (&Path, &[PathBuf]),
) -> impl Iterator<Item = ArticleJob<'a>> + use<'a> {
    let mut own = database_files(db);
    own.extend(readings.iter().filter_map(|path| path.canonicalize().ok()));
    let mut found = article_inputs::find_articles(paths, overrides)
        .filter(move |found| !is_own_file(found, &own))
        .peekable();
    let first = found.next();
    let several =
        article_inputs::describes_one_article(overrides) && first.is_some() && found.peek().is_some();
    let first = if several {
        Some(ArticleJob::Several)
    } else {
        first.map(ArticleJob::Found)
    };
    first.into_iter().chain(found.map(ArticleJob::Found))
}

/// Returns the files of the database, which may be among the articles.
fn database_files(db: &Path) -> Vec<PathBuf> {
    let named = |end: &str| {
        let mut name = db.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name).canonicalize().ok()
    };
    ["", "-wal", "-shm", "-journal"]
        .into_iter()
        .filter_map(named)
        .collect()
}

/// Whether the input cannot be read because it is one of the files `own`, and so is no article.
fn is_own_file(found: &Result<FoundArticle<'_>, IngestError>, own: &[PathBuf]) -> bool {
    match found.as_ref().map_err(|error| &error.location().origin) {
        Err(InputOrigin::Path(path)) => path.canonicalize().is_ok_and(|path| own.contains(&path)),
        Err(InputOrigin::Stdin | InputOrigin::Web(_)) | Ok(_) => false,
    }
}

/// Reads an article and its statements. `known` is the log so far.
fn run_job(job: ArticleJob<'_>, known: Option<&Tracker>) -> FinishedJob {
    let ArticleJob::Found(found) = job else {
        return FinishedJob::Several;
    };
    let IngestedArticle {
        location: place,
        notes,
        document,
        id,
        original_text,
    } = match found.and_then(FoundArticle::read) {
        Ok(read) => read,
        Err(error) => return FinishedJob::Bad(error),
    };
    let is_own = |header: &&str| document.text.starts_with(*header);
    if [SNAPSHOT_HEADER, verified_root::HEADER].iter().any(is_own) {
        return FinishedJob::OwnOutput;
    }
    let title = document.source.title.clone();
    let published = document.source.published;
    let known = known.and_then(|tracker| tracker.find_known_article(&document).ok().flatten());
    let reading = known.map_or_else(|| Ok(Tracker::read_document(document)), Err);
    FinishedJob::Read(Box::new(ReadArticle {
        place,
        notes,
        title,
        published,
        id,
        original_text,
        reading,
    }))
}
