//! Finds reports given as somebody's view, in English: "in N's view, …", "…, in the minister's words", "from N's point
//! of view, …".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::domain::Act;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;

/// Maximum length in tokens of the owner of a view.
const OWNER_TOKENS_MAX: usize = 12;

impl SentenceParser<'_, '_> {
    /// Adds the reports whose speaker is the owner of a view.
    pub(super) fn add_views(&mut self) {
        let page = self.page;
        if !page.lexicon.bare_clauses() {
            return;
        }
        for at in self.range.clone() {
            let view = page
                .meaning(at, |m| matches!(m, PhraseMeaning::ViewNoun))
                .filter(|_| page.quotation_at(at).is_none() && at > self.range.start + 1);
            if let Some((_, length)) = view
                && let Some(report) = self.view_report(at, at + length)
            {
                self.push(report);
            }
        }
    }

    /// The report of the view noun at `at..end`, if it has an owner and content.
    fn view_report(&self, at: usize, end: usize) -> Option<ReportCandidate> {
        let page = self.page;
        let mark = at - 1;
        let owner = match page.meaning(mark, |m| matches!(m, PhraseMeaning::Possessive(_))) {
            Some((PhraseMeaning::Possessive(gender), _)) => NounPhrase {
                agreement: gender,
                is_pronoun: true,
                ..NounPhrase::from_tokens(mark..at)
            },
            _ if page.is_owner_mark(mark) => noun::phrase_ending_at(
                page,
                mark,
                self.subject_floor(mark)
                    .max(mark.saturating_sub(OWNER_TOKENS_MAX)),
            )?,
            _ => return None,
        };
        let preposition = owner
            .tokens
            .start
            .checked_sub(1)
            .filter(|p| *p >= self.range.start)?;
        if !page.has_class(preposition, WordClass::PREPOSITION) {
            return None;
        }
        let first = preposition == self.range.start;
        let comma_before = !first && page.is_mark(preposition - 1, ',');
        let closes =
            end >= self.range.end || matches!(page.tokens[end].kind, TokenKind::Mark('.' | ',' | ';'));
        let piece = if first && page.is_mark(end, ',') {
            let frame = NounPhrase::from_tokens(preposition..end);
            self.content_after_source(&frame)
        } else if comma_before && closes {
            self.content_before_source(preposition)
        } else {
            None
        };
        let piece = piece.filter(|p| page.count_words(p.clone()) >= 2)?;
        let trust = Trust::new(74, "the view of a source");
        let report = ReportCandidate::new(
            self.number,
            vec![piece],
            SpeakerMention::Phrase(owner),
            "view",
            trust,
        );
        Some(ReportCandidate {
            cue: Some(preposition..end),
            lemma: page.text_of(&(at..end)).to_lowercase(),
            act: None::<Act>,
            ..report
        })
    }
}
