//! Typed questions in, typed answers out: one file per question.
//!
//! Questions see what counted at one moment of the log ([`look`]): they name the views of `schema/read/views.sql`
//! and no table that has earlier versions.
//!
//! A question is a struct of filters; [`Query::answer`] reads the read models and nothing else: never the
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

pub use afterwards::{FollowReason, Follower, Sureness, Why};
pub use alikes::{SimilarQuery, SimilarStatement, SimilarStatements};
pub use articles::{ArticleEntry, ArticleList, ArticlesQuery};
pub use brief::{BriefQuery, CitedSource, CitedStatement, Dossier, Reviewer};
pub use changes::{ChangesQuery, PeriodComparison, PeriodComparisons, RewordedStatement, UnrepeatedPromise};
pub use check::{CheckQuery, CheckedStatement, CheckedStatements, Finding};
pub use conflicts::{Conflict, ConflictList, ConflictsQuery};
pub use due::{DueKind, DueQuery, DueState, DueStatement, DueStatements};
pub use ending::{EndedBy, Ending};
pub use entry::{ArticleRef, SpeakerRef, StatementEntry, StatementList, StatementReview};
pub use error::{IdCandidate, QueryError};
pub use first::{FirstQuery, FirstStatements};
pub use flag::Flag;
pub use home::{articles_to_reread, find_article_of_statement};
pub use known_speakers::{SpeakerLookupQuery, SpeakerMatches};
pub use matrix::{MatrixCount, MatrixCounts, MatrixPeriod, MatrixQuery};
pub use meant::{ResolveQuery, ResolvedId};
pub use mentions::ExchangeCount;
pub use moment::{set_as_of, set_as_of_for_reader};
pub use news::{EndedStatement, NewRecords, NewRecordsQuery};
pub use period::{InvalidPeriod, Period, PeriodLength};
pub use proposals::{
    ContainingList, ExcludedProposal, LedgerEntry, ProposalLedger, ProposalsQuery, StatementRef,
};
pub use readers::{ReaderByNameQuery, ReaderEntry, ReadersQuery};
pub use replies::{Followers, RepliesQuery};
pub use review::{HarmReason, OutsideQueueCounts, ReviewItem, ReviewQuery, ReviewQueue, StatementCopy};
pub use search::{
    ArticleHit, ArticleHits, ArticleSearchQuery, Highlight, Passage, SearchHit, SearchHits, SearchQuery,
};
pub use show::{
    AlternativeReading, ArticleDetails, ArticleReader, CapacityUse, Details, EvidencePiece, LocatedText,
    NameUse, ShowQuery, SpeakerDetails, SpeakerMerger, StatementDetails, StatementLink, TextContext,
    TopicDetails, TopicMatch,
};
pub use silent::{DifferingStatement, SilentQuery, SilentStatement, SilentStatements};
pub use similarity::Relation;
pub use since::SinceQuery;
pub use sources::{CarryingArticle, IndependentSource, SourcesQuery, StatementSources};
pub use speakers::{SpeakerEntry, SpeakerList, SpeakersQuery};
pub use timeline::StatementFilter;
pub use topics::{TopicEntry, TopicLabels, TopicList, TopicsQuery};
pub use trust::ReliabilityFilter;

use rusqlite::Connection;

/// Something that can be asked of the read models.
pub trait Query {
    /// What is answered.
    type Answer;

    /// Reads the answer through `conn`, whose read models must be complete, as of the moment that it [`look`]s at.
    fn answer(&self, conn: &Connection) -> Result<Self::Answer, QueryError>;
}
