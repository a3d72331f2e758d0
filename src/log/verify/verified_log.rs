use crate::log::Hash;

/// What a verification read of the log. Its hashes are right where there are no findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedLog {
    /// Number of events.
    pub events: u64,
    /// Number of articles whose text was redacted.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the leaf hashes.
    pub root: Hash,
}

/// A number of events and the root of the RFC 6962 Merkle tree over them, which an earlier verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogRoot {
    /// Number of events.
    pub events: u64,
    /// The root over the first `events` leaf hashes.
    pub root: Hash,
}
