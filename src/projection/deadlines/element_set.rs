//! Sets of the elements that patterns have, by which most patterns are ruled out without being tried.

/// Number of 64-bit words of a set.
const WORDS: usize = 4;

/// A set of elements of patterns, by their numbers. Numbers that do not fit are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ElementSet([u64; WORDS]);

impl ElementSet {
    /// Adds an element.
    pub(super) fn insert(&mut self, element: usize) {
        if let Some(word) = self.0.get_mut(element / 64) {
            *word |= 1 << (element % 64);
        }
    }

    /// Adds the elements of another set.
    pub(super) fn insert_all(&mut self, other: Self) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
    }

    /// Whether the set has an element. One that does not fit counts as present.
    pub(super) fn has(&self, element: usize) -> bool {
        let word = self.0.get(element / 64);
        word.is_none_or(|word| word & 1 << (element % 64) != 0)
    }

    /// Whether the set has all elements of another one.
    pub(super) fn has_all(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .all(|(word, other)| other & !word == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_has_what_was_inserted_and_numbers_that_do_not_fit_count_as_present() {
        let set = |elements: &[usize]| {
            let mut set = ElementSet::default();
            for element in elements {
                set.insert(*element);
            }
            set
        };
        let mut all = set(&[0, 63]);
        all.insert_all(set(&[64, 255]));
        assert!(all.has_all(&set(&[0, 63, 64, 255])) && all.has_all(&set(&[])));
        assert!(!all.has_all(&set(&[1])) && !set(&[]).has_all(&set(&[255])));
        assert!(all.has_all(&set(&[256, 1000])));
    }
}
