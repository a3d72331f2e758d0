//! What is true: articles, statements, dates and the events that record them. Pure.
//!
//! Nothing here reads a clock, a file or a database; every function gives the same answer for the same
//! arguments. [`decide`] turns a command and the state of one article into the events to append, [`evolve`]
//! folds an event into that state.

mod article;
mod confidence;
mod correction;
mod decide;
mod decisions;
mod doubt;
mod edtf;
mod event;
mod evidence;
mod explained;
mod fold;
mod han;
mod hexadecimal;
mod id;
mod joint;
mod lang;
mod pinyin;
mod reader;
mod recorded;
mod ruling;
pub mod similarity;
mod span;
mod statement;
mod timestamp;
mod topic;

pub use article::{Document, Source, Text};
pub use confidence::Confidence;
pub use correction::Correction;
pub use decide::{
    ArticleCommand, ArticleState, Change, CurrentArticle, DecideError, SpeakerCommand, SpeakersState,
    StatementCommand, TopicCommand, TopicsState, decide, evolve, same_matter, undo,
};
pub use decisions::Decisions;
pub use doubt::{Doubt, Matter};
pub use edtf::{Edtf, EdtfError};
pub use event::{Event, Reason, StreamId, StreamIdError};
pub use evidence::Evidence;
pub use explained::{Explained, Part, Step, Weight};
pub use fold::fold;
pub use han::{han_pairs, is_han};
pub use hexadecimal::Hexadecimal;
pub use id::{ArticleId, EventId, IdError, SpeakerId, StatementId};
pub use joint::joint_names;
pub use lang::{Lang, UnknownLang};
pub use pinyin::pinyin_name;
pub use reader::{Reader, ReaderError};
pub use recorded::{Position, Recorded};
pub use ruling::{
    Division, Link, SpeakerDecision, StatementDecision, Status, Tag, TopicDecision, reading_digest,
};
pub use span::{Slice, Span};
pub use statement::{
    Act, Attribution, Cue, DateRule, Mode, Occasion, Report, Said, Side, SpeakerKind, Statement, UnknownWord,
};
pub use timestamp::Timestamp;
pub use topic::{Topic, TopicId, TopicIdError};
