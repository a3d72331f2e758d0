//! Code versions of projections that use data files.

use crate::domain::Hexadecimal;
use sha2::{Digest, Sha256};

/// The code version of a projection whose rules are in `data`: the number of its code and a short hash of the data, so
/// that an edited word list rebuilds the read models ("3-1f0c9a2b").
pub(super) fn code_version(code: u32, data: &str) -> String {
    let digest = Sha256::digest(data);
    format!("{code}-{}", Hexadecimal(&digest[..4]))
}
