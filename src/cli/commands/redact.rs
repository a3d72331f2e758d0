use crate::cli::args::global::Format;
use crate::cli::args::values::parse_nonempty;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::decision_sentences;
use crate::cli::views::phrases::count_statements;
use crate::domain::StatementId;
use crate::export::{self, RedactionReport};
use crate::query::{ResolveQuery, ResolvedId};
use crate::tracker::{RedactionExtent, RedactionOutcome, RedactionSubject, Tracker, TrackerError};
use clap::Args;
use std::io::{self, IsTerminal as _};

/// Maximum number of statements with the same words that are listed.
const SAME_WORDS_MAX: usize = 5;

const EXAMPLES: &str = "\
What is redacted is taken out of the log, of all read models and of the files beside the database, and cannot be \
brought back: neither by `dixit undo` nor by ingesting the article again. Events, hashes and positions stay, so the \
log still verifies, and `dixit show ID` says what was redacted, when, by whom and why.

An article loses its texts and everything that is text of it. A statement loses its words wherever its article has \
them, and the article its texts. A speaker loses the names, and the articles that quote the speaker their texts. \
Copies of the article elsewhere, backups and exports are not touched. `dixit withdraw` is for what may stay in the log.

The reason stays in the log: do not repeat in it what is to be forgotten.

Examples:
  dixit redact s4k2m8xw --reason \"the speaker asked for it\"
  dixit redact abzq2tb62 --reason \"a court ordered it\" --yes";

/// Take an article, the words of a statement or the names of a speaker out of the log, for ever
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RedactArgs {
    /// Ids of statements, articles and speakers, or names of speakers; a unique beginning of an id is enough
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Reason, stored in the log
    #[arg(long, required = true, value_name = "TEXT", value_parser = parse_nonempty,
        help_heading = "About the decision")]
    reason: String,
    /// Who decides; the user of this machine by default
    #[arg(long, value_name = "NAME", value_parser = parse_nonempty, help_heading = "About the decision")]
    actor: Option<String>,
    /// Do not ask; required where nobody can answer
    #[arg(long)]
    yes: bool,
}

impl RedactArgs {
    /// Asks, unless told not to, and redacts.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        session.require_database()?;
        let mut tracker = session.open_for_writing(self.actor.clone())?;
        let subjects = self.ids.iter().map(|text| resolve_subject(&tracker, text));
        let mut subjects = subjects.collect::<Result<Vec<RedactionSubject>, _>>()?;
        subjects.sort();
        subjects.dedup();
        if !self.yes {
            confirm(session, &tracker, &subjects)?;
        }
        let outcomes = tracker.redact(&subjects, &self.reason)?;
        let outcomes: Vec<_> = subjects.into_iter().zip(outcomes).collect();
        print_outcomes(session, &outcomes)?;
        Ok(ExitStatus::Done)
    }
}

/// Resolves `text`. A complete id is used as it is, so that the answer can say what became of it.
fn resolve_subject(tracker: &Tracker, text: &str) -> Result<RedactionSubject, CliError> {
    let typed = text.trim();
    if let Ok(id) = typed.parse() {
        return Ok(RedactionSubject::Article(id));
    }
    if let Ok(id) = typed.parse() {
        return Ok(RedactionSubject::Statement(id));
    }
    match tracker.ask(&ResolveQuery {
        text: text.to_owned(),
    })? {
        ResolvedId::Statement(id) => Ok(RedactionSubject::Statement(id)),
        ResolvedId::Article(id) => Ok(RedactionSubject::Article(id)),
        ResolvedId::Speaker(id) => Ok(RedactionSubject::Speaker(id)),
        ResolvedId::Topic(id) => Err(CliError::input(format_args!(
            "{text:?} is a topic; only statements, articles and speakers can be redacted"
        ))
        .with_hint(format_args!("to remove a topic, use `dixit topic retire {id}`"))),
    }
}

/// Shows what would be lost, and goes on only if the person at the terminal says yes.
fn confirm(session: &mut Session, tracker: &Tracker, subjects: &[RedactionSubject]) -> Result<(), CliError> {
    let mut losses = Vec::new();
    for subject in subjects {
        losses.push(describe_loss(tracker, subject)?);
    }
    if !io::stdin().is_terminal() {
        let error = CliError::usage("redaction cannot be undone, and nobody can be asked: add --yes");
        return Err(losses.iter().fold(error, CliError::with_hint));
    }
    for loss in &losses {
        session.ui.print_note(loss);
    }
    session.ui.print_note("this cannot be undone; type yes to go on");
    let mut answer = String::new();
    io::stdin()
        .read_line(&mut answer)
        .map_err(|error| CliError::input(format_args!("the answer cannot be read: {error}")))?;
    if answer.trim() == "yes" {
        Ok(())
    } else {
        Err(CliError::input("nothing was redacted: the answer was not yes"))
    }
}

fn describe_loss(tracker: &Tracker, subject: &RedactionSubject) -> Result<String, TrackerError> {
    let extent = tracker.preview_redaction(subject)?;
    let (what, id) = name_of(subject);
    Ok(format!("{what} {id}: {}", describe_extent(&extent)))
}

/// Describes an extent: "2 texts, words of 14 events, 9 statements in 1 article".
fn describe_extent(extent: &RedactionExtent) -> String {
    let count = |number: usize, noun: &str| {
        let s = if number == 1 { "" } else { "s" };
        format!("{number} {noun}{s}")
    };
    format!(
        "{}, words of {}, {} in {}",
        count(extent.texts, "text"),
        count(extent.bodies, "event"),
        count_statements(extent.statements.len()),
        count(extent.articles, "article")
    )
}

/// The kind of a subject, and its id.
fn name_of(subject: &RedactionSubject) -> (&'static str, String) {
    match subject {
        RedactionSubject::Statement(id) => ("statement", id.to_string()),
        RedactionSubject::Article(id) => ("article", id.to_string()),
        RedactionSubject::Speaker(id) => ("speaker", id.to_string()),
    }
}

fn print_outcomes(
    session: &mut Session,
    outcomes: &[(RedactionSubject, RedactionOutcome)],
) -> Result<(), CliError> {
    let reports: Vec<RedactionReport> = outcomes
        .iter()
        .map(|(subject, outcome)| report(subject, outcome))
        .collect();
    match session.format {
        Format::Json => session.ui.write_with(|out| export::write_json(&reports, out))?,
        Format::Jsonl => session.ui.write_with(|out| export::write_jsonl(&reports, out))?,
        Format::Table | Format::Csv | Format::Md | Format::Csl | Format::Svg => {
            for (_, outcome) in outcomes {
                if let Some(first) = outcome.recorded.first() {
                    decision_sentences::print_decisions(session, "", std::slice::from_ref(first))?;
                    let extent = describe_extent(&outcome.extent);
                    session.ui.write_line(format_args!("  taken away: {extent}"))?;
                }
            }
        }
    }
    session.ui.flush()?;
    if outcomes.iter().all(|(_, outcome)| outcome.recorded.is_empty()) {
        session
            .ui
            .print_summary("nothing changed: this was redacted already");
    }
    for (_, outcome) in outcomes {
        print_same_words(session, &outcome.extent.same_words);
    }
    if outcomes.last().is_some_and(|(_, outcome)| !outcome.is_wal_empty) {
        session.ui.print_note(
            "another process reads the database as it was, so the file beside it that ends in -wal still has what was \
             redacted: end that process, then run any command that records something, or `dixit rebuild`",
        );
    }
    Ok(())
}

fn report(subject: &RedactionSubject, outcome: &RedactionOutcome) -> RedactionReport {
    let (what, id) = name_of(subject);
    let extent = &outcome.extent;
    RedactionReport {
        what,
        id,
        position: outcome.recorded.first().map(|first| first.position.number()),
        articles: extent.articles,
        texts: extent.texts,
        bodies: extent.bodies,
        statements: extent.statements.iter().map(ToString::to_string).collect(),
        same_words: extent.same_words.iter().map(ToString::to_string).collect(),
        wal_emptied: outcome.is_wal_empty,
    }
}

/// Tells which other statements have the same words, so that they can be redacted too.
fn print_same_words(session: &mut Session, same: &[StatementId]) {
    if same.is_empty() {
        return;
    }
    let shown: Vec<String> = same
        .iter()
        .take(SAME_WORDS_MAX)
        .map(ToString::to_string)
        .collect();
    let more = match same.len().saturating_sub(SAME_WORDS_MAX) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    session.ui.print_note(format_args!(
        "the same words are also in {}: {}{more}",
        count_statements(same.len()),
        shown.join(", ")
    ));
}
