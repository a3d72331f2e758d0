//! Groups the reports of one utterance, and finds what persons marked on any of them.

use super::cache::SimilarityCache;
use super::related::{SAME_PERCENT_MIN, find_related_where};
use super::relation::{Relation, relation_between};
use super::wording_similarity::WordingSimilarity;
use crate::domain::Status;
use crate::query::QueryError;
use crate::query::statement_headers::StatementHeader;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Finds the other reports of `of`: by the same speaker, at the same time, in the same words.
pub(in crate::query) fn find_reports(
    conn: &Connection,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, WordingSimilarity)>, QueryError> {
    find_reports_cached(&mut SimilarityCache::new(conn), of)
}

/// Like [`find_reports`], with the cache of the query.
pub(in crate::query) fn find_reports_cached(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, WordingSimilarity)>, QueryError> {
    let related = find_related_where(cache, of, SAME_PERCENT_MIN, Relation::is_report)?.into_iter();
    Ok(related
        .map(|(other, similarity, _)| (other, similarity))
        .collect())
}

/// Groups statements: each with its other reports, which are not listed again. Stops after `limit` groups.
pub(in crate::query) fn group_reports_cached(
    cache: &mut SimilarityCache<'_>,
    headers: Vec<StatementHeader>,
    limit: Option<usize>,
) -> Result<Vec<(StatementHeader, Vec<StatementHeader>)>, QueryError> {
    let mut groups = ReportGroups::new(limit);
    for header in headers {
        if groups.add(cache, header)?.is_break() {
            break;
        }
    }
    Ok(groups.into_groups())
}

/// Groups statements while they are read: each with its other reports, which are not listed again.
pub(in crate::query) struct ReportGroups {
    limit: usize,
    /// The rows of the reports that are in a group.
    grouped: BTreeSet<i64>,
    groups: Vec<(StatementHeader, Vec<StatementHeader>)>,
}

impl ReportGroups {
    /// At most `limit` groups.
    pub(in crate::query) fn new(limit: Option<usize>) -> Self {
        Self {
            limit: limit.unwrap_or(usize::MAX),
            grouped: BTreeSet::new(),
            groups: Vec::new(),
        }
    }

    /// Adds the next statement in chronological order; breaks if there are enough groups.
    pub(in crate::query) fn add(
        &mut self,
        cache: &mut SimilarityCache<'_>,
        header: StatementHeader,
    ) -> Result<ControlFlow<()>, QueryError> {
        if self.groups.len() >= self.limit {
            return Ok(ControlFlow::Break(()));
        }
        if !self.grouped.contains(&header.row) {
            let reports = find_reports_cached(cache, &header)?.into_iter();
            let reports: Vec<StatementHeader> = reports.map(|(report, _)| report).collect();
            self.grouped.extend(reports.iter().map(|report| report.row));
            self.groups.push((header, reports));
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The groups, each a statement with its other reports.
    pub(in crate::query) fn into_groups(self) -> Vec<(StatementHeader, Vec<StatementHeader>)> {
        self.groups
    }
}

/// Of similar statements, keeps the first report of each.
pub(in crate::query) fn keep_first_reports<'a>(
    alike: impl IntoIterator<Item = &'a StatementHeader>,
) -> Vec<&'a StatementHeader> {
    let mut first: Vec<&StatementHeader> = Vec::new();
    for header in alike {
        if !first
            .iter()
            .any(|known| relation_between(header, known).is_report())
        {
            first.push(header);
        }
    }
    first
}

/// The status that a person gave to any of the reports of a statement.
pub(in crate::query) fn status_of_reports(
    header: &StatementHeader,
    reports: &[StatementHeader],
) -> Option<Status> {
    let mut all = std::iter::once(header).chain(reports).map(|header| header.status);
    all.find(|status| *status != Status::Open)
}

/// The status that a person gave to another report or a restatement of `of`. For a statement that has none of its own.
pub(in crate::query) fn status_of_restatements(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Option<Status>, QueryError> {
    let again = find_related_where(cache, of, 0, Relation::is_same_speaker)?;
    let mut statuses = again.into_iter().map(|(header, ..)| header.status);
    Ok(statuses.find(|status| *status != Status::Open))
}
