use super::Tabular;
use std::io::{self, Write};

/// Signs that Markdown would take for markup.
const MARKUP: [char; 10] = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~'];

/// What is markup beside these where text is not in a cell: headings, entities, formulas, images.
const PROSE_MARKUP: [char; 4] = ['#', '&', '$', '!'];

/// Writes `listing` as a Markdown table (GitHub's pipe tables), every sign that would be markup escaped. A web
/// address becomes a link, a line break becomes `<br>`.
pub fn write_markdown(listing: &impl Tabular, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let columns = listing.columns();
    writeln!(out, "| {} |", columns.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(columns.len()))?;
    for row in listing.rows() {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// `text` on one line of Markdown prose, every sign escaped that would be markup anywhere in it or at its beginning.
pub(super) fn prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut number = true;
    for (at, c) in text.trim().char_indices() {
        let begins_a_list = match c {
            '-' | '+' | '=' => at == 0,
            '.' | ')' => number && at > 0,
            _ => false,
        };
        number &= c.is_ascii_digit();
        match c {
            '\n' => prose.push(' '),
            '\r' => {}
            c if begins_a_list || MARKUP.contains(&c) || PROSE_MARKUP.contains(&c) => prose.extend(['\\', c]),
            c => prose.push(c),
        }
    }
    prose
}

/// The text of a cell, or a web address as a link.
pub(super) fn escaped(cell: &str) -> String {
    let address = cell.starts_with("https://") || cell.starts_with("http://");
    if address && !cell.contains(|c: char| c.is_whitespace() || c == '<' || c == '>') {
        return format!("<{}>", cell.replace('|', "%7C"));
    }
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\n' => text.push_str("<br>"),
            '\r' => {}
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
    fn what_would_be_markup_is_escaped() {
        insta::assert_snapshot!(escaped("a|b *c* <d>\r\ne"), @r"a\|b \*c\* \<d\><br>e");
        insta::assert_snapshot!(escaped("https://example.org/a_b|c"), @"<https://example.org/a_b%7Cc>");
        insta::assert_snapshot!(escaped("https://example.org/ a"), @"https://example.org/ a");
    }

    #[test]
    fn prose_begins_no_list_and_has_no_entities() {
        insta::assert_snapshot!(prose("# 1 &amp; [^2] <b>"), @r"\# 1 \&amp; \[^2\] \<b\>");
        insta::assert_snapshot!(prose("- a - b\nc"), @r"\- a - b c");
        insta::assert_snapshot!(prose("12. a. b 3.5"), @r"12\. a. b 3.5");
    }
}
