//! What is true: articles, statements, dates and the events that record them. Pure.
//!
//! Nothing here reads a clock, a file or a database; every function gives the same answer for the same
//! arguments. [`decide`] turns a command and the state of one article into the events to append, [`evolve`]
//! folds an event into that state.

mod article;
mod confidence;
mod decide;
mod doubt;
mod edtf;
mod event;
mod explained;
mod fold;
mod han;
mod id;
mod lang;
mod pinyin;
mod recorded;
mod span;
mod statement;
mod timestamp;
mod topic;

pub use article::{Document, Source, Text};
pub use confidence::Confidence;
pub use decide::{ArticleState, Command, DecideError, Present, decide, evolve};
pub use doubt::Doubt;
pub use edtf::{Edtf, EdtfError};
pub use event::{Event, Reason, StreamId, StreamIdError};
pub use explained::{Explained, Part, Step};
pub use fold::fold;
pub use han::{han_pairs, is_han};
pub use id::{ArticleId, EventId, IdError, SpeakerId, StatementId};
pub use lang::{Lang, UnknownLang};
pub use pinyin::pinyin_name;
pub use recorded::{Position, Recorded};
pub use span::{Slice, Span};
pub use statement::{
    Act, Attribution, Cue, DateRule, Evidence, Mode, Occasion, Said, SpeakerKind, Statement, UnknownWord,
};
pub use timestamp::Timestamp;
pub use topic::{Topic, TopicId, TopicIdError};
