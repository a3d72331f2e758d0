use std::fmt;
use std::str::FromStr;

/// Language of an article, as a BCP 47 primary subtag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// French, `fr`.
    Fr,
    /// English, `en`.
    En,
    /// Chinese, `zh`.
    Zh,
    /// Undetermined, `und`: such an article is kept, but no statements are extracted from it.
    Und,
}

impl Lang {
    /// The languages that the extractor supports.
    pub const EXTRACTED: [Self; 3] = [Self::Fr, Self::En, Self::Zh];

    /// The BCP 47 subtag.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Zh => "zh",
            Self::Und => "und",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A language tag other than `fr`, `en`, `zh` and `und`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?} (known: fr, en, zh, and und for undetermined)")]
pub struct UnknownLang(pub String);

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Parses a BCP 47 tag by its primary subtag; `fr-CA` and `zh_Hans` are accepted.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match primary.as_str() {
            "fr" => Ok(Self::Fr),
            "en" => Ok(Self::En),
            "zh" => Ok(Self::Zh),
            "und" => Ok(Self::Und),
            _ => Err(UnknownLang(tag.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags_with_regions_and_scripts() {
        assert_eq!("fr-CA".parse(), Ok(Lang::Fr));
        assert_eq!("zh_Hans".parse(), Ok(Lang::Zh));
        assert_eq!("EN".parse(), Ok(Lang::En));
        assert!("de".parse::<Lang>().is_err());
    }
}
