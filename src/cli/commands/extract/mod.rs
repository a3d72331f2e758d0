//! `extract`: what is read in articles, without recording it: their statements, or their texts.

mod statement_printer;
mod text_printer;

use crate::cli::args::fetching::FetchingArgs;
use crate::cli::args::global::Format;
use crate::cli::args::metadata::MetadataArgs;
use crate::cli::article_inputs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::interrupt::Interrupt;
use crate::cli::parallel::{self, NextResult};
use crate::cli::session::Session;
use crate::cli::web_documents::WebDocuments;
use crate::domain::{ArticleId, ExplainedStatement};
use crate::extract;
use crate::ingest::{FoundArticle, IngestError, IngestedArticle, MetadataOverrides, RawArticle};
use clap::Args;
use statement_printer::StatementPrinter;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use text_printer::TextPrinter;

/// How long to wait for a result before flushing the output. The output does not depend on it.
const FLUSH_INTERVAL: Duration = Duration::from_secs(1);

const EXAMPLES: &str = "\
--format jsonl writes one line per article, in input order:

  {\"id\": …, \"statements\": [{\"quote\": {\"start\", \"end\", \"text\"}, \"cue\": {…},
   \"speaker\": {…}, \"reference\", \"for\", \"mode\", \"report\", \"act\", \"said\",
   \"points\": [{…}], \"group\", \"confidence\", \"steps\": [{…}] with --explain}]}

--text-only writes {\"id\", \"title\", \"published\", \"publisher\", \"author\", \"lang\", \"url\", \"text\"} instead.

Offsets count Unicode code points of the text as given; the end is exclusive. The pieces of an interrupted statement \
share a group. Unknown values are null.

Examples:
  dixit extract story.txt --published 2025-07-27 --explain
  dixit extract --format jsonl articles.jsonl > statements.jsonl
  dixit extract --text-only page.html";

/// Extract statements without recording them
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ExtractArgs {
    /// Files, directories, web addresses, or - for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    paths: Vec<PathBuf>,
    /// Show the rules and lexicon entries that led to each statement
    #[arg(long)]
    explain: bool,
    /// Print the text and source of each article instead of its statements: what dixit reads of a page or document
    #[arg(long, conflicts_with = "explain")]
    text_only: bool,
    #[command(flatten)]
    about: MetadataArgs,
    #[command(flatten)]
    fetching: FetchingArgs,
}

/// About how many bytes a statement takes, with the steps of its reading.
const STATEMENT_BYTES: usize = 2048;

impl ExtractArgs {
    /// Prints the statements, or the texts.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        let overrides = MetadataOverrides::from(self.about);
        let is_web = self
            .paths
            .iter()
            .any(|path| article_inputs::web_address(path).is_some());
        let web = is_web
            .then(|| WebDocuments::new(&self.fetching, &Interrupt::default()))
            .transpose()?;
        let find = || article_inputs::find_articles(&self.paths, &overrides, web.as_ref());
        if self.text_only {
            let mut printer = TextPrinter::default();
            return print_articles(session, find, read_text, |session, article| {
                printer.print(session, article)
            });
        }
        let mut printer = StatementPrinter::new(self.explain);
        print_articles(session, find, extract_article, |session, (article, read)| {
            printer.print(session, article, &read)
        })
    }
}

/// Applies `work` to the articles that `find` finds on all cores, and `print` to the results, in the same order.
fn print_articles<'a, R: Send + MemorySize, I: Iterator<Item = Result<FoundArticle<'a>, CliError>>>(
    session: &mut Session,
    find: impl FnOnce() -> I + Send,
    work: fn(FoundArticle<'_>) -> Result<R, IngestError>,
    mut print: impl FnMut(&mut Session, R) -> Result<(), CliError>,
) -> Result<ExitStatus, CliError> {
    let mut exit = ExitStatus::Done;
    let mut printed = 0;
    thread::scope(|scope| {
        let mut results = parallel::map(scope, find, || {
            move |found: Result<FoundArticle<'a>, CliError>| {
                let read = found.and_then(|found| work(found).map_err(CliError::input));
                let bytes = read.as_ref().map_or(0, MemorySize::memory_bytes);
                (read, bytes)
            }
        })
        .map_err(CliError::threads)?;
        loop {
            match results.next(FLUSH_INTERVAL) {
                NextResult::Ready(Ok(read)) => {
                    printed += 1;
                    match (session.format, printed) {
                        (Format::Json, 1) => session.ui.write_line("[")?,
                        (Format::Json, _) => session.ui.write_line(",")?,
                        _ => {}
                    }
                    print(session, read)?;
                }
                NextResult::Ready(Err(error)) => {
                    exit = ExitStatus::Input;
                    session.ui.print_error(&error);
                }
                NextResult::Idle => session.ui.flush()?,
                NextResult::End => return Ok::<_, CliError>(()),
            }
        }
    })?;
    match (session.format, printed) {
        (Format::Json, 0) => session.ui.write_line("[]")?,
        (Format::Json, _) => session.ui.write_line("\n]")?,
        _ => {}
    }
    Ok(exit)
}

/// What takes memory while it waits to be printed.
trait MemorySize {
    /// About how many bytes it takes.
    fn memory_bytes(&self) -> usize;
}

impl MemorySize for IngestedArticle {
    fn memory_bytes(&self) -> usize {
        self.document.text.len()
    }
}

impl MemorySize for (RawArticle, Vec<ExplainedStatement>) {
    fn memory_bytes(&self) -> usize {
        self.0.text.len() + self.1.len() * STATEMENT_BYTES
    }
}

/// Reads the text and the source of one article.
fn read_text(found: FoundArticle<'_>) -> Result<IngestedArticle, IngestError> {
    found.read()
}

/// Extracts the statements of one article.
fn extract_article(found: FoundArticle<'_>) -> Result<(RawArticle, Vec<ExplainedStatement>), IngestError> {
    let raw = found.read_raw()?;
    let article = ArticleId::from_source(&raw.source, &raw.text);
    let read = extract::explain_statements(&extract::ExtractorInput {
        article: &article,
        lang: raw.lang,
        published: raw.source.published,
        published_or: raw.source.published_alternative,
        text: &raw.text,
    });
    Ok((raw, read))
}
