use crate::ingest::encoding::opened_stream::ByteStream;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use std::io::{self, BufRead, BufReader};

/// The lines of a stream that are not blank, each with its location. A stream without any is one error.
pub(crate) struct NonBlankLines<'a> {
    reader: BufReader<ByteStream<'a>>,
    location: InputLocation,
    /// Number of the line read last, from 1.
    line_number: u64,
    /// Whether any line was found that is not blank.
    has_lines: bool,
    is_finished: bool,
}

impl<'a> NonBlankLines<'a> {
    pub(crate) fn new(stream: ByteStream<'a>, location: InputLocation) -> Self {
        Self {
            reader: BufReader::new(stream),
            location,
            line_number: 0,
            has_lines: false,
            is_finished: false,
        }
    }

    /// Reads the next line into `line` and returns its size in bytes; `None` at the end of the stream. A line longer
    /// than an article may be is read to its end, but not stored further.
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

impl Iterator for NonBlankLines<'_> {
    type Item = Result<(Vec<u8>, InputLocation), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_finished {
            let mut line = Vec::new();
            let read = self.read_line(&mut line);
            self.line_number += 1;
            let location = self.location.with_line(self.line_number);
            match read {
                Ok(Some(bytes)) if bytes > ARTICLE_BYTES_MAX => {
                    self.has_lines = true;
                    return Some(Err(IngestError::TooLarge {
                        location,
                        bytes: Some(bytes),
                    }));
                }
                Ok(Some(_)) if line.trim_ascii().is_empty() => {}
                Ok(Some(_)) => {
                    self.has_lines = true;
                    return Some(Ok((line, location)));
                }
                Ok(None) => self.is_finished = true,
                Err(source) => {
                    self.is_finished = true;
                    return Some(Err(IngestError::Unreadable { location, source }));
                }
            }
        }
        let is_empty = !std::mem::replace(&mut self.has_lines, true);
        is_empty.then(|| {
            Err(IngestError::Empty {
                location: self.location.clone(),
            })
        })
    }
}
