//! The list of all projections.

use super::article_search::ArticleSearch;
use super::articles::Articles;
use super::counts::Counts;
use super::deadlines::Deadlines;
use super::documents::Documents;
use super::feeds::Feeds;
use super::links::Links;
use super::points::Points;
use super::projection::Projection;
use super::public_views::PublicViews;
use super::reading_records::ReadingRecords;
use super::replies::Replies;
use super::reviews::Reviews;
use super::similarity::Similarities;
use super::speakers::Speakers;
use super::stances::Stances;
use super::statement_search::StatementSearch;
use super::statements::Statements;
use super::stories::Stories;
use super::topics::Topics;

/// Every projection, in the order in which they are told about an event. A projection may read the tables of those
/// before it.
pub(super) const PROJECTIONS: &[&dyn Projection] = &[
    &Articles,
    &Documents,
    &ArticleSearch,
    &Stories,
    &Speakers,
    &Statements,
    &Topics,
    &Points,
    &StatementSearch,
    &Links,
    &Reviews,
    &Similarities,
    &Replies,
    &Deadlines,
    &Stances,
    &Feeds,
    &ReadingRecords,
    &Counts,
    &PublicViews,
];
