//! The address of a page: which page, and the parameters of its question.

use super::parameters::Parameters;
use std::fmt;

/// A page of the record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Page {
    /// What is here.
    Home,
    /// What this is, and how to cite and verify it.
    About,
    /// The answer to a question.
    Listing(Listing),
    /// One statement, article, speaker or topic.
    Item(ItemKind, String),
}

/// A question whose answer is a page; each has the name of the command that answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Listing {
    /// What was said, in order.
    Timeline,
    /// What was proposed, and what became of it.
    Proposals,
    /// What is due when.
    Due,
    /// What was not mentioned again.
    Silent,
    /// What contradicts what.
    Conflicts,
    /// What changed between periods.
    Changes,
    /// Counts by speaker, topic and period.
    Matrix,
    /// What was recorded lately.
    New,
    /// Who speaks.
    Speakers,
    /// What is spoken about.
    Topics,
    /// What was read.
    Articles,
    /// Words in statements and articles.
    Search,
}

impl Listing {
    /// All of them, in the order of the navigation.
    pub(super) const ALL: [Self; 12] = [
        Self::Timeline,
        Self::Proposals,
        Self::Due,
        Self::Silent,
        Self::Conflicts,
        Self::Changes,
        Self::Matrix,
        Self::New,
        Self::Speakers,
        Self::Topics,
        Self::Articles,
        Self::Search,
    ];

    /// The values of the parameter `sort`, the list's own order first. Empty if the list has one order only.
    pub(super) const fn orders(self) -> &'static [&'static str] {
        match self {
            Self::Timeline => &["said", "-said"],
            Self::Proposals => &["said", "-said", "-mentioned", "-articles"],
            Self::Due => &["due", "-due", "said", "-said"],
            Self::Silent => &["-days", "days", "said", "-said"],
            Self::Conflicts => &["grounds", "said", "-said"],
            Self::Search => &["match", "said", "-said"],
            Self::Changes | Self::Matrix | Self::New | Self::Speakers | Self::Topics | Self::Articles => &[],
        }
    }

    /// Its name in addresses: that of the command.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Proposals => "proposals",
            Self::Due => "due",
            Self::Silent => "silent",
            Self::Conflicts => "conflicts",
            Self::Changes => "changes",
            Self::Matrix => "matrix",
            Self::New => "new",
            Self::Speakers => "speakers",
            Self::Topics => "topics",
            Self::Articles => "articles",
            Self::Search => "search",
        }
    }
}

/// The kind of a thing that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum ItemKind {
    /// A statement.
    Statement,
    /// An article.
    Article,
    /// A speaker.
    Speaker,
    /// A topic.
    Topic,
}

impl ItemKind {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Statement, Self::Article, Self::Speaker, Self::Topic];

    /// Its name in addresses.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Article => "article",
            Self::Speaker => "speaker",
            Self::Topic => "topic",
        }
    }
}

impl Page {
    /// The page with this path, which begins with a slash; `None` if there is none.
    pub(super) fn from_path(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix('/')?.split('/');
        match (parts.next()?, parts.next(), parts.next()) {
            ("", None, None) => Some(Self::Home),
            ("about", None, None) => Some(Self::About),
            (name, None, None) => Listing::ALL
                .into_iter()
                .find(|listing| listing.as_str() == name)
                .map(Self::Listing),
            (kind, Some(id), None) if !id.is_empty() => ItemKind::ALL
                .into_iter()
                .find(|known| known.as_str() == kind)
                .map(|kind| Self::Item(kind, id.to_owned())),
            _ => None,
        }
    }

    /// The parameters that its question has, besides those of every page.
    pub(super) fn parameter_names(&self) -> Vec<&'static str> {
        let groups: &[&[&str]] = match self {
            Self::Home | Self::About | Self::Item(ItemKind::Statement, _) => &[],
            Self::Item(ItemKind::Article | ItemKind::Speaker | ItemKind::Topic, _) => &[&["page"]],
            Self::Listing(listing) => match listing {
                Listing::Timeline => &[ABOUT, &["act"], SOURCE, TRUST, ROWS],
                Listing::Proposals => &[ABOUT, SOURCE, TRUST, &["status", "all"], ROWS],
                Listing::Due => &[ABOUT, &["act"], SOURCE, TRUST, &["before", "after", "all"], ROWS],
                Listing::Silent => &[ABOUT, &["act"], SOURCE, TRUST, &["for"], ROWS],
                Listing::Conflicts => &[ABOUT, TRUST, ROWS],
                Listing::Changes => &[ABOUT, &["by", "from", "to", "before", "after"], TRUST, &["page"]],
                Listing::Matrix => &[ABOUT, &["act"], SOURCE, TRUST, &["limit", "by"]],
                Listing::New => &[&["since"], TRUST],
                Listing::Speakers => &[&["name", "kind", "unnamed"], ROWS],
                Listing::Topics => &[&["all", "page", "sort"]],
                Listing::Articles => &[&["publisher", "lang", "since", "until"], ROWS],
                Listing::Search => &[&["q", "in"], ABOUT, &["act"], SOURCE, TRUST, ROWS],
            },
        };
        groups.concat()
    }
}

/// Filters by what statements are about and by whom.
const ABOUT: &[&str] = &["speaker", "topic"];
/// Filters by when statements were made, and where and how they were reported.
const SOURCE: &[&str] = &["since", "until", "lang", "publisher", "report"];
/// Filters by how reliable statements are.
const TRUST: &[&str] = &["min-certainty", "reviewed", "unreviewed"];
/// Which rows of a list are shown, in which order.
const ROWS: &[&str] = &["limit", "page", "sort"];

impl fmt::Display for Page {
    /// Its path, without a slash at the beginning; empty for the first page.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => Ok(()),
            Self::About => f.write_str("about"),
            Self::Listing(listing) => f.write_str(listing.as_str()),
            Self::Item(kind, id) => write!(f, "{}/{id}", kind.as_str()),
        }
    }
}

/// A page with the parameters of its question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Address {
    /// The page.
    pub(super) page: Page,
    /// The parameters.
    pub(super) parameters: Parameters,
}

impl Address {
    /// The page without any parameter.
    pub(super) fn plain(page: Page) -> Self {
        Self {
            page,
            parameters: Parameters::default(),
        }
    }

    /// The same page with the parameter `name` set to `value`, or without it.
    #[must_use]
    pub(super) fn with(&self, name: &'static str, value: Option<&str>) -> Self {
        let mut changed = self.clone();
        changed.parameters.set(name, value);
        changed
    }
}
