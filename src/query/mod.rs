//! Typed queries and their answers: one file per query.
//!
//! A query is a struct of filters. [`Query::answer`] reads the read models and the texts of articles in the log, and
//! nothing else: never an event, never a clock. An answer serialises to what `--format json` prints and has a JSON
//! Schema.
//!
//! Queries see the read models as of one position of the log ([`set_as_of`]): they use the views of
//! `schema/read/views.sql`, and name a table with earlier versions only where they ask about the past.
//!
//! The files in the order to read them, each using only those before it:
//! 1. What all share: `word_enum`, `answer_json`, `ending`, `error`, `query_trait`, `sql`, `quotes`, `days`, `months`,
//!    `period`, `as_of`, `current_rows`, `stored_counts`.
//! 2. What answers consist of: `references`, `statement_review`, `reliability_flag`, `statement_entry`,
//!    `statement_ref`, `ending_lookup`; and the filters: `reliability_filter`, `statement_filter`.
//! 3. From filters to statements: `canonical_speakers`, `speaker_names`, `speaker_counts`,
//!    `stored_speaker_counts`, `resolve/`, `entry_columns`, `selection`,
//!    `independent_sources`, `statement_headers`, `chronology`.
//! 4. How statements relate to one another: `similarity/`, `search/`, `named_speakers`, `followers`.
//! 5. The queries, one per file or folder, and `article_lookup` and `redaction_scope` for commands.
//!
//! Beside them, [`input`] parses what people write in a question. No query uses it.

mod answer_json;
mod article_lookup;
mod articles;
mod as_of;
mod brief;
mod canonical_speakers;
mod changes;
mod check;
mod chronology;
mod conflicts;
mod coverage;
mod current_rows;
mod days;
mod due;
mod ending;
mod ending_lookup;
mod entry_columns;
mod error;
mod feeds;
mod first;
mod followers;
mod independent_sources;
pub mod input;
mod matrix;
mod matrix_tables;
mod months;
mod named_speakers;
mod new_records;
mod period;
mod proposals;
mod query_trait;
mod quotes;
mod readers;
mod recorded_statements;
mod redaction_scope;
mod references;
mod reliability_filter;
mod reliability_flag;
mod replies;
mod resolve;
mod review;
mod search;
mod selection;
mod show;
mod silence_coverage;
mod silent;
mod similar;
mod similarity;
mod since;
mod sources;
mod speaker_counts;
mod speaker_names;
mod speakers;
mod sql;
mod statement_entry;
mod statement_filter;
mod statement_headers;
mod statement_page;
mod statement_ref;
mod statement_review;
mod stored_counts;
mod stored_speaker_counts;
mod timeline;
mod timeline_counts;
mod topic_counts;
mod topic_labels;
mod topics;
mod word_enum;

pub use article_lookup::{articles_to_reread, find_article_of_statement};
pub use articles::{ArticleEntry, ArticleList, ArticlesQuery};
pub use as_of::{set_as_of, set_as_of_for_reader};
pub use brief::{BriefQuery, CitedSource, CitedSourceQuery, CitedStatement, Dossier, Reviewer};
pub use changes::{ChangesQuery, PeriodComparison, PeriodComparisons, RewordedStatement, UnrepeatedPromise};
pub use check::{CheckOutcome, CheckQuery, CheckedStatement, CheckedStatements};
pub use conflicts::{Conflict, ConflictList, ConflictsQuery};
pub use coverage::{ArticleCoverage, CoverageGap, CoverageMonth, CoverageQuery, LanguageCoverage};
pub use due::{DeadlineKind, DeadlineState, DueQuery, DueStatement, DueStatements};
pub use ending::{Ending, EndingCause};
pub use error::{IdCandidate, QueryError};
pub use feeds::{FeedsQuery, FollowedFeed};
pub use first::{FirstQuery, FirstStatements};
pub use followers::{FollowCertainty, FollowReason, FollowReasonKind, Follower};
pub use matrix::{MatrixCount, MatrixCounts, MatrixPeriod, MatrixQuery};
pub use matrix_tables::{MatrixTable, MatrixTablesQuery};
pub use named_speakers::ExchangeCount;
pub use new_records::{EndedStatement, NewRecords, NewRecordsQuery};
pub use period::{InvalidPeriod, Period, PeriodLength};
pub use proposals::{ContainingList, ExcludedProposal, LedgerEntry, ProposalLedger, ProposalsQuery};
pub use query_trait::{ListQuery, Query};
pub use readers::{ReaderByNameQuery, ReaderEntry, ReadersQuery};
pub use recorded_statements::{RecordedStatement, RecordedStatementsQuery};
pub use redaction_scope::{SpeakerTraces, find_same_words, find_speaker_traces, is_redacted_statement};
pub use references::{ArticleRef, SpeakerRef};
pub use reliability_filter::ReliabilityFilter;
pub use reliability_flag::ReliabilityFlag;
pub use replies::{Followers, RepliesQuery};
pub use resolve::{ResolveQuery, ResolvedId, SpeakerLookupQuery, SpeakerMatches};
pub use review::{HarmReason, OutsideQueueCounts, ReviewItem, ReviewQuery, ReviewQueue, StatementCopy};
pub use search::{
    ArticleHit, ArticleHits, ArticleSearchQuery, FacetValue, Highlight, Passage, SearchFacets, SearchHit,
    SearchHits, SearchOrder, SearchPage, SearchPageQuery, SearchQuery, SearchToken, search_tokens,
};
pub use show::{
    AlternativeReading, ArticleDetails, ArticleReader, CapacityUse, Details, DocumentDetails, EvidencePiece,
    LocatedText, NameUse, RedactedDetails, ShowQuery, SpeakerDetails, SpeakerMerger, StatementDetails,
    StatementLink, StatementPlace, TextContext, TopicDetails, TopicMatch, TopicQuery,
};
pub use silent::{DifferingStatement, SilentQuery, SilentStatement, SilentStatements};
pub use similar::{SimilarQuery, SimilarStatement, SimilarStatements};
pub use similarity::Relation;
pub use since::SinceQuery;
pub use sources::{CarryingArticle, IndependentSource, SourcesQuery, StatementSources};
pub use speakers::{SpeakerEntry, SpeakerList, SpeakersQuery};
pub use statement_entry::{StatementEntry, StatementList};
pub use statement_filter::StatementFilter;
pub use statement_page::{StatementPage, StatementPageQuery};
pub use statement_ref::StatementRef;
pub use statement_review::StatementReview;
pub use timeline_counts::{
    ActCount, PeriodCount, PeriodUnit, TimelineCounts, TimelineCountsQuery, TimelineStep,
};
pub use topic_labels::TopicLabelsQuery;
pub use topics::{TopicEntry, TopicLabels, TopicList, TopicsQuery};
