//! Tables: comma-separated values and their kin. The header names the fields, each row is an article.

use crate::ingest::encoding::decode;
use crate::ingest::encoding::opened_stream::ByteStream;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use crate::ingest::metadata::field_names::{self, ArticleField};
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};
use serde_json::{Map, Value};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The delimiters known, the most likely first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Maximum number of rows examined.
const ROWS_EXAMINED_MAX: usize = 6;
/// Minimum number of columns of a table without a known column name, and of rows below its header.
const COLUMNS_MIN: usize = 3;
const ROWS_MIN: usize = 2;
/// Maximum length of a column name, in characters.
const COLUMN_NAME_CHARACTERS_MAX: usize = 40;
/// Number of bytes that the reader takes ahead of a row.
const READ_AHEAD_BYTES: u64 = 64 << 10;

/// Whether a text that begins with `head` is a table: a header of short names without sentence punctuation, and rows
/// with as many cells.
pub(crate) fn is_csv_table(head: &[u8]) -> bool {
    let head = without_separator_line(head).1;
    DELIMITERS.into_iter().any(|delimiter| is_table(head, delimiter))
}

fn is_table(head: &[u8], delimiter: u8) -> bool {
    let rows = first_rows(head, delimiter);
    let Some((names, rows)) = rows.split_first() else {
        return false;
    };
    if !names.iter().all(|cell| is_column_name(cell)) {
        return false;
    }
    let has_known_field = names.iter().any(|cell| field_names::is_known_name(cell.trim()));
    let matching_rows = rows.iter().filter(|cells| cells.len() == names.len()).count();
    // With a known column name, one matching row is enough.
    if has_known_field {
        names.len() >= 2 && matching_rows > 0
    } else {
        names.len() >= COLUMNS_MIN && rows.len() >= ROWS_MIN && matching_rows == rows.len()
    }
}

/// The cells of the first rows that are complete in `head`.
fn first_rows(head: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    // The last row may be incomplete.
    let end = head
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let reader = reader_builder(delimiter).from_reader(&head[..end]);
    let rows = reader
        .into_byte_records()
        .map_while(Result::ok)
        .take(ROWS_EXAMINED_MAX);
    let cells = |row: &ByteRecord| {
        row.iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect()
    };
    rows.map(|row| cells(&row)).collect()
}

fn reader_builder(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false);
    builder
}

fn is_column_name(cell: &str) -> bool {
    let cell = cell.trim();
    let is_sentence_mark = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '«' | '»' | '“' | '”' | '。' | '，' | '：' | '\n'
        )
    };
    !cell.is_empty()
        && cell.chars().count() <= COLUMN_NAME_CHARACTERS_MAX
        && cell.split_whitespace().count() <= 3
        && !cell.contains(is_sentence_mark)
}

/// The delimiter that the first line names, as in `sep=;`, which spreadsheet programs write; and what follows.
fn without_separator_line(head: &[u8]) -> (Option<u8>, &[u8]) {
    let named = head.strip_prefix(b"sep=").and_then(<[u8]>::split_first);
    match named {
        Some((delimiter, [b'\n', rest @ ..] | [b'\r', b'\n', rest @ ..])) => (Some(*delimiter), rest),
        _ => (None, head),
    }
}

/// The delimiter of a table that begins with `head`: the one that makes a table of it, else the one that gives the
/// header the most columns.
fn detect_delimiter(head: &[u8]) -> u8 {
    let (named, head) = without_separator_line(head);
    let columns = |delimiter: &u8| first_rows(head, *delimiter).first().map_or(0, Vec::len);
    named
        .or_else(|| {
            DELIMITERS
                .into_iter()
                .filter(|delimiter| is_table(head, *delimiter))
                .max_by_key(columns)
        })
        .or_else(|| DELIMITERS.into_iter().rev().max_by_key(columns))
        .unwrap_or(b',')
}

/// The line where a row begins, and its cells.
type CsvCells = (u64, Vec<String>);

/// The line where a row begins, and its cells by the names of their columns.
pub(crate) type CsvRow = (u64, Map<String, Value>);

/// The rows of a table, each as an article object by the names of its columns, with the line where it begins.
pub(crate) struct CsvRows<'a> {
    reader: csv::Reader<BoundedStream<'a>>,
    budget: Arc<AtomicU64>,
    location: InputLocation,
    names: Vec<String>,
    /// Number of lines above the table, and the line where the row read last begins.
    lines_above: u64,
    line: u64,
    /// Whether lines end in a carriage return and a line feed.
    has_carriage_returns: bool,
    is_finished: bool,
}

impl<'a> CsvRows<'a> {
    /// Reads the header. A table without a column of text is an error, unless `overrides` map one.
    pub(crate) fn new(
        mut stream: ByteStream<'a>,
        head: &[u8],
        location: InputLocation,
        overrides: &MetadataOverrides,
    ) -> Result<Self, IngestError> {
        let delimiter = detect_delimiter(head);
        let above = head.len() - without_separator_line(head).1.len();
        let end = head.iter().position(|byte| *byte == b'\n');
        let has_carriage_returns = end.is_some_and(|end| head[..end].ends_with(b"\r"));
        let budget = Arc::new(AtomicU64::new(ARTICLE_BYTES_MAX + READ_AHEAD_BYTES));
        let skipped = stream.by_ref().take(above as u64).read_to_end(&mut Vec::new());
        skipped.map_err(|source| IngestError::Unreadable {
            location: location.clone(),
            source,
        })?;
        let stream = BoundedStream {
            stream,
            budget: Arc::clone(&budget),
        };
        let mut rows = Self {
            reader: reader_builder(delimiter).from_reader(stream),
            budget,
            location,
            names: Vec::new(),
            lines_above: u64::from(above > 0),
            line: 0,
            has_carriage_returns,
            is_finished: false,
        };
        let Some((_, header)) = rows.next_cells()? else {
            return Err(IngestError::Empty {
                location: rows.location,
            });
        };
        rows.names = header.iter().map(|name| name.trim().to_owned()).collect();
        rows.require_text_column(overrides)?;
        Ok(rows)
    }

    fn require_text_column(&self, overrides: &MetadataOverrides) -> Result<(), IngestError> {
        let is_text = |name: &String| {
            let names = ArticleField::Text.names().iter();
            names
                .into_iter()
                .any(|known| field_names::matches_name(name, known))
                || overrides
                    .field_mappings
                    .iter()
                    .any(|mapping| mapping.field == ArticleField::Text && mapping.key == *name)
        };
        if self.names.iter().any(is_text) {
            return Ok(());
        }
        let columns: Vec<String> = self.names.iter().map(|name| format!("{name:?}")).collect();
        Err(IngestError::Unusable {
            location: self.location.clone(),
            problem: format!(
                "a table without a column of text; its columns are {}",
                columns.join(", ")
            ),
            advice: "name the column with --map text=COLUMN",
        })
    }

    /// The cells of the next row that is not blank, and the line where it begins.
    fn next_cells(&mut self) -> Result<Option<CsvCells>, IngestError> {
        let mut row = ByteRecord::new();
        loop {
            self.budget
                .store(ARTICLE_BYTES_MAX + READ_AHEAD_BYTES, Ordering::Relaxed);
            let read = self.reader.read_byte_record(&mut row).map_err(|error| {
                self.is_finished = true;
                self.row_error(self.lines_above + self.line + 1, error)
            })?;
            if !read {
                self.is_finished = true;
                return Ok(None);
            }
            self.line = self.first_line_of(&row);
            if row.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                let line = self.lines_above + self.line;
                return match decode_cells(&row) {
                    Some(cells) => Ok(Some((line, cells))),
                    None => Err(IngestError::NotText {
                        location: self.location.with_line(line),
                        looks_like: "binary data",
                    }),
                };
            }
        }
    }

    /// The line where `row`, which was read last, begins. The reader knows where it is now: behind the line feed of the
    /// row, but before it if there is a carriage return.
    fn first_line_of(&self, row: &ByteRecord) -> u64 {
        let breaks = row.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
        let behind = breaks + u64::from(!self.has_carriage_returns);
        let begin = self.reader.position().line().saturating_sub(behind);
        // The last row may have no line feed.
        begin.max(self.line + 1)
    }

    fn row_error(&self, line: u64, error: csv::Error) -> IngestError {
        let location = self.location.with_line(line);
        if self.budget.load(Ordering::Relaxed) == 0 {
            // A quotation mark that is never closed makes one row of all that follows.
            return IngestError::TooLarge {
                location,
                bytes: None,
            };
        }
        let source = match error.into_kind() {
            csv::ErrorKind::Io(source) => source,
            kind => io::Error::other(format!("{kind:?}")),
        };
        IngestError::Unreadable { location, source }
    }

    fn next_row(&mut self) -> Result<Option<CsvRow>, IngestError> {
        let Some((line, mut cells)) = self.next_cells()? else {
            return Ok(None);
        };
        while cells.len() > self.names.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() > self.names.len() {
            return Err(IngestError::Unusable {
                location: self.location.with_line(line),
                problem: format!("{} cells in a row, but {} columns", cells.len(), self.names.len()),
                advice: "put quotation marks around cells that hold the delimiter",
            });
        }
        let named = self
            .names
            .iter()
            .zip(cells)
            .filter(|(name, cell)| !name.is_empty() && !cell.is_empty());
        Ok(Some((
            line,
            named
                .map(|(name, cell)| (name.clone(), Value::String(cell)))
                .collect(),
        )))
    }
}

impl Iterator for CsvRows<'_> {
    type Item = Result<CsvRow, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_finished {
            return None;
        }
        self.next_row().transpose()
    }
}

/// The cells of a row as text, all in one encoding.
fn decode_cells(row: &ByteRecord) -> Option<Vec<String>> {
    let all = row.iter().collect::<Vec<_>>().join(&b'\n');
    let (_, notes) = decode::decode_text(all, None).ok()?;
    let guessed = notes.iter().find_map(|note| match note {
        IngestNote::EncodingGuessed { encoding } => Encoding::for_label(encoding.as_bytes()),
        _ => None,
    });
    let encoding = guessed.unwrap_or(UTF_8);
    let decode = |cell| encoding.decode_without_bom_handling(cell).0.into_owned();
    Some(row.iter().map(decode).collect())
}

/// A stream that ends in an error when one row takes more bytes than an article may have.
struct BoundedStream<'a> {
    stream: ByteStream<'a>,
    /// Number of bytes that the row may still take.
    budget: Arc<AtomicU64>,
}

impl Read for BoundedStream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other("the row does not end"));
        }
        let read = self.stream.read(buffer)?;
        self.budget
            .store(left.saturating_sub(read as u64), Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::encoding::opened_stream::open_stream;
    use crate::ingest::input_location::InputOrigin;

    fn rows(table: &[u8], overrides: &MetadataOverrides) -> String {
        let opened = open_stream(Box::new(table)).unwrap();
        let location = InputLocation::from_origin(InputOrigin::Stdin);
        let rows = match CsvRows::new(opened.stream, &opened.head, location, overrides) {
            Ok(rows) => rows,
            Err(error) => return error.to_string(),
        };
        let shown = rows.map(|row| match row {
            Ok((line, row)) => format!("{line}: {}", Value::Object(row)),
            Err(error) => error.to_string(),
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    fn plain(table: &str) -> String {
        rows(table.as_bytes(), &MetadataOverrides::default())
    }

    #[test]
    fn row_becomes_an_object_by_the_names_of_its_columns() {
        insta::assert_snapshot!(
            plain("title,text,date\nA,\"One, two.\nThree.\",2026-03-12\n\nB,Four.,\nC,\"Five \"\"six\"\".\",2026-03-13,,\n"),
            @r#"
        2: {"title":"A","text":"One, two.\nThree.","date":"2026-03-12"}
        5: {"title":"B","text":"Four."}
        6: {"title":"C","text":"Five \"six\".","date":"2026-03-13"}
        "#
        );
        insta::assert_snapshot!(plain("\u{feff}titre;text\r\nA;« Oui, a-t-il dit. »\r\n"), @r#"2: {"titre":"A","text":"« Oui, a-t-il dit. »"}"#);
        insta::assert_snapshot!(plain("sep=\t\ntitle\ttext\nA\tOne, two; three.\n"), @r#"3: {"title":"A","text":"One, two; three."}"#);
    }

    #[test]
    fn legacy_encoding_is_decoded() {
        let (table, ..) = encoding_rs::WINDOWS_1252
            .encode("titre;text\nL’été;La ministre a déclaré qu’elle était prête à négocier.\n");
        assert_eq!(
            rows(&table, &MetadataOverrides::default()),
            "2: {\"titre\":\"L’été\",\"text\":\"La ministre a déclaré qu’elle était prête à négocier.\"}"
        );
    }

    #[test]
    fn table_without_text_is_refused_and_its_columns_are_named() {
        insta::assert_snapshot!(plain("id,Speech,Day\n1,We will act.,2026-03-12\n"), @r#"standard input: a table without a column of text; its columns are "id", "Speech", "Day" (name the column with --map text=COLUMN)"#);
        let overrides = MetadataOverrides {
            field_mappings: vec!["text=Speech".parse().unwrap()],
            ..MetadataOverrides::default()
        };
        insta::assert_snapshot!(rows(b"id,Speech,Day\n1,We will act.,2026-03-12\n", &overrides), @r#"2: {"id":"1","Speech":"We will act.","Day":"2026-03-12"}"#);
    }

    #[test]
    fn broken_row_is_one_error() {
        insta::assert_snapshot!(plain("title,text\nA,We will, he said, act.\nB,Yes.\n"), @r#"
        standard input:2: 4 cells in a row, but 2 columns (put quotation marks around cells that hold the delimiter)
        3: {"title":"B","text":"Yes."}
        "#);
        let endless = format!("title,text\nA,\"{}", "We will act.\n".repeat(800_000));
        insta::assert_snapshot!(plain(&endless), @"standard input:2: the stream exceeds the limit of 8.0 MiB for one article (split it, or write its articles as JSONL, one per line)");
        insta::assert_snapshot!(plain(""), @"standard input: no text found (add the text of the article, or remove it)");
    }

    #[test]
    fn table_is_recognised_and_prose_is_not() {
        for head in [
            "title,text,date\nA,\"One, two.\",2026-03-12\n",
            "titre;texte;date\nA;Un.;x\n",
            "title,text\n\"A\",\"One.\nTwo.\"\n",
            "name\tcity\tage\nA\tB\t1\nC\tD\t2\n",
        ] {
            assert!(is_csv_table(head.as_bytes()), "{head}");
        }
        for head in [
            "Paris, Lyon, Marseille\nLe ministre a parlé, hier, à Lyon.\nIl a promis une loi.\n",
            "Lyon, France\n\nLe ministre a parlé.\n",
            "Text, title and all\nThe minister spoke.\n",
            "",
        ] {
            assert!(!is_csv_table(head.as_bytes()), "{head}");
        }
    }
}
