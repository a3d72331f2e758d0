//! Why there is no page, and what the person who asked for it is told.

use super::language::PhrasesError;
use crate::query::QueryError;
use crate::tracker::TrackerError;
use std::fmt;
use std::io;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// No page has this address.
    #[error("there is no page at this address")]
    NoSuchPage,
    /// The page has no such parameter.
    #[error("there is no parameter {name:?} here (known: {})", known.join(", "))]
    UnknownParameter {
        /// The name as given.
        name: String,
        /// Those that the page has.
        known: Vec<String>,
    },
    /// The value of a parameter cannot be used.
    #[error("{name}: {message}")]
    BadParameter {
        /// The name of the parameter.
        name: String,
        /// What is wrong with its value.
        message: String,
    },
    /// The question could not be answered.
    #[error(transparent)]
    Question(#[from] TrackerError),
    /// The answer is longer than a page may be.
    #[error(
        "the answer is longer than {megabytes} MB: narrow the question, or ask the command `dixit {command}`"
    )]
    TooLong {
        /// The limit.
        megabytes: usize,
        /// The command that prints it whole.
        command: String,
    },
    /// The answer took too long.
    #[error("the answer took longer than {seconds} s: narrow the question")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
    /// More people ask than can be answered.
    #[error("too many questions at once: try again in a moment")]
    Busy,
    /// The words of the interface cannot be read.
    #[error(transparent)]
    Phrases(#[from] PhrasesError),
    /// A fault of this program.
    #[error("this page cannot be made, by a fault of dixit: the server goes on")]
    Failed,
    /// The user asked to stop.
    #[error("interrupted: the files so far are complete, and the next run goes on")]
    Stopped,
    /// A file could not be written, or an address not be listened at.
    #[error("{what}")]
    Io {
        /// What was to be done, and with what.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The folder has files that were not published by dixit.
    #[error("{folder} is not empty and has no list of published files")]
    ForeignFolder {
        /// The folder.
        folder: String,
    },
}

impl WebError {
    /// The value of the parameter `name` cannot be used.
    pub(super) fn parameter(name: &str, message: impl fmt::Display) -> Self {
        Self::BadParameter {
            name: name.to_owned(),
            message: message.to_string(),
        }
    }

    /// The status code of HTTP that says it.
    pub(super) const fn status(&self) -> u16 {
        match self {
            Self::NoSuchPage => 404,
            Self::UnknownParameter { .. } | Self::BadParameter { .. } => 400,
            Self::Question(TrackerError::Query(error)) => match error {
                QueryError::NotFound { .. } => 404,
                QueryError::AmbiguousId { .. } | QueryError::AmbiguousSpeaker { .. } => 300,
                QueryError::NoLongerCurrent { .. } => 410,
                QueryError::Database(_)
                | QueryError::DamagedReadModel { .. }
                | QueryError::DamagedIndex(_) => 500,
                _ => 400,
            },
            Self::Question(error) if !error.is_store() && !error.is_damage() => 400,
            Self::Failed
            | Self::Phrases(_)
            | Self::Question(_)
            | Self::Io { .. }
            | Self::ForeignFolder { .. } => 500,
            Self::TooLong { .. } => 413,
            Self::TooSlow { .. } | Self::Busy | Self::Stopped => 503,
        }
    }
}

impl From<QueryError> for WebError {
    fn from(error: QueryError) -> Self {
        Self::Question(error.into())
    }
}
