//! Who or what a main clause is about.

use super::clause::Clause;
use crate::extract::attribution::{Party, Report};
use crate::extract::content::ContentFrame;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, WordClass};
use crate::extract::noun::NounPhrase;
use crate::extract::page::Page;
use crate::extract::speakers::ResolvedSpeaker;
use std::ops::Range;

/// How many letters of a side's name and of the speaker's role must be the same: "Rwanda", "ministre rwandais".
const KIN_LETTERS: usize = 4;
/// How many words of what the speaker is called are looked at.
const KIN_WORDS_MAX: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// Whoever speaks: "nous", or a pronoun that means the speaker.
    Speaker,
    /// The side that the speaker speaks for: "le gouvernement", "notre parti".
    Side(Range<usize>),
    /// Whoever is spoken to.
    Addressed,
    /// Somebody else who can act.
    Actor,
    /// "il faut", "there is".
    Impersonal,
    /// "ce", "cela", "that".
    PointsBack,
    Thing,
    /// Nothing stands before the verb.
    None,
}

impl Subject {
    /// Whether it is the speaker, or the side that he speaks for.
    pub(super) fn is_own(&self) -> bool {
        matches!(self, Self::Speaker | Self::Side(_))
    }

    /// Whether it is somebody else who is to act.
    pub(super) fn is_actor(&self) -> bool {
        matches!(self, Self::Actor | Self::Addressed)
    }
}

/// Who or what the clause is about; `leads` where it is the first one of what was said.
pub(super) fn of(page: &Page<'_>, report: &Report, clause: &Clause, kin: &Kin, leads: bool) -> Subject {
    let Some(verb) = clause.verb else {
        return Subject::None;
    };
    // "we'll", "I've": subject and verb are one word
    if page.has_predicate(verb, PredicateKind::FIRST_PERSON) {
        return Subject::Speaker;
    }
    if page.has_predicate(verb, PredicateKind::SECOND_PERSON) {
        return Subject::Addressed;
    }
    let skipped = WordClass::ADVERB | WordClass::NEGATION | WordClass::COORDINATOR;
    let head = clause.subject.clone().find(|at| {
        page.is_word(*at)
            && (!page.has_class(*at, skipped)
                || page.noun_at(*at).is_some()
                || page.has_predicate(*at, PredicateKind::ACTOR_NOUN)
                || page
                    .meaning(*at, |m| matches!(m, PhraseMeaning::Impersonal))
                    .is_some())
    });
    let Some(head) = head else {
        let impersonal = page
            .meaning(verb, |m| matches!(m, PhraseMeaning::Impersonal))
            .is_some();
        return if impersonal {
            Subject::Impersonal
        } else {
            Subject::None
        };
    };
    if clause
        .subject
        .clone()
        .any(|at| page.has_predicate(at, PredicateKind::FIRST_PERSON))
        && is_pronoun_subject(page, clause)
    {
        return Subject::Speaker;
    }
    // "le 23 février, vous devez": the pronoun right before the verb, behind a comma
    if verb > 1 && page.is_mark(verb - 2, ',') && page.has_predicate(verb - 1, PredicateKind::SECOND_PERSON) {
        return Subject::Addressed;
    }
    if page.has_predicate(head, PredicateKind::SECOND_PERSON) {
        return Subject::Addressed;
    }
    if page.has_predicate(head, PredicateKind::POINTS_BACK)
        && (head + 1 == verb || page.has_class(head + 1, WordClass::NEGATION))
    {
        return Subject::PointsBack;
    }
    if page
        .meaning(head, |m| matches!(m, PhraseMeaning::Impersonal))
        .is_some()
    {
        return Subject::Impersonal;
    }
    if let Some((PhraseMeaning::Pronoun(_), _)) =
        page.meaning(head, |m| matches!(m, PhraseMeaning::Pronoun(_)))
    {
        let means = leads && means_speaker(page, report, head);
        return if means { Subject::Speaker } else { Subject::Actor };
    }
    noun_phrase(page, report, clause, kin, head)
}

/// "nous", "moi, je", "dans ce cas nous": a pronoun of the first person right before the verb.
fn is_pronoun_subject(page: &Page<'_>, clause: &Clause) -> bool {
    let Some(verb) = clause.verb else { return false };
    let from = verb.saturating_sub(5).max(clause.subject.start);
    let between = WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB | WordClass::REFLEXIVE;
    let last = (from..verb).rev().find(|at| {
        !page.has_class(*at, between)
            || page.has_predicate(*at, PredicateKind::FIRST_PERSON)
            || page.is_mark(*at, ',')
    });
    // "il nous semble": the pronoun is an object where another subject stands before it
    last.is_some_and(|at| {
        let object = at > clause.subject.start
            && page
                .meaning(at - 1, |m| matches!(m, PhraseMeaning::Pronoun(_)))
                .is_some()
            && !page.has_predicate(at - 1, PredicateKind::FIRST_PERSON);
        page.has_predicate(at, PredicateKind::FIRST_PERSON) && !object && !object_of_a_noun(page, clause, at)
    })
}

/// "le maire nous demande": the pronoun is an object clitic behind a noun.
fn object_of_a_noun(page: &Page<'_>, clause: &Clause, at: usize) -> bool {
    let clitic = page.has_class(at, WordClass::CLITIC);
    let before = (clause.subject.start..at)
        .rev()
        .find(|t| !page.has_class(*t, WordClass::NEGATION));
    clitic
        && before.is_some_and(|t| {
            page.is_word(t)
                && !page.has_predicate(t, PredicateKind::FIRST_PERSON)
                && !page.has_class(t, WordClass::ADVERB | WordClass::COORDINATOR)
        })
}

/// "(N a dit qu')il": a pronoun of the third person at the head of indirect speech that agrees with the speaker.
fn means_speaker(page: &Page<'_>, report: &Report, at: usize) -> bool {
    let indirect = matches!(
        report.found,
        Some(ContentFrame::ThatClause | ContentFrame::BareClause | ContentFrame::IndirectQuestion) | None
    ) && page.quotation_at(at).is_none();
    let Some((PhraseMeaning::Pronoun(gender), _)) =
        page.meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
    else {
        return false;
    };
    let agrees = |phrase: &NounPhrase| {
        (phrase.gender.can_be_masculine && gender.can_be_masculine
            || phrase.gender.can_be_feminine && gender.can_be_feminine)
            && phrase.gender.is_plural == gender.is_plural
    };
    indirect && matches!(&report.party, Party::Phrase(phrase) if agrees(phrase))
}

fn noun_phrase(page: &Page<'_>, report: &Report, clause: &Clause, kin: &Kin, head: usize) -> Subject {
    let limit = clause.verb.unwrap_or(clause.subject.end).min(head + 14);
    // what a preposition or a relative begins is no part of the subject's head
    let stop = (head + 1..limit).find(|at| {
        page.has_class(
            *at,
            WordClass::RELATIVE | WordClass::PREPOSITION | WordClass::SUBORDINATOR,
        ) && !page.has_class(*at, WordClass::NOUN_LINK)
            || page.is_mark(*at, ',')
    });
    let own = head..stop.unwrap_or(limit);
    // "les membres du parti": the head is what stands before "of"
    let of = own
        .clone()
        .skip(1)
        .find(|at| page.has_class(*at, WordClass::NOUN_LINK) && !page.has_class(*at, WordClass::DEFINITE));
    let heads = own.start..of.unwrap_or(own.end);
    let any = |predicate| heads.clone().any(|at| page.has_predicate(at, predicate));
    let whole = trimmed(page, own.clone());
    if any(PredicateKind::FIRST_PERSON_POSSESSIVE) || is_speaker(page, report, &heads) {
        return Subject::Side(whole);
    }
    let kin = kin.shares(page, &own);
    let definite = page.has_class(head, WordClass::DEFINITE) || !page.has_class(head, WordClass::DETERMINER);
    if any(PredicateKind::SIDE_NOUN) && (definite || kin)
        || kin && heads.clone().any(|at| page.is_name_word(at))
    {
        return Subject::Side(whole);
    }
    let somebody = any(PredicateKind::ACTOR_NOUN | PredicateKind::SIDE_NOUN)
        || heads
            .clone()
            .any(|at| page.is_name_word(at) && !page.starts_sentence(at))
        || heads.clone().any(|at| {
            matches!(
                page.noun_at(at),
                Some((
                    PhraseMeaning::Role(_) | PhraseMeaning::Institution | PhraseMeaning::Group,
                    _
                ))
            )
        });
    if somebody { Subject::Actor } else { Subject::Thing }
}

/// The phrase without the adverbs, negations and clitics behind it.
fn trimmed(page: &Page<'_>, mut words: Range<usize>) -> Range<usize> {
    let behind = WordClass::ADVERB | WordClass::NEGATION | WordClass::CLITIC | WordClass::REFLEXIVE;
    while words.len() > 1 && (page.has_class(words.end - 1, behind) || !page.is_word(words.end - 1)) {
        words.end -= 1;
    }
    words
}

/// Whether the words name the speaker again.
fn is_speaker(page: &Page<'_>, report: &Report, words: &Range<usize>) -> bool {
    let Party::Phrase(phrase) = &report.party else {
        return false;
    };
    let named = phrase.name.as_ref().or(phrase.noun.as_ref());
    let last = named.and_then(|name| name.clone().rev().find(|at| page.is_word(*at)));
    last.is_some_and(|last| {
        let spelt = page.text_of(&(last..last + 1));
        words.clone().any(|at| page.text_of(&(at..at + 1)) == spelt)
    })
}

/// The beginnings of the words by which the speaker is named, to know his side by: "Rwanda" beside "rwandais".
#[derive(Debug)]
pub(super) struct Kin(Vec<String>);

impl Kin {
    /// Those of the words that name the speaker at the place, and elsewhere in the article.
    pub(super) fn new(page: &Page<'_>, report: &Report, speaker: &ResolvedSpeaker) -> Self {
        let mut stems: Vec<String> = match &report.party {
            Party::Phrase(phrase) => {
                let words = phrase.tokens.clone().take(KIN_WORDS_MAX);
                words
                    .filter(|at| tells_kin(page, *at))
                    .filter_map(|at| stem(page.text_of(&(at..at + 1))))
                    .collect()
            }
            _ => Vec::new(),
        };
        let named = [speaker.reference.as_deref(), speaker.capacity.as_deref()];
        let known = |word: &str| {
            let word = page.lexicon.word_id(&word.to_lowercase());
            page.lexicon.is_speaker_noun(word)
                || page
                    .lexicon
                    .predicate_kind(word)
                    .intersects(PredicateKind::SIDE_NOUN)
        };
        for word in named
            .into_iter()
            .flatten()
            .flat_map(str::split_whitespace)
            .take(KIN_WORDS_MAX)
        {
            stems.extend(stem(word).filter(|_| !known(word)));
        }
        Self(stems)
    }

    /// Whether a name or adjective of the phrase is one of them.
    fn shares(&self, page: &Page<'_>, words: &Range<usize>) -> bool {
        let telling = words.clone().filter(|at| tells_kin(page, *at));
        telling
            .filter_map(|at| stem(page.text_of(&(at..at + 1))))
            .any(|own| self.0.contains(&own))
    }
}

fn stem(word: &str) -> Option<String> {
    let stem: String = crate::domain::fold(word).chars().take(KIN_LETTERS).collect();
    (stem.chars().count() == KIN_LETTERS).then_some(stem)
}

/// Whether the word can tell a side: no grammar, and no noun that many sides share.
fn tells_kin(page: &Page<'_>, at: usize) -> bool {
    let grammar = WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::NOUN_LINK | WordClass::ADVERB;
    page.is_word(at)
        && !page.has_class(at, grammar)
        && page.noun_at(at).is_none()
        && !page.has_predicate(at, PredicateKind::SIDE_NOUN)
}
