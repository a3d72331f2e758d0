//! A recorded HTTP response: its head, and its body without the codings of the transfer.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// Maximum size of the head of a response, in bytes.
const HEAD_BYTES_MAX: u64 = 128 << 10;
/// Maximum number of header fields of a response.
const FIELDS_MAX: usize = 256;

/// The head of a response.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct HttpHead {
    /// The status code.
    pub status: u16,
    /// The value of `Content-Type`.
    pub media_type: Option<String>,
    /// The codings of the content, the last one applied last.
    encodings: Vec<String>,
    is_chunked: bool,
}

/// Why the body of a response cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyProblem {
    /// It is larger than a document in an archive may be.
    TooLarge,
    /// It is cut off or damaged.
    Broken,
    /// It is packed by a method that is not supported.
    Unsupported,
}

/// Reads the head of a response, up to the blank line after it. `None` if it is not one.
pub(crate) fn read_http_head(reader: &mut impl BufRead) -> io::Result<Option<HttpHead>> {
    let mut head = Vec::new();
    let mut limited = reader.take(HEAD_BYTES_MAX);
    loop {
        let count = limited.read_until(b'\n', &mut head)?;
        let is_blank = head.ends_with(b"\n\r\n") || head.ends_with(b"\n\n");
        if count == 0 || is_blank {
            return Ok(parse_http_head(&with_known_version(head)));
        }
    }
}

/// Crawlers write the heads of later versions of HTTP in the form of the first, which is the one that is parsed.
fn with_known_version(head: Vec<u8>) -> Vec<u8> {
    let later: [&[u8]; 4] = [b"HTTP/2 ", b"HTTP/2.0 ", b"HTTP/3 ", b"HTTP/3.0 "];
    match later.iter().find_map(|version| head.strip_prefix(*version)) {
        Some(rest) => [b"HTTP/1.1 ", rest].concat(),
        None => head,
    }
}

fn parse_http_head(head: &[u8]) -> Option<HttpHead> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS_MAX];
    let mut response = httparse::Response::new(&mut fields);
    let config = {
        let mut config = httparse::ParserConfig::default();
        config
            .ignore_invalid_headers_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_spaces_after_header_name_in_responses(true);
        config
    };
    let parsed = config.parse_response(&mut response, head).ok()?;
    if parsed.is_partial() {
        return None;
    }
    let mut found = HttpHead {
        status: response.code?,
        ..HttpHead::default()
    };
    for field in response.headers.iter() {
        let value = String::from_utf8_lossy(field.value);
        let words = value.split(',').map(|word| word.trim().to_ascii_lowercase());
        match field.name.to_ascii_lowercase().as_str() {
            "content-type" => found.media_type = Some(value.trim().to_owned()),
            "content-encoding" => found.encodings.extend(words.filter(|word| !word.is_empty())),
            "transfer-encoding" => found.is_chunked |= words.into_iter().any(|word| word == "chunked"),
            _ => {}
        }
    }
    Some(found)
}

impl HttpHead {
    /// The content in `body`, which may be chunked and packed, if it has at most `bytes_max` bytes. Some crawlers undo
    /// this and keep the head that says it: such a body is returned as it is.
    pub(crate) fn decode_body(&self, body: Vec<u8>, bytes_max: u64) -> Result<Vec<u8>, BodyProblem> {
        let mut content = if self.is_chunked { join_chunks(body)? } else { body };
        for encoding in self.encodings.iter().rev() {
            content = unpack(content, encoding, bytes_max)?;
        }
        Ok(content)
    }
}

/// The content of a body in chunks.
fn join_chunks(body: Vec<u8>) -> Result<Vec<u8>, BodyProblem> {
    let mut content = Vec::new();
    let mut rest = body.as_slice();
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) else {
            return if content.is_empty() {
                Ok(body)
            } else {
                Err(BodyProblem::Broken)
            };
        };
        if size == 0 {
            return Ok(content);
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let end = start.saturating_add(size);
        content.extend_from_slice(rest.get(start..end).ok_or(BodyProblem::Broken)?);
        rest = &rest[end..];
        rest = rest
            .strip_prefix(b"\r\n")
            .or(rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
    }
}

/// What was packed to `bytes` by `encoding`.
fn unpack(bytes: Vec<u8>, encoding: &str, bytes_max: u64) -> Result<Vec<u8>, BodyProblem> {
    let is_zlib = |start: &[u8]| match start {
        [first, second, ..] => first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31),
        _ => false,
    };
    match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
            read_limited(MultiGzDecoder::new(bytes.as_slice()), bytes_max)
        }
        "identity" | "gzip" | "x-gzip" => Ok(bytes),
        "deflate" if is_zlib(&bytes) => read_limited(ZlibDecoder::new(bytes.as_slice()), bytes_max),
        // Without the header that the standard asks for; else the body was unpacked already.
        "deflate" => match read_limited(DeflateDecoder::new(bytes.as_slice()), bytes_max) {
            Err(BodyProblem::Broken) => Ok(bytes),
            unpacked => unpacked,
        },
        "br" => match read_limited(
            brotli_decompressor::Decompressor::new(bytes.as_slice(), 4096),
            bytes_max,
        ) {
            Err(BodyProblem::Broken) if std::str::from_utf8(&bytes).is_ok() => Ok(bytes),
            unpacked => unpacked,
        },
        _ => Err(BodyProblem::Unsupported),
    }
}

fn read_limited(unpacker: impl Read, bytes_max: u64) -> Result<Vec<u8>, BodyProblem> {
    let mut content = Vec::new();
    let read = unpacker.take(bytes_max + 1).read_to_end(&mut content);
    if content.len() as u64 > bytes_max {
        return Err(BodyProblem::TooLarge);
    }
    read.map(|_| content).map_err(|_| BodyProblem::Broken)
}
