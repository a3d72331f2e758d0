use crate::domain::Lang;
use chrono::NaiveDate;

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
    /// The day of publication.
    pub published: Option<NaiveDate>,
}
