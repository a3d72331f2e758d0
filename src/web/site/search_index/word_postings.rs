//! Which statements have a word, a Han character, or two Han characters side by side.

use super::number_list::NumberList;
use crate::domain::similarity::stem_mark;
use crate::domain::{FastMap, Lang};
use crate::query::search_tokens;
use std::collections::BTreeMap;

/// Longest word that is indexed, in characters; of a longer one, so many first characters are.
const WORD_CHARS_MAX: usize = 60;

/// The mark of words in a language without inflection.
const NO_LANGUAGE: char = '0';

/// The statements of each word.
#[derive(Debug, Default)]
pub(super) struct WordPostings {
    /// By the word, with the mark of the language of the statement in front: only words of one language are forms of
    /// each other.
    lists: FastMap<Box<str>, NumberList>,
}

impl WordPostings {
    /// Adds the words of the statement `number`. Numbers must ascend.
    pub(super) fn add(&mut self, number: u32, lang: Lang, words: &str) {
        let mark = stem_mark(lang).unwrap_or(NO_LANGUAGE);
        let mut key = String::new();
        let mut before: Option<(String, u32)> = None;
        for token in search_tokens(words) {
            key.clear();
            key.push(mark);
            key.extend(token.text.chars().take(WORD_CHARS_MAX));
            self.add_to_list(&key, number);
            if let Some((first, end)) = &before
                && token.is_han
                && *end == token.start
            {
                key.clear();
                key.extend([mark]);
                key.push_str(first);
                key.push_str(&token.text);
                self.add_to_list(&key, number);
            }
            before = token.is_han.then_some((token.text, token.end));
        }
    }

    fn add_to_list(&mut self, key: &str, number: u32) {
        match self.lists.get_mut(key) {
            Some(list) => list.add(number),
            None => self.lists.entry(key.into()).or_default().add(number),
        }
    }

    /// The words in the order in which JavaScript compares them, each with a list for each mark of a language.
    pub(super) fn into_sorted(self) -> Vec<(Box<str>, BTreeMap<char, NumberList>)> {
        let mut all: Vec<(Box<str>, NumberList)> = self.lists.into_iter().collect();
        let word = |key: &str| key[1..].encode_utf16().collect::<Vec<u16>>();
        // Only few words are compared beyond ASCII, where the order of code units differs from that of the bytes.
        all.sort_unstable_by(|(one, _), (other, _)| {
            let bytes = || one[1..].cmp(&other[1..]);
            let words = if one.is_ascii() || other.is_ascii() {
                bytes()
            } else {
                word(one).cmp(&word(other))
            };
            words.then_with(|| one.cmp(other))
        });
        let mut sorted: Vec<(Box<str>, BTreeMap<char, NumberList>)> = Vec::new();
        for (key, list) in all {
            let mark = key.chars().next().unwrap_or(NO_LANGUAGE);
            match sorted.last_mut() {
                Some((word, lists)) if **word == key[1..] => drop(lists.insert(mark, list)),
                _ => sorted.push((key[1..].into(), BTreeMap::from([(mark, list)]))),
            }
        }
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(statements: &[(Lang, &str)]) -> String {
        let mut postings = WordPostings::default();
        for (number, (lang, words)) in (0..).zip(statements) {
            postings.add(number, *lang, words);
        }
        let words = postings.into_sorted().into_iter().map(|(word, lists)| {
            let lists: Vec<String> = lists
                .iter()
                .map(|(mark, list)| format!("{mark}{}", list.as_text()))
                .collect();
            format!("{word}:{}", lists.join(","))
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_folded_and_kept_apart_by_language() {
        let statements = [
            (Lang::Fr, "L’État, l’état"),
            (Lang::En, "the État"),
            (Lang::Und, "etat"),
            (Lang::Fr, "les Œuvres"),
        ];
        insta::assert_snapshot!(shown(&statements), @"etat:0C,1A,2B l:1A les:1D oeuvres:1D the:2B");
    }

    #[test]
    fn han_characters_are_indexed_singly_and_in_pairs() {
        insta::assert_snapshot!(shown(&[(Lang::Zh, "发展AI治理，发")]), @"ai:0A 发:0A 发展:0A 展:0A 治:0A 治理:0A 理:0A");
    }

    #[test]
    fn words_are_in_the_order_of_utf16() {
        // U+20000 has a greater code point than U+F9FF, but begins with a smaller code unit. Both are Han.
        insta::assert_snapshot!(shown(&[(Lang::Zh, "豈 𠀀 zz 中 a")]), @"a:0A zz:0A 中:0A 豈:0A 𠀀:0A");
        insta::assert_snapshot!(shown(&[(Lang::Zh, "\u{fa0e} 𠀀")]), @"𠀀:0A 﨎:0A");
    }

    #[test]
    fn endless_word_is_indexed_by_its_beginning() {
        let endless = "é".repeat(5000);
        assert_eq!(
            shown(&[(Lang::Fr, &endless)]),
            format!("{}:1A", "e".repeat(WORD_CHARS_MAX))
        );
    }
}
