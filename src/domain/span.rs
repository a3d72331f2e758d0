use std::fmt;

/// A stretch of a text, in Unicode code points, end exclusive: the unit of the W3C `TextPositionSelector`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Code points before the first one of the stretch.
    pub start: u32,
    /// Code points before the first one after the stretch.
    pub end: u32,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// How many code points the stretch holds.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the stretch holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two stretches share a code point.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words of `text` that the stretch covers; `None` where it reaches past the end.
    pub fn slice(self, text: &str) -> Option<&str> {
        if self.end < self.start {
            return None;
        }
        let mut at = text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain(std::iter::once(text.len()));
        let start = at.nth(self.start as usize)?;
        let end = match self.len() {
            0 => start,
            n => at.nth(n as usize - 1)?,
        };
        text.get(start..end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A stretch of a text together with its exact words, so that neither can drift from the other unseen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slice {
    /// Where the words stand.
    pub span: Span,
    /// The exact words that stand there.
    pub text: String,
}

impl Slice {
    /// Whether `text` still has these words at this place.
    pub fn stands_in(&self, text: &str) -> bool {
        self.span.slice(text) == Some(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_by_code_point() {
        let text = "l’été 中国";
        assert_eq!(Span::new(2, 5).slice(text), Some("été"));
        assert_eq!(Span::new(6, 8).slice(text), Some("中国"));
        assert_eq!(Span::new(8, 8).slice(text), Some(""));
        assert_eq!(Span::new(7, 9).slice(text), None);
        assert_eq!(Span::new(3, 2).slice(text), None);
    }

    #[test]
    fn a_slice_knows_whether_its_words_still_stand() {
        let slice = Slice {
            span: Span::new(0, 2),
            text: "中国".into(),
        };
        assert!(slice.stands_in("中国人"));
        assert!(!slice.stands_in("美国人"));
    }
}
