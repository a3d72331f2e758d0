use schemars::JsonSchema;
use serde::Serialize;

/// What a check of the log and its read models found, as `dixit verify` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerificationReport {
    /// Whether everything is as it should be.
    pub sound: bool,
    /// How many events the log has; all of them hold.
    pub events: u64,
    /// How many articles' texts were taken down.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// The position up to which the read models are folded.
    pub folded: u64,
    /// Each read model.
    pub read_models: Vec<VerifiedReadModel>,
}

/// A read model beside what a rebuild makes of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerifiedReadModel {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over its rows, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Whether a rebuild makes the same.
    pub agrees: bool,
}
