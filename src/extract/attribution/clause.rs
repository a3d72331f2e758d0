//! Contents behind their verb: "N a déclaré que …", "…, expliquant que …", "et a ajouté que …".

use super::{How, Party, Plan, Report, Sentence};
use crate::domain::{Act, SpeakerKind};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, Found};
use crate::extract::lexicon::{Class, Cue, Form, Frame, Meaning};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::Kind;
use crate::extract::verb::{Group, Shape};
use std::ops::Range;

/// How many words at the beginning of an object hold the noun that it is about.
const HEAD_MAX: usize = 5;

impl Sentence<'_, '_> {
    /// Where the content behind group `index` must end: the next group that is no part of it.
    pub(super) fn limit(&self, index: usize) -> usize {
        let page = self.page;
        for (next, plan) in self.zones.iter().enumerate().skip(index + 1) {
            let start = plan.zone.start;
            let apart = match plan.how {
                How::Incise => true,
                How::Participle => {
                    let cue = self.groups[next].cue(page);
                    let firm = !page.lexicon.bare_clauses()
                        || !cue.weak && !cue.provision && !self.numbers_a_point(start);
                    start > 0
                        && (page.is_mark(start - 1, ',') && firm || self.turns(start) || self.quotes(next))
                }
                How::Shared => self.shares(next),
                How::Clause if self.sets_in_anew(start) => return start - 1,
                How::Clause | How::Idle => false,
            };
            if apart {
                return start;
            }
            // "While N acknowledged the cost, M noted …": a main clause behind an opening one
            if plan.how == How::Clause
                && self.opens_subordinate(index)
                && page.is_mark(start.saturating_sub(1), ',')
            {
                return start - 1;
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

    /// Whether the group's clause is an English subordinate one that opens the sentence.
    fn opens_subordinate(&self, index: usize) -> bool {
        let (page, first) = (self.page, self.range.start);
        page.lexicon.bare_clauses()
            && page.is(first, Class::SUBORDINATOR)
            && self.zones[index].zone.start <= first + 1
    }

    /// "First, sharing technology; second, …": an ordinal and a comma before the token.
    fn numbers_a_point(&self, at: usize) -> bool {
        let ordinal = |at: usize| {
            self.page
                .meaning(at, |m| matches!(m, Meaning::Ordinal(_)))
                .is_some()
        };
        at >= self.range.start + 2 && ordinal(at - 2)
    }

    /// "a réfuté l'idée d'un prêt affirmant : « … »": a quotation of its own follows right behind the group.
    fn quotes(&self, index: usize) -> bool {
        let (page, end) = (self.page, self.groups[index].tokens.end);
        !page.lexicon.bare_clauses() && page.is_mark(end, ':') && page.quotation(end + 1).is_some()
    }

    /// "N, which said the pier was unsafe, closed it": the comma behind the relative clause, before the main verb.
    fn relative_end(&self, plan: &Plan, limit: usize) -> Option<usize> {
        let page = self.page;
        let start = plan.zone.start;
        let inserted = page.lexicon.bare_clauses()
            && page.is(start, Class::RELATIVE)
            && start > self.range.start
            && page.is_mark(start - 1, ',');
        (plan.zone.end..limit)
            .filter(|_| inserted)
            .find(|at| page.is_mark(*at, ',') && page.quotation(*at).is_none() && page.is_verb(*at + 1))
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
        let (page, group) = (self.page, &self.groups[index]);
        group.shape == Shape::Trailing
            || group.tokens.len() > 1
            || page.is(group.tokens.end, Class::THAT)
            || page.lexicon.bare_clauses() && self.says_more(index)
            || self.sets_in_with_another(index)
            || self.cannot_be_shared_inside(index)
    }

    /// "…, et demande", "mais réclame": a comma or "but" before a verb that is no part of the content.
    fn sets_in_with_another(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let coordinator = self.zones[index].zone.start;
        let comma = coordinator > self.range.start && page.is_mark(coordinator - 1, ',');
        let anew =
            page.is(coordinator, Class::COORDINATOR) && (comma || page.is(coordinator, Class::ADVERSATIVE));
        anew && !group.cue(page).weak && group.shape == Shape::Finite
    }

    /// "assure que deux bacs suffisent mais réclame un guichet": the subject inside the content cannot speak.
    fn cannot_be_shared_inside(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        if page.lexicon.bare_clauses() || cue.weak || cue.mental {
            return false;
        }
        let outer = (0..index).rev().find(|n| self.zones[*n].how == How::Clause);
        let Some(outer) = outer.map(|n| self.groups[n].tokens.end) else {
            return false;
        };
        let that = (outer..group.tokens.start)
            .take(8)
            .find(|at| page.is(*at, Class::THAT));
        let inner = that.and_then(|that| noun::forwards(page, that + 1, group.tokens.start));
        inner.is_some_and(|inner| !inner.can_speak())
            && content::after(page, cue, group.tokens.end, self.range.end).is_some()
    }

    /// "N said the board opposes the toll and urged it to act": behind a content in the present, a past verb
    /// goes on with the report.
    fn turns_to_past(&self, index: usize) -> bool {
        let page = self.page;
        let here = self.groups[index].tokens.end - 1;
        let earlier = (0..index).rev().find(|at| self.zones[*at].how == How::Clause);
        let Some(earlier) = earlier else { return false };
        let content = self.groups[earlier].tokens.end..self.zones[index].zone.start;
        let verb = content
            .into_iter()
            .find(|at| page.quotation(*at).is_none() && page.is_verb(*at));
        let past = |at: usize| page.has_form(at, Form::PastParticiple);
        let present = |at: usize| {
            let third = page.text_of(&(at..at + 1)).ends_with('s') && !page.is(at, Class::BE | Class::HAVE);
            page.is(at, Class::FUTURE) || third && page.has_form(at, Form::Finite) && !past(at)
        };
        past(here) && past(self.groups[earlier].tokens.end - 1) && verb.is_some_and(present)
    }

    /// "N said the depot is full and added the city has no plan": an English verb of speech with words of its own.
    fn says_more(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        let speech = !cue.weak && !cue.mental && !cue.noun_like && cue.takes(&Frame::Quote);
        let content = content::after(page, cue, group.tokens.end, self.range.end);
        // "said they want justice but pledged to stay calm"
        let turned = group.tokens.start >= self.range.start + 2
            && (page.is_mark(group.tokens.start - 2, ',')
                || page.is(group.tokens.start - 1, Class::ADVERSATIVE));
        speech
            && content.is_some_and(|c| match c.found {
                Found::Bare | Found::Quote | Found::That => true,
                Found::Infinitive => turned || self.turns_to_past(index),
                _ => false,
            })
    }

    pub(super) fn shared_party(&self, index: usize) -> Party {
        let earlier = (0..index)
            .rev()
            .filter(|at| matches!(self.zones[*at].how, How::Clause | How::Incise))
            .find(|at| !self.is_reported(*at));
        if let Some(at) = earlier {
            return self.zones[at].party.clone();
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
            .or_else(|| self.definite_subject(zone.start))
            .or_else(|| self.text_before(zone.start))
            .map_or(Party::Nobody, Party::Phrase)
    }

    /// Whether the group stands in words that an earlier one reports: "N says M promised to go, and said …".
    fn is_reported(&self, index: usize) -> bool {
        let cue = &self.groups[index].tokens;
        self.page.lexicon.bare_clauses() && self.out.iter().any(|r| r.shares(cue))
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

    /// The subject of the first verb before `end`, if it can speak.
    pub(super) fn main_subject(&self, end: usize) -> Option<NounPhrase> {
        self.first_subject(end).filter(NounPhrase::can_speak)
    }

    /// The same for a noun that the lexicon does not know, with its article: "la capitainerie".
    fn definite_subject(&self, end: usize) -> Option<NounPhrase> {
        self.first_subject(end)
            .filter(|s| self.page.lexicon.splits_hyphens() && self.page.is(s.tokens.start, Class::DEFINITE))
    }

    /// "une pétition réclamant …": the text right before the participle.
    fn text_before(&self, start: usize) -> Option<NounPhrase> {
        let french = self.page.lexicon.splits_hyphens();
        noun::backwards(self.page, start, self.floor(start))
            .filter(|s| french && s.kind == SpeakerKind::Document && s.tokens.end == start)
    }

    fn first_subject(&self, end: usize) -> Option<NounPhrase> {
        let page = self.page;
        let verb = (self.range.start..end).find(|at| page.quotation(*at).is_none() && page.is_verb(*at))?;
        let mut start = verb;
        while start > self.range.start && page.is(start - 1, Class::CLITIC | Class::NEGATION | Class::ADVERB)
        {
            start -= 1;
        }
        noun::backwards(page, start, self.floor(start))
    }

    pub(super) fn clause(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let group = self.groups[index].clone();
        let cue = group.cue(page);
        let party = match plan.how {
            How::Clause => plan.party.clone(),
            _ if matches!(plan.party, Party::Phrase(_)) => plan.party.clone(),
            _ => self.shared_party(index),
        };
        if let Party::Phrase(phrase) = &party
            && !self.speaks(phrase, &group)
        {
            return;
        }
        let limit = self.limit(index);
        let limit = self.relative_end(plan, limit).unwrap_or(limit);
        let Some(mut content) = content::after(page, cue, group.tokens.end, limit) else {
            if plan.how == How::Clause {
                self.behind_content(index, plan);
            }
            return;
        };
        // "report leaks, the ministry said": a comma alone leads up to no clause without "that", but in "As N said, …"
        let led = content.found == Found::Bare
            && content.tokens.start == group.tokens.end + 1
            && page.is_mark(group.tokens.end, ',')
            && !page.is(self.range.start, Class::AS);
        let Some(sure) = self.sure(&content, plan.how, index, &party).filter(|_| !led) else {
            return;
        };
        if plan.how == How::Clause && group.shape == Shape::Participle {
            // "A bill banning trucks was filed"
            let told = content.tokens.clone();
            content.tokens.end = self.before_main_verb(plan.zone.start, told.start, told.end, 0);
        }
        let mut tokens = self.cue_tokens(&group, plan);
        if cue.predicate && matches!(content.found, Found::Object | Found::Infinitive) {
            // "se sont dits favorables à …": what they are is what they say
            content.tokens.start = group.tokens.end - cue.rest.len();
            let whole = content::clause_end(page, content.tokens.start, limit);
            content.tokens.end = content
                .tokens
                .end
                .max(content::trim_end(page, content.tokens.start, whole));
            let said = |t: &usize| page.has_form(*t, Form::PastParticiple) || page.has_form(*t, Form::Finite);
            let verb = (group.tokens.start..content.tokens.start).rev().find(said);
            tokens.end = verb.map_or(content.tokens.start, |verb| verb + 1);
        }
        // "declared himself satisfied"
        let whole = matches!(content.found, Found::Object | Found::Bare);
        if whole && page.is(content.tokens.start, Class::REFLEXIVE) && content.tokens.len() > 1 {
            content.tokens.start += 1;
        }
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
            .by(cue, tokens)
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

    /// "manifester pour exiger …".
    fn aims(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let link = group.tokens.start.checked_sub(1);
        let to = |l: usize| {
            page.is(l, Class::LEAD_LINK) && !page.is(l, Class::OF | Class::ROLE_LINK | Class::AGENT)
        };
        group.shape == Shape::Infinitive && link.is_some_and(to)
    }

    /// "annonce la couleur", "la loi a permis de réduire": the verb has another sense there, or tells what came of it.
    fn means_another(&self, content: &Content, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        let achieved = cue.provision && group.tokens.len() > 1 && content.found == Found::Infinitive;
        let head = content.tokens.clone().take(HEAD_MAX).map(|at| page.word(at));
        achieved && page.lexicon.splits_hyphens()
            || content.found == Found::Object && cue.has_another_sense(head)
    }

    /// How sure a content behind its verb is; `None` where it is not to be reported.
    pub(super) fn sure(&self, content: &Content, how: How, index: usize, party: &Party) -> Option<Trust> {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let is_text = matches!(party, Party::Phrase(phrase) if phrase.kind == SpeakerKind::Document);
        if (cue.provision || self.groups[index].drafting) && !is_text || self.means_another(content, index) {
            return None;
        }
        let quoted = content.tokens.clone().any(|at| page.quotation(at).is_some());
        let words = page.count_words(content.tokens.clone());
        if words == 0 || content.found == Found::Object && !quoted && self.is_no_speech(cue, content, party) {
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
        // "attacked N for her vote", "dismissed the plan as a stunt": no other sense of the verb takes that
        let judged =
            content.found == Found::Object && page.lexicon.bare_clauses() && self.judges(cue, content);
        let weak = match content.found {
            _ if judged => 0,
            Found::That | Found::Quote => 15,
            _ if quoted => 15,
            Found::Colon => 20,
            Found::Infinitive => 25,
            _ => 32,
        };
        // "exprime sa solidarité", "a présenté un plan"
        let start = content.tokens.start;
        let own =
            matches!(cue.act, Some(Act::Expressive | Act::Position)) && page.is(start, Class::POSSESSIVE);
        let presents = matches!(cue.act, Some(Act::Announcement | Act::Call))
            && self.groups[index].tokens.len() > 1
            && matches!(party, Party::Phrase(phrase) if phrase.can_speak())
            && page.is(start, Class::DETERMINER);
        let firm = content.found == Found::Object && !page.lexicon.bare_clauses() && (own || presents);
        let unnamed = match party {
            Party::Phrase(phrase) if phrase.can_speak() => 0,
            Party::Phrase(_)
                if content.found == Found::Object && !quoted && page.lexicon.splits_hyphens() =>
            {
                25
            }
            Party::Phrase(_) => 20,
            _ => 25,
        };
        let short = content.found == Found::Object && words <= 2 && !quoted;
        let sure = sure
            .less_if(
                cue.weak && !firm && !(cue.document && is_text),
                weak,
                "the cue is as often no report",
            )
            .less_if(cue.mental, 10, "the cue tells a thought")
            .less_if(how == How::Participle, 5, "a participle")
            .less_if(self.aims(index), 14, "what people came together for")
            .less(unnamed, "no speaker is known by these words")
            .less_if(short, 15, "very few words");
        (sure.percent() >= 35).then_some(sure)
    }

    /// "The bell announces the ferry", "N reported a profit": an English verb in another sense.
    fn is_no_speech(&self, cue: &Cue, content: &Content, party: &Party) -> bool {
        let page = self.page;
        let start = content.tokens.start;
        let head = start..content.tokens.end.min(start + 6);
        let mut head = head.take_while(|at| !page.is(*at, Class::PREPOSITION | Class::OF) || *at == start);
        let accounts = head.any(|at| page.meaning(at, |m| matches!(m, Meaning::Accounts)).is_some());
        let thing = matches!(party, Party::Phrase(phrase) if !phrase.can_speak());
        page.lexicon.bare_clauses() && (thing || accounts && cue.act == Some(Act::Announcement))
    }

    /// Whether a noun phrase tells what for, or as what, its thing is judged.
    fn judges(&self, cue: &Cue, content: &Content) -> bool {
        let page = self.page;
        let reason = |at: usize| {
            cue.frames
                .iter()
                .any(|f| matches!(f, Frame::For(word) if *word == page.word(at)))
        };
        let position = cue.act == Some(Act::Position);
        let mut inside = content.tokens.clone().skip(1);
        position && inside.any(|at| reason(at) || page.is(at, Class::AS))
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
