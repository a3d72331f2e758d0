/// A line of text on a page. Lengths are in points; `y` grows upwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextLine {
    /// The page, from 0.
    pub page: usize,
    /// The column on its page, from 0 in reading order. A line across columns begins another one.
    pub column: usize,
    /// Left and right end.
    pub x0: f64,
    pub x1: f64,
    /// The baseline.
    pub y: f64,
    /// The size of its letters.
    pub size: f64,
    /// Whether it begins with a raised number, as a note at the foot of a page.
    pub is_note: bool,
    /// Its words.
    pub text: String,
}

/// Whether `c` is written without blanks between words.
pub(super) fn is_unspaced(c: char) -> bool {
    crate::domain::is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
}
