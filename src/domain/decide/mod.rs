//! All decisions of the domain: pure functions from a command and the current state to the events to append.
//!
//! Read top-down: `undo` (the opposite of any earlier decision); `article` with `statement` (commands about one article
//! and its statements); `reconciliation` (what a new reading of an article means for its known statements) with
//! `reading_match`, `relocation` and `reading_comparison`; `speakers`, `topics`, `feeds` and `article_state` (the
//! states that decisions depend on); `command` and `error`.

mod article;
mod article_state;
mod command;
mod error;
mod feeds;
mod reading_comparison;
mod reading_match;
mod reconciliation;
mod relocation;
mod speakers;
mod statement;
mod topics;
mod undo;

pub use article::decide;
pub use article_state::{ArticleState, CurrentArticle, evolve};
pub use command::{ArticleCommand, CorrectionRequest, StatementCommand};
pub use error::DecideError;
pub use feeds::{FeedCommand, FeedsState};
pub use speakers::{SpeakerCommand, SpeakersState};
pub use topics::{TopicCommand, TopicsState};
pub use undo::{concern_same_facet, undo};
