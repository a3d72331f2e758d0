use std::fmt;

/// Why a key, note or proof is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It is not in the form that its standard describes.
    #[error("this is no {what}: {problem}")]
    Malformed {
        /// What it should be.
        what: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The note has no signature of this key.
    #[error("the checkpoint has no signature of the key {key}, only of {}", names.join(", "))]
    NotSigned {
        /// Name of the key.
        key: String,
        /// Names of the keys that signed.
        names: Vec<String>,
    },
    /// The signature is not that of this text.
    #[error("the signature of {key} does not fit the checkpoint: one of them was changed")]
    WrongSignature {
        /// Name of the key.
        key: String,
    },
    /// Something that a proof says does not follow from its hashes.
    #[error("the proof does not hold: {0}")]
    DoesNotHold(String),
}

impl ProofError {
    /// Something that is not in the form of `what`.
    pub(super) fn malformed(what: &'static str, problem: impl fmt::Display) -> Self {
        Self::Malformed {
            what,
            problem: problem.to_string(),
        }
    }

    /// Something that does not follow.
    pub(super) fn does_not_hold(problem: impl fmt::Display) -> Self {
        Self::DoesNotHold(problem.to_string())
    }
}
