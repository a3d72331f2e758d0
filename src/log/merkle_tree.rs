use super::Hash;

/// The RFC 6962 Merkle tree over the leaf hashes of a log, built one leaf at a time.
///
/// It keeps one hash per complete subtree (a compact range), at most 64 for a log of any length.
///
/// ```
/// let tree = dixit::log::MerkleTree::default();
/// assert!(tree.root().to_string().starts_with("e3b0c44298fc1c14")); // SHA-256 of nothing
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MerkleTree {
    /// Number of leaves; its set bits are the sizes of the subtrees in `peaks`.
    size: u64,
    /// The roots of the complete subtrees, largest first.
    peaks: Vec<Hash>,
}

impl MerkleTree {
    /// The tree over `size` leaves whose complete subtrees have these roots, largest first.
    pub(super) const fn with_peaks(size: u64, peaks: Vec<Hash>) -> Self {
        Self { size, peaks }
    }

    /// Adds the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.push_and_visit(leaf, |_, _| {});
    }

    /// Adds the next leaf, and calls `f` with the level and root of each subtree of two leaves and more that it
    /// completes, the smallest first.
    pub(super) fn push_and_visit(&mut self, leaf: Hash, mut f: impl FnMut(u32, &Hash)) {
        let mut node = leaf;
        for level in 1..=self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = parent(&left, &node);
                f(level, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The Merkle tree hash of the leaves; that of the empty list where there are none.
    pub fn root(&self) -> Hash {
        let from_right = self.peaks.iter().rev().copied();
        from_right
            .reduce(|right, left| parent(&left, &right))
            .unwrap_or_else(|| Hash::of_parts(&[]))
    }
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub(super) fn parent(left: &Hash, right: &Hash) -> Hash {
    Hash::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The inputs of the reference tree of Certificate Transparency.
    const INPUTS: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// MTH(D\[n\]) as section 2.1 of RFC 6962 defines it.
    fn defined(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of_parts(&[]),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                let (left, right) = leaves.split_at(half);
                parent(&defined(left), &defined(right))
            }
        }
    }

    #[test]
    fn roots_equal_those_of_the_reference_tree() {
        let mut tree = MerkleTree::default();
        let mut roots = vec![tree.root().to_string()];
        for input in INPUTS {
            tree.push(Hash::of_parts(&[&[0], input]));
            roots.push(tree.root().to_string());
        }
        insta::assert_snapshot!(roots.join("\n"), @r"
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
        fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
        aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
        d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
        4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
        76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
        ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
        5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
        ");
    }

    proptest! {
        #[test]
        fn roots_equal_the_definition_in_rfc_6962(leaves in prop::collection::vec(any::<[u8; 32]>(), 0..200)) {
            let leaves: Vec<Hash> = leaves.into_iter().map(Hash::from_bytes).collect();
            let mut tree = MerkleTree::default();
            for leaf in &leaves {
                tree.push(*leaf);
            }
            prop_assert_eq!(tree.root(), defined(&leaves));
            prop_assert_eq!(tree.size(), leaves.len() as u64);
        }
    }
}
