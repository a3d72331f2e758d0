//! Speakers by the words of their names and descriptions, so that of thousands in one text few are looked at.

use std::collections::HashMap;

/// The numbers of speakers by words. A word that a speaker no longer has stays: what is found is looked at anyway.
#[derive(Debug, Default)]
pub(super) struct SpeakerIndex {
    /// Who has the word anywhere.
    by_word: HashMap<String, Vec<usize>>,
    /// Who has a name or a description that ends with the word.
    by_last: HashMap<String, Vec<usize>>,
    /// Who has a name or a description without any word.
    wordless: Vec<usize>,
}

impl SpeakerIndex {
    /// Takes note of a name or a description of a speaker.
    pub(super) fn insert(&mut self, words: &[String], speaker: usize) {
        for word in words {
            add(&mut self.by_word, word, speaker);
        }
        match words.last() {
            Some(last) => add(&mut self.by_last, last, speaker),
            None => self.wordless.push(speaker),
        }
    }

    /// Whoever has the word, in order.
    pub(super) fn with_word(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whoever has a description with all of these words, or one whose words are all among these; in order, and some
    /// others too.
    pub(super) fn with_all_or_among(&self, words: &[String]) -> Vec<usize> {
        let rarest = words
            .iter()
            .map(|word| self.with_word(word))
            .min_by_key(|who| who.len());
        let among = words.iter().filter_map(|word| self.by_last.get(word)).flatten();
        // A word that is there twice counts twice, and can stand for one that is not there.
        let again = words
            .iter()
            .enumerate()
            .filter(|(at, word)| words[..*at].contains(word));
        let again = again.flat_map(|(_, word)| self.with_word(word));
        let found = rarest.into_iter().flatten().chain(among).chain(again);
        let mut found: Vec<usize> = found.chain(&self.wordless).copied().collect();
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
