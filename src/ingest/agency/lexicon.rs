use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The news agencies in `agencies.toml`.
pub(crate) static AGENCY_LEXICON: LazyLock<AgencyLexicon> = LazyLock::new(AgencyLexicon::load);

/// The data file `agencies.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyFile {
    credit: CreditWords,
    agency: Vec<Agency>,
}

/// The words and marks of credits. The data file says what each list is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreditWords {
    pub before: Vec<String>,
    pub between: Vec<String>,
    pub after_publisher: Vec<String>,
    pub beside: Vec<String>,
    pub behind: Vec<String>,
    pub dateline: Vec<String>,
}

/// One agency in the data file.
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

/// The news agencies and the words that credit them, indexed for look-up.
#[derive(Default)]
pub(crate) struct AgencyLexicon {
    /// The words and marks of credits.
    pub credit: CreditWords,
    /// Every form of a name, and the agency's name.
    pub forms: HashMap<String, String>,
    /// Ambiguous short forms, which are accepted only in a certain credit.
    pub short: HashMap<String, String>,
    /// The forms in Chinese characters, longest first.
    pub chinese: Vec<String>,
    /// The forms in Latin letters, longest first.
    pub latin: Vec<String>,
    /// The initials of desks, as in "(ats/nxp)", and the agency's name.
    pub initials: HashMap<String, String>,
}

impl AgencyLexicon {
    fn load() -> Self {
        // A test reads the file strictly; a library does not panic over it.
        let data: AgencyFile = toml::from_str(include_str!("agencies.toml")).unwrap_or_default();
        let mut lexicon = Self {
            credit: data.credit,
            ..Self::default()
        };
        for agency in data.agency {
            for initials in agency.initials {
                lexicon.initials.insert(initials, agency.name.clone());
            }
            let name = Some(agency.name.clone()).filter(|name| !agency.short.contains(name));
            for form in agency.short {
                lexicon.short.insert(form, agency.name.clone());
            }
            for form in agency.forms.into_iter().chain(name) {
                let is_chinese = form.starts_with(|c: char| c >= '\u{2e80}');
                let forms_of_script = if is_chinese {
                    &mut lexicon.chinese
                } else {
                    &mut lexicon.latin
                };
                forms_of_script.push(form.clone());
                lexicon.forms.insert(form, agency.name.clone());
            }
        }
        lexicon.chinese.sort_by_key(|form| std::cmp::Reverse(form.len()));
        lexicon.latin.sort_by_key(|form| std::cmp::Reverse(form.len()));
        lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_file_is_valid_and_no_form_names_two_agencies() {
        let data: AgencyFile = toml::from_str(include_str!("agencies.toml")).unwrap();
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
