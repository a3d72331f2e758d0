//! The inflected forms of the words of a term: plural, singular, and in French the feminine.
//!
//! The plural of a singular is always formed. The singular of a plural only for longer words, because a short plural is
//! often another word ("goods", "cours"): a term of one word must have six letters.

use super::ProjectionError;
use crate::domain::Lang;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The file of exceptions.
const SOURCE: &str = include_str!("inflection.toml");

/// Minimum letters of a term of one word that may be treated as a plural.
const PLURAL_LETTERS_MIN: usize = 6;
/// Minimum letters of a word of a longer term that may be treated as a plural.
const PLURAL_LETTERS_MIN_IN_PHRASE: usize = 4;
/// Minimum letters of a word that has other forms.
const LETTERS_MIN: usize = 3;

#[derive(Debug, Deserialize)]
struct Exceptions {
    /// Words that join the parts of a term ("of", "de") and have no other form.
    links: BTreeSet<String>,
    /// Words with one form only.
    invariable: BTreeSet<String>,
    /// Words whose feminine no rule may form.
    feminine_never: BTreeSet<String>,
    /// Singular and plural of words that follow no rule.
    irregular: Vec<(String, String)>,
}

static EXCEPTIONS: LazyLock<Result<BTreeMap<String, Exceptions>, String>> =
    LazyLock::new(|| toml::from_str(SOURCE).map_err(|error| error.to_string()));

/// One word of a term, folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermWord<'a> {
    pub(super) folded: &'a str,
    /// Whether it ends in "é", which folding takes away.
    pub(super) ends_in_acute: bool,
}

/// The rules of inflection of a language.
pub(super) struct Inflection {
    lang: Lang,
    exceptions: &'static Exceptions,
}

impl Inflection {
    /// The rules for `lang`; `None` for a language without inflection. Fails where the file is damaged.
    pub(super) fn for_lang(lang: Lang) -> Result<Option<Self>, ProjectionError> {
        let all = EXCEPTIONS
            .as_ref()
            .map_err(|error| ProjectionError::Taxonomy(error.clone()))?;
        Ok(all.get(lang.as_str()).map(|exceptions| Self { lang, exceptions }))
    }

    /// The forms of each word of a term, the word itself first.
    pub(super) fn forms(&self, words: &[TermWord<'_>]) -> Vec<Vec<String>> {
        let is_link = |at: usize| {
            words
                .get(at)
                .is_some_and(|word| self.exceptions.links.contains(word.folded))
        };
        let forms = words.iter().enumerate().map(|(at, word)| {
            // In French all words of a phrase agree; in English only the head inflects: the last word, or the one
            // before a preposition.
            let inflects = self.lang == Lang::Fr || at + 1 == words.len() || is_link(at + 1);
            let mut forms = vec![word.folded.to_owned()];
            let is_plain = word.folded.bytes().all(|byte| byte.is_ascii_lowercase());
            if inflects && is_plain && !is_link(at) && word.folded.len() >= LETTERS_MIN {
                self.add_forms(*word, (words.len() > 1).then_some(at), &mut forms);
            }
            forms
        });
        forms.collect()
    }

    /// Adds the other forms of a word. `place` is its index in the term; `None` where the term is one word.
    fn add_forms(&self, word: TermWord<'_>, place: Option<usize>, forms: &mut Vec<String>) {
        if self.exceptions.invariable.contains(word.folded) {
            return;
        }
        let letters_min = if place.is_some() {
            PLURAL_LETTERS_MIN_IN_PHRASE
        } else {
            PLURAL_LETTERS_MIN
        };
        if word.folded.len() >= letters_min {
            for singular in self.singulars(word.folded) {
                add_form(forms, singular);
            }
        }
        for base in forms.clone() {
            for plural in self.plurals(&base) {
                add_form(forms, plural);
            }
        }
        if self.lang == Lang::Fr
            && let Some(feminine) = self.feminine(word, place)
        {
            add_form(forms, format!("{feminine}s"));
            add_form(forms, feminine);
        }
    }

    fn plurals(&self, word: &str) -> Vec<String> {
        let irregular = self.exceptions.irregular.iter();
        if let Some((_, plural)) = irregular.clone().find(|(singular, _)| singular == word) {
            return vec![plural.clone()];
        }
        let swap = |ending: &str, other: &str| Some(format!("{}{other}", word.strip_suffix(ending)?));
        let with = |ending: &str| format!("{word}{ending}");
        if word.ends_with(['s', 'x', 'z']) {
            let is_singular = self.lang == Lang::En && (word.ends_with("ss") || word.ends_with('x'));
            return is_singular.then(|| with("es")).into_iter().collect();
        }
        if self.lang == Lang::Fr {
            return match swap("al", "aux") {
                Some(plural) => vec![plural],
                None if word.ends_with("au") || word.ends_with("eu") => vec![with("x")],
                None => vec![with("s")],
            };
        }
        let is_vowel_before_y = || {
            ["ay", "ey", "oy", "uy"]
                .iter()
                .any(|ending| word.ends_with(ending))
        };
        if word.ends_with('y') && !is_vowel_before_y() {
            return swap("y", "ies").into_iter().collect();
        }
        if word.ends_with("ch") || word.ends_with("sh") {
            return vec![with("es")];
        }
        if word.ends_with('o') {
            return vec![with("s"), with("es")];
        }
        let men = (word.len() > "man".len()).then(|| swap("man", "men")).flatten();
        vec![men.unwrap_or_else(|| with("s"))]
    }

    fn singulars(&self, word: &str) -> Vec<String> {
        let irregular = self.exceptions.irregular.iter();
        if let Some((singular, _)) = irregular.clone().find(|(_, plural)| plural == word) {
            return vec![singular.clone()];
        }
        if irregular.clone().any(|(singular, _)| singular == word) {
            return Vec::new();
        }
        let swap = |ending: &str, other: &str| Some(format!("{}{other}", word.strip_suffix(ending)?));
        if self.lang == Lang::Fr {
            if word.ends_with("aux") {
                // "nationaux" and "eaux"
                return [swap("aux", "al"), swap("x", "")].into_iter().flatten().collect();
            }
            let singular = swap("eux", "eu").or_else(|| swap("s", ""));
            return singular.into_iter().collect();
        }
        if ["ss", "us", "is", "ics"]
            .iter()
            .any(|ending| word.ends_with(ending))
        {
            return Vec::new();
        }
        let hissing = ["ches", "shes", "sses", "xes", "zzes", "oes"];
        let singular = if word.ends_with("ies") && word.len() > "ties".len() {
            swap("ies", "y")
        } else if hissing.iter().any(|ending| word.ends_with(ending)) {
            swap("es", "")
        } else if word.len() > "men".len() && word.ends_with("men") {
            swap("men", "man")
        } else {
            swap("s", "")
        };
        singular.into_iter().collect()
    }

    /// The French feminine of a word. In a phrase, any ending of adjectives is accepted; a word alone must have an
    /// ending that only adjectives have, because "port" has no feminine "porte".
    fn feminine(&self, word: TermWord<'_>, place: Option<usize>) -> Option<String> {
        const TELLING: [(&str, &str); 9] = [
            ("al", "ale"),
            ("if", "ive"),
            ("eux", "euse"),
            ("el", "elle"),
            ("ien", "ienne"),
            ("een", "eenne"),
            ("ier", "iere"),
            ("teur", "trice"),
            ("eur", "euse"),
        ];
        let text = word.folded;
        if self.exceptions.feminine_never.contains(text) || place.is_none() && text.len() < PLURAL_LETTERS_MIN
        {
            return None;
        }
        for (masculine, feminine) in TELLING {
            if let Some(stem) = text.strip_suffix(masculine) {
                return Some(format!("{stem}{feminine}"));
            }
        }
        let behind_first = place.is_some_and(|at| at > 0);
        let is_adjective = behind_first
            && ["i", "u", "t", "d", "n", "ais", "ois"]
                .iter()
                .any(|ending| text.ends_with(ending));
        let is_participle = place.is_some() && word.ends_in_acute;
        (is_adjective || is_participle).then(|| format!("{text}e"))
    }
}

fn add_form(forms: &mut Vec<String>, form: String) {
    if !forms.contains(&form) {
        forms.push(form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lang: Lang, term: &str) -> String {
        let words: Vec<TermWord<'_>> = term
            .split(' ')
            .map(|word| TermWord {
                folded: word,
                ends_in_acute: false,
            })
            .collect();
        let inflection = Inflection::for_lang(lang).unwrap().unwrap();
        let forms = inflection.forms(&words).into_iter();
        forms.map(|forms| forms.join("|")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn english_terms_have_plural_and_singular() {
        insta::assert_snapshot!(forms(Lang::En, "data centre"), @"data centre|centres");
        insta::assert_snapshot!(forms(Lang::En, "wind farms"), @"wind farms|farm");
        insta::assert_snapshot!(forms(Lang::En, "head of state"), @"head|heads of state|states");
        insta::assert_snapshot!(forms(Lang::En, "policy"), @"policy|policies");
        insta::assert_snapshot!(forms(Lang::En, "spokeswoman"), @"spokeswoman|spokeswomen");
        insta::assert_snapshot!(forms(Lang::En, "taxes"), @"taxes");
        insta::assert_snapshot!(forms(Lang::En, "carbon taxes"), @"carbon taxes|tax");
        insta::assert_snapshot!(forms(Lang::En, "bicycles"), @"bicycles|bicycle");
        insta::assert_snapshot!(forms(Lang::En, "crisis"), @"crisis|crises");
    }

    #[test]
    fn words_with_another_meaning_in_plural_have_one_form() {
        for word in ["news", "customs", "goods", "economics", "status quo", "ai", "5g"] {
            let found = forms(Lang::En, word);
            assert!(!found.contains("new|") && !found.contains("good|"), "{found}");
        }
        insta::assert_snapshot!(forms(Lang::En, "news"), @"news");
        insta::assert_snapshot!(forms(Lang::En, "economics"), @"economics");
        insta::assert_snapshot!(forms(Lang::Fr, "cours"), @"cours");
        insta::assert_snapshot!(forms(Lang::Fr, "ia"), @"ia");
        insta::assert_snapshot!(forms(Lang::Fr, "port"), @"port|ports");
        insta::assert_snapshot!(forms(Lang::Fr, "signal"), @"signal|signaux");
    }

    #[test]
    fn french_terms_have_plural_singular_and_feminine() {
        insta::assert_snapshot!(forms(Lang::Fr, "centre de donnees"), @"centre|centres de donnees|donnee");
        insta::assert_snapshot!(forms(Lang::Fr, "gouvernemental"), @"gouvernemental|gouvernementaux|gouvernementales|gouvernementale");
        insta::assert_snapshot!(forms(Lang::Fr, "travaux publics"), @"travaux|travail publics|public");
        insta::assert_snapshot!(forms(Lang::Fr, "tribunaux"), @"tribunaux|tribunal|tribunau");
        insta::assert_snapshot!(forms(Lang::Fr, "eau"), @"eau|eaux");
        insta::assert_snapshot!(forms(Lang::Fr, "conseiller municipal"), @"conseiller|conseillers municipal|municipaux|municipales|municipale");
    }
}
