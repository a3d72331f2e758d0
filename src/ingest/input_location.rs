use std::fmt;
use std::path::PathBuf;

/// The file, stream or web address that articles are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputOrigin {
    /// A file or directory.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// A web address that was fetched.
    Web(String),
}

impl fmt::Display for InputOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Stdin => f.pad("standard input"),
            Self::Web(address) => f.pad(address),
        }
    }
}

/// Where an article begins: a file, stream or address and, if that may hold several articles, a member and a line.
/// Displayed as `path:line` or `path: member`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputLocation {
    /// The file, stream or address.
    pub origin: InputOrigin,
    /// The document in an archive: its path there, or its address.
    pub member: Option<String>,
    /// The first line of the article, counted from 1; `None` if the origin holds one article.
    pub line: Option<u64>,
}

impl InputLocation {
    /// The whole of `origin`.
    pub(super) const fn from_origin(origin: InputOrigin) -> Self {
        Self {
            origin,
            member: None,
            line: None,
        }
    }

    /// The document at a web address.
    pub fn of_address(address: &str) -> Self {
        Self::from_origin(InputOrigin::Web(address.to_owned()))
    }

    /// The whole file at `path`.
    pub(super) fn from_path(path: impl Into<PathBuf>) -> Self {
        Self::from_origin(InputOrigin::Path(path.into()))
    }

    /// The same file or stream, at `line`.
    pub(super) fn with_line(&self, line: u64) -> Self {
        Self {
            line: Some(line),
            ..self.clone()
        }
    }

    /// The document `name` in the archive at this location. An archive in an archive is named before its own members.
    pub(super) fn with_member(&self, name: &str) -> Self {
        let member = self.member.as_ref();
        Self {
            member: Some(member.map_or_else(|| name.to_owned(), |outer| format!("{outer}: {name}"))),
            ..self.clone()
        }
    }
}

impl fmt::Display for InputLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (member, line) = (self.member.as_ref(), self.line);
        match (member, line) {
            (Some(member), Some(line)) => write!(f, "{}: {member}:{line}", self.origin),
            (Some(member), None) => write!(f, "{}: {member}", self.origin),
            (None, Some(line)) => write!(f, "{}:{line}", self.origin),
            (None, None) => self.origin.fmt(f),
        }
    }
}
