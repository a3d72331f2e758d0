//! The words and names that a redaction takes away, and which texts have them.

use super::fold::fold;
use super::han::is_han;
use std::collections::HashSet;

/// Number of characters in a row by which two texts have words in common. Shorter runs are names and phrases that
/// anybody uses.
const SHARED_RUN: usize = 16;

/// The same for Han characters.
const SHARED_HAN_RUN: usize = 6;

/// Words to redact: a text has them where it contains them or overlaps with them, whatever its case, accents and
/// punctuation.
///
/// ```
/// use dixit::domain::RedactedWords;
/// let words = RedactedWords::new(["nous publierons le registre avant l’été"]);
/// assert!(words.is_shared_by("… registre avant l'ÉTÉ, a dit la maire"));
/// assert!(!words.is_shared_by("le registre"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RedactedWords {
    runs: HashSet<String>,
    /// Words that are shorter than a run, between spaces where they are not Han.
    short: Vec<String>,
}

impl RedactedWords {
    /// The words of `texts`.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        for text in texts {
            let compared = compared_form(text);
            let mut has_run = false;
            for run in runs(&compared) {
                has_run = true;
                words.runs.insert(run);
            }
            if !has_run && !compared.trim().is_empty() {
                words.short.push(compared);
            }
        }
        words
    }

    /// Whether `text` contains these words, or a long enough part of them.
    pub fn is_shared_by(&self, text: &str) -> bool {
        let compared = compared_form(text);
        self.short.iter().any(|short| {
            let is_alphabetic = !short.chars().any(is_han);
            compared.contains(if is_alphabetic { short } else { short.trim() })
        }) || runs(&compared).any(|run| self.runs.contains(&run))
    }
}

/// Names to redact: a text has one where it has its words in a row, or its Han characters.
///
/// ```
/// use dixit::domain::RedactedNames;
/// let names = RedactedNames::new(["Ana Ruiz", "李强"]);
/// assert!(names.are_in("https://gazette.example/ana-ruiz-parle"));
/// assert!(names.are_in("总理李强说"));
/// assert!(!names.are_in("Ana Ruizova"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RedactedNames(Vec<String>);

impl RedactedNames {
    /// These names; empty ones are left out.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let compared = names.into_iter().map(compared_form);
        Self(compared.filter(|name| !name.trim().is_empty()).collect())
    }

    /// Whether `text` has one of the names.
    pub fn are_in(&self, text: &str) -> bool {
        let compared = compared_form(text);
        self.0.iter().any(|name| {
            let is_alphabetic = !name.chars().any(is_han);
            compared.contains(if is_alphabetic { name } else { name.trim() })
        })
    }
}

/// The words of a text, folded, with one space around each.
fn compared_form(text: &str) -> String {
    let folded = fold(text);
    let mut compared = String::with_capacity(folded.len() + 2);
    compared.push(' ');
    for word in folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        compared.push_str(word);
        compared.push(' ');
    }
    compared
}

/// The runs of characters that two texts can have in common.
fn runs(compared: &str) -> impl Iterator<Item = String> {
    let text: Vec<char> = compared.trim().chars().collect();
    let of_length = |length: usize, keep: fn(&[char]) -> bool| {
        let runs = text.windows(length).filter(|run| keep(run));
        runs.map(|run| run.iter().collect()).collect::<Vec<String>>()
    };
    let han = of_length(SHARED_HAN_RUN, |run| run.iter().all(|c| is_han(*c)));
    let any = of_length(SHARED_RUN, |_| true);
    han.into_iter().chain(any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shared_by_what_contains_or_overlaps_them() {
        let words = RedactedWords::new(["The register will open before the summer.", "Oui"]);
        let shared = |text| words.is_shared_by(text);
        assert!(shared("Mayor: the REGISTER, will open before the summer"));
        assert!(shared("open before the sum"));
        assert!(shared("« Oui », a-t-elle dit"));
        assert!(!shared("the register"));
        assert!(!shared("Louis"));
    }

    #[test]
    fn han_words_are_shared_in_shorter_runs() {
        let words = RedactedWords::new(["登记册将于明年启用，各部门都要参加", "同意"]);
        assert!(words.is_shared_by("他说登记册将于明年"));
        assert!(words.is_shared_by("部长表示同意。"));
        assert!(!words.is_shared_by("登记册"));
    }

    #[test]
    fn names_are_found_as_words_of_any_text() {
        let names = RedactedNames::new(["Odile Marchetti", "", "Li", "王小明"]);
        assert!(names.are_in("ODILE MARCHETTI (maire)"));
        assert!(names.are_in("https://courrier.example/2026/odile-marchetti/3"));
        assert!(names.are_in("M. Li"));
        assert!(names.are_in("发言人王小明表示"));
        assert!(!names.are_in("Liberté de Marchetti"));
        assert!(!RedactedNames::new([""]).are_in(""));
    }
}
