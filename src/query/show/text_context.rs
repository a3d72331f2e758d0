//! The words of a statement in their context: without parts of words at its ends, and compared with the evidence.

use super::details::{EvidencePiece, TextContext};
use std::ops::Range;

impl TextContext {
    /// The text without partial words at its ends, where `…` stands if the article goes on; and the ranges of the
    /// statement's words in it, in code points.
    pub fn trim_partial_words(&self) -> (Vec<char>, Vec<Range<usize>>) {
        let mut text: Vec<char> = self.text.chars().collect();
        let mut stretches: Vec<Range<usize>> = self
            .marks
            .iter()
            .map(|mark| mark.start as usize..mark.end as usize)
            .collect();
        if self.more_after {
            let end = stretches.last().map_or(0, |stretch| stretch.end);
            if let Some(space) = text.iter().skip(end).rposition(|c| c.is_whitespace()) {
                text.truncate(end + space + 1);
            }
            text.push('…');
        }
        if self.more_before {
            let before = stretches.first().map_or(text.len(), |stretch| stretch.start);
            let word = text
                .iter()
                .take(before)
                .position(|c| c.is_whitespace())
                .unwrap_or(0);
            text.splice(..word, ['…']);
            for stretch in &mut stretches {
                *stretch = stretch.start - word + 1..stretch.end - word + 1;
            }
        }
        (text, stretches)
    }

    /// Whether the stored text has the words of `piece` at their position.
    pub fn has(&self, piece: &EvidencePiece) -> bool {
        let Some(skip) = piece.start.checked_sub(self.start) else {
            return false;
        };
        let length = piece.end.saturating_sub(piece.start) as usize;
        self.text
            .chars()
            .skip(skip as usize)
            .take(length)
            .eq(piece.exact.chars())
    }
}
