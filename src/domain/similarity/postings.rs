//! The choice of candidates by the hashes that they share with a text.

use std::cmp::Reverse;

/// Ranks candidates by the number of hashes they share with a text. `sharing` has each candidate once per shared
/// hash. Returns at most `most` of those that share at least `least`, the best first.
pub fn rank_by_shared_hashes(mut sharing: Vec<u32>, least: usize, most: usize) -> Vec<u32> {
    sharing.sort_unstable();
    let mut found: Vec<(usize, u32)> = sharing
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() >= least)
        .map(|same| (same.len(), same[0]))
        .collect();
    found.sort_unstable_by_key(|(shared, number)| (Reverse(*shared), *number));
    found.truncate(most);
    found.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_ranked_by_shared_hashes() {
        let sharing = || vec![7, 3, 3, 9, 4, 7, 4, 3];
        assert_eq!(rank_by_shared_hashes(sharing(), 2, 2), [3, 4]);
        assert_eq!(rank_by_shared_hashes(sharing(), 1, 9), [3, 4, 7, 9]);
    }
}
