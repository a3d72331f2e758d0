//! Typed questions in, typed answers out: one file per question.
//!
//! Questions see what counted at one moment of the log ([`look`]): they name the views of `schema/read/views.sql`
//! and no table that has earlier versions.
//!
//! A question is a struct of filters; [`Question::answer`] reads the read models and nothing else: never the
//! log, never a clock. An answer serialises as `--format json` prints it and has a JSON Schema.

mod afterwards;
mod alikes;
mod articles;
mod brief;
mod changes;
mod check;
mod conflicts;
mod days;
mod due;
mod ending;
mod entry;
mod error;
mod first;
mod flag;
mod home;
mod independent;
mod known_speakers;
mod matrix;
mod meant;
mod mentions;
mod moment;
mod near_cache;
mod news;
mod people;
mod period;
mod placed;
mod proposals;
mod readers;
mod replies;
mod resolve;
mod review;
mod row;
mod search;
mod selection;
mod show;
mod silent;
mod similarity;
mod since;
mod sources;
mod speaker_names;
mod speakers;
mod suggest;
mod timeline;
mod topic_counts;
mod topics;
mod trust;
mod vocabulary;
mod wire;

pub use afterwards::{Follower, Reason, Sureness, Why};
pub use alikes::{Alike, Alikes, Similar};
pub use articles::{ArticleLine, ArticleLines, Articles};
pub use brief::{Brief, Cited, CitedSource, Dossier, Reviewer};
pub use changes::{Changes, NotRepeated, Period, Periods, Reworded};
pub use check::{Check, CheckLine, Checked, Finding};
pub use conflicts::{Conflict, Conflicts, Pairs};
pub use due::{Deadlines, Due, DueKind, DueLine, DueState};
pub use ending::{EndedBy, Ending};
pub use entry::{ArticleName, Entries, Entry, Reviewed, SpeakerName};
pub use error::{Candidate, QueryError};
pub use first::{First, Firsts};
pub use flag::Flag;
pub use home::{home, read_by_others};
pub use known_speakers::{KnownSpeakers, SpeakersMeant};
pub use matrix::{Count, Counts, Every, Matrix};
pub use meant::{Meant, Named};
pub use mentions::Exchange;
pub use moment::{look_by, set_as_of};
pub use news::{GoneLine, New, News};
pub use period::{NoPeriod, Step, Stretch};
pub use proposals::{Ledger, LedgerLine, LeftOut, Mention, Proposals, TakenUp};
pub use readers::{ReadBy, ReaderLine, Readers};
pub use replies::{Afterwards, Replies};
pub use review::{CopyOf, Doubtful, HarmReason, OutsideQueue, Queue, Review};
pub use search::{ArticleHit, ArticleHits, Hit, Hits, Mark, Passage, Search, SearchArticles};
pub use show::{
    ArticleSheet, Capacity, Context, Evidenced, LinkLine, Merger, Name, OtherReader, OtherReading, Place,
    Show, Shown, SpeakerSheet, StatementSheet, TopicReason, TopicSheet,
};
pub use silent::{Otherwise, Silence, Silent, SilentLine};
pub use similarity::Relation;
pub use since::Since;
pub use sources::{Carried, Carrier, SourceGroup, Sources};
pub use speakers::{SpeakerLine, SpeakerLines, Speakers};
pub use timeline::Timeline;
pub use topics::{Labels, TopicLine, TopicLines, Topics};
pub use trust::Trust;

use rusqlite::Connection;

/// Something that can be asked of the read models.
pub trait Question {
    /// What is answered.
    type Answer;

    /// Reads the answer through `conn`, whose read models must be complete, as of the moment that it [`look`]s at.
    fn answer(&self, conn: &Connection) -> Result<Self::Answer, QueryError>;
}
