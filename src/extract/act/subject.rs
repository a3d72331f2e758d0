//! Who or what a main clause is about.

use super::clause::Clause;
use crate::extract::attribution::{Party, Report};
use crate::extract::content::Found;
use crate::extract::lexicon::{Class, Meaning, Predicate};
use crate::extract::noun::NounPhrase;
use crate::extract::page::Page;
use crate::extract::speakers::Resolved;
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
    if page.tells(verb, Predicate::OWN) {
        return Subject::Speaker;
    }
    if page.tells(verb, Predicate::ADDRESSED) {
        return Subject::Addressed;
    }
    let skipped = Class::ADVERB | Class::NEGATION | Class::COORDINATOR;
    let head = clause.subject.clone().find(|at| {
        page.is_word(*at)
            && (!page.is(*at, skipped)
                || page.noun(*at).is_some()
                || page.tells(*at, Predicate::ACTOR)
                || page.meaning(*at, |m| matches!(m, Meaning::Impersonal)).is_some())
    });
    let Some(head) = head else {
        let impersonal = page.meaning(verb, |m| matches!(m, Meaning::Impersonal)).is_some();
        return if impersonal {
            Subject::Impersonal
        } else {
            Subject::None
        };
    };
    if clause.subject.clone().any(|at| page.tells(at, Predicate::OWN)) && is_pronoun_subject(page, clause) {
        return Subject::Speaker;
    }
    if page.tells(head, Predicate::ADDRESSED) {
        return Subject::Addressed;
    }
    if page.tells(head, Predicate::POINTS_BACK) && (head + 1 == verb || page.is(head + 1, Class::NEGATION)) {
        return Subject::PointsBack;
    }
    if page.meaning(head, |m| matches!(m, Meaning::Impersonal)).is_some() {
        return Subject::Impersonal;
    }
    if let Some((Meaning::Pronoun(_), _)) = page.meaning(head, |m| matches!(m, Meaning::Pronoun(_))) {
        let means = leads && means_speaker(page, report, head);
        return if means { Subject::Speaker } else { Subject::Actor };
    }
    noun_phrase(page, report, clause, kin, head)
}

/// "nous", "moi, je", "dans ce cas nous": a pronoun of the first person right before the verb.
fn is_pronoun_subject(page: &Page<'_>, clause: &Clause) -> bool {
    let Some(verb) = clause.verb else { return false };
    let from = verb.saturating_sub(5).max(clause.subject.start);
    let between = Class::CLITIC | Class::NEGATION | Class::ADVERB | Class::REFLEXIVE;
    let last = (from..verb)
        .rev()
        .find(|at| !page.is(*at, between) || page.tells(*at, Predicate::OWN) || page.is_mark(*at, ','));
    // "il nous semble": the pronoun is an object where another subject stands before it
    last.is_some_and(|at| {
        let object = at > clause.subject.start
            && page
                .meaning(at - 1, |m| matches!(m, Meaning::Pronoun(_)))
                .is_some()
            && !page.tells(at - 1, Predicate::OWN);
        page.tells(at, Predicate::OWN) && !object && !object_of_a_noun(page, clause, at)
    })
}

/// "le maire nous demande": the pronoun is an object clitic behind a noun.
fn object_of_a_noun(page: &Page<'_>, clause: &Clause, at: usize) -> bool {
    let clitic = page.is(at, Class::CLITIC);
    let before = (clause.subject.start..at)
        .rev()
        .find(|t| !page.is(*t, Class::NEGATION));
    clitic
        && before.is_some_and(|t| {
            page.is_word(t)
                && !page.tells(t, Predicate::OWN)
                && !page.is(t, Class::ADVERB | Class::COORDINATOR)
        })
}

/// "(N a dit qu')il": a pronoun of the third person at the head of indirect speech that agrees with the speaker.
fn means_speaker(page: &Page<'_>, report: &Report, at: usize) -> bool {
    let indirect = matches!(
        report.found,
        Some(Found::That | Found::Bare | Found::Whether) | None
    ) && page.quotation(at).is_none();
    let Some((Meaning::Pronoun(gender), _)) = page.meaning(at, |m| matches!(m, Meaning::Pronoun(_))) else {
        return false;
    };
    let agrees = |phrase: &NounPhrase| {
        (phrase.gender.m && gender.m || phrase.gender.f && gender.f) && phrase.gender.plural == gender.plural
    };
    indirect && matches!(&report.party, Party::Phrase(phrase) if agrees(phrase))
}

fn noun_phrase(page: &Page<'_>, report: &Report, clause: &Clause, kin: &Kin, head: usize) -> Subject {
    let limit = clause.verb.unwrap_or(clause.subject.end).min(head + 14);
    // what a preposition or a relative begins is no part of the subject's head
    let stop = (head + 1..limit).find(|at| {
        page.is(*at, Class::RELATIVE | Class::PREPOSITION | Class::SUBORDINATOR) && !page.is(*at, Class::OF)
            || page.is_mark(*at, ',')
    });
    let own = head..stop.unwrap_or(limit);
    // "les membres du parti": the head is what stands before "of"
    let of = own
        .clone()
        .skip(1)
        .find(|at| page.is(*at, Class::OF) && !page.is(*at, Class::DEFINITE));
    let heads = own.start..of.unwrap_or(own.end);
    let any = |predicate| heads.clone().any(|at| page.tells(at, predicate));
    let whole = trimmed(page, own.clone());
    if any(Predicate::OURS) || is_speaker(page, report, &heads) {
        return Subject::Side(whole);
    }
    let kin = kin.shares(page, &own);
    let definite = page.is(head, Class::DEFINITE) || !page.is(head, Class::DETERMINER);
    if any(Predicate::SIDE) && (definite || kin) || kin && heads.clone().any(|at| page.is_name(at)) {
        return Subject::Side(whole);
    }
    let somebody = any(Predicate::ACTOR | Predicate::SIDE)
        || heads
            .clone()
            .any(|at| page.is_name(at) && !page.starts_sentence(at))
        || heads.clone().any(|at| {
            matches!(
                page.noun(at),
                Some((Meaning::Role(_) | Meaning::Institution | Meaning::Group, _))
            )
        });
    if somebody { Subject::Actor } else { Subject::Thing }
}

/// The phrase without the adverbs, negations and clitics behind it.
fn trimmed(page: &Page<'_>, mut words: Range<usize>) -> Range<usize> {
    let behind = Class::ADVERB | Class::NEGATION | Class::CLITIC | Class::REFLEXIVE;
    while words.len() > 1 && (page.is(words.end - 1, behind) || !page.is_word(words.end - 1)) {
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
    pub(super) fn new(page: &Page<'_>, report: &Report, speaker: &Resolved) -> Self {
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
            let word = page.lexicon.word(&word.to_lowercase());
            page.lexicon.is_noun_of_a_party(word) || page.lexicon.predicate(word).has(Predicate::SIDE)
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
    let grammar = Class::DETERMINER | Class::PREPOSITION | Class::OF | Class::ADVERB;
    page.is_word(at) && !page.is(at, grammar) && page.noun(at).is_none() && !page.tells(at, Predicate::SIDE)
}
