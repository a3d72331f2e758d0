//! Whether somebody speaks for or against what they speak about, by the words of `stance.toml`.

use super::token::{Token, parts, tokens};
use crate::domain::Lang;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// On which side somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// For what is spoken about.
    For,
    /// Against it.
    Against,
}

impl Stance {
    const fn turned(self) -> Self {
        match self {
            Self::For => Self::Against,
            Self::Against => Self::For,
        }
    }
}

/// The words of one language, as the file has them.
#[derive(Deserialize)]
struct File {
    reach: usize,
    cues_for: BTreeSet<String>,
    cues_against: BTreeSet<String>,
    r#for: Vec<String>,
    against: Vec<String>,
    needed_for: Vec<String>,
    denials: Vec<String>,
    denials_behind: Vec<String>,
    no_denials: Vec<String>,
    shields: Vec<String>,
    breaks: Vec<String>,
}

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Takes a side.
    Side(Stance),
    /// Is against where it is denied.
    Needed,
    /// Turns what follows.
    Denial,
    /// Makes that what follows tells nothing.
    Shield,
    /// Ends what a denial or a shield reaches.
    Break,
    /// Is no denial, though it has one in it.
    Nothing,
}

struct Entry {
    words: Vec<String>,
    /// Whether its last word is the beginning of one.
    is_open: bool,
    role: Role,
}

/// The words of one language.
struct Words {
    reach: usize,
    cues_for: BTreeSet<String>,
    cues_against: BTreeSet<String>,
    denials_behind: BTreeSet<String>,
    /// The entries by the first letter of their first word, so that few are compared with a word.
    entries: BTreeMap<char, Vec<Entry>>,
}

/// An entry found: the tokens from `start` to before `end`.
#[derive(Clone, Copy)]
struct Found {
    role: Role,
    start: usize,
    end: usize,
}

static WORDS: LazyLock<Result<BTreeMap<String, Words>, String>> = LazyLock::new(|| {
    let files: BTreeMap<String, File> =
        toml::from_str(include_str!("stance.toml")).map_err(|error| error.to_string())?;
    Ok(files
        .into_iter()
        .map(|(lang, file)| (lang, Words::new(file)))
        .collect())
});

/// The side that the words take, and the word that decided: the cue where it decides alone, else the first word
/// of those that agree, as it stands, with what denies it. Words that disagree take no side.
pub(super) fn of(lang: Lang, words: &str, cue_lemma: Option<&str>) -> Option<(Stance, String)> {
    let known = WORDS.as_ref().ok()?.get(lang.as_str())?;
    if let Some((stance, cue)) = cue_lemma.and_then(|cue| Some((known.cue(cue)?, cue))) {
        return Some((stance, cue.to_owned()));
    }
    let tokens = tokens(words);
    let mut sides = known.sides(&tokens).into_iter();
    let (stance, found) = sides.next()?;
    if sides.any(|(other, _)| other != stance) {
        return None;
    }
    let (start, end) = (tokens[found.start].start, tokens[found.end - 1].end);
    Some((stance, words[start..end].to_owned()))
}

impl Words {
    fn new(file: File) -> Self {
        let roles = [
            (Role::Side(Stance::For), file.r#for),
            (Role::Side(Stance::Against), file.against),
            (Role::Needed, file.needed_for),
            (Role::Denial, file.denials),
            (Role::Shield, file.shields),
            (Role::Break, file.breaks),
            (Role::Nothing, file.no_denials),
        ];
        let mut entries: BTreeMap<char, Vec<Entry>> = BTreeMap::new();
        for (role, texts) in roles {
            for text in texts {
                let whole = text.strip_suffix('*');
                let words = parts(whole.unwrap_or(&text));
                let Some(first) = words.first().and_then(|word| word.chars().next()) else {
                    continue;
                };
                entries.entry(first).or_default().push(Entry {
                    words,
                    is_open: whole.is_some(),
                    role,
                });
            }
        }
        Self {
            reach: file.reach,
            cues_for: file.cues_for,
            cues_against: file.cues_against,
            denials_behind: file.denials_behind.into_iter().collect(),
            entries,
        }
    }

    /// The side that a cue takes alone.
    fn cue(&self, lemma: &str) -> Option<Stance> {
        if self.cues_for.contains(lemma) {
            return Some(Stance::For);
        }
        self.cues_against.contains(lemma).then_some(Stance::Against)
    }

    /// The words that take a side, in their order, each from what denies it on.
    fn sides(&self, tokens: &[Token]) -> Vec<(Stance, Found)> {
        let mut sides = Vec::new();
        // What was found since the last mark or break.
        let mut clause: Vec<Found> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let Some(found) = self.longest(tokens, at) else {
                if token.is_mark() {
                    clause.clear();
                }
                at += 1;
                continue;
            };
            match found.role {
                Role::Side(stance) => sides.extend(self.side(Some(stance), found, &clause, tokens)),
                Role::Needed => sides.extend(self.side(None, found, &clause, tokens)),
                Role::Break => clause.clear(),
                Role::Denial | Role::Shield => clause.push(found),
                Role::Nothing => {}
            }
            at = found.end;
        }
        sides
    }

    /// The side of a word that takes `stance`, or where there is none, is against only if denied.
    fn side(
        &self,
        stance: Option<Stance>,
        mut found: Found,
        clause: &[Found],
        tokens: &[Token],
    ) -> Option<(Stance, Found)> {
        let start = found.start;
        let mut near = clause.iter().filter(|before| before.end + self.reach > start);
        let mut is_denied = false;
        if near.clone().any(|before| before.role == Role::Shield) {
            return None;
        }
        if let Some(denial) = near.next() {
            is_denied = true;
            found.start = denial.start;
        }
        let behind = tokens.get(found.end);
        if behind.is_some_and(|word| self.denials_behind.contains(&word.folded)) {
            is_denied = true;
            found.end += 1;
        }
        let side = match (stance, is_denied) {
            (Some(stance), false) => stance,
            (Some(stance), true) => stance.turned(),
            (None, true) => Stance::Against,
            (None, false) => return None,
        };
        Some((side, found))
    }

    /// The longest entry at `at`.
    fn longest(&self, tokens: &[Token], at: usize) -> Option<Found> {
        let first = tokens.get(at)?.folded.chars().next()?;
        let entries = self.entries.get(&first)?.iter();
        let found = entries.filter(|entry| entry.stands(tokens, at));
        // Of equally long ones the first: sides come before all others.
        let longest = found
            .rev()
            .max_by_key(|entry| (entry.words.len(), !entry.is_open))?;
        Some(Found {
            role: longest.role,
            start: at,
            end: at + longest.words.len(),
        })
    }
}

impl Entry {
    fn stands(&self, tokens: &[Token], at: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lang: Lang, words: &str) -> String {
        match of(lang, words, None) {
            Some((stance, word)) => format!("{stance:?}: {word}"),
            None => "-".to_owned(),
        }
    }

    fn all(lang: Lang, words: &[&str]) -> String {
        let lines: Vec<String> = words.iter().map(|words| told(lang, words)).collect();
        lines.join("\n")
    }

    #[test]
    fn the_file_is_sound() {
        let words = WORDS.as_ref().unwrap();
        assert!(Lang::READ.iter().all(|lang| words.contains_key(lang.as_str())));
        for (lang, words) in words {
            let both: Vec<_> = words.cues_for.intersection(&words.cues_against).collect();
            assert!(both.is_empty(), "{lang}: {both:?}");
        }
    }

    #[test]
    fn the_extractor_knows_every_cue() {
        #[derive(Deserialize)]
        struct Lexicon {
            cue: Vec<Cue>,
        }
        #[derive(Deserialize)]
        struct Cue {
            lemma: String,
        }
        let sources = [
            ("fr", include_str!("../extract/lexicon/fr.toml")),
            ("en", include_str!("../extract/lexicon/en.toml")),
            ("zh", include_str!("../extract/lexicon/zh.toml")),
        ];
        for (lang, source) in sources {
            let lexicon: Lexicon = toml::from_str(source).unwrap();
            let known: BTreeSet<String> = lexicon.cue.into_iter().map(|cue| cue.lemma).collect();
            let words = &WORDS.as_ref().unwrap()[lang];
            let mut cues = words.cues_for.iter().chain(&words.cues_against);
            let unknown: Vec<_> = cues.by_ref().filter(|cue| !known.contains(*cue)).collect();
            assert!(unknown.is_empty(), "{lang}: {unknown:?}");
        }
    }

    #[test]
    fn french() {
        insta::assert_snapshot!(all(Lang::Fr, &[
            "Cette loi est une avancée",
            "Ce texte est dangereux et injuste",
            "Cela ne suffit pas.",
            "Ça suffit pas",
            "ce n’est pas une solution",
            "Ce n'est pas une menace",
            "nous n’approuvons pas ce texte",
            "ce n'est pas seulement utile",
            "on ne peut que saluer, une bonne nouvelle",
            "C’est une avancée, mais un risque pour l’emploi",
            "il faut réduire les risques",
            "Le texte a été présenté lundi",
            "Cela coûte : c'est une usine à gaz",
        ]), @"
        For: avancée
        Against: dangereux
        Against: ne suffit pas
        Against: suffit pas
        Against: n’est pas une solution
        For: n'est pas une menace
        Against: n’approuvons pas
        Against: n'est pas seulement utile
        For: bonne nouvelle
        -
        -
        -
        Against: usine à gaz
        ");
    }

    #[test]
    fn english() {
        insta::assert_snapshot!(all(Lang::En, &[
            "This is a step forward",
            "That is not enough",
            "It’s a disaster",
            "We don't support this bill",
            "This isn't dangerous",
            "not only useful, it is essential",
            "a success, but a costly mistake",
            "We must reduce the risk",
            "It is far from satisfactory",
        ]), @"
        For: step forward
        Against: not enough
        Against: disaster
        Against: don't support
        For: isn't dangerous
        For: useful
        -
        -
        Against: far from satisfactory
        ");
    }

    #[test]
    fn chinese() {
        insta::assert_snapshot!(all(Lang::Zh, &[
            "这一做法不可接受",
            "我们支持这项决议",
            "我们不支持这项决议",
            "此时不宜加息",
            "不得不支持",
            "有利于地区稳定",
            "要避免风险",
            "既有机遇，也有风险",
            "這是錯誤的",
        ]), @"
        Against: 不可接受
        For: 支持
        Against: 不支持
        Against: 不宜
        For: 支持
        For: 有利于
        -
        -
        Against: 錯誤
        ");
    }

    #[test]
    fn some_cues_decide_alone() {
        let of = |lang, cue| of(lang, "un danger, une avancée", Some(cue)).map(|(stance, _)| stance);
        assert_eq!(of(Lang::Fr, "saluer"), Some(Stance::For));
        assert_eq!(of(Lang::Fr, "s'opposer"), Some(Stance::Against));
        assert_eq!(of(Lang::En, "welcome"), Some(Stance::For));
        assert_eq!(of(Lang::En, "reject"), Some(Stance::Against));
        assert_eq!(of(Lang::Zh, "反对"), Some(Stance::Against));
        assert_eq!(of(Lang::Zh, "支持"), Some(Stance::For));
        assert_eq!(of(Lang::Fr, "dire"), None);
        assert_eq!(of(Lang::Und, "saluer"), None);
    }
}
