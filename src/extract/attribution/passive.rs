//! Passives: "a été critiqué par N", "l'accord dénoncé par N", "sont appelés à …", "il a été décidé de …".

use super::{Party, Report, Sentence};
use crate::domain::{Act, SpeakerKind};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Cue, Frame, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use crate::extract::verb;
use std::ops::Range;

/// How many tokens may stand between a participle and who did it.
const AGENT_REACH: usize = 24;

/// A participle of a cue in the passive.
struct Passive<'l> {
    cue: &'l Cue,
    /// From the auxiliary, or the participle, to the last word of the cue.
    tokens: Range<usize>,
    /// Whether an auxiliary stands before it.
    finite: bool,
}

impl Sentence<'_, '_> {
    /// Reports whose cue stands in the passive.
    pub(super) fn passives(&mut self) {
        let page = self.page;
        for at in self.range.clone() {
            if page.quotation_at(at).is_none()
                && page.has_form(at, VerbForm::PastParticiple)
                && let Some(passive) = self.passive_at(at)
                && let Some(report) = self.by_agent(&passive).or_else(|| self.asked(&passive))
            {
                self.push(report);
            }
        }
    }

    /// The cue whose participle stands at the token, where its auxiliary, if it has one, is "être", and it is not
    /// denied.
    fn passive_at(&self, at: usize) -> Option<Passive<'_>> {
        let page = self.page;
        let floor = self.range.start;
        let before = |at: usize| at.checked_sub(1).filter(|b| *b >= floor);
        let mut start = self.behind_adverbs(at);
        let mut finite = false;
        if let Some(be) = before(start).filter(|b| page.has_class(*b, WordClass::AUXILIARY_BE)) {
            if page.has_form(be, VerbForm::Infinitive) || page.has_form(be, VerbForm::PresentParticiple) {
                return None;
            }
            start = self.behind_adverbs(be);
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
        let cues = page.readings(at).iter().filter_map(|reading| {
            let number = reading.cue.filter(|_| reading.form == VerbForm::PastParticiple)?;
            let cue = &page.lexicon.cues[usize::from(number)];
            let (end, _) = verb::right_of(page, at, cue, self.range.end)?;
            (!cue.reflexive && !cue.only_provision && !cue.mental && !cue.only_when_denied && !cue.locative)
                .then_some((cue, end))
        });
        let (cue, end) = cues.max_by_key(|(cue, _)| (cue.remaining_words.len(), !cue.weak))?;
        Some(Passive {
            cue,
            tokens: start..end,
            finite,
        })
    }

    /// The first of the adverbs that end before the token.
    fn behind_adverbs(&self, end: usize) -> usize {
        let adverb =
            |at: &usize| self.page.has_class(*at, WordClass::ADVERB) && self.page.quotation_at(*at).is_none();
        let first = (self.range.start..end).rev().take(3).take_while(adverb).last();
        first.unwrap_or(end)
    }

    /// "a été critiqué par N", "a été qualifié d'« écran » par N", "est accusé par N d'avoir …".
    fn by_agent(&self, passive: &Passive<'_>) -> Option<Report> {
        let page = self.page;
        let (par, agent) = self.agent(passive.tokens.end)?;
        let told = (passive.tokens.end < par)
            .then(|| content::find_content(page, passive.cue, passive.tokens.end, par))
            .flatten()
            .filter(|c| matches!(c.frame, ContentFrame::Quotation | ContentFrame::Object));
        // "jugé trop restrictif par N"
        let told = told.map(|mut told| {
            let adverbs = passive.tokens.end..told.tokens.start;
            if told.frame == ContentFrame::Object
                && adverbs.clone().all(|t| page.has_class(t, WordClass::ADVERB))
            {
                told.tokens.start = adverbs.start;
            }
            told
        });
        let told = told.or_else(|| self.behind_agent(passive, &agent));
        let near = (passive.tokens.end..par).all(|t| self.is_circumstance(t));
        let content = told.or_else(|| self.object_before(passive, &agent).filter(|_| near))?;
        let head = content.tokens.clone().take(5).map(|at| page.word(at));
        if passive.cue.has_another_sense(head) {
            return None;
        }
        let sure = Trust::of(66, "a passive and who did it")
            .less_if(!passive.finite, 6, "a participle")
            .less_if(passive.cue.weak, 20, "the cue is as often no report");
        Some(self.passive_report(passive, content, Party::Phrase(agent), sure))
    }

    /// Who did it: the first "par N" behind the participle, in the same clause.
    fn agent(&self, from: usize) -> Option<(usize, NounPhrase)> {
        let page = self.page;
        let ends = |at: &usize| {
            page.quotation_at(*at).is_none()
                && (matches!(page.tokens[*at].kind, TokenKind::Mark(';' | ':' | '.'))
                    || page.has_class(*at, WordClass::RELATIVE)
                        && !page.has_class(*at, WordClass::PREPOSITION)
                    || page.is_finite_verb(*at))
        };
        let reach = (from..self.range.end.min(from + AGENT_REACH)).take_while(|at| !ends(at));
        let mut agents = reach.filter(|at| {
            page.quotation_at(*at).is_none() && page.has_class(*at, WordClass::AGENT_PREPOSITION)
        });
        agents.find_map(|par| {
            let agent = noun::phrase_from(page, par + 1, self.range.end).filter(NounPhrase::can_speak)?;
            Some((par, agent))
        })
    }

    /// Words that may stand between a participle and who did it: adverbs, times, places.
    fn is_circumstance(&self, at: usize) -> bool {
        let page = self.page;
        let time = (at.saturating_sub(3)..=at).any(|t| date::length_at(page, t).is_some_and(|n| t + n > at));
        time || page.has_class(
            at,
            WordClass::ADVERB | WordClass::PREPOSITION | WordClass::LAST_ADJECTIVE,
        ) || page.is_number(at)
    }

    /// "accusé par N d'avoir …", "averti par N que …", "critiqué par N sur …".
    fn behind_agent(&self, passive: &Passive<'_>, agent: &NounPhrase) -> Option<Content> {
        let page = self.page;
        let behind = content::find_content(page, passive.cue, agent.tokens.end, self.range.end)?;
        let plain = !matches!(behind.frame, ContentFrame::AfterColon | ContentFrame::Quotation);
        let governed = page.has_class(agent.tokens.end, WordClass::THAT | WordClass::PREPOSITION);
        (plain && governed && behind.tokens.start <= agent.tokens.end + 2).then_some(behind)
    }

    /// What was criticised or asked for: the subject, or the noun before the participle.
    fn object_before(&self, passive: &Passive<'_>, agent: &NounPhrase) -> Option<Content> {
        let page = self.page;
        let stance = matches!(
            passive.cue.act,
            Some(Act::Position | Act::Expressive | Act::Denial)
        );
        let deed = matches!(
            passive.cue.act,
            Some(Act::Call | Act::Proposal | Act::Announcement)
        );
        if passive.cue.weak || !passive.cue.takes(&Frame::Object) || !(stance || deed && passive.finite) {
            return None;
        }
        let start = passive.tokens.start;
        let end = start - usize::from(start > self.range.start && page.is_mark(start - 1, ','));
        let subject = noun::subject_before(page, end, self.floor(end))?;
        let person = subject.kind == SpeakerKind::Person || subject.name.is_some() && subject.can_speak();
        // "The group, backed by three states, urged …": who speaks is told more of, not judged
        let speaks =
            page.lexicon.bare_clauses() && subject.can_speak() && subject.kind != SpeakerKind::Document;
        let person = person || speaks;
        let bare = !page.has_class(subject.tokens.start, WordClass::DETERMINER) && subject.name.is_none();
        let inserted = passive.finite && end < start;
        if bare
            || inserted
            || subject.pronoun
            || subject.tokens.end != end
            || agent.pronoun
            || person && !passive.finite
        {
            return None;
        }
        Some(Content {
            tokens: subject.tokens,
            frame: ContentFrame::Object,
        })
    }

    /// "Les habitants sont invités à …", "il est demandé à N de …", "il a été décidé que …": by nobody who is named.
    fn asked(&self, passive: &Passive<'_>) -> Option<Report> {
        let page = self.page;
        let start = passive.tokens.start;
        let asks = passive.cue.act == Some(Act::Call);
        let decides = matches!(passive.cue.act, Some(Act::Announcement | Act::Proposal));
        let english = page.lexicon.bare_clauses();
        if !passive.finite || !asks && !decides && !english {
            return None;
        }
        let subject = noun::subject_before(page, start, self.floor(start))?;
        let content = content::find_content(page, passive.cue, passive.tokens.end, self.range.end)?;
        let of = content.tokens.start > 0 && page.has_class(content.tokens.start - 1, WordClass::NOUN_LINK);
        let fits = match content.frame {
            ContentFrame::ThatClause => subject.pronoun,
            ContentFrame::Infinitive => {
                subject.pronoun && of || asks && !subject.pronoun && subject.can_speak()
            }
            _ => false,
        };
        let fits = fits || english && self.is_told(passive.cue, &subject, &content);
        // "est appelé à être": what will become of it
        let becomes = page.has_class(content.tokens.start, WordClass::AUXILIARY_BE);
        let fits = fits && (!page.lexicon.bare_clauses() || !passive.cue.weak);
        let sure = Trust::of(64, "a passive of nobody").less_if(
            passive.cue.weak,
            16,
            "the cue is as often no report",
        );
        (fits && !becomes).then(|| self.passive_report(passive, content, Party::Nobody, sure))
    }

    /// "The staff were warned that …", "N was accused of …", "it is alleged that …": English passives of nobody.
    fn is_told(&self, cue: &Cue, subject: &NounPhrase, content: &Content) -> bool {
        let page = self.page;
        let before = content.tokens.start.saturating_sub(1);
        let governed = cue
            .frames
            .iter()
            .any(|f| matches!(f, Frame::PrepositionObject(word) if *word == page.word(before)));
        match content.frame {
            ContentFrame::ThatClause => cue.addressee || subject.pronoun,
            ContentFrame::BareClause => cue.addressee,
            ContentFrame::Object => cue.addressee && governed && cue.act == Some(Act::Claim),
            _ => false,
        }
    }

    fn passive_report(&self, passive: &Passive<'_>, content: Content, party: Party, sure: Trust) -> Report {
        Report::new(self.number, vec![content.tokens], party, "passive", sure)
            .by(passive.cue, passive.tokens.clone())
            .framed(content.frame)
    }
}
