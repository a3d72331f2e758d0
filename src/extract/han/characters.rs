//! Characters of Chinese text: those that names are written with, and the marks around a stretch of words.

use crate::extract::steps::Step;
use std::ops::Range;

/// Whether names are written with the character: a common ideograph.
///
/// Narrower than [`domain::is_han`](crate::domain::is_han) by intent: 〇 writes numbers, and would join a year to a
/// name before it.
pub(super) fn is_common_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The range without blanks and marks at its ends; empty if nothing else is in it.
pub(super) fn trim_punctuation(text: &str, range: Range<usize>) -> Range<usize> {
    if range.start >= range.end {
        return range.start..range.start;
    }
    let words = &text[range.clone()];
    let start = words.len()
        - words
            .trim_start_matches([' ', '\n', '，', ',', '：', ':', '；', '、'])
            .len();
    let kept =
        words[start..].trim_end_matches([' ', '\n', '。', '，', ',', '；', ';', '：', '！', '？', '、']);
    Step::Byte.count(1 + words.len() - kept.len());
    range.start + start..range.start + start + kept.len()
}
