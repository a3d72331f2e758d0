use crate::cli::args::global::Format;
use crate::cli::checkpoint_files::CheckpointFiles;
use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::kept_checkpoint::{compare, describe_comparison};
use crate::cli::session::Session;
use crate::cli::views::phrases::pluralize;
use crate::export::CheckpointReport;
use crate::proof::{Checkpoint, SignedNote, SigningKey};
use crate::tracker::{LogComparison, LogRoot, MerkleTree};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
A checkpoint is three lines and a signature: which log, how many events, and the root of the Merkle tree over them. \
Whoever keeps one can tell later whether anything before it was changed, taken out or put in: `dixit verify` compares \
the log with the newest one, which is kept beside the database (DATABASE-checkpoint). Keep copies where nobody who \
can change the database can change them: print them, mail them, publish them.

Before it signs, this checks the log as `dixit verify --quick` does, and that it still begins with what the last \
checkpoint covers. The key (DATABASE-key, or where --key says) is not in the database and must not be where the \
database can be changed. The verifier key may be published: with it, others check proofs (`dixit prove`).

Examples:
  dixit checkpoint --init --origin gazette.example/statements
  dixit checkpoint
  dixit checkpoint > checkpoint-of-today.txt";

/// Sign what the log is now, so that a later change of it can be noticed
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CheckpointArgs {
    /// Make the signing key first
    #[arg(long)]
    init: bool,
    /// With --init: the name of the log, best a web address of yours without https://
    #[arg(long, value_name = "NAME", requires = "init")]
    origin: Option<String>,
    /// File of the signing key, if it is not beside the database
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

impl CheckpointArgs {
    /// Signs the head of the log, keeps the checkpoint and prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        session.refuse_as_of("a checkpoint is about the whole log")?;
        session.require_database()?;
        let files = CheckpointFiles::new(&session.db, self.key);
        let key = if self.init {
            let key = make_key(session, self.origin)?;
            files.create_key(&key)?;
            session.ui.print_note(format_args!(
                "the signing key is {}; keep it away from those who can change the database",
                files.key.display()
            ));
            key
        } else {
            files.read_key()?.ok_or_else(|| {
                CliError::input(format_args!("there is no signing key {}", files.key.display()))
                    .with_hint("`dixit checkpoint --init` makes one")
            })?
        };
        let (note, log) = sign_head(session, &files, &key)?;
        let report = CheckpointReport {
            origin: key.name().to_owned(),
            events: log.events,
            root: log.root.to_string(),
            note: note.to_string(),
            verifier_key: key.verifier().to_string(),
        };
        match session.format {
            Format::Table => session.ui.write(&report.note)?,
            _ => session.print_json(&report)?,
        }
        session.ui.print_summary(format_args!(
            "checkpoint of {}; it is kept in {}",
            pluralize(log.events, "event"),
            files.note.display()
        ));
        let key = report.verifier_key;
        session
            .ui
            .print_summary(format_args!("others check it with the key {key}"));
        Ok(ExitStatus::Done)
    }
}

/// A new key, named `origin` or else after the first event of the log.
fn make_key(session: &mut Session, origin: Option<String>) -> Result<SigningKey, CliError> {
    let name = if let Some(name) = origin {
        name
    } else {
        let first = session.tracker()?.leaf_hashes(0, 1)?;
        let first = first
            .first()
            .ok_or_else(|| CliError::input("the log is empty: there is nothing to sign yet"))?;
        format!("dixit/{}", &first.to_string()[..16])
    };
    SigningKey::new(&name, environment::random_seed()?).map_err(CliError::usage)
}

/// Signs the head of the log after it was checked, and keeps the checkpoint.
pub(super) fn sign_head(
    session: &mut Session,
    files: &CheckpointFiles,
    key: &SigningKey,
) -> Result<(SignedNote, LogRoot), CliError> {
    let previous = previous_log(session, files, key)?;
    let log = session.tracker()?.verify_quick(&previous)?.log;
    if log.events == 0 {
        return Err(CliError::input("the log is empty: there is nothing to sign yet"));
    }
    let note = Checkpoint {
        origin: key.name().to_owned(),
        log,
    }
    .sign(key);
    let known = files.known_leaves(&previous);
    let new_leaves = session.tracker()?.leaf_hashes(known, log.events)?;
    files.write(&note, known, &new_leaves)?;
    Ok((note, log))
}

/// The log that the last checkpoint covers; an empty one where there is none. Fails if the log does not begin with it.
fn previous_log(
    session: &mut Session,
    files: &CheckpointFiles,
    key: &SigningKey,
) -> Result<LogRoot, CliError> {
    let Some(note) = files.read_note()? else {
        return Ok(LogRoot {
            events: 0,
            root: MerkleTree::default().root(),
        });
    };
    note.check_signature(&key.verifier()).map_err(|error| {
        CliError::input(format_args!("{}: {error}", files.note.display())).with_hint(
            "if the key was replaced on purpose, keep this checkpoint elsewhere and remove it here",
        )
    })?;
    let kept = Checkpoint::from_note(&note).map_err(CliError::input)?.log;
    match compare(session.tracker()?, files, &kept)? {
        LogComparison::Extends => Ok(kept),
        other => Err(CliError::store(describe_comparison(other, &kept))
            .with_hint("nothing was signed; `dixit verify` says more")),
    }
}
