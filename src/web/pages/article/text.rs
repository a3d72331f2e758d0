//! The text of an article with its statements marked, in parts if it is long.

use crate::query::{ArticleDetails, StatementEntry, StatementPlace};
use crate::web::address::{ItemKind, Page};
use crate::web::components::{TextMark, marked_paragraphs, pager};
use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, html};

/// Number of characters after which a text is cut at the next end of a line.
const PART_CHARS: usize = 500_000;

/// How much longer a part may be where no line ends.
const LINE_CHARS: usize = 100_000;

/// A part of the text of an article.
#[derive(Debug)]
pub(super) struct ArticlePart {
    /// Its text; `None` if the text was redacted.
    text: Option<Vec<char>>,
    /// Number of characters before it.
    start: usize,
    /// Its number, from 1, and the number of parts.
    number: usize,
    parts: usize,
}

impl ArticlePart {
    /// The part with this number.
    pub(super) fn find(details: &ArticleDetails, number: usize) -> Result<Self, WebError> {
        let Some(text) = &details.text else {
            return Self::new(None, &[0], number);
        };
        let chars: Vec<char> = text.chars().collect();
        let starts = part_starts(&chars);
        Self::new(Some(&chars), &starts, number)
    }

    fn new(text: Option<&[char]>, starts: &[usize], number: usize) -> Result<Self, WebError> {
        let no_part = || WebError::parameter("page", "the text has no such part");
        let start = *starts.get(number.saturating_sub(1)).ok_or_else(no_part)?;
        let cut = |text: &[char]| {
            let end = starts.get(number).copied().unwrap_or(text.len());
            text.get(start..end).unwrap_or_default().to_vec()
        };
        Ok(Self {
            text: text.map(cut),
            start,
            number,
            parts: starts.len(),
        })
    }

    /// Whether there is a text to point into.
    pub(super) const fn has_text(&self) -> bool {
        self.text.is_some()
    }

    /// Whether the words at `place` begin in this part. Without a text, all do.
    pub(super) fn begins_here(&self, place: &StatementPlace) -> bool {
        let Some(text) = &self.text else {
            return true;
        };
        let start = place.pieces.first().map_or(0, |piece| piece.start as usize);
        (self.start..self.start + text.len()).contains(&start)
    }

    /// The pieces of `place` that lie in this part, counted from its beginning.
    fn pieces(&self, place: &StatementPlace) -> Vec<(usize, usize)> {
        let length = self.text.as_ref().map_or(0, Vec::len);
        let clip = |at: u32| (at as usize).saturating_sub(self.start).min(length);
        let pieces = place
            .pieces
            .iter()
            .map(|piece| (clip(piece.start), clip(piece.end)));
        pieces.filter(|(start, end)| start < end).collect()
    }
}

/// Where the parts of a text begin.
fn part_starts(text: &[char]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut start = 0;
    while text.len() - start > PART_CHARS + LINE_CHARS {
        // The line that ends with the last of these characters is the first that will do.
        let from = start + PART_CHARS - 1;
        let line = text.iter().skip(from).take(LINE_CHARS).position(|c| *c == '\n');
        start = from + 1 + line.unwrap_or(LINE_CHARS);
        starts.push(start);
    }
    starts
}

/// The statements of an article with their numbers, from 1, and their places.
pub(super) fn numbers(
    details: &ArticleDetails,
) -> impl Iterator<Item = (u64, &StatementEntry, &StatementPlace)> {
    let numbered = (1..).zip(details.reported.iter().zip(&details.places));
    numbered.map(|(number, (entry, place))| (number, entry, place))
}

/// The text of the part, with links to the other parts.
pub(super) fn text(
    view: &View<'_>,
    details: &ArticleDetails,
    part: &ArticlePart,
) -> Result<Markup, WebError> {
    let phrases = &view.phrases.item.article;
    let cut = phrases
        .cut
        .replace("{part}", &view.number(part.number as u64))
        .replace("{parts}", &view.number(part.parts as u64));
    let Some(text) = &part.text else {
        return Ok(html! {
            section.text { h2 { (phrases.text) } p.note { (view.phrases.item.text_redacted) } }
        });
    };
    let struck = details.ended.is_some();
    Ok(html! {
        section.text {
            h2 { (phrases.text) }
            @if part.parts > 1 { p.note { (cut) } (pager(view, part.number < part.parts)?) }
            div.article-text.struck[struck] lang=(details.line.lang.as_str()) dir="auto" {
                (marked_paragraphs(text, &marks(view, details, part)))
            }
            @if part.parts > 1 { p.note { (cut) } }
        }
    })
}

/// A mark for each piece of each statement: its id at the first, and a reference after the last.
fn marks(view: &View<'_>, details: &ArticleDetails, part: &ArticlePart) -> Vec<TextMark> {
    let phrase = &view.phrases.item.article.statement_number;
    let mut marks = Vec::new();
    for (number, entry, place) in numbers(details) {
        let pieces = part.pieces(place);
        let last = pieces.len().saturating_sub(1);
        let digits = view.number(number);
        let label = phrase.replace("{number}", &digits);
        let href = view.link(Page::Item(ItemKind::Statement, entry.id.to_string()));
        for (at, (start, end)) in pieces.into_iter().enumerate() {
            let is_first = at == 0 && part.begins_here(place);
            let reference = href.clone().filter(|_| at == last);
            marks.push(TextMark {
                start,
                end,
                anchor: is_first.then(|| entry.id.to_string()),
                reference: reference.map(|href| (href, digits.clone(), label.clone())),
            });
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_the_end_of_a_line() {
        let line: Vec<char> = "x".repeat(999).chars().chain(['\n']).collect();
        let text: Vec<char> = line.iter().copied().cycle().take(1_700_500).collect();
        let starts = part_starts(&text);
        assert_eq!(starts, [0, 500_000, 1_000_000, 1_500_000]);
        assert!(starts.iter().skip(1).all(|start| text[start - 1] == '\n'));
        let endless = vec!['x'; 1_300_000];
        assert_eq!(part_starts(&endless), [0, 600_000, 1_200_000]);
        assert_eq!(part_starts(&[]), [0]);
    }
}
