use super::decode;
use super::wide_encoding::{Transcoder, WideEncoding};
use crate::ingest::note::IngestNote;
use std::io::{self, Cursor, Read};

/// Number of bytes read ahead to detect encoding and format.
const HEAD_BYTES: u64 = 8 << 10;

/// A stream of bytes, from a file or elsewhere.
pub(crate) type ByteStream<'a> = Box<dyn Read + Send + 'a>;

/// A stream whose first bytes were examined. It has no byte order mark, and is not UTF-16 or UTF-32 any more: what is
/// left is UTF-8 or a legacy encoding, or not text.
pub(crate) struct OpenedStream<'a> {
    /// The whole stream, from its first byte after a byte order mark.
    pub stream: ByteStream<'a>,
    /// A copy of its first bytes.
    pub head: Vec<u8>,
    /// What was assumed about the encoding.
    pub notes: Vec<IngestNote>,
    /// What the stream looks like if it is not text, as in "a PDF document".
    pub binary_kind: Option<&'static str>,
}

/// Examines the first bytes of `stream`: removes a byte order mark, and transcodes UTF-16 and UTF-32 to UTF-8.
pub(crate) fn open_stream(mut stream: ByteStream<'_>) -> io::Result<OpenedStream<'_>> {
    let head = read_head(&mut stream)?;
    let mut notes = Vec::new();
    let wide = WideEncoding::from_byte_order_mark(&head).or_else(|| {
        let wide = WideEncoding::guess(&head)?;
        notes.push(IngestNote::EncodingGuessed {
            encoding: wide.name(),
        });
        Some((wide, 0))
    });
    let (head, stream): (_, ByteStream<'_>) = if let Some((encoding, mark)) = wide {
        let rest = Cursor::new(head[mark..].to_vec()).chain(stream);
        let mut stream = Transcoder::new(rest, encoding);
        let head = read_head(&mut stream)?;
        (head, Box::new(stream))
    } else {
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        (head[mark..].to_vec(), stream)
    };
    Ok(OpenedStream {
        binary_kind: detect_binary(&head),
        stream: Box::new(Cursor::new(head.clone()).chain(stream)),
        head,
        notes,
    })
}

/// Reads the first bytes of `stream`, fewer if it ends before.
fn read_head(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stream.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// What begins with `head`, if that is not text.
fn detect_binary(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 11] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"{\\rtf", "an RTF document"),
    ];
    const MARKUP: [&str; 4] = ["<!doctype html", "<html", "<?xml", "<rss"];
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    let start = head.trim_ascii_start();
    let begins = |tag: &&str| {
        start
            .get(..tag.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(tag.as_bytes()))
    };
    if MARKUP.iter().any(begins) {
        return Some("an HTML or XML page");
    }
    // Bytes above ASCII are no control character in any encoding. Counting each as one letter is good enough here.
    let characters: String = head
        .iter()
        .map(|byte| if byte.is_ascii() { char::from(*byte) } else { 'x' })
        .collect();
    (head.contains(&0) || decode::is_binary_noise(&characters)).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> (String, Vec<IngestNote>, Option<&'static str>) {
        let opened = open_stream(Box::new(bytes)).unwrap();
        let mut all = Vec::new();
        let mut stream = opened.stream;
        stream.read_to_end(&mut all).unwrap();
        assert!(all.starts_with(&opened.head));
        (
            String::from_utf8_lossy(&all).into_owned(),
            opened.notes,
            opened.binary_kind,
        )
    }

    #[test]
    fn byte_order_marks_are_removed() {
        for bytes in [
            &b"\xef\xbb\xbf\xc3\xa9t\xc3\xa9"[..],
            b"\xff\xfe\xe9\0t\0\xe9\0",
            b"\xfe\xff\0\xe9\0t\0\xe9",
            b"\xff\xfe\0\0\xe9\0\0\0t\0\0\0\xe9\0\0\0",
            b"\0\0\xfe\xff\0\0\0\xe9\0\0\0t\0\0\0\xe9",
        ] {
            assert_eq!(check(bytes), ("été".into(), vec![], None));
        }
    }

    #[test]
    fn guessed_utf16_gets_a_note() {
        let (text, notes, binary) = check(b"O\0u\0i\0.\0\n\0");
        assert_eq!((text.as_str(), binary), ("Oui.\n", None));
        assert_eq!(notes, [IngestNote::EncodingGuessed { encoding: "UTF-16LE" }]);
    }

    #[test]
    fn binary_formats_are_named() {
        let kind = |bytes: &[u8]| check(bytes).2;
        assert_eq!(kind(b"%PDF-1.7\n..."), Some("a PDF document"));
        assert_eq!(kind(b"\n<!DOCTYPE HTML><p>x"), Some("an HTML or XML page"));
        assert_eq!(kind(b"SQLite format 3\0\x10\0"), Some("an SQLite database"));
        assert_eq!(kind(&[0; 4096]), Some("binary data"));
        assert_eq!(kind(b"\x01\x02\x03\x04\x05abc"), Some("binary data"));
        assert_eq!(kind(b""), None);
        assert_eq!(kind("Déjà\tvu.\r\n".as_bytes()), None);
    }

    #[test]
    fn long_stream_is_read_completely() {
        let text = "é".repeat(20_000);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(check(&[b"\xfe\xff", &wide[..]].concat()).0, text);
        assert_eq!(check(text.as_bytes()).0, text);
    }
}
