//! Folds of the log into read models.

mod error;
mod runner;

pub use error::ProjectionError;
pub use runner::{Digest, apply, checkpoint, digests, position, prepare, reset, stale};
