use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` in the form in which it is stored: the characters that people see, in one spelling.
///
/// Line ends become line feeds and characters are composed (NFC). Characters that nobody sees are removed: control
/// characters other than the tab, soft hyphens, zero-width spaces, blanks at the ends of lines, and blank lines at the
/// start and end. No-break spaces, typographic marks and line breaks stay. Normalising twice is the same as once.
pub(crate) fn normalise_text(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                characters.next_if_eq(&'\n');
                seen.push('\n');
            }
            // Vertical tab, form feed, next line, line separator, paragraph separator.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => seen.push('\n'),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            // Windows-1252 decoded as Latin-1: U+0092 is meant as an apostrophe.
            '\u{80}'..='\u{9f}' => seen.extend(windows_1252_character(c)),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => seen.push(c),
        }
    }
    let composed = match is_nfc_quick(seen.chars()) {
        IsNormalized::Yes => seen,
        IsNormalized::No | IsNormalized::Maybe => seen.nfc().collect(),
    };
    let mut lines = String::with_capacity(composed.len());
    for line in composed.trim().lines() {
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines.pop();
    lines
}

/// The character that Windows-1252 has at the code of a C1 control character, if it has one.
fn windows_1252_character(control: char) -> Option<char> {
    let byte = u8::try_from(u32::from(control)).ok()?;
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|c| !c.is_control())
}

/// `text` as a value of one line: normalised, with single blanks between words. `None` if nothing is left.
pub(crate) fn normalise_line(text: &str) -> Option<String> {
    let text = normalise_text(text);
    let line: Cow<'_, str> = if text.contains(char::is_whitespace) {
        text.split([' ', '\n', '\t'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        text.as_str().into()
    };
    (!line.is_empty()).then(|| line.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn visible_text_is_kept() {
        let check = |text: &str, stored: &str| assert_eq!(normalise_text(text), stored, "{text:?}");
        check("\r\n\r\nUn.\r\nDeux.\rTrois.  \n\n", "Un.\nDeux.\nTrois.");
        check("e\u{301}te\u{301}", "été");
        check("«\u{a0}Oui\u{202f}!\u{a0}»", "«\u{a0}Oui\u{202f}!\u{a0}»");
        check("gouver\u{ad}nement\u{0}\u{1b}\u{feff}", "gouvernement");
        check(
            "\u{3000}\u{3000}李强说。\n\u{3000}\u{3000}他说。",
            "李强说。\n\u{3000}\u{3000}他说。",
        );
        check("Page un\u{c}Page deux", "Page un\nPage deux");
        check(" \n\t ", "");
    }

    #[test]
    fn line_breaks_and_blanks_become_one_blank() {
        assert_eq!(
            normalise_line("  Le\n  titre\u{a0}: oui "),
            Some("Le titre\u{a0}: oui".into())
        );
        assert_eq!(normalise_line(" \n "), None);
    }

    proptest! {
        #[test]
        fn normalising_twice_is_the_same_as_once(text in any::<String>()) {
            let once = normalise_text(&text);
            prop_assert_eq!(normalise_text(&once), once);
        }

        #[test]
        fn all_line_ends_give_the_same_text(lines in proptest::collection::vec("[^\r\n]{0,20}", 0..8)) {
            prop_assert_eq!(normalise_text(&lines.join("\n")), normalise_text(&lines.join("\r\n")));
        }
    }
}
