//! Reads exported events line by line, plain or compressed with gzip, with bounded memory.

use super::event_line::read_event_line;
use crate::cli::error::CliError;
use crate::tracker::{EventRecord, Hash, ImportPreparer, PreparedRecord};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

/// Maximum length of a line in bytes. That of an event is hardly longer than its article.
const LINE_BYTES_MAX: u64 = 64 << 20;
/// Maximum depth of arrays and objects in a line.
const NESTING_MAX: u32 = 128;
/// Size of the buffer for reading.
const BUFFER_BYTES: usize = 1 << 18;

/// The events of an export, each checked by its own hashes.
pub(crate) struct EventLines {
    /// What the errors call the input.
    name: String,
    input: Box<dyn BufRead + Send>,
    line: Vec<u8>,
    /// Number of lines that were read.
    number: u64,
    /// The name of the log that all lines must be from; `None` until it is known.
    source: Option<String>,
    preparer: ImportPreparer,
}

/// An event, and the number of its line.
pub(crate) struct NumberedRecord {
    pub(super) line: u64,
    pub(super) record: PreparedRecord,
}

impl EventLines {
    /// Opens the file at `path`, or stdin for `-`.
    pub(crate) fn open(path: &Path) -> Result<Self, CliError> {
        let is_stdin = path == Path::new("-");
        let name = if is_stdin {
            "stdin".to_owned()
        } else {
            path.display().to_string()
        };
        let unreadable = |error: io::Error| CliError::input(format_args!("{name}: {error}"));
        let mut input: Box<dyn BufRead + Send> = if is_stdin {
            Box::new(BufReader::with_capacity(BUFFER_BYTES, io::stdin()))
        } else {
            let file = File::open(path).map_err(unreadable)?;
            Box::new(BufReader::with_capacity(BUFFER_BYTES, file))
        };
        if input.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]) {
            input = Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(input)));
        }
        Ok(Self {
            name,
            input,
            line: Vec::new(),
            number: 0,
            source: None,
            preparer: ImportPreparer::default(),
        })
    }

    /// Refuses lines that are not from the log named `source`.
    pub(crate) fn require_source(&mut self, source: String) {
        self.source = Some(source);
    }

    /// What the errors call the input.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn next_record(&mut self) -> Result<Option<NumberedRecord>, CliError> {
        self.line.clear();
        self.number += 1;
        let at_line = |what: &str| line_error(&self.name, self.number, what);
        let read = (&mut self.input)
            .take(LINE_BYTES_MAX + 1)
            .read_until(b'\n', &mut self.line);
        if read.map_err(|error| at_line(&error.to_string()))? == 0 {
            return Ok(None);
        }
        let is_ended = self.line.last() == Some(&b'\n');
        if !is_ended && self.line.len() as u64 > LINE_BYTES_MAX {
            let megabytes = LINE_BYTES_MAX >> 20;
            return Err(at_line(&format!("longer than {megabytes} MiB")));
        }
        let parsed = parse_line(&self.line).and_then(|(record, leaf_hash, source)| {
            let expected = self.source.get_or_insert_with(|| source.clone());
            if *expected != source {
                return Err(format!(
                    "from another log: its source is {source:?}, not {expected:?}"
                ));
            }
            let prepared = self.preparer.prepare(record, leaf_hash);
            prepared.map_err(|refusal| refusal.to_string())
        });
        match parsed {
            Ok(record) => Ok(Some(NumberedRecord {
                line: self.number,
                record,
            })),
            Err(_) if !is_ended => Err(at_line("cut off: the input ends within it")),
            Err(what) => Err(at_line(&what)),
        }
    }
}

impl Iterator for EventLines {
    type Item = Result<NumberedRecord, CliError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_record().transpose()
    }
}

/// The error about a line of the input `name`.
pub(super) fn line_error(name: &str, number: u64, what: &str) -> CliError {
    CliError::input(format_args!("{name}, line {number}: {what}"))
}

fn parse_line(line: &[u8]) -> Result<(EventRecord, Hash, String), String> {
    let text = std::str::from_utf8(line).map_err(|_| "not valid UTF-8".to_owned())?;
    if exceeds_nesting(line) {
        return Err(format!("nested deeper than {NESTING_MAX} levels"));
    }
    read_event_line(text)
}

/// Whether arrays and objects in `json` are nested too deep.
fn exceeds_nesting(json: &[u8]) -> bool {
    let (mut depth, mut in_string, mut is_escaped) = (0_u32, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > NESTING_MAX {
                    return true;
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}
