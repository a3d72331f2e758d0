//! The stored counts of all speakers, the most frequent first, read only as far as they are asked for.

use super::QueryError;
use super::speaker_counts::{add_count, load_parts};
use super::speaker_names::SpeakerNames;
use super::stored_counts::{COUNT_COLUMNS, DatedCount};
use rusqlite::{CachedStatement, Connection};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The counts of the few canonical speakers for whom more counts than what articles attribute to their name: what was
/// said jointly, for them as a side, or by speakers merged into them.
pub(super) struct StoredSpeakerCounts {
    /// The most frequent first.
    composed: Vec<(i64, DatedCount)>,
    /// These speakers and all merged into them.
    members: HashSet<i64>,
}

impl StoredSpeakerCounts {
    /// Adds up the counts of these speakers.
    pub(super) fn load(conn: &Connection, names: &SpeakerNames<'_>) -> Result<Self, QueryError> {
        let mut own = conn.prepare_cached(&format!(
            "SELECT {COUNT_COLUMNS} FROM speaker_count WHERE speaker = ?1"
        ))?;
        let mut counts: HashMap<i64, DatedCount> = HashMap::new();
        for (part, joint) in load_parts(conn, None)? {
            add_count(
                &mut counts,
                names.canonical_of(part),
                &own_count(&mut own, joint)?,
            );
        }
        let mut select = conn.prepare_cached(&format!(
            "SELECT {COUNT_COLUMNS}, side_speaker, speaker FROM side_count"
        ))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let side = names.canonical_of(row.get(5)?);
            if names.canonical_of(row.get(6)?) != side {
                add_count(&mut counts, side, &DatedCount::read(row, 0)?);
            }
        }
        for canonical in names.with_merged_speakers() {
            counts.entry(canonical).or_insert(DatedCount::NONE);
        }
        let mut members = HashSet::new();
        for (canonical, count) in &mut counts {
            for member in names.members_of(*canonical) {
                count.add(&own_count(&mut own, member)?);
                members.insert(member);
            }
        }
        let mut composed: Vec<(i64, DatedCount)> = counts.into_iter().collect();
        composed.retain(|(_, count)| count.statements > 0);
        composed.sort_unstable_by_key(|(speaker, count)| (Reverse(count.statements), *speaker));
        Ok(Self { composed, members })
    }

    /// Calls `visit` with all speakers of the greatest number of statements, then with those of the next one, until it
    /// returns `false`.
    pub(super) fn for_each_number(
        self,
        conn: &Connection,
        mut visit: impl FnMut(&[(i64, DatedCount)]) -> Result<bool, QueryError>,
    ) -> Result<(), QueryError> {
        let mut select = conn.prepare_cached(&format!(
            "SELECT {COUNT_COLUMNS}, speaker FROM speaker_count ORDER BY statements DESC, speaker"
        ))?;
        let mut rows = select.query([])?;
        let mut composed = self.composed.into_iter().peekable();
        let mut group: Vec<(i64, DatedCount)> = Vec::new();
        loop {
            let plain = match rows.next()? {
                Some(row) => Some((row.get(5)?, DatedCount::read(row, 0)?)),
                None => None,
            };
            if plain.is_some_and(|(speaker, _)| self.members.contains(&speaker)) {
                continue;
            }
            let bound = plain.map_or(0, |(_, count)| count.statements);
            let before = std::iter::from_fn(|| composed.next_if(|(_, count)| count.statements >= bound));
            for next in before.chain(plain) {
                let is_next_number = group
                    .first()
                    .is_some_and(|(_, count)| count.statements != next.1.statements);
                if is_next_number && !visit(&std::mem::take(&mut group))? {
                    return Ok(());
                }
                group.push(next);
            }
            if plain.is_none() {
                visit(&group)?;
                return Ok(());
            }
        }
    }
}

/// What articles attribute to the name of `speaker`.
fn own_count(select: &mut CachedStatement<'_>, speaker: i64) -> Result<DatedCount, QueryError> {
    let mut rows = select.query([speaker])?;
    match rows.next()? {
        Some(row) => DatedCount::read(row, 0),
        None => Ok(DatedCount::NONE),
    }
}
