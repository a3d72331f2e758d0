//! Finds the terms of topics in a text.

use super::ProjectionError;
use super::inflected_terms::{InflectedTerms, term_forms};
use super::inflection::Inflection;
use super::term_match::TermMatch;
use crate::domain::{Lang, Topic, fold, is_han};
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// The terms of topics, by language.
pub(super) struct Vocabulary(Vec<(Lang, TermMatcher)>);

/// The terms of one language.
struct TermMatcher {
    /// Terms of words that inflect, compared word by word.
    inflected: InflectedTerms,
    /// Terms of a language without inflection, compared folded.
    folded: SubstringTerms,
    /// Terms in capitals, compared exactly.
    capitals: SubstringTerms,
}

struct SubstringTerms {
    automaton: AhoCorasick,
    /// For each pattern of the automaton, the topics that it belongs to, each with the term as written.
    topics_by_pattern: Vec<Vec<(i64, String)>>,
}

impl Vocabulary {
    /// The terms of `topics`. Each topic comes with its row.
    pub(super) fn new<'t>(
        topics: impl IntoIterator<Item = (i64, &'t Topic)>,
    ) -> Result<Self, ProjectionError> {
        let topics: Vec<_> = topics.into_iter().collect();
        let finders = Lang::EXTRACTED
            .into_iter()
            .map(|lang| Ok((lang, TermMatcher::new(&topics, lang)?)));
        Ok(Self(finders.collect::<Result<_, ProjectionError>>()?))
    }

    /// The topics whose terms occur in `text`, ordered by row, each with its longest term found, the first of equally
    /// long ones. `folded` is the text, folded.
    pub(super) fn find<'s>(&'s self, lang: Lang, text: &str, folded: &str) -> Vec<TermMatch<'s>> {
        let mut found: Vec<TermMatch<'s>> = Vec::new();
        let Some((_, finder)) = self.0.iter().find(|(known, _)| *known == lang) else {
            return found;
        };
        let mut visit = |new: TermMatch<'s>| match found.iter_mut().find(|old| old.topic == new.topic) {
            Some(old) if old.term.chars().count() < new.term.chars().count() => *old = new,
            Some(_) => {}
            None => found.push(new),
        };
        finder.inflected.find(text, folded, &mut visit);
        finder.folded.find(folded, &mut visit);
        finder.capitals.find(text, &mut visit);
        found.sort_by_key(|found| found.topic);
        found
    }
}

impl TermMatcher {
    fn new(topics: &[(i64, &Topic)], lang: Lang) -> Result<Self, ProjectionError> {
        let inflection = Inflection::for_lang(lang)?;
        let mut inflected = InflectedTerms::default();
        let (mut folded, mut capitals) = (BTreeMap::new(), BTreeMap::new());
        for (row, topic) in topics {
            for term in topic.terms.get(&lang).into_iter().flatten() {
                let (terms, key) = match &inflection {
                    _ if is_in_capitals(term) => (&mut capitals, term.clone()),
                    None => (&mut folded, fold(term)),
                    Some(inflection) => {
                        inflected.add(*row, term, &term_forms(inflection, term));
                        continue;
                    }
                };
                terms
                    .entry(key)
                    .or_insert_with(Vec::new)
                    .push((*row, term.clone()));
            }
        }
        Ok(Self {
            inflected,
            folded: SubstringTerms::new(folded)?,
            capitals: SubstringTerms::new(capitals)?,
        })
    }
}

impl SubstringTerms {
    fn new(terms: BTreeMap<String, Vec<(i64, String)>>) -> Result<Self, ProjectionError> {
        let automaton =
            AhoCorasick::new(terms.keys()).map_err(|error| ProjectionError::Taxonomy(error.to_string()))?;
        Ok(Self {
            automaton,
            topics_by_pattern: terms.into_values().collect(),
        })
    }

    fn find<'a>(&'a self, text: &str, visit: &mut impl FnMut(TermMatch<'a>)) {
        if self.topics_by_pattern.is_empty() {
            return;
        }
        for place in self.automaton.find_overlapping_iter(text) {
            if stands_alone(text, place.start(), place.end()) {
                for (topic, term) in &self.topics_by_pattern[place.pattern().as_usize()] {
                    visit(TermMatch { topic: *topic, term });
                }
            }
        }
    }
}

/// Whether a term matches only in capitals: it has letters, and all of them are capitals.
pub(super) fn is_in_capitals(term: &str) -> bool {
    term.chars().any(char::is_uppercase) && !term.chars().any(char::is_lowercase)
}

/// Whether the bytes `start..end` of `text` are whole words: no letter or digit continues them. Chinese characters are
/// always whole.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let inside = |c: Option<char>| c.is_some_and(|c| !is_han(c));
    let found = &text[start..end];
    let begins = !(inside(found.chars().next()) && joins(text[..start].chars().next_back()));
    let ends = !(inside(found.chars().next_back()) && joins(text[end..].chars().next()));
    begins && ends
}
