//! The stored nodes of the Merkle tree over the log: kept up to date by every append, and read for roots and proofs.
//!
//! Only complete subtrees of 2^8 leaves and more have a row in the table `tree`: one row in 256 events. What is below
//! is computed from the leaf hashes of the events.

use super::merkle_proof::{TreeNodes, consistency_path, inclusion_path, range_root};
use super::merkle_tree::{MerkleTree, parent};
use super::{Hash, LogError};
use crate::domain::Position;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// The level of the smallest subtrees that have a row.
const FIRST_STORED_LEVEL: u32 = 8;
/// Number of their leaves.
const FIRST_STORED_LEAVES: u64 = 1 << FIRST_STORED_LEVEL;

/// Stores the subtrees that the event at `position`, just inserted, completes.
pub(super) fn store_completed_subtrees(tx: &Connection, position: Position) -> Result<(), LogError> {
    let size = position.number();
    if !size.is_multiple_of(FIRST_STORED_LEAVES) {
        return Ok(());
    }
    let mut nodes = StoredNodes { conn: tx };
    let mut insert = tx.prepare_cached("INSERT INTO tree (level, number, hash) VALUES (?1, ?2, ?3)")?;
    let mut level = FIRST_STORED_LEVEL;
    let mut number = size / FIRST_STORED_LEAVES - 1;
    let mut node = nodes.root_of_leaves(level, number)?;
    loop {
        expect_inserted(insert.execute(params![level, number.cast_signed(), node.as_bytes()])?)?;
        if number.is_multiple_of(2) {
            return Ok(());
        }
        node = parent(&nodes.node(level, number - 1)?, &node);
        level += 1;
        number /= 2;
    }
}

/// Stores all complete subtrees of a log that has none of them.
pub(super) fn store_all_subtrees(tx: &Connection) -> Result<(), LogError> {
    let last: i64 = tx.query_row("SELECT coalesce(max(pos), 0) FROM event", [], |row| row.get(0))?;
    let mut size = FIRST_STORED_LEAVES;
    while size <= last.cast_unsigned() {
        store_completed_subtrees(tx, Position::new(size))?;
        size += FIRST_STORED_LEAVES;
    }
    Ok(())
}

/// The root of the tree over the first `events` events.
pub fn read_root(conn: &Connection, events: u64) -> Result<Hash, LogError> {
    range_root(&mut StoredNodes { conn }, 0, events)
}

/// The inclusion path of the event at `position` in the tree over the first `events` events, which it must be one of.
pub fn read_inclusion_path(
    conn: &Connection,
    position: Position,
    events: u64,
) -> Result<Vec<Hash>, LogError> {
    let index = position.number().saturating_sub(1);
    inclusion_path(&mut StoredNodes { conn }, index, events)
}

/// The consistency path from the tree over the first `old` events to that over the first `new`; `old` must not be
/// larger.
pub fn read_consistency_path(conn: &Connection, old: u64, new: u64) -> Result<Vec<Hash>, LogError> {
    consistency_path(&mut StoredNodes { conn }, old, new)
}

/// Calls `f` with the leaf hash of every event after the first `after`, in order, until it returns false.
pub fn for_each_leaf_hash(
    conn: &Connection,
    after: u64,
    f: &mut dyn FnMut(Hash) -> bool,
) -> Result<(), LogError> {
    let mut select = conn.prepare_cached("SELECT leaf_hash FROM event WHERE pos > ?1 ORDER BY pos")?;
    let mut rows = select.query([after.cast_signed()])?;
    while let Some(row) = rows.next()? {
        if !f(Hash::from_bytes(row.get(0)?)) {
            break;
        }
    }
    Ok(())
}

/// Fails where a statement that inserts one row inserted none, as a foreign trigger can have it.
pub(super) fn expect_inserted(rows: usize) -> Result<(), LogError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(LogError::NotInserted)
    }
}

/// The nodes of the tree of a log.
#[derive(Debug)]
pub(super) struct StoredNodes<'a> {
    pub(super) conn: &'a Connection,
}

impl StoredNodes<'_> {
    /// The root of a complete subtree, computed from its leaves.
    fn root_of_leaves(&mut self, level: u32, number: u64) -> Result<Hash, LogError> {
        let first = (number << level) + 1;
        let mut tree = MerkleTree::default();
        let mut select = self
            .conn
            .prepare_cached("SELECT leaf_hash FROM event WHERE pos >= ?1 AND pos < ?2 ORDER BY pos")?;
        let mut rows = select.query([first.cast_signed(), (first + (1 << level)).cast_signed()])?;
        while let Some(row) = rows.next()? {
            tree.push(Hash::from_bytes(row.get(0)?));
        }
        if tree.size() == 1 << level {
            return Ok(tree.root());
        }
        Err(LogError::Corrupt(format!(
            "an event from @{first} on has no leaf hash"
        )))
    }
}

impl TreeNodes for StoredNodes<'_> {
    type Error = LogError;

    fn node(&mut self, level: u32, number: u64) -> Result<Hash, LogError> {
        if level < FIRST_STORED_LEVEL {
            return self.root_of_leaves(level, number);
        }
        let mut select = self
            .conn
            .prepare_cached("SELECT hash FROM tree WHERE level = ?1 AND number = ?2")?;
        let hash = select
            .query_row([i64::from(level), number.cast_signed()], |row| row.get(0))
            .optional()?;
        hash.map(Hash::from_bytes).ok_or_else(|| {
            LogError::Corrupt(format!(
                "the tree over the log has no node {number} of level {level}"
            ))
        })
    }
}

/// The subtrees that the leaves of a log complete, to be compared with the stored ones.
#[derive(Debug, Default)]
pub(super) struct CompletedSubtrees {
    tree: MerkleTree,
    nodes: BTreeMap<(u32, u64), Hash>,
}

impl CompletedSubtrees {
    /// Adds the next leaf.
    pub(super) fn push(&mut self, leaf: Hash) {
        let (nodes, size) = (&mut self.nodes, self.tree.size() + 1);
        self.tree.push_and_visit(leaf, |level, root| {
            if level >= FIRST_STORED_LEVEL {
                nodes.insert((level, (size >> level) - 1), *root);
            }
        });
    }

    /// The tree over the leaves so far.
    pub(super) const fn tree(&self) -> &MerkleTree {
        &self.tree
    }

    /// Compares the stored subtrees with these, and returns the last position of each that is missing, wrong or too
    /// much.
    pub(super) fn find_damaged(&self, conn: &Connection) -> Result<Vec<Position>, LogError> {
        let mut missing = self.nodes.clone();
        let mut damaged = BTreeSet::new();
        let mut select = conn.prepare("SELECT level, number, hash FROM tree ORDER BY level, number")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (level, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            let level = u32::try_from(level).unwrap_or(u32::MAX);
            let number = number.cast_unsigned();
            let stored = row.get::<_, [u8; 32]>(2).ok().map(Hash::from_bytes);
            if missing.remove(&(level, number)) != stored {
                damaged.insert(last_position(level, number));
            }
        }
        damaged.extend(
            missing
                .keys()
                .map(|&(level, number)| last_position(level, number)),
        );
        Ok(damaged.into_iter().collect())
    }
}

/// The position of the last leaf of a subtree.
fn last_position(level: u32, number: u64) -> Position {
    let leaves = 1_u64.checked_shl(level).unwrap_or_default();
    Position::new(number.saturating_add(1).saturating_mul(leaves))
}
