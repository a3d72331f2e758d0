//! Every decision there is: what is asked for and what is so, and the events that follow.

mod article;
mod continuity;
mod ruling;
mod speakers;
mod topics;
mod undo;

pub use article::{ArticleState, CurrentArticle, evolve};
pub use ruling::{Change, StatementCommand};
pub use speakers::{SpeakerCommand, SpeakersState};
pub use topics::{TopicCommand, TopicsState};
pub use undo::{same_matter, undo};

use super::{
    ArticleId, Document, Event, Position, Reader, Reason, SpeakerId, Statement, StatementId, TopicId,
};

/// What somebody wants done to one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleCommand {
    /// Record it, with what was read in it.
    Ingest {
        /// The article.
        document: Document,
        /// The statements that were read, in reading order.
        statements: Vec<Statement>,
        /// What read them.
        extractor: String,
    },
    /// Take over what another extractor reads in the text as it stands.
    Reread {
        /// The statements that it reads, in reading order.
        statements: Vec<Statement>,
        /// What reads them.
        extractor: String,
    },
    /// Take over what another reader than the extractor reads in the text as it stands, beside what that one reads.
    ReadBy {
        /// Who or what reads it.
        reader: Reader,
        /// The statements that it reads, in reading order.
        statements: Vec<Statement>,
        /// Whether these are all that it reads there.
        is_whole: bool,
    },
    /// Let it no longer count.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Do something about one of its statements.
    Rule {
        /// Which.
        statement: StatementId,
        /// What.
        order: StatementCommand,
        /// Why.
        reason: Option<String>,
    },
}

/// Why a command cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// The article was withdrawn; it is not brought back by being read again.
    #[error("the article was withdrawn ({0})")]
    Withdrawn(Reason),
    /// Its text was taken down; it is not brought back by being read again.
    #[error("the text of the article was taken down")]
    Redacted,
    /// There is no such article.
    #[error("there is no article {0}")]
    Absent(ArticleId),
    /// The article has no such statement, or it no longer counts.
    #[error("there is no statement {0} that counts")]
    NoStatement(StatementId),
    /// The words that a statement is to have are not in its article.
    #[error("{0:?} does not stand in the article: a statement's words are a slice of its text")]
    NotInText(String),
    /// A statement cannot be linked to itself, nor a speaker merged with itself.
    #[error("{0} cannot be related to itself")]
    Itself(String),
    /// The speakers are one already.
    #[error("{0} and {1} are one speaker already")]
    OneAlready(SpeakerId, SpeakerId),
    /// The speaker is not merged with anybody.
    #[error("{0} is not merged into another speaker")]
    NotMerged(SpeakerId),
    /// Of two people of one name, each needs a name of their own.
    #[error("{0:?} is the name of both: give the namesake another one, as in \"{0} (deputy)\"")]
    SameName(String),
    /// A topic is to lie below one that is not there.
    #[error("there is no topic {broader} for {topic} to lie below")]
    NoBroader {
        /// The topic.
        topic: TopicId,
        /// The one that is not there.
        broader: TopicId,
    },
    /// A topic would come to lie below itself.
    #[error("{0} would lie below itself")]
    BelowItself(TopicId),
    /// There is no such topic.
    #[error("there is no topic {0}")]
    NoTopic(TopicId),
    /// The event at this position is no decision of a person.
    #[error("{position} is {kind}, which is no decision of a person and cannot be undone")]
    NoDecision {
        /// Where.
        position: Position,
        /// The type of the event there.
        kind: &'static str,
    },
    /// A later decision is about the same thing.
    #[error("{by} decided on the same matter after {position}: undo that first")]
    Overtaken {
        /// What is to be undone.
        position: Position,
        /// The later decision.
        by: Position,
    },
}

/// The events that `command` leads to for `article`, given its state; none where nothing changes.
///
/// A document that tells less of its source than was known completes it from what was known. A statement
/// that is read exactly as before is left alone; one that is read otherwise is recorded again under the same
/// id; one whose words are gone is withdrawn. What a person decided on a statement stays with it, and the statement
/// stays where it still stands, though it is not read again; what a person withdrew does not come back by being read.
pub fn decide(
    article: &ArticleId,
    state: &ArticleState,
    command: ArticleCommand,
) -> Result<Vec<Event>, DecideError> {
    match (command, state) {
        (
            ArticleCommand::Ingest {
                document,
                statements,
                extractor,
            },
            ArticleState::Absent,
        ) => Ok(article::ingest(article, document, statements, extractor)),
        (
            ArticleCommand::Ingest {
                document,
                statements,
                extractor,
            },
            ArticleState::Present(present),
        ) => article::revise(article, present, document, statements, extractor),
        (
            ArticleCommand::Reread {
                statements,
                extractor,
            },
            ArticleState::Present(present),
        ) => article::reread(article, present, statements, extractor),
        (
            ArticleCommand::ReadBy {
                reader,
                statements,
                is_whole,
            },
            ArticleState::Present(present),
        ) => article::read_by(article, present, &reader, statements, is_whole),
        (
            ArticleCommand::Rule {
                statement,
                order,
                reason,
            },
            ArticleState::Present(present),
        ) => ruling::rule(article, present, &statement, order, reason),
        (ArticleCommand::Withdraw { reason }, ArticleState::Present(_)) => {
            Ok(vec![Event::ArticleWithdrawn {
                article: article.clone(),
                reason: Reason::Decided(reason),
            }])
        }
        (_, ArticleState::Withdrawn(reason, _)) => Err(DecideError::Withdrawn(reason.clone())),
        (_, ArticleState::Absent) => Err(DecideError::Absent(article.clone())),
    }
}
