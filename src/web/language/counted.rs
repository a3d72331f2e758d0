//! Phrases with a number.

use super::interface_language::InterfaceLanguage;
use serde::Deserialize;

/// A phrase with a number in the place of `{n}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    /// For 1, in French also for 0; the same as `other` where the language makes no difference.
    one: Option<String>,
    other: String,
}

impl Counted {
    /// The phrase with the number `count`, which is written as `digits`.
    pub(super) fn with(&self, language: InterfaceLanguage, count: u64, digits: &str) -> String {
        let is_one = count == 1 || (count == 0 && language == InterfaceLanguage::French);
        let phrase = self.one.as_ref().filter(|_| is_one).unwrap_or(&self.other);
        phrase.replace("{n}", digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_counts_none_as_one() {
        let phrase = Counted {
            one: Some("{n} source".to_owned()),
            other: "{n} sources".to_owned(),
        };
        let with = |language, count: u64| phrase.with(language, count, &count.to_string());
        assert_eq!(with(InterfaceLanguage::French, 0), "0 source");
        assert_eq!(with(InterfaceLanguage::English, 0), "0 sources");
        assert_eq!(with(InterfaceLanguage::English, 1), "1 source");
    }
}
