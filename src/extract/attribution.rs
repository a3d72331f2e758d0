//! Reports: which words of a sentence are said to have been said, by which cue, by whom.

use super::content::{self, Content, Found};
use super::date;
use super::lexicon::{Class, Form, Meaning};
use super::noun::{self, NounPhrase};
use super::page::Page;
use super::token::Kind;
use super::verb::{self, Group, Shape};
use crate::domain::{Act, SpeakerKind};
use std::ops::Range;

/// Who the words are given to, before the article's speakers are known.
#[derive(Debug, Clone)]
pub(super) enum Party {
    /// Whoever the phrase means.
    Phrase(NounPhrase),
    /// Whoever spoke last.
    Previous,
    /// Nobody is named.
    Nobody,
}

/// A report found in a text: a statement before its speaker is resolved.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) lemma: String,
    pub(super) act: Option<Act>,
    pub(super) party: Party,
    /// Where a content is told by its frame, which.
    pub(super) found: Option<Found>,
    pub(super) rule: &'static str,
    /// How sure the rule is, in per cent.
    pub(super) sure: i32,
    pub(super) sentence: usize,
    pub(super) weak: bool,
}

/// The reports of the page, in reading order.
pub(super) fn reports(page: &Page<'_>) -> Vec<Report> {
    let mut found = Vec::new();
    for number in 0..page.sentences.len() {
        let mut sentence = Sentence {
            page,
            number,
            range: page.sentences[number].clone(),
            groups: Vec::new(),
            zones: Vec::new(),
            out: Vec::new(),
        };
        sentence.read();
        let mut reports = sentence.out;
        if reports.is_empty()
            && let Some(carried) = carried(page, number, found.last())
        {
            reports.push(carried);
        }
        found.append(&mut reports);
    }
    found
}

struct Sentence<'p, 't> {
    page: &'p Page<'t>,
    number: usize,
    range: Range<usize>,
    groups: Vec<Group>,
    /// Per group: where its clause begins, subject included.
    zones: Vec<Plan>,
    out: Vec<Report>,
}

/// How a group stands in its sentence.
#[derive(Debug, Clone)]
struct Plan {
    zone: Range<usize>,
    how: How,
    party: Party,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Content, then cue: an incise.
    Incise,
    /// Subject, cue, content.
    Clause,
    /// "…, et a ajouté que": the subject of an earlier verb.
    Shared,
    /// "…, expliquant que": the subject of the main verb.
    Participle,
    /// Not used.
    Idle,
}

impl Sentence<'_, '_> {
    fn read(&mut self) {
        self.label();
        self.groups = verb::groups(self.page, &self.range);
        for index in 0..self.groups.len() {
            let plan = self.plan(index);
            self.zones.push(plan);
        }
        for index in 0..self.groups.len() {
            self.report(index);
        }
        self.sources();
        self.out.sort_by_key(|r| r.pieces.first().map_or(0, |p| p.start));
    }

    fn plan(&self, index: usize) -> Plan {
        let (page, group) = (self.page, &self.groups[index]);
        let idle = |party| Plan {
            zone: group.tokens.clone(),
            how: How::Idle,
            party,
        };
        match group.shape {
            Shape::Infinitive => return self.infinitive(index).unwrap_or_else(|| idle(Party::Nobody)),
            Shape::Participle => {
                // "en affirmant", "tout en reconnaissant" belong to the participle
                let mut start = group.tokens.start;
                while start > self.range.start
                    && (page.tokens[start - 1].text(page.text) == "en"
                        || page.tokens[start - 1].text(page.text) == "tout")
                {
                    start -= 1;
                }
                return Plan {
                    zone: start..group.tokens.end,
                    how: How::Participle,
                    party: Party::Nobody,
                };
            }
            Shape::Trailing => {
                return Plan {
                    zone: group.tokens.clone(),
                    how: How::Shared,
                    party: Party::Nobody,
                };
            }
            Shape::Finite => {}
        }
        if let Some(pronoun) = group.inverted {
            let Some(phrase) = noun::forwards(page, pronoun, pronoun + 1).filter(|p| p.pronoun) else {
                return idle(Party::Nobody);
            };
            return Plan {
                zone: group.tokens.clone(),
                how: How::Incise,
                party: Party::Phrase(phrase),
            };
        }
        let start = group.tokens.start;
        let floor = self.floor(start);
        let before = start.checked_sub(1).filter(|b| *b >= self.range.start);
        if let Some(relative) = before.filter(|b| page.is(*b, Class::RELATIVE) && !page.is(*b, Class::THAT)) {
            return self.relative(index, relative, floor);
        }
        let opened = before.is_none_or(|b| {
            page.quotation(b).is_some()
                || matches!(
                    page.tokens[b].kind,
                    Kind::Mark(',' | '–' | '—' | '-' | '?' | '!' | '»' | '"')
                )
        });
        if opened && let Some(plan) = self.inverted(index, floor) {
            return plan;
        }
        if before.is_some_and(|b| page.is(b, Class::COORDINATOR)) {
            return Plan {
                zone: start - 1..group.tokens.end,
                how: How::Shared,
                party: Party::Nobody,
            };
        }
        let subject = noun::backwards(page, start, floor);
        match subject {
            Some(subject) if !self.speaks(&subject, group) => idle(Party::Nobody),
            Some(subject) => {
                let zone = subject.tokens.start..group.tokens.end;
                Plan {
                    zone,
                    how: How::Clause,
                    party: Party::Phrase(subject),
                }
            }
            None if opened && before.is_some() && index > 0 => Plan {
                zone: group.tokens.clone(),
                how: How::Shared,
                party: Party::Nobody,
            },
            None => idle(Party::Nobody),
        }
    }

    /// Where a subject before `start` may begin at the earliest: behind the last quotation and the last group.
    fn floor(&self, start: usize) -> usize {
        (self.range.start..start)
            .rev()
            .find(|at| {
                self.page
                    .quotation(*at)
                    .is_some_and(|q| self.page.quotations[q].inside().len() > 3)
            })
            .map_or(self.range.start, |at| at + 1)
    }

    /// Whether the phrase can be the subject of the verb.
    fn speaks(&self, phrase: &NounPhrase, group: &Group) -> bool {
        let page = self.page;
        let at = phrase.tokens.start;
        if page.meaning(at, |m| matches!(m, Meaning::First)).is_some() && phrase.tokens.len() <= 1 {
            return false;
        }
        if page.meaning(at, |m| matches!(m, Meaning::Impersonal)).is_some() {
            return false;
        }
        let cue = group.cue(page);
        phrase.can_speak() || cue.document || !cue.weak
    }

    /// "qui estime que": the words before the relative pronoun speak.
    fn relative(&self, index: usize, relative: usize, floor: usize) -> Plan {
        let (page, group) = (self.page, &self.groups[index]);
        let end = if page.is_mark(relative.wrapping_sub(1), ',') {
            relative - 1
        } else {
            relative
        };
        match noun::backwards(page, end, floor.min(end)).filter(NounPhrase::can_speak) {
            Some(subject) => Plan {
                zone: relative..group.tokens.end,
                how: How::Clause,
                party: Party::Phrase(subject),
            },
            None => Plan {
                zone: group.tokens.clone(),
                how: How::Idle,
                party: Party::Nobody,
            },
        }
    }

    /// "…, a déclaré N", "…" said N: the subject follows.
    fn inverted(&self, index: usize, _floor: usize) -> Option<Plan> {
        let (page, group) = (self.page, &self.groups[index]);
        if group.tokens.start == self.range.start {
            return None;
        }
        let limit = self.range.end;
        let mut at = group.tokens.end;
        let mut steps = 0;
        while at < limit && steps < 8 {
            if let Some(length) = date::length_at(page, at).or_else(|| page.adverb(at)) {
                at += length;
            } else if page.is(at, Class::ADVERB | Class::LAST) && !page.is_name(at) || page.is_number(at) {
                at += 1;
            } else if page.is_mark(at, ',') && steps > 0 {
                at += 1;
            } else if page.is(at, Class::PREPOSITION) && !page.is(at, Class::DETERMINER) {
                at = noun::forwards(page, at + 1, limit).map_or(at + 1, |p| p.tokens.end);
            } else {
                break;
            }
            steps += 1;
        }
        let phrase = noun::forwards(page, at, limit)?;
        if page.meaning(at, |m| matches!(m, Meaning::First)).is_some() {
            return None;
        }
        // what follows must end there: content behind it means that the subject stands before
        let next = phrase.tokens.end;
        if page.is(next, Class::THAT) && !page.is(next, Class::RELATIVE) {
            return None;
        }
        let before_quotation = page.quotation(group.tokens.start - 1).is_some()
            || group.tokens.start >= 2 && page.quotation(group.tokens.start - 2).is_some();
        let content_follows =
            content::after(page, group.cue(page), group.tokens.end, limit).is_some_and(|c| {
                matches!(c.found, Found::That | Found::Quote | Found::Colon) && c.tokens.start < next + 3
            });
        if content_follows && !before_quotation {
            return None;
        }
        if !phrase.can_speak() && !before_quotation {
            return None;
        }
        Some(Plan {
            zone: group.tokens.start..next,
            how: How::Incise,
            party: Party::Phrase(phrase),
        })
    }

    /// "Et N de conclure : « … »", "a tenu à souligner que".
    fn infinitive(&self, index: usize) -> Option<Plan> {
        let (page, group) = (self.page, &self.groups[index]);
        let link = group
            .tokens
            .start
            .checked_sub(1)
            .filter(|l| *l > self.range.start)?;
        let colon =
            (group.tokens.end..self.range.end.min(group.tokens.end + 8)).any(|t| page.is_mark(t, ':'));
        if !colon {
            return None;
        }
        let subject = noun::backwards(page, link, self.range.start).filter(NounPhrase::can_speak)?;
        Some(Plan {
            zone: subject.tokens.start..group.tokens.end,
            how: How::Clause,
            party: Party::Phrase(subject),
        })
    }

    fn report(&mut self, index: usize) {
        let plan = self.zones[index].clone();
        match plan.how {
            How::Idle => {}
            How::Incise => self.incise(index, &plan),
            How::Clause | How::Shared | How::Participle => self.clause(index, &plan),
        }
    }

    /// Where the content behind group `index` must end: the next group that is no part of it.
    fn limit(&self, index: usize) -> usize {
        let page = self.page;
        for (next, plan) in self.zones.iter().enumerate().skip(index + 1) {
            let start = plan.zone.start;
            let apart = match plan.how {
                How::Incise => true,
                How::Participle => {
                    start > 0
                        && (page.is_mark(start - 1, ',') || page.tokens[start].text(page.text) == "tout")
                }
                How::Shared => self.shares(next),
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

    /// Whether a coordinated group goes on with the subject of the report, not with one inside its content:
    /// an auxiliary or a comma shows it.
    fn shares(&self, index: usize) -> bool {
        let group = &self.groups[index];
        group.shape == Shape::Trailing
            || group.tokens.len() > 1
            || self.page.is(group.tokens.end, Class::THAT)
    }

    fn shared_party(&self, index: usize) -> Party {
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
    fn subject_behind(&self, from: usize) -> Option<NounPhrase> {
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
    fn main_subject(&self, end: usize) -> Option<NounPhrase> {
        let page = self.page;
        let verb = (self.range.start..end).find(|at| page.quotation(*at).is_none() && page.is_verb(*at))?;
        let mut start = verb;
        while start > self.range.start && page.is(start - 1, Class::CLITIC | Class::NEGATION | Class::ADVERB)
        {
            start -= 1;
        }
        noun::backwards(page, start, self.floor(start)).filter(NounPhrase::can_speak)
    }

    fn clause(&mut self, index: usize, plan: &Plan) {
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
        self.push(Report {
            pieces,
            cue: Some(self.cue_tokens(&group, plan)),
            lemma: cue.lemma.clone(),
            act: cue.act,
            party,
            found: Some(content.found),
            rule: match plan.how {
                How::Participle => "participle",
                How::Shared => "shared-subject",
                _ => "subject-cue-content",
            },
            sure,
            sentence: self.number,
            weak: cue.weak,
        });
    }

    fn cue_tokens(&self, group: &Group, plan: &Plan) -> Range<usize> {
        let page = self.page;
        let en = plan.how == How::Participle
            && group.tokens.start > plan.zone.start
            && page.tokens[group.tokens.start - 1].text(page.text) == "en";
        group.tokens.start - usize::from(en)..group.tokens.end
    }

    /// How sure a content behind its verb is; `None` where it is not to be reported.
    fn sure(&self, content: &Content, how: How, index: usize, party: &Party) -> Option<i32> {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let quoted = content.tokens.clone().any(|at| page.quotation(at).is_some());
        let words = page.count_words(content.tokens.clone());
        if words == 0 {
            return None;
        }
        let mut sure = match content.found {
            Found::Quote => 92,
            Found::That => 92,
            Found::Colon => 75,
            Found::Whether => 75,
            Found::Bare => 85,
            Found::Infinitive => 72,
            Found::Object => 60,
        };
        if quoted && content.found == Found::Object {
            sure += 20;
        }
        if cue.weak {
            sure -= match content.found {
                Found::That | Found::Quote => 15,
                _ if quoted => 15,
                Found::Colon => 20,
                Found::Infinitive => 25,
                _ => 32,
            };
        }
        if cue.mental {
            sure -= 10;
        }
        if how == How::Participle {
            sure -= 5;
        }
        match party {
            Party::Phrase(phrase) if phrase.can_speak() => {}
            Party::Phrase(_) => sure -= 20,
            _ => sure -= 25,
        }
        if content.found == Found::Object && words <= 2 && !quoted {
            sure -= 15;
        }
        (sure >= 35).then_some(sure)
    }

    /// "… », il a dit": a subject before its verb, both behind the content.
    fn behind_content(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = &self.groups[index];
        let cue = group.cue(page);
        let start = plan.zone.start;
        let Some(before) = start.checked_sub(1).filter(|b| *b >= self.range.start) else {
            return;
        };
        let opened = page.quotation(before).is_some()
            || matches!(page.tokens[before].kind, Kind::Mark(',' | '–' | '—'));
        if !opened || !cue.takes(&super::lexicon::Frame::Quote) && !cue.takes(&super::lexicon::Frame::That) {
            return;
        }
        if !page.lexicon.bare_clauses()
            && page.quotation(before).is_none()
            && page.quotation(before.saturating_sub(1)).is_none()
        {
            return;
        }
        // an English subject and verb between commas need an end behind them
        let mut after = group.tokens.end;
        while page.is(after, Class::ADVERB) || date::length_at(page, after).is_some() {
            after += 1;
        }
        self.incise(index, plan);
    }

    fn incise(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let takes_speech =
            cue.takes(&super::lexicon::Frame::Quote) || cue.takes(&super::lexicon::Frame::That);
        let Some((mut pieces, quoted)) = self.before(index, plan.zone.start) else {
            self.leading_incise(index, plan);
            return;
        };
        if !takes_speech && !quoted || page.count_words(pieces[0].clone()) == 0 {
            return;
        }
        let complete = quoted || page.has_verb(pieces[0].clone());
        if let Some(rest) = self.continuation(plan.zone.end, index, quoted, complete) {
            pieces.push(rest);
        } else if !complete && page.count_words(pieces[0].clone()) < 4 {
            return;
        }
        let mut sure = if quoted { 96 } else { 88 };
        if cue.weak {
            sure -= if quoted { 6 } else { 30 };
        }
        if !complete {
            sure -= 10;
        }
        self.push(Report {
            pieces,
            cue: Some(group.tokens.clone()),
            lemma: cue.lemma.clone(),
            act: cue.act,
            party: plan.party.clone(),
            found: None,
            rule: if quoted { "quote-incise" } else { "incise" },
            sure,
            sentence: self.number,
            weak: cue.weak,
        });
    }

    /// An inverted verb with nothing before it: "a-t-il dit : « … »".
    fn leading_incise(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let Some(content) = content::after(page, cue, plan.zone.end, self.limit(index)) else {
            return;
        };
        if !matches!(content.found, Found::Quote | Found::That) {
            return;
        }
        self.push(Report {
            pieces: vec![content.tokens],
            cue: Some(group.tokens.clone()),
            lemma: cue.lemma.clone(),
            act: cue.act,
            party: plan.party.clone(),
            found: Some(content.found),
            rule: "cue-subject-content",
            sure: 75,
            sentence: self.number,
            weak: cue.weak,
        });
    }

    /// The content before an incise at `zone`, and whether it is quoted as a whole.
    fn before(&self, index: usize, zone: usize) -> Option<(Vec<Range<usize>>, bool)> {
        let page = self.page;
        let mut end = zone;
        while end > self.range.start
            && matches!(page.tokens[end - 1].kind, Kind::Mark(',' | '–' | '—' | '-' | '.'))
            && page.quotation(end - 1).is_none()
        {
            end -= 1;
        }
        if end <= self.range.start {
            return None;
        }
        let mut start = self.range.start;
        for (earlier, plan) in self.zones[..index].iter().enumerate() {
            if matches!(plan.how, How::Incise) && plan.zone.end < end {
                start = start.max(plan.zone.end);
            } else if plan.how == How::Clause && self.firmly_reported(earlier) {
                // the content of an earlier report belongs to it
                start = start.max(self.out_end(earlier).min(end));
            }
        }
        start = self.skip_opening(start, end);
        if start >= end {
            return None;
        }
        if let Some(number) = page.quotation(end - 1) {
            let quotation = page.quotations[number];
            let lead = start..quotation.open.max(start);
            let introduced = lead.end > lead.start && page.is_mark(lead.end - 1, ':');
            let light = lead.clone().all(|at| {
                !page.is_word(at) || page.is(at, Class::ADVERB | Class::COORDINATOR | Class::NO_NAME)
            });
            // a heading run into the quotation: no clause of its own, and the quotation begins one
            let heading = page.token(quotation.open + 1).is_some_and(|t| t.capital)
                && !page.has_verb(lead.clone())
                && !page.is_mark(lead.end.saturating_sub(1), ',');
            if introduced || light || heading {
                let inside = content::trim_end(page, quotation.open + 1, quotation.close);
                return Some((vec![quotation.open + 1..inside.max(quotation.open + 1)], true));
            }
            return Some((vec![start..quotation.after()], false));
        }
        Some((vec![start..content::trim_end(page, start, end)], false))
    }

    /// Whether the group has a report that an incise behind it does not take over: more than a bare object.
    fn firmly_reported(&self, index: usize) -> bool {
        let cue = &self.groups[index].tokens;
        self.out.iter().any(|r| {
            r.cue.as_ref().is_some_and(|c| c.end == cue.end)
                && !r.weak
                && matches!(r.found, Some(Found::That | Found::Colon | Found::Quote))
        })
    }

    fn out_end(&self, index: usize) -> usize {
        let cue = &self.groups[index].tokens;
        self.out
            .iter()
            .filter(|r| r.cue.as_ref().is_some_and(|c| c.end == cue.end))
            .filter_map(|r| r.pieces.last().map(|p| p.end))
            .max()
            .unwrap_or(self.range.start)
    }

    /// Steps over what opens a sentence and is not said: commas, "Or,", a dateline.
    fn skip_opening(&self, start: usize, end: usize) -> usize {
        let page = self.page;
        let mut at = start;
        // a dateline: "PARIS | ", "PARIS (AFP) - "
        if at == self.range.start
            && let Some(bar) = (at..end.min(at + 10)).find(|t| {
                matches!(page.tokens[*t].kind, Kind::Mark('|' | '–' | '—' | '-')) && page.tokens[*t].spaced
            })
            && page.tokens[at].shouted
        {
            at = bar + 1;
        }
        while at < end {
            let skip = matches!(
                page.tokens[at].kind,
                Kind::Mark(',' | ';' | '-' | '–' | '—' | '.')
            ) && page.quotation(at).is_none()
                || page.is(at, Class::COORDINATOR) && !page.is_name(at)
                || page.is(at, Class::NO_NAME | Class::ADVERB) && page.is_mark(at + 1, ',');
            if !skip {
                match page.adverb(at).filter(|n| page.is_mark(at + n, ',')) {
                    Some(length) => at += length,
                    None => break,
                }
            } else {
                at += 1;
            }
        }
        at
    }

    /// The second piece behind an incise: "« A », a dit N, « B »", "Le plan, a dit N, ne suffit pas".
    fn continuation(&self, from: usize, index: usize, quoted: bool, complete: bool) -> Option<Range<usize>> {
        let page = self.page;
        let limit = self.zones[index + 1..]
            .iter()
            .filter(|p| p.how != How::Idle)
            .map(|p| p.zone.start)
            .next()
            .unwrap_or(self.range.end);
        let next_quote = (from..limit).find(|at| page.quotation(*at).is_some());
        if quoted {
            let open = next_quote?;
            let quotation = page.quotations[page.quotation(open)?];
            let near =
                open <= from + 12 && open > 0 && (page.is_mark(open - 1, ',') || page.is_mark(open - 1, ':'));
            let inside = quotation.open + 1..content::trim_end(page, quotation.open + 1, quotation.close);
            return (near && page.count_words(inside.clone()) >= 2).then_some(inside);
        }
        // what leads up to a further incise is the content of that one
        let taken = self.zones[index + 1..].iter().any(|p| p.how == How::Incise);
        if complete || taken || !page.is_mark(from, ',') || page.is(from + 1, Class::COORDINATOR) {
            return None;
        }
        let start = from + 1;
        let end = content::trim_end(page, start, limit);
        (start < end && page.has_verb(start..end)).then_some(start..end)
    }

    /// "Selon N, …" and "…, selon N".
    fn sources(&mut self) {
        let page = self.page;
        let mut at = self.range.start;
        while at < self.range.end {
            if page.quotation(at).is_some() {
                at += 1;
                continue;
            }
            let Some((Meaning::Source(number), length)) =
                page.meaning(at, |m| matches!(m, Meaning::Source(_)))
            else {
                at += 1;
                continue;
            };
            self.source(usize::from(number), at, length);
            at += length;
        }
    }

    fn source(&mut self, number: usize, at: usize, length: usize) {
        let page = self.page;
        let source = &page.lexicon.sources[number];
        let after = at + length;
        if page
            .meaning(after, |m| matches!(m, Meaning::NotASource))
            .is_some()
        {
            return;
        }
        let Some(phrase) = noun::forwards(page, after, self.range.end) else {
            return;
        };
        if page.meaning(after, |m| matches!(m, Meaning::First)).is_some() {
            return;
        }
        let first = at == self.range.start
            || (self.range.start..at)
                .all(|t| !page.is_word(t) || page.is(t, Class::COORDINATOR | Class::ADVERB | Class::NO_NAME));
        let comma_before = at > 0 && (page.is_mark(at - 1, ',') || page.quotation(at - 1).is_some());
        let closes = phrase.tokens.end >= self.range.end
            || matches!(
                page.tokens[phrase.tokens.end].kind,
                Kind::Mark('.' | ',' | ';' | ')' | '?' | '!')
            );
        if source.strict
            && !(phrase.can_speak()
                && (first && page.is_mark(phrase.tokens.end, ',') || comma_before && closes))
        {
            return;
        }
        if !phrase.can_speak()
            && !(first && page.is_mark(phrase.tokens.end, ','))
            && !(comma_before && closes)
        {
            return;
        }
        let pieces = if first || self.clause_opens(at) {
            self.behind_source(&phrase, at)
        } else {
            self.before_source(at)
        };
        let Some(piece) = pieces.filter(|p| page.count_words(p.clone()) >= 2) else {
            return;
        };
        let known = phrase.can_speak();
        self.push(Report {
            pieces: vec![piece],
            cue: Some(at..after),
            lemma: source.lemma.clone(),
            act: source.act,
            party: Party::Phrase(phrase),
            found: None,
            rule: "source",
            sure: if known { 82 } else { 55 } - if source.strict { 12 } else { 0 },
            sentence: self.number,
            weak: false,
        });
    }

    /// Whether a clause begins at the token: "…, et selon N, …", "Or, selon N, …".
    fn clause_opens(&self, at: usize) -> bool {
        let page = self.page;
        at > self.range.start
            && (page.is(at - 1, Class::COORDINATOR | Class::THAT) || page.is_mark(at - 1, ':'))
    }

    fn behind_source(&self, phrase: &NounPhrase, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut start = phrase.tokens.end;
        // a relative clause or an apposition behind the source: up to the comma before the main clause
        if page.is_mark(start, ',') && page.is(start + 1, Class::RELATIVE) {
            let comma = self.insertion_end(start + 1)?;
            start = comma;
        }
        if page.is(start, Class::PREPOSITION | Class::RELATIVE) || page.has_form(start, Form::PastParticiple)
        {
            start =
                (start..self.range.end).find(|t| page.quotation(*t).is_none() && page.is_mark(*t, ','))?;
        }
        while start < self.range.end && (page.is_mark(start, ',') || page.is_mark(start, ':')) {
            start += 1;
        }
        let _ = at;
        let limit = self
            .zones
            .iter()
            .filter(|p| p.how == How::Incise && p.zone.start > start)
            .map(|p| p.zone.start)
            .next()
            .unwrap_or(self.range.end);
        let end = content::trim_end(page, start, limit);
        (start < end).then_some(start..end)
    }

    /// The last comma of an insertion that begins at `start`: the one before the main verb's subject.
    fn insertion_end(&self, start: usize) -> Option<usize> {
        let page = self.page;
        let mut last = None;
        for at in start..self.range.end {
            if page.quotation(at).is_some() || page.is_mark(at, ';') {
                break;
            }
            if page.is_mark(at, ',') {
                last = Some(at);
            }
        }
        last
    }

    fn before_source(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut end = at;
        while end > self.range.start && page.is_mark(end - 1, ',') {
            end -= 1;
        }
        let mut start = self.range.start;
        for report in &self.out {
            if let Some(piece) = report.pieces.last().filter(|p| p.end <= end) {
                start = start.max(piece.end);
            }
        }
        for plan in self
            .zones
            .iter()
            .filter(|p| p.how == How::Incise && p.zone.end <= end)
        {
            start = start.max(plan.zone.end);
        }
        start = self.skip_opening(start, end);
        let end = content::trim_end(page, start, end);
        (start < end).then_some(start..end)
    }

    /// "N : « … »" without a verb, "Question : …".
    fn label(&mut self) {
        let page = self.page;
        let Some(colon) =
            (self.range.start..self.range.end.min(self.range.start + 14)).find(|t| page.is_mark(*t, ':'))
        else {
            return;
        };
        let quoted = page
            .quotation(colon + 1)
            .is_some_and(|q| page.quotations[q].open == colon + 1);
        let Some(phrase) = noun::forwards(page, self.range.start, colon) else {
            return;
        };
        let whole = phrase.tokens.end == colon;
        if !whole || !phrase.can_speak() || phrase.pronoun {
            return;
        }
        if !quoted
            && (phrase.name.is_none()
                || phrase.kind == SpeakerKind::Unknown && !page.tokens[self.range.start].shouted)
        {
            return;
        }
        let end = if quoted {
            page.quotation(colon + 1)
                .map_or(self.range.end, |q| page.quotations[q].after())
        } else {
            content::trim_end(page, colon + 1, self.range.end)
        };
        if page.count_words(colon + 1..end) < 3 {
            return;
        }
        self.push(Report {
            pieces: vec![colon + 1..end],
            cue: None,
            lemma: String::new(),
            act: None,
            party: Party::Phrase(phrase),
            found: None,
            rule: "label",
            sure: if quoted { 80 } else { 55 },
            sentence: self.number,
            weak: false,
        });
    }

    fn push(&mut self, report: Report) {
        self.out.push(report);
    }
}

/// A sentence that is a quotation and nothing else goes on with the speaker of the report before.
fn carried(page: &Page<'_>, number: usize, before: Option<&Report>) -> Option<Report> {
    let sentence = page.sentences[number].clone();
    let quotation = page.quotations[page.quotation(sentence.start)?];
    if quotation.open != sentence.start
        || content::trim_end(page, sentence.start, sentence.end) > quotation.after()
    {
        return None;
    }
    let inside = quotation.inside();
    if page.count_words(inside.clone()) < 4 || !page.has_verb(inside.clone()) {
        return None;
    }
    if let Some((group, phrase, zone)) = verb::inside_quotation(page, &inside) {
        let cue = group.cue(page);
        return Some(Report {
            pieces: vec![inside.start..zone.start, zone.end..inside.end],
            cue: Some(group.tokens.clone()),
            lemma: cue.lemma.clone(),
            act: cue.act,
            party: Party::Phrase(phrase),
            found: None,
            rule: "incise-inside-quotation",
            sure: 92,
            sentence: number,
            weak: cue.weak,
        });
    }
    let near = before.is_some_and(|b| number - b.sentence <= 2);
    Some(Report {
        pieces: vec![inside],
        cue: None,
        lemma: String::new(),
        act: None,
        party: if near { Party::Previous } else { Party::Nobody },
        found: None,
        rule: "carried",
        sure: if near { 80 } else { 55 },
        sentence: number,
        weak: false,
    })
}
