//! The languages that the interface has.

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InterfaceLanguage {
    /// English.
    English,
    /// French.
    French,
    /// Chinese, in simplified characters.
    Chinese,
}

impl InterfaceLanguage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::French, Self::Chinese];

    /// The BCP 47 tag.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Chinese => "zh",
        }
    }

    /// What it calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Chinese => "中文",
        }
    }

    /// The language with this tag; the region is ignored.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.as_str().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header (RFC 9110, 12.5.4) by its weights; English if there is none.
    pub fn from_accept_language(header: &str) -> Self {
        let mut wanted: Vec<(i32, Self)> = Vec::new();
        for part in header.split(',').take(32) {
            let mut fields = part.split(';');
            let Some(language) = fields.next().and_then(Self::from_tag) else {
                continue;
            };
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(Some(1.0), |weight| weight.trim().parse::<f64>().ok());
            // Thousandths, as the header has at most three digits after the point.
            let thousandths = (0..=1000)
                .rev()
                .find(|step| weight.is_some_and(|weight| weight * 1000.0 >= f64::from(*step)));
            if let Some(thousandths) = thousandths.filter(|weight| *weight > 0) {
                wanted.push((thousandths, language));
            }
        }
        // The order of the header decides between equal weights.
        wanted.sort_by_key(|(weight, _)| -weight);
        wanted.first().map_or(Self::English, |(_, language)| *language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greatest_weight_decides() {
        for (header, language) in [
            ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
            ("de, en;q=0.5, zh-Hans;q=0.7", "zh"),
            ("fr;q=0, en", "en"),
            ("fr;q=0", "en"),
            ("*", "en"),
            ("", "en"),
            ("zh;q=abc,fr", "fr"),
        ] {
            assert_eq!(
                InterfaceLanguage::from_accept_language(header).as_str(),
                language,
                "{header}"
            );
        }
    }
}
