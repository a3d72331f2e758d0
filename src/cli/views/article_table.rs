//! The table of articles.

use super::phrases::{format_day, short_id};
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::query::{ArticleEntry, ArticleList};

/// Builds the table of articles.
pub(crate) fn build_table(lines: &ArticleList) -> Table {
    let mut table = new_table();
    for line in &lines.0 {
        table.push_row(article_cells(line));
    }
    table
}

/// Builds the table of articles without rows.
pub(crate) fn new_table() -> Table {
    Table::new([
        Column::unwrapped("published"),
        Column::text("title", 24).with_weight(2),
        Column::text("publisher", 12),
        Column::unwrapped("lang"),
        Column::number("statements"),
        Column::unwrapped("id"),
    ])
}

/// Builds the row of an article.
pub(crate) fn article_cells(line: &ArticleEntry) -> [Cell; 6] {
    let title = line
        .title
        .as_deref()
        .or(line.url.as_deref())
        .unwrap_or("untitled");
    [
        Cell::new(&format_day(line.published), style::TITLE),
        Cell::new(title, style::PLAIN),
        Cell::new(line.publisher.as_deref().unwrap_or_default(), style::PLAIN),
        Cell::new(line.lang.as_str(), style::PLAIN),
        Cell::new(&line.statements.to_string(), style::PLAIN),
        Cell::new(short_id(line.id.as_str()), style::FAINT),
    ]
}
