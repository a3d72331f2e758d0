//! What an index keeps of those that have a hash, and which of them are worth a comparison.

use super::POSTINGS_MAX;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A list of so many bytes is full: nothing is added to it any longer.
pub const POSTINGS_FULL: usize = POSTINGS_MAX * size_of::<i64>();

/// One number as it stands in a list: eight bytes, the little end first.
pub const fn posting(number: i64) -> [u8; 8] {
    number.to_le_bytes()
}

/// The numbers in a list; none of a full one, for what so many have tells nothing.
pub fn postings(list: &[u8]) -> impl Iterator<Item = i64> {
    let list = if list.len() < POSTINGS_FULL { list } else { &[] };
    list.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes))
}

/// Of those that share hashes with a text, each as often as it shares one: the `most` that share most, of those that
/// share at least `least`.
pub fn most_shared(sharing: impl IntoIterator<Item = i64>, least: usize, most: usize) -> Vec<i64> {
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
    fn a_full_list_tells_nothing() {
        let list = |numbers: i64| (0..numbers).flat_map(posting).collect::<Vec<u8>>();
        assert_eq!(postings(&list(3)).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(postings(&[]).count(), 0);
        let most = i64::try_from(POSTINGS_MAX).unwrap();
        assert_eq!(postings(&list(most - 1)).count(), POSTINGS_MAX - 1);
        assert_eq!(postings(&list(most)).count(), 0);
    }

    #[test]
    fn those_that_share_most_come_first() {
        let sharing = [7, 3, 3, 9, 4, 7, 4, 3];
        assert_eq!(most_shared(sharing, 2, 2), [3, 4]);
        assert_eq!(most_shared(sharing, 1, 9), [3, 4, 7, 9]);
    }
}
