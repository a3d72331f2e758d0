//! The table of topics.

use super::phrases::format_day;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::query::TopicList;

/// Builds the table of topics; if it is too wide, with all labels and the id in one column.
pub(crate) fn build_table(lines: &TopicList) -> Table {
    let mut wide = Table::new([
        Column::text("topic", 16),
        Column::text("français", 12),
        Column::text("中文", 8),
        Column::number("statements"),
        Column::unwrapped("first"),
        Column::unwrapped("last"),
        Column::unwrapped("id"),
    ]);
    let mut narrow = Table::new([
        Column::text("topic", 16),
        Column::number("statements"),
        Column::unwrapped("first"),
        Column::unwrapped("last"),
    ]);
    for line in &lines.0 {
        let french = line.label.fr.as_deref().unwrap_or_default();
        let chinese = line.label.zh.as_deref().unwrap_or_default();
        let topic = Cell::new(&line.label.en, style::TITLE);
        let counts = [
            Cell::new(&line.statements.to_string(), style::PLAIN),
            Cell::new(&format_day(line.first), style::PLAIN),
            Cell::new(&format_day(line.last), style::PLAIN),
        ];
        let mut row = vec![
            topic.clone(),
            Cell::new(french, style::PLAIN),
            Cell::new(chinese, style::PLAIN),
        ];
        row.extend(counts.iter().cloned());
        row.push(Cell::new(&line.id, style::FAINT));
        wide.push_row(row);
        let all = topic
            .with_paragraph(french, style::PLAIN)
            .with_paragraph(chinese, style::PLAIN)
            .with_paragraph(&line.id, style::FAINT);
        let mut row = vec![all];
        row.extend(counts);
        narrow.push_row(row);
    }
    wide.or_when_narrow(narrow)
}
