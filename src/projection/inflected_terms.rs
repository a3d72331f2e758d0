//! Finds terms of languages with inflection: word by word, in any form of each word.

use super::inflection::{Inflection, TermWord};
use super::term_match::TermMatch;
use crate::domain::{FastMap, fold, is_han, word_length};

/// Terms, indexed by the forms of the words that they begin with.
#[derive(Default)]
pub(super) struct InflectedTerms {
    /// A number for each form of each word.
    form_numbers: FastMap<String, u32>,
    /// The terms of one word, by each form of it.
    by_word: FastMap<u32, Vec<usize>>,
    /// The longer terms, by each form of their first word with each form of their second.
    by_pair: FastMap<(u32, u32), Vec<usize>>,
    terms: Vec<Term>,
}

struct Term {
    topic: i64,
    /// The term as the topic has it.
    written: String,
    /// The forms of the third and each later word.
    rest: Vec<Vec<u32>>,
}

impl InflectedTerms {
    /// Adds a term of a topic. `forms` has the forms of each of its words.
    pub(super) fn add(&mut self, topic: i64, written: &str, forms: &[Vec<String>]) {
        let forms: Vec<Vec<u32>> = forms
            .iter()
            .map(|forms| forms.iter().map(|form| self.form_number(form)).collect())
            .collect();
        let term = self.terms.len();
        let rest = match forms.as_slice() {
            [] => return,
            [only] => {
                for word in only {
                    self.by_word.entry(*word).or_default().push(term);
                }
                Vec::new()
            }
            [first, second, rest @ ..] => {
                for pair in first
                    .iter()
                    .flat_map(|first| second.iter().map(|second| (*first, *second)))
                {
                    self.by_pair.entry(pair).or_default().push(term);
                }
                rest.to_vec()
            }
        };
        self.terms.push(Term {
            topic,
            written: written.to_owned(),
            rest,
        });
    }

    fn form_number(&mut self, form: &str) -> u32 {
        if let Some(number) = self.form_numbers.get(form) {
            return *number;
        }
        let number = u32::try_from(self.form_numbers.len()).unwrap_or(u32::MAX);
        self.form_numbers.insert(form.to_owned(), number);
        number
    }

    /// Calls `visit` for every term that occurs in `text`. `folded` is the text, folded.
    pub(super) fn find<'a>(&'a self, text: &str, folded: &str, visit: &mut impl FnMut(TermMatch<'a>)) {
        if self.terms.is_empty() {
            return;
        }
        // Folding turns a dash into a hyphen, but words on both sides of a dash are no phrase.
        let parted =
            (!text.is_ascii() && text.contains(is_dash)).then(|| fold(&text.replace(is_dash, " - ")));
        let found =
            split_words(parted.as_deref().unwrap_or(folded)).map(|word| self.form_numbers.get(word).copied());
        let found: Vec<Option<u32>> = found.collect();
        for (at, word) in found.iter().enumerate() {
            let Some(word) = *word else { continue };
            let next = found.get(at + 1).copied().flatten();
            let pair = next.and_then(|next| self.by_pair.get(&(word, next)));
            let lists = [self.by_word.get(&word), pair];
            for term in lists.into_iter().flatten().flatten() {
                let term = &self.terms[*term];
                if rest_follows(&term.rest, &found[at + 1..]) {
                    visit(TermMatch {
                        topic: term.topic,
                        term: &term.written,
                    });
                }
            }
        }
    }
}

/// Whether the third and later words of a term follow in the text. `following` are the words of the text from the
/// second word of the term on.
fn rest_follows(rest: &[Vec<u32>], following: &[Option<u32>]) -> bool {
    let place = following.get(1..=rest.len());
    rest.is_empty()
        || place.is_some_and(|place| {
            rest.iter()
                .zip(place)
                .all(|(forms, word)| word.is_some_and(|word| forms.contains(&word)))
        })
}

/// All forms of each word of a term.
pub(super) fn term_forms(inflection: &Inflection, term: &str) -> Vec<Vec<String>> {
    let folded = fold(term);
    let originals: Vec<&str> = term
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let parts: Vec<&str> = split_words(&folded).collect();
    let is_same_count = originals.len() == parts.len();
    let words: Vec<TermWord<'_>> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| TermWord {
            folded: part,
            ends_in_acute: is_same_count && originals[at].ends_with(['é', 'É']),
        })
        .collect();
    inflection.forms(&words)
}

/// The words, numbers, Chinese characters and punctuation marks of a folded text. An apostrophe or hyphen inside a word
/// separates it and is dropped.
fn split_words(folded: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &folded[at..];
            let first = rest.chars().next()?;
            let length = if is_in_word(first) {
                word_length(rest)
            } else {
                first.len_utf8()
            };
            let start = at;
            at += length;
            let is_joint = matches!(first, '-' | '\'')
                && folded[..start].ends_with(is_in_word)
                && (first == '\'' || folded[at..].starts_with(is_in_word));
            if !first.is_whitespace() && !is_joint {
                return Some(&rest[..length]);
            }
        }
    })
}

fn is_in_word(c: char) -> bool {
    !is_han(c) && c.is_alphanumeric()
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2012}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_split_into_words_and_marks() {
        let split = |text: &str| split_words(&fold(text)).collect::<Vec<_>>().join(" ");
        insta::assert_snapshot!(split("L’État, d’ici à la mi-2027 : R&D"), @"l etat , d ici a la mi 2027 : r & d");
        insta::assert_snapshot!(split("data - centre, 数据AI"), @"data - centre , 数 据 ai");
        insta::assert_snapshot!(split("'quoted'"), @"' quoted");
    }
}
