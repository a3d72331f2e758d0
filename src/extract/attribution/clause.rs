//! Contents behind their verb: "N a déclaré que …", "…, expliquant que …", "et a ajouté que …".

use super::{How, Party, Plan, Report, Sentence};
use crate::domain::{Act, SpeakerKind};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
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
                        || !cue.weak && !cue.only_provision && !self.numbers_a_point(start);
                    start > 0
                        && (page.is_mark(start - 1, ',') && firm || self.turns(start) || self.quotes(next))
                }
                How::Shared => self.shares(next) || self.follows_infinitive(index, next),
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
            && page.has_class(first, WordClass::SUBORDINATOR)
            && self.zones[index].zone.start <= first + 1
    }

    /// "First, sharing technology; second, …": an ordinal and a comma before the token.
    fn numbers_a_point(&self, at: usize) -> bool {
        let ordinal = |at: usize| {
            self.page
                .meaning(at, |m| matches!(m, PhraseMeaning::EnumerationOrdinal(_)))
                .is_some()
        };
        at >= self.range.start + 2 && ordinal(at - 2)
    }

    /// "a réfuté l'idée d'un prêt affirmant : « … »": a quotation of its own follows right behind the group.
    fn quotes(&self, index: usize) -> bool {
        let (page, end) = (self.page, self.groups[index].tokens.end);
        !page.lexicon.bare_clauses() && page.is_mark(end, ':') && page.quotation_at(end + 1).is_some()
    }

    /// "N, which said the pier was unsafe, closed it": the comma behind the relative clause, before the main verb.
    fn relative_end(&self, plan: &Plan, limit: usize) -> Option<usize> {
        let page = self.page;
        let start = plan.zone.start;
        let inserted = page.lexicon.bare_clauses()
            && page.has_class(start, WordClass::RELATIVE)
            && start > self.range.start
            && page.is_mark(start - 1, ',');
        (plan.zone.end..limit).filter(|_| inserted).find(|at| {
            page.is_mark(*at, ',') && page.quotation_at(*at).is_none() && page.is_finite_verb(*at + 1)
        })
    }

    /// "« … », mais il a ajouté": a clause with a subject of its own, coordinated behind a comma or a quotation.
    fn sets_in_anew(&self, start: usize) -> bool {
        let page = self.page;
        let Some(coordinator) = start.checked_sub(1).filter(|c| *c > self.range.start) else {
            return false;
        };
        let joins = page.has_class(coordinator, WordClass::COORDINATOR)
            || page.has_class(coordinator, WordClass::SUBORDINATOR)
                && !page.has_class(coordinator, WordClass::THAT);
        joins && (page.is_mark(coordinator - 1, ',') || page.quotation_at(coordinator - 1).is_some())
    }

    pub(super) fn turns(&self, at: usize) -> bool {
        self.page
            .meaning(at, |m| matches!(m, PhraseMeaning::ContrastConjunction))
            .is_some()
    }

    /// Whether a coordinated group goes on with the subject of the report, not with one inside its content:
    /// an auxiliary or a comma shows it.
    pub(super) fn shares(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        group.shape == Shape::Trailing
            || group.tokens.len() > 1
            || page.has_class(group.tokens.end, WordClass::THAT)
            || page.lexicon.bare_clauses() && self.says_more(index)
            || self.sets_in_with_another(index)
            || self.cannot_be_shared_inside(index)
    }

    /// "…, et demande", "mais réclame": a comma or "but" before a verb that is no part of the content.
    fn sets_in_with_another(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let coordinator = self.zones[index].zone.start;
        let comma = coordinator > self.range.start && page.is_mark(coordinator - 1, ',');
        let anew = page.has_class(coordinator, WordClass::COORDINATOR)
            && (comma || page.has_class(coordinator, WordClass::ADVERSATIVE));
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
            .find(|at| page.has_class(*at, WordClass::THAT));
        let inner = that.and_then(|that| noun::phrase_from(page, that + 1, group.tokens.start));
        inner.is_some_and(|inner| !inner.can_speak())
            && content::find_content(page, cue, group.tokens.end, self.range.end).is_some()
    }

    /// "vowed to cut fees and pledged a fund": an English past verb is none of the infinitive's.
    fn follows_infinitive(&self, index: usize, next: usize) -> bool {
        let page = self.page;
        let past = |group: &Group| {
            let last = group.tokens.end - 1;
            page.has_form(last, VerbForm::PastParticiple) && !page.has_form(last, VerbForm::Infinitive)
        };
        let (group, next) = (&self.groups[index], &self.groups[next]);
        page.lexicon.bare_clauses()
            && page.has_class(group.tokens.end, WordClass::INFINITIVE_MARKER)
            && past(group)
            && past(next)
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

    /// "N said the depot is full and added the city has no plan": an English verb of speech with words of its own.
    fn says_more(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        let speech = !cue.weak && !cue.mental && !cue.noun_like && cue.takes(&Frame::Quote);
        let content = content::find_content(page, cue, group.tokens.end, self.range.end);
        // "said they want justice but pledged to stay calm"
        let turned = group.tokens.start >= self.range.start + 2
            && (page.is_mark(group.tokens.start - 2, ',')
                || page.has_class(group.tokens.start - 1, WordClass::ADVERSATIVE));
        speech
            && content.is_some_and(|c| match c.frame {
                ContentFrame::BareClause | ContentFrame::Quotation | ContentFrame::ThatClause => true,
                ContentFrame::Infinitive => turned || self.turns_to_past(index),
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

    /// The same for a noun that the lexicon does not know, with its article: "la capitainerie".
    fn definite_subject(&self, end: usize) -> Option<NounPhrase> {
        self.first_subject(end).filter(|s| {
            self.page.lexicon.splits_hyphens() && self.page.has_class(s.tokens.start, WordClass::DEFINITE)
        })
    }

    /// "une pétition réclamant …": the text right before the participle.
    fn text_before(&self, start: usize) -> Option<NounPhrase> {
        let french = self.page.lexicon.splits_hyphens();
        noun::subject_before(self.page, start, self.floor(start))
            .filter(|s| french && s.kind == SpeakerKind::Document && s.tokens.end == start)
    }

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
        noun::subject_before(page, start, self.floor(start))
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
        let Some(mut content) = content::find_content(page, cue, group.tokens.end, limit) else {
            if plan.how == How::Clause {
                self.behind_content(index, plan);
            }
            return;
        };
        let Some(sure) = self
            .sure(&content, plan.how, index, &party)
            .filter(|_| !self.comma_alone_leads(&content, plan, &group))
        else {
            return;
        };
        if plan.how == How::Clause && group.shape == Shape::Participle {
            // "A bill banning trucks was filed"
            let told = content.tokens.clone();
            content.tokens.end = self.before_main_verb(plan.zone.start, told.start, told.end, 0);
        }
        let mut tokens = self.cue_tokens(&group, plan);
        if cue.opens_content && matches!(content.frame, ContentFrame::Object | ContentFrame::Infinitive) {
            // "se sont dits favorables à …": what they are is what they say
            content.tokens.start = group.tokens.end - cue.remaining_words.len();
            let whole = content::clause_end(page, content.tokens.start, limit);
            content.tokens.end = content
                .tokens
                .end
                .max(content::trim_end(page, content.tokens.start, whole));
            let said = |t: &usize| {
                page.has_form(*t, VerbForm::PastParticiple) || page.has_form(*t, VerbForm::Finite)
            };
            let verb = (group.tokens.start..content.tokens.start).rev().find(said);
            tokens.end = verb.map_or(content.tokens.start, |verb| verb + 1);
        }
        // "declared himself satisfied"
        let whole = matches!(content.frame, ContentFrame::Object | ContentFrame::BareClause);
        if whole && page.has_class(content.tokens.start, WordClass::REFLEXIVE) && content.tokens.len() > 1 {
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
            .framed(content.frame),
        );
    }

    /// "report leaks, the ministry said": a comma alone leads up to no clause without "that", but in "As N said, …" and
    /// between two of them, "By Tuesday, N said, …".
    fn comma_alone_leads(&self, content: &Content, plan: &Plan, group: &Group) -> bool {
        let page = self.page;
        let between = plan.zone.start > self.range.start && page.is_mark(plan.zone.start - 1, ',');
        content.frame == ContentFrame::BareClause
            && content.tokens.start == group.tokens.end + 1
            && page.is_mark(group.tokens.end, ',')
            && !between
            && !page.has_class(self.range.start, WordClass::COMPARATIVE)
    }

    pub(super) fn cue_tokens(&self, group: &Group, plan: &Plan) -> Range<usize> {
        let page = self.page;
        let en = plan.how == How::Participle
            && group.tokens.start > plan.zone.start
            && page.has_class(group.tokens.start - 1, WordClass::PREPOSITION);
        group.tokens.start - usize::from(en)..group.tokens.end
    }

    /// "manifester pour exiger …".
    fn aims(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let link = group.tokens.start.checked_sub(1);
        let to = |l: usize| {
            page.has_class(l, WordClass::CATENATIVE_LINK)
                && !page.has_class(
                    l,
                    WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::AGENT_PREPOSITION,
                )
        };
        group.shape == Shape::Infinitive && link.is_some_and(to)
    }

    /// "annonce la couleur", "la loi a permis de réduire": the verb has another sense there, or tells what came of it.
    fn means_another(&self, content: &Content, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let cue = group.cue(page);
        let achieved =
            cue.only_provision && group.tokens.len() > 1 && content.frame == ContentFrame::Infinitive;
        let head = content.tokens.clone().take(HEAD_MAX).map(|at| page.word(at));
        achieved && page.lexicon.splits_hyphens()
            || content.frame == ContentFrame::Object && cue.has_another_sense(head)
    }

    /// How sure a content behind its verb is; `None` where it is not to be reported.
    pub(super) fn sure(&self, content: &Content, how: How, index: usize, party: &Party) -> Option<Trust> {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let is_text = matches!(party, Party::Phrase(phrase) if phrase.kind == SpeakerKind::Document);
        if (cue.only_provision || self.groups[index].drafting) && !is_text
            || self.means_another(content, index)
        {
            return None;
        }
        let quoted = content.tokens.clone().any(|at| page.quotation_at(at).is_some());
        let words = page.count_words(content.tokens.clone());
        if words == 0
            || content.frame == ContentFrame::Object && !quoted && self.is_no_speech(cue, content, party)
        {
            return None;
        }
        let sure = match content.frame {
            ContentFrame::Quotation => Trust::of(92, "a quotation behind its cue"),
            ContentFrame::ThatClause => Trust::of(92, "a that-clause"),
            ContentFrame::AfterColon => Trust::of(75, "words behind a colon"),
            ContentFrame::IndirectQuestion => Trust::of(75, "an indirect question"),
            ContentFrame::BareClause => Trust::of(85, "a clause without that"),
            ContentFrame::Infinitive => Trust::of(72, "an infinitive"),
            ContentFrame::Object if quoted => Trust::of(80, "a noun phrase, partly quoted"),
            ContentFrame::Object => Trust::of(60, "a noun phrase"),
        };
        // "attacked N for her vote", "dismissed the plan as a stunt": no other sense of the verb takes that
        let judged =
            content.frame == ContentFrame::Object && page.lexicon.bare_clauses() && self.judges(cue, content);
        let weak = match content.frame {
            _ if judged => 0,
            ContentFrame::ThatClause | ContentFrame::Quotation => 15,
            _ if quoted => 15,
            ContentFrame::AfterColon => 20,
            ContentFrame::Infinitive => 25,
            _ => 32,
        };
        // "exprime sa solidarité", "a présenté un plan"
        let start = content.tokens.start;
        let own = matches!(cue.act, Some(Act::Expressive | Act::Position))
            && page.has_class(start, WordClass::POSSESSIVE);
        let presents = matches!(cue.act, Some(Act::Announcement | Act::Call))
            && self.groups[index].tokens.len() > 1
            && matches!(party, Party::Phrase(phrase) if phrase.can_speak())
            && page.has_class(start, WordClass::DETERMINER);
        let firm = content.frame == ContentFrame::Object && !page.lexicon.bare_clauses() && (own || presents);
        let unnamed = match party {
            Party::Phrase(phrase) if phrase.can_speak() => 0,
            Party::Phrase(_)
                if content.frame == ContentFrame::Object && !quoted && page.lexicon.splits_hyphens() =>
            {
                25
            }
            Party::Phrase(_) => 20,
            _ => 25,
        };
        let short = content.frame == ContentFrame::Object && words <= 2 && !quoted;
        let sure = sure
            .less_if(
                cue.weak && !firm && !(cue.allows_document && is_text),
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
        let mut head = head.take_while(|at| {
            !page.has_class(*at, WordClass::PREPOSITION | WordClass::NOUN_LINK) || *at == start
        });
        let accounts = head.any(|at| {
            page.meaning(at, |m| matches!(m, PhraseMeaning::AccountingFigure))
                .is_some()
        });
        let thing = matches!(party, Party::Phrase(phrase) if !phrase.can_speak());
        page.lexicon.bare_clauses() && (thing || accounts && cue.act == Some(Act::Announcement))
    }

    /// Whether a noun phrase tells what for, or as what, its thing is judged.
    fn judges(&self, cue: &Cue, content: &Content) -> bool {
        let page = self.page;
        let reason = |at: usize| {
            cue.frames
                .iter()
                .any(|f| matches!(f, Frame::PrepositionObject(word) if *word == page.word(at)))
        };
        let position = cue.act == Some(Act::Position);
        let mut inside = content.tokens.clone().skip(1);
        position && inside.any(|at| reason(at) || page.has_class(at, WordClass::COMPARATIVE))
    }

    /// "… », il a dit": a subject before its verb, both behind the content.
    pub(super) fn behind_content(&mut self, index: usize, plan: &Plan) {
        let page = self.page;
        let cue = self.groups[index].cue(page);
        let start = plan.zone.start;
        let Some(before) = start.checked_sub(1).filter(|b| *b >= self.range.start) else {
            return;
        };
        let opened = page.quotation_at(before).is_some()
            || matches!(page.tokens[before].kind, TokenKind::Mark(',' | '–' | '—'));
        if !opened || !cue.takes(&Frame::Quote) && !cue.takes(&Frame::That) {
            return;
        }
        if !page.lexicon.bare_clauses()
            && page.quotation_at(before).is_none()
            && page.quotation_at(before.saturating_sub(1)).is_none()
        {
            return;
        }
        self.incise(index, plan);
    }
}
