//! The stored nodes of the Merkle tree: kept up to date by every append, and right for every beginning of the log.

use super::test_log::TestLog;
use dixit::domain::Position;
use dixit::log::{
    Hash, LogStore, MerkleTree, is_consistent, is_included, read_consistency_path, read_inclusion_path,
    read_root,
};

on_each_store!(roots_and_paths_of_every_beginning_are_those_of_the_tree);

/// Number of articles with three events each: two nodes of level 8 and one of level 9 are complete.
const ARTICLES: usize = 200;

fn leaves(log: &dyn LogStore) -> Vec<Hash> {
    let mut leaves = Vec::new();
    log.for_each_leaf(0, u64::MAX, &mut |leaf| {
        leaves.push(leaf);
        true
    })
    .unwrap();
    leaves
}

fn roots_and_paths_of_every_beginning_are_those_of_the_tree<L: TestLog>() {
    let (_log, store) = L::with_articles(ARTICLES);
    let leaves = leaves(&store);
    let mut levels = Vec::new();
    store
        .for_each_tree_node(&mut |level, number, hash| {
            assert_eq!(store.tree_node(level, number).unwrap(), hash);
            levels.push((level, number));
        })
        .unwrap();
    assert_eq!(levels, [(8, 0), (8, 1), (9, 0)]);
    let mut tree = MerkleTree::default();
    let mut roots = vec![tree.root()];
    for leaf in &leaves {
        tree.push(*leaf);
        roots.push(tree.root());
    }
    let root = *roots.last().unwrap();
    let size = leaves.len() as u64;
    // A server is asked over a connection: it is asked for some of them.
    let step = if L::IS_SQLITE { 1 } else { 7 };
    for (events, expected) in (0..).zip(&roots).step_by(step) {
        assert_eq!(read_root(&store, events).unwrap(), *expected, "{events}");
        let steps = read_consistency_path(&store, events, size).unwrap();
        assert!(is_consistent(events, expected, size, &root, &steps), "{events}");
    }
    for (index, leaf) in (0..).zip(&leaves).step_by(step) {
        let position = Position::new(index + 1);
        let steps = read_inclusion_path(&store, position, size).unwrap();
        assert!(is_included(leaf, index, size, &steps, &root), "{index}");
    }
}
