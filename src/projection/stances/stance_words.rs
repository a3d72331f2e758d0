//! The word lists of `stances.toml`, and how their entries are matched in a text.

use super::stance::Stance;
use crate::domain::FastMap;
use crate::projection::token::{Token, entry_words, words_start_at};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The word lists of one language, as in the file. The file explains each list.
#[derive(Deserialize)]
pub(super) struct StanceWordsFile {
    reach: usize,
    short: usize,
    cues_for: BTreeSet<String>,
    cues_against: BTreeSet<String>,
    r#for: Vec<String>,
    against: Vec<String>,
    needed: Vec<String>,
    called_for: Vec<String>,
    called_against: Vec<String>,
    called_needed: Vec<String>,
    taken_for: Vec<String>,
    taken_against: Vec<String>,
    copulas: Vec<String>,
    openers: Vec<String>,
    selves: Vec<String>,
    denials: Vec<String>,
    denials_behind: BTreeSet<String>,
    nothing: Vec<String>,
    shields: Vec<String>,
    breaks: Vec<String>,
}

/// Where a word has a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StanceCondition {
    /// Anywhere.
    Anywhere,
    /// Where something is called so ("is a mistake").
    Called,
    /// Where the speakers do it ("we reject").
    Taken,
}

/// The role of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryRole {
    /// Has a stance under a condition. With `None`, it is against where it is negated ("not enough"), else nothing.
    Side(StanceCondition, Option<Stance>),
    /// Links a subject to what it is called ("is").
    Copula,
    /// Names the speakers ("we").
    Speaker,
    /// Negates what follows.
    Denial,
    /// Makes what follows have no stance ("avoid").
    Shield,
    /// Ends the reach of entries before it.
    Break,
    /// Only looks like another entry ("not only"), and cancels a negation before it.
    Nothing,
}

struct StanceEntry {
    words: Vec<String>,
    /// Whether its last word is a prefix (`*` in the file).
    is_open: bool,
    role: EntryRole,
}

/// The word lists of one language, prepared for matching.
pub(super) struct StanceWords {
    reach: usize,
    short: usize,
    /// Lemmas of cues that are for something by themselves.
    pub(super) cues_for: BTreeSet<String>,
    /// Lemmas of cues that are against something by themselves.
    pub(super) cues_against: BTreeSet<String>,
    denials_behind: BTreeSet<String>,
    openers: Vec<Vec<String>>,
    entries: Vec<StanceEntry>,
    /// Indexes of the entries by their first word, so that few are compared with a word.
    starts: FastMap<String, Vec<usize>>,
    /// Indexes of the entries that are the beginning of one word, by its first two letters.
    open_starts: FastMap<(char, char), Vec<usize>>,
}

/// A match of an entry: the tokens `start..end`.
#[derive(Clone, Copy)]
pub(super) struct EntryMatch {
    role: EntryRole,
    /// Index of the entry.
    entry: usize,
    /// Index of its first token.
    pub(super) start: usize,
    /// Index of the token after it.
    pub(super) end: usize,
}

impl StanceWords {
    /// Prepares the word lists of a file.
    pub(super) fn new(file: StanceWordsFile) -> Self {
        let (pro, contra) = (Some(Stance::For), Some(Stance::Against));
        let roles = [
            (EntryRole::Side(StanceCondition::Anywhere, pro), file.r#for),
            (EntryRole::Side(StanceCondition::Anywhere, contra), file.against),
            (EntryRole::Side(StanceCondition::Called, pro), file.called_for),
            (
                EntryRole::Side(StanceCondition::Called, contra),
                file.called_against,
            ),
            (EntryRole::Side(StanceCondition::Taken, pro), file.taken_for),
            (
                EntryRole::Side(StanceCondition::Taken, contra),
                file.taken_against,
            ),
            (EntryRole::Side(StanceCondition::Anywhere, None), file.needed),
            (EntryRole::Side(StanceCondition::Called, None), file.called_needed),
            (EntryRole::Copula, file.copulas),
            (EntryRole::Speaker, file.selves),
            (EntryRole::Denial, file.denials),
            (EntryRole::Shield, file.shields),
            (EntryRole::Break, file.breaks),
            (EntryRole::Nothing, file.nothing),
        ];
        let mut entries = Vec::new();
        let mut starts: FastMap<String, Vec<usize>> = FastMap::default();
        let mut open_starts: FastMap<_, Vec<usize>> = FastMap::default();
        for (role, texts) in roles {
            for text in texts {
                let whole = text.strip_suffix('*');
                let words = entry_words(whole.unwrap_or(&text));
                let same_start = match words.as_slice() {
                    [] => continue,
                    [open] if whole.is_some() => open_starts.entry(first_two(open)).or_default(),
                    [first, ..] => starts.entry(first.clone()).or_default(),
                };
                same_start.push(entries.len());
                entries.push(StanceEntry {
                    words,
                    is_open: whole.is_some(),
                    role,
                });
            }
        }
        Self {
            reach: file.reach,
            short: file.short,
            cues_for: file.cues_for,
            cues_against: file.cues_against,
            denials_behind: file.denials_behind,
            openers: file.openers.iter().map(|opener| entry_words(opener)).collect(),
            entries,
            starts,
            open_starts,
        }
    }

    /// The stance of a cue by itself.
    pub(super) fn cue_stance(&self, lemma: &str) -> Option<Stance> {
        if self.cues_for.contains(lemma) {
            return Some(Stance::For);
        }
        self.cues_against.contains(lemma).then_some(Stance::Against)
    }

    /// The matches that have a stance, in their order. Each begins with its negation, if it has one.
    pub(super) fn find_stances(&self, tokens: &[Token<'_>]) -> Vec<(Stance, EntryMatch)> {
        let mut sides = Vec::new();
        // The matches since the last punctuation mark or break.
        let mut clause: Vec<EntryMatch> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let longest = self.longest_entries(tokens, at);
            if longest.is_empty() && token.is_mark() {
                clause.clear();
            }
            let mut read = longest.iter();
            let goes_on = !sides.is_empty();
            sides.extend(read.find_map(|found| self.stance_at(*found, goes_on, &clause, tokens)));
            let has = |role| longest.iter().any(|found| found.role == role);
            if has(EntryRole::Break) {
                clause.clear();
            }
            if has(EntryRole::Nothing) {
                clause.retain(|before| before.role != EntryRole::Denial);
            }
            at = longest.first().map_or(at + 1, |found| found.end);
            clause.extend(longest);
        }
        sides
    }

    /// The stance of a match in its context, if it has one. With `goes_on`, another match came before, whose subject
    /// may be shared: "a success, but a mistake".
    fn stance_at(
        &self,
        mut found: EntryMatch,
        goes_on: bool,
        clause: &[EntryMatch],
        tokens: &[Token<'_>],
    ) -> Option<(Stance, EntryMatch)> {
        let EntryRole::Side(place, stance) = found.role else {
            return None;
        };
        let start = found.start;
        let near = |role| {
            let mut near = clause.iter().filter(|before| before.end + self.reach > start);
            near.find(|before| before.role == role)
        };
        let tells = match place {
            StanceCondition::Anywhere => true,
            StanceCondition::Called => {
                let joined = near(EntryRole::Break).filter(|_| goes_on);
                let is_joined =
                    joined.is_some_and(|before| self.begins_clause(found.start, before.end, tokens));
                let is_whole = tokens.iter().filter(|token| token.is_word()).count() <= self.short;
                let is_called =
                    near(EntryRole::Copula).is_some() || self.begins_clause(found.start, 0, tokens);
                is_called || is_joined || is_whole
            }
            StanceCondition::Taken => near(EntryRole::Speaker).is_some(),
        };
        if !tells || near(EntryRole::Shield).is_some() {
            return None;
        }
        let denial = near(EntryRole::Denial);
        if let Some(denial) = denial {
            found.start = denial.start;
        }
        let next_word = tokens.get(found.end);
        let is_denied_after = next_word.is_some_and(|word| self.denials_behind.contains(&*word.folded));
        found.end += usize::from(is_denied_after);
        let side = match (stance, denial.is_some() || is_denied_after) {
            (Some(stance), false) => stance,
            (None, true) => Stance::Against,
            // A negated bad word is not praise: "this must not put anyone in danger".
            (Some(Stance::Against), true) if place == StanceCondition::Anywhere => return None,
            (Some(stance), true) => stance.opposite(),
            (None, false) => return None,
        };
        Some((side, found))
    }

    /// Whether the token `at` begins what begins at `first`, apart from an opener: "un scandale", "Very good news".
    fn begins_clause(&self, at: usize, first: usize, tokens: &[Token<'_>]) -> bool {
        let words = (first..at).filter(|at| tokens[*at].is_word()).count();
        let mut openers = self.openers.iter();
        openers.any(|opener| {
            words == 0 || words <= opener.len() + 1 && words_start_at(opener, tokens, at_word(tokens, first))
        })
    }

    /// The longest entry that matches at `at`, once for each of its roles.
    fn longest_entries(&self, tokens: &[Token<'_>], at: usize) -> Vec<EntryMatch> {
        let mut longest: Vec<EntryMatch> = Vec::new();
        let word = &*tokens[at].folded;
        let (first, second) = first_two(word);
        let same_start = [
            self.starts.get(word),
            self.open_starts.get(&(first, second)),
            self.open_starts
                .get(&(first, NO_LETTER))
                .filter(|_| second != NO_LETTER),
        ];
        for &number in same_start.into_iter().flatten().flatten() {
            let entry = &self.entries[number];
            let (start, end) = (at, at + entry.words.len());
            let known = longest.first().map_or(start, |found| found.end);
            if end < known || !entry.matches_at(tokens, at) {
                continue;
            }
            if end > known {
                longest.clear();
            }
            longest.push(EntryMatch {
                role: entry.role,
                entry: number,
                start,
                end,
            });
        }
        longest.sort_by_key(|found| found.entry);
        longest
    }
}

/// Stands for the second letter of a word of one letter.
const NO_LETTER: char = '\0';

/// The first two letters of a word.
fn first_two(word: &str) -> (char, char) {
    let mut letters = word.chars().chain([NO_LETTER; 2]);
    let mut next = || letters.next().unwrap_or(NO_LETTER);
    (next(), next())
}

/// Index of the first word from `at` on.
fn at_word(tokens: &[Token<'_>], at: usize) -> usize {
    let mark = tokens.iter().skip(at).position(Token::is_word);
    at + mark.unwrap_or(0)
}

impl StanceEntry {
    fn matches_at(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let Some(found) = tokens.get(at..at + self.words.len()) else {
            return false;
        };
        let last = self.words.len() - 1;
        let mut pairs = (0..).zip(found.iter().zip(&self.words));
        pairs.all(|(number, (token, word))| {
            token.folded == *word || self.is_open && number == last && token.folded.starts_with(word)
        })
    }
}
