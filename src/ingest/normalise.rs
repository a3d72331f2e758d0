use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` as it is stored: what readers see of it, in one spelling.
///
/// Line ends become line feeds, composed characters are composed (NFC), and what no reader sees goes: control
/// characters but the tab, soft hyphens, zero-width spaces, blanks at the ends of lines, and blank lines
/// at either end. No-break spaces, typographic marks and line breaks stay. Doing it twice changes nothing.
pub(super) fn normalise(text: &str) -> String {
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
            // Windows-1252 that was taken for Latin-1: U+0092 is an apostrophe.
            '\u{80}'..='\u{9f}' => seen.extend(windows(c)),
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

/// The mark that Windows-1252 has in the place of a control character, if it has one.
fn windows(control: char) -> Option<char> {
    let byte = u8::try_from(u32::from(control)).ok()?;
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|c| !c.is_control())
}

/// A field of one line: normalised, with single blanks; `None` where nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let text = normalise(text);
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
    fn readers_see_the_same_text() {
        let check = |text: &str, stored: &str| assert_eq!(normalise(text), stored, "{text:?}");
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
    fn a_field_is_one_line() {
        assert_eq!(
            one_line("  Le\n  titre\u{a0}: oui "),
            Some("Le titre\u{a0}: oui".into())
        );
        assert_eq!(one_line(" \n "), None);
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn line_ends_do_not_matter(lines in proptest::collection::vec("[^\r\n]{0,20}", 0..8)) {
            prop_assert_eq!(normalise(&lines.join("\n")), normalise(&lines.join("\r\n")));
        }
    }
}
