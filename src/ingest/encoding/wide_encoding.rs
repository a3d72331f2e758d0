use std::io::{self, Read};

/// A Unicode encoding whose code units are wider than a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WideEncoding {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

/// Minimum share of likely characters, in percent, for bytes without a mark to be treated as UTF-16 or UTF-32.
const LIKELY_MIN_PERCENT: usize = 90;

impl WideEncoding {
    /// The encoding given by a byte order mark at the start of `head`, and the length of that mark in bytes.
    pub(crate) fn from_byte_order_mark(head: &[u8]) -> Option<(Self, usize)> {
        // UTF-32 first: its little-endian mark begins like that of UTF-16.
        match head {
            [0xff, 0xfe, 0, 0, ..] => Some((Self::Utf32Le, 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Self::Utf32Be, 4)),
            [0xff, 0xfe, ..] => Some((Self::Utf16Le, 2)),
            [0xfe, 0xff, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    /// The encoding of bytes without a mark, if one of them yields likely text. Bytes without a zero are not tried:
    /// UTF-16 has a zero byte in every line feed, and text in a narrow encoding has none.
    pub(crate) fn guess(head: &[u8]) -> Option<Self> {
        if head.len() < 4 || !head.contains(&0) {
            return None;
        }
        [Self::Utf32Le, Self::Utf32Be, Self::Utf16Le, Self::Utf16Be]
            .into_iter()
            .map(|wide| (wide.likely_percent(head), wide))
            .filter(|(percent, _)| *percent >= LIKELY_MIN_PERCENT)
            .max_by_key(|(percent, _)| *percent)
            .map(|(_, wide)| wide)
    }

    /// The name in the encoding standards.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    const fn width(self) -> usize {
        match self {
            Self::Utf16Le | Self::Utf16Be => 2,
            Self::Utf32Le | Self::Utf32Be => 4,
        }
    }

    /// The value of one code unit of [`WideEncoding::width`] bytes.
    fn unit(self, bytes: &[u8]) -> u32 {
        let big = |bytes: &[u8]| bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte));
        match self {
            Self::Utf16Be | Self::Utf32Be => big(bytes),
            Self::Utf16Le | Self::Utf32Le => bytes.iter().rev().fold(0, |v, byte| v << 8 | u32::from(*byte)),
        }
    }

    /// Percentage of the code units of `head` that are common characters of French, English or Chinese text.
    fn likely_percent(self, head: &[u8]) -> usize {
        let units = head.chunks_exact(self.width());
        let all = units.len();
        let likely = units
            .filter(|bytes| {
                matches!(self.unit(bytes), 0x9 | 0xa | 0xd | 0x20..=0x7e | 0xa0..=0x17f | 0x2000..=0x20ac
                    | 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xff00..=0xffef)
            })
            .count();
        (likely * 100).checked_div(all).unwrap_or(0)
    }
}

/// Reads text in a wide encoding as UTF-8. Invalid code units become `U+FFFD`.
pub(crate) struct Transcoder<R> {
    inner: R,
    encoding: WideEncoding,
    /// Bytes of an incomplete code unit.
    partial: Vec<u8>,
    /// The first half of a surrogate pair.
    high_surrogate: Option<u32>,
    /// UTF-8 text of which the bytes from `ready_offset` on were not returned yet.
    ready: String,
    ready_offset: usize,
}

impl<R: Read> Transcoder<R> {
    pub(crate) const fn new(inner: R, encoding: WideEncoding) -> Self {
        Self {
            inner,
            encoding,
            partial: Vec::new(),
            high_surrogate: None,
            ready: String::new(),
            ready_offset: 0,
        }
    }

    /// Reads more of `inner` into `ready`, which stays empty at the end of the stream.
    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.ready_offset = 0;
        let mut chunk = [0; 4096];
        while self.ready.is_empty() {
            let read = self.inner.read(&mut chunk)?;
            if read == 0 {
                if self.high_surrogate.take().is_some() || !self.partial.is_empty() {
                    self.partial.clear();
                    self.ready.push(char::REPLACEMENT_CHARACTER);
                }
                return Ok(());
            }
            self.partial.extend_from_slice(&chunk[..read]);
            let width = self.encoding.width();
            let whole = self.partial.len() - self.partial.len() % width;
            let bytes: Vec<u8> = self.partial.drain(..whole).collect();
            for unit in bytes.chunks_exact(width) {
                self.push(self.encoding.unit(unit));
            }
        }
        Ok(())
    }

    fn push(&mut self, unit: u32) {
        let is_utf16 = self.encoding.width() == 2;
        if let Some(high) = self.high_surrogate.take() {
            if (0xdc00..0xe000).contains(&unit) {
                let value = 0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
                self.ready
                    .push(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
                return;
            }
            self.ready.push(char::REPLACEMENT_CHARACTER);
        }
        if is_utf16 && (0xd800..0xdc00).contains(&unit) {
            self.high_surrogate = Some(unit);
        } else {
            self.ready
                .push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ready_offset == self.ready.len() {
            self.refill()?;
        }
        let rest = &self.ready.as_bytes()[self.ready_offset..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.ready_offset += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encode(text: &str, wide: WideEncoding) -> Vec<u8> {
        match wide {
            WideEncoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            WideEncoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            WideEncoding::Utf32Le => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            WideEncoding::Utf32Be => text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
        }
    }

    fn decode(bytes: &[u8], wide: WideEncoding) -> String {
        io::read_to_string(Transcoder::new(bytes, wide)).unwrap()
    }

    const ALL: [WideEncoding; 4] = [
        WideEncoding::Utf16Le,
        WideEncoding::Utf16Be,
        WideEncoding::Utf32Le,
        WideEncoding::Utf32Be,
    ];

    #[test]
    fn encoding_without_a_mark_is_guessed() {
        for text in [
            "Le ministre a déclaré :\n« Oui. »\n",
            "外交部发言人说：“一切正常。”\n记者问了一个问题。\n",
            "OK\n",
        ] {
            for wide in ALL {
                assert_eq!(WideEncoding::guess(&encode(text, wide)), Some(wide), "{text}");
            }
        }
        let noise: Vec<u8> = (0..4096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert!(noise.contains(&0));
        assert_eq!(WideEncoding::guess(&noise), None);
        assert_eq!(WideEncoding::guess(&[0; 64]), None);
        assert_eq!(
            WideEncoding::guess("Texte en UTF-8, très ordinaire.".as_bytes()),
            None
        );
    }

    #[test]
    fn cut_character_becomes_replacement_character() {
        assert_eq!(decode(&[0x41, 0x00, 0x42], WideEncoding::Utf16Le), "A\u{fffd}");
        assert_eq!(
            decode(&[0xd8, 0x3d, 0x00, 0x41], WideEncoding::Utf16Be),
            "\u{fffd}A"
        );
        assert_eq!(decode(&[0xd8, 0x3d], WideEncoding::Utf16Be), "\u{fffd}");
        assert_eq!(
            decode(&[0x00, 0x11, 0x00, 0x00], WideEncoding::Utf32Be),
            "\u{fffd}"
        );
    }

    proptest! {
        #[test]
        fn encoded_text_is_decoded(text in any::<String>()) {
            for wide in ALL {
                prop_assert_eq!(&decode(&encode(&text, wide), wide), &text);
            }
        }
    }
}
