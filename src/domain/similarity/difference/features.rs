//! Features that distinguish a statement from a similar one: figures, dates, negations, directions.

use super::figures::{self, DatePart, Figure};
use super::lexicon::{PhraseRole, contrast_lexicon};
use super::tokens::{Token, TokenKind, tokenize};
use crate::domain::Lang;
use crate::domain::similarity::content_units::ContentUnit;

/// Maximum number of content words that a refusal negates after it.
const REFUSED_UNITS_MAX: usize = 4;
/// Maximum distance, in tokens, from a negation to the word that it negates.
const NEGATION_REACH_TOKENS: usize = 6;
/// Maximum distance, in tokens, between French "ne" and "pas".
const NE_REACH_TOKENS: usize = 6;

/// The features of one statement.
#[derive(Debug, Clone, Default)]
pub(in crate::domain::similarity) struct ContrastFeatures {
    pub(super) figures: Vec<Figure>,
    pub(super) dates: Vec<DatePart>,
    /// The content words with their polarity, by key, without duplicates.
    pub(super) polarity: Vec<Polarity>,
    /// The directions that it takes.
    pub(super) directions: Vec<Direction>,
    /// Whether it retracts what was said before.
    pub(super) retracts: bool,
    /// Whether it refers to what was said before.
    pub(super) refers: bool,
    /// Keys of the words by which it negates or takes a direction.
    pub(super) marker_keys: Vec<u64>,
}

/// Whether a content word is negated where it occurs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Polarity {
    pub(super) key: u64,
    /// It is negated in at least one place.
    pub(super) denied: bool,
    /// It is not negated in at least one place.
    pub(super) plain: bool,
}

/// A word of one of two opposite directions: which pair, which side, and whether it is negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Direction {
    pub(super) pair: u16,
    pub(super) second: bool,
    pub(super) denied: bool,
}

/// A phrase of the lexicon in the text: tokens from `start` up to, not including, `end`.
struct PhraseOccurrence {
    start: usize,
    end: usize,
    roles: Vec<PhraseRole>,
}

impl PhraseOccurrence {
    fn has(&self, role: PhraseRole) -> bool {
        self.roles.contains(&role)
    }
}

impl ContrastFeatures {
    pub(in crate::domain::similarity) fn extract(lang: Lang, words: &str, units: &[ContentUnit]) -> Self {
        let tokens = tokenize(lang, words);
        let lexicon = contrast_lexicon(lang);
        let folded: Vec<&str> = tokens.iter().map(|token| &*token.folded).collect();
        let (figures, dates) = figures::parse_figures_and_dates(lang, &tokens, &folded, lexicon);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let (roles, length) = lexicon.longest_phrase_at(&folded, at);
            if length > 0 {
                found.push(PhraseOccurrence {
                    start: at,
                    end: at + length,
                    roles,
                });
            }
            at += length.max(1);
        }
        let mut scopes = NegationScopes {
            tokens: &tokens,
            units,
            found: &found,
            denied: vec![false; units.len()],
            denied_tokens: vec![false; tokens.len()],
        };
        scopes.mark_denied(|at, role| lexicon.has_role_at(&folded, at, role));
        let has = |role| found.iter().any(|phrase| phrase.has(role));
        Self {
            figures,
            dates,
            directions: scopes.directions(),
            retracts: has(PhraseRole::Retraction),
            refers: has(PhraseRole::Reference),
            marker_keys: scopes.marker_keys(),
            polarity: collect_polarities(units, &scopes.denied, &scopes.units_in_idioms()),
        }
    }
}

fn collect_polarities(units: &[ContentUnit], denied: &[bool], idle: &[usize]) -> Vec<Polarity> {
    let mut all: Vec<Polarity> = Vec::new();
    let units_with_denial = units.iter().zip(denied).enumerate();
    for (_, (unit, denied)) in
        units_with_denial.filter(|(at, (unit, _))| unit.is_full() && !unit.is_figure && !idle.contains(at))
    {
        all.push(Polarity {
            key: unit.key,
            denied: *denied,
            plain: !denied,
        });
    }
    all.sort_unstable_by_key(|word| word.key);
    all.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.denied |= next.denied;
            kept.plain |= next.plain;
        }
        same
    });
    all
}

/// The reach of the negations of a statement.
struct NegationScopes<'a> {
    tokens: &'a [Token<'a>],
    units: &'a [ContentUnit],
    found: &'a [PhraseOccurrence],
    /// Whether each unit is negated.
    denied: Vec<bool>,
    /// Whether each token is negated.
    denied_tokens: Vec<bool>,
}

impl NegationScopes<'_> {
    fn mark_denied(&mut self, has: impl Fn(usize, PhraseRole) -> bool) {
        let found = self.found;
        for phrase in found {
            let negates = phrase.has(PhraseRole::Ne) || phrase.has(PhraseRole::Negator);
            if !negates || phrase.has(PhraseRole::Idiom) || phrase.has(PhraseRole::Bound) {
                continue;
            }
            if self.is_only_until(phrase.end) && !phrase.has(PhraseRole::Refusal) {
                continue;
            }
            if phrase.has(PhraseRole::Ne) {
                self.deny_after_ne(phrase, &has);
            } else if phrase.has(PhraseRole::Negator) {
                self.deny(phrase.end, 1);
            }
        }
        // A refusal that is itself negated negates nothing.
        for phrase in found.iter().filter(|phrase| phrase.has(PhraseRole::Refusal)) {
            if !self.denied_tokens[phrase.start] {
                self.deny(phrase.end, REFUSED_UNITS_MAX);
            }
        }
    }

    /// Whether the rest of the clause only sets a time limit to what is negated.
    fn is_only_until(&self, from: usize) -> bool {
        let clause = self
            .tokens
            .iter()
            .skip(from)
            .take_while(|token| token.kind != TokenKind::Mark);
        let past = from + clause.count();
        let mut found = self.found.iter();
        found.any(|phrase| (from..past).contains(&phrase.start) && phrase.has(PhraseRole::Until))
    }

    /// Handles French "ne": negates the words between it and its "pas", or those after "pas" where there are none.
    fn deny_after_ne(&mut self, ne: &PhraseOccurrence, has: &impl Fn(usize, PhraseRole) -> bool) {
        for at in ne.end..(ne.end + NE_REACH_TOKENS).min(self.tokens.len()) {
            if self.tokens[at].kind == TokenKind::Mark {
                return;
            }
            if !has(at, PhraseRole::Pas) {
                continue;
            }
            let only_looks = self.found.iter().any(|phrase| {
                phrase.start == at && (phrase.has(PhraseRole::Idiom) || phrase.has(PhraseRole::Bound))
            });
            if only_looks {
                return;
            }
            let between: Vec<usize> = self.units_in(ne.end, at).collect();
            let mut hands_on = between.is_empty();
            for unit in between {
                hands_on |= self.deny_unit(unit);
            }
            for token in &mut self.denied_tokens[ne.end..at] {
                *token = true;
            }
            if hands_on {
                self.deny(at + 1, 1);
            }
            return;
        }
    }

    /// Negates the next `count` content words of the clause from a token on. Words that pass a negation on are not
    /// counted.
    fn deny(&mut self, from: usize, count: usize) {
        let mut left = count;
        for at in from..self.tokens.len() {
            let out_of_reach = count == 1 && at > from + NEGATION_REACH_TOKENS;
            if left == 0 || out_of_reach || self.tokens[at].kind == TokenKind::Mark {
                break;
            }
            self.denied_tokens[at] = true;
            let here: Vec<usize> = self.units_in(at, at + 1).collect();
            for unit in here {
                if left > 0 && !self.deny_unit(unit) {
                    left -= 1;
                }
            }
        }
    }

    /// Negates a unit. Returns whether it passes the negation on.
    fn deny_unit(&mut self, unit: usize) -> bool {
        self.denied[unit] = true;
        let start = self.units[unit].start;
        let token = self.tokens.partition_point(|token| token.start < start);
        let role = |role| {
            let mut found = self.found.iter();
            found.any(|phrase| phrase.start <= token && token < phrase.end && phrase.has(role))
        };
        role(PhraseRole::Transparent)
    }

    /// The full units that start within these tokens.
    fn units_in(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let (first, last) = (self.tokens.get(from), self.tokens.get(to.saturating_sub(1)));
        let bytes = first
            .zip(last)
            .map_or(0..0, |(first, last)| first.start..last.end);
        // The units are in the order of the text.
        let start = self.units.partition_point(|unit| unit.start < bytes.start);
        let units = self.units[start..]
            .iter()
            .take_while(move |unit| unit.start < bytes.end);
        (start..)
            .zip(units)
            .filter(|(_, unit)| unit.is_full())
            .map(|(number, _)| number)
    }

    /// The units that are part of an idiom: "without delay" says nothing about a delay.
    fn units_in_idioms(&self) -> Vec<usize> {
        let idioms = self.found.iter().filter(|phrase| phrase.has(PhraseRole::Idiom));
        idioms
            .flat_map(|phrase| self.units_in(phrase.start, phrase.end))
            .collect()
    }

    fn directions(&self) -> Vec<Direction> {
        let mut sides: Vec<Direction> = Vec::new();
        for phrase in self.found {
            for role in &phrase.roles {
                if let PhraseRole::Side(pair, second) = role {
                    sides.push(Direction {
                        pair: *pair,
                        second: *second,
                        denied: self.denied_tokens[phrase.start],
                    });
                }
            }
        }
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    /// The keys of the words that only mark a negation or a direction.
    fn marker_keys(&self) -> Vec<u64> {
        let is_marker = |role: &PhraseRole| {
            matches!(
                role,
                PhraseRole::Side(..)
                    | PhraseRole::Refusal
                    | PhraseRole::Negator
                    | PhraseRole::Retraction
                    | PhraseRole::Reference
                    | PhraseRole::Transparent
            )
        };
        let phrases = self
            .found
            .iter()
            .filter(|phrase| phrase.roles.iter().any(is_marker));
        let mut keys: Vec<u64> = phrases
            .flat_map(|phrase| self.units_in(phrase.start, phrase.end))
            .map(|unit| self.units[unit].key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
