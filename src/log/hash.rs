use crate::domain::{EventId, Hexadecimal};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Creates the digest from its bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, as stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest of the concatenated `parts`.
    pub(super) fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

impl fmt::Display for Hash {
    /// Sixty-four lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hexadecimal(&self.0).fmt(f)
    }
}

/// Length of every salt in bytes. It is fixed, so that bytes cannot move between salt and content under one hash.
pub(super) const SALT_LENGTH: usize = 16;

/// SHA-256(salt ‖ content). Proves the content while the salt exists, and reveals nothing without it.
pub(super) fn salted_hash(salt: &[u8], content: &str) -> Hash {
    Hash::of_parts(&[salt, content.as_bytes()])
}

/// The salt of one part (`body` or `text`) of one event. As the seed is not stored, a deleted salt cannot be derived
/// again.
pub(super) fn derive_salt(seed: &[u8; 32], id: EventId, part: &str) -> [u8; SALT_LENGTH] {
    let digest = Hash::of_parts(&[seed, id.as_bytes(), part.as_bytes()]);
    let mut salt = [0; SALT_LENGTH];
    salt.copy_from_slice(&digest.0[..SALT_LENGTH]);
    salt
}

/// All columns of a row of `event` except the leaf hash, which covers them.
#[derive(Debug, Clone, Copy)]
pub struct EventColumns<'a> {
    /// Position in the log.
    pub pos: i64,
    /// Id of the event: 16 bytes.
    pub event_id: &'a [u8],
    /// Whose history it belongs to.
    pub stream: &'a str,
    /// Its place in that stream, from 1.
    pub version: i64,
    /// The event type.
    pub kind: &'a str,
    /// The version of the form of its body.
    pub schema_version: i64,
    /// Microseconds since 1970 in UTC.
    pub recorded_at: i64,
    /// Who had it recorded.
    pub actor: &'a str,
    /// Shared by all events of one operation: 16 bytes.
    pub correlation_id: &'a [u8],
    /// The event that caused it: 16 bytes.
    pub causation_id: Option<&'a [u8]>,
    /// SHA-256 of salt and content of the body as it was recorded: 32 bytes.
    pub body_hash: &'a [u8],
}

impl EventColumns<'_> {
    /// The RFC 6962 leaf hash: SHA-256(0x00 ‖ columns in the order of the table).
    ///
    /// Each column is its length in bytes (32 bits) followed by its bytes; integers have 64 bits; everything is
    /// big-endian. A missing value has the length 0xffffffff. So no two rows have the same encoding.
    pub(super) fn leaf_hash(&self) -> Hash {
        let mut bytes = Vec::with_capacity(384);
        bytes.push(0);
        let mut put = |column: &[u8]| {
            let length = u32::try_from(column.len()).unwrap_or(u32::MAX - 1);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(column);
        };
        put(&self.pos.to_be_bytes());
        put(self.event_id);
        put(self.stream.as_bytes());
        put(&self.version.to_be_bytes());
        put(self.kind.as_bytes());
        put(&self.schema_version.to_be_bytes());
        put(&self.recorded_at.to_be_bytes());
        put(self.actor.as_bytes());
        put(self.correlation_id);
        match self.causation_id {
            Some(id) => put(id),
            None => bytes.extend_from_slice(&u32::MAX.to_be_bytes()),
        }
        let length = u32::try_from(self.body_hash.len()).unwrap_or(u32::MAX - 1);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(self.body_hash);
        Hash::of_parts(&[&bytes])
    }
}
