//! The domain: articles, statements, dates, and the events that record them. Pure.
//!
//! Nothing here reads a clock, a file or a database: every function gives the same answer for the same arguments.
//! [`decide()`] turns a command and the state of an article into the events to append; [`evolve`] folds an event into
//! that state.
//!
//! Read top-down: `decide` (commands in, events out); `event` and `recorded_event`; `statement_decisions`, `correction`
//! and `decision` (what persons decide); `redaction` and `redacted_words` (what is taken away); `statement`, `article`
//! and `provenance`; then the values that these are made of (`position`, `evidence`, `span`, `edtf`, `id`, `topic`,
//! `reader`, `lang`), and `vocabulary`. `display_control` knows characters that no output has raw. [`similarity`]
//! compares texts and [`harm`] finds what speaks against a reading; both use only those values.

mod article;
mod confidence;
mod correction;
mod decide;
mod decision;
mod display_control;
mod doubt;
mod edtf;
mod event;
mod evidence;
mod explained_statement;
mod fast_hash;
mod feed;
mod fold;
mod han;
pub mod harm;
mod hexadecimal;
mod id;
mod joint_names;
mod lang;
mod pinyin;
mod position;
mod provenance;
mod reader;
mod recorded_event;
mod redacted_words;
mod redaction;
pub mod similarity;
mod span;
mod statement;
mod statement_decisions;
mod timestamp;
mod topic;
mod varint;
mod vocabulary;

pub use article::{ArticleText, Document, Source};
pub use confidence::Confidence;
pub use correction::Correction;
pub use decide::{
    ArticleCommand, ArticleState, CorrectionRequest, CurrentArticle, DecideError, FeedCommand, FeedsState,
    SpeakerCommand, SpeakersState, StatementCommand, TopicCommand, TopicsState, concern_same_facet, decide,
    evolve, undo,
};
pub use decision::{
    Link, SpeakerDecision, SpeakerDivision, StatementDecision, Status, Tag, TopicDecision, reading_digest,
};
pub use display_control::{is_display_control, replace_display_controls};
pub use doubt::{Doubt, DoubtedPart};
pub use edtf::{Edtf, EdtfError};
pub use event::{Event, StreamId, StreamIdError, WithdrawalReason};
pub use evidence::Evidence;
pub use explained_statement::{CertaintyWeight, ExplainedStatement, ReadingPart, ReadingStep};
pub use fast_hash::{FastMap, FastSet};
pub use feed::{FeedDecision, FeedSubscription};
pub use fold::{fold, fold_word};
pub use han::{han_pairs, is_han, word_length};
pub use hexadecimal::Hexadecimal;
pub use id::{ArticleId, EventId, IdError, SpeakerId, StatementId};
pub use joint_names::joint_names;
pub use lang::{Lang, UnknownLang};
pub use pinyin::pinyin_name;
pub use position::Position;
pub use provenance::{DocumentHash, DocumentHashError, Provenance, Retrieval};
pub use reader::{Reader, ReaderError};
pub use recorded_event::RecordedEvent;
pub use redacted_words::{RedactedNames, RedactedWords};
pub use redaction::{RedactedPart, RemainderHash};
pub use span::{Span, TextSlice};
pub use statement::{
    Act, Attribution, Cue, DateRule, Mode, Occasion, Report, SaidDate, Side, SpeakerKind, Statement,
    split_words,
};
pub use statement_decisions::StatementDecisions;
pub use timestamp::Timestamp;
pub use topic::{TOPIC_TEXT_CHARS_MAX, Topic, TopicId, TopicIdError};
pub use vocabulary::UnknownWord;
