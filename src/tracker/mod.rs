//! The one door to a tracker: everything is written through here (load → decide → append → project, in one
//! transaction), and every question is asked here.
//!
//! An article's events, its rows in the read models and the checkpoint appear together or not at all. Extracting the
//! statements of an article ([`Tracker::read_document`]) touches no database and can be done on any thread, before the
//! transaction.
//!
//! Read the files in this order, each of which uses only those after it: `recording`, `decisions`, `redactions`,
//! `history`, `questions`, `log_moments` and `checkpoints` are the methods of [`Tracker`]; `exchange` and `import` give
//! events to other copies of the log and take them, as files; `copies` and `outbox` are for a copy of a log on a
//! server; `connection` opens it; `origin` moves events between a copy and its origin; `redaction_plan` says what a
//! redaction takes; `article_aggregate` decides about one article; `append` writes events; `verification` compares and
//! `read_models` folds the read models; `event_batches` hands events to another thread; the rest are types.

mod append;
mod article_aggregate;
mod article_outcome;
mod article_reading;
mod checkpoints;
mod connection;
mod context;
mod copies;
mod decisions;
mod error;
mod event_batches;
mod exchange;
mod history;
mod import;
mod list_reader;
mod log_filter;
mod log_moments;
mod origin;
mod outbox;
mod questions;
mod read_models;
mod recording;
mod redaction_plan;
mod redactions;
mod verification;
mod write_transaction;

pub use article_outcome::{ArticleChange, ArticleOutcome};
pub use article_reading::{AdmitStatements, ArticleReading, ExternalReading};
pub use checkpoints::{LogComparison, ProofSubject};
pub use connection::Tracker;
pub use context::Context;
pub use copies::SyncReport;
pub use error::TrackerError;
pub use import::{ImportPreparer, ImportedBatch, PreparedRecord};
pub use list_reader::ListReader;
pub use log_filter::LogFilter;
pub use origin::{OriginComparison, SyncProgress};
pub use redaction_plan::{RedactionExtent, RedactionSubject};
pub use redactions::RedactionOutcome;
pub use verification::{QuickVerification, ReadModelCheck, Verification};

pub use crate::log::{
    BackupReport, CopyProgress, Damage, DamagedPart, EventRecord, Finding, FindingPart, Findings, Hash,
    ImportRefusal, LockHolder, LogError, LogHead, LogRoot, MerkleTree, OriginAddress, OriginCredentials,
    OriginError, OriginRight, OriginRow, Repair, RestoreReport, Severity, StoreNotice, StoreObserver,
    TextRecord, VerifiedLog,
};
pub use crate::projection::{ProjectionError, ReadModelDigest};
