//! What persons decided on the reading of a statement.

use schemars::JsonSchema;
use serde::Serialize;

/// What persons decided on the reading of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct StatementReview {
    /// Whether a person confirmed that the reading is right.
    pub confirmed: bool,
    /// The fields that a person corrected: speaker, capacity, said, act, report, text.
    pub corrected: Vec<String>,
}
