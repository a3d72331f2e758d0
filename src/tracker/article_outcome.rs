use crate::domain::{ArticleId, DecideError, Event, RecordedEvent};

/// The outcome of a command about one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleOutcome {
    /// The article.
    pub article: ArticleId,
    /// What changed.
    pub change: ArticleChange,
}

/// What a command changed about an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleChange {
    /// The article is new.
    Recorded {
        /// Number of its statements.
        statements: usize,
    },
    /// The article was known with another text or with less about its source.
    Revised {
        /// Number of statements that were recorded, for the first time or again.
        recorded: usize,
        /// Number of statements that were withdrawn.
        withdrawn: usize,
    },
    /// The same text was read by another version of the extractor.
    Reread {
        /// Number of statements that were recorded, for the first time or again.
        recorded: usize,
        /// Number of statements that are no longer read, and so no longer current.
        dropped: usize,
        /// Number of statements where the reading differs from what a person decided.
        disputed: usize,
    },
    /// Statements of a reader other than the extractor were recorded.
    ReadExternally {
        /// Number of statements that were recorded, for the first time or again.
        recorded: usize,
        /// Number of statements that this reader no longer reads, so that they are no longer current.
        dropped: usize,
        /// Number of statements where the reading differs from what a person decided.
        disputed: usize,
    },
    /// The article was withdrawn.
    Withdrawn,
    /// Nothing: the article was known exactly as given.
    Unchanged,
    /// Nothing: the command was refused, for this reason.
    Refused(DecideError),
}

impl ArticleChange {
    /// What `recorded`, the events of an external reading, changed.
    pub(super) fn from_external_reading(recorded: &[RecordedEvent]) -> Self {
        let count = |is: fn(&Event) -> bool| recorded.iter().filter(|recorded| is(&recorded.event)).count();
        if recorded.is_empty() {
            return Self::Unchanged;
        }
        Self::ReadExternally {
            recorded: count(|event| matches!(event, Event::StatementRecorded { .. })),
            dropped: count(|event| matches!(event, Event::StatementDropped { .. })),
            disputed: count(|event| matches!(event, Event::StatementDisputed { .. })),
        }
    }

    /// What `recorded`, the events of one command, changed.
    pub(super) fn from_events(recorded: &[RecordedEvent]) -> Self {
        let count = |is: fn(&Event) -> bool| recorded.iter().filter(|recorded| is(&recorded.event)).count();
        let statements = count(|event| matches!(event, Event::StatementRecorded { .. }));
        match recorded.first().map(|recorded| &recorded.event) {
            Some(Event::ArticleIngested { .. }) => Self::Recorded { statements },
            Some(Event::ArticleWithdrawn { .. }) => Self::Withdrawn,
            Some(Event::ArticleReread { .. }) => Self::Reread {
                recorded: statements,
                dropped: count(|event| matches!(event, Event::StatementDropped { .. })),
                disputed: count(|event| matches!(event, Event::StatementDisputed { .. })),
            },
            Some(_) => Self::Revised {
                recorded: statements,
                withdrawn: count(|event| matches!(event, Event::StatementWithdrawn { .. })),
            },
            None => Self::Unchanged,
        }
    }
}
