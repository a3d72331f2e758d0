//! Enumerations over sentences: "N a formulé trois propositions. Premièrement, … Deuxièmement, …".

use super::{How, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, ContentFrame};
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::points;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// How many sentences a sequence may have.
const SENTENCES_MAX: usize = 24;
/// How many sentences may go on with one of its parts.
const BETWEEN_MAX: usize = 2;

impl Sentence<'_, '_> {
    /// Takes the numbered sentences behind this one for the content of what announces them here; tells where the last
    /// of them ends.
    pub(super) fn sequence(&mut self) -> Option<usize> {
        let page = self.page;
        let announces = |at: usize| {
            page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
                .is_some()
        };
        let words = self.numbered()?;
        let index = (0..self.groups.len()).rev().find(|index| {
            let group = &self.groups[*index];
            matches!(self.zones[*index].how, How::Clause | How::Shared)
                && content::find_content(page, group.cue(page), group.tokens.end, self.range.end).is_some_and(
                    |c| {
                        let told = group.tokens.end..c.tokens.end;
                        matches!(c.frame, ContentFrame::Object | ContentFrame::AfterColon)
                            && told.into_iter().any(announces)
                    },
                )
        })?;
        let plan = self.zones[index].clone();
        let party = match plan.how {
            How::Clause => plan.party.clone(),
            _ => self.shared_party(index),
        };
        let tokens = self.groups[index].tokens.clone();
        self.out
            .retain(|r| r.cue.as_ref().is_none_or(|c| c.end != tokens.end));
        let sure = Trust::of(80, "numbered sentences behind what announces them");
        let end = words.end;
        let report = Report::new(self.number, vec![words], party, "sequence", sure)
            .by(self.groups[index].cue(page), tokens)
            .framed(ContentFrame::AfterColon);
        self.push(Report {
            weak: false,
            ..report
        });
        Some(end)
    }

    /// The words of the numbered sentences right behind this one, on the same line.
    fn numbered(&self) -> Option<Range<usize>> {
        let page = self.page;
        let behind = self.number + 1..page.sentences.len().min(self.number + 1 + SENTENCES_MAX);
        // "N made five suggestions: First, … Second, …"
        let colon = self.range.clone().find(|at| {
            page.is_mark(*at, ':')
                && page.quotation_at(*at).is_none()
                && points::behind_marker(page, *at + 1).is_some()
        });
        let mut last = None;
        let mut count = usize::from(colon.is_some());
        for number in behind {
            let sentence = page.sentences[number].clone();
            if page
                .token(sentence.start - 1)
                .is_some_and(|t| t.kind == TokenKind::LineBreak)
            {
                break;
            }
            if points::behind_marker(page, sentence.start).is_some() {
                last = Some(number);
                count += 1;
            } else if last.is_none_or(|last| number - last > BETWEEN_MAX) {
                break;
            }
        }
        let last = last.filter(|_| count >= 2)?;
        let start = colon.map_or(page.sentences[self.number + 1].start, |colon| colon + 1);
        Some(start..content::trim_end(page, start, page.sentences[last].end))
    }
}
