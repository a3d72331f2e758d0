//! The embedded taxonomy, and how its terms are found in a text.

use super::ProjectionError;
use crate::domain::{Lang, fold, is_han};
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The taxonomy as written.
pub(super) const SOURCE: &str = include_str!("topics.toml");

/// A topic of the file.
#[derive(Debug, Deserialize)]
pub(super) struct Topic {
    /// Its id.
    pub(super) id: String,
    /// The id of the topic that it belongs to.
    pub(super) broader: Option<String>,
    /// What it is called, by language.
    pub(super) label: BTreeMap<String, String>,
    /// What it is recognised by, by language.
    #[serde(default)]
    pub(super) terms: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct File {
    topic: Vec<Topic>,
}

/// The taxonomy, read once.
pub(super) struct Taxonomy {
    /// Its topics in the order of the file; rows count from 1.
    pub(super) topics: Vec<Topic>,
    finders: Vec<(Lang, Finder)>,
}

/// A topic found in a text, by this term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The topic's row.
    pub(super) topic: i64,
    /// The term as the file has it.
    pub(super) term: &'static str,
}

/// The terms of one language: those that are compared folded, and those in capitals, compared as they stand.
struct Finder {
    folded: Terms,
    capitals: Terms,
}

struct Terms {
    automaton: AhoCorasick,
    /// For each pattern of the automaton the topics that it tells of.
    found: Vec<Vec<Found>>,
}

static TAXONOMY: LazyLock<Result<Taxonomy, String>> = LazyLock::new(|| Taxonomy::read(SOURCE));

/// The embedded taxonomy.
pub(super) fn taxonomy() -> Result<&'static Taxonomy, ProjectionError> {
    TAXONOMY
        .as_ref()
        .map_err(|error| ProjectionError::Taxonomy(error.clone()))
}

impl Taxonomy {
    fn read(source: &str) -> Result<Self, String> {
        let File { topic: topics } = toml::from_str(source).map_err(|error| error.to_string())?;
        for topic in &topics {
            let broader = topic.broader.as_ref();
            if broader.is_some_and(|id| topics.iter().all(|other| other.id != *id)) {
                return Err(format!("{} has an unknown broader topic", topic.id));
            }
            if !topic.label.contains_key("en") {
                return Err(format!("{} has no English label", topic.id));
            }
        }
        let finders = Lang::READ
            .into_iter()
            .map(|lang| Ok((lang, Finder::new(&topics, lang)?)))
            .collect::<Result<_, String>>()?;
        Ok(Self { topics, finders })
    }

    /// The row of the topic with this id.
    pub(super) fn row(&self, id: &str) -> Option<i64> {
        let place = self.topics.iter().position(|topic| topic.id == id)?;
        i64::try_from(place + 1).ok()
    }

    /// The topics whose terms `text` has, by row, each with the longest of its terms found, the first of
    /// equally long ones. `folded` is the text, folded.
    pub(super) fn find(&self, lang: Lang, text: &str, folded: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let Some((_, finder)) = self.finders.iter().find(|(known, _)| *known == lang) else {
            return found;
        };
        for (terms, text) in [(&finder.folded, folded), (&finder.capitals, text)] {
            terms.find(
                text,
                &mut |new| match found.iter_mut().find(|old| old.topic == new.topic) {
                    Some(old) if old.term.chars().count() < new.term.chars().count() => *old = new,
                    Some(_) => {}
                    None => found.push(new),
                },
            );
        }
        found.sort_by_key(|found| found.topic);
        found
    }
}

impl Finder {
    fn new(topics: &[Topic], lang: Lang) -> Result<Self, String> {
        let (mut folded, mut capitals) = (BTreeMap::new(), BTreeMap::new());
        for (row, topic) in (1_i64..).zip(topics) {
            for term in topic.terms.get(lang.as_str()).into_iter().flatten() {
                // The taxonomy lives as long as the program; so may its terms, which are few.
                let found = Found {
                    topic: row,
                    term: String::leak(term.clone()),
                };
                let (terms, key) = if is_in_capitals(term) {
                    (&mut capitals, term.clone())
                } else {
                    (&mut folded, fold(term))
                };
                terms.entry(key).or_insert_with(Vec::new).push(found);
            }
        }
        Ok(Self {
            folded: Terms::new(folded)?,
            capitals: Terms::new(capitals)?,
        })
    }
}

impl Terms {
    fn new(terms: BTreeMap<String, Vec<Found>>) -> Result<Self, String> {
        let automaton = AhoCorasick::new(terms.keys()).map_err(|error| error.to_string())?;
        Ok(Self {
            automaton,
            found: terms.into_values().collect(),
        })
    }

    fn find(&self, text: &str, tell: &mut impl FnMut(Found)) {
        for place in self.automaton.find_overlapping_iter(text) {
            if stands_alone(text, place.start(), place.end()) {
                self.found[place.pattern().as_usize()]
                    .iter()
                    .copied()
                    .for_each(&mut *tell);
            }
        }
    }
}

/// Whether a term is matched in capitals only: it has letters, and all of them are capitals.
fn is_in_capitals(term: &str) -> bool {
    term.chars().any(char::is_uppercase) && !term.chars().any(char::is_lowercase)
}

/// Whether the bytes `start..end` of `text` are whole words: no letter or digit goes on beyond them. Han
/// characters have no words to be part of.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let inside = |c: Option<char>| c.is_some_and(|c| !is_han(c));
    let found = &text[start..end];
    let begins = !(inside(found.chars().next()) && joins(text[..start].chars().next_back()));
    let ends = !(inside(found.chars().next_back()) && joins(text[end..].chars().next()));
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        [[topic]]
        id = "one"
        label = { en = "intelligence" }
        terms.fr = ["IA", "intelligence artificielle", "état"]
        terms.zh = ["人工智能", "AI"]

        [[topic]]
        id = "two"
        broader = "one"
        label = { en = "two" }
        terms.fr = ["états", "intelligence"]
    "#;

    #[track_caller]
    fn check(lang: Lang, text: &str, expect: &[(i64, &str)]) {
        let found = Taxonomy::read(SMALL).unwrap().find(lang, text, &fold(text));
        let found: Vec<_> = found.iter().map(|found| (found.topic, found.term)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn terms_are_whole_words_without_case_and_accents() {
        check(Lang::Fr, "L’État veut.", &[(1, "état")]);
        check(Lang::Fr, "Les États, l’étatisme", &[(2, "états")]);
        check(
            Lang::Fr,
            "INTELLIGENCE ARTIFICIELLE",
            &[(1, "intelligence artificielle"), (2, "intelligence")],
        );
        check(Lang::En, "état", &[]);
        check(Lang::Und, "état", &[]);
    }

    #[test]
    fn a_term_in_capitals_matches_capitals_only() {
        check(Lang::Fr, "l’IA change", &[(1, "IA")]);
        check(Lang::Fr, "ia, Ia, IAM", &[]);
    }

    #[test]
    fn chinese_terms_match_inside_a_run() {
        check(Lang::Zh, "发展人工智能技术", &[(1, "人工智能")]);
        check(Lang::Zh, "发展AI技术", &[(1, "AI")]);
        check(Lang::Zh, "发展AIM技术", &[]);
    }

    #[test]
    fn the_longest_term_is_the_reason() {
        check(
            Lang::Fr,
            "l’IA, ou intelligence artificielle",
            &[(1, "intelligence artificielle"), (2, "intelligence")],
        );
    }

    #[test]
    fn a_broken_taxonomy_says_what_is_wrong() {
        let broken = r#"[[topic]]
            id = "one"
            broader = "nowhere"
            label = { en = "x" }"#;
        let error = Taxonomy::read(broken).err().unwrap();
        assert_eq!(error, "one has an unknown broader topic");
    }

    #[test]
    fn the_embedded_taxonomy_is_sound() {
        let taxonomy = taxonomy().unwrap();
        assert!(taxonomy.topics.len() > 30);
        let mut ids: Vec<_> = taxonomy.topics.iter().map(|topic| &topic.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), taxonomy.topics.len(), "an id stands twice");
        for topic in &taxonomy.topics {
            let mut above = Some(topic);
            for _ in 0..8 {
                above = above.and_then(|topic| {
                    taxonomy
                        .topics
                        .iter()
                        .find(|other| Some(&other.id) == topic.broader.as_ref())
                });
            }
            assert!(above.is_none(), "{} is below itself", topic.id);
        }
    }
}
