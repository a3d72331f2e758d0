//! Nouns that report in English: "N's claim that …", "the council's decision to …", "N issued a warning that …".

use super::{Party, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use std::ops::Range;

/// How many adjectives may stand between whose noun it is and the noun.
const ADJECTIVES_MAX: usize = 3;

impl Sentence<'_, '_> {
    /// The English reports whose cue is a noun.
    pub(super) fn noun_cues(&mut self) {
        let page = self.page;
        if !page.lexicon.bare_clauses() {
            return;
        }
        let mut at = self.range.start;
        while at < self.range.end {
            let noun = page
                .meaning(at, |m| matches!(m, PhraseMeaning::NounCue(_)))
                .filter(|_| page.quotation_at(at).is_none() && !page.tokens[at].is_capitalised);
            let Some((PhraseMeaning::NounCue(number), length)) = noun else {
                at += 1;
                continue;
            };
            if let Some(report) = self.noun_report(usize::from(number), at..at + length) {
                self.push(report);
            }
            at += length;
        }
    }

    fn noun_report(&self, number: usize, noun: Range<usize>) -> Option<Report> {
        let page = self.page;
        let cue = page.lexicon.cues.get(number)?;
        let start = self.phrase_start(noun.start);
        if page.has_class(start, WordClass::NEGATION)
            || start > self.range.start && page.has_class(start - 1, WordClass::NEGATION)
        {
            return None;
        }
        let (behind, doer) = self.doer_behind(noun.end);
        let content = self.noun_content(cue, start, behind)?;
        // "reaffirmed their commitment to …": the verb reports it
        let objects =
            |r: &Report| r.found == Some(ContentFrame::Object) && r.pieces.iter().any(|p| p.start == start);
        if content.frame != ContentFrame::ThatClause && self.out.iter().any(objects) {
            return None;
        }
        let owner = self.owner(start).or_else(|| doer.map(Party::Phrase));
        let party = owner.or_else(|| self.carrier(start));
        let sure = match (&party, content.frame) {
            (Some(_), ContentFrame::ThatClause) => {
                Trust::of(76, "a noun of speech, whose it is and a that-clause")
            }
            (Some(_), _) => Trust::of(64, "a noun of speech and whose it is"),
            (None, ContentFrame::ThatClause) if cue.reports_without_speaker => {
                Trust::of(52, "a noun of speech and a that-clause")
            }
            _ => return None,
        };
        let report = Report::new(
            self.number,
            vec![content.tokens],
            party.unwrap_or(Party::Nobody),
            "noun",
            sure,
        );
        let words = start + usize::from(page.is_owner_mark(start))..noun.end;
        Some(report.by(cue, words).framed(content.frame))
    }

    /// Where the noun's phrase begins: its determiner, or the first of its adjectives.
    fn phrase_start(&self, noun: usize) -> usize {
        let page = self.page;
        let mut start = noun;
        while start > self.range.start && noun - start <= ADJECTIVES_MAX {
            let before = start - 1;
            if page.quotation_at(before).is_none() && page.is_owner_mark(before) {
                return before;
            }
            if page.quotation_at(before).is_some() || !page.is_word(before) {
                break;
            }
            if page.has_class(before, WordClass::DETERMINER) {
                return before;
            }
            let grammar = page.lexicon.word_class(page.word(before)) != WordClass::default()
                && !page.has_class(before, WordClass::ADVERB);
            if grammar || page.is_finite_verb(before) || page.is_name_word(before) {
                break;
            }
            start = before;
        }
        start
    }

    /// Whose noun it is, told before it: "N's", "his".
    fn owner(&self, start: usize) -> Option<Party> {
        let page = self.page;
        if page.is_owner_mark(start) {
            let floor = self.floor(start);
            let owner = noun::subject_before(page, start, floor)
                .filter(|owner| owner.tokens.end == start && owner.can_speak())
                .or_else(|| noun::phrase_ending_at(page, start, floor));
            // "an individual's decision to go": nobody in particular
            let anybody = |owner: &NounPhrase| {
                let first = owner.tokens.start;
                owner.name.is_none()
                    && page.has_class(first, WordClass::DETERMINER)
                    && !page.has_class(first, WordClass::DEFINITE)
            };
            return owner.filter(|owner| !anybody(owner)).map(Party::Phrase);
        }
        let (PhraseMeaning::Possessive(gender), _) =
            page.meaning(start, |m| matches!(m, PhraseMeaning::Possessive(_)))?
        else {
            return None;
        };
        Some(Party::Phrase(NounPhrase {
            gender,
            pronoun: true,
            ..NounPhrase::from_tokens(start..start + 1)
        }))
    }

    /// Who says it, told behind the noun, and where that ends: "a warning from N that", "the decision by N to".
    fn doer_behind(&self, end: usize) -> (usize, Option<NounPhrase>) {
        let page = self.page;
        let doer = Some(end)
            .filter(|at| page.has_class(*at, WordClass::AGENT_PREPOSITION))
            .and_then(|at| noun::phrase_from(page, at + 1, self.range.end))
            .filter(NounPhrase::can_speak);
        let behind = doer.as_ref().map_or(end, |doer| doer.tokens.end);
        let time = date::length_at(page, behind).unwrap_or(0);
        (behind + time, doer)
    }

    /// "N issued a warning that …": the subject of a verb whose object is what was said.
    fn carrier(&self, start: usize) -> Option<Party> {
        let page = self.page;
        let verb = start.checked_sub(1).filter(|v| *v > self.range.start)?;
        if !page.has_class(verb, WordClass::SUPPORT_VERB) || page.quotation_at(verb).is_some() {
            return None;
        }
        let mut first = verb;
        while first > self.range.start
            && page.has_class(
                first - 1,
                WordClass::AUXILIARY_HAVE
                    | WordClass::AUXILIARY_BE
                    | WordClass::ADVERB
                    | WordClass::ASSERTIVE_AUXILIARY,
            )
        {
            first -= 1;
        }
        if page.has_class(
            first - 1,
            WordClass::NEGATION | WordClass::MODAL | WordClass::INFINITIVE_MARKER,
        ) {
            return None;
        }
        let subject = noun::subject_before(page, first, self.floor(first)).filter(NounPhrase::can_speak)?;
        Some(Party::Phrase(subject))
    }

    /// What is said, right behind the noun.
    fn noun_content(&self, cue: &Cue, phrase: usize, at: usize) -> Option<Content> {
        let page = self.page;
        let limit = self.range.end;
        let inside = at + 1;
        if inside >= limit || page.quotation_at(at).is_some() {
            return None;
        }
        if page.has_class(at, WordClass::THAT) && cue.takes(&Frame::That) {
            // "a claim that went viral": a relative pronoun
            let relative = page.is_finite_verb(inside);
            let end = self.before_main_verb(phrase, inside, content::clause_end(page, inside, limit), 1);
            return (!relative && page.has_finite_verb(inside..end)).then_some(Content {
                tokens: inside..end,
                frame: ContentFrame::ThatClause,
            });
        }
        let takes = |wanted: fn(&Frame) -> Option<_>| {
            let words = cue.frames.iter().filter_map(wanted);
            words.into_iter().any(|word| page.word(at) == word)
        };
        let infinitive = takes(|f| match f {
            Frame::PrepositionInfinitive(word) => Some(*word),
            _ => None,
        });
        if infinitive && (page.has_form(inside, VerbForm::Infinitive) || content::is_infinitive(page, inside))
        {
            let end = content::clause_end(page, inside, limit);
            return Some(Content {
                tokens: inside..self.before_main_verb(phrase, inside, end, 0),
                frame: ContentFrame::Infinitive,
            });
        }
        let governed = takes(|f| match f {
            Frame::PrepositionObject(word) => Some(*word),
            _ => None,
        });
        let end = self.before_main_verb(phrase, inside, content::phrase_end(page, inside, limit), 0);
        (governed && !infinitive && end > inside + 1).then_some(Content {
            tokens: inside..end,
            frame: ContentFrame::Object,
        })
    }

    /// Where a content inside the subject ends, before the main verb: "N's claim that the pier is safe | was checked".
    /// `clauses` is how many verbs the content has of its own.
    pub(super) fn before_main_verb(&self, phrase: usize, start: usize, end: usize, clauses: usize) -> usize {
        let page = self.page;
        let outside = |at: usize| page.quotation_at(at).is_none();
        if (self.range.start..phrase)
            .any(|at| outside(at) && page.is_finite_verb(at) && !self.goes_on_with_verb(at))
        {
            return end;
        }
        let mut open = clauses;
        for at in start..end {
            if !outside(at) {
                continue;
            }
            if page.has_class(
                at,
                WordClass::RELATIVE | WordClass::SUBORDINATOR | WordClass::THAT,
            ) && !page.has_class(at, WordClass::PREPOSITION)
            {
                open += 1;
            } else if page.is_finite_verb(at) && at > start && !self.goes_on_with_verb(at) {
                if open == 0 {
                    return content::trim_end(page, start, at);
                }
                open -= 1;
            }
        }
        end
    }

    /// Whether the verb belongs to the verb, the "to" or the conjunction before it.
    fn goes_on_with_verb(&self, at: usize) -> bool {
        let page = self.page;
        let Some(mut before) = at.checked_sub(1) else {
            return false;
        };
        while before > self.range.start && page.has_class(before, WordClass::ADVERB | WordClass::NEGATION) {
            before -= 1;
        }
        let joined = WordClass::INFINITIVE_MARKER
            | WordClass::COORDINATOR
            | WordClass::AUXILIARY_HAVE
            | WordClass::AUXILIARY_BE
            | WordClass::MODAL;
        page.has_class(before, joined) || matches!(page.tokens[before].kind, TokenKind::Mark('-'))
    }
}
