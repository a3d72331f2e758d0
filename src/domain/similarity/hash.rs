//! Hashes that are stored in read models: the same on every machine and in every version of the compiler, which
//! those of the standard library are not.

/// The state before the first byte (FNV-1a, 64 bits).
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// What every byte multiplies by.
const PRIME: u64 = 0x0100_0000_01b3;
/// The golden ratio's bits: odd, and without a pattern.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a text.
pub(super) fn of(text: &str) -> u64 {
    let mut hash = OFFSET;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    mix(hash)
}

/// The hash of what had the hash `before`, followed by `next`.
pub(super) fn then(before: u64, next: u64) -> u64 {
    mix(before.wrapping_mul(PRIME) ^ next)
}

/// `hash` as SQLite keeps it: never negative, so that the order of the numbers is that of the hashes.
pub(super) fn stored(hash: u64) -> i64 {
    (hash >> 1).cast_signed()
}

/// Spreads every bit over the whole: FNV leaves the high bits of short texts alike, and the sampling is by these.
fn mix(mut hash: u64) -> u64 {
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
    fn hashes_are_those_that_are_stored() {
        assert_eq!(stored(of("registre")), 3_340_550_163_391_260_217);
        assert_eq!(stored(then(of("haut"), of("risque"))), 361_200_877_745_878_355);
    }

    #[test]
    fn hashes_of_short_texts_fill_the_whole_range() {
        let mut sixteenths = [0; 16];
        for number in 0..16_000 {
            let hash = of(&format!("w{number}"));
            sixteenths[usize::try_from(hash >> 60).unwrap()] += 1;
        }
        assert!(
            sixteenths.iter().all(|count| (850..1_150).contains(count)),
            "{sixteenths:?}"
        );
    }
}
