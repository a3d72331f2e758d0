//! Hashes that are stored in read models. Unlike those of the standard library, they are the same on every machine
//! and with every version of the compiler.

/// Initial state of FNV-1a, 64 bits.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// Multiplier of FNV-1a, 64 bits.
const PRIME: u64 = 0x0100_0000_01b3;
/// Bits of the golden ratio: odd, and without a pattern.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a text.
pub fn hash_text(text: &str) -> u64 {
    hash_bytes(text.bytes())
}

/// The hash of a text, given as its bytes.
pub(super) fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    mix(bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME)))
}

/// The hash of a sequence with the hash `before`, followed by `next`.
pub(super) fn combine(before: u64, next: u64) -> u64 {
    mix(before.wrapping_mul(PRIME) ^ next)
}

/// The hash as stored in SQLite: not negative, so that the numbers have the order of the hashes.
pub(super) fn to_stored(hash: u64) -> i64 {
    (hash >> 1).cast_signed()
}

/// Spreads every bit over the whole hash. FNV leaves the high bits of short texts alike, and sampling uses these.
pub(super) fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(GOLDEN);
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(GOLDEN);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_hashes_never_change() {
        assert_eq!(to_stored(hash_text("registre")), 3_340_550_163_391_260_217);
        assert_eq!(
            to_stored(combine(hash_text("haut"), hash_text("risque"))),
            361_200_877_745_878_355
        );
    }

    #[test]
    fn hashes_of_short_texts_fill_the_whole_range() {
        let mut sixteenths = [0; 16];
        for number in 0..16_000 {
            let hash = hash_text(&format!("w{number}"));
            sixteenths[usize::try_from(hash >> 60).unwrap()] += 1;
        }
        assert!(
            sixteenths.iter().all(|count| (850..1_150).contains(count)),
            "{sixteenths:?}"
        );
    }
}
