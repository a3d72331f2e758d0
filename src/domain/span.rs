use std::fmt;

/// A range of a text in Unicode code points, end exclusive, as in the W3C `TextPositionSelector`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Code points before the first one of the range.
    pub start: u32,
    /// Code points before the first one after the range.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, but not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The range of `text` where it begins at the code point `start`.
    pub fn of_text(start: u32, text: &str) -> Self {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Self::new(start, start.saturating_add(length))
    }

    /// Number of code points in the range.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range is empty.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two ranges share a code point.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part of `text` that the range covers; `None` where the range exceeds the text.
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

/// A range of a text together with its exact words, so that a mismatch between the two is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextSlice {
    /// Position of the words.
    pub span: Span,
    /// The exact words at that position.
    pub text: String,
}

impl TextSlice {
    /// Whether `text` has exactly these words at this position.
    pub fn matches_text(&self, text: &str) -> bool {
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
    fn slice_matches_only_its_own_text() {
        let slice = TextSlice {
            span: Span::new(0, 2),
            text: "中国".into(),
        };
        assert!(slice.matches_text("中国人"));
        assert!(!slice.matches_text("美国人"));
    }
}
