use super::checkpoint::sign_head;
use crate::cli::args::global::Format;
use crate::cli::checkpoint_files::{CheckpointFiles, named_error, read_text};
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::EventLineForm;
use crate::cli::kept_checkpoint::describe_comparison;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, render_values};
use crate::cli::ui::text::sanitize;
use crate::domain::Position;
use crate::export::{ProofCheck, ProofCheckEvent};
use crate::proof::{
    CheckedProof, Checkpoint, ConsistencyProof, EventProof, ProofError, SignedNote, SigningKey, VerifierKey,
};
use crate::query::{Details, ShowQuery};
use crate::tracker::{EventRecord, LogComparison, LogRoot, ProofSubject};
use clap::Args;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
The file has the events (what was recorded, by whom and when), their paths to the root of the Merkle tree, the signed \
checkpoint with that root, and of a statement its words with their context as a W3C Web Annotation. Whoever has the \
verifier key of the log can check it without the database, with `dixit prove --check` or another tool \
(docs/proofs.md). The text of the article is left out unless --with-text asks for it.

It proves that this was recorded, at this place of the log, and not changed since. It does not prove that the article \
said so, nor that the article was right.

Examples:
  dixit prove s4k2m8xw > proof.json
  dixit prove --check proof.json --key gazette.example/statements+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
  dixit prove --since checkpoint-of-may.txt > only-grown.json";

/// Write a proof of what was recorded, or check one without the database
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ProveArgs {
    /// Id of a statement or article (a unique beginning is enough), or a position (@1200)
    #[arg(required_unless_present_any = ["check", "since"], conflicts_with_all = ["check", "since"])]
    id: Option<String>,
    /// Prove that the log begins with what this checkpoint covers: that nothing in it was changed since
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// Check the proof in this file; needs no database
    #[arg(long, value_name = "FILE", conflicts_with_all = ["since", "with_text"])]
    check: Option<PathBuf>,
    /// With --check: the verifier key of the log, or a file with it. Otherwise: the file of the signing key
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Put the text of the article into the proof, so that the words can be checked against it
    #[arg(long)]
    with_text: bool,
}

impl ProveArgs {
    /// Writes or checks the proof.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        if let Some(path) = self.check {
            return check_file(session, &path, self.key.as_deref());
        }
        session.refuse_as_of("a proof is about the log as it is")?;
        session.require_database()?;
        let files = CheckpointFiles::new(&session.db, self.key.map(PathBuf::from));
        match (self.id, self.since) {
            (Some(id), _) => prove_events(session, &files, &id, self.with_text)?,
            (None, Some(since)) => prove_consistency(session, &files, &since)?,
            (None, None) => return Err(CliError::usage("nothing was given to prove")),
        }
        Ok(ExitStatus::Done)
    }
}

/// Prints a proof of the events about what `id` names.
fn prove_events(
    session: &mut Session,
    files: &CheckpointFiles,
    id: &str,
    with_text: bool,
) -> Result<(), CliError> {
    let subject = find_subject(session, id)?;
    let mut records = session.tracker()?.records_about(&subject)?;
    let Some(last) = records.last() else {
        return Err(CliError::input(format_args!(
            "nothing is recorded about {subject}"
        )));
    };
    let (note, log, key) = covering_checkpoint(session, files, last.position)?;
    let mut proven: Vec<(EventRecord, Vec<_>)> = Vec::with_capacity(records.len());
    for mut record in records.drain(..) {
        let path = session.tracker()?.inclusion_path(record.position, log.events)?;
        if !with_text {
            record.text = None;
        }
        proven.push((record, path));
    }
    let form = EventLineForm;
    let proof = EventProof::new(subject.to_string(), &note, &key, &proven, &form).map_err(CliError::store)?;
    // What does not hold must never leave the house.
    proof.check(&key, &form).map_err(CliError::store)?;
    session.print_json(&proof)
}

/// What `id` names: an event by its position, or a statement or article.
fn find_subject(session: &mut Session, id: &str) -> Result<ProofSubject, CliError> {
    if let Some(number) = id.strip_prefix('@') {
        return match number.parse() {
            Ok(number) if number > 0 => Ok(ProofSubject::Event(Position::new(number))),
            _ => Err(CliError::usage(format_args!("{id} is no position, as in @1200"))),
        };
    }
    let shown = session.ask(&ShowQuery {
        id: id.to_owned(),
        around: 0,
    })?;
    match shown {
        Details::Statement(sheet) => Ok(ProofSubject::Statement(sheet.entry.id)),
        Details::Article(sheet) => Ok(ProofSubject::Article(sheet.line.id)),
        Details::Redacted(sheet) => {
            let id = sheet.id.as_str();
            match (id.parse(), id.parse()) {
                (Ok(statement), _) => Ok(ProofSubject::Statement(statement)),
                (_, Ok(article)) => Ok(ProofSubject::Article(article)),
                _ => Err(no_events(id)),
            }
        }
        Details::Speaker(_) | Details::Topic(_) => Err(no_events(id)),
    }
}

/// Error: what `id` names is not recorded as events of its own.
fn no_events(id: &str) -> CliError {
    CliError::input(format_args!("{id} is neither a statement nor an article"))
        .with_hint("what is derived from the log has no proof; `dixit log` lists the events")
}

/// The newest checkpoint if it covers `position`, otherwise a new one.
fn covering_checkpoint(
    session: &mut Session,
    files: &CheckpointFiles,
    position: Position,
) -> Result<(SignedNote, LogRoot, VerifierKey), CliError> {
    let key = require_key(files)?;
    if let Some(note) = files.read_note()?
        && note.check_signature(&key.verifier()).is_ok()
    {
        let log = Checkpoint::from_note(&note).map_err(CliError::input)?.log;
        let is_same = session.tracker()?.compare_with(&log, None)? == LogComparison::Extends;
        if is_same && log.events >= position.number() {
            return Ok((note, log, key.verifier()));
        }
    }
    let (note, log) = sign_head(session, files, &key)?;
    Ok((note, log, key.verifier()))
}

fn require_key(files: &CheckpointFiles) -> Result<SigningKey, CliError> {
    files.read_key()?.ok_or_else(|| {
        CliError::input(format_args!(
            "there is no signing key {}, and a proof needs a signed checkpoint",
            files.key.display()
        ))
        .with_hint("`dixit checkpoint --init` makes one")
    })
}

/// Prints a proof that the log begins with what the checkpoint in the file `since` covers.
fn prove_consistency(session: &mut Session, files: &CheckpointFiles, since: &Path) -> Result<(), CliError> {
    let key = require_key(files)?;
    let old: SignedNote = read_text(since)?
        .parse()
        .map_err(|error| named_error(since, &error))?;
    old.check_signature(&key.verifier())
        .map_err(|error| named_error(since, &error))?;
    let old_log = Checkpoint::from_note(&old)
        .map_err(|error| named_error(since, &error))?
        .log;
    let comparison = session.tracker()?.compare_with(&old_log, None)?;
    if comparison != LogComparison::Extends {
        return Err(CliError::store(describe_comparison(comparison, &old_log)));
    }
    let (note, log) = sign_head(session, files, &key)?;
    let path = session.tracker()?.consistency_path(old_log.events, log.events)?;
    let proof = ConsistencyProof::new(&old, &note, &key.verifier(), &path);
    proof.check(&key.verifier()).map_err(CliError::store)?;
    session.print_json(&proof)
}

/// How a file says of itself what it is.
#[derive(Deserialize)]
struct FileHead {
    format: String,
}

/// Checks the proof in the file at `path`, by the key that the user gave or, with a warning, by that in the file.
fn check_file(session: &mut Session, path: &Path, key: Option<&str>) -> Result<ExitStatus, CliError> {
    let text = read_text(path)?;
    let unreadable =
        |error: &serde_json::Error| CliError::input(format_args!("{} is no proof: {error}", path.display()));
    let head: FileHead = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
    let given = key.map(read_verifier_key).transpose()?;
    let refused = |error: ProofError| {
        CliError::new(
            ExitStatus::Difference,
            format_args!("{}: {error}", path.display()),
        )
    };
    let (report, named) = if EventProof::is_format(&head.format) {
        let proof: EventProof = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        let named = proof.named_key().map_err(refused)?;
        let checked = proof
            .check(given.as_ref().unwrap_or(&named), &EventLineForm)
            .map_err(refused)?;
        (report_events(&checked), named)
    } else if ConsistencyProof::is_format(&head.format) {
        let proof: ConsistencyProof = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        let named = proof.named_key().map_err(refused)?;
        let (since, now) = proof.check(given.as_ref().unwrap_or(&named)).map_err(refused)?;
        (report_consistency(&since, &now), named)
    } else {
        return Err(CliError::input(format_args!(
            "{} has a form that this dixit does not know: {:?}",
            path.display(),
            head.format
        )));
    };
    let report = ProofCheck {
        key: given.as_ref().unwrap_or(&named).to_string(),
        is_key_given: given.is_some(),
        ..report
    };
    match session.format {
        Format::Table => print_report(session, &report)?,
        _ => session.print_json(&report)?,
    }
    if given.is_none() {
        session.ui.print_note(
            "the key is the one that the file itself names: compare it with one that the keeper of the log gave you, \
             or give it with --key",
        );
    }
    Ok(ExitStatus::Done)
}

/// The verifier key that `text` is, or that is in the file that it names.
fn read_verifier_key(text: &str) -> Result<VerifierKey, CliError> {
    match text.parse() {
        Ok(key) => Ok(key),
        Err(_) if Path::new(text).is_file() => {
            let path = Path::new(text);
            let content = fs::read_to_string(path)
                .map_err(|error| CliError::input(format_args!("cannot read {text}: {error}")))?;
            content.parse().map_err(|error| named_error(path, &error))
        }
        Err(error) => Err(CliError::usage(format_args!("--key: {error}"))),
    }
}

fn report_events(checked: &CheckedProof) -> ProofCheck {
    let events = checked.events.iter().map(|event| ProofCheckEvent {
        position: event.record.position.number(),
        kind: event.record.kind.clone(),
        recorded_at: event.record.recorded_time().to_string(),
        actor: event.record.actor.clone(),
    });
    ProofCheck {
        origin: checked.checkpoint.origin.clone(),
        events_in_log: checked.checkpoint.log.events,
        root: checked.checkpoint.log.root.to_string(),
        subject: Some(checked.subject.clone()),
        words: checked.words.clone(),
        is_in_text: checked.is_in_text,
        events: events.collect(),
        since: None,
        key: String::new(),
        is_key_given: false,
    }
}

fn report_consistency(since: &Checkpoint, now: &Checkpoint) -> ProofCheck {
    ProofCheck {
        origin: now.origin.clone(),
        events_in_log: now.log.events,
        root: now.log.root.to_string(),
        subject: None,
        words: None,
        is_in_text: None,
        events: Vec::new(),
        since: Some(since.log.events),
        key: String::new(),
        is_key_given: false,
    }
}

fn print_report(session: &mut Session, report: &ProofCheck) -> Result<(), CliError> {
    let plain = |text: &str| Cell::new(&sanitize(text), style::PLAIN);
    let holds = match report.since {
        Some(since) => format!(
            "that log begins with the {since} events of the earlier checkpoint: nothing in them was changed"
        ),
        None => "each of these events is in that log, and everything here follows from them".to_owned(),
    };
    let mut values = vec![("proven", plain(&holds))];
    if let Some(subject) = &report.subject {
        values.push(("about", plain(subject)));
    }
    if let Some(words) = &report.words {
        values.push(("words", plain(words)));
        let place = match report.is_in_text {
            Some(_) => "they are at their place in the text of the article",
            None => "the text of the article is not in the file",
        };
        values.push(("text", plain(place)));
    }
    let listed = report.events.iter().fold(Cell::default(), |cell, event| {
        let line = format!(
            "{} {} recorded {} by {}",
            Position::new(event.position),
            event.kind,
            event.recorded_at,
            event.actor
        );
        cell.with_paragraph(&sanitize(&line), style::PLAIN)
    });
    if !report.events.is_empty() {
        values.push(("events", listed));
    }
    values.push((
        "log",
        plain(&format!("{}, {} events", report.origin, report.events_in_log)),
    ));
    values.push(("root", plain(&report.root)));
    values.push(("key", plain(&report.key)));
    let ui = &mut session.ui;
    ui.write(&render_values(&values, ui.width(), ui.is_colored()))
}
