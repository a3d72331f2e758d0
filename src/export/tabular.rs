/// An answer that can be shown as a table: as CSV or Markdown.
pub trait Tabular {
    /// The names of the columns.
    fn columns(&self) -> Vec<&'static str>;

    /// The cells of every row, as many as there are columns. A list in one cell is joined by `; `.
    fn rows(&self) -> Vec<Vec<String>>;
}

/// An item of a list that can be shown as a row of a table.
pub trait TableRow {
    /// The names of the columns.
    fn columns() -> Vec<&'static str>;

    /// The cells, as many as there are columns. A list in one cell is joined by `; `.
    fn cells(&self) -> Vec<String>;
}
