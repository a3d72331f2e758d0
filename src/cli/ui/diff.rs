//! Unified diffs.

use super::style;
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};
use std::fmt::Write as _;

/// Formats the unified diff of two texts, whose names are in its header.
pub(crate) fn format_unified_diff(
    old_name: &str,
    new_name: &str,
    old_text: &str,
    new_text: &str,
    colored: bool,
) -> String {
    let style = |style| if colored { style } else { style::PLAIN };
    let (title, added, removed) = (style(style::TITLE), style(style::ADDED), style(style::REMOVED));
    let mut out = format!("{title}--- {old_name}{title:#}\n{title}+++ {new_name}{title:#}\n");
    let input = InternedInput::new(old_text, new_text);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let printer = BasicLineDiffPrinter(&input.interner);
    let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input);
    for line in hunks.to_string().lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => added,
            Some(b'-') => removed,
            _ => style::PLAIN,
        };
        let _ = writeln!(out, "{style}{line}{style:#}");
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
    fn colour_is_printed_only_where_asked_for() {
        assert!(format_unified_diff("a", "b", "x\n", "y\n", true).contains("\u{1b}[32m+y"));
    }
}
