//! Posting lists of the index of hashes, and the choice of candidates from them.

use super::POSTINGS_MAX;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Size of a full posting list in bytes; nothing is added to a full list.
pub const POSTINGS_BYTES_MAX: usize = POSTINGS_MAX * size_of::<i64>();

/// Encodes one number of a posting list: eight bytes, little-endian.
pub const fn encode_posting(number: i64) -> [u8; 8] {
    number.to_le_bytes()
}

/// Decodes a posting list. A full list gives nothing: a hash that so many texts share does not distinguish them.
pub fn decode_postings(list: &[u8]) -> impl Iterator<Item = i64> {
    let list = if list.len() < POSTINGS_BYTES_MAX {
        list
    } else {
        &[]
    };
    list.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes))
}

/// Ranks candidates by the number of hashes they share with a text. `sharing` has each candidate once per shared
/// hash. Returns at most `most` of those that share at least `least`, the best first.
pub fn rank_by_shared_hashes(sharing: impl IntoIterator<Item = i64>, least: usize, most: usize) -> Vec<i64> {
    let mut shared: HashMap<i64, usize> = HashMap::new();
    for number in sharing {
        *shared.entry(number).or_default() += 1;
    }
    shared.retain(|_, shared| *shared >= least);
    let mut found: Vec<(i64, usize)> = shared.into_iter().collect();
    found.sort_unstable_by_key(|(number, shared)| (Reverse(*shared), *number));
    found.truncate(most);
    found.into_iter().map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_posting_list_gives_nothing() {
        let list = |numbers: i64| (0..numbers).flat_map(encode_posting).collect::<Vec<u8>>();
        assert_eq!(decode_postings(&list(3)).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(decode_postings(&[]).count(), 0);
        let most = i64::try_from(POSTINGS_MAX).unwrap();
        assert_eq!(decode_postings(&list(most - 1)).count(), POSTINGS_MAX - 1);
        assert_eq!(decode_postings(&list(most)).count(), 0);
    }

    #[test]
    fn candidates_are_ranked_by_shared_hashes() {
        let sharing = [7, 3, 3, 9, 4, 7, 4, 3];
        assert_eq!(rank_by_shared_hashes(sharing, 2, 2), [3, 4]);
        assert_eq!(rank_by_shared_hashes(sharing, 1, 9), [3, 4, 7, 9]);
    }
}
