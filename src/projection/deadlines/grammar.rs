//! The grammar of deadlines: forms of a data file, written as patterns, matched against the tokens of a text.
//!
//! Matching is recursive: a pattern contains phrases, which are patterns.

use super::deadline_kind::DeadlineKind;
use super::element_set::ElementSet;
use super::pattern::{Element, ElementKind, Pattern, SLOTS, Slot, SlotValues, parse_pattern};
use super::tense::{Tense, TenseFile};
use crate::domain::FastMap;
use crate::projection::token::{Token, entry_words, words_end_at, words_start_at};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A match of a form.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormMatch {
    /// Index of the token after it.
    pub(super) end: usize,
    /// Values of the slots.
    pub(super) bound: SlotValues,
    /// Whether it means the time before the period, not the period: "before 2030".
    pub(super) is_before: bool,
    /// How the period relates to what is due.
    pub(super) kind: DeadlineKind,
    /// Whether its context allows it: see `not_after`, `not_followed_by` and `not_in_clause` in the data file.
    pub(super) may_stand: bool,
}

/// The grammar of one language, as in the data file.
#[derive(Debug, Deserialize)]
pub(super) struct GrammarFile {
    form: Vec<FormFile>,
    #[serde(default)]
    tense: TenseFile,
    #[serde(default)]
    ordinals: Vec<String>,
    phrases: BTreeMap<String, Vec<String>>,
    words: BTreeMap<Slot, BTreeMap<String, i32>>,
}

#[derive(Debug, Deserialize)]
struct FormFile {
    patterns: Vec<String>,
    #[serde(default)]
    kind: DeadlineKind,
    #[serde(default)]
    before: bool,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_followed_by: Vec<String>,
    #[serde(default)]
    not_in_clause: Vec<String>,
    #[serde(default)]
    opens_clause: bool,
}

/// The grammar of one language, prepared for matching.
pub(super) struct Grammar {
    /// Words and endings of the tenses.
    pub(super) tense: Tense,
    forms: Vec<Form>,
    ordinals: Vec<String>,
    phrases: Vec<Vec<Pattern>>,
    /// For each phrase, whether it may match without words.
    may_be_empty: Vec<bool>,
    words: BTreeMap<Slot, Vec<(Vec<String>, i32)>>,
    /// The uses of each word; those of [`NUMBER`] are shared by all words that begin with a digit.
    uses: FastMap<String, WordUse>,
}

/// What a word can begin.
#[derive(Debug, Default)]
struct WordUse {
    /// Indexes of forms, and of their patterns.
    starts: Vec<(usize, usize)>,
    /// Elements that it can begin, and sets of required words that it belongs to.
    elements: ElementSet,
}

/// The tokens of a text, with what the grammar makes of each word.
pub(super) struct GrammarText<'a> {
    /// The tokens.
    pub(super) tokens: &'a [Token<'a>],
    uses: Vec<Option<&'a WordUse>>,
    /// For each token, and the end, what the text has from there on.
    elements_from: Vec<ElementSet>,
}

struct Form {
    patterns: Vec<Pattern>,
    kind: DeadlineKind,
    before: bool,
    not_after: Vec<Vec<String>>,
    not_followed_by: Vec<Vec<String>>,
    not_in_clause: Vec<Vec<String>>,
    opens_clause: bool,
}

impl Form {
    /// The rank of a match among matches of this form; the highest wins. For `by`, an allowed match wins over a
    /// longer one that is not: the words that introduce it have no other meaning, and "到2030年初步" contains the shorter
    /// "到2030年". For bare dates the longest wins: where "2027年底" is not allowed, "2027年" is not meant either.
    fn rank(&self, found: &FormMatch) -> (bool, usize) {
        (self.kind != DeadlineKind::By || found.may_stand, found.end)
    }

    /// Whether the tokens before `at` allow a match to begin there.
    fn may_begin(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let clause = tokens[..at]
            .iter()
            .rposition(Token::is_mark)
            .map_or(0, |mark| mark + 1);
        let mut denials = self.not_in_clause.iter();
        let is_denied = denials.any(|words| (clause..at).any(|at| words_start_at(words, tokens, at)));
        let mut not_after = self.not_after.iter();
        !is_denied
            && (!self.opens_clause || clause == at)
            && !not_after.any(|words| words_end_at(words, tokens, at))
    }
}

impl Grammar {
    /// Prepares a grammar. Fails with what is wrong in the file.
    pub(super) fn new(file: &GrammarFile) -> Result<Self, String> {
        let names: Vec<&str> = file.phrases.keys().map(String::as_str).collect();
        let patterns = |patterns: &[String]| -> Result<Vec<Pattern>, String> {
            patterns.iter().map(|text| parse_pattern(text, &names)).collect()
        };
        let all_parts = |entries: &[String]| entries.iter().map(|entry| entry_words(entry)).collect();
        let form = |form: &FormFile| {
            let patterns = patterns(&form.patterns)?;
            Ok(Form {
                patterns,
                kind: form.kind,
                before: form.before,
                not_after: all_parts(&form.not_after),
                not_followed_by: all_parts(&form.not_followed_by),
                not_in_clause: all_parts(&form.not_in_clause),
                opens_clause: form.opens_clause,
            })
        };
        let words = file.words.iter().map(|(slot, words)| {
            let mut words: Vec<_> = words
                .iter()
                .map(|(match_slot_word, value)| (entry_words(match_slot_word), *value))
                .collect();
            // The longest first, because a number takes the first word that matches.
            words.sort_by_key(|(parts, _)| Reverse(parts.len()));
            (*slot, words)
        });
        let mut grammar = Self {
            tense: Tense::new(&file.tense),
            forms: file.form.iter().map(form).collect::<Result<_, String>>()?,
            ordinals: file.ordinals.clone(),
            phrases: file
                .phrases
                .values()
                .map(|texts| patterns(texts))
                .collect::<Result<_, _>>()?,
            words: words.collect(),
            may_be_empty: Vec::new(),
            uses: FastMap::default(),
        };
        let phrases = grammar.phrases.iter();
        grammar.may_be_empty = phrases
            .map(|patterns| {
                let may_be_empty =
                    |pattern: &Pattern| grammar.visit_start_words(&pattern.elements, &mut |_| {});
                patterns.iter().any(may_be_empty)
            })
            .collect();
        grammar.index_starts();
        grammar.index_elements();
        grammar.index_required_words();
        Ok(grammar)
    }

    /// Indexes forms and patterns by the words they can begin with, so that few are tried at each token.
    fn index_starts(&mut self) {
        let mut uses = std::mem::take(&mut self.uses);
        for (form_number, form) in self.forms.iter().enumerate() {
            for (match_number, pattern) in form.patterns.iter().enumerate() {
                self.visit_start_words(&pattern.elements, &mut |word| {
                    let starting = &mut uses.entry(word.to_owned()).or_default().starts;
                    if starting.last() != Some(&(form_number, match_number)) {
                        starting.push((form_number, match_number));
                    }
                });
            }
        }
        self.uses = uses;
    }

    /// Indexes phrases and slots by the words they can begin with.
    fn index_elements(&mut self) {
        let mut uses = std::mem::take(&mut self.uses);
        let phrases = (0..self.phrases.len()).map(ElementKind::Phrase);
        let number_slots = [Slot::Number, Slot::Day, Slot::Year, Slot::YearTo];
        let slots = self
            .words
            .keys()
            .copied()
            .chain(number_slots)
            .map(ElementKind::Slot);
        for kind in phrases.chain(slots) {
            let element = Element {
                kind,
                is_optional: false,
            };
            if let Some(number) = self.element_number(&element) {
                self.visit_start_words(std::slice::from_ref(&element), &mut |word| {
                    uses.entry(word.to_owned()).or_default().elements.insert(number);
                });
            }
        }
        self.uses = uses;
    }

    /// Collects what each pattern requires, and indexes it by words.
    fn index_required_words(&mut self) {
        let mut uses = std::mem::take(&mut self.uses);
        let mut numbers: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
        let first_number = self.phrases.len() + SLOTS;
        let mut required_by = |pattern: &Pattern| {
            let mut required = ElementSet::default();
            for words in pattern
                .elements
                .iter()
                .filter_map(|element| self.required_words(element))
            {
                let next = first_number + numbers.len();
                let number = *numbers.entry(words.clone()).or_insert(next);
                required.insert(number);
                for word in words {
                    uses.entry(word).or_default().elements.insert(number);
                }
            }
            required
        };
        let of_forms: Vec<ElementSet> = self
            .forms
            .iter()
            .flat_map(|form| &form.patterns)
            .map(&mut required_by)
            .collect();
        let of_phrases: Vec<ElementSet> = self.phrases.iter().flatten().map(required_by).collect();
        let patterns = self.forms.iter_mut().flat_map(|form| &mut form.patterns);
        for (pattern, required) in patterns.zip(of_forms) {
            pattern.required = required;
        }
        for (pattern, required) in self.phrases.iter_mut().flatten().zip(of_phrases) {
            pattern.required = required;
        }
        self.uses = uses;
    }

    /// Words of which every match of `element` has one, as few and as long ones as possible; `None` where it can match
    /// without words. [`NUMBER`] stands for every word that begins with a digit.
    fn required_words(&self, element: &Element) -> Option<BTreeSet<String>> {
        if element.is_optional {
            return None;
        }
        match &element.kind {
            ElementKind::Value(..) => None,
            ElementKind::Words(words) => {
                let longest = words.iter().max_by_key(|word| word.len())?;
                Some(BTreeSet::from([start_key(longest).to_owned()]))
            }
            ElementKind::Slot(_) => {
                let mut words = BTreeSet::new();
                self.visit_start_words(std::slice::from_ref(element), &mut |word| {
                    words.insert(word.to_owned());
                });
                Some(words)
            }
            ElementKind::Phrase(phrase) => {
                let rarest = |pattern: &Pattern| {
                    let elements = pattern.elements.iter();
                    let all = elements.filter_map(|element| self.required_words(element));
                    all.min_by_key(|words| (words.len(), Reverse(words.iter().map(String::len).min())))
                };
                let all: Option<Vec<_>> = self.phrases[*phrase].iter().map(rarest).collect();
                Some(all?.into_iter().flatten().collect())
            }
        }
    }

    /// The number of a phrase or slot in sets of elements; `None` for what may match without words.
    fn element_number(&self, element: &Element) -> Option<usize> {
        match element.kind {
            ElementKind::Phrase(phrase) => (!self.may_be_empty[phrase]).then_some(phrase),
            ElementKind::Slot(slot) => Some(self.phrases.len() + slot as usize),
            ElementKind::Words(_) | ElementKind::Value(..) => None,
        }
    }

    /// Looks up the words of a text. `None` where no pattern can begin in it.
    pub(super) fn look_up<'a>(&'a self, tokens: &'a [Token<'a>]) -> Option<GrammarText<'a>> {
        let mut has_start = false;
        let uses: Vec<Option<&WordUse>> = tokens
            .iter()
            .map(|token| {
                let found = self.uses.get(start_key(&token.folded));
                has_start |= found.is_some_and(|found| !found.starts.is_empty());
                found
            })
            .collect();
        if !has_start {
            return None;
        }
        let mut elements_from = vec![ElementSet::default(); tokens.len() + 1];
        let mut elements = ElementSet::default();
        for (at, found) in uses.iter().enumerate().rev() {
            if let Some(found) = found {
                elements.insert_all(found.elements);
            }
            elements_from[at] = elements;
        }
        Some(GrammarText {
            tokens,
            uses,
            elements_from,
        })
    }

    /// The longest match that begins at `at`, the first of equally long ones. One that its context forbids is
    /// returned only where none is allowed, so that its words are skipped.
    ///
    /// A pattern is not tried where the text lacks what it requires.
    pub(super) fn longest_match(&self, text: &GrammarText<'_>, at: usize) -> Option<FormMatch> {
        let starting = &text.uses[at]?.starts;
        let mut longest: Option<FormMatch> = None;
        for patterns in starting.chunk_by(|one, next| one.0 == next.0) {
            let Some(new) = self.longest_match_of_form(patterns, text, at) else {
                continue;
            };
            if longest.is_none_or(|old| (old.may_stand, old.end) < (new.may_stand, new.end)) {
                longest = Some(new);
            }
        }
        longest
    }

    /// The longest match of some patterns of one form.
    fn longest_match_of_form(
        &self,
        patterns: &[(usize, usize)],
        text: &GrammarText<'_>,
        at: usize,
    ) -> Option<FormMatch> {
        let tokens = text.tokens;
        let form = &self.forms[patterns.first()?.0];
        let mut may_begin = None;
        let mut longest: Option<FormMatch> = None;
        for &(_, pattern) in patterns {
            let pattern = &form.patterns[pattern];
            if !text.elements_from[at].has_all(&pattern.required) {
                continue;
            }
            self.visit_ends(
                &pattern.elements,
                text,
                at,
                SlotValues::default(),
                &mut |end, bound| {
                    // Computed only where something matches, which is rare.
                    let may_begin = *may_begin.get_or_insert_with(|| form.may_begin(tokens, at));
                    let mut not = form.not_followed_by.iter();
                    let new = FormMatch {
                        end,
                        bound,
                        is_before: form.before,
                        kind: form.kind,
                        may_stand: may_begin && !not.any(|words| words_start_at(words, tokens, end)),
                    };
                    if longest.is_none_or(|old| form.rank(&old) < form.rank(&new)) {
                        longest = Some(new);
                    }
                },
            );
        }
        longest
    }

    /// Calls `visit` with each word that `pattern` can begin with; [`NUMBER`] stands for every word that begins with
    /// a digit. Returns whether the pattern can match without words.
    fn visit_start_words(&self, pattern: &[Element], visit: &mut dyn FnMut(&str)) -> bool {
        pattern.iter().all(|element| {
            let is_empty = match &element.kind {
                ElementKind::Value(..) => true,
                ElementKind::Words(words) => {
                    words.iter().take(1).for_each(|word| visit(start_key(word)));
                    words.is_empty()
                }
                ElementKind::Phrase(phrase) => {
                    let mut is_empty = false;
                    for pattern in &self.phrases[*phrase] {
                        is_empty |= self.visit_start_words(&pattern.elements, visit);
                    }
                    is_empty
                }
                ElementKind::Slot(slot) => {
                    let is_number = matches!(slot, Slot::Number | Slot::Day | Slot::Year | Slot::YearTo);
                    let slots: &[Slot] = if is_number {
                        visit(NUMBER);
                        &[Slot::Number, Slot::Multiplier]
                    } else {
                        &[*slot]
                    };
                    let words = slots.iter().flat_map(|slot| self.slot_words(*slot));
                    words.for_each(|(words, _)| words.iter().take(1).for_each(|word| visit(start_key(word))));
                    false
                }
            };
            is_empty || element.is_optional
        })
    }

    /// Calls `visit` with every index where a match of `pattern` from `at` on can end, and its values.
    fn visit_ends(
        &self,
        pattern: &[Element],
        text: &GrammarText<'_>,
        at: usize,
        bound: SlotValues,
        visit: &mut dyn FnMut(usize, SlotValues),
    ) {
        let Some((element, rest)) = pattern.split_first() else {
            visit(at, bound);
            return;
        };
        match &element.kind {
            _ if !self.may_begin(element, text, at) => {}
            ElementKind::Words(words) => {
                if words_start_at(words, text.tokens, at) {
                    self.visit_ends(rest, text, at + words.len(), bound, visit);
                }
            }
            ElementKind::Value(slot, value) => {
                self.visit_ends(rest, text, at, bound.with(*slot, *value), visit);
            }
            ElementKind::Slot(slot) => self.visit_values(*slot, text.tokens, at, &mut |end, value| {
                self.visit_ends(rest, text, end, bound.with(*slot, value), visit);
            }),
            ElementKind::Phrase(phrase) => {
                let left = &text.elements_from[at];
                let patterns = self.phrases[*phrase].iter();
                for pattern in patterns.filter(|pattern| left.has_all(&pattern.required)) {
                    self.visit_ends(&pattern.elements, text, at, bound, &mut |end, bound| {
                        self.visit_ends(rest, text, end, bound, visit);
                    });
                }
            }
        }
        if element.is_optional {
            self.visit_ends(rest, text, at, bound, visit);
        }
    }

    /// Whether the token `at` can begin `element`, as far as one look tells.
    fn may_begin(&self, element: &Element, text: &GrammarText<'_>, at: usize) -> bool {
        self.element_number(element).is_none_or(|number| {
            let found = text.uses.get(at).copied().flatten();
            found.is_some_and(|found| found.elements.has(number))
        })
    }

    /// Calls `visit` with each value that `slot` can have at `at`, and the index where its words end.
    fn visit_values(&self, slot: Slot, tokens: &[Token<'_>], at: usize, visit: &mut dyn FnMut(usize, i32)) {
        match slot {
            Slot::Number => {
                if let Some((end, number)) = self.match_number(tokens, at) {
                    visit(end, number);
                }
            }
            Slot::Day => {
                let ordinal = || Some((at + 1, self.parse_ordinal(&tokens.get(at)?.folded)?));
                if let Some((end, day)) = ordinal().or_else(|| self.match_number(tokens, at)) {
                    visit(end, day);
                }
            }
            Slot::Year | Slot::YearTo => {
                if let Some((end, year)) = self.match_year(tokens, at) {
                    visit(end, year);
                }
            }
            slot => {
                for (words, value) in self.slot_words(slot) {
                    if words_start_at(words, tokens, at) {
                        visit(at + words.len(), *value);
                    }
                }
            }
        }
    }

    fn slot_words(&self, slot: Slot) -> &[(Vec<String>, i32)] {
        self.words.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// The longest word for `slot` at `at`: the index after it, and its value.
    fn match_slot_word(&self, slot: Slot, tokens: &[Token<'_>], at: usize) -> Option<(usize, i32)> {
        let mut words = self.slot_words(slot).iter();
        let (words, value) = words.find(|(words, _)| words_start_at(words, tokens, at))?;
        Some((at + words.len(), *value))
    }

    /// A number below 1000: "90", "quatre-vingt-dix", "one hundred", "三十五". Deadlines have no larger ones but years.
    fn match_number(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, i32)> {
        let first = &tokens.get(at)?.folded;
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            let number = first.parse().ok().filter(|number| *number < 1000)?;
            return Some((at + 1, number));
        }
        let (mut end, mut sum, mut last) = (at, 0, 0);
        loop {
            if let Some((word_end, value)) = self.match_slot_word(Slot::Number, tokens, end) {
                end = word_end;
                // "两三年" (two or three years) is at most three.
                last = if value < 10 {
                    last - last % 10 + value
                } else {
                    last + value
                };
            } else if let Some((word_end, value)) = self.match_slot_word(Slot::Multiplier, tokens, end) {
                end = word_end;
                sum += last.max(1) * value;
                last = 0;
            } else {
                break;
            }
        }
        (end > at).then_some((end, sum + last))
    }

    /// An ordinal in digits: "1er", "15th".
    fn parse_ordinal(&self, word: &str) -> Option<i32> {
        let number = word.trim_end_matches(char::is_alphabetic);
        let suffix = &word[number.len()..];
        self.ordinals.iter().find(|known| *known == suffix)?;
        number.parse().ok()
    }

    /// A year from 1900 to 2199: "2030", "二〇三〇".
    fn match_year(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, i32)> {
        let is_year = |year: &i32| (1900..2200).contains(year);
        let first = &tokens.get(at)?.folded;
        if let Some(year) = first.parse().ok().filter(is_year) {
            return Some((at + 1, year));
        }
        let digits = (at..at + 4).try_fold(0, |year, at| {
            let (end, digit) = self.match_slot_word(Slot::Number, tokens, at)?;
            (end == at + 1 && digit < 10).then_some(year * 10 + digit)
        });
        digits.filter(is_year).map(|year| (at + 4, year))
    }
}

/// Key of `starts` for every word that begins with a digit.
const NUMBER: &str = "0";

fn start_key(word: &str) -> &str {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        NUMBER
    } else {
        word
    }
}
