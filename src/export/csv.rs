use super::tabular::Tabular;
use std::io::{self, Write};

/// Writes `table` as CSV (RFC 4180: a header line, quotes where needed, CR LF, UTF-8).
///
/// An apostrophe is put before a cell that a spreadsheet would treat as a formula (it begins with `=`, `+`, `-`, `@`, a
/// tab or a carriage return): the words come from articles, and opening the file must not run them. JSON has the words
/// unchanged.
pub fn write_csv(table: &impl Tabular, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(table.columns())?;
    for row in table.rows() {
        writer.write_record(row.into_iter().map(defuse_formula))?;
    }
    writer.flush()
}

/// `cell`, with an apostrophe before what a spreadsheet would treat as a formula.
fn defuse_formula(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Rows(&'static [&'static str]);

    impl Tabular for Rows {
        fn columns(&self) -> Vec<&'static str> {
            vec!["words"]
        }

        fn rows(&self) -> Vec<Vec<String>> {
            self.0.iter().map(|cell| vec![(*cell).to_owned()]).collect()
        }
    }

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        let mut out = Vec::new();
        write_csv(&Rows(&["a, \"b\"", "two\nlines", "=1+1", "-x", "1-2"]), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "words\r\n\"a, \"\"b\"\"\"\r\n\"two\nlines\"\r\n'=1+1\r\n'-x\r\n1-2\r\n"
        );
    }
}
