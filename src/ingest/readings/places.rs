//! Where words stand in a text that is kept, given where they stand in the text that was read.

use crate::domain::{Evidence, Slice, Span};
use crate::ingest::normalise::normalise;

/// A text of which many stretches are cut, by code points.
pub(super) struct Places<'a> {
    text: &'a str,
    /// Where each code point begins, in bytes, and the end of the text.
    bytes: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self {
            text,
            bytes: starts.chain([text.len()]).collect(),
        }
    }

    /// How many code points the text has.
    fn len(&self) -> u32 {
        u32::try_from(self.bytes.len() - 1).unwrap_or(u32::MAX)
    }

    /// The words of the stretch; `None` where it reaches past the end.
    fn cut(&self, span: Span) -> Option<&'a str> {
        let start = *self.bytes.get(span.start as usize)?;
        let end = *self.bytes.get(span.end as usize)?;
        self.text.get(start..end)
    }

    /// The stretch between two bytes.
    fn span(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| {
            let at = self.bytes.partition_point(|start| *start < byte);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        Span::new(at(start), at(end))
    }
}

/// The text that is kept, and the one that was read, where that is another.
pub(super) struct Texts<'a> {
    kept: Places<'a>,
    read: Option<Places<'a>>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(kept: &'a str, read: Option<&'a str>) -> Self {
        Self {
            kept: Places::of(kept),
            read: read.filter(|read| *read != kept).map(Places::of),
        }
    }

    /// `words` where they stand in the text that is kept, where `span` is an exact slice of the text that was read;
    /// else why it is none.
    pub(super) fn slice(&self, span: Span, words: &str) -> Result<Slice, String> {
        let read = self.read.as_ref().unwrap_or(&self.kept);
        if words.is_empty() || span.is_empty() {
            return Err(format!("there are no words at {span}"));
        }
        let Some(there) = read.cut(span) else {
            return Err(format!(
                "{span} is out of range: the text has {} code points{}",
                read.len(),
                self.nearest(words, span.start)
            ));
        };
        if there != words {
            return Err(format!(
                "at {span} the text has {there:?}, not {words:?}{}",
                self.nearest(words, span.start)
            ));
        }
        let found = match &self.read {
            None => Some((span, words.to_owned())),
            Some(read) => self.kept_at(read, span, words),
        };
        found
            .map(|(span, text)| Slice { span, text })
            .ok_or_else(|| format!("{words:?} stands otherwise in the text as it is kept"))
    }

    /// Where the text that is kept has what the text that was read has at `span`: the same of as many occurrences.
    fn kept_at(&self, read: &Places<'_>, span: Span, words: &str) -> Option<(Span, String)> {
        let start = read.bytes[span.start as usize];
        let before = read
            .text
            .match_indices(words)
            .take_while(|(at, _)| *at < start)
            .count();
        let all = read.text.matches(words).count();
        // A line end within the words, or a letter of two signs, is kept in one spelling.
        let normal = normalise(words);
        let mut kept = self.kept.text.match_indices(normal.as_str());
        let at = kept.nth(before).map(|(at, _)| at)?;
        (before + 1 + kept.count() == all).then(|| (self.kept.span(at, at + normal.len()), normal.clone()))
    }

    /// Where the words stand, for whoever has to mend the reading.
    fn nearest(&self, words: &str, near: u32) -> String {
        let text = self.read.as_ref().unwrap_or(&self.kept).text;
        match Evidence::nearest(text, words, near) {
            Some(found) => format!("; these words stand at {}", found.quote.span),
            None => match nearest_part(text, words, near) {
                Some((span, words)) => format!("; the nearest words are {words:?} at {span}"),
                None => "; these words stand nowhere in the text".to_owned(),
            },
        }
    }

    /// The evidence of a stretch of the text that is kept.
    pub(super) fn evidence(&self, quote: Slice) -> Evidence {
        let Span { start, end } = quote.span;
        let cut = |span| self.kept.cut(span).unwrap_or_default().to_owned();
        let last = end.saturating_add(Evidence::CONTEXT).min(self.kept.len());
        Evidence {
            prefix: cut(Span::new(start.saturating_sub(Evidence::CONTEXT), start)),
            suffix: cut(Span::new(end, last)),
            quote,
        }
    }

    /// Where the text that is kept has `words`, as near to `near` as can be.
    pub(super) fn named(&self, words: &str, near: u32) -> Option<Slice> {
        Evidence::nearest(self.kept.text, words, near).map(|found| found.quote)
    }
}

/// Where the text has the longest half, quarter … of the words, from their beginning or their end.
fn nearest_part(text: &str, words: &str, near: u32) -> Option<(Span, String)> {
    let signs: Vec<char> = words.chars().collect();
    let mut length = signs.len() / 2;
    while length >= SHORTEST {
        let parts = [&signs[..length], &signs[signs.len() - length..]];
        for part in parts {
            let part: String = part.iter().collect();
            if let Some(found) = Evidence::nearest(text, &part, near) {
                return Some((found.quote.span, part));
            }
        }
        length /= 2;
    }
    None
}

/// A part of words that is shorter tells nothing.
const SHORTEST: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_an_exact_slice_or_says_where_the_words_stand() {
        let texts = Texts::of("Oui, a dit le maire. Non, a dit le préfet.", None);
        let slice = |start, end, words| texts.slice(Span::new(start, end), words);
        assert_eq!(slice(21, 24, "Non").unwrap().span, Span::new(21, 24));
        insta::assert_snapshot!(slice(0, 3, "Non").unwrap_err(), @r#"at 0..3 the text has "Oui", not "Non"; these words stand at 21..24"#);
        insta::assert_snapshot!(slice(90, 93, "Non").unwrap_err(), @"90..93 is out of range: the text has 42 code points; these words stand at 21..24");
        insta::assert_snapshot!(slice(21, 42, "Non, a dit le ministre").unwrap_err(), @r#"at 21..42 the text has "Non, a dit le préfet.", not "Non, a dit le ministre"; the nearest words are "Non, a dit " at 21..32"#);
        insta::assert_snapshot!(slice(3, 3, "").unwrap_err(), @"there are no words at 3..3");
    }

    #[test]
    fn words_of_a_text_as_given_are_found_where_it_is_kept() {
        let given = "\r\n  Une re\u{301}forme.\r\nUne taxe, une taxe, et une taxe.\r\n";
        let kept = normalise(given);
        let texts = Texts::of(&kept, Some(given));
        let at = |words: &str, number: usize| {
            let byte = given.match_indices(words).nth(number).unwrap().0;
            let start = u32::try_from(given[..byte].chars().count()).unwrap();
            let end = start + u32::try_from(words.chars().count()).unwrap();
            texts.slice(Span::new(start, end), words)
        };
        let second = at("une taxe", 1).unwrap();
        assert!(second.stands_in(&kept));
        assert_eq!(second.span.slice(&kept), Some("une taxe"));
        assert_eq!(
            kept.chars().skip(second.span.end as usize).collect::<String>(),
            "."
        );
        assert_eq!(at("re\u{301}forme", 0).unwrap().text, "réforme");
    }
}
