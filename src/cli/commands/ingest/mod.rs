//! `ingest`: records articles, their statements, and the readings of other readers.
//!
//! Top-down: this file finds the articles, and has them read and recorded; [`external_readings`] records what other
//! readers read in them; [`watch`] waits for files that are put into a folder.

mod external_readings;
mod watch;

use crate::cli::args::fetching::FetchingArgs;
use crate::cli::args::global::Format;
use crate::cli::args::metadata::MetadataArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::interrupt::Interrupt;
use crate::cli::recording::{self, ArticleJob, ArticleQueue, GetArticles, IngestBatch, Intake};
use crate::cli::session::Session;
use crate::cli::web_documents::WebDocuments;
use crate::cli::{article_inputs, environment};
use crate::ingest::{self, FoundArticle, IngestError, InputOrigin, MetadataOverrides};
use clap::Args;
use external_readings::ExternalReadings;
use std::iter;
use std::path::{Path, PathBuf};
use watch::WatchedFolders;

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
  dixit ingest --queue articles/
  dixit ingest articles.jsonl --readings model.jsonl --reader model-x/2026-03
  curl -s https://example.org/export.jsonl | dixit ingest -";

/// Record articles and the statements they report
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct IngestArgs {
    /// Files, directories, web addresses, or - for standard input
    #[arg(required_unless_present = "readings", value_name = "PATH|URL")]
    paths: Vec<PathBuf>,
    /// Also record statements that another reader (a person, program or model) extracted from these or known
    /// articles: JSONL as `extract` writes it. --reader NAME/VERSION names the reader, or a field "reader" in each
    /// line
    #[arg(long, value_name = "FILE")]
    readings: Vec<PathBuf>,
    /// Show what would be recorded, and record nothing
    #[arg(long, conflicts_with = "readings")]
    dry_run: bool,
    /// On a copy: let articles wait in the outbox while the origin cannot be reached; `dixit sync` sends them
    #[arg(long, conflicts_with_all = ["readings", "dry_run"])]
    queue: bool,
    /// Go on watching the folders: record what is put there, once it is whole, until Ctrl-C
    #[arg(long, conflicts_with_all = ["readings", "dry_run"])]
    watch: bool,
    #[command(flatten)]
    about: MetadataArgs,
    #[command(flatten)]
    fetching: FetchingArgs,
}

impl IngestArgs {
    /// Records the articles and readings.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        let overrides = MetadataOverrides::from(self.about.clone());
        let mut tracker = if self.dry_run && !session.db.exists() {
            session.open_in_memory()?
        } else {
            session.open_for_writing(None)?
        };
        let mut batch = IngestBatch::new(session.format, environment::clock()?(), self.dry_run)
            .with_queue(ArticleQueue::new(&tracker, self.queue)?);
        let readings = ExternalReadings::load(session, &mut batch, &self.readings)?;
        let interrupt = Interrupt::listen();
        if !self.watch {
            session.ui.start_progress("articles");
        }
        let own = own_files(&session.db, &self.readings);
        let web = self.open_web(&session.db, &interrupt)?;
        let mut intake = Intake {
            tracker: &mut tracker,
            batch: &mut batch,
            interrupt: &interrupt,
        };
        if self.watch {
            self.watch_folders(session, &mut intake, &overrides, &own)?;
            self.print_notes(session);
            return batch.finish(session);
        }
        recording::take_in(session, &mut intake, || {
            list_jobs(&self.paths, &overrides, &own, web.as_ref())
        })?;
        session.ui.end_progress();
        if !interrupt.is_asked() {
            readings.record(session, &mut tracker, &mut batch)?;
        }
        self.print_notes(session);
        let exit = batch.finish(session)?;
        if interrupt.is_asked() {
            session.ui.print_note(
                "interrupted: what is listed is recorded; the same command again goes on with the rest",
            );
            return Ok(ExitStatus::Interrupted);
        }
        Ok(exit)
    }

    /// Opens the web, if an address is given.
    fn open_web(&self, db: &Path, interrupt: &Interrupt) -> Result<Option<WebDocuments>, CliError> {
        let is_asked = self
            .paths
            .iter()
            .any(|path| article_inputs::web_address(path).is_some());
        let open = || {
            if self.dry_run {
                WebDocuments::new(&self.fetching, interrupt)
            } else {
                WebDocuments::with_memory(&self.fetching, interrupt, db)
            }
        };
        is_asked.then(open).transpose()
    }

    /// Records what is put into the folders, until the user interrupts it.
    fn watch_folders(
        &self,
        session: &mut Session,
        intake: &mut Intake<'_>,
        overrides: &MetadataOverrides,
        own: &[PathBuf],
    ) -> Result<(), CliError> {
        if let Some(path) = self.paths.iter().find(|path| !path.is_dir()) {
            return Err(CliError::usage(format_args!(
                "--watch needs a folder, and {} is none",
                path.display()
            )));
        }
        session
            .ui
            .print_note("watching: what is put there is recorded once it is whole (Ctrl-C ends)");
        let mut folders = WatchedFolders::new(&self.paths);
        while let Some(files) = folders.next_files(intake.interrupt).map_err(CliError::input)? {
            recording::take_in(session, intake, || list_jobs(&files, overrides, own, None))?;
            session.ui.flush()?;
        }
        Ok(())
    }

    /// Notes what was left out, and that nothing was recorded.
    fn print_notes(&self, session: &mut Session) {
        let left_out = ingest::count_skipped_entries(&self.paths);
        if left_out > 0 {
            session.ui.print_note(format_args!(
                "{left_out} hidden {} or README left out (to include one, give its path)",
                if left_out == 1 { "file" } else { "files" }
            ));
        }
        if self.dry_run {
            session
                .ui
                .print_note("nothing was recorded: this is what the command without --dry-run would do");
        }
    }
}

fn several_articles_error() -> CliError {
    CliError::usage("--url and --title apply to one article, but several were given")
        .with_hint("nothing was recorded; put these fields into front matter or JSONL instead")
}

/// Lists the jobs, in the order of `paths`, without the files `own`, which are no articles.
fn list_jobs<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
    own: &'a [PathBuf],
    web: Option<&'a WebDocuments>,
) -> impl Iterator<Item = ArticleJob<'a>> + use<'a> {
    let mut jobs = paths
        .iter()
        .flat_map(move |path| -> Box<dyn Iterator<Item = ArticleJob<'a>> + 'a> {
            if let (Some(address), Some(web)) = (article_inputs::web_address(path), web) {
                let get: GetArticles<'a> =
                    Box::new(move |known| web.find_new_articles(address, overrides, known));
                return Box::new(iter::once(ArticleJob::Get(get)));
            }
            let found = article_inputs::find_articles_at(path, overrides);
            Box::new(
                found
                    .filter(|found| !is_own_file(found, own))
                    .map(|found| ArticleJob::Found(Box::new(found))),
            )
        })
        .peekable();
    let first = jobs.next();
    let several =
        article_inputs::describes_one_article(overrides) && first.is_some() && jobs.peek().is_some();
    let first = if several {
        Some(ArticleJob::Refuse(several_articles_error()))
    } else {
        first
    };
    first.into_iter().chain(jobs)
}

/// The files of the database at `db` and the `readings`, which may be among the articles.
fn own_files(db: &Path, readings: &[PathBuf]) -> Vec<PathBuf> {
    let named = |end: &str| {
        let mut name = db.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name).canonicalize().ok()
    };
    let database = [
        "",
        "-wal",
        "-shm",
        "-journal",
        "-fetched",
        "-fetched-wal",
        "-fetched-shm",
    ]
    .into_iter()
    .filter_map(named);
    let readings = readings.iter().filter_map(|path| path.canonicalize().ok());
    database.chain(readings).collect()
}

/// Whether the input is one of the files `own`, and so is no article.
fn is_own_file(found: &Result<FoundArticle<'_>, IngestError>, own: &[PathBuf]) -> bool {
    let location = match found {
        Ok(found) => found.location(),
        Err(error) => error.location(),
    };
    // A file that has lines or members holds articles.
    match &location.origin {
        InputOrigin::Path(path) if location.line.is_none() && location.member.is_none() => {
            path.canonicalize().is_ok_and(|path| own.contains(&path))
        }
        _ => false,
    }
}
