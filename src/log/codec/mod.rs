//! Events as they are stored: a wire type for each event type and schema version, apart from the domain's types.
//!
//! A body is canonical JSON in the sense of RFC 8785: no white space, members sorted by name (the fields of every wire
//! type are declared in that order), and only strings, whole numbers, lists and objects. Unknown values are left out.
//! Bodies of every version can be decoded for ever: a change of form is a new wire type in a new file, to which
//! `WireBody::decode` upgrades the older one, and a new schema in `schema/events/`.
//!
//! Wire types have the names of the domain types that they mirror (`Slice` is `domain::TextSlice`), because the schemas
//! publish these names; the domain's are written `domain::Slice` here. **Doc comments of wire types and of their fields
//! are descriptions in the schemas. They are frozen with these and must not be edited.**
//!
//! Read top-down: `wire_body` (any event) and `schema` (every version of every type); `v1` and `v2` (older forms); a
//! file per event type (`article_ingested`, `statement_recorded`, …); the conversions `rereading`, `redactions`,
//! `statement_decisions`, `speaker_decisions`, `topic_decisions` and `feed_decisions` over the types of
//! `decision_body`; `remainder` (a body without what was redacted); then the values that bodies share (`statement`,
//! `correction`, `redacted_part`, `selectors`, `source`, `topic`, `vocabulary`) and `convert`.

mod article_ingested;
mod article_revised;
mod article_withdrawn;
mod convert;
mod correction;
mod decision_body;
mod division;
mod error;
mod feed_decisions;
mod provenance;
mod redacted_part;
mod redactions;
mod remainder;
mod rereading;
mod schema;
mod selectors;
mod source;
mod speaker_decisions;
mod statement;
mod statement_decisions;
mod statement_recorded;
mod statement_withdrawn;
mod text_ref;
mod topic;
mod topic_decisions;
mod v1;
mod v2;
mod vocabulary;
mod wire_body;
mod withdrawal_reason;

#[cfg(test)]
mod tests;

pub use error::CodecError;
pub use remainder::Redaction;
pub(super) use remainder::mask_body;
pub use schema::{EventSchema, schemas};
pub(super) use wire_body::{UNSEALED_TEXT_HASH, WireBody, replace_text_hash, text_of_event};
