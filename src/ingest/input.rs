use super::error::IngestError;
use super::found_article::FetchedFrom;
use super::input_location::{InputLocation, InputOrigin};
use super::limits::ARTICLE_BYTES_MAX;
use crate::domain::{Retrieval, Timestamp};
use crate::ingest::encoding::opened_stream::ByteStream;
use crate::ingest::formats::archive_member::ArchiveMember;
use chrono::DateTime;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// Number of bytes read ahead to detect the format.
const HEAD_BYTES: u64 = 8 << 10;

/// A document that was fetched from the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedDocument {
    /// The address that answered, after redirects.
    pub address: String,
    /// When it answered.
    pub fetched_at: Timestamp,
    /// The media type that it gave, with its parameters.
    pub media_type: Option<String>,
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
}

/// Something in which articles are found: a file, a stream, a fetched document, a member of an archive.
pub(super) struct Input<'a> {
    pub location: InputLocation,
    /// The name whose ending may tell the format.
    pub name: PathBuf,
    /// The bytes.
    pub stream: ByteStream<'a>,
    /// Their number, if it is known.
    pub size: Option<u64>,
    /// The file on disk, for formats that are not read from beginning to end.
    pub file: Option<PathBuf>,
    /// Where it was fetched from, if it was.
    pub fetched: Option<FetchedFrom>,
    /// Number of archives and compressions that it was in.
    pub depth: usize,
}

impl<'a> Input<'a> {
    /// The file at `path`, which has this `size` if it is a regular file.
    pub(super) fn from_file(path: PathBuf, size: Option<u64>) -> Result<Self, IngestError> {
        let location = InputLocation::from_path(path.clone());
        let stream = File::open(&path).map_err(|source| IngestError::Unreadable {
            location: location.clone(),
            source,
        })?;
        Ok(Self {
            location,
            name: path.clone(),
            stream: Box::new(stream),
            size,
            file: size.map(|_| path),
            fetched: None,
            depth: 0,
        })
    }

    /// Standard input.
    pub(super) fn from_stream(stream: ByteStream<'a>) -> Self {
        Self {
            location: InputLocation::from_origin(InputOrigin::Stdin),
            name: PathBuf::new(),
            stream,
            size: None,
            file: None,
            fetched: None,
            depth: 0,
        }
    }

    /// A document from the web.
    pub(super) fn from_fetched(document: FetchedDocument) -> Self {
        Self {
            location: InputLocation::of_address(&document.address),
            name: name_in_address(&document.address),
            size: Some(document.bytes.len() as u64),
            stream: Box::new(Cursor::new(document.bytes)),
            file: None,
            fetched: Some(FetchedFrom {
                retrieval: Retrieval {
                    address: document.address,
                    at: document.fetched_at,
                },
                media_type: document.media_type,
            }),
            depth: 0,
        }
    }

    /// A member of the archive at `location`, which was in `depth` archives.
    pub(super) fn from_member(member: ArchiveMember, location: &InputLocation, depth: usize) -> Self {
        let at = member.fetched_at.as_deref().and_then(|time| {
            let time = DateTime::parse_from_rfc3339(time).ok()?;
            Some(Timestamp::from_micros(time.timestamp_micros()))
        });
        let name = member
            .address
            .as_deref()
            .map_or_else(|| PathBuf::from(&member.name), name_in_address);
        Self {
            location: location.with_member(&member.name),
            name,
            size: Some(member.bytes.len() as u64),
            stream: Box::new(Cursor::new(member.bytes)),
            file: None,
            fetched: member.address.zip(at).map(|(address, at)| FetchedFrom {
                retrieval: Retrieval { address, at },
                media_type: member.media_type,
            }),
            depth: depth + 1,
        }
    }

    /// Reads the first bytes; the stream still begins with them.
    pub(super) fn peek(&mut self) -> Result<Vec<u8>, IngestError> {
        let mut head = Vec::new();
        let mut stream = std::mem::replace(&mut self.stream, Box::new(std::io::empty()));
        let read = stream.by_ref().take(HEAD_BYTES).read_to_end(&mut head);
        read.map_err(|source| self.unreadable(source))?;
        self.stream = Box::new(Cursor::new(head.clone()).chain(stream));
        Ok(head)
    }

    /// Reads all bytes, if they are at most `limit`.
    pub(super) fn read_whole(self, limit: u64) -> Result<Vec<u8>, IngestError> {
        let location = self.location.clone();
        let too_large = |bytes| {
            if limit == ARTICLE_BYTES_MAX {
                return IngestError::TooLarge { location, bytes };
            }
            IngestError::Unusable {
                location,
                problem: format!("larger than {} MiB", limit >> 20),
                advice: "split it, or give its text",
            }
        };
        if self.size.is_some_and(|bytes| bytes > limit) {
            return Err(too_large(self.size));
        }
        let mut content = Vec::new();
        let read = self.stream.take(limit + 1).read_to_end(&mut content);
        if let Err(source) = read {
            let location = self.location;
            return Err(IngestError::Unreadable { location, source });
        }
        if content.len() as u64 > limit {
            return Err(too_large(None));
        }
        Ok(content)
    }

    /// The error of the operating system, for this input.
    pub(super) fn unreadable(&self, source: std::io::Error) -> IngestError {
        IngestError::Unreadable {
            location: self.location.clone(),
            source,
        }
    }
}

/// The last segment of the path of an address: `https://example.org/a/b.pdf?x` has `b.pdf`.
fn name_in_address(address: &str) -> PathBuf {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    match path.rsplit_once('/') {
        Some((_, name)) => Path::new(name).to_owned(),
        None => PathBuf::new(),
    }
}
