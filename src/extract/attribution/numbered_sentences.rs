//! Finds enumerations over several sentences: "N a formulé trois propositions. Premièrement, … Deuxièmement, …".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::{ClauseRole, SentenceParser};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, ContentFrame};
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::list;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Maximum number of sentences of an enumeration.
const SENTENCES_MAX: usize = 24;
/// Maximum number of unnumbered sentences that continue one numbered sentence.
const CONTINUATIONS_MAX: usize = 2;

impl SentenceParser<'_, '_> {
    /// Adds the numbered sentences after this one as the content of the group that announces them, in place of that
    /// group's own report. Returns where the last of them ends, if there are any.
    pub(super) fn add_numbered_sentences(&mut self) -> Option<usize> {
        let page = self.page;
        let announces = |at: usize| {
            page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
                .is_some()
        };
        let words = self.numbered_sentences()?;
        let index = (0..self.groups.len()).rev().find(|index| {
            let group = &self.groups[*index];
            matches!(
                self.plans[*index].role,
                ClauseRole::SubjectFirst | ClauseRole::SharedSubject
            ) && content::find_content(page, group.cue(page), group.tokens.end, self.range.end).is_some_and(
                |c| {
                    let words = group.tokens.end..c.tokens.end;
                    matches!(c.frame, ContentFrame::Object | ContentFrame::AfterColon)
                        && words.into_iter().any(announces)
                },
            )
        })?;
        let plan = self.plans[index].clone();
        let speaker = match plan.role {
            ClauseRole::SubjectFirst => plan.speaker.clone(),
            _ => self.shared_speaker(index),
        };
        let tokens = self.groups[index].tokens.clone();
        self.reports
            .retain(|r| r.cue.as_ref().is_none_or(|c| c.end != tokens.end));
        let trust = Trust::new(80, "numbered sentences behind what announces them");
        let end = words.end;
        let report = ReportCandidate::new(self.number, vec![words], speaker, "sequence", trust)
            .with_cue(self.groups[index].cue(page), tokens)
            .with_frame(ContentFrame::AfterColon);
        self.push(ReportCandidate {
            is_weak: false,
            ..report
        });
        Some(end)
    }

    /// The words of the numbered sentences right after this one, on the same line.
    fn numbered_sentences(&self) -> Option<Range<usize>> {
        let page = self.page;
        let following = self.number + 1..page.sentences.len().min(self.number + 1 + SENTENCES_MAX);
        // the first number can follow a colon in the same sentence: "N made five suggestions: First, … Second, …"
        let colon = self.range.clone().find(|at| {
            page.is_mark(*at, ':')
                && page.quotation_at(*at).is_none()
                && list::skip_number(page, *at + 1).is_some()
        });
        let mut last = None;
        let mut count = usize::from(colon.is_some());
        for number in following {
            let sentence = page.sentences[number].clone();
            if page
                .token(sentence.start - 1)
                .is_some_and(|t| t.kind == TokenKind::LineBreak)
            {
                break;
            }
            if list::skip_number(page, sentence.start).is_some() {
                last = Some(number);
                count += 1;
            } else if last.is_none_or(|last| number - last > CONTINUATIONS_MAX) {
                break;
            }
        }
        let last = last.filter(|_| count >= 2)?;
        let start = colon.map_or(page.sentences[self.number + 1].start, |colon| colon + 1);
        Some(start..content::trim_end(page, start, page.sentences[last].end))
    }
}
