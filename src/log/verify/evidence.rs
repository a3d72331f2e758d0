use crate::domain::{
    ArticleId, ArticleText, Event, Position, RecordedEvent, Span, StatementDecision, TextSlice,
};
use crate::log::row::TextRow;
use crate::log::store::{LogStore, RowSelection};
use crate::log::{Finding, FindingPart, Findings, LogError};
use std::collections::HashMap;

/// Compares the words of statements with the texts of their articles, in one pass over the log.
pub(super) struct EvidenceCheck<'c> {
    log: &'c dyn LogStore,
    /// Every revision of every article: its number, and the position of its text.
    revisions: HashMap<ArticleId, Vec<(u32, Position)>>,
    /// The text that was used last: the statements of an article follow it in the log.
    latest: Option<(Position, IndexedText)>,
}

impl<'c> EvidenceCheck<'c> {
    pub(super) fn new(log: &'c dyn LogStore) -> Self {
        Self {
            log,
            revisions: HashMap::new(),
            latest: None,
        }
    }

    /// Checks the words in the next event of the log.
    pub(super) fn check(
        &mut self,
        recorded: &RecordedEvent,
        findings: &mut Findings,
    ) -> Result<(), LogError> {
        match &recorded.event {
            Event::ArticleIngested { article, text, .. } => {
                self.add_text(recorded.position, article, 0, text);
            }
            Event::ArticleRevised {
                article,
                revision,
                text,
                ..
            } => self.add_text(recorded.position, article, *revision, text),
            Event::StatementRecorded {
                article,
                revision,
                statement,
            } => {
                let quotes = statement.evidence.iter().map(|piece| &piece.quote);
                return self.check_quotes(recorded.position, (article, Some(*revision)), quotes, findings);
            }
            Event::StatementDisputed {
                article,
                reading: Some(reading),
                ..
            } => {
                let quotes = reading.evidence.iter().map(|piece| &piece.quote);
                return self.check_quotes(recorded.position, (article, None), quotes, findings);
            }
            Event::StatementDecided {
                article,
                decision: StatementDecision::Corrected(correction),
                ..
            } => {
                let quotes = correction.evidence.iter().flatten().map(|piece| &piece.quote);
                return self.check_quotes(recorded.position, (article, None), quotes, findings);
            }
            _ => {}
        }
        Ok(())
    }

    fn add_text(&mut self, position: Position, article: &ArticleId, revision: u32, text: &ArticleText) {
        self.revisions
            .entry(article.clone())
            .or_default()
            .push((revision, position));
        self.latest = Some((position, IndexedText::new(text.as_str())));
    }

    /// Compares `quotes` with a revision of the text of an article, or with its latest text.
    fn check_quotes<'q>(
        &mut self,
        position: Position,
        (article, revision): (&ArticleId, Option<u32>),
        quotes: impl Iterator<Item = &'q TextSlice>,
        findings: &mut Findings,
    ) -> Result<(), LogError> {
        let known = self.revisions.get(article).map_or(&[][..], Vec::as_slice);
        let text_position = known
            .iter()
            .rev()
            .find(|(number, _)| revision.is_none_or(|revision| revision == *number))
            .map(|(_, position)| *position);
        let mut wrong =
            |what: String| findings.push(Finding::damage(FindingPart::Evidence, "", what).at(position));
        let Some(text_position) = text_position else {
            wrong("it refers to a text of its article that the log does not have".to_owned());
            return Ok(());
        };
        let text = self.text_at(text_position)?;
        for quote in quotes {
            if !text.has(quote) {
                let span = quote.span;
                wrong(format!(
                    "its words are not those of its article at {span}, whose text is at {text_position}"
                ));
            }
        }
        Ok(())
    }

    /// The text of the event at `position`.
    fn text_at(&mut self, position: Position) -> Result<&IndexedText, LogError> {
        let latest = match self.latest.take() {
            Some((at, text)) if at == position => text,
            _ => {
                let mut text = None;
                self.log.for_each_row(&RowSelection::at(position), &mut |row| {
                    if let TextRow::Kept(_, content) = row.event?.text {
                        text = Some(content.to_owned());
                    }
                    Ok(false)
                })?;
                IndexedText::new(text.as_deref())
            }
        };
        Ok(&self.latest.insert((position, latest)).1)
    }
}

/// Number of code points from one indexed place of a text to the next.
const INDEX_STEP: usize = 64;

/// A text that is cut by code points without counting from its beginning each time.
struct IndexedText {
    /// `None` where it was redacted: then nothing can be compared.
    text: Option<String>,
    /// The byte at which every [`INDEX_STEP`]th code point begins; empty for ASCII, where each is a byte.
    steps: Vec<usize>,
}

impl IndexedText {
    fn new(text: Option<&str>) -> Self {
        let steps = match text {
            Some(text) if !text.is_ascii() => {
                let bytes = text.char_indices().map(|(byte, _)| byte);
                bytes.step_by(INDEX_STEP).collect()
            }
            _ => Vec::new(),
        };
        Self {
            text: text.map(str::to_owned),
            steps,
        }
    }

    /// Whether the text has these words at this place. True where the text was redacted.
    fn has(&self, quote: &TextSlice) -> bool {
        let Some(text) = &self.text else { return true };
        let Span { start, end } = quote.span;
        if end < start {
            return false;
        }
        if text.is_ascii() && self.steps.is_empty() {
            return text.get(start as usize..end as usize) == Some(&*quote.text);
        }
        let step = (start as usize / INDEX_STEP).min(self.steps.len().saturating_sub(1));
        let passed = u32::try_from(step * INDEX_STEP).unwrap_or(u32::MAX);
        let rest = self.steps.get(step).and_then(|byte| text.get(*byte..));
        rest.and_then(|rest| Span::new(start - passed, end - passed).slice(rest)) == Some(&*quote.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn indexed_text_has_what_the_text_has(
            text in "[aé中\u{1F600} ]{0,300}",
            start in 0_u32..310,
            length in 0_u32..80,
        ) {
            let span = Span::new(start, start + length);
            let indexed = IndexedText::new(Some(&text));
            let words = span.slice(&text);
            let quote = TextSlice { span, text: words.unwrap_or("zz").to_owned() };
            prop_assert_eq!(indexed.has(&quote), words.is_some());
            let other = TextSlice { span, text: "zz".to_owned() };
            prop_assert!(!indexed.has(&other));
        }
    }

    #[test]
    fn redacted_text_is_not_compared() {
        let quote = TextSlice {
            span: Span::new(0, 2),
            text: "ab".into(),
        };
        assert!(IndexedText::new(None).has(&quote));
        assert!(!IndexedText::new(Some("ba")).has(&quote));
    }
}
