use super::open::{Opened, Stream};
use super::{ARTICLE_BYTES_MAX, IngestError, Note, Overrides, Place, RawArticle, json_article};
use std::io::{self, BufRead, BufReader};

/// The articles in a stream of JSON objects, one per line; blank lines are left out. A bad line is an error of
/// its own.
pub(super) struct JsonLines<'a> {
    lines: ObjectLines<'a>,
    overrides: &'a Overrides,
    notes: Vec<Note>,
}

impl<'a> JsonLines<'a> {
    pub(super) fn new(opened: Opened<'a>, place: Place, overrides: &'a Overrides) -> Self {
        Self {
            lines: ObjectLines::new(opened.stream, place),
            overrides,
            notes: opened.notes,
        }
    }
}

impl Iterator for JsonLines<'_> {
    type Item = Result<RawArticle, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(
            self.lines.next()?.and_then(|(line, place)| {
                json_article::article(line, place, self.overrides, self.notes.clone())
            }),
        )
    }
}

/// The lines of a stream that have something, each with its place.
pub(super) struct ObjectLines<'a> {
    reader: BufReader<Stream<'a>>,
    place: Place,
    /// Lines read.
    line: u64,
    /// Whether anything was found.
    any: bool,
    ended: bool,
}

impl<'a> ObjectLines<'a> {
    pub(super) fn new(stream: Stream<'a>, place: Place) -> Self {
        Self {
            reader: BufReader::new(stream),
            place,
            line: 0,
            any: false,
            ended: false,
        }
    }

    /// Reads the next line into `line`, which gets no more of it than an article may have, and gives the bytes
    /// that it has in truth; `None` at the end.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let mut bytes = 0;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok((bytes > 0).then_some(bytes));
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            bytes += part.len() as u64;
            if bytes <= ARTICLE_BYTES_MAX {
                line.extend_from_slice(part);
            }
            let read = end.map_or(part.len(), |end| end + 1);
            self.reader.consume(read);
            if end.is_some() {
                return Ok(Some(bytes));
            }
        }
    }
}

impl Iterator for ObjectLines<'_> {
    type Item = Result<(Vec<u8>, Place), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut line = Vec::new();
            let read = self.read_line(&mut line);
            self.line += 1;
            let place = self.place.at(self.line);
            match read {
                Ok(Some(bytes)) if bytes > ARTICLE_BYTES_MAX => {
                    self.any = true;
                    return Some(Err(IngestError::TooLarge {
                        place,
                        bytes: Some(bytes),
                    }));
                }
                Ok(Some(_)) if line.trim_ascii().is_empty() => {}
                Ok(Some(_)) => {
                    self.any = true;
                    return Some(Ok((line, place)));
                }
                Ok(None) => self.ended = true,
                Err(source) => {
                    self.ended = true;
                    return Some(Err(IngestError::Unreadable { place, source }));
                }
            }
        }
        let is_empty = !std::mem::replace(&mut self.any, true);
        is_empty.then(|| {
            Err(IngestError::Empty {
                place: self.place.clone(),
            })
        })
    }
}
