use crate::ingest::encoding::opened_stream::{self, ByteStream};
use crate::ingest::error::IngestError;
use crate::ingest::formats::non_blank_lines::NonBlankLines;
use crate::ingest::input_location::{InputLocation, InputOrigin};
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io;
use std::path::Path;

/// One line of a file of readings: what a reader other than the extractor reads in one article.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingLine {
    /// Where the line is.
    pub location: InputLocation,
    /// The article: its dixit id, its URL, or the id that its source gives it.
    pub id: Option<String>,
    /// The reader with its version, if the line names it.
    pub reader: Option<String>,
    /// The statements, as JSON values. A statement in several pieces is several values.
    pub(super) statements: Vec<Value>,
}

/// The fields of a line that are used. Others are ignored.
#[derive(Deserialize)]
struct LineFields {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    reader: Option<String>,
    statements: Vec<Value>,
}

impl ReadingLine {
    /// Number of statements; each piece of a statement counts.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether the reader reads no statement in the article.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

/// The readings in the file at `path`, or in standard input if that is `-`. A line that cannot be read is one error;
/// the iteration continues after it.
pub fn read_reading_lines(path: &Path) -> impl Iterator<Item = Result<ReadingLine, IngestError>> {
    let is_stdin = path.as_os_str() == "-";
    let location = if is_stdin {
        InputLocation::from_origin(InputOrigin::Stdin)
    } else {
        InputLocation::from_path(path)
    };
    let stream = if is_stdin {
        Ok(Box::new(io::stdin()) as ByteStream<'static>)
    } else {
        File::open(path).map(|file| Box::new(file) as ByteStream<'static>)
    };
    let opened = match stream.and_then(opened_stream::open_stream) {
        Ok(opened) => Ok(NonBlankLines::new(opened.stream, location)),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Err(IngestError::Missing { location }),
        Err(source) => Err(IngestError::Unreadable { location, source }),
    };
    let (lines, error) = match opened {
        Ok(lines) => (Some(lines), None),
        Err(error) => (None, Some(Err(error))),
    };
    let read = lines
        .into_iter()
        .flatten()
        .map(|line| line.and_then(|(line, location)| parse_reading_line(&line, location)));
    error.into_iter().chain(read)
}

fn parse_reading_line(line: &[u8], location: InputLocation) -> Result<ReadingLine, IngestError> {
    let line: LineFields = match serde_json::from_slice(line) {
        Ok(line) => line,
        Err(error) => {
            let problem = error.to_string();
            return Err(IngestError::InvalidReading { location, problem });
        }
    };
    Ok(ReadingLine {
        location,
        id: match line.id {
            Value::Null => None,
            Value::String(id) => Some(id),
            id => Some(id.to_string()),
        },
        reader: line.reader,
        statements: line.statements,
    })
}
