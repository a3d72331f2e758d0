use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The agencies of `agencies.toml`.
pub(super) static AGENCIES: LazyLock<Agencies> = LazyLock::new(Agencies::load);

/// The data file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    credit: Credit,
    agency: Vec<Agency>,
}

/// How agencies are credited; the file says what each list is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credit {
    pub before: Vec<String>,
    pub between: Vec<String>,
    pub after_publisher: Vec<String>,
    pub beside: Vec<String>,
    pub behind: Vec<String>,
    pub dateline: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    name: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    initials: Vec<String>,
}

/// The data file, arranged for looking up.
#[derive(Default)]
pub(super) struct Agencies {
    /// How they are credited.
    pub credit: Credit,
    /// Every form and its agency's name.
    pub forms: HashMap<String, String>,
    /// The short forms, which are good only where a credit is certain.
    pub short: HashMap<String, String>,
    /// The forms in Chinese characters, the longest first.
    pub chinese: Vec<String>,
    /// The forms in letters, the longest first.
    pub latin: Vec<String>,
    /// The initials of desks and their agency's name.
    pub initials: HashMap<String, String>,
}

impl Agencies {
    fn load() -> Self {
        // A test reads the file strictly; a library does not panic over it.
        let data: Data = toml::from_str(include_str!("agencies.toml")).unwrap_or_default();
        let mut agencies = Self {
            credit: data.credit,
            ..Self::default()
        };
        for agency in data.agency {
            for initials in agency.initials {
                agencies.initials.insert(initials, agency.name.clone());
            }
            let name = Some(agency.name.clone()).filter(|name| !agency.short.contains(name));
            for form in agency.short {
                agencies.short.insert(form, agency.name.clone());
            }
            for form in agency.forms.into_iter().chain(name) {
                let is_chinese = form.starts_with(|c: char| c >= '\u{2e80}');
                let kind = if is_chinese {
                    &mut agencies.chinese
                } else {
                    &mut agencies.latin
                };
                kind.push(form.clone());
                agencies.forms.insert(form, agency.name.clone());
            }
        }
        agencies.chinese.sort_by_key(|form| std::cmp::Reverse(form.len()));
        agencies.latin.sort_by_key(|form| std::cmp::Reverse(form.len()));
        agencies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_read() {
        let data: Data = toml::from_str(include_str!("agencies.toml")).unwrap();
        assert!(data.agency.len() > 50);
        let mut seen = HashMap::new();
        for agency in &data.agency {
            for form in agency.forms.iter().chain(&agency.short).chain([&agency.name]) {
                let other = seen.insert(form, &agency.name);
                assert!(
                    other.is_none_or(|other| *other == agency.name),
                    "{form} names two agencies"
                );
            }
        }
    }
}
