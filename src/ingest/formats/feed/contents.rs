//! What a feed says: about itself, and its entries.

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its title.
    pub title: Option<String>,
    /// The web page that it belongs to.
    pub home: Option<String>,
    /// Its language, as written.
    pub lang: Option<String>,
    /// Its entries, in the order of the feed.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// The id that the feed gives it.
    pub id: Option<String>,
    /// The address of its web page.
    pub address: Option<String>,
    /// Its title, as plain text.
    pub title: Option<String>,
    /// When it was published: a day, or a time with the offset that was written.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its language, as written.
    pub lang: Option<String>,
    /// Its content, as HTML.
    pub content_html: Option<String>,
    /// Its summary, as HTML.
    pub summary_html: Option<String>,
}

impl FeedEntry {
    /// What it is called in messages.
    pub(crate) fn label(&self) -> &str {
        let known = self.address.as_deref().or(self.title.as_deref());
        known.unwrap_or("an entry without address")
    }
}
