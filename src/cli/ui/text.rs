//! Text on a terminal: its width, where lines may break, and removal of control characters.

use crate::domain::{is_display_control, replace_display_controls};
use std::borrow::Cow;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters that never start a line in Chinese typesetting.
const CLOSING: &str = "。，、；：？！）】」』》〉”’…—,.;:?!)]}»%";
/// Characters that never end a line in Chinese typesetting.
const OPENING: &str = "（【「『《〈“‘([{«";

/// Returns the width of `text` in terminal cells.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Returns `text` on one line. Display controls become `�`, because an article is untrusted text that could control the
/// terminal.
pub(crate) fn sanitize(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\n' | '\t');
    let replaced = replace_display_controls(text);
    if !replaced.contains(breaks) {
        return replaced;
    }
    let mut line = String::with_capacity(replaced.len());
    for c in replaced.chars() {
        if !breaks(c) {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    Cow::Owned(line)
}

/// Returns what may be written to a terminal: `text` without display controls, except line feeds, tabs and, if
/// `colored`, the styles that dixit sets (SGR sequences).
pub(crate) fn sanitize_output(text: &str, colored: bool) -> Cow<'_, str> {
    if !colored {
        return replace_display_controls(text);
    }
    if !text.contains(|c| is_display_control(c) && !matches!(c, '\n' | '\t' | '\u{1b}')) && are_styles(text) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for (number, piece) in text.split('\u{1b}').enumerate() {
        let style = style_length(piece).filter(|_| number > 0).unwrap_or(0);
        match (number, style) {
            (0, _) => {}
            (_, 0) => kept.push('\u{fffd}'),
            _ => kept.push('\u{1b}'),
        }
        kept.push_str(&piece[..style]);
        kept.push_str(&replace_display_controls(&piece[style..]));
    }
    Cow::Owned(kept)
}

/// Whether every escape character of `text` begins a style.
fn are_styles(text: &str) -> bool {
    text.split('\u{1b}')
        .skip(1)
        .all(|piece| style_length(piece).is_some())
}

/// The length of the style that `text` begins with, without its escape character.
fn style_length(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix('[')?;
    let end = numbers.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    numbers[end..].starts_with('m').then_some(end + 2)
}

/// Cuts `text` to `cells` cells, ending with `…` if something was cut.
pub(crate) fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > cells {
            break;
        }
        cut.push(c);
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    Cow::Owned(cut)
}

/// Wraps `text`: returns the byte range of each line, at most `cells` cells wide, without trailing spaces. Lines
/// break at spaces and, in Chinese, between characters, but never before a closing mark or after an opening one. A
/// piece longer than a line is cut.
pub(crate) fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    let (mut start, mut at, mut used) = (0, 0, 0);
    for atom in unbreakable_pieces(text) {
        let shown = width(atom.trim_end_matches(' '));
        if used + shown > cells && used > 0 {
            lines.push(start..at);
            (start, used) = (at, 0);
        }
        if shown <= cells {
            used += width(atom);
        } else {
            for (offset, c) in atom.char_indices() {
                let wide = c.width().unwrap_or(0);
                if used + wide > cells {
                    lines.push(start..at + offset);
                    (start, used) = (at + offset, 0);
                }
                used += wide;
            }
        }
        at += atom.len();
    }
    if start < text.trim_end_matches(' ').len() || lines.is_empty() {
        lines.push(start..at);
    }
    for line in &mut lines {
        line.end = line.start + text[line.clone()].trim_end_matches(' ').len();
    }
    lines
}

/// Returns the width in cells of the widest piece of `text` that cannot be broken.
pub(crate) fn widest_unbreakable(text: &str) -> usize {
    unbreakable_pieces(text)
        .map(|atom| width(atom.trim_end_matches(' ')))
        .max()
        .unwrap_or(0)
}

/// Splits `text` into pieces that cannot be broken, each with the spaces after it.
fn unbreakable_pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, mut before) = chars.next()?;
        let end = chars
            .find(|&(_, c)| {
                let breaks = can_break_between(before, c);
                before = c;
                breaks
            })
            .map_or(rest.len(), |(at, _)| at);
        let (atom, after) = rest.split_at(end);
        rest = after;
        Some(atom)
    })
}

/// Whether a line may end between two characters. A no-break space is not ' '.
fn can_break_between(before: char, after: char) -> bool {
    if after == ' ' || after.width() == Some(0) {
        return false;
    }
    if before == ' ' {
        return true;
    }
    let wide = |c: char| c.width() == Some(2);
    (wide(before) || wide(after)) && !CLOSING.contains(after) && !OPENING.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, cells: usize) -> Vec<&str> {
        wrap(text, cells).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_never_at_a_no_break_space() {
        let lines = wrapped("Le ministre a dit : «\u{a0}oui\u{a0}» hier soir", 12);
        assert_eq!(
            lines,
            ["Le ministre", "a dit :", "«\u{a0}oui\u{a0}» hier", "soir"]
        );
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_full_stop() {
        assert_eq!(wrapped("中国愿意合作。", 6), ["中国愿", "意合", "作。"]);
        assert_eq!(wrapped("他说“合作”很好", 6), ["他说", "“合作”", "很好"]);
        assert!(
            wrapped("人工智能 governance 治理", 8)
                .iter()
                .all(|line| width(line) <= 8)
        );
    }

    #[test]
    fn word_longer_than_a_line_is_cut() {
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("", 3), [""]);
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(
            sanitize("a\u{1b}[31mb\n\tc\u{202e}d"),
            "a\u{fffd}[31mb c\u{fffd}d"
        );
        assert!(matches!(sanitize("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn only_own_styles_pass() {
        let styled = "\u{1b}[1;31mred\u{1b}[0m\n";
        assert!(matches!(sanitize_output(styled, true), Cow::Borrowed(_)));
        assert_eq!(sanitize_output(styled, false), "\u{fffd}[1;31mred\u{fffd}[0m\n");
        assert_eq!(
            sanitize_output("\u{1b}[2J\u{1b}[1ma\u{1b}]0;x\u{7}\u{200f}", true),
            "\u{fffd}[2J\u{1b}[1ma\u{fffd}]0;x\u{fffd}"
        );
    }

    #[test]
    fn cut_text_ends_with_an_ellipsis() {
        assert_eq!(truncate("一二三四", 5), "一二…");
        assert_eq!(truncate("one two", 5), "one…");
        assert_eq!(truncate("one", 3), "one");
    }
}
