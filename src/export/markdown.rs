use super::tabular::Tabular;
use crate::domain::replace_display_controls;
use std::io::{self, Write};

/// Characters that are markup everywhere in Markdown.
const MARKUP: [char; 12] = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '$'];

/// Further characters that are markup outside table cells: of headings and images.
const PROSE_MARKUP: [char; 2] = ['#', '!'];

/// Writes `table` as a Markdown table (GitHub's pipe tables), with markup characters escaped. A web
/// address becomes a link, a line break becomes `<br>`, other display controls become `�`.
pub fn write_markdown(table: &impl Tabular, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    write_markdown_head(&table.columns(), out)?;
    table
        .rows()
        .iter()
        .try_for_each(|row| write_markdown_row(row, out))
}

/// Writes the headings of a Markdown table.
pub(super) fn write_markdown_head(columns: &[&str], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    writeln!(out, "| {} |", columns.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(columns.len()))
}

/// Writes a row of a Markdown table.
pub(super) fn write_markdown_row(row: &[String], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let cells: Vec<String> = row.iter().map(|cell| escape_cell(cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// `text` as one line of Markdown prose, with all characters escaped that would be markup there.
pub(super) fn escape_prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut is_number = true;
    for (at, c) in replace_display_controls(text.trim()).char_indices() {
        let starts_list = match c {
            '-' | '+' | '=' => at == 0,
            '.' | ')' => is_number && at > 0,
            _ => false,
        };
        is_number &= c.is_ascii_digit();
        match c {
            '\n' => prose.push(' '),
            c if starts_list || MARKUP.contains(&c) || PROSE_MARKUP.contains(&c) => prose.extend(['\\', c]),
            c => prose.push(c),
        }
    }
    prose
}

/// `cell` as the text of a table cell, with markup escaped; a web address becomes a link.
pub(super) fn escape_cell(cell: &str) -> String {
    let cell = replace_display_controls(cell);
    let is_address = cell.starts_with("https://") || cell.starts_with("http://");
    if is_address && !cell.contains(|c: char| c.is_whitespace() || c == '<' || c == '>') {
        return format!("<{}>", cell.replace('|', "%7C"));
    }
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\n' => text.push_str("<br>"),
            c if MARKUP.contains(&c) => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        insta::assert_snapshot!(escape_cell("a|b *c* <d>\r\ne"), @r"a\|b \*c\* \<d\><br>e");
        insta::assert_snapshot!(escape_cell("https://example.org/a_b|c"), @"<https://example.org/a_b%7Cc>");
        insta::assert_snapshot!(escape_cell("https://example.org/ a"), @"https://example.org/ a");
        insta::assert_snapshot!(escape_cell("&#x202e; $x$ \u{1b}[1m"), @r"\&#x202e; \$x\$ �\[1m");
    }

    #[test]
    fn prose_starts_no_list_and_has_no_entities() {
        insta::assert_snapshot!(escape_prose("# 1 &amp; [^2] <b>"), @r"\# 1 \&amp; \[^2\] \<b\>");
        insta::assert_snapshot!(escape_prose("- a - b\nc"), @r"\- a - b c");
        insta::assert_snapshot!(escape_prose("12. a. b 3.5"), @r"12\. a. b 3.5");
    }
}
