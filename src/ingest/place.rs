use std::fmt;
use std::path::PathBuf;

/// Where articles are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file or directory.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Stdin => f.pad("standard input"),
        }
    }
}

/// Where one article stands: an origin and, in a file of many articles, the line; written `path:line`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file or stream.
    pub origin: Origin,
    /// The line that it begins on, from 1, where the origin may hold several articles.
    pub line: Option<u64>,
}

impl Place {
    /// `origin` as a whole.
    pub(super) const fn whole(origin: Origin) -> Self {
        Self { origin, line: None }
    }

    /// The file at `path` as a whole.
    pub(super) fn path(path: impl Into<PathBuf>) -> Self {
        Self::whole(Origin::Path(path.into()))
    }

    /// This place, at `line`.
    pub(super) fn at(&self, line: u64) -> Self {
        Self {
            origin: self.origin.clone(),
            line: Some(line),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.origin),
            None => self.origin.fmt(f),
        }
    }
}
