use super::Lang;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Names a topic: `medtop:20001298` of the taxonomy that comes with dixit, `own:charter` of somebody's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicId(String);

impl TopicId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that can name no topic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no topic id")]
pub struct TopicIdError(String);

impl FromStr for TopicId {
    type Err = TopicIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            Err(TopicIdError(text.to_owned()))
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

/// What statements can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name for ever.
    pub id: TopicId,
    /// The topic that it belongs to.
    pub broader: Option<TopicId>,
    /// What it is called, by language.
    pub labels: BTreeMap<Lang, String>,
    /// What it is recognised by, by language.
    pub terms: BTreeMap<Lang, Vec<String>>,
    /// Its address.
    pub uri: Option<String>,
}

impl Topic {
    /// What it is called: in English, else in French, else in another language, else by its id.
    pub fn label(&self) -> &str {
        [Lang::En, Lang::Fr, Lang::Zh, Lang::Und]
            .iter()
            .find_map(|lang| self.labels.get(lang))
            .map_or(self.id.as_str(), String::as_str)
    }
}
