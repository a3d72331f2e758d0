//! The words of the interface in one language.

use super::about_phrases::AboutPhrases;
use super::catalogue_phrases::{CataloguePhrases, ChartPhrases, StartPhrases};
use super::interface_language::InterfaceLanguage;
use super::item_phrases::ItemPhrases;
use super::list_phrases::ListPhrases;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The words of the interface, as a file `src/web/language/*.toml` has them. Each section has a type of its own, so
/// that a phrase that a page needs is in every language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Phrases {
    pub(crate) site: SitePhrases,
    pub(crate) statement_line: StatementLinePhrases,
    pub(crate) site_search: SiteSearchPhrases,
    pub(crate) error: ErrorPhrases,
    pub(crate) filters: FilterPhrases,
    pub(crate) pager: PagerPhrases,
    /// The names of the lists in the navigation, by their names in addresses.
    pub(crate) listing: HashMap<String, ListingPhrases>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) chart: ChartPhrases,
    pub(crate) catalogue: CataloguePhrases,
    pub(crate) start: StartPhrases,
    pub(crate) about: AboutPhrases,
    /// The pages about one thing.
    pub(crate) item: ItemPhrases,
    pub(crate) lists: ListPhrases,
}

/// What every page has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SitePhrases {
    pub(crate) tagline: String,
    pub(crate) skip: String,
    pub(crate) menu: String,
    pub(crate) home: String,
    pub(crate) about: String,
    pub(crate) search: String,
    pub(crate) search_label: String,
    pub(crate) language: String,
    /// With `{moment}`.
    pub(crate) as_of: String,
    pub(crate) as_of_now: String,
    /// With `{reader}`.
    pub(crate) read_by: String,
    pub(crate) other_forms: String,
}

/// The search of a published site. The script gets them by these names.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SiteSearchPhrases {
    pub(crate) statements_only: String,
    pub(crate) without_script: String,
    pub(crate) searching: String,
    pub(crate) none: String,
    pub(crate) one: String,
    /// With `{n}`.
    pub(crate) many: String,
    /// With `{n}`.
    pub(crate) at_most: String,
    pub(crate) more: String,
    pub(crate) failed: String,
}

/// A statement in a list.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatementLinePhrases {
    /// With `{percent}`.
    pub(crate) certainty: String,
    pub(crate) unknown_speaker: String,
    /// With `{side}`.
    pub(crate) for_side: String,
    pub(crate) unknown_date: String,
    pub(crate) untitled: String,
    pub(crate) permalink: String,
    pub(crate) none: String,
}

/// Why there is no page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ErrorPhrases {
    pub(crate) not_found: String,
    pub(crate) several: String,
    pub(crate) bad_question: String,
    pub(crate) gone: String,
    pub(crate) failed: String,
    pub(crate) busy: String,
    pub(crate) too_slow: String,
    pub(crate) too_long: String,
    pub(crate) back: String,
}

/// The form by which a list is narrowed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FilterPhrases {
    pub(crate) title: String,
    pub(crate) apply: String,
    pub(crate) clear: String,
    pub(crate) any: String,
    pub(crate) active: String,
    pub(crate) remove: String,
    /// A filter; with `{label}` and `{value}`.
    pub(crate) filter: String,
    /// Examples of what can be typed, by the names of the parameters.
    pub(crate) example: HashMap<String, String>,
    /// The words of values that are in no other vocabulary.
    pub(crate) choice: HashMap<String, String>,
    /// What choosing nothing means, by the names of list and parameter.
    pub(crate) default: HashMap<String, String>,
    /// The labels of the fields, by the names of the parameters, or of list and parameter.
    pub(crate) label: HashMap<String, String>,
}

/// The links between the pages of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PagerPhrases {
    pub(crate) label: String,
    pub(crate) earlier: String,
    pub(crate) later: String,
    /// With `{page}`.
    pub(crate) page: String,
}

/// A list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ListingPhrases {
    /// In the navigation.
    pub(crate) short: String,
    /// As a heading.
    pub(crate) title: String,
    /// What it lists, and what to know before relying on it.
    pub(crate) intro: String,
}

/// The words of closed vocabularies, by their names in the log.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Vocabulary {
    pub(crate) act: HashMap<String, String>,
    pub(crate) report: HashMap<String, String>,
    pub(crate) mode: HashMap<String, String>,
    pub(crate) status: HashMap<String, String>,
    pub(crate) speaker_kind: HashMap<String, String>,
    pub(crate) flag: HashMap<String, String>,
    pub(crate) lang: HashMap<String, String>,
}

/// The words, or why the file cannot be read.
type ParsedPhrases = LazyLock<Result<Phrases, PhrasesError>>;

static ENGLISH: ParsedPhrases = LazyLock::new(|| parse(include_str!("en.toml")));
static FRENCH: ParsedPhrases = LazyLock::new(|| parse(include_str!("fr.toml")));
static CHINESE: ParsedPhrases = LazyLock::new(|| parse(include_str!("zh.toml")));

/// An embedded file is not complete; a test reads them all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the words of the interface cannot be read: {0}")]
pub struct PhrasesError(String);

fn parse(text: &str) -> Result<Phrases, PhrasesError> {
    toml::from_str(text).map_err(|error| PhrasesError(error.message().to_owned()))
}

impl Phrases {
    /// The words in `language`.
    pub(crate) fn of(language: InterfaceLanguage) -> Result<&'static Self, PhrasesError> {
        let parsed: &'static ParsedPhrases = match language {
            InterfaceLanguage::English => &ENGLISH,
            InterfaceLanguage::French => &FRENCH,
            InterfaceLanguage::Chinese => &CHINESE,
        };
        (**parsed).as_ref().map_err(Clone::clone)
    }
}

/// The word for `name` in a vocabulary; `name` itself if there is none, which a test excludes.
pub(crate) fn word<'a>(words: &'a HashMap<String, String>, name: &'a str) -> &'a str {
    words.get(name).map_or(name, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Act, Lang, Mode, Report, SpeakerKind, Status};

    #[test]
    fn french_signs_do_not_stand_at_the_beginning_of_a_line() {
        for line in include_str!("fr.toml")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            for sign in [" :", " ;", " ?", " !", " %", " »", "« "] {
                assert!(!line.contains(sign), "needs a space that does not break: {line}");
            }
        }
    }

    #[test]
    fn every_word_of_a_vocabulary_is_in_every_language() {
        for language in InterfaceLanguage::ALL {
            let of = &Phrases::of(language).unwrap().vocabulary;
            let has = |words: &HashMap<String, String>, names: Vec<&str>| {
                let mut known: Vec<_> = words.keys().map(String::as_str).collect();
                known.sort_unstable();
                let mut names = names;
                names.sort_unstable();
                assert_eq!(known, names, "{language:?}");
            };
            has(&of.act, Act::ALL.iter().map(|word| word.as_str()).collect());
            has(&of.report, Report::ALL.iter().map(|word| word.as_str()).collect());
            has(&of.mode, Mode::ALL.iter().map(|word| word.as_str()).collect());
            has(&of.status, Status::ALL.iter().map(|word| word.as_str()).collect());
            has(
                &of.speaker_kind,
                SpeakerKind::ALL.iter().map(|word| word.as_str()).collect(),
            );
            has(
                &of.lang,
                Lang::EXTRACTED
                    .iter()
                    .chain([&Lang::Und])
                    .map(|lang| lang.as_str())
                    .collect(),
            );
        }
    }
}
