//! Classifies the subject of a main clause: the speaker, the speaker's side, another actor, or a thing.

use super::clause::Clause;
use crate::extract::attribution::{ReportCandidate, SpeakerMention};
use crate::extract::content::ContentFrame;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, WordClass};
use crate::extract::noun::NounPhrase;
use crate::extract::page::Page;
use crate::extract::speakers::ResolvedSpeaker;
use std::ops::Range;

/// Number of first letters that must agree between the name of a side and the speaker's role: "Rwanda", "ministre
/// rwandais".
const STEM_LETTERS: usize = 4;
/// Maximum number of words of the speaker's name and role that are compared.
const STEM_WORDS_MAX: usize = 32;

/// The subject of a main clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClauseSubject {
    /// The speaker: "nous", or a pronoun that refers to the speaker.
    Speaker,
    /// The side for whom the speaker speaks: "le gouvernement", "notre parti".
    Side(Range<usize>),
    /// Whoever is addressed: "you", "vous".
    Addressee,
    /// Another person or body that can act.
    Actor,
    /// An impersonal construction: "il faut", "there is".
    Impersonal,
    /// A pronoun that points back: "ce", "cela", "that".
    Demonstrative,
    Thing,
    /// No subject stands before the verb.
    None,
}

impl ClauseSubject {
    /// Whether the subject is the speaker or the speaker's side.
    pub(super) fn is_own(&self) -> bool {
        matches!(self, Self::Speaker | Self::Side(_))
    }

    /// Whether the subject is another party that can act.
    pub(super) fn is_actor(&self) -> bool {
        matches!(self, Self::Actor | Self::Addressee)
    }
}

/// Classifies the subject of the clause. `leads` says whether it is the first clause of the words said.
pub(super) fn find_subject(
    page: &Page<'_>,
    report: &ReportCandidate,
    clause: &Clause,
    stems: &SpeakerStems,
    leads: bool,
) -> ClauseSubject {
    let Some(verb) = clause.verb else {
        return ClauseSubject::None;
    };
    // "we'll", "I've": subject and verb are one word
    if page.has_predicate(verb, PredicateKind::FIRST_PERSON) {
        return ClauseSubject::Speaker;
    }
    if page.has_predicate(verb, PredicateKind::SECOND_PERSON) {
        return ClauseSubject::Addressee;
    }
    let skipped = WordClass::ADVERB | WordClass::NEGATION | WordClass::COORDINATOR;
    let head = clause.subject.clone().find(|at| {
        page.is_word(*at)
            && (!page.has_class(*at, skipped)
                || page.noun_at(*at).is_some()
                || page.has_predicate(*at, PredicateKind::ACTOR_NOUN)
                || is_impersonal(page, *at))
    });
    let Some(head) = head else {
        return if is_impersonal(page, verb) {
            ClauseSubject::Impersonal
        } else {
            ClauseSubject::None
        };
    };
    if clause
        .subject
        .clone()
        .any(|at| page.has_predicate(at, PredicateKind::FIRST_PERSON))
        && is_pronoun_subject(page, clause)
    {
        return ClauseSubject::Speaker;
    }
    // a pronoun right before the verb and after a comma is the subject: "le 23 février, vous devez"
    if verb > 1 && page.is_mark(verb - 2, ',') && page.has_predicate(verb - 1, PredicateKind::SECOND_PERSON) {
        return ClauseSubject::Addressee;
    }
    if page.has_predicate(head, PredicateKind::SECOND_PERSON) {
        return ClauseSubject::Addressee;
    }
    if page.has_predicate(head, PredicateKind::POINTS_BACK)
        && (head + 1 == verb || page.has_class(head + 1, WordClass::NEGATION))
    {
        return ClauseSubject::Demonstrative;
    }
    if is_impersonal(page, head) {
        return ClauseSubject::Impersonal;
    }
    if let Some((PhraseMeaning::Pronoun(_), _)) =
        page.meaning(head, |m| matches!(m, PhraseMeaning::Pronoun(_)))
    {
        let means = leads && refers_to_speaker(page, report, head);
        return if means {
            ClauseSubject::Speaker
        } else {
            ClauseSubject::Actor
        };
    }
    classify_noun_phrase(page, report, clause, stems, head)
}

/// Whether an impersonal construction begins at the token: "il faut", "there is".
fn is_impersonal(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, PhraseMeaning::Impersonal))
        .is_some()
}

/// Whether a pronoun of the first person stands right before the verb: "nous", "moi, je", "dans ce cas nous".
fn is_pronoun_subject(page: &Page<'_>, clause: &Clause) -> bool {
    let Some(verb) = clause.verb else { return false };
    let from = verb.saturating_sub(5).max(clause.subject.start);
    let between = WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB | WordClass::REFLEXIVE;
    let last = (from..verb).rev().find(|at| {
        !page.has_class(*at, between)
            || page.has_predicate(*at, PredicateKind::FIRST_PERSON)
            || page.is_mark(*at, ',')
    });
    // "il nous semble": the pronoun is an object, because another subject stands before it
    last.is_some_and(|at| {
        let object = at > clause.subject.start
            && page
                .meaning(at - 1, |m| matches!(m, PhraseMeaning::Pronoun(_)))
                .is_some()
            && !page.has_predicate(at - 1, PredicateKind::FIRST_PERSON);
        page.has_predicate(at, PredicateKind::FIRST_PERSON)
            && !object
            && !is_object_after_noun(page, clause, at)
    })
}

/// Whether the pronoun is an object clitic after a noun: "le maire nous demande".
fn is_object_after_noun(page: &Page<'_>, clause: &Clause, at: usize) -> bool {
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

/// Whether a pronoun at the beginning of indirect speech refers to the speaker: "(N a dit qu')il". It must agree with
/// the speaker in gender and number.
fn refers_to_speaker(page: &Page<'_>, report: &ReportCandidate, at: usize) -> bool {
    let indirect = matches!(
        report.frame,
        Some(ContentFrame::ThatClause | ContentFrame::BareClause | ContentFrame::IndirectQuestion) | None
    ) && page.quotation_at(at).is_none();
    let Some((PhraseMeaning::Pronoun(gender), _)) =
        page.meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
    else {
        return false;
    };
    let agrees = |phrase: &NounPhrase| {
        (phrase.agreement.can_be_masculine && gender.can_be_masculine
            || phrase.agreement.can_be_feminine && gender.can_be_feminine)
            && phrase.agreement.is_plural == gender.is_plural
    };
    indirect && matches!(&report.speaker, SpeakerMention::Phrase(phrase) if agrees(phrase))
}

/// Classifies a subject that is a noun phrase with the given head.
fn classify_noun_phrase(
    page: &Page<'_>,
    report: &ReportCandidate,
    clause: &Clause,
    stems: &SpeakerStems,
    head: usize,
) -> ClauseSubject {
    let limit = clause.verb.unwrap_or(clause.subject.end).min(head + 14);
    // the head of the subject ends before a preposition or a relative
    let stop = (head + 1..limit).find(|at| {
        page.has_class(
            *at,
            WordClass::RELATIVE | WordClass::PREPOSITION | WordClass::SUBORDINATOR,
        ) && !page.has_class(*at, WordClass::NOUN_LINK)
            || page.is_mark(*at, ',')
    });
    let own = head..stop.unwrap_or(limit);
    // "les membres du parti": the head stands before "du"
    let of = own
        .clone()
        .skip(1)
        .find(|at| page.has_class(*at, WordClass::NOUN_LINK) && !page.has_class(*at, WordClass::DEFINITE));
    let heads = own.start..of.unwrap_or(own.end);
    let any = |predicate| heads.clone().any(|at| page.has_predicate(at, predicate));
    let whole = trim_adverbs(page, own.clone());
    if any(PredicateKind::FIRST_PERSON_POSSESSIVE) || names_speaker(page, report, &heads) {
        return ClauseSubject::Side(whole);
    }
    let is_kin = stems.match_any(page, &own);
    let definite = page.has_class(head, WordClass::DEFINITE) || !page.has_class(head, WordClass::DETERMINER);
    if any(PredicateKind::SIDE_NOUN) && (definite || is_kin)
        || is_kin && heads.clone().any(|at| page.is_name_word(at))
    {
        return ClauseSubject::Side(whole);
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
    if somebody {
        ClauseSubject::Actor
    } else {
        ClauseSubject::Thing
    }
}

/// The phrase without the adverbs, negations and clitics at its end.
fn trim_adverbs(page: &Page<'_>, mut words: Range<usize>) -> Range<usize> {
    let behind = WordClass::ADVERB | WordClass::NEGATION | WordClass::CLITIC | WordClass::REFLEXIVE;
    while words.len() > 1 && (page.has_class(words.end - 1, behind) || !page.is_word(words.end - 1)) {
        words.end -= 1;
    }
    words
}

/// Whether the words name the speaker again.
fn names_speaker(page: &Page<'_>, report: &ReportCandidate, words: &Range<usize>) -> bool {
    let SpeakerMention::Phrase(phrase) = &report.speaker else {
        return false;
    };
    let named = phrase.name.as_ref().or(phrase.noun.as_ref());
    let last = named.and_then(|name| name.clone().rev().find(|at| page.is_word(*at)));
    last.is_some_and(|last| {
        let spelt = page.text_of(&(last..last + 1));
        words.clone().any(|at| page.text_of(&(at..at + 1)) == spelt)
    })
}

/// The first letters of the words that name the speaker. They recognise the speaker's side: "Rwanda" beside
/// "rwandais".
#[derive(Debug)]
pub(super) struct SpeakerStems(Vec<String>);

impl SpeakerStems {
    /// Collects the stems from the mention in this report and from the speaker's name and capacity.
    pub(super) fn new(page: &Page<'_>, report: &ReportCandidate, speaker: &ResolvedSpeaker) -> Self {
        let mut stems: Vec<String> = match &report.speaker {
            SpeakerMention::Phrase(phrase) => {
                let words = phrase.tokens.clone().take(STEM_WORDS_MAX);
                words
                    .filter(|at| can_identify_side(page, *at))
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
            .take(STEM_WORDS_MAX)
        {
            stems.extend(stem(word).filter(|_| !known(word)));
        }
        Self(stems)
    }

    /// Whether a name or adjective of the phrase has one of the stems.
    fn match_any(&self, page: &Page<'_>, words: &Range<usize>) -> bool {
        let telling = words.clone().filter(|at| can_identify_side(page, *at));
        telling
            .filter_map(|at| stem(page.text_of(&(at..at + 1))))
            .any(|own| self.0.contains(&own))
    }
}

/// The first letters of the word, folded; `None` if it has fewer than `STEM_LETTERS`.
fn stem(word: &str) -> Option<String> {
    let stem: String = crate::domain::fold(word).chars().take(STEM_LETTERS).collect();
    (stem.chars().count() == STEM_LETTERS).then_some(stem)
}

/// Whether the word can identify a side: it is neither a function word nor a noun that many sides share.
fn can_identify_side(page: &Page<'_>, at: usize) -> bool {
    let grammar = WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::NOUN_LINK | WordClass::ADVERB;
    page.is_word(at)
        && !page.has_class(at, grammar)
        && page.noun_at(at).is_none()
        && !page.has_predicate(at, PredicateKind::SIDE_NOUN)
}
