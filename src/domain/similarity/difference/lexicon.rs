//! What is known of each language, from the data files beside this one.

use super::tokens::tokens;
use crate::domain::{Lang, fold};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a phrase does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// French "ne".
    Ne,
    /// What makes a negation of it: "pas".
    Pas,
    /// Denies what follows.
    Negator,
    /// Denies what follows by its own meaning: "refuse".
    Refusal,
    /// Hands a negation on.
    Transparent,
    /// Only looks like a negation.
    Idiom,
    /// Only sets a time: "not before".
    Bound,
    /// Sets a time to a negation before it: "will not open before June".
    Until,
    /// One of two opposites: which pair, which side.
    Side(u16, bool),
    /// Takes back what was said.
    Retraction,
    /// Refers to what was said.
    Reference,
    About,
    AtLeast,
    AtMost,
    BeforeYear,
}

/// A phrase of the lexicon.
struct Phrase {
    words: Vec<String>,
    /// Whether the last word is only the beginning of one.
    is_open: bool,
    role: Role,
}

/// What is known of one language.
#[derive(Default)]
pub(super) struct Lexicon {
    pub(super) numbers: HashMap<String, f64>,
    pub(super) small: HashMap<String, f64>,
    pub(super) scales: HashMap<String, f64>,
    pub(super) ordinals: HashMap<String, f64>,
    pub(super) small_ordinals: HashMap<String, f64>,
    pub(super) ordinal_endings: HashMap<String, f64>,
    /// Phrases with their values.
    pub(super) fractions: Vec<(Vec<String>, bool, f64)>,
    /// Phrases, and the one name of each unit.
    pub(super) units: Vec<(Vec<String>, String)>,
    pub(super) links: HashMap<String, f64>,
    pub(super) months: HashMap<String, f64>,
    pub(super) doubtful_months: HashMap<String, f64>,
    pub(super) weekdays: Vec<(Vec<String>, f64)>,
    /// By the first letter of the first word.
    phrases: HashMap<char, Vec<Phrase>>,
    /// The endings of words that deny: "n't".
    denying_endings: Vec<String>,
}

static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(Lang::Fr, include_str!("fr.txt")));
static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(Lang::En, include_str!("en.txt")));
static CHINESE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(Lang::Zh, include_str!("zh.txt")));
static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

/// What is known of `lang`.
pub(super) fn lexicon(lang: Lang) -> &'static Lexicon {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
        Lang::Und => &NONE,
    }
}

impl Lexicon {
    fn read(lang: Lang, file: &str) -> Self {
        let mut lexicon = Self::default();
        let mut section = "";
        let mut pairs: u16 = 0;
        for line in file.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
                section = name;
                continue;
            }
            if section == "opposites" {
                for (side, words) in line.splitn(2, '|').enumerate() {
                    for word in words.split_whitespace() {
                        lexicon.phrase(lang, word, Role::Side(pairs, side == 1));
                    }
                }
                pairs += 1;
                continue;
            }
            let (words, value) = line.split_once(" = ").unwrap_or((line, "1"));
            lexicon.entry(lang, section, words.trim(), value.trim());
        }
        lexicon
    }

    fn entry(&mut self, lang: Lang, section: &str, words: &str, value: &str) {
        let number = value.parse().unwrap_or(1.0);
        let parts = || -> Vec<String> {
            let tokens = tokens(lang, words.trim_end_matches('*'));
            tokens.into_iter().map(|token| token.folded).collect()
        };
        let map = match section {
            "numbers" => &mut self.numbers,
            "small" => &mut self.small,
            "scales" => &mut self.scales,
            "ordinals" => &mut self.ordinals,
            "small ordinals" => &mut self.small_ordinals,
            "ordinal endings" => &mut self.ordinal_endings,
            "links" => &mut self.links,
            "months" => &mut self.months,
            "doubtful months" => &mut self.doubtful_months,
            "fractions" => {
                self.fractions.push((parts(), words.ends_with('*'), number));
                return;
            }
            "units" => {
                self.units.push((parts(), value.to_owned()));
                return;
            }
            "weekdays" => {
                self.weekdays.push((parts(), number));
                return;
            }
            section => {
                if let Some(role) = role(section) {
                    self.phrase(lang, words, role);
                }
                return;
            }
        };
        map.insert(fold(words), number);
    }

    fn phrase(&mut self, lang: Lang, words: &str, role: Role) {
        if let Some(ending) = words.strip_prefix('*') {
            self.denying_endings.push(fold(ending));
            return;
        }
        let is_open = words.ends_with('*');
        let words: Vec<String> = tokens(lang, words.trim_end_matches('*'))
            .into_iter()
            .map(|token| token.folded)
            .collect();
        if let Some(first) = words.first().and_then(|word| word.chars().next()) {
            self.phrases
                .entry(first)
                .or_default()
                .push(Phrase { words, is_open, role });
        }
    }

    /// The roles of the longest phrase that stands in `words` from `at` on, and how many words it has.
    pub(super) fn longest(&self, words: &[&str], at: usize) -> (Vec<Role>, usize) {
        let (mut roles, mut length) = (Vec::new(), 0);
        let Some(word) = words.get(at) else {
            return (roles, length);
        };
        let first = word.chars().next().unwrap_or(' ');
        for phrase in self.phrases.get(&first).into_iter().flatten() {
            if phrase.words.len() < length || !stands(&phrase.words, phrase.is_open, words, at) {
                continue;
            }
            if phrase.words.len() > length {
                roles.clear();
                length = phrase.words.len();
            }
            roles.push(phrase.role);
        }
        if length == 0
            && self
                .denying_endings
                .iter()
                .any(|ending| word.ends_with(ending.as_str()))
        {
            return (vec![Role::Negator], 1);
        }
        (roles, length)
    }

    /// Whether one phrase of this role stands in `words` from `at` on.
    pub(super) fn has(&self, words: &[&str], at: usize, role: Role) -> bool {
        let first = words.get(at).and_then(|word| word.chars().next());
        let phrases = first
            .and_then(|first| self.phrases.get(&first))
            .into_iter()
            .flatten();
        phrases
            .filter(|phrase| phrase.role == role)
            .any(|phrase| stands(&phrase.words, phrase.is_open, words, at))
    }
}

/// Whether a phrase stands in `words` from `at` on.
pub(super) fn stands(phrase: &[String], is_open: bool, words: &[&str], at: usize) -> bool {
    let Some(found) = words.get(at..at + phrase.len()) else {
        return false;
    };
    let last = phrase.len() - 1;
    let mut pairs = phrase.iter().zip(found).enumerate();
    pairs.all(|(number, (known, word))| {
        known == word || is_open && number == last && word.starts_with(known.as_str())
    })
}

fn role(section: &str) -> Option<Role> {
    Some(match section {
        "ne" => Role::Ne,
        "pas" => Role::Pas,
        "negators" => Role::Negator,
        "refusals" => Role::Refusal,
        "transparent" => Role::Transparent,
        "idioms" => Role::Idiom,
        "bounds" => Role::Bound,
        "until" => Role::Until,
        "retractions" => Role::Retraction,
        "references" => Role::Reference,
        "about" => Role::About,
        "at least" => Role::AtLeast,
        "at most" => Role::AtMost,
        "before years" => Role::BeforeYear,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_files_is_known() {
        let known = [
            "numbers",
            "small",
            "scales",
            "ordinals",
            "small ordinals",
            "ordinal endings",
            "fractions",
            "units",
            "links",
            "months",
            "doubtful months",
            "weekdays",
            "opposites",
        ];
        for file in [
            include_str!("fr.txt"),
            include_str!("en.txt"),
            include_str!("zh.txt"),
        ] {
            for line in file.lines().filter(|line| line.starts_with('[')) {
                let name = line.trim_matches(['[', ']']);
                assert!(known.contains(&name) || role(name).is_some(), "{line}");
            }
            let opposites = file.lines().skip_while(|line| *line != "[opposites]").skip(1);
            for line in opposites.take_while(|line| !line.starts_with('[')) {
                assert!(
                    line.is_empty() || line.starts_with('#') || line.matches('|').count() == 1,
                    "{line}"
                );
            }
        }
    }
}
