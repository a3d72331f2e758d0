//! The store of the log in one SQLite file: the file itself, its format, its locks, and the log in its tables.
//!
//! Read top-down: `restore` and `backup` (copies of the file), `verify_file`, `open` and `migrate` (the file),
//! `sqlite_store` (the log), `indexed_reads` and `sqlite_row`, `origin_row` and `outbox` (what a copy has), `wal_limit`
//! and `begin_write` (several processes), `lock_wait`, `writer_queue`, `lock_holder` and `store_notice`.

mod backup;
mod begin_write;
mod file_access;
mod indexed_reads;
mod lock_holder;
mod lock_wait;
mod migrate;
mod open;
mod origin_row;
mod outbox;
mod page_copy;
mod restore;
mod schema_check;
mod shared_prefix;
mod sqlite_row;
mod sqlite_store;
mod store_notice;
mod structure_check;
mod verify_file;
mod wal_limit;
mod writer_queue;

pub use backup::{BackupReport, back_up};
pub use begin_write::begin_write;
pub use file_access::UnlockedFile;
pub use indexed_reads::{EventHeader, position_at_time, read_headers, read_latest};
pub use lock_holder::LockHolder;
pub use open::{AccessMode, open, open_observed, open_to_read};
pub use origin_row::{OriginRow, read_origin, write_origin};
pub use outbox::{QueuedArticle, count_outbox, leave_outbox, queue_article, read_outbox};
pub use page_copy::CopyProgress;
pub use restore::{RestoreReport, read_origin_of_file, restore};
pub use schema_check::{SchemaObjects, verify_schema};
pub use store_notice::{StoreNotice, StoreObserver};
pub use structure_check::verify_structure;
pub use verify_file::verify;
pub use wal_limit::{WalLimit, empty_wal};
