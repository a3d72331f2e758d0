//! Decides whether a verb group without its own subject has that of an earlier group, and finds that subject.

use super::sentence_parser::{ClauseRole, SentenceParser};
use super::speaker_mention::SpeakerMention;
use crate::domain::SpeakerKind;
use crate::extract::content::{self, ContentFrame};
use crate::extract::lexicon::{Frame, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::verb::{VerbGroup, VerbShape};

impl SentenceParser<'_, '_> {
    /// Whether a coordinated group has the subject of the report before, not a subject inside that report's content: an
    /// auxiliary or a comma shows it.
    pub(super) fn shares_outer_subject(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        group.shape == VerbShape::Trailing
            || group.tokens.len() > 1
            || page.has_class(group.tokens.end, WordClass::THAT)
            || page.lexicon.bare_clauses() && self.is_further_speech(index)
            || self.is_set_off_by_comma_or_but(index)
            || self.cannot_be_shared_inside(index)
    }

    /// Whether a comma or "but" is before the verb, so that it is not part of the content: "…, et demande", "mais
    /// réclame".
    fn is_set_off_by_comma_or_but(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let coordinator = self.plans[index].extent.start;
        let comma = coordinator > self.range.start && page.is_mark(coordinator - 1, ',');
        let anew = page.has_class(coordinator, WordClass::COORDINATOR)
            && (comma || page.has_class(coordinator, WordClass::ADVERSATIVE));
        anew && !group.cue(page).weak && group.shape == VerbShape::Finite
    }

    /// Whether the subject inside the content before cannot speak: "assure que deux bacs suffisent mais réclame un
    /// guichet".
    fn cannot_be_shared_inside(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        if page.lexicon.bare_clauses() || cue.weak || cue.mental {
            return false;
        }
        let outer = (0..index)
            .rev()
            .find(|n| self.plans[*n].role == ClauseRole::SubjectFirst);
        let Some(outer) = outer.map(|n| self.groups[n].tokens.end) else {
            return false;
        };
        let that = (outer..group.tokens.start)
            .take(8)
            .find(|at| page.has_class(*at, WordClass::THAT));
        let inner = that.and_then(|that| noun::phrase_from(page, that + 1, group.tokens.start));
        inner.is_some_and(|inner| !inner.can_speak())
            && content::find_content(page, cue, group.tokens.end, self.range.end).is_some()
    }

    /// Whether an English past verb follows an infinitive content, which it cannot belong to: "vowed to cut fees and
    /// pledged a fund".
    pub(super) fn follows_infinitive(&self, index: usize, next: usize) -> bool {
        let page = self.page;
        let past = |group: &VerbGroup| {
            let last = group.tokens.end - 1;
            page.has_form(last, VerbForm::PastParticiple) && !page.has_form(last, VerbForm::Infinitive)
        };
        let (group, next) = (&self.groups[index], &self.groups[next]);
        page.lexicon.bare_clauses()
            && page.has_class(group.tokens.end, WordClass::INFINITIVE_MARKER)
            && past(group)
            && past(next)
    }

    /// Whether a past verb follows a content in the present, and so continues the report: "N said the board opposes the
    /// toll and urged it to act".
    fn continues_in_past_tense(&self, index: usize) -> bool {
        let page = self.page;
        let here = self.groups[index].tokens.end - 1;
        let earlier = (0..index)
            .rev()
            .find(|at| self.plans[*at].role == ClauseRole::SubjectFirst);
        let Some(earlier) = earlier else { return false };
        let content = self.groups[earlier].tokens.end..self.plans[index].extent.start;
        let verb = content
            .into_iter()
            .find(|at| page.quotation_at(*at).is_none() && page.is_finite_verb(*at));
        let past = |at: usize| page.has_form(at, VerbForm::PastParticiple);
        let present = |at: usize| {
            let third = page.text_of(&(at..at + 1)).ends_with('s')
                && !page.has_class(at, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE);
            page.has_class(at, WordClass::FUTURE_AUXILIARY)
                || third && page.has_form(at, VerbForm::Finite) && !past(at)
        };
        past(here) && past(self.groups[earlier].tokens.end - 1) && verb.is_some_and(present)
    }

    /// Whether the group is an English verb of speech with its own content: "N said the depot is full and added the
    /// city has no plan".
    fn is_further_speech(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        let speech = !cue.weak && !cue.mental && !cue.noun_like && cue.takes(&Frame::Quote);
        let content = content::find_content(page, cue, group.tokens.end, self.range.end);
        // a comma or "but" before the verb shows that the subject says more: "said they want justice but pledged to
        // stay calm"
        let turned = group.tokens.start >= self.range.start + 2
            && (page.is_mark(group.tokens.start - 2, ',')
                || page.has_class(group.tokens.start - 1, WordClass::ADVERSATIVE));
        speech
            && content.is_some_and(|c| match c.frame {
                ContentFrame::BareClause | ContentFrame::Quotation | ContentFrame::ThatClause => true,
                ContentFrame::Infinitive => turned || self.continues_in_past_tense(index),
                _ => false,
            })
    }

    /// The speaker of a group without its own subject: that of an earlier group, or the subject of the main verb.
    pub(super) fn shared_speaker(&self, index: usize) -> SpeakerMention {
        let earlier = (0..index)
            .rev()
            .filter(|at| {
                matches!(
                    self.plans[*at].role,
                    ClauseRole::SubjectFirst | ClauseRole::Incise
                )
            })
            .find(|at| !self.is_reported(*at));
        if let Some(at) = earlier {
            return self.plans[at].speaker.clone();
        }
        if self.plans[index].role == ClauseRole::Participle
            && let Some(plan) = self.plans[index + 1..]
                .iter()
                .find(|p| matches!(p.role, ClauseRole::SubjectFirst | ClauseRole::Incise))
        {
            return plan.speaker.clone();
        }
        let extent = &self.plans[index].extent;
        self.main_subject(extent.start)
            .or_else(|| self.subject_after(extent.end))
            .or_else(|| self.definite_subject(extent.start))
            .or_else(|| self.document_before(extent.start))
            .map_or(SpeakerMention::Unnamed, SpeakerMention::Phrase)
    }

    /// Whether an earlier group reports the words that contain this group: "N says M promised to go, and said …".
    fn is_reported(&self, index: usize) -> bool {
        let cue = &self.groups[index].tokens;
        self.page.lexicon.bare_clauses() && self.reports.iter().any(|r| r.overlaps(cue))
    }

    /// The subject after the comma of an opening participle: "Tout en insistant sur …, N poursuit".
    pub(super) fn subject_after(&self, from: usize) -> Option<NounPhrase> {
        let page = self.page;
        (from..self.range.end)
            .filter(|at| page.quotation_at(*at).is_none() && page.is_mark(*at, ','))
            .find_map(|comma| {
                noun::phrase_from(page, comma + 1, self.range.end).filter(|p| {
                    p.can_speak()
                        && (page.is_finite_verb(p.tokens.end)
                            || page.has_class(p.tokens.end, WordClass::CLITIC))
                })
            })
    }

    /// The subject of the first verb before `end`, if it can speak.
    pub(super) fn main_subject(&self, end: usize) -> Option<NounPhrase> {
        self.first_subject(end).filter(NounPhrase::can_speak)
    }

    /// The same for a French noun unknown to the lexicon, with its article: "la capitainerie".
    fn definite_subject(&self, end: usize) -> Option<NounPhrase> {
        self.first_subject(end).filter(|s| {
            self.page.lexicon.splits_hyphens() && self.page.has_class(s.tokens.start, WordClass::DEFINITE)
        })
    }

    /// The document right before a French participle: "une pétition réclamant …".
    fn document_before(&self, start: usize) -> Option<NounPhrase> {
        let french = self.page.lexicon.splits_hyphens();
        noun::subject_before(self.page, start, self.subject_floor(start))
            .filter(|s| french && s.kind == SpeakerKind::Document && s.tokens.end == start)
    }

    /// The subject of the first verb before `end`.
    fn first_subject(&self, end: usize) -> Option<NounPhrase> {
        let page = self.page;
        let verb = (self.range.start..end)
            .find(|at| page.quotation_at(*at).is_none() && page.is_finite_verb(*at))?;
        let mut start = verb;
        while start > self.range.start
            && page.has_class(
                start - 1,
                WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB,
            )
        {
            start -= 1;
        }
        noun::subject_before(page, start, self.subject_floor(start))
    }
}
