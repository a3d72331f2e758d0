//! Typed questions in, typed answers out: one file per question.
//!
//! Questions see what counted at one moment of the log ([`look`]): they name the views of `schema/read/views.sql`
//! and no table that has earlier versions.
//!
//! A question is a struct of filters; [`Question::answer`] reads the read models and nothing else: never the
//! log, never a clock. An answer serialises as `--format json` prints it and has a JSON Schema.

mod articles;
mod days;
mod entry;
mod error;
mod home;
mod meant;
mod moment;
mod people;
mod proposals;
mod resolve;
mod row;
mod search;
mod selection;
mod show;
mod speakers;
mod suggest;
mod timeline;
mod topics;
mod wire;

pub use articles::{ArticleLine, ArticleLines, Articles};
pub use entry::{ArticleName, Entries, Entry, Review, SpeakerName};
pub use error::{Candidate, QueryError};
pub use home::{home, read_by_others};
pub use meant::{Meant, Named};
pub use moment::look;
pub use proposals::Proposals;
pub use search::{Hit, Hits, Mark, Search};
pub use show::{
    ArticleSheet, Capacity, Context, Evidenced, Name, Place, Show, Shown, SpeakerSheet, StatementSheet,
    TopicReason, TopicSheet,
};
pub use speakers::{SpeakerLine, SpeakerLines, Speakers};
pub use timeline::Timeline;
pub use topics::{Labels, TopicLine, TopicLines, Topics};

use rusqlite::Connection;

/// Something that can be asked of the read models.
pub trait Question {
    /// What is answered.
    type Answer;

    /// Reads the answer through `conn`, whose read models must be complete, as of the moment that it [`look`]s at.
    fn answer(&self, conn: &Connection) -> Result<Self::Answer, QueryError>;
}
