use crate::domain::{ArticleId, Position, SpeakerId, StatementId, TopicId, WithdrawalReason};

/// Why a command cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// The article was withdrawn; reading it again does not restore it.
    #[error("the article was withdrawn ({0})")]
    Withdrawn(WithdrawalReason),
    /// The article's text was redacted; reading it again does not restore it.
    #[error("the text of the article was redacted")]
    Redacted,
    /// The article, or words of it, were redacted at this position; reading it again does not bring them back.
    #[error("it was redacted at {0}")]
    RedactedAt(Position),
    /// The words of the statement were redacted; nothing brings them back.
    #[error("the words of the statement {0} were redacted")]
    RedactedStatement(StatementId),
    /// A redaction, or a decision on what was redacted later, cannot be undone.
    #[error("{position} cannot be undone: what was redacted is no longer in the log")]
    RedactionIsFinal {
        /// The position of the event.
        position: Position,
    },
    /// There is no such article.
    #[error("there is no article {0}")]
    NoArticle(ArticleId),
    /// The article has no such statement, or it is no longer current.
    #[error("there is no statement {0} that counts")]
    NoStatement(StatementId),
    /// The requested words of a statement are not in its article.
    #[error("{0:?} does not stand in the article: a statement's words are a slice of its text")]
    NotInText(String),
    /// A statement cannot be linked to itself, nor a speaker merged into itself.
    #[error("{0} cannot be related to itself")]
    RelatedToItself(String),
    /// The two speakers are already merged.
    #[error("{0} and {1} are one speaker already")]
    AlreadyOneSpeaker(SpeakerId, SpeakerId),
    /// The speaker is not merged into another.
    #[error("{0} is not merged into another speaker")]
    NotMerged(SpeakerId),
    /// A namesake needs a name that differs from the speaker's.
    #[error("{0:?} is the name of both: give the namesake another one, as in \"{0} (deputy)\"")]
    SameName(String),
    /// The broader topic of a topic does not exist.
    #[error("there is no topic {broader} for {topic} to lie below")]
    NoBroaderTopic {
        /// The topic.
        topic: TopicId,
        /// The missing broader topic.
        broader: TopicId,
    },
    /// The topic would become broader than itself.
    #[error("{0} would lie below itself")]
    BelowItself(TopicId),
    /// The topic would have more topics above it than one can follow.
    #[error("{topic} would lie below more than {max} others (give it a broader topic further up)")]
    TooDeep {
        /// The topic.
        topic: TopicId,
        /// Maximum number of topics above one.
        max: usize,
    },
    /// A label or term of a topic is too long.
    #[error("{topic} has a label or term of {length} characters, which no text contains (at most {max})")]
    TopicTextTooLong {
        /// The topic.
        topic: TopicId,
        /// Number of characters of the label or term.
        length: usize,
        /// Maximum number of characters.
        max: usize,
    },
    /// There is no such topic.
    #[error("there is no topic {0}")]
    NoTopic(TopicId),
    /// The feed is not pulled.
    #[error("there is no feed {0}")]
    NoFeed(String),
    /// The event at this position is not a decision of a person.
    #[error("{position} is {kind}, which is no decision of a person and cannot be undone")]
    NotADecision {
        /// The position of the event.
        position: Position,
        /// The type of the event.
        kind: &'static str,
    },
    /// A later decision set the same facet.
    #[error("{by} decided on the same matter after {position}: undo that first")]
    DecidedAgainLater {
        /// The decision to undo.
        position: Position,
        /// The later decision.
        by: Position,
    },
}
