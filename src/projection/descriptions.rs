//! Decides whether a reference names a speaker or only describes one: "ministre", "the Treasury secretary", "外交部发言人".
//!
//! A description means somebody in its own article alone: the same words in another article may mean somebody else.
//! So it makes a speaker of that article (`SpeakerId::described`), and never a name to find a speaker by.

use super::ProjectionError;
use crate::domain::{FastSet, SpeakerKind, fold, is_han};
use serde::Deserialize;
use std::sync::LazyLock;

/// The word lists as written.
pub(super) const DATA: &str = include_str!("descriptions.toml");

/// The word lists, folded as the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DescriptionWords {
    heads_en: FastSet<String>,
    heads_fr: FastSet<String>,
    before_fr: FastSet<String>,
    prepositions: FastSet<String>,
    pronouns: FastSet<String>,
    heads_zh: FastSet<String>,
    whole_zh: FastSet<String>,
    before_zh: Vec<String>,
    bodies_fr: FastSet<String>,
    nations_fr: FastSet<String>,
}

static DESCRIPTIONS: LazyLock<Result<DescriptionWords, String>> =
    LazyLock::new(|| toml::from_str(DATA).map_err(|error| error.to_string()));

/// The word lists, read once.
pub(super) fn description_words() -> Result<&'static DescriptionWords, ProjectionError> {
    DESCRIPTIONS
        .as_ref()
        .map_err(|error| ProjectionError::WordList("descriptions.toml", error.clone()))
}

impl DescriptionWords {
    /// Whether `reference` describes a speaker of this kind instead of naming one.
    pub(super) fn describes(&self, reference: &str, kind: SpeakerKind) -> bool {
        if reference.chars().any(is_han) {
            return self.describes_in_chinese(reference);
        }
        let folded = fold(reference);
        if self.pronouns.contains(folded.as_str()) || !has_capital(reference) {
            return true;
        }
        let words: Vec<&str> = folded
            .split(|c: char| c.is_whitespace() || c == '\'')
            .filter(|word| !word.is_empty())
            .collect();
        // "Ministry of Trade" and "Commission européenne" name a body; "Police" and "Government" do not.
        let is_body = matches!(kind, SpeakerKind::Institution | SpeakerKind::Document);
        match words.as_slice() {
            [] => true,
            [one] => self.heads_en.contains(*one) || self.heads_fr.contains(*one),
            _ if is_body => false,
            several => self.ends_with_role(several) || self.begins_with_role(several, reference),
        }
    }

    /// Whether the last word before any preposition is an English role: "Foreign Minister", "mayor of Lyon".
    fn ends_with_role(&self, words: &[&str]) -> bool {
        let end = words.iter().position(|word| self.prepositions.contains(*word));
        let head = words[..end.unwrap_or(words.len())].last();
        head.is_some_and(|head| self.heads_en.contains(*head))
    }

    /// Whether the words begin with a French role that no capitalised name follows: "Premier ministre chinois",
    /// "ministre de l'Économie".
    fn begins_with_role(&self, words: &[&str], reference: &str) -> bool {
        let modifiers = words
            .iter()
            .take_while(|word| self.before_fr.contains(**word) && !self.heads_fr.contains(**word))
            .count();
        let is_head = words
            .get(modifiers)
            .is_some_and(|word| self.heads_fr.contains(*word));
        let follows = reference
            .split(|c: char| c.is_whitespace() || c == '\'' || c == '’')
            .filter(|word| !word.is_empty())
            .nth(modifiers + 1);
        is_head && follows.is_none_or(|word| !has_capital(word))
    }

    /// Whether a description means the same body in every article: "gouvernement chinois", but not "gouvernement".
    pub(super) fn names_body(&self, reference: &str) -> bool {
        let folded = fold(reference);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let [head, .., nation] = words.as_slice() else {
            return false;
        };
        self.bodies_fr.contains(*head) && self.nations_fr.contains(*nation)
    }

    /// Whether `reference`, the name of a side that somebody speaks for, is valid in its own article alone.
    pub(super) fn describes_side(&self, reference: &str) -> bool {
        self.describes(reference, SpeakerKind::Institution) && !self.names_body(reference)
    }

    fn describes_in_chinese(&self, reference: &str) -> bool {
        let reference = reference.trim();
        if self.whole_zh.contains(reference) || self.heads_zh.contains(reference) {
            return true;
        }
        let mut ends = reference.char_indices().map(|(at, _)| &reference[at..]);
        let mut before = self.before_zh.iter();
        ends.any(|end| self.heads_zh.contains(end)) || before.any(|word| reference.starts_with(word.as_str()))
    }
}

/// Whether a word of `text` begins with a capital letter, or with a letter of a script without capitals.
fn has_capital(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .any(|first| first.is_uppercase() || first.is_alphabetic() && !first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describes(reference: &str, kind: SpeakerKind) -> bool {
        description_words().unwrap().describes(reference, kind)
    }

    #[test]
    fn roles_groups_and_pronouns_describe() {
        for reference in [
            "ministre",
            "ministre de l'Économie",
            "Premier ministre chinois",
            "maire de Lyon",
            "Prime Minister",
            "White House spokesperson",
            "mayor of Lyon",
            "Police",
            "experts",
            "il",
            "外交部发言人",
            "该公司负责人",
            "专家",
        ] {
            assert!(describes(reference, SpeakerKind::Person), "{reference}");
        }
        for reference in ["gouvernement", "Police", "警方", "有关部门"] {
            assert!(describes(reference, SpeakerKind::Institution), "{reference}");
        }
        assert!(describes("rapport", SpeakerKind::Document));
    }

    #[test]
    fn body_with_its_nation_is_named_and_a_body_alone_is_not() {
        let words = description_words().unwrap();
        for named in [
            "gouvernement chinois",
            "diplomatie américaine",
            "ministère allemand",
        ] {
            assert!(words.names_body(named), "{named}");
        }
        for unnamed in [
            "gouvernement",
            "gouvernement actuel",
            "ministre chinois",
            "chinois",
        ] {
            assert!(!words.names_body(unnamed), "{unnamed}");
        }
        assert!(words.describes_side("gouvernement") && words.describes_side("ils"));
        assert!(!words.describes_side("Chinese government") && !words.describes_side("中国政府"));
    }

    #[test]
    fn names_do_not_describe() {
        for reference in [
            "Ana Lund",
            "Lund",
            "Stephen King",
            "Angela Bishop",
            "Jean-Luc Maire",
            "Dominique de Villepin",
            "Ursula von der Leyen",
            "李强",
            "欧阳明月",
        ] {
            assert!(!describes(reference, SpeakerKind::Person), "{reference}");
        }
        for reference in [
            "Commission européenne",
            "Ministry of Trade",
            "Organisation mondiale de la santé",
            "Maison Blanche",
            "OMS",
            "国家数据局",
        ] {
            assert!(!describes(reference, SpeakerKind::Institution), "{reference}");
        }
    }
}
