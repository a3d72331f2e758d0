//! Compares what a user typed with ids and names.

use crate::domain::is_han;

/// Shortest beginning of a word by which a publisher is found, in characters.
const WORD_PREFIX_CHARS_MIN: usize = 3;

/// Whether `text` can be the beginning of an id that starts with `letter`.
pub(in crate::query) fn is_id_prefix(text: &str, letter: char) -> bool {
    text.starts_with(letter)
        && text.len() <= 13
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Whether `known` contains every word of `asked` in any order ("varangeot", "qiang li"), or contains the Han
/// characters of `asked`, or differs from it in spaces only ("liqiang"). Both are folded.
pub(super) fn has_words_of(known: &str, asked: &str) -> bool {
    if asked.is_empty() {
        return false;
    }
    if asked.chars().all(is_han) {
        return known.contains(asked);
    }
    let mut wanted = words(asked).peekable();
    let all = wanted.peek().is_some() && wanted.all(|word| words(known).any(|known| known == word));
    all || words(known).flat_map(str::chars).eq(asked.chars())
}

/// The words of a folded text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether every word of `asked` is the beginning of a word of `known`. Both are folded.
pub(super) fn has_words_beginning(known: &str, asked: &str) -> bool {
    let mut wanted = words(asked).peekable();
    wanted.peek().is_some()
        && wanted.all(|word| {
            word.chars().count() >= WORD_PREFIX_CHARS_MIN && words(known).any(|known| known.starts_with(word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_matches_its_words_in_any_order() {
        for asked in [
            "varangeot",
            "varangeot helene",
            "helene varangeot",
            "helenevarangeot",
        ] {
            assert!(has_words_of("helene varangeot", asked), "{asked}");
        }
        for asked in ["", "-", "varan", "helene dupont"] {
            assert!(!has_words_of("helene varangeot", asked), "{asked}");
        }
        assert!(has_words_of("国家数据局", "数据局"));
    }

    #[test]
    fn publisher_matches_beginnings_of_words() {
        assert!(has_words_beginning("the harbour gazette", "harb gaz"));
        for asked in ["", "ha", "arbour", "harbour times", "harbours"] {
            assert!(!has_words_beginning("the harbour gazette", asked), "{asked}");
        }
    }
}
