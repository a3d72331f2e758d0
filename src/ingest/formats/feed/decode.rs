//! The text of a feed, from its bytes.

use crate::ingest::encoding::decode::decode_text;
use crate::ingest::encoding::wide_encoding::{Transcoder, WideEncoding};
use encoding_rs::{Encoding, UTF_8};
use std::io::Read as _;

/// The number of bytes at the start of a feed among which its XML declaration is.
const DECLARATION_BYTES: usize = 1024;

/// The text in `bytes`: in the encoding of the byte order mark, in that of the XML declaration if they are valid in it,
/// else in the one that they seem to be in. Unreadable bytes become `U+FFFD`; an encoding never makes a feed fail.
pub(super) fn decode_feed(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let wide = WideEncoding::from_byte_order_mark(head)
        .or_else(|| WideEncoding::guess(head).map(|encoding| (encoding, 0)));
    if let Some((encoding, mark_bytes)) = wide {
        let mut text = String::new();
        // Reading from memory does not fail, and what is read is UTF-8.
        let _ = Transcoder::new(&bytes[mark_bytes..], encoding).read_to_string(&mut text);
        return text;
    }
    // Valid UTF-8 with a character that is not ASCII is UTF-8, whatever is declared.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let has_mark = bytes.starts_with(b"\xef\xbb\xbf");
    if let Some(encoding) = declared_encoding(head).filter(|encoding| *encoding != UTF_8 && !has_mark)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text.into_owned();
    }
    match decode_text(bytes.to_vec(), None) {
        Ok((text, _)) => text,
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The encoding that the XML declaration names.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head);
    let (_, declaration) = head.split_once("<?xml")?;
    let declaration = declaration.split("?>").next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let label = value.get(1..)?.split(['"', '\'']).next()?;
    Encoding::for_label(label.trim().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, KOI8_R, WINDOWS_1252};

    #[test]
    fn declared_encoding_is_used() {
        for (encoding, text) in [
            (BIG5, "外交部發言人表示"),
            (KOI8_R, "Министр сказал"),
            (WINDOWS_1252, "été"),
        ] {
            let feed = format!(
                "<?xml version='1.0' encoding='{}'?><rss>{text}</rss>",
                encoding.name()
            );
            assert_eq!(decode_feed(&encoding.encode(&feed).0), feed);
        }
    }

    #[test]
    fn utf_8_is_recognised_whatever_is_declared() {
        let feed = "<?xml version='1.0' encoding='iso-8859-1'?><rss>été</rss>";
        assert_eq!(decode_feed(feed.as_bytes()), feed);
    }

    #[test]
    fn wide_encodings_need_no_byte_order_mark() {
        let feed = "<?xml version='1.0'?><rss><channel><title>L’été</title></channel></rss>";
        let little: Vec<u8> = feed.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide: Vec<u8> = feed.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(
            (decode_feed(&little), decode_feed(&wide)),
            (feed.into(), feed.into())
        );
    }
}
