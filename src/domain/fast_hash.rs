//! Maps with a quick hash, for keys that are words of the lexicons: no text can choose keys that collide.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys no text can choose.
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;
/// A set whose keys no text can choose.
pub type FastSet<K> = HashSet<K, BuildHasherDefault<FastHasher>>;

/// Mixes in eight bytes at a time by a multiplication. It does not protect against chosen keys.
#[derive(Debug, Default, Clone, Copy)]
pub struct FastHasher(u64);

impl FastHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (parts, rest) = bytes.as_chunks();
        for part in parts {
            self.mix(u64::from_be_bytes(*part));
        }
        if !rest.is_empty() {
            self.mix(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    // a multiplication mixes the high bits best, but a map chooses the bucket by the low bits, so the rotation moves
    // the high bits there
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
