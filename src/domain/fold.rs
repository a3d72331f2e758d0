use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Ranges of characters that are frequent in texts, whose folded forms are kept in a table: Latin letters with accents,
/// and the punctuation of Western and Chinese texts.
const FREQUENT: [(u32, u32); 4] = [
    (0x80, 0x24f),
    (0x2000, 0x206f),
    (0x3000, 0x303f),
    (0xff00, 0xff5f),
];

/// The folded forms of the characters in [`FREQUENT`], one range after the other. White space is a space.
static FOLDED: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let all = FREQUENT.iter().flat_map(|(first, last)| *first..=*last);
    all.map(|code| {
        let mut parts = String::new();
        if let Some(c) = char::from_u32(code) {
            decompose_and_push(&mut parts, c);
        }
        let is_space = parts.is_empty() && char::from_u32(code).is_some_and(folds_to_space);
        if is_space { " ".into() } else { parts.into() }
    })
    .collect()
});

/// Returns the form in which names and words are compared: without case and accents, with one kind of apostrophe and
/// hyphen, and with single spaces.
///
/// ```
/// assert_eq!(dixit::domain::fold("  Élodie  L’Hôpital "), "elodie l'hopital");
/// assert_eq!(dixit::domain::fold("李强"), "李强");
/// ```
pub fn fold(text: &str) -> String {
    let table = &*FOLDED;
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Every text passes through here, so ASCII takes a short path.
        let plain = plain_length(rest.as_bytes(), folded.is_empty() || folded.ends_with(' '));
        let start = folded.len();
        folded.push_str(&rest[..plain]);
        folded[start..].make_ascii_lowercase();
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match frequent_index(c).and_then(|index| table.get(index)) {
            Some(form) if **form == *" " => push(&mut folded, ' '),
            Some(form) => folded.push_str(form),
            None if is_unchanged_han(c) => folded.push(c),
            None => decompose_and_push(&mut folded, c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Like [`fold`] for a single word, without a copy where it is folded already.
///
/// ```
/// use std::borrow::Cow;
/// assert!(matches!(dixit::domain::fold_word("word"), Cow::Borrowed("word")));
/// assert_eq!(dixit::domain::fold_word("Été"), "ete");
/// ```
pub fn fold_word(word: &str) -> Cow<'_, str> {
    let is_folded = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
    if word.bytes().all(is_folded) || word.chars().all(is_unchanged_han) {
        Cow::Borrowed(word)
    } else if word.bytes().all(|byte| byte.is_ascii_graphic()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Owned(fold(word))
    }
}

/// Length of the ASCII text at the start of `text` in which nothing but capitals changes. `after_space` tells that a
/// space would be dropped there.
fn plain_length(text: &[u8], mut after_space: bool) -> usize {
    let changes = |byte: &u8| {
        let is_space = *byte == b' ' || matches!(*byte, b'\t'..=b'\r');
        let changes = !byte.is_ascii() || is_space && (after_space || *byte != b' ');
        after_space = is_space;
        changes
    };
    text.iter().position(changes).unwrap_or(text.len())
}

/// Index of the folded form of `c` in the table, if the table has it.
fn frequent_index(c: char) -> Option<usize> {
    let mut before = 0;
    for (first, last) in FREQUENT {
        if (first..=last).contains(&u32::from(c)) {
            return usize::try_from(before + u32::from(c) - first).ok();
        }
        before += last - first + 1;
    }
    None
}

/// Whether `c` is one of the Han characters without another form.
const fn is_unchanged_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn folds_to_space(c: char) -> bool {
    let mut is_space = false;
    decompose_compatible(c, |part| is_space |= part.is_whitespace());
    is_space
}

/// Adds a character in its folded form. It is decomposed (NFKD) by itself; as combining marks are dropped, their order
/// does not matter.
fn decompose_and_push(folded: &mut String, c: char) {
    if c.is_ascii() {
        push(folded, c.to_ascii_lowercase());
        return;
    }
    decompose_compatible(c, |part| {
        if !is_combining_mark(part) {
            part.to_lowercase().for_each(|part| push(folded, part));
        }
    });
}

fn push(folded: &mut String, c: char) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => folded.push('\''),
        '\u{2010}'..='\u{2015}' => folded.push('-'),
        '\u{00ad}' => {}
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        c if c.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c => folded.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn folding_by_character_equals_folding_normalised_text() {
        let all: String = ('\0'..='\u{2ffff}').collect();
        let mut whole = String::new();
        let normalised = all
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase);
        normalised.for_each(|c| push(&mut whole, c));
        assert!(fold(&all) == whole.trim_end());
        assert_eq!(fold("E\u{301}TE\u{301} ŒUVRE ½"), "ete oeuvre 1\u{2044}2");
    }

    #[test]
    fn every_character_folds_alike_in_every_place() {
        for c in '\0'..='\u{2ffff}' {
            for text in [format!(" {c}\u{a0}\t{c}A "), format!("a{c}")] {
                let mut expected = String::new();
                text.chars().for_each(|c| decompose_and_push(&mut expected, c));
                assert!(fold(&text) == expected.trim_end(), "{c:?}");
                assert!(fold_word(&text) == expected.trim_end(), "{c:?}");
            }
        }
    }
}
