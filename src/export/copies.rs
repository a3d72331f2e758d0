use schemars::JsonSchema;
use serde::Serialize;

/// What `dixit backup` wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BackupSummary {
    /// Path of the backup.
    pub file: String,
    /// Number of events in it; all their hashes are right.
    pub events: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// Size of the backup in bytes.
    pub bytes: u64,
    /// Number of events of the backup that it replaced; `null` if there was none.
    pub replaced_events: Option<u64>,
}

/// What `dixit restore` did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RestoreSummary {
    /// Path of the database.
    pub database: String,
    /// Number of events in it now; all their hashes are right.
    pub events: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// Number of events that the replaced database had and the backup does not have.
    pub lost_events: u64,
    /// Path of a copy of the replaced database; `null` if there was none.
    pub kept: Option<String>,
}

/// What `dixit import` recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportSummary {
    /// Number of events that were recorded.
    pub recorded: u64,
    /// Number of events that the log had already.
    pub known: u64,
    /// Number of events whose body or text was redacted in the log that they are from.
    pub redacted: u64,
    /// Position of the last event of the log.
    pub last: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
}
