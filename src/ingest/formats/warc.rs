//! WARC files, as web crawlers write them: the pages and documents in them, one after the other, in constant memory.
//!
//! The crate `rust_warc` reads such files too, but reserves as much memory as a record says that it is long, and reads
//! lines without a limit; a record of a few bytes can end the program. So `warc_record` reads them here.

use super::archive_member::{ArchiveMember, MEMBER_BYTES_MAX};
use super::http_response::{self, BodyProblem};
use super::warc_record::{WarcFields, WarcRecords};
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use chrono::DateTime;
use std::io::{self, Read};

/// Media types of documents. Those of XML and JSON with another name end in `+xml` and `+json`.
const MEDIA_TYPES: [&str; 18] = [
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "application/x-pdf",
    "text/plain",
    "text/markdown",
    "text/csv",
    "text/vtt",
    "application/x-subrip",
    "application/json",
    "application/x-ndjson",
    "application/jsonl",
    "text/xml",
    "application/xml",
    "message/rfc822",
    "application/epub+zip",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];
/// Media types that end in `+xml` or `+json` and are not documents.
const OTHER_MEDIA_TYPES: [&str; 3] = [
    "image/svg+xml",
    "application/manifest+json",
    "application/mathml+xml",
];

/// The documents in a WARC file. An error stands for one record, and the iteration continues after it; one of the whole
/// file is the last item.
pub(crate) struct WarcMembers<'a> {
    records: WarcRecords<'a>,
    location: InputLocation,
    /// Maximum size of a document, in bytes.
    member_bytes_max: u64,
    /// Whether there was a document or an error.
    has_items: bool,
    is_finished: bool,
}

/// What a record is.
enum Record {
    /// A document.
    Member(ArchiveMember),
    /// A document that cannot be read.
    Refused(IngestError),
    /// Something else: a request, an image, an error page.
    Other,
}

impl<'a> WarcMembers<'a> {
    /// Reads the first bytes of the file in `stream`, which is at `location`.
    pub(crate) fn open(stream: impl Read + Send + 'a, location: InputLocation) -> Result<Self, IngestError> {
        match WarcRecords::open(stream) {
            Ok(records) => Ok(Self {
                records,
                location,
                member_bytes_max: MEMBER_BYTES_MAX,
                has_items: false,
                is_finished: false,
            }),
            Err(source) => Err(IngestError::Unreadable { location, source }),
        }
    }

    /// Reads the next record. `None` after the last.
    fn next_record(&mut self) -> io::Result<Option<Record>> {
        let Some(fields) = self.records.next_record()? else {
            return Ok(None);
        };
        let uri = fields
            .get("WARC-Target-URI")
            .map(|uri| uri.trim_start_matches('<').trim_end_matches('>'));
        let uri = uri.unwrap_or_default();
        let record_type = fields.get("WARC-Type").unwrap_or_default();
        let block_type = fields.get("Content-Type");
        let is_http = block_type.is_none_or(|given| given.starts_with("application/http"));
        if is_robots_file(uri) {
            return Ok(Some(Record::Other));
        }
        if record_type.eq_ignore_ascii_case("response") && is_http {
            self.read_response(&fields, uri).map(Some)
        } else if record_type.eq_ignore_ascii_case("resource")
            && block_type.is_some_and(is_document)
            && is_file_address(uri)
        {
            let media_type = block_type.map(str::to_owned);
            let Some(body) = self.read_body()? else {
                return Ok(Some(self.refuse(uri, BodyProblem::TooLarge)));
            };
            Ok(Some(self.member(&fields, uri, media_type, body)))
        } else {
            Ok(Some(Record::Other))
        }
    }

    fn read_response(&mut self, fields: &WarcFields, uri: &str) -> io::Result<Record> {
        let Some(head) = http_response::read_http_head(&mut self.records)? else {
            return Ok(self.refuse(uri, BodyProblem::Broken));
        };
        let is_whole = (200..300).contains(&head.status) && head.status != 206;
        if !is_whole || !head.media_type.as_deref().is_none_or(is_document) {
            return Ok(Record::Other);
        }
        let Some(body) = self.read_body()? else {
            return Ok(self.refuse(uri, BodyProblem::TooLarge));
        };
        Ok(match head.decode_body(body, self.member_bytes_max) {
            Ok(content) => self.member(fields, uri, head.media_type, content),
            Err(problem) => self.refuse(uri, problem),
        })
    }

    /// The rest of the block. `None` if it is larger than a document may be.
    fn read_body(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut body = Vec::new();
        let records = &mut self.records;
        records.take(self.member_bytes_max + 1).read_to_end(&mut body)?;
        Ok((body.len() as u64 <= self.member_bytes_max).then_some(body))
    }

    fn member(&self, fields: &WarcFields, uri: &str, media_type: Option<String>, bytes: Vec<u8>) -> Record {
        if bytes.is_empty() {
            return Record::Other;
        }
        let date = fields.get("WARC-Date");
        Record::Member(ArchiveMember {
            name: self.record_name(uri),
            bytes,
            media_type,
            address: Some(uri.to_owned()).filter(|uri| is_web_address(uri)),
            fetched_at: date
                .filter(|date| DateTime::parse_from_rfc3339(date).is_ok())
                .map(str::to_owned),
        })
    }

    fn record_name(&self, uri: &str) -> String {
        if uri.is_empty() {
            return format!("record {}", self.records.number);
        }
        uri.replace(char::is_control, "\u{fffd}")
    }

    /// The error of the current record, which is a document that cannot be read.
    fn refuse(&self, uri: &str, problem: BodyProblem) -> Record {
        let number = self.records.number;
        let (problem, advice) = match problem {
            BodyProblem::TooLarge => (
                format!(
                    "record {number} is larger than {} MiB",
                    self.member_bytes_max >> 20
                ),
                "extract it from the archive, and give it by itself",
            ),
            BodyProblem::Broken => (
                format!("the response in record {number} is cut off or damaged"),
                "fetch this address again",
            ),
            BodyProblem::Unsupported => (
                format!("the response in record {number} is packed by a method that is not supported"),
                "fetch this address again, with Accept-Encoding: gzip",
            ),
        };
        Record::Refused(IngestError::Unusable {
            location: self.location.with_member(&self.record_name(uri)),
            problem,
            advice,
        })
    }

    /// The error that ends the file.
    fn stream_error(&self, error: io::Error) -> IngestError {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        let problem = match error.kind() {
            UnexpectedEof => "the archive is cut off in it".to_owned(),
            // An error of this kind is one of the archive, or of the unpacker.
            InvalidData => format!("the archive is damaged there: {error}"),
            InvalidInput => "the archive is damaged there: what is packed cannot be unpacked".to_owned(),
            _ => {
                return IngestError::Unreadable {
                    location: self.location.clone(),
                    source: error,
                };
            }
        };
        let unpacked = if self.records.is_packed {
            " of the unpacked archive"
        } else {
            ""
        };
        let (number, offset) = (self.records.number, self.records.record_offset);
        IngestError::Unusable {
            location: self.location.clone(),
            problem: format!("record {number}, at byte {offset}{unpacked}: {problem}"),
            advice: "get the archive again, or repair it; the records before this one were read",
        }
    }
}

impl Iterator for WarcMembers<'_> {
    type Item = Result<ArchiveMember, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_finished {
            let item = match self.next_record() {
                Ok(Some(Record::Member(member))) => Ok(member),
                Ok(Some(Record::Refused(error))) => Err(error),
                Ok(Some(Record::Other)) => continue,
                Ok(None) => {
                    self.is_finished = true;
                    if self.has_items {
                        break;
                    }
                    Err(IngestError::Unusable {
                        location: self.location.clone(),
                        problem: format!("none of its {} records is a document", self.records.number - 1),
                        advice: "archive the pages themselves: records of type response or resource",
                    })
                }
                Err(error) => {
                    self.is_finished = true;
                    Err(self.stream_error(error))
                }
            };
            self.has_items = true;
            return Some(item);
        }
        None
    }
}

/// Whether a document can have this media type, as in "text/html; charset=utf-8".
fn is_document(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let essence = essence.as_str();
    MEDIA_TYPES.contains(&essence)
        || (essence.ends_with("+xml") || essence.ends_with("+json")) && !OTHER_MEDIA_TYPES.contains(&essence)
}

fn has_scheme(uri: &str, schemes: &[&str]) -> bool {
    let scheme = uri
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| schemes.contains(&scheme.as_str()))
}

fn is_web_address(uri: &str) -> bool {
    has_scheme(uri, &["http", "https"])
}

/// Whether `uri` is that of a file, not of something that the crawler writes about itself (`metadata:`, `urn:`).
fn is_file_address(uri: &str) -> bool {
    has_scheme(uri, &["http", "https", "ftp", "file"])
}

/// Whether `uri` is that of the rules for crawlers.
fn is_robots_file(uri: &str) -> bool {
    let path = uri.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    path.is_some_and(|(_, path)| path == "robots.txt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::formats::warc_record::is_warc;
    use crate::ingest::input_location::InputOrigin;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use std::io::Write;

    /// GNU Wget 1.21 wrote this (`wget -r -p --warc-file`): each record is packed.
    const WGET: &[u8] = include_bytes!("../../../tests/data/documents/wget.warc.gz");
    /// Python's warcio 1.8 wrote this: responses with many codings.
    const WARCIO: &[u8] = include_bytes!("../../../tests/data/documents/warcio.warc");

    fn open(archive: &[u8]) -> WarcMembers<'_> {
        WarcMembers::open(archive, InputLocation::from_origin(InputOrigin::Stdin)).unwrap()
    }

    /// A line for each member: its name, media type and size, or the error.
    fn read(archive: &[u8]) -> String {
        show(open(archive))
    }

    fn show(members: WarcMembers<'_>) -> String {
        let line = |member: Result<ArchiveMember, IngestError>| match member {
            Ok(member) => {
                let media_type = member.media_type.unwrap_or_default();
                format!("{} [{media_type}] {}", member.name, member.bytes.len())
            }
            Err(error) => error.to_string(),
        };
        let lines: Vec<String> = members.map(line).collect();
        lines.join("\n")
    }

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn record(fields: &str, block: &str) -> String {
        format!(
            "WARC/1.1\r\n{fields}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn response(uri: &str, http: &str) -> String {
        let fields = format!(
            "WARC-Type: response\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http; msgtype=response"
        );
        record(&fields, http)
    }

    #[test]
    fn pages_of_wget_are_read() {
        assert!(is_warc(WGET) && is_warc(&WGET[..100]));
        insta::assert_snapshot!(read(WGET), @"
        http://127.0.0.1:18971/ [text/html] 307
        http://127.0.0.1:18971/b.txt [text/plain] 22
        ");
        let page = open(WGET).next().unwrap().unwrap();
        assert_eq!(page.address.as_deref(), Some("http://127.0.0.1:18971/"));
        assert!(page.fetched_at.unwrap().ends_with('Z'));
        assert!(
            String::from_utf8(page.bytes)
                .unwrap()
                .contains("said Ana Lund, the mayor.</p>")
        );
    }

    #[test]
    fn codings_of_the_transfer_are_undone() {
        assert!(is_warc(WARCIO) && is_warc(&pack(WARCIO)[..600]));
        assert!(
            !is_warc(&pack(b"{\"text\": \"WARC/1.0\"}")) && !is_warc(b"WARC/one") && !is_warc(b"\x1f\x8b")
        );
        insta::assert_snapshot!(read(WARCIO), @"
        https://news.example/chunked [text/html; charset=utf-8] 78
        https://news.example/gzip [text/html; charset=utf-8] 75
        https://news.example/deflate [text/html; charset=utf-8] 78
        https://news.example/raw-deflate [text/html; charset=utf-8] 82
        https://news.example/br [text/html; charset=utf-8] 77
        https://news.example/undone [text/html; charset=utf-8] 77
        standard input: https://news.example/cut: the response in record 8 is cut off or damaged (fetch this address again)
        standard input: https://news.example/zstd: the response in record 9 is packed by a method that is not supported (fetch this address again, with Accept-Encoding: gzip)
        https://news.example/feed [application/rss+xml] 6
        https://news.example/a.pdf [application/pdf] 16
        ");
        let pages = open(WARCIO).flatten();
        let pages = pages.filter(|member| member.media_type.as_deref() == Some("text/html; charset=utf-8"));
        for page in pages {
            let text = String::from_utf8(page.bytes).unwrap();
            assert!(
                text.starts_with("<html><title>") && text.ends_with("said Ana Lund.</p></html>"),
                "{text}"
            );
            assert_eq!(page.fetched_at.as_deref(), Some("2025-11-28T10:15:00Z"));
        }
    }

    #[test]
    fn archive_is_read_unpacked_packed_whole_and_packed_by_record() {
        assert_eq!(read(&pack(WARCIO)), read(WARCIO));
        let half = WARCIO
            .windows(8)
            .rposition(|window| window == b"WARC/1.0")
            .unwrap();
        let packed = [pack(&WARCIO[..half]), pack(&WARCIO[half..])].concat();
        assert_eq!(read(&packed), read(WARCIO));
    }

    #[test]
    fn cut_archive_gives_what_is_whole_and_one_error() {
        let cut = &WARCIO[..2600];
        insta::assert_snapshot!(read(cut), @"
        https://news.example/chunked [text/html; charset=utf-8] 78
        https://news.example/gzip [text/html; charset=utf-8] 75
        https://news.example/deflate [text/html; charset=utf-8] 78
        https://news.example/raw-deflate [text/html; charset=utf-8] 82
        standard input: record 6, at byte 2508: the archive is cut off in it (get the archive again, or repair it; the records before this one were read)
        ");
        let packed = &WGET[..WGET.len() / 2];
        insta::assert_snapshot!(read(packed), @"
        http://127.0.0.1:18971/ [text/html] 307
        standard input: record 8, at byte 5004 of the unpacked archive: the archive is cut off in it (get the archive again, or repair it; the records before this one were read)
        ");
    }

    #[test]
    fn garbled_archive_gives_what_is_whole_and_one_error() {
        let good = response(
            "https://a.example/",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes.</p>",
        );
        let bad = |text: &str| read([good.as_str(), text, good.as_str()].concat().as_bytes());
        insta::assert_snapshot!(bad("<html>no record\r\n"), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199: the archive is damaged there: no record begins where one should (get the archive again, or repair it; the records before this one were read)
        ");
        insta::assert_snapshot!(bad("WARC/1.0\r\nWARC-Type: response\r\n\r\n"), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199: the archive is damaged there: its header gives no length (get the archive again, or repair it; the records before this one were read)
        ");
        insta::assert_snapshot!(bad("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n"), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199: the archive is damaged there: its header gives no length (get the archive again, or repair it; the records before this one were read)
        ");
        insta::assert_snapshot!(bad("WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\n"), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199: the archive is cut off in it (get the archive again, or repair it; the records before this one were read)
        ");
        insta::assert_snapshot!(bad("WARC/1.0\r\nno field\r\n\r\n"), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199: the archive is damaged there: its header has a line that is no field (get the archive again, or repair it; the records before this one were read)
        ");
        insta::assert_snapshot!(bad(&format!("WARC/1.0\r\nA: {}", "a".repeat(200 << 10))), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199: the archive is damaged there: its header is too long (get the archive again, or repair it; the records before this one were read)
        ");
        let damaged = [pack(good.as_bytes()), b"\x1f\x8b\x08\0and noise".to_vec()].concat();
        insta::assert_snapshot!(read(&damaged), @"
        https://a.example/ [text/html] 11
        standard input: record 2, at byte 199 of the unpacked archive: the archive is cut off in it (get the archive again, or repair it; the records before this one were read)
        ");
        insta::assert_snapshot!(read(b""), @"standard input: none of its 0 records is a document (archive the pages themselves: records of type response or resource)");
    }

    #[test]
    fn response_that_is_no_http_is_one_error() {
        let odd = response("https://a.example/odd", "<p>no head</p>");
        let good = response(
            "https://a.example/",
            "HTTP/1.0 200\nContent-Type: text/plain\n\nYes.",
        );
        insta::assert_snapshot!(read([odd, good].concat().as_bytes()), @"
        standard input: https://a.example/odd: the response in record 1 is cut off or damaged (fetch this address again)
        https://a.example/ [text/plain] 4
        ");
    }

    #[test]
    fn later_versions_of_http_are_read() {
        let head = |version: &str| format!("{version} 200\r\ncontent-type: text/html\r\n\r\n<p>Yes.</p>");
        for version in ["HTTP/2", "HTTP/2.0", "HTTP/3"] {
            let archive = response("https://a.example/", &head(version));
            assert_eq!(read(archive.as_bytes()), "https://a.example/ [text/html] 11");
        }
    }

    #[test]
    fn document_larger_than_the_limit_is_skipped() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
        let bomb = pack(" ".repeat((1 << 20) + 1).as_bytes());
        let length = head.len() + bomb.len();
        let fields = format!(
            "WARC-Type: response\r\nWARC-Target-URI: https://a.example/bomb\r\nContent-Length: {length}"
        );
        let start = format!("WARC/1.1\r\n{fields}\r\n\r\n{head}");
        let good = response("https://a.example/", "HTTP/1.1 200 OK\r\n\r\nYes.");
        let long = response(
            "https://a.example/long",
            &format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1 << 20)),
        );
        let longer = response(
            "https://a.example/longer",
            &format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(2 << 20)),
        );
        let parts = [
            start.as_bytes(),
            &bomb,
            b"\r\n\r\n",
            good.as_bytes(),
            long.as_bytes(),
            longer.as_bytes(),
        ];
        let archive = parts.concat();
        let mut members = open(&archive);
        members.member_bytes_max = 1 << 20;
        insta::assert_snapshot!(show(members), @"
        standard input: https://a.example/bomb: record 1 is larger than 1 MiB (extract it from the archive, and give it by itself)
        https://a.example/ [] 4
        https://a.example/long [] 1048576
        standard input: https://a.example/longer: record 4 is larger than 1 MiB (extract it from the archive, and give it by itself)
        ");
    }

    proptest! {
        #[test]
        fn cut_or_changed_archive_never_panics(at in 0..WARCIO.len(), byte in any::<u8>()) {
            read(&WARCIO[..at]);
            read(&WARCIO[at..]);
            read(&WGET[..at % WGET.len()]);
            let mut changed = WARCIO.to_vec();
            changed[at] = byte;
            read(&changed);
        }

        #[test]
        fn any_response_is_read_without_panic(http in any::<Vec<u8>>(), chunked in any::<bool>()) {
            let coding = if chunked { "Transfer-Encoding: chunked\r\n" } else { "Content-Encoding: gzip, deflate, br\r\n" };
            let head = format!("HTTP/1.1 200 OK\r\n{coding}\r\n");
            let length = head.len() + http.len();
            let start = format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{head}");
            read(&[start.as_bytes(), &http].concat());
        }
    }
}
