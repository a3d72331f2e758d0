//! Integers of variable length in stored bytes: seven bits a byte, least significant first (LEB128).

/// Appends an integer.
pub(super) fn push_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}

/// Takes an integer off the front of `bytes`; `None` where they end inside it.
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Appends an integer with a sign; small ones of either sign are short.
pub(super) fn push_signed(bytes: &mut Vec<u8>, value: i64) {
    push_varint(bytes, ((value << 1) ^ (value >> 63)).cast_unsigned());
}

/// Takes an integer with a sign off the front of `bytes`; `None` where they end inside it.
pub(super) fn take_signed(bytes: &mut &[u8]) -> Option<i64> {
    let value = take_varint(bytes)?;
    Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_written() {
        for value in [0, 1, -1, 63, -64, 64, 1 << 40, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            push_signed(&mut bytes, value);
            push_varint(&mut bytes, value.cast_unsigned());
            let mut rest = bytes.as_slice();
            assert_eq!(take_signed(&mut rest), Some(value));
            assert_eq!(take_varint(&mut rest), Some(value.cast_unsigned()));
            assert!(rest.is_empty() && take_varint(&mut rest).is_none());
        }
    }
}
