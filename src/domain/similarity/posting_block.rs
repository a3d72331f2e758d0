//! The stored form of a block of postings: some keys in ascending order, each with one number.
//!
//! An index consists of sorted runs, and a run of 2^n blocks, each an equal part of the range of keys. The projection
//! writes them (`src/projection/posting_index.rs`); a question about a typed text reads them.

use super::hash;
use crate::domain::varint::{push_varint, take_varint};
use thiserror::Error;

/// One entry of an index: a key and a number that is listed under it.
///
/// A key is a hash of which only the upper 40 bits count: these tell the hashes of a hundred million texts
/// apart, and the difference between two neighbours then takes two to four bytes instead of eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The key; see [`posting_key`].
    pub key: u64,
    /// The number: a row, from 1.
    pub number: u32,
}

/// Number of bits of a key.
const KEY_BITS: u32 = 40;

/// The key of a stored hash. It is mixed once more, so that keys fill the whole range, of which blocks are equal parts:
/// a sketch has only the smallest hashes of a text.
pub fn posting_key(hash: i64) -> u64 {
    hash::mix(hash.cast_unsigned()) >> (u64::BITS - KEY_BITS)
}

/// Bits of a block's number within its run: a run has at most a million blocks.
pub const BLOCK_NUMBER_BITS: u32 = 20;

/// Row of the block that has `key`, in the run with this number, which has 2^`block_bits` blocks.
pub const fn block_row(run: i64, block_bits: u32, key: u64) -> i64 {
    (run << BLOCK_NUMBER_BITS) + (key >> (KEY_BITS - block_bits)).cast_signed()
}

/// Encodes postings, which must be sorted: for each the difference to the key before it and the number, both as
/// variable-length integers of seven bits a byte, least significant first (LEB128).
pub fn encode_block(postings: &[Posting]) -> Vec<u8> {
    let mut block = Vec::with_capacity(postings.len() * 7);
    let mut before = 0;
    for posting in postings {
        push_varint(&mut block, posting.key - before);
        push_varint(&mut block, posting.number.into());
        before = posting.key;
    }
    block
}

/// Decodes a block and calls `visit` with each posting, in order, until it returns `false`.
pub fn decode_block(mut block: &[u8], mut visit: impl FnMut(Posting) -> bool) -> Result<(), DamagedBlock> {
    let mut key = 0_u64;
    while !block.is_empty() {
        let (Some(step), Some(number)) = (take_varint(&mut block), take_varint(&mut block)) else {
            return Err(DamagedBlock);
        };
        key = key.checked_add(step).ok_or(DamagedBlock)?;
        let number = u32::try_from(number).map_err(|_| DamagedBlock)?;
        if !visit(Posting { key, number }) {
            break;
        }
    }
    Ok(())
}

/// The bytes of a block end inside a posting, or a number in it is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a block of an index is damaged")]
pub struct DamagedBlock;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn damaged_block_is_reported() {
        let block = encode_block(&[Posting {
            key: 1 << 39,
            number: 70_000,
        }]);
        assert!(decode_block(&block[..block.len() - 1], |_| true).is_err());
    }

    proptest! {
        #[test]
        fn block_decodes_to_what_was_encoded(
            mut keys in prop::collection::vec((0_u64..1 << KEY_BITS, 1_u32..), 0..300),
        ) {
            keys.sort_unstable();
            let postings: Vec<_> = keys.into_iter().map(|(key, number)| Posting { key, number }).collect();
            let mut decoded = Vec::new();
            decode_block(&encode_block(&postings), |posting| { decoded.push(posting); true }).unwrap();
            prop_assert_eq!(decoded, postings);
        }

        #[test]
        fn keys_fill_the_whole_range(first in 0_i64..1 << 50) {
            // Also those of a run of small neighbouring hashes, of which a sketch consists.
            let mut quarters = [0; 4];
            for hash in first..first + 400 {
                quarters[usize::try_from(posting_key(hash) >> (KEY_BITS - 2)).unwrap()] += 1;
            }
            prop_assert!(quarters.iter().all(|count| (60..140).contains(count)), "{quarters:?}");
        }
    }
}
