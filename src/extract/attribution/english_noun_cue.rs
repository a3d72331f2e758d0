//! Finds reports by an English noun: "N's claim that …", "the council's decision to …", "N issued a warning that …".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Content, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Maximum number of adjectives between the owner and the noun.
const ADJECTIVES_MAX: usize = 3;

impl SentenceParser<'_, '_> {
    /// Adds the English reports whose cue is a noun.
    pub(super) fn add_english_noun_cues(&mut self) {
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
            if let Some(report) = self.english_noun_report(usize::from(number), at..at + length) {
                self.push(report);
            }
            at += length;
        }
    }

    /// The report of the noun cue at the tokens `noun`, if it has content and a speaker.
    fn english_noun_report(&self, number: usize, noun: Range<usize>) -> Option<ReportCandidate> {
        let page = self.page;
        let cue = page.lexicon.cues.get(number)?;
        let start = self.noun_phrase_start(noun.start);
        if page.has_class(start, WordClass::NEGATION)
            || start > self.range.start && page.has_class(start - 1, WordClass::NEGATION)
        {
            return None;
        }
        let (content_start, agent) = self.agent_after_noun(noun.end);
        let content = self.english_noun_content(cue, start, content_start)?;
        // the noun reports nothing where a verb already reports it as its object: "reaffirmed their commitment to …"
        let objects = |r: &ReportCandidate| {
            r.frame == Some(ContentFrame::Object) && r.pieces.iter().any(|p| p.start == start)
        };
        if content.frame != ContentFrame::ThatClause && self.reports.iter().any(objects) {
            return None;
        }
        let owner = self
            .noun_owner(start)
            .or_else(|| agent.map(SpeakerMention::Phrase));
        let speaker = owner.or_else(|| self.support_verb_subject(start));
        let trust = match (&speaker, content.frame) {
            (Some(_), ContentFrame::ThatClause) => {
                Trust::new(76, "a noun of speech, whose it is and a that-clause")
            }
            (Some(_), _) => Trust::new(64, "a noun of speech and whose it is"),
            (None, ContentFrame::ThatClause) if cue.reports_without_speaker => {
                Trust::new(52, "a noun of speech and a that-clause")
            }
            _ => return None,
        };
        let report = ReportCandidate::new(
            self.number,
            vec![content.tokens],
            speaker.unwrap_or(SpeakerMention::Unnamed),
            "noun",
            trust,
        );
        let words = start + usize::from(page.is_owner_mark(start))..noun.end;
        Some(report.with_cue(cue, words).with_frame(content.frame))
    }

    /// Where the noun's phrase begins: at its determiner, or the first of its adjectives.
    fn noun_phrase_start(&self, noun: usize) -> usize {
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

    /// The owner of the noun, named before it: "N's", "his".
    fn noun_owner(&self, start: usize) -> Option<SpeakerMention> {
        let page = self.page;
        if page.is_owner_mark(start) {
            let floor = self.subject_floor(start);
            let owner = noun::subject_before(page, start, floor)
                .filter(|owner| owner.tokens.end == start && owner.can_speak())
                .or_else(|| noun::phrase_ending_at(page, start, floor));
            // an indefinite owner without a name is nobody in particular: "an individual's decision to go"
            let anybody = |owner: &NounPhrase| {
                let first = owner.tokens.start;
                owner.name.is_none()
                    && page.has_class(first, WordClass::DETERMINER)
                    && !page.has_class(first, WordClass::DEFINITE)
            };
            return owner.filter(|owner| !anybody(owner)).map(SpeakerMention::Phrase);
        }
        let (PhraseMeaning::Possessive(gender), _) =
            page.meaning(start, |m| matches!(m, PhraseMeaning::Possessive(_)))?
        else {
            return None;
        };
        Some(SpeakerMention::Phrase(NounPhrase {
            agreement: gender,
            is_pronoun: true,
            ..NounPhrase::from_tokens(start..start + 1)
        }))
    }

    /// The agent after the noun, and where the words for it end: "a warning from N that", "the decision by N to".
    fn agent_after_noun(&self, end: usize) -> (usize, Option<NounPhrase>) {
        let page = self.page;
        let agent = self.speaker_after_preposition(end, WordClass::AGENT_PREPOSITION);
        let agent_end = agent.as_ref().map_or(end, |agent| agent.tokens.end);
        let date_length = date::date_length_at(page, agent_end).unwrap_or(0);
        (agent_end + date_length, agent)
    }

    /// The subject of a support verb whose object is the noun: "N issued a warning that …".
    fn support_verb_subject(&self, start: usize) -> Option<SpeakerMention> {
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
        let subject =
            noun::subject_before(page, first, self.subject_floor(first)).filter(NounPhrase::can_speak)?;
        Some(SpeakerMention::Phrase(subject))
    }

    /// The content that begins right at the token, after the noun.
    fn english_noun_content(&self, cue: &Cue, phrase: usize, at: usize) -> Option<Content> {
        let page = self.page;
        let limit = self.range.end;
        let inside = at + 1;
        if inside >= limit || page.quotation_at(at).is_some() {
            return None;
        }
        if page.has_class(at, WordClass::THAT) && cue.takes(&Frame::That) {
            // before a finite verb, "that" is a relative pronoun, and no content follows: "a claim that went viral"
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
        if infinitive && (page.has_form(inside, VerbForm::Infinitive) || page.can_be_infinitive(inside)) {
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

    /// Where content that is part of the subject ends, before the main verb: "N's claim that the pier is safe | was
    /// checked". `clauses` is the number of finite verbs that belong to the content.
    pub(super) fn before_main_verb(&self, phrase: usize, start: usize, end: usize, clauses: usize) -> usize {
        let page = self.page;
        let outside = |at: usize| page.quotation_at(at).is_none();
        if (self.range.start..phrase)
            .any(|at| outside(at) && page.is_finite_verb(at) && !self.continues_verb_group(at))
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
            } else if page.is_finite_verb(at) && at > start && !self.continues_verb_group(at) {
                if open == 0 {
                    return content::trim_end(page, start, at);
                }
                open -= 1;
            }
        }
        end
    }

    /// Whether the verb belongs to an auxiliary, "to" or conjunction before it.
    fn continues_verb_group(&self, at: usize) -> bool {
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
