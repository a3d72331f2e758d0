//! Code versions of projections that use data files.

/// The code version of a projection whose rules are in `data`: the number of its code and a hash of the data, so that
/// an edited word list rebuilds the read models ("3-1f0c9a2b5d06e7f4").
pub(super) fn code_version(code: u32, data: &str) -> String {
    format!("{code}-{:016x}", content_hash(data))
}

/// A hash of embedded data. Every process that opens a database takes it of all data files, so it reads eight bytes at
/// a time: a cryptographic hash took a third of the instructions of a short question, and to tell an edited file from
/// the one before needs none.
fn content_hash(data: &str) -> u64 {
    let (words, rest) = data.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain([&last]);
    let hash = words.fold(data.len() as u64, |hash, word| {
        // Each step can be undone, so two texts of one length that differ in one word never have the same hash.
        (hash ^ u64::from_le_bytes(*word))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    });
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edited_data_have_another_hash() {
        let data = [
            "",
            "\0",
            "a",
            "b",
            "ab",
            "ba",
            "12345678",
            "123456781",
            "12345678\0",
            "a = [1]\nb = [2]\n",
        ];
        let hashes: std::collections::BTreeSet<u64> = data.iter().map(|data| content_hash(data)).collect();
        assert_eq!(hashes.len(), data.len());
        let list = "[words]\n\"a\" = 1\n".repeat(100);
        for at in 0..list.len() {
            let mut edited = list.clone();
            edited.replace_range(at..=at, "#");
            assert_ne!(content_hash(&edited), content_hash(&list), "{at}");
        }
    }
}
