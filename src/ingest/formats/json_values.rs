use super::json_article;
use crate::ingest::encoding::opened_stream::{ByteStream, OpenedStream};
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::raw_article::RawArticle;
use std::io::{self, BufReader, Bytes, Read};

/// The articles in a stream of JSON objects, in an array or one after the other. The stream is cut at the braces, so
/// that an array of any length takes the memory of one article.
pub(crate) struct JsonValuesArticles<'a> {
    bytes: Bytes<BufReader<ByteStream<'a>>>,
    location: InputLocation,
    overrides: &'a MetadataOverrides,
    notes: Vec<IngestNote>,
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

impl<'a> JsonValuesArticles<'a> {
    pub(crate) fn new(
        opened: OpenedStream<'a>,
        location: InputLocation,
        overrides: &'a MetadataOverrides,
    ) -> Self {
        Self {
            bytes: BufReader::new(opened.stream).bytes(),
            location,
            overrides,
            notes: opened.notes,
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

    fn next_article(&mut self) -> Result<Option<RawArticle>, IngestError> {
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
            CutObject::Complete(object) => {
                json_article::parse_json_article(object, location, self.overrides, self.notes.clone())
                    .map(Some)
            }
            CutObject::TooLarge(bytes) => Err(IngestError::TooLarge {
                location,
                bytes: Some(bytes),
            }),
            CutObject::Unclosed => Err(self.json_error(line, "the object is never closed")),
        }
    }
}

impl Iterator for JsonValuesArticles<'_> {
    type Item = Result<RawArticle, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_finished {
            return None;
        }
        let article = self.next_article().transpose();
        if article.is_none() && !self.has_values {
            self.has_values = true;
            return Some(Err(IngestError::Empty {
                location: self.location.clone(),
            }));
        }
        self.has_values = true;
        article
    }
}
