use super::style;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The unified diff from `old` to `new`, whose names are `from` and `to`.
pub(crate) fn unified(from: &str, to: &str, old: &str, new: &str, colored: bool) -> String {
    let style = |style| if colored { style } else { style::PLAIN };
    let (title, added, removed) = (style(style::TITLE), style(style::ADDED), style(style::REMOVED));
    let mut out = format!("{title}--- {from}{title:#}\n{title}+++ {to}{title:#}\n");
    let diff = TextDiff::from_lines(old, new);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let _ = writeln!(out, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', style::PLAIN),
                ChangeTag::Insert => ('+', added),
                ChangeTag::Delete => ('-', removed),
            };
            let line = change.value().trim_end_matches('\n');
            let _ = writeln!(out, "{style}{sign}{line}{style:#}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_stands_in_its_context() {
        insta::assert_snapshot!(unified("a/x", "b/x", "one\ntwo\nthree\n", "one\n2\nthree\n", false), @r"
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
    fn colour_is_only_where_asked_for() {
        assert!(unified("a", "b", "x\n", "y\n", true).contains("\u{1b}[32m+y"));
    }
}
