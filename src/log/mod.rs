//! The append-only log: what happened, in one gapless order, in one SQLite file.
//!
//! A handful of functions is all that the rest needs of a log, so that another engine could keep it one day:
//! [`append`] with an expected version, the events of a [`stream`] and its [`latest`], those [`after`] a
//! position or in a [`Range`], and the [`head`]. No query reads
//! these tables, and no read model is written here.
//!
//! An event is a row of `event` (its header), a row of `body` (canonical JSON) and, where it carries the text
//! of an article, a row of `text`. The header holds the salted hash of the body, the body that of the text, and
//! `leaf_hash` covers every column of the header; [`verify`] recomputes all of them and the root of the
//! RFC 6962 Merkle tree over the leaves. A text can be taken down without a change to anything else.

mod append;
pub mod codec;
mod damage;
mod error;
mod hash;
mod migrate;
mod open;
mod read;
mod row;
mod tree;
mod verify;

pub use append::{Expected, Header, Seed, append};
pub use damage::{Damage, Part};
pub use error::LogError;
pub use hash::Hash;
pub use open::{Access, open};
pub use read::{Head, HeaderOf, Range, after, at, head, headers, latest, position_at, stream, walk};
pub use tree::Tree;
pub use verify::{Verified, verify};
