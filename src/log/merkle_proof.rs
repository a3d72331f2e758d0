//! Proofs by the RFC 6962 Merkle tree: that an event is in a log, and that one log is the beginning of another.
//!
//! Paths are made as sections 2.1.3.1 and 2.1.4.1 of RFC 9162 define them, and checked by the algorithms of sections
//! 2.1.3.2 and 2.1.4.2, which need no other hashes.

use super::Hash;
use super::merkle_tree::parent;

/// Where the hashes of complete subtrees come from.
pub(super) trait TreeNodes {
    /// Why one cannot be had.
    type Error;

    /// The root of the subtree over the 2^`level` leaves from `number` × 2^`level` on, counted from 0.
    fn node(&mut self, level: u32, number: u64) -> Result<Hash, Self::Error>;
}

/// The Merkle tree hash of the leaves from `start` on and before `end`, counted from 0.
///
/// `start` must be a multiple of the least power of two that is not below their number, as it is for every part into
/// which a tree is divided.
pub(super) fn range_root<N: TreeNodes>(nodes: &mut N, start: u64, end: u64) -> Result<Hash, N::Error> {
    let size = end - start;
    if size == 0 {
        return Ok(Hash::of_parts(&[]));
    }
    if size.is_power_of_two() {
        return nodes.node(size.trailing_zeros(), start / size);
    }
    let middle = start + left_size(size);
    Ok(parent(
        &range_root(nodes, start, middle)?,
        &range_root(nodes, middle, end)?,
    ))
}

/// Number of leaves of the left subtree of a tree with `size` leaves, two at least: the largest power of two below.
const fn left_size(size: u64) -> u64 {
    1 << (u64::BITS - 1 - (size - 1).leading_zeros())
}

/// The inclusion path of leaf `index` (from 0) in the tree over the first `size` leaves, from the leaf upwards.
pub(super) fn inclusion_path<N: TreeNodes>(
    nodes: &mut N,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, N::Error> {
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + left_size(end - start);
        if index < middle {
            path.push(range_root(nodes, middle, end)?);
            end = middle;
        } else {
            path.push(range_root(nodes, start, middle)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The consistency path from the tree over the first `old` leaves to that over the first `new`; empty where the two
/// are equal or the old one is empty.
pub(super) fn consistency_path<N: TreeNodes>(
    nodes: &mut N,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, N::Error> {
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    while end != old {
        let middle = start + left_size(end - start);
        if old <= middle {
            path.push(range_root(nodes, middle, end)?);
            end = middle;
        } else {
            path.push(range_root(nodes, start, middle)?);
            start = middle;
        }
    }
    if start > 0 {
        // The old tree is no node of the new one: its last part has to be given.
        path.push(range_root(nodes, start, end)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether `path` proves that the tree over `size` leaves with this `root` has `leaf` as leaf `index` (from 0).
pub fn is_included(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if node % 2 == 1 || node == last {
            hash = parent(step, &hash);
            while node.is_multiple_of(2) && node > 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = parent(&hash, step);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether `path` proves that the tree over `old` leaves with `old_root` is the beginning of the tree over `new`
/// leaves with `new_root`.
pub fn is_consistent(old: u64, old_root: &Hash, new: u64, new_root: &Hash, path: &[Hash]) -> bool {
    if old > new {
        return false;
    }
    if old == new {
        return path.is_empty() && old_root == new_root;
    }
    if old == 0 {
        return path.is_empty() && *old_root == Hash::of_parts(&[]);
    }
    // The root of an old tree that is a node of the new one is not in the path.
    let seed = old.is_power_of_two().then_some(*old_root);
    let mut steps = seed.iter().chain(path);
    let Some(first) = steps.next() else {
        return false;
    };
    let (mut node, mut last) = (old - 1, new - 1);
    while node % 2 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if node % 2 == 1 || node == last {
            old_hash = parent(step, &old_hash);
            new_hash = parent(step, &new_hash);
            while node.is_multiple_of(2) && node > 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = parent(&new_hash, step);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::MerkleTree;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use sha2::Sha256;

    /// Number of leaves of the largest tree that is compared with the oracle.
    const LEAVES: u64 = 512;

    /// The complete subtrees over some leaves, by level.
    struct Subtrees(Vec<Vec<Hash>>);

    impl Subtrees {
        fn new(count: u64) -> Self {
            let mut levels = vec![(0..count).map(leaf_hash).collect::<Vec<_>>()];
            while levels.last().unwrap().len() > 1 {
                let below = levels.last().unwrap().chunks_exact(2);
                levels.push(below.map(|pair| parent(&pair[0], &pair[1])).collect());
            }
            Self(levels)
        }

        fn root(&mut self, size: u64) -> Hash {
            range_root(self, 0, size).unwrap()
        }
    }

    impl TreeNodes for Subtrees {
        type Error = std::convert::Infallible;

        fn node(&mut self, level: u32, number: u64) -> Result<Hash, Self::Error> {
            Ok(self.0[level as usize][usize::try_from(number).unwrap()])
        }
    }

    fn leaf_hash(index: u64) -> Hash {
        Hash::of_parts(&[&[0], &index.to_be_bytes()])
    }

    fn oracle(size: u64) -> MemoryBackedTree<Sha256, [u8; 8]> {
        let mut tree = MemoryBackedTree::new();
        for index in 0..size {
            tree.push(index.to_be_bytes());
        }
        tree
    }

    fn bytes(path: &[Hash]) -> Vec<u8> {
        path.iter().flat_map(|hash| *hash.as_bytes()).collect()
    }

    #[test]
    fn inclusion_paths_equal_those_of_ct_merkle_and_hold() {
        let mut subtrees = Subtrees::new(LEAVES);
        for size in 1..=LEAVES {
            let oracle = oracle(size);
            let root = subtrees.root(size);
            assert_eq!(root.as_bytes()[..], oracle.root().as_bytes()[..]);
            for index in 0..size {
                let path = inclusion_path(&mut subtrees, index, size).unwrap();
                let expected = oracle.prove_inclusion(usize::try_from(index).unwrap());
                assert_eq!(bytes(&path), expected.as_bytes(), "{index} of {size}");
                assert!(is_included(&leaf_hash(index), index, size, &path, &root));
            }
        }
    }

    #[test]
    fn consistency_paths_equal_those_of_ct_merkle_and_hold() {
        let mut subtrees = Subtrees::new(LEAVES);
        for new in 1..=LEAVES {
            let oracle = oracle(new);
            let new_root = subtrees.root(new);
            for old in 1..new {
                let path = consistency_path(&mut subtrees, old, new).unwrap();
                let expected = oracle.prove_consistency(usize::try_from(new - old).unwrap());
                assert_eq!(bytes(&path), expected.as_bytes(), "{old} to {new}");
                assert!(is_consistent(old, &subtrees.root(old), new, &new_root, &path));
            }
        }
    }

    /// Every proof that differs in one bit from one that holds.
    fn with_flipped_bits(path: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
        (0..path.len() * 256).map(move |bit| {
            let mut hashes = path.to_vec();
            hashes[bit / 256] = flipped(&hashes[bit / 256], bit % 256);
            hashes
        })
    }

    fn flipped(hash: &Hash, bit: usize) -> Hash {
        let mut bytes = *hash.as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        Hash::from_bytes(bytes)
    }

    #[test]
    fn proof_with_any_bit_changed_or_of_another_shape_is_refused() {
        let mut subtrees = Subtrees::new(LEAVES);
        for (index, size) in [(0, 1), (0, 7), (5, 7), (6, 7), (7, 8), (299, 300), (255, 512)] {
            let (leaf, root) = (leaf_hash(index), subtrees.root(size));
            let path = inclusion_path(&mut subtrees, index, size).unwrap();
            assert!(with_flipped_bits(&path).all(|path| !is_included(&leaf, index, size, &path, &root)));
            for bit in 0..256 {
                assert!(!is_included(&flipped(&leaf, bit), index, size, &path, &root));
                assert!(!is_included(&leaf, index, size, &path, &flipped(&root, bit)));
            }
            let longer = [&path[..], &[leaf]].concat();
            assert!(!is_included(&leaf, index, size, &longer, &root));
            if let Some(shorter) = path.get(1..) {
                assert!(!is_included(&leaf, index, size, shorter, &root));
            }
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(!is_included(&leaf, other, size, &path, &root));
            }
        }
        for (old, new) in [(1, 2), (3, 7), (4, 7), (6, 8), (255, 300), (256, 300), (511, 512)] {
            let (old_root, new_root) = (subtrees.root(old), subtrees.root(new));
            let path = consistency_path(&mut subtrees, old, new).unwrap();
            assert!(
                with_flipped_bits(&path).all(|path| !is_consistent(old, &old_root, new, &new_root, &path))
            );
            for bit in 0..256 {
                assert!(!is_consistent(
                    old,
                    &flipped(&old_root, bit),
                    new,
                    &new_root,
                    &path
                ));
                assert!(!is_consistent(
                    old,
                    &old_root,
                    new,
                    &flipped(&new_root, bit),
                    &path
                ));
            }
            assert!(!is_consistent(old, &old_root, new, &new_root, &path[1..]));
            let longer = [&path[..], &[old_root]].concat();
            assert!(!is_consistent(old, &old_root, new, &new_root, &longer));
            for other in (0..=new + 1).filter(|other| *other != old) {
                assert!(!is_consistent(other, &old_root, new, &new_root, &path));
            }
        }
    }

    #[test]
    fn empty_and_equal_trees_are_consistent_without_a_path() {
        let mut subtrees = Subtrees::new(8);
        let empty = MerkleTree::default().root();
        let root = subtrees.root(8);
        assert!(is_consistent(0, &empty, 8, &root, &[]));
        assert!(!is_consistent(0, &root, 8, &root, &[]));
        assert!(is_consistent(8, &root, 8, &root, &[]));
        assert!(!is_consistent(8, &empty, 8, &root, &[]));
        assert!(!is_consistent(8, &root, 7, &root, &[]));
        assert!(consistency_path(&mut subtrees, 0, 8).unwrap().is_empty());
        assert!(consistency_path(&mut subtrees, 8, 8).unwrap().is_empty());
    }
}
