use super::hexadecimal::Hexadecimal;
use super::timestamp::Timestamp;
use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// SHA-256 of the bytes of a document as they came in, before anything was decoded or unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentHash([u8; 32]);

impl DocumentHash {
    /// The hash of `document`.
    ///
    /// ```
    /// use dixit::domain::DocumentHash;
    /// let hash = DocumentHash::of(b"<p>One.</p>");
    /// assert_eq!(hash.to_string().parse(), Ok(hash));
    /// ```
    pub fn of(document: &[u8]) -> Self {
        Self(Sha256::digest(document).into())
    }

    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for DocumentHash {
    /// Writes 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hexadecimal(&self.0).fmt(f)
    }
}

/// A text is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a SHA-256 hash (64 hexadecimal digits)")]
pub struct DocumentHashError(String);

impl FromStr for DocumentHash {
    type Err = DocumentHashError;

    fn from_str(text: &str) -> Result<Self, DocumentHashError> {
        let error = || DocumentHashError(text.to_owned());
        let digits: Option<Vec<u8>> = text
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let bytes: Vec<u8> = digits
            .ok_or_else(error)?
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect();
        let is_whole = text.len() == 64;
        bytes
            .try_into()
            .ok()
            .filter(|_| is_whole)
            .map(Self)
            .ok_or_else(error)
    }
}

/// That a document was fetched from the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrieval {
    /// The address that answered, after redirects.
    pub address: String,
    /// When.
    pub at: Timestamp,
}

/// How an article came in: the document that it was read from, and where in it the source is given.
///
/// It says nothing about what the article is: two documents of the same article and text are one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The document as it came in.
    pub document: DocumentHash,
    /// The format that it was read in, and the version of what reads it, as in `web-page/1`.
    pub format: String,
    /// Where it was fetched from; `None` for a file.
    pub retrieval: Option<Retrieval>,
    /// When the article was last changed, as the document says.
    pub modified_at: Option<DateTime<FixedOffset>>,
    /// Where in the document each field of the source was found: `title` → `og:title`.
    pub origins: BTreeMap<String, String>,
    /// Why the text looks cut, if it does: a paywall shows only its beginning.
    pub cut_sign: Option<String>,
}
