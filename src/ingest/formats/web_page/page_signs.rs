//! The names that pages give to what is read from them or left out: the data file `page_signs.toml`.

use serde::Deserialize;
use std::sync::LazyLock;

/// The data file. Every text in it is in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageSigns {
    /// Keys of `<meta>` elements, by field.
    pub meta: MetaKeys,
    /// Words before a name or a date in the visible text.
    pub labels: Labels,
    /// What is never part of the text of an article.
    pub left_out: LeftOut,
    /// Signs that a page shows only the beginning of its article.
    pub cut: CutSigns,
    /// Words of pages that stand before the article.
    pub walls: WallWords,
}

/// Keys of `<meta>` elements, the most trusted first.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetaKeys {
    pub title: Vec<String>,
    pub publisher: Vec<String>,
    pub author: Vec<String>,
    pub published: Vec<String>,
    pub modified: Vec<String>,
    pub lang: Vec<String>,
    pub canonical: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    pub author: Vec<String>,
    pub published: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeftOut {
    /// Classes and ids of elements.
    pub names: Vec<String>,
    /// Beginnings of lines.
    pub lines: Vec<String>,
    /// Beginnings of short lines that ask readers to do something, and what such a line names.
    pub appeals: Vec<String>,
    pub places: Vec<String>,
    /// Whole lines.
    pub whole_lines: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CutSigns {
    /// Classes and ids of the element that asks for payment.
    pub names: Vec<String>,
    /// Endings of a text that is cut in the middle of a sentence.
    pub endings: Vec<String>,
    /// Endings of a line that invites to read on elsewhere.
    pub invitations: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WallWords {
    pub login: Vec<String>,
    pub consent: Vec<String>,
    pub script: Vec<String>,
}

/// The names and words of pages. A test reads the file strictly; a library does not panic over it.
pub(super) static PAGE_SIGNS: LazyLock<PageSigns> =
    LazyLock::new(|| toml::from_str(include_str!("page_signs.toml")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_file_is_valid_and_in_lower_case() {
        let text = include_str!("page_signs.toml");
        let signs: PageSigns = toml::from_str(text).unwrap();
        assert!(
            signs
                .meta
                .published
                .contains(&"article:published_time".to_owned())
        );
        let data = text.lines().filter(|line| !line.starts_with('#'));
        for line in data {
            assert_eq!(line, line.to_lowercase());
        }
    }
}
