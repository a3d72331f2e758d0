use super::{Lang, Provenance};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Where an article comes from, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The headline.
    pub title: Option<String>,
    /// The publisher: a newspaper, a broadcaster, a web site.
    pub publisher: Option<String>,
    /// Address of the article on the web.
    pub url: Option<String>,
    /// The address that the page itself declares with `rel=canonical`.
    pub canonical_url: Option<String>,
    /// The author, as the article is signed.
    pub author: Option<String>,
    /// The news agency that the article credits.
    pub agency: Option<String>,
    /// Day of publication, in the calendar of the place of publication.
    pub published: Option<NaiveDate>,
    /// Time of publication, with the offset of the place of publication where that is known.
    pub published_at: Option<DateTime<FixedOffset>>,
    /// The other possible day of publication, where the publisher's time zone is unknown and the time falls on two
    /// days.
    pub published_alternative: Option<NaiveDate>,
}

impl Source {
    /// Returns this source with its gaps filled from `earlier`, so that a later copy with fewer details loses
    /// nothing.
    #[must_use]
    pub fn completed_by(self, earlier: &Self) -> Self {
        let or = |new: Option<String>, old: &Option<String>| new.or_else(|| old.clone());
        // The day, the time and the alternative day belong together: a new day never keeps the time of another one.
        let says_less = self.published_at.is_none() && self.published == earlier.published;
        let (published, published_at, published_or) = if self.published.is_none() || says_less {
            (
                earlier.published,
                earlier.published_at,
                earlier.published_alternative,
            )
        } else {
            (self.published, self.published_at, self.published_alternative)
        };
        Self {
            title: or(self.title, &earlier.title),
            publisher: or(self.publisher, &earlier.publisher),
            url: or(self.url, &earlier.url),
            canonical_url: or(self.canonical_url, &earlier.canonical_url),
            author: or(self.author, &earlier.author),
            agency: or(self.agency, &earlier.agency),
            published,
            published_at,
            published_alternative: published_or,
        }
    }
}

/// An article as `ingest` delivers it: decoded text with line feeds only, and what is known of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it comes from.
    pub source: Source,
    /// Its language.
    pub lang: Lang,
    /// The running text; the spans of all statements are positions in it.
    pub text: String,
    /// How it came in; `None` where it was given as text.
    pub provenance: Option<Box<Provenance>>,
}

/// The text of an article in the log. A text can be redacted; the record that it existed cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleText {
    /// The text is available.
    Kept(String),
    /// The text was redacted; the log keeps only its salted hash.
    Redacted,
}

impl ArticleText {
    /// Returns the text, or `None` where it was redacted.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Kept(text) => Some(text),
            Self::Redacted => None,
        }
    }
}
