//! Typed questions in, typed answers out: one file per question.
//!
//! Questions see what counted at one moment of the log ([`look`]): they name the views of `schema/read/views.sql`
//! and no table that has earlier versions.
//!
//! A question is a struct of filters; [`Question::answer`] reads the read models and nothing else: never the
//! log, never a clock. An answer serialises as `--format json` prints it and has a JSON Schema.

mod alikes;
mod articles;
mod brief;
mod changes;
mod check;
mod conflicts;
mod days;
mod due;
mod entry;
mod error;
mod first;
mod home;
mod known_speakers;
mod matrix;
mod meant;
mod mentions;
mod moment;
mod near;
mod news;
mod people;
mod placed;
mod proposals;
mod resolve;
mod review;
mod row;
mod search;
mod selection;
mod show;
mod silent;
mod sources;
mod speakers;
mod suggest;
mod timeline;
mod topics;
mod vocabulary;
mod wire;

pub use alikes::{Alike, Alikes, Similar};
pub use articles::{ArticleLine, ArticleLines, Articles};
pub use brief::{Brief, Cited, CitedSource, Dossier};
pub use changes::{Changes, Period, Periods, Reworded};
pub use check::{Check, CheckLine, Checked, Finding};
pub use conflicts::{Conflict, Conflicts, Pairs};
pub use due::{Deadlines, Due, DueLine};
pub use entry::{ArticleName, Entries, Entry, Reviewed, SpeakerName};
pub use error::{Candidate, QueryError};
pub use first::{First, Firsts};
pub use home::{home, read_by_others};
pub use known_speakers::{KnownSpeakers, SpeakersMeant};
pub use matrix::{Count, Counts, Every, Matrix};
pub use meant::{Meant, Named};
pub use mentions::Exchange;
pub use moment::look;
pub use near::Relation;
pub use news::{GoneLine, New, News};
pub use proposals::{Ledger, LedgerLine, Mention, Proposals};
pub use review::{CopyOf, Doubtful, LeftOut, Queue, Reason, Review};
pub use search::{Hit, Hits, Mark, Search};
pub use show::{
    ArticleSheet, Capacity, Context, Evidenced, LinkLine, Name, Place, Show, Shown, SpeakerSheet,
    StatementSheet, TopicReason, TopicSheet,
};
pub use silent::{Silence, Silent, SilentLine};
pub use sources::{Carried, Carrier, SourceGroup, Sources};
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
