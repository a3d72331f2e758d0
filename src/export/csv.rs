use super::tabular::Tabular;
use crate::domain::replace_display_controls;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes `table` as CSV (RFC 4180: a header line, quotes where needed, CR LF, UTF-8).
///
/// An apostrophe is put before a cell that a spreadsheet would treat as a formula (it begins with `=`, `+`, `-`, `@`,
/// one of these in full width, or a line end or tab): the words come from articles, and opening the file must not run
/// them. Display controls become `�`. JSON has the words unchanged.
pub fn write_csv(table: &impl Tabular, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut lines = CsvLines::begin(&table.columns(), out)?;
    for row in table.rows() {
        lines.write(row)?;
    }
    lines.end()
}

/// The lines of a CSV, one after another.
pub(super) struct CsvLines<W: Write>(csv::Writer<W>);

impl<W: Write> CsvLines<W> {
    /// Writes the line of the headings.
    pub(super) fn begin(columns: &[&str], out: W) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        writer.write_record(columns)?;
        Ok(Self(writer))
    }

    /// Writes a line.
    pub(super) fn write(&mut self, cells: Vec<String>) -> io::Result<()> {
        Ok(self.0.write_record(cells.into_iter().map(defuse_cell))?)
    }

    /// Writes what is buffered.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The characters at the start of a cell by which a spreadsheet takes it for a formula. Those of East Asia accept the
/// full-width forms, too.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// `cell` without display controls, and with an apostrophe before what a spreadsheet would treat as a formula.
fn defuse_cell(cell: String) -> String {
    let cell = match replace_display_controls(&cell) {
        Cow::Borrowed(_) => cell,
        Cow::Owned(replaced) => replaced,
    };
    if cell.starts_with(FORMULA_STARTS) {
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
        write_csv(
            &Rows(&[
                "a, \"b\"",
                "two\r\nlines",
                "=1+1",
                "-x",
                "1-2",
                "＝1",
                "\u{202e}\u{1b}=1",
            ]),
            &mut out,
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "words\r\n\"a, \"\"b\"\"\"\r\n\"two\nlines\"\r\n'=1+1\r\n'-x\r\n1-2\r\n'＝1\r\n\u{fffd}=1\r\n"
        );
    }
}
