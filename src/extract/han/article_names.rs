//! The names that an article introduces, collected before anything is read: persons beside a title, bodies and places
//! before titles and institutions. A bare word elsewhere in the article means the same.

use super::characters::is_common_han;
use super::written_date::date_length;
use crate::extract::lexicon::han_lexicon::{HanLexicon, HanSense, LexiconMatch};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The persons and bodies that an article names.
#[derive(Debug, Default)]
pub(super) struct ArticleNames {
    persons: HashSet<String>,
    bodies: HashSet<String>,
    /// For each person, the words before the title. They begin with the body that the person speaks for.
    offices: HashMap<String, String>,
}

/// Maximum number of characters of a name beside a title.
const NAME_CHARS_MAX: usize = 18;

impl ArticleNames {
    pub(super) fn new(text: &str, lexicon: &HanLexicon, hits: &[LexiconMatch]) -> Self {
        let mut naming = Self::default();
        let reader = NameFinder { text, lexicon, hits };
        for (index, hit) in hits.iter().enumerate() {
            match hit.sense {
                HanSense::Title => {
                    let Some(name) = reader.name_after_title(hit.end) else {
                        continue;
                    };
                    if let Some(body) = reader.body_before(index) {
                        naming.bodies.insert(text[body].to_owned());
                    }
                    let name = &text[name];
                    let last = name.rsplit(|c| lexicon.name_dots.contains(&c)).next();
                    naming.persons.extend(last.map(str::to_owned));
                    naming.persons.insert(name.to_owned());
                    let office = reader.office_before(hit.start);
                    for name in last.into_iter().chain([name]) {
                        naming
                            .offices
                            .entry(name.to_owned())
                            .or_insert_with(|| text[office.clone()].to_owned());
                    }
                }
                HanSense::Institution => {
                    if let Some(body) = reader.body_before(index) {
                        naming.bodies.insert(text[body].to_owned());
                    }
                }
                _ => {}
            }
        }
        naming
    }

    /// Whether the article names a person so, beside a title.
    pub(super) fn is_person(&self, name: &str) -> bool {
        self.persons.contains(name)
    }

    /// Whether the article names a body or a place so, and no person.
    pub(super) fn is_body(&self, name: &str) -> bool {
        self.bodies.contains(name) && !self.persons.contains(name)
    }

    /// Whether the person holds an office of that body: "联合国秘书长N".
    pub(super) fn is_office_of_body(&self, person: &str, body: &str) -> bool {
        let office = self.offices.get(person);
        !body.is_empty() && office.is_some_and(|office| office.contains(body))
    }

    /// The length in bytes of the longest known person's name at the beginning of the text.
    pub(super) fn person_name_length(&self, text: &str) -> Option<usize> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.take(NAME_CHARS_MAX)
            .filter(|end| self.persons.contains(&text[..*end]))
            .last()
    }
}

/// Finds the names around the titles and institutions of a text.
struct NameFinder<'a> {
    text: &'a str,
    lexicon: &'a HanLexicon,
    hits: &'a [LexiconMatch],
}

impl NameFinder<'_> {
    /// The name right after a title: up to a mark, a digit, an adverb, a preposition or a verb.
    fn name_after_title(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        let mut count = 0;
        let mut dotted = false;
        for c in self.text[start..].chars().take(NAME_CHARS_MAX + 1) {
            let dot = self.lexicon.name_dots.contains(&c);
            let particle = "的了是着過过在".contains(c);
            if !is_common_han(c) && !dot
                || particle
                || count > 0 && date_length(&self.text[end..]) > 0
                || count > 0 && !dotted && self.is_word_boundary(end)
            {
                break;
            }
            dotted |= dot;
            end += c.len_utf8();
            count += 1;
        }
        let name = &self.text[start..end];
        let foreign = name
            .chars()
            .all(|c| self.lexicon.transliteration.contains(&c) || self.lexicon.name_dots.contains(&c));
        let surname = |n: usize| {
            let first: String = name.chars().take(n).collect();
            self.lexicon.surnames.contains(&first)
        };
        let fits = match count {
            2..=3 => true,
            4 => !dotted && (surname(2) || foreign || surname(1)),
            5..=NAME_CHARS_MAX => foreign || dotted,
            _ => false,
        };
        let inside = self
            .hits_from(start)
            .any(|hit| hit.end <= end && !hit.sense.can_be_part_of_name());
        (fits && !inside && !name.ends_with(['时', '後', '后', '前', '中', '上', '下', '的']))
            .then_some(start..end)
    }

    fn hits_from(&self, start: usize) -> impl Iterator<Item = &LexiconMatch> {
        let from = self.hits.partition_point(|hit| hit.start < start);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.start < start + 60)
    }

    /// Whether a word begins here that cannot be part of a name.
    fn is_word_boundary(&self, at: usize) -> bool {
        let from = self.hits.partition_point(|hit| hit.start < at);
        self.hits[from..]
            .iter()
            .take_while(|hit| hit.start == at)
            .any(|hit| {
                matches!(
                    hit.sense,
                    HanSense::BeforeCue
                        | HanSense::Cue(_)
                        | HanSense::Preposition
                        | HanSense::DayOffset(_)
                        | HanSense::NotInSpeaker
                        | HanSense::Weekday(_)
                        | HanSense::IssuingVerb
                        | HanSense::Negation
                        | HanSense::PeriodOffset(..)
                )
            })
    }

    /// The words right before a title, up to a mark.
    fn office_before(&self, end: usize) -> Range<usize> {
        let mut start = end;
        for (at, c) in self.text[..end].char_indices().rev().take(NAME_CHARS_MAX) {
            if !c.is_alphanumeric() {
                break;
            }
            start = at;
        }
        start..end
    }

    /// The body or place right before the word, if it is written with the characters of foreign names: "芬兰" before
    /// "总统".
    fn body_before(&self, index: usize) -> Option<Range<usize>> {
        let word = self.hits.get(index)?;
        let end = word.start;
        // a word inside a longer one, as "部" in "部长", does not count
        let from = self.hits.partition_point(|hit| hit.start < end);
        let longest = self.hits.get(from).filter(|hit| hit.end > word.end);
        if longest.is_some() {
            return None;
        }
        let mut start = end;
        let mut count = 0;
        for (at, c) in self.text[..end].char_indices().rev().take(6) {
            if !self.lexicon.transliteration.contains(&c) {
                break;
            }
            (start, count) = (at, count + 1);
        }
        (2..=5).contains(&count).then_some(start..end)
    }
}
