use crate::domain::{ArticleId, DecideError, Document, Event, Present, Reader, Recorded, Statement};
use crate::extract;
use std::fmt;

/// An article and what is said in it, ready to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What the article is called.
    pub article: ArticleId,
    /// The article.
    pub document: Document,
    /// The statements that were read in it, in reading order.
    pub statements: Vec<Statement>,
}

impl Reading {
    /// Reads `document` as the article with this id.
    pub(super) fn of(article: ArticleId, document: Document) -> Self {
        let statements = extract::read(&extract::Input {
            article: &article,
            lang: document.lang,
            published: document.source.published,
            published_or: document.source.published_or,
            text: &document.text,
        });
        Self {
            article,
            document,
            statements,
        }
    }
}

/// What reads the statements of an article as it stands, and tells whether these are all that it reads there.
pub type ReadIn<'a> = Box<dyn FnOnce(&Present) -> (Vec<Statement>, bool) + 'a>;

/// What another reader than the extractor reads in an article that is known.
pub struct OtherReading<'a> {
    /// The article.
    pub article: ArticleId,
    /// Who or what reads it.
    pub reader: Reader,
    /// Hands over the statements that it reads in the article as it stands, and tells whether they are all that it
    /// reads there.
    pub read: ReadIn<'a>,
}

impl fmt::Debug for OtherReading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}", self.article, self.reader)
    }
}

/// What came of a command about one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Which article.
    pub article: ArticleId,
    /// What changed.
    pub change: Change,
}

/// What changed about an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Recorded {
        /// How many statements it has.
        statements: usize,
    },
    /// It was known with another text or less of its source.
    Revised {
        /// How many statements were recorded, for the first time or anew.
        recorded: usize,
        /// How many no longer count.
        withdrawn: usize,
    },
    /// The same text was read by another extractor.
    Reread {
        /// How many statements were recorded, for the first time or anew.
        recorded: usize,
        /// How many are no longer read, and no longer count.
        dropped: usize,
        /// How many are read otherwise than a person decided.
        disputed: usize,
    },
    /// Another reader's statements came in.
    ReadBy {
        /// How many statements were recorded, for the first time or anew.
        recorded: usize,
        /// How many this reader reads no longer, so that they no longer count.
        dropped: usize,
        /// How many it reads otherwise than a person decided.
        disputed: usize,
    },
    /// It no longer counts.
    Withdrawn,
    /// Nothing: it was known just so.
    Unchanged,
    /// Nothing, and why not.
    Refused(DecideError),
}

impl Change {
    /// What `recorded`, the events of another reader's reading, changed.
    pub(super) fn of_other(recorded: &[Recorded]) -> Self {
        let count = |is: fn(&Event) -> bool| recorded.iter().filter(|recorded| is(&recorded.event)).count();
        if recorded.is_empty() {
            return Self::Unchanged;
        }
        Self::ReadBy {
            recorded: count(|event| matches!(event, Event::StatementRecorded { .. })),
            dropped: count(|event| matches!(event, Event::StatementDropped { .. })),
            disputed: count(|event| matches!(event, Event::StatementDisputed { .. })),
        }
    }

    /// What `recorded`, the events of one decision, changed.
    pub(super) fn of(recorded: &[Recorded]) -> Self {
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
