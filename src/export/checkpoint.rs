use schemars::JsonSchema;
use serde::Serialize;

/// A signed checkpoint, as `dixit checkpoint` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckpointReport {
    /// The name of the log.
    pub origin: String,
    /// Number of events that it covers.
    pub events: u64,
    /// The root of the Merkle tree over them, in hexadecimal digits.
    pub root: String,
    /// The signed note.
    pub note: String,
    /// The key that checks its signature.
    pub verifier_key: String,
}
