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

    /// The parameters that its question has, besides those of every page: the options of the command, the part of the
    /// list and its order.
    pub(super) const fn parameter_names(self) -> &'static [&'static str] {
        match self {
            Self::Timeline => TIMELINE,
            Self::Proposals => PROPOSALS,
            Self::Due => DUE,
            Self::Silent => SILENT,
            Self::Conflicts => CONFLICTS,
            Self::Changes => CHANGES,
            Self::Matrix => MATRIX,
            Self::New => NEW,
            Self::Speakers => SPEAKERS,
            Self::Topics => TOPICS,
            Self::Articles => ARTICLES,
            Self::Search => SEARCH,
        }
    }

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

const TIMELINE: &[&str] = &[
    "speaker",
    "topic",
    "act",
    "since",
    "until",
    "lang",
    "publisher",
    "report",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "page",
    "sort",
];
const PROPOSALS: &[&str] = &[
    "speaker",
    "topic",
    "since",
    "until",
    "lang",
    "publisher",
    "report",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "status",
    "all",
    "page",
    "sort",
];
const DUE: &[&str] = &[
    "speaker",
    "topic",
    "act",
    "since",
    "until",
    "lang",
    "publisher",
    "report",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "before",
    "after",
    "all",
    "page",
    "sort",
];
const SILENT: &[&str] = &[
    "speaker",
    "topic",
    "act",
    "since",
    "until",
    "lang",
    "publisher",
    "report",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "for",
    "page",
    "sort",
];
const CONFLICTS: &[&str] = &[
    "speaker",
    "topic",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "page",
    "sort",
];
const CHANGES: &[&str] = &[
    "speaker",
    "topic",
    "by",
    "from",
    "to",
    "before",
    "after",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "page",
];
const MATRIX: &[&str] = &[
    "speaker",
    "topic",
    "act",
    "since",
    "until",
    "lang",
    "publisher",
    "report",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "by",
];
const NEW: &[&str] = &["since", "min-certainty", "reviewed", "unreviewed"];
const SPEAKERS: &[&str] = &["kind", "unnamed", "limit", "page", "sort"];
const TOPICS: &[&str] = &["all", "page", "sort"];
const ARTICLES: &[&str] = &["publisher", "lang", "since", "until", "limit", "page", "sort"];
const SEARCH: &[&str] = &[
    "q",
    "in",
    "speaker",
    "topic",
    "act",
    "since",
    "until",
    "lang",
    "publisher",
    "report",
    "min-certainty",
    "reviewed",
    "unreviewed",
    "limit",
    "page",
    "sort",
];

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
    pub(super) const fn parameter_names(&self) -> &'static [&'static str] {
        match self {
            Self::Listing(listing) => listing.parameter_names(),
            Self::Item(ItemKind::Speaker | ItemKind::Topic, _) => &["page"],
            Self::Home | Self::About | Self::Item(ItemKind::Statement | ItemKind::Article, _) => &[],
        }
    }
}

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
