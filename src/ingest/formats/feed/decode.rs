//! The text of a feed, from its bytes.

use crate::ingest::encoding::decode::decode_text;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The number of bytes at the start of a feed among which its XML declaration is.
const DECLARATION_BYTES: usize = 1024;

/// The text in `bytes`: in the encoding of the byte order mark, in that of the XML declaration if they are valid in it,
/// else in the one that they seem to be in. Unreadable bytes become `U+FFFD`; an encoding never makes a feed fail.
pub(super) fn decode_feed(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    // Valid UTF-8 with a character that is not ASCII is UTF-8, whatever is declared.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if let Some(encoding) = declared_encoding(bytes).filter(|encoding| *encoding != UTF_8)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text.into_owned();
    }
    match decode_text(bytes.to_vec(), None) {
        Ok((text, _)) => text,
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// UTF-16, if `bytes` begin with `<` in it.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [b'<', 0, _, 0] => Some(UTF_16LE),
        [0, b'<', 0, _] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that the XML declaration names.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]);
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
    fn utf_16_needs_no_byte_order_mark() {
        let feed = "<rss>été</rss>";
        let little: Vec<u8> = feed.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = feed.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(
            (decode_feed(&little), decode_feed(&big)),
            (feed.into(), feed.into())
        );
    }
}
