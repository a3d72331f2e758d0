//! The stored nodes of the Merkle tree over the log: kept up to date by every append, and read for roots and proofs.
//!
//! Only complete subtrees of 2^8 leaves and more have a row in the table `tree`: one row in 256 events. What is below
//! is computed from the leaf hashes of the events.

use super::merkle_proof::{TreeNodes, consistency_path, inclusion_path};
use super::merkle_tree::MerkleTree;
use super::store::{LogStore, TreeNode};
use super::{Hash, LogError};
use crate::domain::Position;
use std::collections::{BTreeMap, BTreeSet};

/// The level of the smallest subtrees that have a row.
const FIRST_STORED_LEVEL: u32 = 8;
/// Number of their leaves.
const FIRST_STORED_LEAVES: u64 = 1 << FIRST_STORED_LEVEL;

/// The nodes that `leaves` complete, when they follow the first `size` events of `log`.
pub(super) fn completed_nodes(
    log: &dyn LogStore,
    size: u64,
    leaves: impl ExactSizeIterator<Item = Hash>,
) -> Result<Vec<TreeNode>, LogError> {
    let end = size + leaves.len() as u64;
    if size / FIRST_STORED_LEAVES == end / FIRST_STORED_LEAVES {
        return Ok(Vec::new());
    }
    let mut tree = read_tree(log, size)?;
    let mut nodes = Vec::new();
    for leaf in leaves {
        let size = tree.size() + 1;
        tree.push_and_visit(leaf, |level, hash| {
            if level >= FIRST_STORED_LEVEL {
                let number = (size >> level) - 1;
                nodes.push(TreeNode {
                    level,
                    number,
                    hash: *hash,
                });
            }
        });
    }
    Ok(nodes)
}

/// The tree over the first `size` events of `log`, from its stored nodes and its last leaves.
fn read_tree(log: &dyn LogStore, size: u64) -> Result<MerkleTree, LogError> {
    let (mut peaks, mut start) = (Vec::new(), 0);
    for level in (FIRST_STORED_LEVEL..u64::BITS).rev() {
        if size >> level & 1 == 1 {
            peaks.push((level, start >> level));
            start += 1 << level;
        }
    }
    let (nodes, leaves) = log.nodes_and_leaves(&peaks, (start, size))?;
    if nodes.len() < peaks.len() {
        return Err(LogError::Corrupt(format!(
            "the tree over the log lacks a node of its first {start} events"
        )));
    }
    if (leaves.len() as u64) < size - start {
        return Err(missing_leaf(start + 1));
    }
    let mut tree = MerkleTree::with_peaks(start, nodes);
    for leaf in leaves {
        tree.push(leaf);
    }
    Ok(tree)
}

/// All nodes that a log of leaves without any nodes completes, computed from its leaves.
pub(super) fn all_nodes(log: &dyn LogStore) -> Result<Vec<TreeNode>, LogError> {
    let mut completed = CompletedSubtrees::default();
    log.for_each_leaf(0, u64::MAX, &mut |leaf| {
        completed.push(leaf);
        true
    })?;
    let nodes = completed.nodes.into_iter();
    Ok(nodes
        .map(|((level, number), hash)| TreeNode { level, number, hash })
        .collect())
}

/// The root of the tree over the first `events` events.
pub fn read_root(log: &dyn LogStore, events: u64) -> Result<Hash, LogError> {
    Ok(read_tree(log, events)?.root())
}

/// The inclusion path of the event at `position` in the tree over the first `events` events, which it must be one of.
pub fn read_inclusion_path(
    log: &dyn LogStore,
    position: Position,
    events: u64,
) -> Result<Vec<Hash>, LogError> {
    let index = position.number().saturating_sub(1);
    inclusion_path(&mut StoredNodes { log }, index, events)
}

/// The consistency path from the tree over the first `old` events to that over the first `new`; `old` must not be
/// larger.
pub fn read_consistency_path(log: &dyn LogStore, old: u64, new: u64) -> Result<Vec<Hash>, LogError> {
    consistency_path(&mut StoredNodes { log }, old, new)
}

/// Calls `f` with the leaf hash of every event after the first `after`, in order, until it returns false.
pub fn for_each_leaf_hash(
    log: &dyn LogStore,
    after: u64,
    f: &mut dyn FnMut(Hash) -> bool,
) -> Result<(), LogError> {
    log.for_each_leaf(after, u64::MAX, f)
}

/// The nodes of the tree of a log.
struct StoredNodes<'a> {
    log: &'a dyn LogStore,
}

impl StoredNodes<'_> {
    /// The root of a complete subtree, computed from its leaves.
    fn root_of_leaves(&mut self, level: u32, number: u64) -> Result<Hash, LogError> {
        let first = number << level;
        let mut tree = MerkleTree::default();
        self.log.for_each_leaf(first, first + (1 << level), &mut |leaf| {
            tree.push(leaf);
            true
        })?;
        if tree.size() == 1 << level {
            return Ok(tree.root());
        }
        Err(missing_leaf(first + 1))
    }
}

impl TreeNodes for StoredNodes<'_> {
    type Error = LogError;

    fn node(&mut self, level: u32, number: u64) -> Result<Hash, LogError> {
        if level < FIRST_STORED_LEVEL {
            return self.root_of_leaves(level, number);
        }
        self.log.tree_node(level, number)?.ok_or_else(|| {
            LogError::Corrupt(format!(
                "the tree over the log has no node {number} of level {level}"
            ))
        })
    }
}

fn missing_leaf(first: u64) -> LogError {
    LogError::Corrupt(format!("an event from @{first} on has no leaf hash"))
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
    pub(super) fn find_damaged(&self, log: &dyn LogStore) -> Result<Vec<Position>, LogError> {
        let mut missing = self.nodes.clone();
        let mut damaged = BTreeSet::new();
        log.for_each_tree_node(&mut |level, number, stored| {
            if missing.remove(&(level, number)) != stored {
                damaged.insert(last_position(level, number));
            }
        })?;
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
