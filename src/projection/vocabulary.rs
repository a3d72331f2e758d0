//! How the terms of topics are found in a text.

use crate::domain::{Lang, Topic, fold, is_han};
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// The terms of some topics, ready to be found.
pub(super) struct Vocabulary(Vec<(Lang, Finder)>);

/// A topic found in a text, by this term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// The topic's row.
    pub(super) topic: i64,
    /// The term as the topic has it.
    pub(super) term: &'a str,
}

/// The terms of one language: those that are compared folded, and those in capitals, compared as they stand.
struct Finder {
    folded: Terms,
    capitals: Terms,
}

struct Terms {
    automaton: AhoCorasick,
    /// For each pattern of the automaton the topics that it tells of, with the term as it is written.
    found: Vec<Vec<(i64, String)>>,
}

impl Vocabulary {
    /// The terms of `topics`, each with its row.
    pub(super) fn new<'t>(topics: impl IntoIterator<Item = (i64, &'t Topic)>) -> Result<Self, String> {
        let topics: Vec<_> = topics.into_iter().collect();
        let finders = Lang::READ
            .into_iter()
            .map(|lang| Ok((lang, Finder::new(&topics, lang)?)));
        Ok(Self(finders.collect::<Result<_, String>>()?))
    }

    /// The topics whose terms `text` has, by row, each with the longest of its terms found, the first of
    /// equally long ones. `folded` is the text, folded.
    pub(super) fn find(&self, lang: Lang, text: &str, folded: &str) -> Vec<Found<'_>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        let Some((_, finder)) = self.0.iter().find(|(known, _)| *known == lang) else {
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
    fn new(topics: &[(i64, &Topic)], lang: Lang) -> Result<Self, String> {
        let (mut folded, mut capitals) = (BTreeMap::new(), BTreeMap::new());
        for (row, topic) in topics {
            for term in topic.terms.get(&lang).into_iter().flatten() {
                let (terms, key) = if is_in_capitals(term) {
                    (&mut capitals, term.clone())
                } else {
                    (&mut folded, fold(term))
                };
                terms
                    .entry(key)
                    .or_insert_with(Vec::new)
                    .push((*row, term.clone()));
            }
        }
        Ok(Self {
            folded: Terms::new(folded)?,
            capitals: Terms::new(capitals)?,
        })
    }
}

impl Terms {
    fn new(terms: BTreeMap<String, Vec<(i64, String)>>) -> Result<Self, String> {
        let automaton = AhoCorasick::new(terms.keys()).map_err(|error| error.to_string())?;
        Ok(Self {
            automaton,
            found: terms.into_values().collect(),
        })
    }

    fn find<'a>(&'a self, text: &str, tell: &mut impl FnMut(Found<'a>)) {
        for place in self.automaton.find_overlapping_iter(text) {
            if stands_alone(text, place.start(), place.end()) {
                for (topic, term) in &self.found[place.pattern().as_usize()] {
                    tell(Found { topic: *topic, term });
                }
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
