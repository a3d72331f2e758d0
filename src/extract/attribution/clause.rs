//! Contents behind their verb: "N a déclaré que …", "…, expliquant que …", "et a ajouté que …".

use super::{How, Party, Plan, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, Found};
use crate::extract::lexicon::{Class, Frame, Meaning};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::Kind;
use crate::extract::verb::{Group, Shape};
use std::ops::Range;

impl Sentence<'_, '_> {
    /// Where the content behind group `index` must end: the next group that is no part of it.
    pub(super) fn limit(&self, index: usize) -> usize {
        let page = self.page;
        for (next, plan) in self.zones.iter().enumerate().skip(index + 1) {
            let start = plan.zone.start;
            let apart = match plan.how {
                How::Incise => true,
                How::Participle => start > 0 && (page.is_mark(start - 1, ',') || self.turns(start)),
                How::Shared => self.shares(next),
                How::Clause if self.sets_in_anew(start) => return start - 1,
                How::Clause | How::Idle => false,
            };
            if apart {
                return start;
            }
            // a main clause behind an opening participle
            if plan.how == How::Clause
                && self.zones[index].how == How::Participle
                && self.zones[index].zone.start <= self.range.start + 2
            {
                return start;
            }
        }
        self.range.end
    }

    /// "« … », mais il a ajouté": a clause with a subject of its own, coordinated behind a comma or a quotation.
    fn sets_in_anew(&self, start: usize) -> bool {
        let page = self.page;
        let Some(coordinator) = start.checked_sub(1).filter(|c| *c > self.range.start) else {
            return false;
        };
        let joins = page.is(coordinator, Class::COORDINATOR)
            || page.is(coordinator, Class::SUBORDINATOR) && !page.is(coordinator, Class::THAT);
        joins && (page.is_mark(coordinator - 1, ',') || page.quotation(coordinator - 1).is_some())
    }

    pub(super) fn turns(&self, at: usize) -> bool {
        self.page.meaning(at, |m| matches!(m, Meaning::Turns)).is_some()
    }

    /// Whether a coordinated group goes on with the subject of the report, not with one inside its content:
    /// an auxiliary or a comma shows it.
    pub(super) fn shares(&self, index: usize) -> bool {
        let group = &self.groups[index];
        group.shape == Shape::Trailing
            || group.tokens.len() > 1
            || self.page.is(group.tokens.end, Class::THAT)
    }

    pub(super) fn shared_party(&self, index: usize) -> Party {
        let earlier = self.zones[..index]
            .iter()
            .rev()
            .find(|p| matches!(p.how, How::Clause | How::Incise));
        if let Some(plan) = earlier {
            return plan.party.clone();
        }
        if self.zones[index].how == How::Participle
            && let Some(plan) = self.zones[index + 1..]
                .iter()
                .find(|p| matches!(p.how, How::Clause | How::Incise))
        {
            return plan.party.clone();
        }
        let zone = &self.zones[index].zone;
        self.main_subject(zone.start)
            .or_else(|| self.subject_behind(zone.end))
            .map_or(Party::Nobody, Party::Phrase)
    }

    /// "Tout en insistant sur …, N poursuit": the subject behind the comma of an opening participle.
    pub(super) fn subject_behind(&self, from: usize) -> Option<NounPhrase> {
        let page = self.page;
        (from..self.range.end)
            .filter(|at| page.quotation(*at).is_none() && page.is_mark(*at, ','))
            .find_map(|comma| {
                noun::forwards(page, comma + 1, self.range.end).filter(|p| {
                    p.can_speak() && (page.is_verb(p.tokens.end) || page.is(p.tokens.end, Class::CLITIC))
                })
            })
    }

    /// The subject of the first verb before `end`.
    pub(super) fn main_subject(&self, end: usize) -> Option<NounPhrase> {
        let page = self.page;
        let verb = (self.range.start..end).find(|at| page.quotation(*at).is_none() && page.is_verb(*at))?;
        let mut start = verb;
        while start > self.range.start && page.is(start - 1, Class::CLITIC | Class::NEGATION | Class::ADVERB)
        {
            start -= 1;
        }
        noun::backwards(page, start, self.floor(start)).filter(NounPhrase::can_speak)
    }

    pub(super) fn clause(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let party = match plan.how {
            How::Clause => plan.party.clone(),
            _ => self.shared_party(index),
        };
        if let Party::Phrase(phrase) = &party
            && !self.speaks(phrase, &group)
        {
            return;
        }
        let limit = self.limit(index);
        let Some(content) = content::after(page, cue, group.tokens.end, limit) else {
            if plan.how == How::Clause {
                self.behind_content(index, plan);
            }
            return;
        };
        let Some(sure) = self.sure(&content, plan.how, index, &party) else {
            return;
        };
        let pieces = vec![content.tokens.clone()];
        self.push(
            Report::new(
                self.number,
                pieces,
                party,
                match plan.how {
                    How::Participle => "participle",
                    How::Shared => "shared-subject",
                    _ => "subject-cue-content",
                },
                sure,
            )
            .by(cue, self.cue_tokens(&group, plan))
            .framed(content.found),
        );
    }

    pub(super) fn cue_tokens(&self, group: &Group, plan: &Plan) -> Range<usize> {
        let page = self.page;
        let en = plan.how == How::Participle
            && group.tokens.start > plan.zone.start
            && page.is(group.tokens.start - 1, Class::PREPOSITION);
        group.tokens.start - usize::from(en)..group.tokens.end
    }

    /// How sure a content behind its verb is; `None` where it is not to be reported.
    pub(super) fn sure(&self, content: &Content, how: How, index: usize, party: &Party) -> Option<Trust> {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let quoted = content.tokens.clone().any(|at| page.quotation(at).is_some());
        let words = page.count_words(content.tokens.clone());
        if words == 0 {
            return None;
        }
        let sure = match content.found {
            Found::Quote => Trust::of(92, "a quotation behind its cue"),
            Found::That => Trust::of(92, "a that-clause"),
            Found::Colon => Trust::of(75, "words behind a colon"),
            Found::Whether => Trust::of(75, "an indirect question"),
            Found::Bare => Trust::of(85, "a clause without that"),
            Found::Infinitive => Trust::of(72, "an infinitive"),
            Found::Object if quoted => Trust::of(80, "a noun phrase, partly quoted"),
            Found::Object => Trust::of(60, "a noun phrase"),
        };
        let weak = match content.found {
            Found::That | Found::Quote => 15,
            _ if quoted => 15,
            Found::Colon => 20,
            Found::Infinitive => 25,
            _ => 32,
        };
        let unnamed = match party {
            Party::Phrase(phrase) if phrase.can_speak() => 0,
            Party::Phrase(_) => 20,
            _ => 25,
        };
        let short = content.found == Found::Object && words <= 2 && !quoted;
        let sure = sure
            .less_if(cue.weak, weak, "the cue is as often no report")
            .less_if(cue.mental, 10, "the cue tells a thought")
            .less_if(how == How::Participle, 5, "a participle")
            .less(unnamed, "no speaker is known by these words")
            .less_if(short, 15, "very few words");
        (sure.percent() >= 35).then_some(sure)
    }

    /// "… », il a dit": a subject before its verb, both behind the content.
    pub(super) fn behind_content(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let start = plan.zone.start;
        let Some(before) = start.checked_sub(1).filter(|b| *b >= self.range.start) else {
            return;
        };
        let opened = page.quotation(before).is_some()
            || matches!(page.tokens[before].kind, Kind::Mark(',' | '–' | '—'));
        if !opened || !cue.takes(&Frame::Quote) && !cue.takes(&Frame::That) {
            return;
        }
        if !page.lexicon.bare_clauses()
            && page.quotation(before).is_none()
            && page.quotation(before.saturating_sub(1)).is_none()
        {
            return;
        }
        self.incise(index, plan);
    }
}
