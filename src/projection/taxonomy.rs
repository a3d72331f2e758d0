//! The embedded taxonomy: the topics that come with dixit.

use super::ProjectionError;
use super::vocabulary::Vocabulary;
use crate::domain::{Lang, Topic, TopicId};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The taxonomy file.
const SOURCE: &str = include_str!("topics.toml");

/// A topic of the file.
#[derive(Debug, Deserialize)]
struct TopicEntry {
    id: String,
    broader: Option<String>,
    label: BTreeMap<String, String>,
    #[serde(default)]
    terms: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct TaxonomyFile {
    topic: Vec<TopicEntry>,
}

/// The taxonomy, parsed.
pub(super) struct Taxonomy {
    /// The topics, in the order of the file; their rows count from 1.
    pub(super) topics: Vec<Topic>,
    /// Their terms.
    pub(super) vocabulary: Vocabulary,
}

static TAXONOMY: LazyLock<Result<Taxonomy, String>> = LazyLock::new(|| Taxonomy::parse(SOURCE));

/// The embedded taxonomy, parsed once. Fails where the file is damaged.
pub(super) fn taxonomy() -> Result<&'static Taxonomy, ProjectionError> {
    TAXONOMY
        .as_ref()
        .map_err(|error| ProjectionError::Taxonomy(error.clone()))
}

/// The topics that come with dixit. Fails where the file is damaged.
pub fn embedded_topics() -> Result<&'static [Topic], ProjectionError> {
    Ok(&taxonomy()?.topics)
}

impl Taxonomy {
    fn parse(source: &str) -> Result<Self, String> {
        let TaxonomyFile { topic: entries } = toml::from_str(source).map_err(|error| error.to_string())?;
        let mut topics = Vec::new();
        for entry in &entries {
            let broader = entry.broader.as_ref();
            if broader.is_some_and(|id| entries.iter().all(|other| other.id != *id)) {
                return Err(format!("{} has an unknown broader topic", entry.id));
            }
            if !entry.label.contains_key("en") {
                return Err(format!("{} has no English label", entry.id));
            }
            topics.push(entry.to_topic()?);
        }
        let vocabulary = Vocabulary::new((1..).zip(&topics)).map_err(|error| error.to_string())?;
        Ok(Self { topics, vocabulary })
    }
}

impl TopicEntry {
    fn to_topic(&self) -> Result<Topic, String> {
        let id = |id: &String| id.parse::<TopicId>().map_err(|error| error.to_string());
        let lang = |tag: &String| tag.parse::<Lang>().map_err(|error| error.to_string());
        let labels = self
            .label
            .iter()
            .map(|(tag, label)| Ok((lang(tag)?, label.clone())));
        let terms = self
            .terms
            .iter()
            .map(|(tag, terms)| Ok((lang(tag)?, terms.clone())));
        Ok(Topic {
            id: id(&self.id)?,
            broader: self.broader.as_ref().map(id).transpose()?,
            labels: labels.collect::<Result<_, String>>()?,
            terms: terms.collect::<Result<_, String>>()?,
            uri: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold;

    const SMALL: &str = r#"
        [[topic]]
        id = "one"
        label = { en = "intelligence" }
        terms.fr = ["IA", "intelligence artificielle", "état"]
        terms.zh = ["人工智能", "AI"]

        [[topic]]
        id = "two"
        broader = "one"
        label = { en = "two" }
        terms.fr = ["états", "intelligence"]
    "#;

    #[track_caller]
    fn check(lang: Lang, text: &str, expect: &[(i64, &str)]) {
        let taxonomy = Taxonomy::parse(SMALL).unwrap();
        let found = taxonomy.vocabulary.find(lang, text, &fold(text));
        let found: Vec<_> = found.iter().map(|found| (found.topic, found.term)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn terms_are_whole_words_without_case_and_accents() {
        check(Lang::Fr, "L’État veut.", &[(1, "état")]);
        check(Lang::Fr, "Les États, l’étatisme", &[(1, "état"), (2, "états")]);
        check(Lang::Fr, "l’étatisme, l’étatique", &[]);
        check(
            Lang::Fr,
            "INTELLIGENCE ARTIFICIELLE",
            &[(1, "intelligence artificielle"), (2, "intelligence")],
        );
        check(Lang::En, "état", &[]);
        check(Lang::Und, "état", &[]);
    }

    #[test]
    fn term_in_capitals_matches_only_capitals() {
        check(Lang::Fr, "l’IA change", &[(1, "IA")]);
        check(Lang::Fr, "ia, Ia, IAM", &[]);
    }

    #[test]
    fn term_matches_its_inflections() {
        check(
            Lang::Fr,
            "des intelligences artificielles",
            &[(1, "intelligence artificielle"), (2, "intelligence")],
        );
        check(
            Lang::Fr,
            "intelligence-artificielle",
            &[(1, "intelligence artificielle"), (2, "intelligence")],
        );
        check(Lang::Fr, "l’intelligence, artificielle", &[(2, "intelligence")]);
        check(Lang::Fr, "les ias", &[]);
        check(Lang::Fr, "il est intelligent", &[]);
    }

    #[test]
    fn chinese_terms_match_inside_a_run() {
        check(Lang::Zh, "发展人工智能技术", &[(1, "人工智能")]);
        check(Lang::Zh, "发展AI技术", &[(1, "AI")]);
        check(Lang::Zh, "发展AIM技术", &[]);
    }

    #[test]
    fn longest_term_is_reported() {
        check(
            Lang::Fr,
            "l’IA, ou intelligence artificielle",
            &[(1, "intelligence artificielle"), (2, "intelligence")],
        );
    }

    #[test]
    fn broken_taxonomy_names_its_error() {
        let broken = r#"[[topic]]
            id = "one"
            broader = "nowhere"
            label = { en = "x" }"#;
        let error = Taxonomy::parse(broken).err().unwrap();
        assert_eq!(error, "one has an unknown broader topic");
    }

    #[test]
    fn embedded_taxonomy_is_consistent() {
        let taxonomy = taxonomy().unwrap();
        assert!(taxonomy.topics.len() > 30);
        let mut ids: Vec<_> = taxonomy.topics.iter().map(|topic| &topic.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), taxonomy.topics.len(), "an id occurs twice");
        for topic in &taxonomy.topics {
            let mut above = Some(topic);
            for _ in 0..8 {
                above = above.and_then(|topic| {
                    taxonomy
                        .topics
                        .iter()
                        .find(|other| Some(&other.id) == topic.broader.as_ref())
                });
            }
            assert!(above.is_none(), "{} is below itself", topic.id);
        }
    }
}
