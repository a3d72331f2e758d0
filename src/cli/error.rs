use super::ui::text::{clean, truncate};
use crate::domain::DecideError;
use crate::query::{IdCandidate, QueryError};
use crate::tracker::{LogError, TrackerError};
use std::error::Error;
use std::fmt;
use std::io;
use std::process::ExitCode;

/// What an ambiguous id may mean is cut here, in cells.
const SUMMARY_MAX: usize = 60;
/// So many publishers are listed that a part of a name can mean.
const PUBLISHERS_MAX: usize = 20;

/// How a command ended, as the shell learns it. The numbers are documented in the help and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked for is done.
    Done,
    /// A check found a difference.
    Difference,
    /// The command line makes no sense.
    Usage,
    /// An input is bad, or there is no such thing.
    Input,
    /// The store is locked, damaged or full, or the output cannot be written.
    Store,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Difference => 1,
            Exit::Usage => 2,
            Exit::Input => 3,
            Exit::Store => 4,
        })
    }
}

/// What a person reads when something fails: a message, hints on what to do next, and the exit code.
#[derive(Debug)]
pub(crate) struct CliError {
    /// How the process ends because of it.
    pub(crate) exit: Exit,
    /// What failed, where, and why.
    pub(crate) message: String,
    /// What to try next.
    pub(crate) hints: Vec<String>,
    /// Whether whoever reads our output has gone: nothing is to be said then.
    pub(crate) closed: bool,
}

impl CliError {
    /// An error that ends the process with `exit`.
    pub(crate) fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            hints: Vec::new(),
            closed: false,
        }
    }

    /// A command line that makes no sense.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// A bad input, or no such thing.
    pub(crate) fn input(message: impl fmt::Display) -> Self {
        Self::new(Exit::Input, message)
    }

    /// The store failed.
    pub(crate) fn store(message: impl fmt::Display) -> Self {
        Self::new(Exit::Store, message)
    }

    /// Writing to stdout failed; a reader that has gone (`| head`) is no failure.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            let mut closed = Self::new(Exit::Done, "the reader of the output has gone");
            closed.closed = true;
            return closed;
        }
        Self::store(format_args!("cannot write the output: {error}"))
    }

    /// The same error with a hint more.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }
}

impl From<TrackerError> for CliError {
    fn from(error: TrackerError) -> Self {
        let message = chain(&error);
        match error {
            TrackerError::Log(LogError::Missing { .. }) => {
                Self::input(message).hint("`dixit ingest PATH` makes one; --db or DIXIT_DB names another")
            }
            TrackerError::Query(error) => asked(message, error),
            TrackerError::Projection(_) => Self::store(message).hint("`dixit rebuild` derives them anew"),
            TrackerError::Refused(refusal) => refused(message, &refusal),
            TrackerError::NoSuchPosition(_) => Self::input(message).hint("`dixit log` has the positions"),
            error if error.is_store() => Self::store(message),
            _ => Self::input(message),
        }
    }
}

/// A decision that cannot be made, with what can be done about it.
fn refused(message: String, refusal: &DecideError) -> CliError {
    let error = CliError::input(message);
    match refusal {
        DecideError::Overtaken { by, .. } => error.hint(format_args!("`dixit undo {by}` first")),
        DecideError::NotInText(_) => error.hint("`dixit show ID` has the words as the article has them"),
        DecideError::NoTopic(_) | DecideError::NoBroader { .. } => {
            error.hint("`dixit topic list` has all topics")
        }
        DecideError::NoStatement(id) => error.hint(format_args!(
            "`dixit show {id} --history` tells what became of it"
        )),
        DecideError::NotMerged(id) => {
            error.hint(format_args!("`dixit show {id} --history` tells who was merged"))
        }
        DecideError::Withdrawn(_) => {
            error.hint("`dixit log --type article.withdrawn` has the position that `dixit undo` takes")
        }
        DecideError::NoDecision { .. } => {
            error.hint("`dixit show ID --history` has the decisions on one thing")
        }
        DecideError::Redacted
        | DecideError::Absent(_)
        | DecideError::Itself(_)
        | DecideError::OneAlready(..)
        | DecideError::SameName(_)
        | DecideError::BelowItself(_) => error,
    }
}

/// A question that has no answer, with what may have been meant.
fn asked(message: String, error: QueryError) -> CliError {
    match error {
        QueryError::NotFound { suggestions, .. } if suggestions.is_empty() => CliError::input(message),
        QueryError::NotFound { suggestions, .. } => {
            CliError::input(message).hint(format_args!("did you mean {}?", suggestions.join(" or ")))
        }
        QueryError::AmbiguousId { candidates, .. } => list(CliError::input(message), candidates),
        QueryError::AmbiguousSpeaker { candidates, .. } => list(CliError::input(message), candidates)
            .hint("ask by one of these ids; `dixit merge ID ID` says that two of them are one"),
        QueryError::NotAName { candidates, .. } => list(CliError::input(message), candidates)
            .hint("these are called so in one article or another: ask by a name or by one of these ids"),
        QueryError::NoLongerCurrent { id, .. } => {
            CliError::input(message).hint(format_args!("`dixit show {id}` shows it as it stood"))
        }
        QueryError::ReadByAnother { reader, .. } => {
            CliError::input(message).hint(format_args!("--reader {reader} asks for what it reads"))
        }
        QueryError::AmbiguousPublisher { publishers, .. } => {
            let shown = publishers.iter().take(PUBLISHERS_MAX);
            let error = shown.fold(CliError::input(message), |error, name| error.hint(clean(name)));
            match publishers.len().saturating_sub(PUBLISHERS_MAX) {
                0 => error,
                more => error.hint(format_args!("and {more} more")),
            }
        }
        QueryError::UnknownBound
        | QueryError::EmptySearch
        | QueryError::ReversedRange { .. }
        | QueryError::OverlappingPeriods { .. } => CliError::usage(message),
        QueryError::DamagedReadModel { .. } | QueryError::Database(_) => {
            CliError::store(message).hint("`dixit rebuild` derives the read models anew")
        }
    }
}

/// The error, with what may have been meant, a hint each.
fn list(error: CliError, candidates: Vec<IdCandidate>) -> CliError {
    candidates.into_iter().fold(error, |error, candidate| {
        let IdCandidate { id, what, summary } = candidate;
        error.hint(format_args!(
            "{id} is the {what} {}",
            truncate(&clean(&summary), SUMMARY_MAX)
        ))
    })
}

/// The messages of `error` and of what caused it, each once.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        cause = inner.source();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("cannot open the shop")]
    struct Outer(#[source] io::Error);

    #[test]
    fn a_cause_is_told_once() {
        let cause = || io::Error::other("no key");
        assert_eq!(chain(&Outer(cause())), "cannot open the shop: no key");
        assert_eq!(chain(&cause()), "no key");
    }

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let gone = CliError::output(&io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(gone.closed);
        assert_eq!(gone.exit, Exit::Done);
        let full = CliError::output(&io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.exit, Exit::Store);
    }
}
