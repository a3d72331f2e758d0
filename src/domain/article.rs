use super::Lang;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Where an article comes from, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The headline.
    pub title: Option<String>,
    /// Who published it: a newspaper, a broadcaster, a web site.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The address that its page gives as its own, `rel=canonical`.
    pub canonical: Option<String>,
    /// Who wrote it, as signed.
    pub author: Option<String>,
    /// The news agency that the article credits.
    pub agency: Option<String>,
    /// The day of publication, where it was published.
    pub published: Option<NaiveDate>,
    /// The instant of publication, with the offset of the place where it was published as far as that is known.
    pub published_at: Option<DateTime<FixedOffset>>,
    /// Another day that it may have been there, where nobody tells the time zone of the publisher.
    pub published_or: Option<NaiveDate>,
}

impl Source {
    /// This source, completed by `earlier` where it is silent: what was known once is not forgotten because
    /// a later copy says less.
    #[must_use]
    pub fn completed_by(self, earlier: &Self) -> Self {
        let or = |new: Option<String>, old: &Option<String>| new.or_else(|| old.clone());
        // The day, the instant and the other day are one piece of knowledge: another day brings its own instant.
        let says_less = self.published_at.is_none() && self.published == earlier.published;
        let (published, published_at, published_or) = if self.published.is_none() || says_less {
            (earlier.published, earlier.published_at, earlier.published_or)
        } else {
            (self.published, self.published_at, self.published_or)
        };
        Self {
            title: or(self.title, &earlier.title),
            publisher: or(self.publisher, &earlier.publisher),
            url: or(self.url, &earlier.url),
            canonical: or(self.canonical, &earlier.canonical),
            author: or(self.author, &earlier.author),
            agency: or(self.agency, &earlier.agency),
            published,
            published_at,
            published_or,
        }
    }
}

/// One article as `ingest` hands it over: decoded, with line feeds only, and what is known of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it comes from.
    pub source: Source,
    /// Its language.
    pub lang: Lang,
    /// The running text; every span of a statement counts in it.
    pub text: String,
}

/// The text of an article in the log: it can be taken down, the fact that it was there cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The words are there.
    Kept(String),
    /// The words were taken down; the log keeps only their salted hash.
    Redacted,
}

impl Text {
    /// The words, unless they were taken down.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Kept(text) => Some(text),
            Self::Redacted => None,
        }
    }
}
