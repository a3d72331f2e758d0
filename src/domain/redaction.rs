use super::{DocumentHash, Position};
use std::fmt;

/// One thing that a redaction took out of the log. Its row stays, and so do all hashes of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RedactedPart {
    /// The text that the event at this position carries, with its salt.
    Text(Position),
    /// Words in the body of the event at this position; what remains of the body has this hash.
    Body(Position, RemainderHash),
}

impl RedactedPart {
    /// The position of the event that lost something.
    pub const fn position(&self) -> Position {
        match self {
            Self::Text(position) | Self::Body(position, _) => *position,
        }
    }
}

/// SHA-256, without a salt, of what remains of a redacted body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RemainderHash([u8; 32]);

impl RemainderHash {
    /// The hash of `remainder`, a body as it is stored from then on.
    ///
    /// ```
    /// use dixit::domain::RemainderHash;
    /// let hash = RemainderHash::of("{}");
    /// assert_eq!(RemainderHash::from_hexadecimal(&hash.to_string()), Some(hash));
    /// ```
    pub fn of(remainder: &str) -> Self {
        Self(*DocumentHash::of(remainder.as_bytes()).as_bytes())
    }

    /// The hash that [`Display`](fmt::Display) writes as `digits`.
    pub fn from_hexadecimal(digits: &str) -> Option<Self> {
        let hash: DocumentHash = digits.parse().ok()?;
        Some(Self(*hash.as_bytes()))
    }
}

impl fmt::Display for RemainderHash {
    /// Writes 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DocumentHash::from_bytes(self.0).fmt(f)
    }
}
