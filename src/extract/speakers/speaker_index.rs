//! An index of speakers by the words of their names and descriptions, so that few of the speakers of a long text are
//! compared.

use crate::extract::steps::Step;
use std::collections::HashMap;

/// Maximum number of speakers, the latest first, that one mention is compared with. No article names so many people
/// who could be meant; in a text that does, the cost would grow with the square of its length.
pub(super) const COMPARED_MAX: usize = 256;

/// The last items of the list, as many as one mention is compared with.
pub(super) fn latest<T>(list: &[T]) -> &[T] {
    &list[list.len().saturating_sub(COMPARED_MAX)..]
}

/// Speaker numbers by word. A word that a speaker no longer has is not removed: results are checked anyway.
#[derive(Debug, Default)]
pub(super) struct SpeakerIndex {
    /// Speakers with the word anywhere in a name or description.
    by_word: HashMap<String, Vec<usize>>,
    /// Speakers with a name or description that ends with the word.
    by_last: HashMap<String, Vec<usize>>,
    /// Speakers with a name or description that has no words.
    wordless: Vec<usize>,
}

impl SpeakerIndex {
    /// Adds a name or description of a speaker.
    pub(super) fn insert(&mut self, words: &[String], speaker: usize) {
        for word in words {
            add(&mut self.by_word, word, speaker);
        }
        match words.last() {
            Some(last) => add(&mut self.by_last, last, speaker),
            None => self.wordless.push(speaker),
        }
    }

    /// The speakers with the word, in ascending order.
    pub(super) fn with_word(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The speakers that can have a description with all of these words, or one whose words are all among these; in
    /// ascending order, with some others that must be filtered out.
    pub(super) fn candidates(&self, words: &[String]) -> Vec<usize> {
        let rarest = words
            .iter()
            .map(|word| self.with_word(word))
            .min_by_key(|who| who.len())
            .map(latest);
        let among = words.iter().filter_map(|word| self.by_last.get(word));
        let among = among.flat_map(|who| latest(who));
        // A word given twice is counted twice, and so can make up for one that is missing.
        let again = words
            .iter()
            .enumerate()
            .filter(|(at, word)| words[..*at].contains(word));
        let again = again.flat_map(|(_, word)| latest(self.with_word(word)));
        let found = rarest.into_iter().flatten().chain(among).chain(again);
        let mut found: Vec<usize> = found.chain(latest(&self.wordless)).copied().collect();
        Step::Speaker.count(found.len());
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn add(index: &mut HashMap<String, Vec<usize>>, word: &str, speaker: usize) {
    match index.get_mut(word) {
        Some(known) => {
            if let Err(place) = known.binary_search(&speaker) {
                known.insert(place, speaker);
            }
        }
        None => {
            index.insert(word.to_owned(), vec![speaker]);
        }
    }
}
