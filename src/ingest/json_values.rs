use super::open::{Opened, Stream};
use super::{ARTICLE_BYTES_MAX, IngestError, Note, Overrides, Place, RawArticle, json_article};
use std::io::{self, BufReader, Bytes, Read};

/// The articles in a stream of JSON objects that stand in an array or one after the other. The stream is cut
/// at the braces, so that an array of any length is read in the memory of one article.
pub(super) struct JsonValues<'a> {
    bytes: Bytes<BufReader<Stream<'a>>>,
    place: Place,
    overrides: &'a Overrides,
    notes: Vec<Note>,
    /// The line that is being read, from 1.
    line: u64,
    /// Whether an array is open.
    in_array: bool,
    /// Whether anything was found.
    any: bool,
    ended: bool,
}

/// One object of the stream.
enum Cut {
    /// All of it.
    Whole(Vec<u8>),
    /// Too much of it: its size in bytes.
    TooLarge(u64),
    /// The stream ends inside it.
    Unclosed,
}

impl<'a> JsonValues<'a> {
    pub(super) fn new(opened: Opened<'a>, place: Place, overrides: &'a Overrides) -> Self {
        Self {
            bytes: BufReader::new(opened.stream).bytes(),
            place,
            overrides,
            notes: opened.notes,
            line: 1,
            in_array: false,
            any: false,
            ended: false,
        }
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.bytes.next().transpose()?;
        self.line += u64::from(byte == Some(b'\n'));
        Ok(byte)
    }

    /// Reads up to and with the next opening brace; `None` at the end of the stream.
    fn find_object(&mut self) -> Result<Option<()>, IngestError> {
        loop {
            let byte = self.byte().map_err(|source| self.unreadable(source))?;
            match byte {
                Some(b'{') => return Ok(Some(())),
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',') => {}
                Some(b'[') if !self.in_array => self.in_array = true,
                Some(b']') if self.in_array => self.in_array = false,
                Some(byte) => {
                    let byte = char::from(byte).escape_default();
                    return Err(
                        self.broken(self.line, &format!("'{byte}' where an object or the end was due"))
                    );
                }
                None if self.in_array => return Err(self.broken(self.line, "the array is never closed")),
                None => return Ok(None),
            }
        }
    }

    /// Reads the rest of an object whose opening brace has been read.
    fn cut_object(&mut self) -> io::Result<Cut> {
        let mut object = vec![b'{'];
        let mut size: u64 = 1;
        let (mut depth, mut in_string, mut escaped) = (1_u64, false, false);
        while depth > 0 {
            let Some(byte) = self.byte()? else {
                return Ok(Cut::Unclosed);
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
            Cut::TooLarge(size)
        } else {
            Cut::Whole(object)
        })
    }

    fn unreadable(&self, source: io::Error) -> IngestError {
        IngestError::Unreadable {
            place: self.place.clone(),
            source,
        }
    }

    fn broken(&self, line: u64, problem: &str) -> IngestError {
        IngestError::Json {
            place: self.place.at(line),
            problem: problem.to_owned(),
        }
    }

    fn article(&mut self) -> Result<Option<RawArticle>, IngestError> {
        // An error of the stream ends it; an error of one object does not.
        self.ended = true;
        if self.find_object()?.is_none() {
            return Ok(None);
        }
        let line = self.line;
        let cut = self.cut_object().map_err(|source| self.unreadable(source))?;
        self.ended = matches!(cut, Cut::Unclosed);
        let place = self.place.at(line);
        match cut {
            Cut::Whole(object) => {
                json_article::article(object, place, self.overrides, self.notes.clone()).map(Some)
            }
            Cut::TooLarge(bytes) => Err(IngestError::TooLarge {
                place,
                bytes: Some(bytes),
            }),
            Cut::Unclosed => Err(self.broken(line, "the object is never closed")),
        }
    }
}

impl Iterator for JsonValues<'_> {
    type Item = Result<RawArticle, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let article = self.article().transpose();
        if article.is_none() && !self.any {
            self.any = true;
            return Some(Err(IngestError::Empty {
                place: self.place.clone(),
            }));
        }
        self.any = true;
        article
    }
}
