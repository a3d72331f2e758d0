use super::Listing;
use std::io::{self, Write};

/// Signs that Markdown would take for markup.
const MARKUP: [char; 10] = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~'];

/// Writes `listing` as a Markdown table (GitHub's pipe tables), every sign that would be markup escaped. A web
/// address becomes a link, a line break becomes `<br>`.
pub fn markdown(listing: &impl Listing, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let columns = listing.columns();
    writeln!(out, "| {} |", columns.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(columns.len()))?;
    for row in listing.rows() {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn escaped(cell: &str) -> String {
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
}
