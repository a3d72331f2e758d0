//! What another reader reads in articles: lines of JSON as `dixit extract --format jsonl` writes them.
//!
//! Nothing of it is believed but what the article proves: a statement is admitted only if each of its spans is an exact
//! slice of the text, and is refused with the reason otherwise, by itself.

mod admit;
mod item;
mod places;

pub use admit::{Admitted, ReadText, Refused};

use super::json_lines::ObjectLines;
use super::open::{self, Stream};
use super::{IngestError, Origin, Place};
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io;
use std::path::Path;

/// What another reader reads in one article: one line of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenReading {
    /// Where it stands.
    pub place: Place,
    /// The id of the article, as text: that of dixit, its address, or the one that it has where it is given.
    pub id: Option<String>,
    /// Who or what reads, with the version, where the line tells.
    pub reader: Option<String>,
    /// The statements, each as it is given.
    statements: Vec<Value>,
}

/// A line as it is written; what else it has is not ours.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    reader: Option<String>,
    statements: Vec<Value>,
}

impl GivenReading {
    /// How many statements it has, pieces of one counted each.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether nothing is read in the article.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

/// The readings in the file at `path`, or in standard input where that is `-`. A line that is none is an error of its
/// own, and the others go on.
pub fn readings(path: &Path) -> impl Iterator<Item = Result<GivenReading, IngestError>> {
    let origin = if path.as_os_str() == "-" {
        Origin::Stdin
    } else {
        Origin::Path(path.to_owned())
    };
    let place = Place::whole(origin);
    let opened = match stream(&place).and_then(open::open) {
        Ok(opened) => Ok(ObjectLines::new(opened.stream, place)),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Err(IngestError::Missing { place }),
        Err(source) => Err(IngestError::Unreadable { place, source }),
    };
    let (lines, error) = match opened {
        Ok(lines) => (Some(lines), None),
        Err(error) => (None, Some(Err(error))),
    };
    let read = lines
        .into_iter()
        .flatten()
        .map(|line| line.and_then(|(line, place)| reading(&line, place)));
    error.into_iter().chain(read)
}

fn stream(place: &Place) -> io::Result<Stream<'static>> {
    Ok(match &place.origin {
        Origin::Stdin => Box::new(io::stdin()),
        Origin::Path(path) => Box::new(File::open(path)?),
    })
}

fn reading(line: &[u8], place: Place) -> Result<GivenReading, IngestError> {
    let line: Line = match serde_json::from_slice(line) {
        Ok(line) => line,
        Err(error) => {
            let problem = error.to_string();
            return Err(IngestError::Reading { place, problem });
        }
    };
    Ok(GivenReading {
        place,
        id: match line.id {
            Value::Null => None,
            Value::String(id) => Some(id),
            id => Some(id.to_string()),
        },
        reader: line.reader,
        statements: line.statements,
    })
}
