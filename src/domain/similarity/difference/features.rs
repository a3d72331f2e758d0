//! What may tell a statement from one in nearly the same words.

use super::figures::{self, DatePart, Figure};
use super::lexicon::{Role, lexicon};
use super::tokens::{Kind, Token, tokens};
use crate::domain::Lang;
use crate::domain::similarity::units::Unit;

/// A refusal denies at most so many words of content behind it.
const REFUSED_MAX: usize = 4;
/// A negation reaches over at most so many tokens to the word that it denies.
const REACH: usize = 6;
/// Between French "ne" and "pas" stand at most so many tokens.
const NE_REACH: usize = 6;

/// What may tell a statement from another.
#[derive(Debug, Clone, Default)]
pub(in crate::domain::similarity) struct Features {
    pub(super) figures: Vec<Figure>,
    pub(super) dates: Vec<DatePart>,
    /// The words of content, whether they are denied: by key, without duplicates.
    pub(super) polarity: Vec<Polarity>,
    /// The directions that it takes.
    pub(super) sides: Vec<Side>,
    /// Whether what was said before is taken back.
    pub(super) retracts: bool,
    /// Whether it refers to what was said before.
    pub(super) refers: bool,
    /// The keys of the words by which it denies or takes a direction.
    pub(super) telling: Vec<u64>,
}

/// Whether a word of content is denied where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Polarity {
    pub(super) key: u64,
    /// Somewhere it is.
    pub(super) denied: bool,
    /// Somewhere it is not.
    pub(super) plain: bool,
}

/// A word of one of two opposite directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Side {
    pub(super) pair: u16,
    pub(super) second: bool,
    pub(super) denied: bool,
}

/// A phrase that was found, from one token to before another.
struct Found {
    start: usize,
    end: usize,
    roles: Vec<Role>,
}

impl Found {
    fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

impl Features {
    pub(in crate::domain::similarity) fn of(lang: Lang, words: &str, units: &[Unit]) -> Self {
        let tokens = tokens(lang, words);
        let lexicon = lexicon(lang);
        let (figures, dates) = figures::read(lang, &tokens, lexicon);
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let (roles, length) = lexicon.longest(&folded, at);
            if length > 0 {
                found.push(Found {
                    start: at,
                    end: at + length,
                    roles,
                });
            }
            at += length.max(1);
        }
        let mut scopes = Scopes {
            tokens: &tokens,
            units,
            found: &found,
            denied: vec![false; units.len()],
            denied_tokens: vec![false; tokens.len()],
        };
        scopes.read(|at, role| lexicon.has(&folded, at, role));
        let has = |role| found.iter().any(|phrase| phrase.has(role));
        Self {
            figures,
            dates,
            sides: scopes.sides(),
            retracts: has(Role::Retraction),
            refers: has(Role::Reference),
            telling: scopes.telling(),
            polarity: polarity(units, &scopes.denied, &scopes.idle()),
        }
    }
}

fn polarity(units: &[Unit], denied: &[bool], idle: &[usize]) -> Vec<Polarity> {
    let mut all: Vec<Polarity> = Vec::new();
    let told = units.iter().zip(denied).enumerate();
    for (_, (unit, denied)) in
        told.filter(|(at, (unit, _))| unit.is_full() && !unit.is_figure && !idle.contains(at))
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

/// What the negations of a statement reach.
struct Scopes<'a> {
    tokens: &'a [Token],
    units: &'a [Unit],
    found: &'a [Found],
    /// For each unit.
    denied: Vec<bool>,
    /// For each token.
    denied_tokens: Vec<bool>,
}

impl Scopes<'_> {
    fn read(&mut self, has: impl Fn(usize, Role) -> bool) {
        let found = self.found;
        for phrase in found {
            if phrase.has(Role::Idiom) || phrase.has(Role::Bound) {
                continue;
            }
            if self.is_only_until(phrase.end) && !phrase.has(Role::Refusal) {
                continue;
            }
            if phrase.has(Role::Ne) {
                self.ne(phrase, &has);
            } else if phrase.has(Role::Negator) {
                self.deny(phrase.end, 1);
            }
        }
        // A refusal that is itself denied denies nothing.
        for phrase in found.iter().filter(|phrase| phrase.has(Role::Refusal)) {
            if !self.denied_tokens[phrase.start] {
                self.deny(phrase.end, REFUSED_MAX);
            }
        }
    }

    /// Whether what follows in the clause only sets a time to what is denied.
    fn is_only_until(&self, from: usize) -> bool {
        let clause = self
            .tokens
            .iter()
            .skip(from)
            .take_while(|token| token.kind != Kind::Mark);
        let past = from + clause.count();
        let mut found = self.found.iter();
        found.any(|phrase| (from..past).contains(&phrase.start) && phrase.has(Role::Until))
    }

    /// French "ne": what stands between it and its "pas" is denied, else what follows that.
    fn ne(&mut self, ne: &Found, has: &impl Fn(usize, Role) -> bool) {
        for at in ne.end..(ne.end + NE_REACH).min(self.tokens.len()) {
            if self.tokens[at].kind == Kind::Mark {
                return;
            }
            if !has(at, Role::Pas) {
                continue;
            }
            let only_looks = self
                .found
                .iter()
                .any(|phrase| phrase.start == at && (phrase.has(Role::Idiom) || phrase.has(Role::Bound)));
            if only_looks {
                return;
            }
            let between = self.units_in(ne.end, at);
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

    /// Denies the next `count` words of content from a token on, in its clause. What hands a negation on does not
    /// count.
    fn deny(&mut self, from: usize, count: usize) {
        let mut left = count;
        for at in from..self.tokens.len() {
            let out_of_reach = count == 1 && at > from + REACH;
            if left == 0 || out_of_reach || self.tokens[at].kind == Kind::Mark {
                break;
            }
            self.denied_tokens[at] = true;
            for unit in self.units_in(at, at + 1) {
                if left > 0 && !self.deny_unit(unit) {
                    left -= 1;
                }
            }
        }
    }

    /// Denies a unit; whether it hands the negation on.
    fn deny_unit(&mut self, unit: usize) -> bool {
        self.denied[unit] = true;
        let start = self.units[unit].start;
        let token = self.tokens.partition_point(|token| token.start < start);
        let role = |role| {
            let mut found = self.found.iter();
            found.any(|phrase| phrase.start <= token && token < phrase.end && phrase.has(role))
        };
        role(Role::Transparent)
    }

    /// The full units that begin within these tokens.
    fn units_in(&self, from: usize, to: usize) -> Vec<usize> {
        let (Some(first), Some(last)) = (self.tokens.get(from), self.tokens.get(to.saturating_sub(1))) else {
            return Vec::new();
        };
        let range = first.start..last.end;
        let units = self.units.iter().enumerate();
        units
            .filter(|(_, unit)| range.contains(&unit.start) && unit.is_full())
            .map(|(number, _)| number)
            .collect()
    }

    /// The units that stand in an idiom: "without delay" says nothing of a delay.
    fn idle(&self) -> Vec<usize> {
        let idioms = self.found.iter().filter(|phrase| phrase.has(Role::Idiom));
        idioms
            .flat_map(|phrase| self.units_in(phrase.start, phrase.end))
            .collect()
    }

    fn sides(&self) -> Vec<Side> {
        let mut sides: Vec<Side> = Vec::new();
        for phrase in self.found {
            for role in &phrase.roles {
                if let Role::Side(pair, second) = role {
                    sides.push(Side {
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

    /// The keys of the words that only tell a negation or a direction.
    fn telling(&self) -> Vec<u64> {
        let tells = |role: &Role| {
            matches!(
                role,
                Role::Side(..)
                    | Role::Refusal
                    | Role::Negator
                    | Role::Retraction
                    | Role::Reference
                    | Role::Transparent
            )
        };
        let phrases = self.found.iter().filter(|phrase| phrase.roles.iter().any(tells));
        let mut keys: Vec<u64> = phrases
            .flat_map(|phrase| self.units_in(phrase.start, phrase.end))
            .map(|unit| self.units[unit].key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
