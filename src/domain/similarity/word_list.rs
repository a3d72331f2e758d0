//! The text format of the word lists beside these files.

/// The lines of a word list without their comments, which start with `#`.
pub(super) fn lines_without_comments(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or_default())
}
