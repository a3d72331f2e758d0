//! The append-only log: what happened, in one gapless order, in one SQLite file or in PostgreSQL.
//!
//! There is one contract, [`LogStore`], and every rule stands above it, for all stores alike: [`append()`] with an
//! expected version, the events of a stream ([`read_stream`]), those after a position or in an [`EventRange`]
//! ([`for_each_event_after`], [`for_each_event_in`]), the end of the log ([`read_head`]), redaction and verification.
//! No query reads these tables, and no read model is written here.
//!
//! An event is a row of `event` (its header), a row of `body` (canonical JSON) and, where it carries the text of an
//! article, a row of `text`. The header contains the salted hash of the body, the body that of the text, and
//! `leaf_hash` covers every column of the header. [`verify_each_event`] recomputes all of them and the root of the RFC
//! 6962 Merkle tree over the leaves. A text or a body can be redacted without changing any header.
//!
//! Read top-down: `verify` (the whole log), `import` (what another copy recorded), `redact` (what is taken out of it),
//! `append` and `read`, `tree` and `event_record`, the stores `sqlite` and `postgres`, `store` (their contract), `row`
//! (one event), `codec` (bodies), `hash` and `merkle_tree`, `finding`, `damage` and `error`.

mod append;
pub mod codec;
mod damage;
mod error;
mod event_hashes;
mod event_record;
mod finding;
mod findings;
mod hash;
mod import;
mod import_refusal;
mod log_head;
mod merkle_proof;
mod merkle_tree;
mod postgres;
mod read;
mod redact;
mod row;
mod sqlite;
mod store;
mod tree;
mod verify;

pub use append::{EventMetadata, ExpectedVersion, SaltSeed, append};
pub use codec::Redaction;
pub use damage::{Damage, DamagedPart};
pub use error::LogError;
pub use event_record::{EventRecord, TextRecord, for_each_record, read_record, read_stream_records};
pub use finding::{Finding, FindingPart, Repair, Severity};
pub use findings::Findings;
pub use hash::{EventColumns, Hash};
pub use import::{CheckedRecord, append_all_recorded, append_all_unverified, append_recorded};
pub use import_refusal::ImportRefusal;
pub use log_head::LogHead;
pub use merkle_proof::{is_consistent, is_included};
pub use merkle_tree::MerkleTree;
pub use postgres::{OriginAddress, OriginCredentials, OriginError, OriginRight, PostgresLog};
pub use read::{for_each_event_after, for_each_event_in, read_event_at, read_head, read_stream};
pub use redact::{RedactionPlan, Redactions, plan_redaction, plan_redaction_as_in, redact, redactions};
pub use row::{EventRow, TextRow};
pub use sqlite::{
    AccessMode, BackupReport, CopyProgress, EventHeader, LockHolder, OriginRow, QueuedArticle, RestoreReport,
    SchemaObjects, StoreNotice, StoreObserver, UnlockedFile, WalLimit, back_up, begin_write, count_outbox,
    empty_wal, leave_outbox, open, open_observed, open_to_read, position_at_time, queue_article,
    read_headers, read_latest, read_origin, read_origin_of_file, read_outbox, restore, verify, verify_schema,
    verify_structure, write_origin,
};
pub use store::{EventRange, LogStore, RowSelection, StoredRow, TreeNode};
pub use tree::{for_each_leaf_hash, read_consistency_path, read_inclusion_path, read_root};
pub use verify::{
    CLOCK_JUMP_MAX_DAYS, EventPass, LogRoot, VerifiedLog, verify_each_event, verify_order, verify_since,
};
