//! Estimates how wide a text is drawn, and cuts and wraps texts to a width. No font is asked: the estimate is that of a
//! common sans-serif, a little too wide.

use super::svg_writer::{FONT, clean_text};
use unicode_width::UnicodeWidthChar;

/// The estimated width of `text` at the size of the charts, in tenths of a unit. A Chinese character is as wide as the
/// font is high, a Latin letter on average a little more than half of that.
pub(super) fn text_width(text: &str) -> i64 {
    let width_of = |c: char| match c.width() {
        Some(2) => FONT,
        Some(1) => FONT * 62 / 100,
        _ => 0,
    };
    text.chars().map(width_of).sum()
}

/// `text` on one line, cut with `…` where it is wider than `width`.
pub(super) fn cut_text(text: &str, width: i64) -> String {
    let text = clean_text(text).replace(['\n', '\t'], " ");
    if text_width(&text) <= width {
        return text;
    }
    let room = width - text_width("…");
    let mut cut = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += text_width(c.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        cut.push(c);
    }
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

/// `text` as lines of at most `width`, broken at spaces and beside wide characters. A word that is wider has a line of
/// its own.
pub(super) fn wrap_text(text: &str, width: i64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in split_pieces(&clean_text(text).replace(['\n', '\t'], " ")) {
        if !line.is_empty() && text_width(&line) + text_width(piece.trim_end()) > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(&piece);
    }
    let rest = line.trim_end();
    lines.extend((!rest.is_empty()).then(|| rest.to_owned()));
    lines
}

/// The pieces between which a line may be broken, each with the space after it.
fn split_pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut may_break = true;
    for c in text.chars() {
        let is_wide = c.width() == Some(2) && c.is_alphanumeric();
        if may_break || is_wide {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        may_break = c == ' ';
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_wrapped() {
        let width = text_width("0123456789");
        assert_eq!(cut_text("0123456789", width), "0123456789");
        assert_eq!(cut_text("0123456 89 and more", width), "0123456 8…");
        assert_eq!(cut_text("一二三四五六", width), "一二三四五六");
        assert_eq!(cut_text("一二三四五六七", width), "一二三四五…");
        assert_eq!(cut_text("a\nb\u{202e}c", width), "a b\u{fffd}c");
        assert_eq!(wrap_text("12 345 6789 0", width), ["12 345", "6789 0"]);
        assert_eq!(wrap_text("一二三四五六。七", width), ["一二三四五", "六。七"]);
        assert_eq!(wrap_text("", width), Vec::<String>::new());
    }
}
