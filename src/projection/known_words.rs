//! Comparisons of words that were compared lately: the very same words come again and again, and what they are similar
//! to need not be computed each time.

use super::ProjectionError;
use super::posting_index::PostingIndex;
use crate::domain::Lang;
use crate::domain::similarity::{Difference, rank_by_shared_hashes};
use hashlink::LruCache;
use rusqlite::Connection;

/// Number of words whose comparisons are kept, about 1 KB each.
const WORDS_MAX: usize = 32_768;
/// Maximum number of wordings that a new one is compared with: those that share most grams with it.
const CANDIDATES_MAX: usize = 12;
/// A statement with fewer grams than this is compared with every wording that shares one; a longer one must share two.
const FEW_GRAMS_MAX: usize = 6;

/// How much of the shorter of two wordings the longer one has, and how they differ nevertheless; `None` where they are
/// not similar.
type Compared = Option<(u8, Option<Difference>)>;

/// Comparisons of words, by language and words as written.
#[derive(Debug)]
pub(super) struct KnownWords(LruCache<(Lang, Box<str>), KnownComparisons>);

/// What some words were compared with.
#[derive(Debug, Default)]
pub(super) struct KnownComparisons {
    /// The grams by which the candidates were found, and the length of the list of each. Lists only grow, so the
    /// candidates are the same as long as these are.
    lists: Vec<(u64, usize)>,
    candidates: Vec<u32>,
    /// The rows of wordings that they were compared with, and what came of it, which never changes.
    compared: Vec<(i64, Compared)>,
}

impl KnownWords {
    /// No words yet.
    pub(super) fn new() -> Self {
        Self(LruCache::new(WORDS_MAX))
    }

    /// What these words were compared with so far.
    pub(super) fn words(&mut self, lang: Lang, words: &str) -> &mut KnownComparisons {
        self.0
            .entry((lang, words.into()))
            .or_insert_with(KnownComparisons::default)
    }
}

impl KnownComparisons {
    /// The wordings that share most of these grams, the one that shares most first.
    pub(super) fn candidates(
        &mut self,
        conn: &Connection,
        index: &mut PostingIndex,
        gram_keys: &[u64],
    ) -> Result<Vec<u32>, ProjectionError> {
        let mut lists = Vec::with_capacity(gram_keys.len());
        for key in gram_keys {
            lists.push((*key, index.find(conn, *key)?.len()));
        }
        if lists != self.lists {
            let mut sharing = Vec::new();
            for key in gram_keys {
                sharing.extend_from_slice(index.find(conn, *key)?);
            }
            // A single gram of many may be shared by chance.
            let least = if gram_keys.len() < FEW_GRAMS_MAX { 1 } else { 2 };
            self.candidates = rank_by_shared_hashes(sharing, least, CANDIDATES_MAX);
            self.lists = lists;
        }
        Ok(self.candidates.clone())
    }

    /// What came of comparing the words with the wording in `row`; compares them where they never were.
    pub(super) fn compare(&mut self, row: i64, compare: impl FnOnce() -> Compared) -> Compared {
        if let Some((_, known)) = self.compared.iter().find(|(known, _)| *known == row) {
            return *known;
        }
        let compared = compare();
        if self.compared.len() >= 2 * CANDIDATES_MAX {
            self.compared.remove(0);
        }
        self.compared.push((row, compared));
        compared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_once_with_each_wording() {
        let mut memory = KnownWords::new();
        let mut compared = 0;
        for row in [7, 8, 7, 8, 7] {
            let known = memory.words(Lang::En, "We will publish the register.");
            let result = known.compare(row, || {
                compared += 1;
                (row == 7).then_some((90, None))
            });
            assert_eq!(result.is_some(), row == 7);
        }
        assert_eq!(compared, 2);
        memory
            .words(Lang::Fr, "We will publish the register.")
            .compare(7, || {
                compared += 1;
                None
            });
        assert_eq!(compared, 3);
    }
}
