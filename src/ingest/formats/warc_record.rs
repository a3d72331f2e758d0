//! The records of a WARC file, one after the other: the fields of each, and its block as a stream.

use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Maximum size of the fields of a record, in bytes. Web addresses in them may be long.
const FIELDS_BYTES_MAX: u64 = 128 << 10;
/// Number of bytes read at once.
const BUFFER_BYTES: usize = 64 << 10;
/// What a gzip file begins with.
const GZIP_MAGIC: &[u8] = b"\x1f\x8b";

/// Whether what begins with `head` is a WARC file, packed by gzip or not.
pub(crate) fn is_warc(head: &[u8]) -> bool {
    if !head.starts_with(GZIP_MAGIC) {
        return is_version_line(head);
    }
    let mut start = [0; 8];
    // A head that ends within the packed data still gives its first bytes.
    MultiGzDecoder::new(head).read_exact(&mut start).is_ok() && is_version_line(&start)
}

/// Whether `line` is the first line of a record, as in "WARC/1.1".
fn is_version_line(line: &[u8]) -> bool {
    let version = line.strip_prefix(b"WARC/").unwrap_or_default();
    version.len() >= 3 && version[0].is_ascii_digit() && version[1] == b'.'
}

/// The fields of a record.
#[derive(Debug)]
pub(crate) struct WarcFields {
    fields: Vec<(String, String)>,
}

impl WarcFields {
    /// The value of the first field with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .fields
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Parses the lines after the version line.
    fn parse(lines: &[Vec<u8>]) -> io::Result<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            let line = String::from_utf8_lossy(line);
            match (
                line.starts_with([' ', '\t']),
                fields.last_mut(),
                line.split_once(':'),
            ) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (false, _, Some((name, value))) => {
                    fields.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                _ => return Err(garbled("its header has a line that is no field")),
            }
        }
        Ok(Self { fields })
    }
}

/// The records in a stream. Reading it reads the block of the current record, up to the end of that.
pub(crate) struct WarcRecords<'a> {
    source: Box<dyn BufRead + Send + 'a>,
    /// Whether the file is packed. Offsets are those of the unpacked file then.
    pub is_packed: bool,
    /// Number of the current record, from 1; 0 before the first.
    pub number: u64,
    /// Offset of the first byte of the current record.
    pub record_offset: u64,
    /// Number of bytes read.
    offset: u64,
    /// Number of bytes of the current block that are not read yet.
    left: u64,
}

impl<'a> WarcRecords<'a> {
    /// Reads the first bytes, to find out whether the file is packed: record by record, or as a whole.
    pub(crate) fn open(mut stream: impl Read + Send + 'a) -> io::Result<Self> {
        let mut start = Vec::new();
        stream
            .by_ref()
            .take(GZIP_MAGIC.len() as u64)
            .read_to_end(&mut start)?;
        let is_packed = start == GZIP_MAGIC;
        let raw = BufReader::with_capacity(BUFFER_BYTES, Cursor::new(start).chain(stream));
        let source: Box<dyn BufRead + Send + 'a> = if is_packed {
            Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(raw)))
        } else {
            Box::new(raw)
        };
        Ok(Self {
            source,
            is_packed,
            number: 0,
            record_offset: 0,
            offset: 0,
            left: 0,
        })
    }

    /// Skips the rest of the current record and reads the fields of the next. `None` after the last.
    pub(crate) fn next_record(&mut self) -> io::Result<Option<WarcFields>> {
        self.skip_block()?;
        self.number += 1;
        let version = loop {
            self.record_offset = self.offset;
            match self.read_line(FIELDS_BYTES_MAX)? {
                Some(line) if line.is_empty() => {}
                Some(line) => break line,
                None => return Ok(None),
            }
        };
        if !is_version_line(&version) {
            return Err(garbled("no record begins where one should"));
        }
        let (mut lines, mut budget) = (Vec::new(), FIELDS_BYTES_MAX);
        loop {
            let line = self.read_line(budget)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            if line.is_empty() {
                break;
            }
            budget = budget.saturating_sub(line.len() as u64 + 2);
            lines.push(line);
        }
        let fields = WarcFields::parse(&lines)?;
        let length = fields
            .get("Content-Length")
            .and_then(|length| length.parse().ok());
        self.left = length.ok_or_else(|| garbled("its header gives no length"))?;
        Ok(Some(fields))
    }

    /// Reads a line and removes its end. `None` at the end of the stream.
    fn read_line(&mut self, bytes_max: u64) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let count = self
            .source
            .by_ref()
            .take(bytes_max)
            .read_until(b'\n', &mut line)?;
        self.offset += count as u64;
        if count == 0 && bytes_max > 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') {
            return Err(if count as u64 == bytes_max {
                garbled("its header is too long")
            } else {
                io::ErrorKind::UnexpectedEof.into()
            });
        }
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(line))
    }

    fn skip_block(&mut self) -> io::Result<()> {
        while self.left > 0 {
            let count = self.fill_buf()?.len();
            self.consume(count);
        }
        Ok(())
    }
}

impl Read for WarcRecords<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let count = available.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for WarcRecords<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let available = self.source.fill_buf()?;
        if available.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        Ok(&available[..available.len().min(left)])
    }

    fn consume(&mut self, count: usize) {
        self.source.consume(count);
        self.offset += count as u64;
        self.left = self.left.saturating_sub(count as u64);
    }
}

fn garbled(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}
