//! The query `dixit first`: who said something first.

use super::chronology::Chronology;
use super::search::find_wordings_containing;
use super::selection::Selection;
use super::similarity::{SimilarityCache, find_wordings_like_text, group_reports_cached};
use super::statement_headers::{StatementHeader, load_entries_in_order, load_headers};
use super::{Query, QueryError, StatementEntry, StatementFilter};
use crate::domain::Edtf;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Finds who said something first, by date of utterance, then by date of publication.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FirstQuery {
    /// Which statements. Its limit applies to the later statements in the answer.
    pub within: StatementFilter,
    /// Only statements that contain this text or say the same; it may be in any supported language.
    pub text: Option<String>,
}

/// The statements that may have been the first, and those after them. Several reports of one statement appear once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FirstStatements {
    /// All statements that may have been the first, in chronological order: several if dates are uncertain.
    pub first: Vec<StatementEntry>,
    /// Whether it is certain who was first: there is one statement, or one speaker, or all spoke on one known day; no
    /// other statement is undated; and if others follow, the date of the first is not approximate.
    pub certain: bool,
    /// The statements after them, in chronological order.
    pub after: Vec<StatementEntry>,
    /// Number of further statements whose date is unknown.
    pub undated: u64,
}

impl FirstQuery {
    /// Default number of later statements.
    pub const DEFAULT_AFTER_MAX: usize = 10;
    /// Number of rows read per later statement wanted, because several rows may be reports of one statement.
    const REPORTS_PER_STATEMENT: usize = 8;
}

impl Query for FirstQuery {
    type Answer = FirstStatements;

    fn answer(&self, conn: &Connection) -> Result<FirstStatements, QueryError> {
        let limit = self.within.limit.unwrap_or(Self::DEFAULT_AFTER_MAX);
        let statements = Chronology::from_filter(&self.within, conn)?;
        let later_max = limit.saturating_mul(Self::REPORTS_PER_STATEMENT);
        let mut candidates = match &self.text {
            None => Candidates::load(conn, statements, later_max)?,
            Some(text) => {
                // Similarity cannot be measured on a few words, so statements that contain them are added.
                let mut like: BTreeSet<i64> = find_wordings_containing(conn, text)?.into_iter().collect();
                like.extend(find_wordings_like_text(conn, text)?.into_keys());
                Candidates::load_among(conn, &statements, &like, later_max)?
            }
        };
        // Several reports of one statement are one candidate.
        let mut cache = SimilarityCache::new(conn);
        let mut seen = BTreeSet::new();
        let mut first: Vec<StatementHeader> = Vec::new();
        for (header, reports) in group_reports_cached(&mut cache, candidates.first, None)? {
            seen.extend(reports.iter().map(|report| report.row));
            first.push(header);
        }
        candidates.later.retain(|header| !seen.contains(&header.row));
        let after = group_reports_cached(&mut cache, candidates.later, Some(limit))?;
        let first: Vec<(StatementHeader, StatementEntry)> = {
            let entries = load_entries_in_order(conn, &first)?;
            first.into_iter().zip(entries).collect()
        };
        let about = first.iter().any(|(_, entry)| is_uncertain_date(entry.said));
        let (undated, followed) = (candidates.undated, candidates.followed);
        Ok(FirstStatements {
            certain: undated == 0 && !(about && followed) && is_first_certain(&first, candidates.end),
            first: first.into_iter().map(|(_, entry)| entry).collect(),
            after: load_entries_in_order(conn, after.iter().map(|(header, _)| header))?,
            undated,
        })
    }
}

/// The statements among which the first is found.
#[derive(Default)]
struct Candidates {
    /// The earliest end of the dates of all statements: whatever may have been said by then may have been the first.
    end: i64,
    /// The statements that may have been said by then, in chronological order.
    first: Vec<StatementHeader>,
    /// Some of the statements after them, in chronological order. Many reports of one story may use up their number, so
    /// that fewer statements are listed. Reading more costs too much.
    later: Vec<StatementHeader>,
    /// Whether any statement comes after them.
    followed: bool,
    /// Number of statements whose date is unknown.
    undated: u64,
}

impl Candidates {
    /// Loads all candidates and at most `later_max` later ones. Since they come in the order of their first days, the
    /// earliest end is known as soon as a statement begins after the earliest one so far.
    fn load(conn: &Connection, statements: Chronology, later_max: usize) -> Result<Self, QueryError> {
        let mut found = Self {
            undated: statements.count_undated(conn)?,
            ..Self::default()
        };
        let mut end = i64::MAX;
        statements.for_each_header(conn, "", |header, _| {
            if header.said_from > header.said_to {
                return Ok(ControlFlow::Break(()));
            }
            if header.said_from <= end {
                end = end.min(header.said_to);
                found.first.push(header);
                return Ok(ControlFlow::Continue(()));
            }
            found.followed = true;
            if found.later.len() >= later_max {
                return Ok(ControlFlow::Break(()));
            }
            found.later.push(header);
            Ok(ControlFlow::Continue(()))
        })?;
        found.end = if found.first.is_empty() { 0 } else { end };
        Ok(found)
    }

    /// As [`load`](Self::load), among the statements with these wordings. These come in no order, so their days are
    /// read first, and then the headers of those that are needed.
    fn load_among(
        conn: &Connection,
        statements: &Chronology,
        wordings: &BTreeSet<i64>,
        later_max: usize,
    ) -> Result<Self, QueryError> {
        let mut found = Self::default();
        let mut days = Vec::new();
        let mut end = i64::MAX;
        statements.for_each_day_among(conn, wordings, |row, (from, to), order| {
            if from > to {
                found.undated += 1;
            } else {
                end = end.min(to);
                days.push((from, order, row));
            }
        })?;
        let rows =
            |chosen: &[(i64, (i64, i64), i64)]| chosen.iter().map(|(.., row)| *row).collect::<Vec<_>>();
        let first: Vec<_> = days.extract_if(.., |(from, ..)| *from <= end).collect();
        found.followed = !days.is_empty();
        days.sort_unstable();
        days.truncate(later_max);
        found.first = load_headers(conn, Selection::of_rows(&rows(&first)), None)?;
        found.later = load_headers(conn, Selection::of_rows(&rows(&days)), None)?;
        found.end = if first.is_empty() { 0 } else { end };
        Ok(found)
    }
}

/// Whether the date is approximate or unknown.
const fn is_uncertain_date(date: Edtf) -> bool {
    match date {
        Edtf::Day { approximate, .. } | Edtf::Month { approximate, .. } | Edtf::Year { approximate, .. } => {
            approximate
        }
        Edtf::Interval { .. } => false,
        Edtf::Unknown => true,
    }
}

/// Whether the dates leave only one answer to who was first.
fn is_first_certain(first: &[(StatementHeader, StatementEntry)], end: i64) -> bool {
    let one_day = |(header, entry): &(StatementHeader, StatementEntry)| {
        entry.said.is_exact() && header.said_from == end
    };
    match first {
        [] => false,
        [_] => true,
        [(header, _), others @ ..] => {
            let one_speaker = header.canonical_speaker.is_some()
                && others
                    .iter()
                    .all(|(other, _)| other.canonical_speaker == header.canonical_speaker);
            one_speaker || first.iter().all(one_day)
        }
    }
}
