//! Shows everything about one statement, article, speaker or topic.
//!
//! The files, each using only those before it: the answers ([`details`], [`text_context`]), the links of a statement
//! ([`links`]), one file per kind of thing ([`statement`], [`article`], [`speaker`], [`topic`]), things that are no
//! longer current ([`former`]), and the query ([`show_query`]).

mod article;
mod details;
mod former;
mod links;
mod show_query;
mod speaker;
mod statement;
mod text_context;
mod topic;

pub use details::{
    AlternativeReading, ArticleDetails, ArticleReader, CapacityUse, Details, DocumentDetails, EvidencePiece,
    LocatedText, NameUse, RedactedDetails, SpeakerDetails, SpeakerMerger, StatementDetails, StatementLink,
    StatementPlace, TextContext, TopicDetails, TopicMatch,
};
pub use show_query::ShowQuery;
pub use topic::TopicQuery;
