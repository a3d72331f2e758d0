use crate::cli::about::About;
use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::parallel::{self, Next};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::{sources, statements};
use crate::domain::{ArticleId, Explained, Part, Report, Step};
use crate::export::Extraction;
use crate::extract;
use crate::ingest::{IngestError, MetadataOverrides, RawArticle};
use clap::Args;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// How long to wait before looking again; nothing depends on it.
const PATIENCE: Duration = Duration::from_secs(1);

const EXAMPLES: &str = "\
With --format jsonl, one line is written for each article, in order:

  {\"id\": …, \"statements\": [{\"quote\": {\"start\", \"end\", \"text\"}, \"cue\": {…},
   \"speaker\": {…}, \"reference\", \"for\", \"mode\", \"report\", \"act\", \"said\",
   \"points\": [{…}], \"group\", \"confidence\", \"steps\": [{…}] with --explain}]}

Offsets count Unicode code points of the text as given, end exclusive. Pieces of one interrupted statement \
share a group. What is not known is null.

Examples:
  dixit extract story.txt --published 2025-07-27 --explain
  dixit extract --format jsonl articles.jsonl > statements.jsonl";

/// Read statements without recording them
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ExtractArgs {
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Tell the rules and lexicon entries that led to each statement
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    about: About,
}

impl ExtractArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        session.only(&[Format::Table, Format::Json, Format::Jsonl])?;
        let overrides = MetadataOverrides::from(self.about);
        let mut exit = Exit::Done;
        let mut printer = Printer {
            explain: self.explain,
            printed: 0,
        };
        thread::scope(|scope| {
            let mut results = parallel::map(scope, || sources::raw(&self.paths, &overrides), read);
            loop {
                match results.next(PATIENCE) {
                    Next::Ready(Ok((article, read))) => printer.print(session, article, &read)?,
                    Next::Ready(Err(error)) => {
                        exit = Exit::Input;
                        session.ui.error(&CliError::input(error));
                    }
                    Next::Idle => session.ui.flush()?,
                    Next::End => return Ok::<_, CliError>(()),
                }
            }
        })?;
        printer.finish(session)?;
        Ok(exit)
    }
}

/// Reads the statements of one article.
fn read(raw: Result<RawArticle, IngestError>) -> Result<(RawArticle, Vec<Explained>), IngestError> {
    let raw = raw?;
    let article = ArticleId::of(&raw.source, &raw.text);
    let read = extract::explain_statements(&extract::ExtractorInput {
        article: &article,
        lang: raw.lang,
        published: raw.source.published,
        published_or: raw.source.published_or,
        text: &raw.text,
    });
    Ok((raw, read))
}

/// Writes what was read, one article after the other.
struct Printer {
    explain: bool,
    printed: usize,
}

impl Printer {
    fn print(&mut self, session: &mut Session, raw: RawArticle, read: &[Explained]) -> Result<(), CliError> {
        self.printed += 1;
        if session.format == Format::Table {
            return self.table(session, &raw, read);
        }
        let line = Extraction::of(raw.id.unwrap_or_default(), read, self.explain);
        let json = serde_json::to_string(&line).map_err(CliError::store)?;
        match (session.format, self.printed) {
            (Format::Jsonl, _) => session.ui.line(json),
            (_, 1) => session.ui.write(&format!("[\n{json}")),
            _ => session.ui.write(&format!(",\n{json}")),
        }
    }

    fn finish(&self, session: &mut Session) -> Result<(), CliError> {
        match (session.format, self.printed) {
            (Format::Json, 0) => session.ui.line("[]"),
            (Format::Json, _) => session.ui.line("\n]"),
            _ => Ok(()),
        }
    }

    fn table(&self, session: &mut Session, raw: &RawArticle, read: &[Explained]) -> Result<(), CliError> {
        let ui = &mut session.ui;
        if self.printed > 1 {
            ui.line("")?;
        }
        let title = raw.source.title.clone().unwrap_or_else(|| raw.place.to_string());
        let count = statements::count(read.len());
        ui.paragraph(&format!("{title} ({}, {count})", raw.lang), style::TITLE)?;
        ui.line("")?;
        if read.is_empty() {
            return Ok(());
        }
        let mut table = Table::new([
            Column::whole("said"),
            Column::text("speaker", 16).at_most(32),
            Column::text("cue", 10).at_most(20),
            Column::text("words", 30).weighing(3),
        ]);
        for explained in read {
            table.row(self.row(explained));
        }
        let text = table.render(ui.width(), ui.colored());
        ui.write(&text)
    }

    fn row(&self, explained: &Explained) -> [Cell; 4] {
        let statement = &explained.statement;
        let mention = statement
            .speaker
            .mention
            .as_ref()
            .map(|mention| mention.text.as_str());
        let reference = statement.speaker.reference.as_deref();
        let speaker = match (reference, mention) {
            (Some(reference), Some(mention)) if reference != mention => {
                Cell::new(reference, style::SPEAKER).and(&format!("“{mention}”"), style::FAINT)
            }
            (Some(reference), _) => Cell::new(reference, style::SPEAKER),
            (None, Some(mention)) => Cell::new(&format!("“{mention}”"), style::PLAIN),
            (None, None) => Cell::new("unknown", style::FAINT),
        };
        let side = statement.side.as_ref();
        let side = side.map_or_else(String::new, |side| format!("for {}", side.reference));
        let cue = statement.cue.as_ref().map_or("", |cue| cue.words.text.as_str());
        let words = Cell::new(&statement.words(), style::PLAIN);
        let points: Vec<String> = statement.points.iter().map(|point| point.text.clone()).collect();
        let mut words = statements::points(words, &points);
        if self.explain {
            words = explain(explained)
                .iter()
                .fold(words, |words, line| words.and(line, style::FAINT));
        }
        [
            Cell::new(&statements::said(statement.said.date), style::TITLE)
                .and(statement.act.as_str(), style::ACT)
                .and(statement.report.map_or("", Report::as_str), style::FAINT),
            speaker
                .and(
                    statement.speaker.capacity.as_deref().unwrap_or_default(),
                    style::FAINT,
                )
                .and(&side, style::FAINT),
            Cell::new(cue, style::PLAIN).and(statement.mode.as_str(), style::FAINT),
            words,
        ]
    }
}

/// Which rules and entries of the lexicon led to the reading, a step a line; last, how sure it is and by which signs.
fn explain(explained: &Explained) -> Vec<String> {
    let (certainty, steps): (Vec<&Step>, Vec<&Step>) = explained
        .steps
        .iter()
        .partition(|step| step.part == Part::Certainty);
    let mut lines: Vec<String> = steps.into_iter().map(line).collect();
    let sums = certainty
        .iter()
        .filter_map(|step| Some(format!("{} {} %", step.rule, step.percent?)));
    let signs = certainty.iter().filter_map(|step| sign(step));
    lines.push(format!(
        "certainty {}: {}",
        explained.statement.confidence,
        sums.chain(signs).collect::<Vec<_>>().join(", ")
    ));
    lines
}

/// "rule incise +0.42/-0.10": what a sign adds to the log-odds of the words and of the speaker; nothing where it adds
/// nothing.
fn sign(step: &Step) -> Option<String> {
    let weight = step
        .weight
        .filter(|weight| (weight.words, weight.speaker) != (0, 0))?;
    let log_odds = |hundredths: i32| f64::from(hundredths) / 100.0;
    Some(format!(
        "{} {} {:+.2}/{:+.2}",
        step.rule,
        step.entry.as_deref().unwrap_or_default(),
        log_odds(weight.words),
        log_odds(weight.speaker)
    ))
}

/// "act: words “doit”", "report: quote-incise “a dit” (dire)".
fn line(step: &Step) -> String {
    let mut line = format!("{}: {}", step.part, step.rule);
    if let Some(words) = &step.words {
        let _ = write!(line, " “{}”", words.text);
    }
    if let Some(entry) = &step.entry {
        let _ = write!(line, " ({entry})");
    }
    line
}
