//! Gathers the reports, restatements and echoes of a statement into a cluster.

use super::cache::SimilarityCache;
use super::related::{RelatedStatement, SAME_PERCENT_MIN, find_related_cached};
use super::relation::{Relation, relation_between};
use crate::query::QueryError;
use crate::query::statement_headers::StatementHeader;
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of members of a cluster.
const CLUSTER_MEMBERS_MAX: usize = 64;

/// Maximum number of stories whose statements are expanded to gather a cluster.
const CLUSTER_STORIES_MAX: usize = 16;

/// A statement with the statements that say the same.
pub(in crate::query) struct StatementCluster {
    /// The statement itself, then its other reports and restatements by the same speaker.
    pub(in crate::query) members: Vec<StatementHeader>,
    /// Similar statements by other speakers, with their relation to it.
    pub(in crate::query) others: Vec<(StatementHeader, Relation)>,
}

/// Gathers what repeats `of`, and what repeats its repetitions in turn: in a chain of reports, the last need not be
/// similar to the first.
pub(in crate::query) fn gather_cluster(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<StatementCluster, QueryError> {
    let related = find_related_cached(cache, of)?;
    gather_cluster_of_related(cache, of, related)
}

/// Like [`gather_cluster`], with the statements `related` to `of`, which are already known.
pub(in crate::query) fn gather_cluster_of_related(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
    related: Vec<RelatedStatement>,
) -> Result<StatementCluster, QueryError> {
    let mut related = Some(related);
    let mut members = vec![of.clone()];
    let mut others: BTreeMap<i64, (StatementHeader, Relation)> = BTreeMap::new();
    let mut seen = BTreeSet::from([of.row]);
    let mut stories = BTreeSet::new();
    let mut next = 0;
    while let Some(member) = members.get(next).cloned() {
        next += 1;
        // What is similar to one copy is similar to the others, so one statement per story is enough.
        if stories.len() >= CLUSTER_STORIES_MAX || !stories.insert(member.story) {
            continue;
        }
        let of_member = match related.take() {
            Some(known) => known,
            None => find_related_cached(cache, &member)?,
        };
        for (header, similarity, relation) in of_member {
            // Further along the chain, only statements that say the same are followed.
            let is_near = member.row == of.row || similarity.percent >= SAME_PERCENT_MIN;
            if relation.is_same_speaker() && is_near && members.len() < CLUSTER_MEMBERS_MAX {
                if seen.insert(header.row) {
                    others.remove(&header.row);
                    members.push(header);
                }
            } else if !seen.contains(&header.row) && !relation.is_same_speaker() {
                let relation = relation_between(&header, of);
                others.entry(header.row).or_insert((header, relation));
            }
        }
    }
    let mut others: Vec<_> = others.into_values().collect();
    others.sort_by_key(|(header, _)| header.chronological_key());
    Ok(StatementCluster { members, others })
}
