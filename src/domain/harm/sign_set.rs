//! Sets of signs of doubt.

use super::signs::{
    CERTAINTY, CUE_WEAK, DATE_AMBIGUOUS, DATE_APPROXIMATE, DATE_UNRESOLVED, DOUBT_SIGNS, DoubtSign,
    QUOTE_UNCLOSED, SPEAKER_AMBIGUOUS, SPEAKER_CARRIED, SPEAKER_UNKNOWN,
};
use std::sync::LazyLock;

/// A set of signs of doubt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SignSet(u64);

/// The signs that are doubts of the reader.
pub const READER_DOUBTS: SignSet = SignSet(
    SignSet::of(SPEAKER_UNKNOWN).0
        | SignSet::of(SPEAKER_AMBIGUOUS).0
        | SignSet::of(SPEAKER_CARRIED).0
        | SignSet::of(DATE_APPROXIMATE).0
        | SignSet::of(DATE_UNRESOLVED).0
        | SignSet::of(DATE_AMBIGUOUS).0
        | SignSet::of(QUOTE_UNCLOSED).0
        | SignSet::of(CUE_WEAK).0,
);

/// Number of bytes that a stored set takes.
pub(super) const SIGN_SET_BYTES: usize = 5;

/// The points of every set of eight signs with neighbouring numbers.
static POINTS: LazyLock<[[i64; 256]; SIGN_SET_BYTES]> = LazyLock::new(|| {
    let mut points = [[0; 256]; SIGN_SET_BYTES];
    for sign in DOUBT_SIGNS {
        let bit = 1 << (sign.number % 8);
        let of_byte = &mut points[usize::from(sign.number / 8)];
        for (byte, sum) in of_byte.iter_mut().enumerate() {
            *sum += if byte & bit == 0 { 0 } else { sign.points };
        }
    }
    points
});

impl SignSet {
    /// The set that has only this sign.
    pub const fn of(sign: DoubtSign) -> Self {
        Self(1 << sign.number)
    }

    /// Adds a sign.
    pub const fn insert(&mut self, sign: DoubtSign) {
        self.0 |= Self::of(sign).0;
    }

    /// Removes a sign.
    pub const fn remove(&mut self, sign: DoubtSign) {
        self.0 &= !Self::of(sign).0;
    }

    /// Whether it has the sign.
    pub const fn contains(self, sign: DoubtSign) -> bool {
        self.0 & Self::of(sign).0 != 0
    }

    /// The signs that are also in `other`.
    #[must_use = "the set itself stays as it is"]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Sum of the points of its signs, without the certainty of the reader.
    pub fn points(self) -> i64 {
        let bytes = self.0.to_le_bytes();
        let each = POINTS.iter().zip(bytes);
        each.map(|(points, byte)| points[usize::from(byte)]).sum()
    }

    /// The signs that were found, as a set; the certainty of the reader is no sign of it. `None` if a sign was found
    /// twice.
    pub(super) fn of_each_once(found: impl Iterator<Item = DoubtSign>) -> Option<Self> {
        let mut signs = Self::default();
        for sign in found.filter(|sign| *sign != CERTAINTY) {
            if signs.contains(sign) {
                return None;
            }
            signs.insert(sign);
        }
        Some(signs)
    }

    /// Its stored form.
    pub(super) fn to_bytes(self) -> [u8; SIGN_SET_BYTES] {
        let mut bytes = [0; SIGN_SET_BYTES];
        bytes.copy_from_slice(&self.0.to_le_bytes()[..SIGN_SET_BYTES]);
        bytes
    }

    /// The set with this stored form.
    pub(super) fn from_bytes(stored: [u8; SIGN_SET_BYTES]) -> Self {
        let mut bytes = [0; 8];
        bytes[..SIGN_SET_BYTES].copy_from_slice(&stored);
        Self(u64::from_le_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::super::signs::{LONE, PRONOUN, SURNAME};
    use super::*;

    #[test]
    fn points_of_a_set_are_those_of_its_signs() {
        let mut signs = SignSet::of(SURNAME);
        signs.insert(LONE);
        signs.insert(LONE);
        assert_eq!(signs.points(), SURNAME.points + LONE.points);
        signs.remove(SURNAME);
        assert_eq!((signs.points(), signs.contains(SURNAME)), (LONE.points, false));
        assert!(SignSet::of_each_once([LONE, PRONOUN, LONE].into_iter()).is_none());
    }
}
