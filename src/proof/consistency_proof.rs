//! A proof that the log of one checkpoint is the beginning of the log of a later one.

use super::encoding::{hash_from_base64, to_base64};
use super::{Checkpoint, ProofError, SignedNote, VerifierKey};
use crate::log::{Hash, is_consistent};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The form of the file that this version writes and reads.
const FORMAT: &str = "dixit-consistency/1";

/// A proof that the log of one checkpoint is the beginning of the log of a later one: nothing that it had was changed
/// or taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// `dixit-consistency/1`.
    format: String,
    /// The earlier checkpoint: a C2SP signed note.
    since: String,
    /// The later checkpoint: a C2SP signed note.
    checkpoint: String,
    /// The key that signed both. Compare it with one that the keeper of the log gave you.
    verifier_key: String,
    /// The consistency path of RFC 9162, in base64.
    path: Vec<String>,
}

impl ConsistencyProof {
    /// Makes the file of a proof.
    pub fn new(since: &SignedNote, checkpoint: &SignedNote, key: &VerifierKey, path: &[Hash]) -> Self {
        Self {
            format: FORMAT.to_owned(),
            since: since.to_string(),
            checkpoint: checkpoint.to_string(),
            verifier_key: key.to_string(),
            path: path.iter().map(|hash| to_base64(hash.as_bytes())).collect(),
        }
    }

    /// Whether a file says of itself that it is such a proof.
    pub fn is_format(format: &str) -> bool {
        format == FORMAT
    }

    /// The key that the file names. It proves nothing by itself: who forged the file can have put in a key of their own.
    pub fn named_key(&self) -> Result<VerifierKey, ProofError> {
        self.verifier_key.parse()
    }

    /// Checks both signatures by `key` and the path, and returns the two checkpoints.
    pub fn check(&self, key: &VerifierKey) -> Result<(Checkpoint, Checkpoint), ProofError> {
        let read = |note: &str| {
            let note: SignedNote = note.parse()?;
            note.check_signature(key)?;
            Checkpoint::from_note(&note)
        };
        let (since, now) = (read(&self.since)?, read(&self.checkpoint)?);
        if since.origin != now.origin {
            return Err(ProofError::does_not_hold(format_args!(
                "it is about two logs, {} and {}",
                since.origin, now.origin
            )));
        }
        let path = self.path.iter();
        let path: Vec<Hash> = path
            .map(|hash| hash_from_base64("consistency path", hash))
            .collect::<Result<_, _>>()?;
        if is_consistent(
            since.log.events,
            &since.log.root,
            now.log.events,
            &now.log.root,
            &path,
        ) {
            return Ok((since, now));
        }
        Err(ProofError::does_not_hold(
            "the log of the later checkpoint does not begin with that of the earlier one",
        ))
    }
}
