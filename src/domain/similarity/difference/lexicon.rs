//! The words of each language that mark differences, from the text files beside this one.

use super::tokens::tokenize;
use crate::domain::{FastMap, FastSet, Lang, fold};
use std::sync::LazyLock;

/// What a phrase does in a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhraseRole {
    /// French "ne".
    Ne,
    /// "pas" and the like, which make "ne" a negation.
    Pas,
    /// Negates what follows.
    Negator,
    /// Negates what follows by its own meaning: "refuse".
    Refusal,
    /// Passes a negation on to the next word.
    Transparent,
    /// Only looks like a negation.
    Idiom,
    /// Only sets a time: "not before".
    Bound,
    /// Sets a time to a negation before it: "will not open before June".
    Until,
    /// One of two opposites: the number of the pair, and whether it is the second side.
    Side(u16, bool),
    /// Retracts what was said.
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
    /// Whether the last word is only the beginning of a word.
    is_open: bool,
    role: PhraseRole,
}

/// The lexicon of one language.
#[derive(Default)]
pub(super) struct ContrastLexicon {
    pub(super) numbers: FastMap<String, f64>,
    pub(super) small: FastMap<String, f64>,
    pub(super) scales: FastMap<String, f64>,
    pub(super) ordinals: FastMap<String, f64>,
    pub(super) small_ordinals: FastMap<String, f64>,
    pub(super) ordinal_endings: FastMap<String, f64>,
    /// Phrases, whether their last word is open, and their values.
    pub(super) fractions: Vec<(Vec<String>, bool, f64)>,
    /// Phrases with the one name of each unit.
    pub(super) units: Vec<(Vec<String>, String)>,
    pub(super) links: FastMap<String, f64>,
    pub(super) months: FastMap<String, f64>,
    pub(super) doubtful_months: FastMap<String, f64>,
    pub(super) weekdays: Vec<(Vec<String>, f64)>,
    /// The words that a number, a fraction, a month or a weekday can begin with.
    figure_starts: FastSet<String>,
    /// Phrases by their first word.
    phrases: FastMap<String, Vec<Phrase>>,
    /// Phrases that are the beginning of one word, by its first letter.
    open_phrases: FastMap<char, Vec<Phrase>>,
    /// Endings of negated words: "n't".
    denying_endings: Vec<String>,
}

static FRENCH: LazyLock<ContrastLexicon> =
    LazyLock::new(|| ContrastLexicon::parse(Lang::Fr, include_str!("fr.txt")));
static ENGLISH: LazyLock<ContrastLexicon> =
    LazyLock::new(|| ContrastLexicon::parse(Lang::En, include_str!("en.txt")));
static CHINESE: LazyLock<ContrastLexicon> =
    LazyLock::new(|| ContrastLexicon::parse(Lang::Zh, include_str!("zh.txt")));
static NONE: LazyLock<ContrastLexicon> = LazyLock::new(ContrastLexicon::default);

/// The lexicon of `lang`.
pub(super) fn contrast_lexicon(lang: Lang) -> &'static ContrastLexicon {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
        Lang::Und => &NONE,
    }
}

impl ContrastLexicon {
    fn parse(lang: Lang, file: &str) -> Self {
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
                        lexicon.add_phrase(lang, word, PhraseRole::Side(pairs, side == 1));
                    }
                }
                pairs += 1;
                continue;
            }
            let (words, value) = line.split_once(" = ").unwrap_or((line, "1"));
            lexicon.add_entry(lang, section, words.trim(), value.trim());
        }
        lexicon.figure_starts = lexicon.collect_figure_starts();
        lexicon
    }

    fn collect_figure_starts(&self) -> FastSet<String> {
        let maps = [
            &self.numbers,
            &self.small,
            &self.scales,
            &self.ordinals,
            &self.small_ordinals,
            &self.months,
        ];
        let words = maps.into_iter().flat_map(FastMap::keys);
        let fractions = self.fractions.iter().map(|(words, ..)| words);
        let phrases = fractions.chain(self.weekdays.iter().map(|(words, _)| words));
        words
            .chain(phrases.filter_map(|words| words.first()))
            .cloned()
            .collect()
    }

    /// Whether a number, a fraction, a month or a weekday in words can begin with `word`.
    pub(super) fn may_begin_figure(&self, word: &str) -> bool {
        let mut fractions = self.fractions.iter();
        self.figure_starts.contains(word)
            || fractions.any(|(words, is_open, _)| {
                *is_open && words.len() == 1 && word.starts_with(words[0].as_str())
            })
    }

    fn add_entry(&mut self, lang: Lang, section: &str, words: &str, value: &str) {
        let number = value.parse().unwrap_or(1.0);
        let parts = || -> Vec<String> {
            let tokens = tokenize(lang, words.trim_end_matches('*'));
            tokens
                .into_iter()
                .map(|token| token.folded.into_owned())
                .collect()
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
                if let Some(role) = role_of_section(section) {
                    self.add_phrase(lang, words, role);
                }
                return;
            }
        };
        map.insert(fold(words), number);
    }

    fn add_phrase(&mut self, lang: Lang, words: &str, role: PhraseRole) {
        if let Some(ending) = words.strip_prefix('*') {
            self.denying_endings.push(fold(ending));
            return;
        }
        let is_open = words.ends_with('*');
        let words: Vec<String> = tokenize(lang, words.trim_end_matches('*'))
            .into_iter()
            .map(|token| token.folded.into_owned())
            .collect();
        let Some(first) = words.first() else { return };
        let same_start = match first.chars().next() {
            Some(letter) if is_open && words.len() == 1 => self.open_phrases.entry(letter).or_default(),
            _ => self.phrases.entry(first.clone()).or_default(),
        };
        same_start.push(Phrase { words, is_open, role });
    }

    /// The phrases that may start with `word`.
    fn phrases_from(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        let first = word.chars().next();
        let open = first.and_then(|first| self.open_phrases.get(&first));
        self.phrases.get(word).into_iter().chain(open).flatten()
    }

    /// The roles of the longest phrase that starts at word `at`, and its length in words.
    pub(super) fn longest_phrase_at(&self, words: &[&str], at: usize) -> (Vec<PhraseRole>, usize) {
        let (mut roles, mut length) = (Vec::new(), 0);
        let Some(word) = words.get(at) else {
            return (roles, length);
        };
        for phrase in self.phrases_from(word) {
            if phrase.words.len() < length || !phrase_matches_at(&phrase.words, phrase.is_open, words, at) {
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
            return (vec![PhraseRole::Negator], 1);
        }
        (roles, length)
    }

    /// Whether a phrase with this role starts at word `at`.
    pub(super) fn has_role_at(&self, words: &[&str], at: usize, role: PhraseRole) -> bool {
        let phrases = words.get(at).into_iter().flat_map(|word| self.phrases_from(word));
        phrases
            .filter(|phrase| phrase.role == role)
            .any(|phrase| phrase_matches_at(&phrase.words, phrase.is_open, words, at))
    }
}

/// Whether a phrase starts at word `at`.
pub(super) fn phrase_matches_at(phrase: &[String], is_open: bool, words: &[&str], at: usize) -> bool {
    let Some(found) = words.get(at..at + phrase.len()) else {
        return false;
    };
    let last = phrase.len() - 1;
    let mut pairs = phrase.iter().zip(found).enumerate();
    pairs.all(|(number, (known, word))| {
        known == word || is_open && number == last && word.starts_with(known.as_str())
    })
}

fn role_of_section(section: &str) -> Option<PhraseRole> {
    Some(match section {
        "ne" => PhraseRole::Ne,
        "pas" => PhraseRole::Pas,
        "negators" => PhraseRole::Negator,
        "refusals" => PhraseRole::Refusal,
        "transparent" => PhraseRole::Transparent,
        "idioms" => PhraseRole::Idiom,
        "bounds" => PhraseRole::Bound,
        "until" => PhraseRole::Until,
        "retractions" => PhraseRole::Retraction,
        "references" => PhraseRole::Reference,
        "about" => PhraseRole::About,
        "at least" => PhraseRole::AtLeast,
        "at most" => PhraseRole::AtMost,
        "before years" => PhraseRole::BeforeYear,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_word_lists_is_known() {
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
                assert!(known.contains(&name) || role_of_section(name).is_some(), "{line}");
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
