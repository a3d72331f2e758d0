//! Characters that control how text is displayed instead of being displayed. Articles, file names and users can contain
//! them: a terminal obeys its escape sequences, and bidirectional controls show words in another order than they have.

use std::borrow::Cow;

/// Whether `c` controls the display: the control characters C0 and C1, bidirectional marks, embeddings, overrides and
/// isolates, the separators of lines and paragraphs, annotation marks, and tags, which nobody sees.
pub const fn is_display_control(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` without display controls, except line feeds and tabs. Every kind of line end becomes a line feed; of others
/// in a row, one `�` remains.
///
/// ```
/// use dixit::domain::replace_display_controls;
/// assert_eq!(replace_display_controls("a\u{1b}[31mb\r\n\u{202e}\u{2066}c"), "a\u{fffd}[31mb\n\u{fffd}c");
/// ```
pub fn replace_display_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_display_control(c) && !matches!(c, '\n' | '\t')) {
        return Cow::Borrowed(text);
    }
    let mut replaced = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut is_run = false;
    while let Some(c) = chars.next() {
        let steers = is_display_control(c);
        match c {
            '\t' => replaced.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => replaced.push('\n'),
            _ if !steers => replaced.push(c),
            _ if is_run => {}
            _ => replaced.push('\u{fffd}'),
        }
        is_run = steers && !matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    }
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_controls_are_found_and_other_formatting_is_not() {
        let controls =
            "\0\t\n\u{1b}\u{7f}\u{80}\u{9b}\u{9f}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}";
        for c in controls.chars().chain("\u{2028}\u{e0041}".chars()) {
            assert!(is_display_control(c), "{c:?}");
        }
        // A no-break space, a soft hyphen, joiners of emoji, a byte order mark.
        for c in " aé人\u{a0}\u{ad}\u{200b}\u{200d}\u{202f}\u{feff}\u{1f600}".chars() {
            assert!(!is_display_control(c), "{c:?}");
        }
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(
            replace_display_controls("a\r\nb\rc\u{85}d\u{2028}e\u{b}f"),
            "a\nb\nc\nd\ne\nf"
        );
        assert!(matches!(replace_display_controls("a\n\tb"), Cow::Borrowed(_)));
        assert_eq!(replace_display_controls("\u{1b}\n\u{1b}"), "\u{fffd}\n\u{fffd}");
    }
}
