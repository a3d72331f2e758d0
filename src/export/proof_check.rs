use schemars::JsonSchema;
use serde::Serialize;

/// What a proof proves, as `dixit prove --check` prints it. A proof that does not hold is an error instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProofCheck {
    /// The name of the log.
    pub origin: String,
    /// Number of events in the log of the checkpoint.
    pub events_in_log: u64,
    /// The root of the Merkle tree over them, in hexadecimal digits.
    pub root: String,
    /// What the proof is about: the id of a statement or article, or a position.
    pub subject: Option<String>,
    /// The words of the statement.
    pub words: Option<String>,
    /// Whether the words were found at their place in the text; null where the file does not have the text.
    pub is_in_text: Option<bool>,
    /// The events that are proven to be in the log.
    pub events: Vec<ProofCheckEvent>,
    /// Of a proof of consistency: number of events of the earlier checkpoint.
    pub since: Option<u64>,
    /// The key by which the signature was checked.
    pub key: String,
    /// Whether the user gave that key; otherwise it is the one that the file itself names.
    pub is_key_given: bool,
}

/// An event that is proven to be in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProofCheckEvent {
    /// Its position.
    pub position: u64,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Who recorded it.
    pub actor: String,
}
