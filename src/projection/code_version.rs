//! What a read model is folded by.

use crate::domain::Hexadecimal;
use sha2::{Digest, Sha256};

/// The version of a fold that has `data` for its rules: the number of its code, and a hash of the data.
pub(super) fn code_version(code: u32, data: &str) -> String {
    let digest = Sha256::digest(data);
    format!("{code}-{}", Hexadecimal(&digest[..4]))
}
