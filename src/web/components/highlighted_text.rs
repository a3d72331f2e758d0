//! A text in which the matches of a search are marked.

use crate::query::Highlight;
use maud::{Markup, html};

/// The text with `mark` around each of `marks`, which are in order and do not overlap.
pub(in crate::web) fn highlighted_text(text: &str, marks: &[Highlight]) -> Markup {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (number, character) in (0_u32..).zip(text.chars()) {
        let mark = marks
            .iter()
            .find(|mark| mark.start <= number && number < mark.end);
        // Two matches side by side are two marks.
        let begins = mark.is_some_and(|mark| mark.start == number);
        match pieces.last_mut() {
            Some((is_marked, piece)) if *is_marked == mark.is_some() && !begins => piece.push(character),
            _ => pieces.push((mark.is_some(), character.to_string())),
        }
    }
    html! {
        @for (is_marked, piece) in &pieces {
            @if *is_marked { mark { (piece) } } @else { (piece) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_marked_and_the_rest_is_escaped() {
        let marks = [(0, 2), (2, 3), (5, 6)].map(|(start, end)| Highlight { start, end });
        assert_eq!(
            highlighted_text("été<b>&é", &marks).into_string(),
            "<mark>ét</mark><mark>é</mark>&lt;b<mark>&gt;</mark>&amp;é"
        );
        assert_eq!(highlighted_text("été", &[]).into_string(), "été");
    }
}
