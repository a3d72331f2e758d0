use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Returns the form in which names and words are compared: without case and accents, with one kind of apostrophe and
/// hyphen, and with single spaces.
///
/// ```
/// assert_eq!(dixit::domain::fold("  Élodie  L’Hôpital "), "elodie l'hopital");
/// assert_eq!(dixit::domain::fold("李强"), "李强");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        // Every text passes through here, so ASCII takes a short path. Other characters are decomposed (NFKD) one by
        // one; as combining marks are dropped, their order does not matter.
        if c.is_ascii() {
            push(&mut folded, c.to_ascii_lowercase());
        } else {
            decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().for_each(|part| push(&mut folded, part));
                }
            });
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
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
}
