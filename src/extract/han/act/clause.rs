//! Finds the clauses of Chinese words said, from comma to comma, each with its subject and its predicates.

use crate::domain::Act;
use crate::extract::han::layout::Layout;
use crate::extract::lexicon::PredicateKind;
use crate::extract::lexicon::han_lexicon::HanSense;
use crate::extract::steps::Step;
use std::ops::Range;

/// A predicate of a clause: the longest lexicon word at its place.
#[derive(Debug, Clone)]
pub(super) struct PredicateWord {
    pub(super) place: Range<usize>,
    pub(super) kinds: PredicateKind,
    pub(super) acts: Vec<Act>,
}

impl PredicateWord {
    /// Whether the word is a predicate of one of the kinds.
    pub(super) fn is(&self, kinds: PredicateKind) -> bool {
        self.kinds.intersects(kinds)
    }
}

/// The subject of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClauseSubject {
    /// The speaker, or the speaker's side.
    SpeakerSide,
    /// Another person or body that can act.
    Actor,
    Thing,
    /// Not named: it is the subject of the clause before.
    Unnamed,
}

/// A clause with its predicates.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    /// The beginning of the clause in the text.
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) words: Vec<PredicateWord>,
    pub(super) subject: ClauseSubject,
    /// The place of the side, if the subject is a named side.
    pub(super) side: Option<Range<usize>>,
}

/// Splits a piece of the words said into sentences.
pub(super) fn split_sentences(text: &str, piece: &Range<usize>) -> Vec<Range<usize>> {
    split_at(text, piece, &['。', '！', '？', '；', '\n'])
}

/// Splits the range at the marks; each part keeps the mark at its end.
pub(super) fn split_at(text: &str, range: &Range<usize>, marks: &[char]) -> Vec<Range<usize>> {
    Step::Byte.count(range.len());
    let mut start = range.start;
    let mut found = Vec::new();
    for part in text[range.clone()].split_inclusive(marks) {
        found.push(start..start + part.len());
        start += part.len();
    }
    found
}

/// Reads a clause. Places of its words are relative to its own text.
pub(super) fn read_clause<'t>(layout: &Layout<'t>, part: &Range<usize>, names: &str) -> Clause<'t> {
    let text = &layout.text[part.clone()];
    let mut words: Vec<PredicateWord> = Vec::new();
    let mut masked_to = part.start;
    for hit in layout.hits_in(part.clone()) {
        let place = hit.start - part.start..hit.end - part.start;
        if let Some(last) = words.last_mut().filter(|last| last.place == place) {
            match hit.sense {
                HanSense::Predicate(kinds) => last.kinds |= kinds,
                HanSense::Act(act) => last.acts.push(act),
                _ => {}
            }
            continue;
        }
        if hit.start < masked_to {
            continue;
        }
        match hit.sense {
            HanSense::Predicate(kinds) => words.push(PredicateWord {
                place,
                kinds,
                acts: Vec::new(),
            }),
            HanSense::Act(act) => words.push(PredicateWord {
                place,
                kinds: PredicateKind::default(),
                acts: vec![act],
            }),
            HanSense::PredicateMask => {}
            _ => continue,
        }
        masked_to = hit.end;
    }
    let (subject, side) = find_subject(text, &words, names);
    let side = side.map(|side| side.start + part.start..side.end + part.start);
    let described: Vec<bool> = (0..words.len())
        .map(|at| modifies_noun(text, &words, at))
        .collect();
    let mut described = described.into_iter();
    words.retain(|_| !described.next().unwrap_or(false));
    // 表达过不能接受的立场: after a deed that is done, nothing is a duty or a future
    let done = words
        .iter()
        .find(|word| word.is(PredicateKind::PERFECTIVE))
        .map(|word| word.place.start);
    let open = PredicateKind::OBLIGATION | PredicateKind::FUTURE | PredicateKind::POSSIBILITY;
    words.retain(|word| !word.is(open) || done.is_none_or(|done| word.place.start < done));
    Clause {
        start: part.start,
        text,
        words,
        subject,
        side,
    }
}

/// Maximum number of words after a predicate that are searched for the noun it modifies.
const DESCRIBED_WORDS_MAX: usize = 12;

/// Whether the word stands before 的 and another predicate, and so only modifies a noun.
fn modifies_noun(text: &str, words: &[PredicateWord], at: usize) -> bool {
    let word = &words[at];
    let verbs = PredicateKind::PERFECTIVE
        | PredicateKind::HAN_COPULA
        | PredicateKind::FUTURE
        | PredicateKind::OBLIGATION
        | PredicateKind::POSSIBILITY
        | PredicateKind::HAN_NEGATION;
    let who = PredicateKind::FIRST_PERSON
        | PredicateKind::SIDE_NOUN
        | PredicateKind::ACTOR_NOUN
        | PredicateKind::OPENS_SUBORDINATE
        | PredicateKind::SECOND_PERSON;
    let next = words[at + 1..]
        .iter()
        .take(DESCRIBED_WORDS_MAX)
        .find(|other| other.is(verbs))
        .map(|other| other.place.start);
    let verb = PredicateKind::PERFECTIVE | PredicateKind::HAN_COPULA | PredicateKind::HAN_NEGATION;
    let Some(next) = next.filter(|_| !word.is(who) && !word.is(verb)) else {
        return false;
    };
    text[word.place.end..next].contains('的')
}

/// The subject of the clause: what is named before its first predicate.
fn find_subject(text: &str, words: &[PredicateWord], names: &str) -> (ClauseSubject, Option<Range<usize>>) {
    let who = PredicateKind::FIRST_PERSON
        | PredicateKind::SIDE_NOUN
        | PredicateKind::ACTOR_NOUN
        | PredicateKind::SECOND_PERSON
        | PredicateKind::OPENS_SUBORDINATE;
    let also_what =
        PredicateKind::BAD | PredicateKind::EVALUATIVE | PredicateKind::POINTS_BACK | PredicateKind::YET;
    let verb = words
        .iter()
        .find(|word| {
            !word.is(who | also_what) && (word.kinds != PredicateKind::default() || !word.acts.is_empty())
        })
        .map_or(text.len(), |word| word.place.start);
    // 议会的投票结果: the head stands after the last 的
    let behind = text[..verb].rfind('的').map_or(0, |at| at + '的'.len_utf8());
    let before = || {
        words
            .iter()
            .filter(|word| (behind..verb).contains(&word.place.start))
    };
    let head = text[behind.min(verb)..verb].trim_start_matches([' ', '“', '「', '"']);
    if let Some(own) = before().find(|word| word.is(PredicateKind::FIRST_PERSON)) {
        let is_named = text[own.place.clone()].chars().count() >= 2
            && !text[own.place.clone()].ends_with(['们', '們', '人']);
        // "我国政府": the side extends to the side noun
        let side = before()
            .rfind(|word| word.is(PredicateKind::SIDE_NOUN) && word.place.start >= own.place.end)
            .map_or(own.place.clone(), |side| own.place.start..side.place.end);
        return (ClauseSubject::SpeakerSide, is_named.then_some(side));
    }
    let pointed = before().next().is_some_and(|word| {
        word.is(PredicateKind::POINTS_BACK) && head.starts_with(&text[word.place.clone()])
    });
    if pointed {
        return (ClauseSubject::Thing, None);
    }
    let addressed = before().any(|word| word.is(PredicateKind::SECOND_PERSON));
    let side = before().find(|word| word.is(PredicateKind::SIDE_NOUN));
    let short = head.chars().count() <= 12;
    if let Some(side) = side.filter(|_| short) {
        let start = text[..side.place.start].len() - text[..side.place.start].trim_start().len();
        return (ClauseSubject::SpeakerSide, Some(start..side.place.end));
    }
    if addressed || before().any(|word| word.is(PredicateKind::ACTOR_NOUN)) && !shares_characters(head, names)
    {
        return (ClauseSubject::Actor, None);
    }
    if head.chars().count() >= 2 && short && shares_characters(head, names) {
        let start = text.find(head).unwrap_or_default();
        return (ClauseSubject::SpeakerSide, Some(start..start + head.len()));
    }
    let adverbs = head.chars().count() <= 1;
    (
        if adverbs {
            ClauseSubject::Unnamed
        } else {
            ClauseSubject::Thing
        },
        None,
    )
}

/// Whether the head shares two adjacent characters with the speaker's names. Of a word such as 中方, the character
/// before 方 is enough.
fn shares_characters(head: &str, names: &str) -> bool {
    let characters: Vec<char> = head.chars().collect();
    characters.windows(2).any(|pair| match pair {
        [one, '方'] => names.contains(*one),
        [one, two] => names.contains(&format!("{one}{two}")),
        _ => false,
    })
}

impl Clause<'_> {
    /// The first word of the clause that marks the act.
    pub(super) fn act_marker(&self, act: Act) -> Option<Range<usize>> {
        let word = self.words.iter().find(|word| word.acts.contains(&act))?;
        Some(word.place.clone())
    }

    /// The first predicate of one of the kinds.
    pub(super) fn find_predicate(&self, kinds: PredicateKind) -> Option<Range<usize>> {
        let word = self.words.iter().find(|word| word.is(kinds))?;
        Some(word.place.clone())
    }

    /// Whether the clause has a predicate of one of the kinds.
    pub(super) fn has_predicate(&self, kinds: PredicateKind) -> bool {
        self.words.iter().any(|word| word.is(kinds))
    }

    /// Whether the subject is the speaker's side, or not named and so may be.
    pub(super) fn may_be_speaker_side(&self) -> bool {
        matches!(self.subject, ClauseSubject::SpeakerSide | ClauseSubject::Unnamed)
    }
}
