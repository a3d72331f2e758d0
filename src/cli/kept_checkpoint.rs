//! Compares the log with a checkpoint that is kept outside of it.

use super::checkpoint_files::{CheckpointFiles, named_error, read_text};
use super::error::CliError;
use crate::domain::Position;
use crate::export::VerifiedCheckpoint;
use crate::proof::{Checkpoint, SignedNote};
use crate::tracker::{Finding, FindingPart, LogComparison, LogRoot, Tracker};
use std::path::Path;

/// Compares the log with the newest checkpoint beside the database, or with the one in the file `given`. `None` where
/// none is kept.
///
/// An older, cut, rewritten or forked log is a finding, and so is a checkpoint that the key did not sign.
pub(crate) fn compare_with_kept(
    tracker: &Tracker,
    files: &CheckpointFiles,
    given: Option<&Path>,
) -> Result<Option<(VerifiedCheckpoint, Option<Finding>)>, CliError> {
    let path = given.unwrap_or(&files.note);
    let note: Option<SignedNote> = match given {
        Some(path) => Some(
            read_text(path)?
                .parse()
                .map_err(|error| named_error(path, &error))?,
        ),
        None => files.read_note()?,
    };
    let Some(note) = note else {
        return Ok(None);
    };
    let kept = Checkpoint::from_note(&note).map_err(|error| named_error(path, &error))?;
    let key = files.read_key()?;
    let damage = |what: String| {
        let place = format!("the checkpoint {}", path.display());
        Finding::damage(FindingPart::Checkpoint, place, what)
    };
    let unsigned = key
        .as_ref()
        .and_then(|key| note.check_signature(&key.verifier()).err())
        .map(|error| damage(error.to_string()));
    let finding = match unsigned {
        Some(finding) => Some(finding),
        None => match compare(tracker, files, &kept.log)? {
            LogComparison::Extends => None,
            other => {
                let finding = damage(describe_comparison(other, &kept.log));
                Some(match first_missing_or_differing(other) {
                    Some(position) => finding.about(position),
                    None => finding,
                })
            }
        },
    };
    let compared = VerifiedCheckpoint {
        origin: kept.origin,
        events: kept.log.events,
        is_signature_checked: key.is_some(),
        agrees: finding.is_none(),
    };
    Ok(Some((compared, finding)))
}

/// Compares the log with the one that had the root `kept`, by its leaf hashes where they are at hand.
pub(crate) fn compare(
    tracker: &Tracker,
    files: &CheckpointFiles,
    kept: &LogRoot,
) -> Result<LogComparison, CliError> {
    let mut leaves = files.read_leaves(kept);
    let leaves = leaves
        .as_mut()
        .map(|leaves| leaves as &mut dyn Iterator<Item = _>);
    Ok(tracker.compare_with(kept, leaves)?)
}

fn first_missing_or_differing(comparison: LogComparison) -> Option<Position> {
    match comparison {
        LogComparison::Extends => None,
        LogComparison::Shorter { last } => Some(last.next()),
        LogComparison::Differs { first } => first,
    }
}

/// Says how the log differs from the one with the root `kept`, in one sentence.
pub(crate) fn describe_comparison(comparison: LogComparison, kept: &LogRoot) -> String {
    let covered = Position::new(kept.events);
    match comparison {
        LogComparison::Extends => format!("the log begins with what the checkpoint at {covered} covers"),
        LogComparison::Shorter { last } => format!(
            "the log ends at {last}, and the checkpoint covers it up to {covered}: this is an older copy, or its end \
             was cut off"
        ),
        LogComparison::Differs { first: Some(first) } => format!(
            "the log is not the one that was signed at {covered}: from {first} on it is another; it was rewritten, \
             or it is another branch"
        ),
        LogComparison::Differs { first: None } => format!(
            "the log up to {covered} is not the one that was signed there: it was rewritten, or it is another branch"
        ),
    }
}
