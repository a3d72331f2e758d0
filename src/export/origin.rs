use super::verified::VerificationFinding;
use schemars::JsonSchema;
use serde::Serialize;

/// What `dixit clone` took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CloneSummary {
    /// Path of the copy.
    pub database: String,
    /// The address of its origin.
    pub address: String,
    /// Whether everything was taken; not where the user interrupted it.
    pub complete: bool,
    /// Number of events in the copy.
    pub events: u64,
    /// The root of the RFC 6962 Merkle tree over them, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
}

/// What one synchronisation took and sent, as `dixit sync` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SyncSummary {
    /// The address of the origin.
    pub address: String,
    /// Whether everything was taken; not where the user interrupted it.
    pub complete: bool,
    /// Number of events of others that were taken.
    pub taken: u64,
    /// Whether words were taken away that the copy had, because they were redacted elsewhere.
    pub redacted: bool,
    /// Number of articles of the outbox that were sent.
    pub sent: u64,
    /// Number of articles that are still in the outbox.
    pub waiting: u64,
    /// Position of the last event of the copy.
    pub last: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
}

/// What `dixit share` did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShareSummary {
    /// Path of the database, which is a copy now.
    pub database: String,
    /// Where the log is.
    pub address: String,
    /// Whether all events are there; not where the user interrupted it.
    pub complete: bool,
    /// Number of events that were put there now.
    pub given: u64,
    /// Position of the last event there.
    pub last: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// The rights that were granted.
    pub granted: Vec<GrantedRight>,
}

/// A right that a role of the server was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GrantedRight {
    /// The role.
    pub role: String,
    /// What it may do: `write` includes `read`, and `redact` both.
    #[schemars(extend("enum" = ["read", "write", "redact"]))]
    pub right: String,
}

/// How a copy and its origin compare, as `dixit origin` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OriginReport {
    /// The address of the origin.
    pub address: String,
    /// Whether all events were put there; not where `dixit share` was interrupted.
    pub complete: bool,
    /// Whether the origin could be reached. What is known only there is null otherwise.
    pub reached: bool,
    /// Position of the last event of the copy.
    pub copy: u64,
    /// Position of the last event of the origin.
    pub origin: Option<u64>,
    /// Number of events that the copy lacks; null at a fork.
    pub behind: Option<u64>,
    /// The first position of the copy whose event the origin does not have; null where the two have the same history.
    pub fork: Option<u64>,
    /// Number of articles in the outbox.
    pub waiting: u64,
}

/// What a check of every event of the origin found, as `dixit origin --verify` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OriginVerification {
    /// The address of the origin.
    pub address: String,
    /// Whether there are no findings but notes.
    pub sound: bool,
    /// Number of events there.
    pub events: u64,
    /// Number of articles whose text was redacted.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// What is wrong, the worst first.
    pub findings: Vec<VerificationFinding>,
    /// Number of findings that are not listed: of each severity the first thousand are.
    pub unlisted_findings: u64,
}
