use std::fmt;
use std::path::PathBuf;

/// The file or stream that articles are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputOrigin {
    /// A file or directory.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl fmt::Display for InputOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Stdin => f.pad("standard input"),
        }
    }
}

/// Where an article begins: a file or stream and, if it may hold several articles, a line. Displayed as `path:line`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputLocation {
    /// The file or stream.
    pub origin: InputOrigin,
    /// The first line of the article, counted from 1; `None` if the origin holds one article.
    pub line: Option<u64>,
}

impl InputLocation {
    /// The whole of `origin`.
    pub(super) const fn from_origin(origin: InputOrigin) -> Self {
        Self { origin, line: None }
    }

    /// The whole file at `path`.
    pub(super) fn from_path(path: impl Into<PathBuf>) -> Self {
        Self::from_origin(InputOrigin::Path(path.into()))
    }

    /// The same file or stream, at `line`.
    pub(super) fn with_line(&self, line: u64) -> Self {
        Self {
            origin: self.origin.clone(),
            line: Some(line),
        }
    }
}

impl fmt::Display for InputLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.origin),
            None => self.origin.fmt(f),
        }
    }
}
