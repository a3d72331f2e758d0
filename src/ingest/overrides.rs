use super::{Mapping, PublicationTime, Zone};
use crate::domain::Lang;

/// What the user says of the articles: it wins over what they say of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The headline.
    pub title: Option<String>,
    /// Who published them.
    pub publisher: Option<String>,
    /// Where the article stands on the web.
    pub url: Option<String>,
    /// Who wrote them.
    pub author: Option<String>,
    /// Their language.
    pub lang: Option<Lang>,
    /// When they were published.
    pub published: Option<PublicationTime>,
    /// The time zone of the publisher.
    pub timezone: Option<Zone>,
    /// The keys that fields have in JSON and front matter, beside those that are known.
    pub map: Vec<Mapping>,
}
