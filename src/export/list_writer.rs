//! Writes a list item by item, so that one of any length needs little memory.

use super::csv::CsvLines;
use super::json::{ControlEscaper, write_jsonl_line};
use super::markdown::{write_markdown_head, write_markdown_row};
use super::tabular::TableRow;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};
use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;

/// A data format of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// As [`write_json`](super::write_json) writes it.
    Json,
    /// As [`write_jsonl`](super::write_jsonl) writes it.
    JsonLines,
    /// As [`write_csv`](super::write_csv) writes it, after a byte order mark if `bom`.
    Csv {
        /// Whether to begin with a byte order mark.
        bom: bool,
    },
    /// As [`write_markdown`](super::write_markdown) writes it.
    Markdown,
}

/// Writes a list item by item.
///
/// Nothing is written before the first item or the end, so that a list that cannot be read leaves no output.
///
/// ```
/// use dixit::export::{ListFormat, ListWriter, LogLine};
/// let mut out = Vec::new();
/// ListWriter::<_, LogLine>::new(ListFormat::Json, &mut out).finish()?;
/// assert_eq!(out, b"[]\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct ListWriter<W: Write, T> {
    state: State<W>,
    items: PhantomData<fn(&T)>,
}

impl<W: Write, T> fmt::Debug for ListWriter<W, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListWriter").finish_non_exhaustive()
    }
}

/// How far the writing of a list is.
enum State<W: Write> {
    Waiting(ListFormat, W),
    Json(JsonItems, W),
    JsonLines(W),
    Csv(Box<CsvLines<W>>),
    Markdown(W),
    /// Only while `begin` runs, and after it failed.
    Failed,
}

impl<W: Write, T: Serialize + TableRow> ListWriter<W, T> {
    /// Creates a writer to `out`.
    pub const fn new(format: ListFormat, out: W) -> Self {
        Self {
            state: State::Waiting(format, out),
            items: PhantomData,
        }
    }

    /// Writes the next item.
    pub fn push(&mut self, item: &T) -> io::Result<()> {
        self.begin()?;
        match &mut self.state {
            State::Json(items, out) => items.write(item, out),
            State::JsonLines(out) => write_jsonl_line(item, out),
            State::Csv(lines) => lines.write(item.cells()),
            State::Markdown(out) => write_markdown_row(&item.cells(), out),
            State::Waiting(..) | State::Failed => Ok(()),
        }
    }

    /// Writes what comes after the last item.
    pub fn finish(mut self) -> io::Result<()> {
        self.begin()?;
        match self.state {
            State::Json(items, mut out) => items.end(&mut out),
            State::Csv(lines) => lines.end(),
            State::JsonLines(_) | State::Markdown(_) | State::Waiting(..) | State::Failed => Ok(()),
        }
    }

    /// Writes what comes before the first item, unless that is done.
    fn begin(&mut self) -> io::Result<()> {
        if !matches!(self.state, State::Waiting(..)) {
            return Ok(());
        }
        let State::Waiting(format, mut out) = std::mem::replace(&mut self.state, State::Failed) else {
            return Ok(());
        };
        self.state = match format {
            ListFormat::Json => State::Json(JsonItems::begin(&mut out)?, out),
            ListFormat::JsonLines => State::JsonLines(out),
            ListFormat::Csv { bom } => {
                if bom {
                    out.write_all("\u{feff}".as_bytes())?;
                }
                State::Csv(Box::new(CsvLines::begin(&T::columns(), out)?))
            }
            ListFormat::Markdown => {
                write_markdown_head(&T::columns(), &mut out)?;
                State::Markdown(out)
            }
        };
        Ok(())
    }
}

/// The items of an indented JSON list.
struct JsonItems {
    formatter: PrettyFormatter<'static>,
    is_first: bool,
}

impl JsonItems {
    fn begin(out: &mut impl Write) -> io::Result<Self> {
        let mut formatter = PrettyFormatter::new();
        formatter.begin_array(out)?;
        Ok(Self {
            formatter,
            is_first: true,
        })
    }

    fn write(&mut self, item: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
        self.formatter.begin_array_value(out, self.is_first)?;
        self.is_first = false;
        let escaped = ControlEscaper(&mut *out);
        item.serialize(&mut Serializer::with_formatter(escaped, self.formatter.clone()))?;
        self.formatter.end_array_value(out)
    }

    fn end(mut self, out: &mut impl Write) -> io::Result<()> {
        self.formatter.end_array(out)?;
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Tabular, write_csv, write_json, write_jsonl, write_markdown};

    #[derive(Serialize)]
    struct Line {
        name: &'static str,
        parts: Vec<u8>,
    }

    impl TableRow for Line {
        fn columns() -> Vec<&'static str> {
            vec!["name", "parts"]
        }

        fn cells(&self) -> Vec<String> {
            vec![self.name.to_owned(), self.parts.len().to_string()]
        }
    }

    #[derive(Serialize)]
    struct Lines(Vec<Line>);

    impl Tabular for Lines {
        fn columns(&self) -> Vec<&'static str> {
            Line::columns()
        }

        fn rows(&self) -> Vec<Vec<String>> {
            self.0.iter().map(TableRow::cells).collect()
        }
    }

    #[test]
    fn items_give_the_bytes_of_the_whole_list() {
        let line = |name, parts: &[u8]| Line {
            name,
            parts: parts.to_vec(),
        };
        for lines in [
            vec![],
            vec![line("a", &[])],
            vec![line("=a, \"b\"", &[1, 2]), line("c|d\ne", &[3])],
        ] {
            let lines = Lines(lines);
            let written = |format| {
                let mut out = Vec::new();
                let mut writer = ListWriter::new(format, &mut out);
                lines.0.iter().try_for_each(|line| writer.push(line)).unwrap();
                writer.finish().unwrap();
                String::from_utf8(out).unwrap()
            };
            let whole = |write: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
                let mut out = Vec::new();
                write(&mut out).unwrap();
                String::from_utf8(out).unwrap()
            };
            assert_eq!(written(ListFormat::Json), whole(&|out| write_json(&lines, out)));
            assert_eq!(
                written(ListFormat::JsonLines),
                whole(&|out| write_jsonl(&lines, out))
            );
            assert_eq!(
                written(ListFormat::Markdown),
                whole(&|out| write_markdown(&lines, out))
            );
            let csv = whole(&|out| write_csv(&lines, out));
            assert_eq!(written(ListFormat::Csv { bom: false }), csv);
            assert_eq!(written(ListFormat::Csv { bom: true }), format!("\u{feff}{csv}"));
        }
    }
}
