//! Checkpoints: the length of a log and the root of its Merkle tree, as C2SP tlog-checkpoint writes them.

use super::encoding::{hash_from_base64, to_base64};
use super::{ProofError, SignedNote, SigningKey};
use crate::log::LogRoot;

/// What a note with a checkpoint is called in errors.
const WHAT: &str = "checkpoint";

/// What a log was at one moment.
///
/// ```
/// use dixit::log::{Hash, LogRoot};
/// use dixit::proof::{Checkpoint, SigningKey};
/// let key = SigningKey::new("example.org/log", [7; 32])?;
/// let log = LogRoot { events: 42, root: Hash::from_bytes([1; 32]) };
/// let note = Checkpoint { origin: key.name().to_owned(), log }.sign(&key);
/// note.check_signature(&key.verifier())?;
/// assert_eq!(Checkpoint::from_note(&note)?.log, log);
/// # Ok::<(), dixit::proof::ProofError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is: the name of its key.
    pub origin: String,
    /// Number of its events, and the root over them.
    pub log: LogRoot,
}

impl Checkpoint {
    /// Signs the checkpoint.
    pub fn sign(&self, key: &SigningKey) -> SignedNote {
        let LogRoot { events, root } = self.log;
        SignedNote::new(
            format!("{}\n{events}\n{}\n", self.origin, to_base64(root.as_bytes())),
            key,
        )
    }

    /// Reads the checkpoint of a note, without checking its signatures. Lines after the first three are not looked at.
    pub fn from_note(note: &SignedNote) -> Result<Self, ProofError> {
        let mut lines = note.text().lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(ProofError::malformed(WHAT, "it has fewer than three lines"));
        };
        let events = size
            .parse::<u64>()
            .ok()
            .filter(|events| events.to_string() == size);
        let events = events.filter(|&events| i64::try_from(events).is_ok());
        let events = events
            .ok_or_else(|| ProofError::malformed(WHAT, format_args!("{size:?} is no number of events")))?;
        if origin.is_empty() {
            return Err(ProofError::malformed(WHAT, "it names no log"));
        }
        Ok(Self {
            origin: origin.to_owned(),
            log: LogRoot {
                events,
                root: hash_from_base64(WHAT, root)?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Hash;

    #[test]
    fn checkpoint_has_three_lines_and_a_signature() {
        let key = SigningKey::new("example.org/log", [7; 32]).unwrap();
        let log = LogRoot {
            events: 12,
            root: Hash::from_bytes([0; 32]),
        };
        let note = Checkpoint {
            origin: key.name().to_owned(),
            log,
        }
        .sign(&key);
        insta::assert_snapshot!(note.to_string(), @"");
    }

    #[test]
    fn text_that_is_no_checkpoint_is_refused() {
        let key = SigningKey::new("k", [7; 32]).unwrap();
        let root = to_base64(&[0; 32]);
        for text in [
            "k\n1\n".to_owned(),
            format!("k\n01\n{root}\n"),
            format!("k\n-1\n{root}\n"),
            format!("k\n18446744073709551615\n{root}\n"),
            format!("\n1\n{root}\n"),
            "k\n1\nAAAA\n".to_owned(),
        ] {
            assert!(
                Checkpoint::from_note(&SignedNote::new(text.clone(), &key)).is_err(),
                "{text}"
            );
        }
        let extended = SignedNote::new(format!("k\n1\n{root}\nmore\n"), &key);
        assert_eq!(Checkpoint::from_note(&extended).unwrap().log.events, 1);
    }
}
