//! Checkpoints and proofs: what outsiders are given, and how it is checked without the database.
//!
//! A [`Checkpoint`] says how long a log is and what the root of its Merkle tree is (C2SP tlog-checkpoint). Signed, it
//! is a [`SignedNote`] (C2SP signed-note) by a [`SigningKey`], which a [`VerifierKey`] checks. An [`EventProof`] proves
//! that events are in the log of a checkpoint, a [`ConsistencyProof`] that one checkpoint's log is the beginning of
//! another's.
//!
//! *Absent*: the database, files, randomness and the clock.

mod annotation;
mod checkpoint;
mod consistency_proof;
mod encoding;
mod error;
mod event_proof;
mod key;
mod note;

pub use annotation::{AnnotatedPiece, AnnotatedStatement, Annotation};
pub use checkpoint::Checkpoint;
pub use consistency_proof::ConsistencyProof;
pub use error::ProofError;
pub use event_proof::{CheckedEvent, CheckedProof, EventForm, EventProof};
pub use key::{SigningKey, VerifierKey};
pub use note::SignedNote;
