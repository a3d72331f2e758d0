//! Answers in the forms that other programs and people read: JSON, JSON Lines, CSV, Markdown.

/// An answer that is a list of rows.
pub trait Listing {
    /// The names of the columns.
    fn columns(&self) -> &'static [&'static str];

    /// The cells of every row, as many as there are columns.
    fn rows(&self) -> Vec<Vec<String>>;
}
