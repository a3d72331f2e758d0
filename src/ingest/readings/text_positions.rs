//! Converts positions in the text that a reader was given into positions in the stored text.

use crate::domain::{Evidence, Span, TextSlice};
use crate::ingest::text::normalise::normalise_text;

/// A text with an index of its code points, for many look-ups by position.
pub(super) struct CodePointIndex<'a> {
    text: &'a str,
    /// The byte offset of each code point, and of the end of the text.
    bytes: Vec<usize>,
}

impl<'a> CodePointIndex<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self {
            text,
            bytes: starts.chain([text.len()]).collect(),
        }
    }

    /// Number of code points in the text.
    fn len(&self) -> u32 {
        u32::try_from(self.bytes.len() - 1).unwrap_or(u32::MAX)
    }

    /// The words at `span`; `None` if it is out of range.
    fn cut(&self, span: Span) -> Option<&'a str> {
        let start = *self.bytes.get(span.start as usize)?;
        let end = *self.bytes.get(span.end as usize)?;
        self.text.get(start..end)
    }

    /// The span between two byte offsets.
    fn span(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| {
            let at = self.bytes.partition_point(|start| *start < byte);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        Span::new(at(start), at(end))
    }
}

/// The stored text of an article and the one given to the reader, if that differs.
pub(super) struct ArticleTexts<'a> {
    stored: CodePointIndex<'a>,
    original: Option<CodePointIndex<'a>>,
}

impl<'a> ArticleTexts<'a> {
    pub(super) fn new(stored: &'a str, original: Option<&'a str>) -> Self {
        Self {
            stored: CodePointIndex::new(stored),
            original: original
                .filter(|original| *original != stored)
                .map(CodePointIndex::new),
        }
    }

    /// The place in the stored text of `words`, which must be the exact slice at `span` of the text given to the
    /// reader. The error is the reason, for the user.
    pub(super) fn locate(&self, span: Span, words: &str) -> Result<TextSlice, String> {
        let read = self.original.as_ref().unwrap_or(&self.stored);
        if words.is_empty() || span.is_empty() {
            return Err(format!("no words at {span}"));
        }
        let Some(actual) = read.cut(span) else {
            return Err(format!(
                "{span} is out of range: the text has {} code points{}",
                read.len(),
                self.describe_nearest(words, span.start)
            ));
        };
        if actual != words {
            return Err(format!(
                "at {span} the text has {actual:?}, not {words:?}{}",
                self.describe_nearest(words, span.start)
            ));
        }
        let found = match &self.original {
            None => Some((span, words.to_owned())),
            Some(read) => self.locate_in_stored(read, span, words),
        };
        found
            .map(|(span, text)| TextSlice { span, text })
            .ok_or_else(|| format!("{words:?} is not in the stored text in this form"))
    }

    /// The place in the stored text of the words at `span` of the original: the occurrence with the same number. `None`
    /// if the two texts do not have the same number of occurrences.
    fn locate_in_stored(&self, read: &CodePointIndex<'_>, span: Span, words: &str) -> Option<(Span, String)> {
        let start = read.bytes[span.start as usize];
        let before = read
            .text
            .match_indices(words)
            .take_while(|(at, _)| *at < start)
            .count();
        let all = read.text.matches(words).count();
        // Normalising may change the words: line ends, and letters composed of two characters.
        let normalised = normalise_text(words);
        let mut occurrences = self.stored.text.match_indices(normalised.as_str());
        let at = occurrences.nth(before).map(|(at, _)| at)?;
        (before + 1 + occurrences.count() == all)
            .then(|| (self.stored.span(at, at + normalised.len()), normalised.clone()))
    }

    /// A description of where the words are instead, for whoever corrects the reading.
    fn describe_nearest(&self, words: &str, near: u32) -> String {
        let text = self.original.as_ref().unwrap_or(&self.stored).text;
        match Evidence::find_nearest(text, words, near) {
            Some(found) => format!("; these words are at {}", found.quote.span),
            None => match find_nearest_part(text, words, near) {
                Some((span, words)) => format!("; the nearest words are {words:?} at {span}"),
                None => "; these words are not in the text".to_owned(),
            },
        }
    }

    /// The evidence for a slice of the stored text: with the words before and after it.
    pub(super) fn evidence(&self, quote: TextSlice) -> Evidence {
        let Span { start, end } = quote.span;
        let cut = |span| self.stored.cut(span).unwrap_or_default().to_owned();
        let last = end.saturating_add(Evidence::CONTEXT).min(self.stored.len());
        Evidence {
            prefix: cut(Span::new(start.saturating_sub(Evidence::CONTEXT), start)),
            suffix: cut(Span::new(end, last)),
            quote,
        }
    }

    /// The occurrence of `words` in the stored text that is nearest to the position `near`.
    pub(super) fn find_name(&self, words: &str, near: u32) -> Option<TextSlice> {
        Evidence::find_nearest(self.stored.text, words, near).map(|found| found.quote)
    }
}

/// The nearest occurrence of the first or last half of `words`, else of a quarter, and so on.
fn find_nearest_part(text: &str, words: &str, near: u32) -> Option<(Span, String)> {
    let characters: Vec<char> = words.chars().collect();
    let mut length = characters.len() / 2;
    while length >= PART_CHARACTERS_MIN {
        let parts = [&characters[..length], &characters[characters.len() - length..]];
        for part in parts {
            let part: String = part.iter().collect();
            if let Some(found) = Evidence::find_nearest(text, &part, near) {
                return Some((found.quote.span, part));
            }
        }
        length /= 2;
    }
    None
}

/// Minimum length of such a part, in characters. A shorter one occurs by chance.
const PART_CHARACTERS_MIN: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inexact_span_is_an_error_that_shows_the_words() {
        let texts = ArticleTexts::new("Oui, a dit le maire. Non, a dit le préfet.", None);
        let slice = |start, end, words| texts.locate(Span::new(start, end), words);
        assert_eq!(slice(21, 24, "Non").unwrap().span, Span::new(21, 24));
        insta::assert_snapshot!(slice(0, 3, "Non").unwrap_err(), @r#"at 0..3 the text has "Oui", not "Non"; these words are at 21..24"#);
        insta::assert_snapshot!(slice(90, 93, "Non").unwrap_err(), @"90..93 is out of range: the text has 42 code points; these words are at 21..24");
        insta::assert_snapshot!(slice(21, 42, "Non, a dit le ministre").unwrap_err(), @r#"at 21..42 the text has "Non, a dit le préfet.", not "Non, a dit le ministre"; the nearest words are "Non, a dit " at 21..32"#);
        insta::assert_snapshot!(slice(3, 3, "").unwrap_err(), @"no words at 3..3");
    }

    #[test]
    fn words_of_the_original_are_located_in_the_stored_text() {
        let given = "\r\n  Une re\u{301}forme.\r\nUne taxe, une taxe, et une taxe.\r\n";
        let kept = normalise_text(given);
        let texts = ArticleTexts::new(&kept, Some(given));
        let at = |words: &str, number: usize| {
            let byte = given.match_indices(words).nth(number).unwrap().0;
            let start = u32::try_from(given[..byte].chars().count()).unwrap();
            let end = start + u32::try_from(words.chars().count()).unwrap();
            texts.locate(Span::new(start, end), words)
        };
        let second = at("une taxe", 1).unwrap();
        assert!(second.matches_text(&kept));
        assert_eq!(second.span.slice(&kept), Some("une taxe"));
        assert_eq!(
            kept.chars().skip(second.span.end as usize).collect::<String>(),
            "."
        );
        assert_eq!(at("re\u{301}forme", 0).unwrap().text, "réforme");
    }
}
