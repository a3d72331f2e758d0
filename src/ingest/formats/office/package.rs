use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Maximum size of one part of a document, unpacked.
const PART_BYTES_MAX: u64 = 48 << 20;

/// The ZIP archive that a document is.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

/// Why a part of a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartError {
    /// There is none with that name.
    Missing,
    /// It is encrypted.
    Encrypted,
    /// It unpacks to more than a document has.
    TooLarge,
    /// It cannot be unpacked, or is no text.
    Broken,
}

impl<'a> Package<'a> {
    /// Opens the archive `bytes`; `None` if it is broken.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        Some(Self { archive })
    }

    /// Whether there is a part with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The part with this name, as text.
    pub(super) fn part(&mut self, name: &str) -> Result<String, PartError> {
        let file = self.archive.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => PartError::Missing,
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => PartError::Encrypted,
            _ => PartError::Broken,
        })?;
        let mut bytes = Vec::new();
        let read = file.take(PART_BYTES_MAX + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > PART_BYTES_MAX {
            return Err(PartError::TooLarge);
        }
        read.map_err(|_| PartError::Broken)?;
        // XML is UTF-8, or UTF-16 with a byte order mark.
        let (encoding, mark) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        let (text, is_broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if is_broken {
            return Err(PartError::Broken);
        }
        Ok(text.into_owned())
    }
}
