//! Unified diffs of two texts, line by line, as `diff -u` prints them.

use super::style;
use super::text::sanitize;
use diffy::{Line, create_patch};
use std::fmt::Write as _;

/// The unified diff from `old_text` to `new_text`, which its heading calls `old_name` and `new_name`.
pub(crate) fn format_unified_diff(
    old_name: &str,
    new_name: &str,
    old_text: &str,
    new_text: &str,
    colored: bool,
) -> String {
    let style = |style| if colored { style } else { style::PLAIN };
    let (title, added, removed) = (style(style::TITLE), style(style::ADDED), style(style::REMOVED));
    let (old_name, new_name) = (sanitize(old_name), sanitize(new_name));
    let mut out = format!("{title}--- {old_name}{title:#}\n{title}+++ {new_name}{title:#}\n");
    for hunk in create_patch(old_text, new_text).hunks() {
        let _ = writeln!(out, "@@ -{} +{} @@", hunk.old_range(), hunk.new_range());
        for line in hunk.lines() {
            let (sign, style, line) = match line {
                Line::Context(line) => (' ', style::PLAIN, line),
                Line::Insert(line) => ('+', added, line),
                Line::Delete(line) => ('-', removed, line),
            };
            let _ = writeln!(
                out,
                "{style}{sign}{}{style:#}",
                sanitize(line.trim_end_matches('\n'))
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_line_is_printed_with_its_context() {
        insta::assert_snapshot!(format_unified_diff("a/x", "b/x", "one\ntwo\nthree\n", "one\n2\nthree\n", false), @r"
        --- a/x
        +++ b/x
        @@ -1,3 +1,3 @@
         one
        -two
        +2
         three
        ");
    }

    #[test]
    fn controls_of_either_text_are_replaced() {
        let diff = format_unified_diff("a\nb", "c", "\u{1b}[2J\n", "\u{202e}x\n", true);
        assert!(diff.contains("-\u{fffd}[2J") && diff.contains("+\u{fffd}x") && diff.contains("--- a b"));
    }

    #[test]
    fn colour_is_written_only_if_requested() {
        assert!(format_unified_diff("a", "b", "x\n", "y\n", true).contains("\u{1b}[32m+y"));
    }
}
