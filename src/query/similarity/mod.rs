//! Statements that say the same as another one: other reports of it, restatements by its speaker, echoes by others.
//!
//! The projection compares wordings and stores the similar pairs; here they are looked up and related to speakers and
//! dates. The files, each using only those before it: pairs of wordings ([`wording_similarity`]), the relation of two
//! statements ([`relation`]), a cache for one query ([`cache`]), the statements related to one ([`related`]), groups of
//! reports ([`reports`]), clusters of repetitions ([`cluster`]), and typed text ([`typed_text`]).

mod cache;
mod cluster;
mod related;
mod relation;
mod reports;
mod typed_text;
mod wording_similarity;

pub use relation::Relation;

pub(super) use cache::SimilarityCache;
pub(super) use cluster::{StatementCluster, gather_cluster, gather_cluster_of_related};
pub(super) use related::{SAME_PERCENT_MIN, find_differing, find_related, find_related_cached};
pub(super) use relation::relation_between;
pub(super) use reports::{
    ReportGroups, find_reports, find_reports_cached, group_reports_cached, keep_first_reports,
    status_of_reports, status_of_restatements,
};
pub(super) use typed_text::find_wordings_like_text;
pub(super) use wording_similarity::{PreparedWordings, find_similar_wording_rows, load_prepared};
