use crate::ingest::encoding::opened_stream::ByteStream;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use std::io::{self, BufReader, Bytes, Read};

/// The objects in a stream of JSON, in an array or one after the other, each with its location. The stream is cut at
/// the braces, so that an array of any length takes the memory of one object.
pub(crate) struct JsonValues<'a> {
    bytes: Bytes<BufReader<ByteStream<'a>>>,
    location: InputLocation,
    /// The line that is being read, from 1.
    line: u64,
    /// Whether an array was opened and not closed.
    is_in_array: bool,
    /// Whether any object was found.
    has_values: bool,
    is_finished: bool,
}

/// The result of cutting one object out of the stream.
enum CutObject {
    /// The whole object.
    Complete(Vec<u8>),
    /// The object is larger than an article may be: its size in bytes.
    TooLarge(u64),
    /// The stream ends inside the object.
    Unclosed,
}

impl<'a> JsonValues<'a> {
    pub(crate) fn new(stream: ByteStream<'a>, location: InputLocation) -> Self {
        Self {
            bytes: BufReader::new(stream).bytes(),
            location,
            line: 1,
            is_in_array: false,
            has_values: false,
            is_finished: false,
        }
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.bytes.next().transpose()?;
        self.line += u64::from(byte == Some(b'\n'));
        Ok(byte)
    }

    /// Reads up to the next opening brace, and that; `None` at the end of the stream.
    fn find_object(&mut self) -> Result<Option<()>, IngestError> {
        loop {
            let byte = self.next_byte().map_err(|source| self.unreadable(source))?;
            match byte {
                Some(b'{') => return Ok(Some(())),
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',') => {}
                Some(b'[') if !self.is_in_array => self.is_in_array = true,
                Some(b']') if self.is_in_array => self.is_in_array = false,
                Some(byte) => {
                    let byte = char::from(byte).escape_default();
                    return Err(self.json_error(
                        self.line,
                        &format!("expected an object or the end, found '{byte}'"),
                    ));
                }
                None if self.is_in_array => {
                    return Err(self.json_error(self.line, "the array is never closed"));
                }
                None => return Ok(None),
            }
        }
    }

    /// Reads the rest of an object whose opening brace has been read.
    fn cut_object(&mut self) -> io::Result<CutObject> {
        let mut object = vec![b'{'];
        let mut size: u64 = 1;
        let (mut depth, mut in_string, mut escaped) = (1_u64, false, false);
        while depth > 0 {
            let Some(byte) = self.next_byte()? else {
                return Ok(CutObject::Unclosed);
            };
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = in_string,
                b'"' => in_string = !in_string,
                b'{' if !in_string => depth += 1,
                b'}' if !in_string => depth -= 1,
                _ => {}
            }
            size += 1;
            if size <= ARTICLE_BYTES_MAX {
                object.push(byte);
            }
        }
        Ok(if size > ARTICLE_BYTES_MAX {
            CutObject::TooLarge(size)
        } else {
            CutObject::Complete(object)
        })
    }

    fn unreadable(&self, source: io::Error) -> IngestError {
        IngestError::Unreadable {
            location: self.location.clone(),
            source,
        }
    }

    fn json_error(&self, line: u64, problem: &str) -> IngestError {
        IngestError::InvalidJson {
            location: self.location.with_line(line),
            problem: problem.to_owned(),
        }
    }

    fn next_object(&mut self) -> Result<Option<(Vec<u8>, InputLocation)>, IngestError> {
        // An error of the stream ends the iteration; an error of one object does not.
        self.is_finished = true;
        if self.find_object()?.is_none() {
            return Ok(None);
        }
        let line = self.line;
        let cut = self.cut_object().map_err(|source| self.unreadable(source))?;
        self.is_finished = matches!(cut, CutObject::Unclosed);
        let location = self.location.with_line(line);
        match cut {
            CutObject::Complete(object) => Ok(Some((object, location))),
            CutObject::TooLarge(bytes) => Err(IngestError::TooLarge {
                location,
                bytes: Some(bytes),
            }),
            CutObject::Unclosed => Err(self.json_error(line, "the object is never closed")),
        }
    }
}

impl Iterator for JsonValues<'_> {
    type Item = Result<(Vec<u8>, InputLocation), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_finished {
            return None;
        }
        let object = self.next_object().transpose();
        if object.is_none() && !self.has_values {
            self.has_values = true;
            return Some(Err(IngestError::Empty {
                location: self.location.clone(),
            }));
        }
        self.has_values = true;
        object
    }
}
