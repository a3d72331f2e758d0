//! The append-only log: what happened, in one gapless order, in one SQLite file.
//!
//! The rest of the program uses only a few functions, so that another engine could store the log: [`append()`] with an
//! expected version, the events of a stream ([`read_stream`], [`read_latest`]), those after a position or in an
//! [`EventRange`] ([`for_each_event_after`], [`for_each_event_in`]), and the end of the log ([`read_head`]). No query
//! reads these tables, and no read model is written here.
//!
//! An event is a row of `event` (its header), a row of `body` (canonical JSON) and, where it carries the text of an
//! article, a row of `text`. The header contains the salted hash of the body, the body that of the text, and
//! `leaf_hash` covers every column of the header. [`verify()`] recomputes all of them and the root of the RFC 6962
//! Merkle tree over the leaves. A text can be redacted without changing anything else.
//!
//! Read top-down: `verify` (the whole log), `append` and `read`, `row` (one event), `open` and `migrate` (the file),
//! `codec` (bodies), `hash` and `merkle_tree`, `damage` and `error`.

mod append;
mod backup;
pub mod codec;
mod damage;
mod error;
mod event_record;
mod hash;
mod import;
mod import_refusal;
mod merkle_proof;
mod merkle_tree;
mod migrate;
mod open;
mod page_copy;
mod read;
mod restore;
mod row;
mod shared_prefix;
mod tree;
mod verify;

pub use append::{EventMetadata, ExpectedVersion, SaltSeed, append};
pub use backup::{BackupReport, back_up};
pub use damage::{Damage, DamagedPart};
pub use error::LogError;
pub use event_record::{EventRecord, TextRecord, for_each_record, read_record, read_stream_records};
pub use hash::Hash;
pub use import::{CheckedRecord, append_recorded};
pub use import_refusal::ImportRefusal;
pub use merkle_proof::{is_consistent, is_included};
pub use merkle_tree::MerkleTree;
pub use open::{AccessMode, open};
pub use page_copy::CopyProgress;
pub use read::{
    EventHeader, EventRange, LogHead, for_each_event_after, for_each_event_in, position_at_time,
    read_event_at, read_head, read_headers, read_latest, read_stream,
};
pub use restore::{RestoreReport, restore};
pub use tree::{for_each_leaf_hash, read_consistency_path, read_inclusion_path, read_root};
pub use verify::{
    LogRoot, VerifiedLog, verify, verify_each_event, verify_order, verify_since, verify_structure,
};
