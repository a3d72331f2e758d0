//! Finds the rows that a typed id or name refers to. Errors list candidates instead of choosing one.
//!
//! The files, each using only those before it: comparing text with names ([`matching`]), similar names to suggest
//! ([`suggestions`]), one file per kind of thing ([`topic`], [`publisher`], [`speaker`]), items that are no longer
//! current ([`former_item`]), any kind of item ([`item`]), one statement ([`statement`]); then the queries that
//! users of the library ask ([`resolve_query`], [`speaker_lookup`]).

mod former_item;
mod item;
mod matching;
mod publisher;
mod resolve_query;
mod speaker;
mod speaker_lookup;
mod statement;
mod suggestions;
mod topic;

pub use resolve_query::{ResolveQuery, ResolvedId};
pub use speaker_lookup::{SpeakerLookupQuery, SpeakerMatches};

pub(super) use former_item::{FormerItem, FormerKind, find_former_items};
pub(super) use item::{ItemRow, find_item};
pub(super) use matching::is_id_prefix;
pub(super) use publisher::resolve_publisher;
pub(super) use speaker::{resolve_speaker_name, resolve_speakers};
pub(super) use statement::resolve_statement;
pub(super) use suggestions::suggest_names;
pub(super) use topic::{canonical_topic_label, load_topics_below, resolve_topics};
