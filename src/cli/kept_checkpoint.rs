//! Compares the log with a checkpoint that is kept outside of it.

use super::checkpoint_files::{CheckpointFiles, named_error, read_text};
use super::error::CliError;
use crate::domain::Position;
use crate::export::VerifiedCheckpoint;
use crate::proof::{Checkpoint, SignedNote};
use crate::tracker::{Finding, FindingPart, LogComparison, LogRoot, Tracker};
use std::path::Path;

/// What a log was compared with, and what is wrong: both may be absent.
pub(crate) type Compared = (Option<VerifiedCheckpoint>, Option<Finding>);

/// Compares the log with the newest checkpoint beside the database, or with the one in the file `given`.
///
/// An older, cut, rewritten or forked log is a finding, and so is a checkpoint that the key did not sign, or that
/// cannot be read: it must not hide what else was found. Only a file that the user named and that is no checkpoint is
/// an error.
pub(crate) fn compare_with_kept(
    tracker: &Tracker,
    files: &CheckpointFiles,
    given: Option<&Path>,
) -> Result<Compared, CliError> {
    let path = given.unwrap_or(&files.note);
    let damage = |what: String| {
        let place = format!("the checkpoint {}", path.display());
        Finding::damage(FindingPart::Checkpoint, place, what)
    };
    let read = match given {
        Some(path) => read_text(path).and_then(|text| {
            let note = text.parse::<SignedNote>();
            note.map(Some).map_err(|error| named_error(path, &error))
        }),
        None => files.read_note(),
    };
    let read = read.and_then(|note| {
        let Some(note) = note else { return Ok(None) };
        let kept = Checkpoint::from_note(&note).map_err(|error| named_error(path, &error))?;
        Ok(Some((note, kept)))
    });
    let (note, kept) = match read {
        Ok(Some(read)) => read,
        Ok(None) => return Ok((None, None)),
        Err(error) if given.is_some() => return Err(error),
        Err(error) => return Ok((None, Some(damage(error.message)))),
    };
    let (is_signature_checked, unsigned) = match files.read_key() {
        Ok(None) => (false, None),
        Ok(Some(key)) => (
            true,
            note.check_signature(&key.verifier())
                .err()
                .map(|error| error.to_string()),
        ),
        Err(error) => (false, Some(error.message)),
    };
    let finding = match unsigned {
        Some(what) => Some(damage(what)),
        None => match compare(tracker, files, &kept.log) {
            Ok(LogComparison::Extends) => None,
            Ok(other) => {
                let finding = damage(describe_comparison(other, &kept.log));
                Some(match first_missing_or_differing(other) {
                    Some(position) => finding.about(position),
                    None => finding,
                })
            }
            Err(error) => Some(damage(format!(
                "the log cannot be compared with it: {}",
                error.message
            ))),
        },
    };
    let compared = VerifiedCheckpoint {
        origin: kept.origin,
        events: kept.log.events,
        is_signature_checked,
        agrees: finding.is_none(),
    };
    Ok((Some(compared), finding))
}

/// Compares the log with the one that had the root `kept`. Only where they differ, the leaf hashes at hand are read to
/// say where.
pub(crate) fn compare(
    tracker: &Tracker,
    files: &CheckpointFiles,
    kept: &LogRoot,
) -> Result<LogComparison, CliError> {
    if tracker.compare_with(kept, None)? == LogComparison::Extends {
        return Ok(LogComparison::Extends);
    }
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
