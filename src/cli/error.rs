//! The errors that a person sees: a message, hints on what to do next, and an exit status.

use super::ui::text::{sanitize, truncate};
use crate::domain::DecideError;
use crate::query::{IdCandidate, QueryError};
use crate::tracker::{LogError, OriginError, TrackerError};
#[cfg(feature = "web")]
use crate::web::WebError;
use std::error::Error;
use std::process::ExitCode;
use std::{fmt, io};

/// Maximum width of the summary of a candidate in cells.
const SUMMARY_CELLS_MAX: usize = 60;
/// Maximum number of publishers listed for an ambiguous name.
const PUBLISHERS_MAX: usize = 20;

/// How a command ended, as the shell sees it. The numbers are documented in the help and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Success.
    Done,
    /// A check found a difference.
    Difference,
    /// The command line is invalid.
    Usage,
    /// An input is invalid, or something named does not exist.
    Input,
    /// The database is locked, damaged or full, or the output cannot be written.
    Store,
    /// Something was recorded, and only the output could not be written.
    RecordedWithoutOutput,
    /// The user interrupted it: 128 and the number of the signal, as shells count.
    Interrupted,
}

impl From<ExitStatus> for ExitCode {
    fn from(exit: ExitStatus) -> Self {
        Self::from(match exit {
            ExitStatus::Done => 0,
            ExitStatus::Difference => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Input => 3,
            ExitStatus::Store => 4,
            ExitStatus::RecordedWithoutOutput => 5,
            ExitStatus::Interrupted => 130,
        })
    }
}

/// An error as a person reads it: a message, hints on what to do next, and the exit status.
#[derive(Debug)]
pub(crate) struct CliError {
    /// Exit status of the process.
    pub(crate) exit: ExitStatus,
    /// What failed, where, and why.
    pub(crate) message: String,
    /// What to try next.
    pub(crate) hints: Vec<String>,
    /// Whether the reader of stdout is gone (`| head`): then nothing is printed.
    pub(crate) is_output_closed: bool,
    /// Whether only the output could not be written.
    pub(crate) is_output_failure: bool,
    /// Whether the database seems to be damaged; a disk that cannot be read looks the same at first.
    pub(crate) is_damage: bool,
}

impl CliError {
    /// Creates an error with an exit status.
    pub(crate) fn new(exit: ExitStatus, message: impl fmt::Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            hints: Vec::new(),
            is_output_closed: false,
            is_output_failure: false,
            is_damage: false,
        }
    }

    /// Creates an error about an invalid command line.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(ExitStatus::Usage, message)
    }

    /// Creates an error about an invalid input or a missing thing.
    pub(crate) fn input(message: impl fmt::Display) -> Self {
        Self::new(ExitStatus::Input, message)
    }

    /// Creates an error about the database.
    pub(crate) fn store(message: impl fmt::Display) -> Self {
        Self::new(ExitStatus::Store, message)
    }

    /// Creates an error about threads that the system does not give.
    pub(crate) fn threads(error: io::Error) -> Self {
        Self::from(TrackerError::Thread(error))
    }

    /// Creates an error about writing to stdout. A closed pipe (`| head`) is not a failure.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            let mut closed = Self::new(ExitStatus::Done, "the reader of the output is gone");
            closed.is_output_closed = true;
            return closed;
        }
        let mut failed = Self::store(format_args!("cannot write the output: {error}"));
        failed.is_output_failure = true;
        failed
    }

    /// Adds a hint.
    #[must_use]
    pub(crate) fn with_hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }
}

impl From<TrackerError> for CliError {
    fn from(error: TrackerError) -> Self {
        let message = format_causes(&error);
        let is_damage = error.is_damage();
        let mut error = Self::explain(message, error);
        error.is_damage = is_damage;
        error
    }
}

#[cfg(feature = "web")]
impl From<WebError> for CliError {
    fn from(error: WebError) -> Self {
        let message = format_causes(&error);
        match error {
            WebError::Question(error) => error.into(),
            WebError::Stopped => Self::new(ExitStatus::Interrupted, message),
            WebError::ForeignFolder { .. } => {
                Self::input(message).with_hint("name an empty folder or a new one")
            }
            _ => Self::input(message),
        }
    }
}

impl CliError {
    /// Adds hints to an error of the tracker.
    fn explain(message: String, error: TrackerError) -> Self {
        match error {
            TrackerError::Log(LogError::Missing { .. }) => Self::input(message)
                .with_hint("create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB"),
            TrackerError::Log(LogError::Interrupted) => {
                Self::new(ExitStatus::Interrupted, "interrupted: nothing was changed")
            }
            TrackerError::Log(LogError::WouldLose { .. }) => Self::input(message).with_hint(
                "make a backup of the database first, or replace it with --force: it is kept as a copy beside",
            ),
            TrackerError::Log(LogError::NotABackup { .. }) => {
                Self::input(message).with_hint("name another file, or see --force in `dixit help backup`")
            }
            TrackerError::Query(error) => query_error(message, error),
            TrackerError::Projection(_) => Self::store(message).with_hint("repair them with `dixit rebuild`"),
            TrackerError::Refused(refusal) => refusal_error(message, &refusal),
            TrackerError::NoSuchPosition(_) => {
                Self::input(message).with_hint("`dixit log` lists the positions")
            }
            TrackerError::BeforeLogBegan { .. } => Self::input(message)
                .with_hint("to filter by the date when something was said, use --since and --until"),
            TrackerError::ClockAhead { .. } => Self::input(message)
                .with_hint("set the clock, or confirm with --accept-clock that it is right"),
            TrackerError::Log(LogError::Empty { .. }) => {
                Self::store(message).with_hint("try again, or record something with `dixit ingest PATH`")
            }
            TrackerError::Log(LogError::Corrupt(_)) => {
                Self::store(message).with_hint("`dixit verify` says what is damaged, and what mends it")
            }
            TrackerError::Log(LogError::Origin(error)) => origin_error(message, &error),
            TrackerError::Fork { first, origin, .. } => {
                let error = Self::new(ExitStatus::Difference, message).with_hint(
                    "nothing was changed, and questions are answered as before; `dixit origin --diff` lists the events \
                     that only this copy has",
                );
                error.with_hint(if first > origin {
                    "if the origin has lost them, `dixit share FILE ADDRESS` puts them there again: from the copy that \
                     has the most of them"
                } else {
                    "keep this file, make a copy in another one with `dixit clone`, and record there again what is \
                     missing"
                })
            }
            TrackerError::NoCopy => Self::input(message).with_hint(
                "`dixit share FILE ADDRESS` puts it up on a server, and `dixit clone ADDRESS FILE` copies one from there",
            ),
            TrackerError::NotEmpty => Self::input(message),
            TrackerError::OtherOrigin { .. } => Self::input(message)
                .with_hint("where its server has moved, `dixit origin --move ADDRESS` says so; otherwise name another file"),
            TrackerError::CopyBehind { .. } => {
                Self::store(message).with_hint("do not repeat the command: what it did is recorded")
            }
            TrackerError::BecameCopy => Self::store(message),
            error if error.is_store() => Self::store(message),
            _ => Self::input(message),
        }
    }

    /// An error of the first connection to a server: there is no copy yet that could do without it.
    pub(crate) fn of_first_connection(error: TrackerError) -> Self {
        match error {
            TrackerError::Log(LogError::Origin(error)) if error.is_unreachable() => Self::store(error)
                .with_hint("check the address, and whether the server runs and may be reached from here"),
            error => error.into(),
        }
    }
}

/// Explains why the log on a server could not be reached, read or written.
fn origin_error(message: String, error: &OriginError) -> CliError {
    match error {
        OriginError::Address(_) | OriginError::PasswordInAddress => CliError::usage(message),
        OriginError::NoDatabase { .. } | OriginError::NoLog { .. } => CliError::input(message),
        OriginError::Unreachable { .. } | OriginError::Standby { .. } | OriginError::Lost { .. } => {
            CliError::store(message).with_hint(
                "this copy answers every question without its origin, and records nothing without it: try again later, \
                 or let articles wait with `dixit ingest --queue`",
            )
        }
        OriginError::InDoubt { .. } | OriginError::NotAcknowledged { .. } => {
            CliError::store(message).with_hint("run `dixit sync`, and look with `dixit log` before doing it again")
        }
        OriginError::NotAllowed { .. } => CliError::store(message).with_hint(
            "whoever shared the log runs `dixit share FILE ADDRESS` with --readers, --writers or --redactors and the role",
        ),
        _ => CliError::store(message),
    }
}

/// Explains a refused decision, with hints.
fn refusal_error(message: String, refusal: &DecideError) -> CliError {
    let error = CliError::input(message);
    match refusal {
        DecideError::DecidedAgainLater { by, .. } => {
            error.with_hint(format_args!("run `dixit undo {by}` first"))
        }
        DecideError::NotInText(_) => {
            error.with_hint("`dixit show ID` shows the words as they are in the article")
        }
        DecideError::NoTopic(_) | DecideError::NoBroaderTopic { .. } => {
            error.with_hint("`dixit topic list` shows all topics")
        }
        DecideError::NoStatement(id) => error.with_hint(format_args!(
            "`dixit show {id} --history` shows what happened to it"
        )),
        DecideError::NotMerged(id) => {
            error.with_hint(format_args!("`dixit show {id} --history` shows who was merged"))
        }
        DecideError::Withdrawn(_) => error
            .with_hint("find the position with `dixit log --type article.withdrawn`, then use `dixit undo`"),
        DecideError::NotADecision { .. } => error.with_hint(
            "`dixit show ID --history` lists the decisions on a statement, article, speaker or topic",
        ),
        DecideError::NoFeed(_) => error.with_hint("`dixit feed list` shows all feeds"),
        DecideError::Redacted
        | DecideError::RedactedAt(_)
        | DecideError::RedactedStatement(_)
        | DecideError::RedactionIsFinal { .. } => {
            error.with_hint("`dixit show ID --history` shows who redacted it, when and why")
        }
        DecideError::NoArticle(_)
        | DecideError::RelatedToItself(_)
        | DecideError::AlreadyOneSpeaker(..)
        | DecideError::SameName(_)
        | DecideError::BelowItself(_)
        | DecideError::TooDeep { .. }
        | DecideError::TopicTextTooLong { .. } => error,
    }
}

/// Explains a question without an answer, with hints on what may have been meant.
fn query_error(message: String, error: QueryError) -> CliError {
    match error {
        QueryError::NotFound { suggestions, .. } if suggestions.is_empty() => CliError::input(message),
        QueryError::NotFound { suggestions, .. } => {
            CliError::input(message).with_hint(format_args!("did you mean {}?", suggestions.join(" or ")))
        }
        QueryError::AmbiguousId { candidates, .. } => with_candidates(CliError::input(message), candidates),
        QueryError::AmbiguousSpeaker { candidates, .. } => {
            with_candidates(CliError::input(message), candidates)
                .with_hint("use one of these ids, or `dixit merge ID ID` if two are the same speaker")
        }
        QueryError::NotAName { candidates, .. } => with_candidates(CliError::input(message), candidates)
            .with_hint("some articles call these speakers so; use a name or one of these ids"),
        QueryError::NoLongerCurrent { id, .. } => {
            CliError::input(message).with_hint(format_args!("`dixit show {id}` shows its last state"))
        }
        QueryError::ReadByAnother { reader, .. } => {
            CliError::input(message).with_hint(format_args!("add --reader {reader} to see its readings"))
        }
        QueryError::AmbiguousPublisher { publishers, .. } => {
            let shown = publishers.iter().take(PUBLISHERS_MAX);
            let error = shown.fold(CliError::input(message), |error, name| {
                error.with_hint(sanitize(name))
            });
            match publishers.len().saturating_sub(PUBLISHERS_MAX) {
                0 => error,
                more => error.with_hint(format_args!("and {more} more")),
            }
        }
        QueryError::UnknownBound
        | QueryError::EmptySearch
        | QueryError::ReversedRange { .. }
        | QueryError::OverlappingPeriods { .. } => CliError::usage(message),
        QueryError::DamagedReadModel { .. } | QueryError::DamagedIndex(_) | QueryError::Database(_) => {
            CliError::store(message).with_hint("repair the read models with `dixit rebuild`")
        }
    }
}

/// Adds a hint for each candidate.
fn with_candidates(error: CliError, candidates: Vec<IdCandidate>) -> CliError {
    candidates.into_iter().fold(error, |error, candidate| {
        let IdCandidate { id, what, summary } = candidate;
        error.with_hint(format_args!(
            "{id} is the {what} {}",
            truncate(&sanitize(&summary), SUMMARY_CELLS_MAX)
        ))
    })
}

/// Joins the messages of `error` and its causes with colons, without repetitions.
pub(crate) fn format_causes(error: &dyn Error) -> String {
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
    fn cause_is_printed_once() {
        let cause = || io::Error::other("no key");
        assert_eq!(format_causes(&Outer(cause())), "cannot open the shop: no key");
        assert_eq!(format_causes(&cause()), "no key");
    }

    #[test]
    fn closed_output_is_not_a_failure() {
        let gone = CliError::output(&io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(gone.is_output_closed);
        assert_eq!(gone.exit, ExitStatus::Done);
        let full = CliError::output(&io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.exit, ExitStatus::Store);
    }
}
