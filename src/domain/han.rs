/// Whether `c` is a Han character (a CJK ideograph).
pub const fn is_han(c: char) -> bool {
    // The first comparison decides for nearly all characters of other scripts.
    c >= '\u{3005}'
        && matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Length in bytes of the letters and digits that `text` begins with, up to a Han character.
pub fn word_length(text: &str) -> usize {
    // Most words are ASCII and end at an ASCII character.
    let ascii = text.bytes().position(|byte| !byte.is_ascii_alphanumeric());
    let ascii = ascii.unwrap_or(text.len());
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let more = text[ascii..].find(|c: char| is_han(c) || !c.is_alphanumeric());
    more.map_or(text.len(), |more| ascii + more)
}

/// Writes every run of Han characters in `text` as its overlapping pairs, for an index of space-separated words: a
/// pair then finds any two adjacent characters, and a sequence of pairs any longer run. A single character stays as
/// it is.
///
/// ```
/// assert_eq!(dixit::domain::han_pairs("2025年中国人"), "2025 年中 中国 国人 ");
/// ```
pub fn han_pairs(text: &str) -> String {
    let mut pairs = String::with_capacity(text.len() * 2);
    let mut before: Option<char> = None;
    let mut alone = false;
    for c in text.chars() {
        match (before, is_han(c)) {
            (None, true) => {
                pairs.push(' ');
                alone = true;
            }
            (Some(first), true) => {
                pairs.extend([first, c, ' ']);
                alone = false;
            }
            (last, false) => {
                if let (Some(last), true) = (last, alone) {
                    pairs.extend([last, ' ']);
                }
                pairs.push(c);
            }
        }
        before = is_han(c).then_some(c);
    }
    if let (Some(last), true) = (before, alone) {
        pairs.extend([last, ' ']);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_ends_at_han_character_or_mark() {
        let words = ["déjà vu", "AI2治理", "l’été", "’été", "été", "治", "ab", ""];
        assert_eq!(words.map(word_length), [6, 3, 1, 0, 5, 0, 2, 0]);
    }

    #[test]
    fn han_runs_become_pairs_and_single_characters_stay() {
        insta::assert_snapshot!(han_pairs("la chine 中 dit 人工智能!"), @"la chine  中  dit  人工 工智 智能 !");
        assert_eq!(han_pairs("sans rien"), "sans rien");
    }
}
