//! Grammatical gender and number.

/// The genders and the number that a word can have. Both genders are possible at once: "ministre".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Agreement {
    pub(in crate::extract) can_be_masculine: bool,
    pub(in crate::extract) can_be_feminine: bool,
    pub(in crate::extract) is_plural: bool,
}

impl Agreement {
    pub(in crate::extract) const MASCULINE: Self = Self::new(true, false, false);
    pub(in crate::extract) const FEMININE: Self = Self::new(false, true, false);
    /// Singular, of either gender.
    pub(in crate::extract) const EITHER_GENDER: Self = Self::new(true, true, false);
    pub(in crate::extract) const MASCULINE_PLURAL: Self = Self::new(true, false, true);
    pub(in crate::extract) const FEMININE_PLURAL: Self = Self::new(false, true, true);
    /// Plural, of either gender.
    pub(in crate::extract) const PLURAL: Self = Self::new(true, true, true);

    const fn new(can_be_masculine: bool, can_be_feminine: bool, is_plural: bool) -> Self {
        Self {
            can_be_masculine,
            can_be_feminine,
            is_plural,
        }
    }
}
