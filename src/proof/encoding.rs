//! Base64 of keys, signatures and hashes.

use super::ProofError;
use crate::log::Hash;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub(super) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of `text`; `what` names it in the error.
pub(super) fn from_base64(what: &'static str, text: &str) -> Result<Vec<u8>, ProofError> {
    STANDARD
        .decode(text)
        .map_err(|_| ProofError::malformed(what, format_args!("{text:?} is not base64")))
}

/// The hash that `text` encodes; `what` names it in the error.
pub(super) fn hash_from_base64(what: &'static str, text: &str) -> Result<Hash, ProofError> {
    let bytes = from_base64(what, text)?;
    let bytes = bytes
        .try_into()
        .map_err(|_| ProofError::malformed(what, format_args!("{text:?} does not have 32 bytes")))?;
    Ok(Hash::from_bytes(bytes))
}
