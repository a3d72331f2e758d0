//! Finds reports in the passive: "a été critiqué par N", "l'accord dénoncé par N", "sont appelés à …", "il a été décidé
//! de …".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::domain::{Act, SpeakerKind};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Cue, Frame, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use crate::extract::verb;
use std::ops::Range;

/// Maximum number of tokens between a participle and its agent.
const AGENT_REACH: usize = 24;

/// A passive participle of a cue.
struct Passive<'l> {
    cue: &'l Cue,
    /// From the auxiliary, or the participle, to the last word of the cue.
    tokens: Range<usize>,
    /// Whether an auxiliary is before it.
    has_auxiliary: bool,
}

impl SentenceParser<'_, '_> {
    /// Adds the reports whose cue is in the passive.
    pub(super) fn add_passives(&mut self) {
        let page = self.page;
        for at in self.range.clone() {
            if page.quotation_at(at).is_none()
                && page.has_form(at, VerbForm::PastParticiple)
                && let Some(passive) = self.passive_at(at)
                && let Some(report) = self
                    .passive_with_agent(&passive)
                    .or_else(|| self.passive_without_agent(&passive))
            {
                self.push(report);
            }
        }
    }

    /// The passive whose participle is at the token: with "être" or without auxiliary, and not negated.
    fn passive_at(&self, at: usize) -> Option<Passive<'_>> {
        let page = self.page;
        let floor = self.range.start;
        let before = |at: usize| at.checked_sub(1).filter(|b| *b >= floor);
        let mut start = self.adverbs_start(at);
        let mut finite = false;
        if let Some(be) = before(start).filter(|b| page.has_class(*b, WordClass::AUXILIARY_BE)) {
            if page.has_form(be, VerbForm::Infinitive) || page.has_form(be, VerbForm::PresentParticiple) {
                return None;
            }
            start = self.adverbs_start(be);
            if let Some(have) = before(start).filter(|b| page.has_class(*b, WordClass::AUXILIARY_HAVE)) {
                start = have;
            }
            finite = true;
        }
        let denied =
            WordClass::NEGATION | WordClass::MODAL | WordClass::REFLEXIVE | WordClass::AUXILIARY_HAVE;
        if before(start).is_some_and(|b| page.has_class(b, denied)) || page.follows_determiner(at) && !finite
        {
            return None;
        }
        let cues = page.verb_analyses(at).iter().filter_map(|reading| {
            let number = reading.cue.filter(|_| reading.form == VerbForm::PastParticiple)?;
            let cue = &page.lexicon.cues[usize::from(number)];
            let (end, _) = verb::cue_end(page, at, cue, self.range.end)?;
            (!cue.reflexive && !cue.only_provision && !cue.mental && !cue.only_when_denied && !cue.locative)
                .then_some((cue, end))
        });
        let (cue, end) = cues.max_by_key(|(cue, _)| (cue.remaining_words.len(), !cue.weak))?;
        Some(Passive {
            cue,
            tokens: start..end,
            has_auxiliary: finite,
        })
    }

    /// The first of the adverbs that end before the token.
    fn adverbs_start(&self, end: usize) -> usize {
        let adverb =
            |at: &usize| self.page.has_class(*at, WordClass::ADVERB) && self.page.quotation_at(*at).is_none();
        let first = (self.range.start..end).rev().take(3).take_while(adverb).last();
        first.unwrap_or(end)
    }

    /// The report of a passive with agent: "a été critiqué par N", "a été qualifié d'« écran » par N", "est accusé par
    /// N d'avoir …".
    fn passive_with_agent(&self, passive: &Passive<'_>) -> Option<ReportCandidate> {
        let page = self.page;
        let (preposition, agent) = self.find_agent(passive.tokens.end)?;
        let candidate = (passive.tokens.end < preposition)
            .then(|| content::find_content(page, passive.cue, passive.tokens.end, preposition))
            .flatten()
            .filter(|c| matches!(c.frame, ContentFrame::Quotation | ContentFrame::Object));
        // the adverbs before the judgment are part of it: "jugé trop restrictif par N"
        let candidate = candidate.map(|mut candidate| {
            let adverbs = passive.tokens.end..candidate.tokens.start;
            if candidate.frame == ContentFrame::Object
                && adverbs.clone().all(|t| page.has_class(t, WordClass::ADVERB))
            {
                candidate.tokens.start = adverbs.start;
            }
            candidate
        });
        let candidate = candidate.or_else(|| self.content_after_agent(passive, &agent));
        let near = (passive.tokens.end..preposition).all(|t| self.is_circumstance(t));
        let content = candidate.or_else(|| self.content_before_passive(passive, &agent).filter(|_| near))?;
        let head = content.tokens.clone().take(5).map(|at| page.word(at));
        if passive.cue.has_another_sense(head) {
            return None;
        }
        let trust = Trust::new(66, "a passive and who did it")
            .reduce_if(!passive.has_auxiliary, 6, "a participle")
            .reduce_if(passive.cue.weak, 20, "the cue is as often no report");
        Some(self.passive_report(passive, content, SpeakerMention::Phrase(agent), trust))
    }

    /// The agent and its preposition: the first "par N" after the participle in the same clause.
    fn find_agent(&self, from: usize) -> Option<(usize, NounPhrase)> {
        let page = self.page;
        let ends = |at: &usize| {
            page.quotation_at(*at).is_none()
                && (matches!(page.tokens[*at].kind, TokenKind::Mark(';' | ':' | '.'))
                    || page.has_class(*at, WordClass::RELATIVE)
                        && !page.has_class(*at, WordClass::PREPOSITION)
                    || page.is_finite_verb(*at))
        };
        let reach = (from..self.range.end.min(from + AGENT_REACH)).take_while(|at| !ends(at));
        let mut unquoted = reach.filter(|at| page.quotation_at(*at).is_none());
        unquoted.find_map(|at| {
            Some((
                at,
                self.speaker_after_preposition(at, WordClass::AGENT_PREPOSITION)?,
            ))
        })
    }

    /// Whether the token can be between a participle and its agent: an adverb, a time or a place.
    fn is_circumstance(&self, at: usize) -> bool {
        let page = self.page;
        let time =
            (at.saturating_sub(3)..=at).any(|t| date::date_length_at(page, t).is_some_and(|n| t + n > at));
        time || page.has_class(
            at,
            WordClass::ADVERB | WordClass::PREPOSITION | WordClass::LAST_ADJECTIVE,
        ) || page.is_number(at)
    }

    /// The content after the agent: "accusé par N d'avoir …", "averti par N que …", "critiqué par N sur …".
    fn content_after_agent(&self, passive: &Passive<'_>, agent: &NounPhrase) -> Option<Content> {
        let page = self.page;
        let content = content::find_content(page, passive.cue, agent.tokens.end, self.range.end)?;
        let plain = !matches!(content.frame, ContentFrame::AfterColon | ContentFrame::Quotation);
        let governed = page.has_class(agent.tokens.end, WordClass::THAT | WordClass::PREPOSITION);
        (plain && governed && content.tokens.start <= agent.tokens.end + 2).then_some(content)
    }

    /// The content before the passive, which was criticised or asked for: the subject, or the noun before the
    /// participle.
    fn content_before_passive(&self, passive: &Passive<'_>, agent: &NounPhrase) -> Option<Content> {
        let page = self.page;
        let stance = matches!(
            passive.cue.act,
            Some(Act::Position | Act::Expressive | Act::Denial)
        );
        let deed = matches!(
            passive.cue.act,
            Some(Act::Call | Act::Proposal | Act::Announcement)
        );
        if passive.cue.weak
            || !passive.cue.takes(&Frame::Object)
            || !(stance || deed && passive.has_auxiliary)
        {
            return None;
        }
        let start = passive.tokens.start;
        let end = start - usize::from(start > self.range.start && page.is_mark(start - 1, ','));
        let subject = noun::subject_before(page, end, self.subject_floor(end))?;
        let person = subject.kind == SpeakerKind::Person || subject.name.is_some() && subject.can_speak();
        // "The group, backed by three states, urged …": the passive describes the speaker and judges nothing
        let speaks =
            page.lexicon.bare_clauses() && subject.can_speak() && subject.kind != SpeakerKind::Document;
        let person = person || speaks;
        let bare = !page.has_class(subject.tokens.start, WordClass::DETERMINER) && subject.name.is_none();
        let inserted = passive.has_auxiliary && end < start;
        if bare
            || inserted
            || subject.is_pronoun
            || subject.tokens.end != end
            || agent.is_pronoun
            || person && !passive.has_auxiliary
        {
            return None;
        }
        Some(Content {
            tokens: subject.tokens,
            frame: ContentFrame::Object,
        })
    }

    /// The report of a passive without agent: "Les habitants sont invités à …", "il est demandé à N de …", "il a été
    /// décidé que …".
    fn passive_without_agent(&self, passive: &Passive<'_>) -> Option<ReportCandidate> {
        let page = self.page;
        let start = passive.tokens.start;
        let asks = passive.cue.act == Some(Act::Call);
        let decides = matches!(passive.cue.act, Some(Act::Announcement | Act::Proposal));
        let english = page.lexicon.bare_clauses();
        if !passive.has_auxiliary || !asks && !decides && !english {
            return None;
        }
        let subject = noun::subject_before(page, start, self.subject_floor(start))?;
        let content = content::find_content(page, passive.cue, passive.tokens.end, self.range.end)?;
        let of = content.tokens.start > 0 && page.has_class(content.tokens.start - 1, WordClass::NOUN_LINK);
        let fits = match content.frame {
            ContentFrame::ThatClause => subject.is_pronoun,
            ContentFrame::Infinitive => {
                subject.is_pronoun && of || asks && !subject.is_pronoun && subject.can_speak()
            }
            _ => false,
        };
        let fits = fits || english && self.is_english_agentless_content(passive.cue, &subject, &content);
        // "called to be" states a prospect, and is no call: "est appelé à être"
        let becomes = page.has_class(content.tokens.start, WordClass::AUXILIARY_BE);
        let fits = fits && (!page.lexicon.bare_clauses() || !passive.cue.weak);
        let trust = Trust::new(64, "a passive of nobody").reduce_if(
            passive.cue.weak,
            16,
            "the cue is as often no report",
        );
        (fits && !becomes).then(|| self.passive_report(passive, content, SpeakerMention::Unnamed, trust))
    }

    /// Whether the content fits an English passive without agent: "The staff were warned that …", "N was accused of …",
    /// "it is alleged that …".
    fn is_english_agentless_content(&self, cue: &Cue, subject: &NounPhrase, content: &Content) -> bool {
        let page = self.page;
        let before = content.tokens.start.saturating_sub(1);
        let governed = cue
            .frames
            .iter()
            .any(|f| matches!(f, Frame::PrepositionObject(word) if *word == page.word(before)));
        match content.frame {
            ContentFrame::ThatClause => cue.addressee || subject.is_pronoun,
            ContentFrame::BareClause => cue.addressee,
            ContentFrame::Object => cue.addressee && governed && cue.act == Some(Act::Claim),
            _ => false,
        }
    }

    /// The report of a passive with this content and speaker.
    fn passive_report(
        &self,
        passive: &Passive<'_>,
        content: Content,
        speaker: SpeakerMention,
        trust: Trust,
    ) -> ReportCandidate {
        ReportCandidate::new(self.number, vec![content.tokens], speaker, "passive", trust)
            .with_cue(passive.cue, passive.tokens.clone())
            .with_frame(content.frame)
    }
}
