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
//! Merkle tree over the leaves. A text or a body can be redacted without changing any header.
//!
//! Read top-down: `verify` (the whole log), `redact` (what is taken out of it), `append` and `read`, `row` (one event),
//! `open` and `migrate` (the file), `wal_limit` and `begin_write` (several processes), `lock_wait`, `writer_queue`,
//! `lock_holder` and `store_notice`, `codec` (bodies), `hash` and `merkle_tree`, `finding`, `damage` and `error`.

mod append;
mod backup;
mod begin_write;
pub mod codec;
mod damage;
mod error;
mod event_hashes;
mod event_record;
mod file_access;
mod finding;
mod findings;
mod hash;
mod import;
mod import_refusal;
mod lock_holder;
mod lock_wait;
mod merkle_proof;
mod merkle_tree;
mod migrate;
mod open;
mod page_copy;
mod postgres;
mod read;
mod redact;
mod restore;
mod row;
mod shared_prefix;
mod store_notice;
mod tree;
mod verify;
mod wal_limit;
mod writer_queue;

pub use append::{EventMetadata, ExpectedVersion, SaltSeed, append};
pub use backup::{BackupReport, back_up};
pub use begin_write::begin_write;
pub use codec::Redaction;
pub use damage::{Damage, DamagedPart};
pub use error::LogError;
pub use event_record::{EventRecord, TextRecord, for_each_record, read_record, read_stream_records};
pub use file_access::UnlockedFile;
pub use finding::{Finding, FindingPart, Repair, Severity};
pub use findings::Findings;
pub use hash::Hash;
pub use import::{CheckedRecord, append_recorded};
pub use import_refusal::ImportRefusal;
pub use lock_holder::LockHolder;
pub use merkle_proof::{is_consistent, is_included};
pub use merkle_tree::MerkleTree;
pub use open::{AccessMode, open, open_observed, open_to_read};
pub use page_copy::CopyProgress;
pub use postgres::{OriginAddress, OriginCredentials, OriginError};
pub use read::{
    EventHeader, EventRange, LogHead, for_each_event_after, for_each_event_in, position_at_time,
    read_event_at, read_head, read_headers, read_latest, read_stream,
};
pub use redact::{RedactionPlan, Redactions, empty_wal, plan_redaction, redact, redactions};
pub use restore::{RestoreReport, restore};
pub use store_notice::{StoreNotice, StoreObserver};
pub use tree::{for_each_leaf_hash, read_consistency_path, read_inclusion_path, read_root};
pub use verify::{
    CLOCK_JUMP_MAX_DAYS, EventPass, LogRoot, SchemaObjects, VerifiedLog, verify, verify_each_event,
    verify_order, verify_schema, verify_since, verify_structure,
};
pub use wal_limit::WalLimit;
