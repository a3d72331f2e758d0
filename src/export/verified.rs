use schemars::JsonSchema;
use serde::Serialize;

/// The result of a check of the log and the read models, as `dixit verify` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerificationReport {
    /// Whether the log and all read models are sound: whether there are no findings but notes.
    pub sound: bool,
    /// Whether the log itself is damaged. `dixit rebuild` mends everything else.
    pub damaged: bool,
    /// Number of events in the log. All their hashes are right unless it is damaged.
    pub events: u64,
    /// Number of articles whose text was redacted.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// The checkpoint that the log was compared with; null where none is kept.
    pub checkpoint: Option<VerifiedCheckpoint>,
    /// The position up to which the read models are folded.
    pub folded: u64,
    /// Each read model. Empty if the log is damaged, because nothing can be compared with it.
    pub read_models: Vec<VerifiedReadModel>,
    /// What is wrong, the worst first.
    pub findings: Vec<VerificationFinding>,
    /// Number of findings that are not listed: of each severity the first thousand are.
    pub unlisted_findings: u64,
}

/// A checkpoint that the log was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerifiedCheckpoint {
    /// The name of the log.
    pub origin: String,
    /// Number of events that it covers.
    pub events: u64,
    /// Whether its signature was checked: whether the key is at hand.
    pub is_signature_checked: bool,
    /// Whether the log begins with what it covers.
    pub agrees: bool,
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerificationFinding {
    /// `damage` of the log, `difference` of what is derived from it or stands beside it, or a `note`: nothing is wrong.
    #[schemars(extend("enum" = ["damage", "difference", "note"]))]
    pub severity: String,
    /// What it concerns.
    #[schemars(extend("enum" = [
        "event", "body", "text", "tree", "evidence", "clock", "schema", "structure", "checkpoint", "read_model",
        "full_text_index"
    ]))]
    pub part: String,
    /// The position of the event that it concerns, if it concerns one.
    pub position: Option<u64>,
    /// Where it is: a position, a table, a trigger, a read model.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What mends it.
    pub repair: String,
}

/// The result of a check of what was recorded since the last full check, as `dixit verify --quick` prints it. It never
/// says that everything is sound: it did not look at everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuickVerificationReport {
    /// Number of events in the log.
    pub events: u64,
    /// The root of the RFC 6962 Merkle tree over the events, in hexadecimal. Their headers give it.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// Number of events since the last full check. Headers, bodies and texts of these are right.
    pub new_events: u64,
    /// The last full check. The headers of the events that it checked have its root.
    pub last_check: LastFullCheck,
    /// The position up to which the read models are folded.
    pub folded: u64,
    /// What was not checked.
    pub not_checked: Vec<String>,
}

/// What the last full check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LastFullCheck {
    /// Number of events.
    pub events: u64,
    /// The root over these.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub root: String,
    /// When it was (RFC 3339, UTC).
    pub at: String,
}

/// A read model, compared with a rebuild from the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerifiedReadModel {
    /// Its name.
    pub name: String,
    /// Number of rows.
    pub rows: u64,
    /// SHA-256 over its rows, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Whether a rebuild gives the same rows.
    pub agrees: bool,
}
