use super::cells::optional_cell;
use super::tabular::Tabular;
use crate::domain::Topic;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The languages in the order of the columns, which is the same in `dixit topics`.
const LANGS: [&str; 3] = ["en", "fr", "zh"];

/// One topic with the terms that it is found by, as `dixit topic list` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VocabularyTopic {
    /// Its id.
    pub id: String,
    /// Whether a person added or changed it.
    pub own: bool,
    /// The broader topic.
    pub broader: Option<String>,
    /// Its name, by language: en, fr, zh.
    pub labels: BTreeMap<String, String>,
    /// The terms that it is found by, by language of the text.
    pub terms: BTreeMap<String, Vec<String>>,
    /// The address of the concept in a published vocabulary.
    pub uri: Option<String>,
}

impl VocabularyTopic {
    /// The row of `topic`; `own` is whether a person added or changed it.
    pub fn new(topic: &Topic, own: bool) -> Self {
        let labels = topic.labels.iter();
        let terms = topic.terms.iter();
        Self {
            id: topic.id.to_string(),
            own,
            broader: topic.broader.as_ref().map(ToString::to_string),
            labels: labels
                .map(|(lang, label)| (lang.to_string(), label.clone()))
                .collect(),
            terms: terms
                .map(|(lang, terms)| (lang.to_string(), terms.clone()))
                .collect(),
            uri: topic.uri.clone(),
        }
    }
}

/// Topics with their terms, in the order of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct TopicVocabulary(pub Vec<VocabularyTopic>);

impl Tabular for TopicVocabulary {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "id", "own", "broader", "en", "fr", "zh", "terms_en", "terms_fr", "terms_zh", "uri",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |topic: &VocabularyTopic| {
            let mut row = vec![
                topic.id.clone(),
                topic.own.to_string(),
                optional_cell(topic.broader.as_ref()),
            ];
            row.extend(LANGS.map(|lang| optional_cell(topic.labels.get(lang))));
            row.extend(LANGS.map(|lang| {
                let terms = topic.terms.get(lang);
                terms.map_or(String::new(), |terms| terms.join("; "))
            }));
            row.push(optional_cell(topic.uri.as_ref()));
            row
        };
        self.0.iter().map(row).collect()
    }
}
