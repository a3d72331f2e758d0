//! The contract of a store of the log: what SQLite and PostgreSQL each do in their own way. Every rule stands above it.

use super::LogError;
use super::hash::Hash;
use super::log_head::LogHead;
use super::row::EventRow;
use crate::domain::{EventId, Position, StreamId};
use std::collections::{BTreeMap, BTreeSet};

/// A store of one log. Its events are read and written through this, and no store knows a rule of the log; but each
/// refuses by itself what would change a recorded event.
///
/// What is written is written in a transaction that the caller has begun in the way of the store, and which no other
/// writer can interleave with: [`begin_write`](super::begin_write) for SQLite. Where others may write, several reads
/// are of one moment only within a transaction.
pub trait LogStore {
    /// The end of the log; `None` where it is empty.
    fn head(&self) -> Result<Option<LogHead>, LogError>;

    /// The version of `stream`, that is the number of its events.
    fn stream_version(&self, stream: &str) -> Result<u64, LogError>;

    /// The versions of several streams, in their order. A store that is far away answers at once.
    fn stream_versions(&self, streams: &[&str]) -> Result<Vec<u64>, LogError> {
        streams.iter().map(|stream| self.stream_version(stream)).collect()
    }

    /// Calls `f` with every selected row in the order of the log, until it returns `false` or fails.
    fn for_each_row(
        &self,
        selection: &RowSelection<'_>,
        f: &mut dyn FnMut(StoredRow<'_>) -> Result<bool, LogError>,
    ) -> Result<(), LogError>;

    /// Calls `f` with the leaf hash of every event after the first `after` and up to the first `upto`, in order, until
    /// it returns `false`.
    fn for_each_leaf(&self, after: u64, upto: u64, f: &mut dyn FnMut(Hash) -> bool) -> Result<(), LogError>;

    /// Calls `f` with the stream (as bytes), version and position of every event: stream by stream, each in the order
    /// of its versions.
    fn for_each_version(&self, f: &mut dyn FnMut(&[u8], i64, i64)) -> Result<(), LogError>;

    /// The positions of bodies and texts that are before the first or after the last event, in order.
    fn stray_positions(&self) -> Result<Vec<i64>, LogError>;

    /// Whether this store, in the version of its format, has nodes of the tree.
    fn has_tree(&self) -> Result<bool, LogError>;

    /// The stored node `number` of `level`, if there is one.
    fn tree_node(&self, level: u32, number: u64) -> Result<Option<Hash>, LogError>;

    /// The stored nodes with these levels and numbers, and the leaf hashes of the events after the first `after` and up
    /// to the first `upto`: what the root of a beginning of the log is computed of. Those that are missing are left
    /// out.
    ///
    /// A store that is far away answers both at once.
    fn nodes_and_leaves(
        &self,
        nodes: &[(u32, u64)],
        (after, upto): (u64, u64),
    ) -> Result<(Vec<Hash>, Vec<Hash>), LogError> {
        let mut found = Vec::with_capacity(nodes.len());
        for (level, number) in nodes {
            found.extend(self.tree_node(*level, *number)?);
        }
        let mut leaves = Vec::new();
        self.for_each_leaf(after, upto, &mut |leaf| {
            leaves.push(leaf);
            true
        })?;
        Ok((found, leaves))
    }

    /// Calls `f` with level, number and hash of every stored node, in this order; without a hash where what is stored
    /// is none.
    fn for_each_tree_node(&self, f: &mut dyn FnMut(u32, u64, Option<Hash>)) -> Result<(), LogError>;

    /// Writes `rows`, which come next in the log, and the nodes of the tree that they complete.
    fn write(&self, rows: &[EventRow<'_>], nodes: &[TreeNode]) -> Result<(), LogError>;

    /// Takes the texts at these positions away, and puts what remains in the place of these bodies, under the salt of
    /// zero bytes that marks it.
    fn take_away(
        &self,
        texts: &BTreeSet<Position>,
        remainders: &BTreeMap<Position, String>,
    ) -> Result<(), LogError>;
}

/// Which rows of the log are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSelection<'a> {
    /// Those of a range.
    Range(EventRange<'a>),
    /// The headers alone of the events up to and including a position.
    HeadersUpTo(Position),
    /// The event with an id.
    Id(EventId),
}

impl RowSelection<'_> {
    /// The event at `position` alone.
    pub fn at(position: Position) -> Self {
        Self::Range(EventRange {
            after: Position::new(position.number().saturating_sub(1)),
            upto: Some(position),
            ..EventRange::default()
        })
    }
}

/// A selection of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventRange<'a> {
    /// Only events after this position.
    pub after: Position,
    /// Only events up to and including this position.
    pub upto: Option<Position>,
    /// Only events of this stream.
    pub stream: Option<&'a StreamId>,
    /// Only events of this type.
    pub kind: Option<&'a str>,
    /// At most this many: the last ones.
    pub limit: Option<u64>,
}

/// A row as it was read.
#[derive(Debug)]
pub struct StoredRow<'a> {
    /// Its position.
    pub pos: i64,
    /// Its columns, or why they are none: a damaged page of SQLite may hold anything.
    pub event: Result<EventRow<'a>, LogError>,
}

/// A node of the Merkle tree over the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeNode {
    /// The subtree has 2^level leaves.
    pub level: u32,
    /// Its place among those of its level, from 0.
    pub number: u64,
    /// Its root.
    pub hash: Hash,
}
