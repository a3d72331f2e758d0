//! The query `dixit first`: who said something first.

use super::search::find_wordings_containing;
use super::selection::Selection;
use super::similarity::{find_wordings_like_text, group_reports};
use super::statement_headers::{StatementHeader, load_entries_in_order, load_headers};
use super::{Query, QueryError, StatementEntry, StatementFilter};
use crate::domain::Edtf;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

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
        let mut selection = Selection::from_filter(&self.within, conn)?;
        if let Some(text) = &self.text {
            // Similarity cannot be measured on a few words, so statements that contain them are added.
            let mut like = find_wordings_containing(conn, text)?;
            like.extend(find_wordings_like_text(conn, text)?.into_keys());
            selection = selection.and_wording_in(&like);
        }
        // Every statement that may have been said by the earliest end of all date ranges may have been the first.
        let dated = "s.said_from <= s.said_to";
        let end = selection.clone().minimum(conn, "s.said_to", dated)?.unwrap_or(0);
        let by_then = selection
            .clone()
            .and_where(dated)
            .and_where(&format!("s.said_from <= {end}"));
        let later = selection
            .clone()
            .and_where(&format!("s.said_from > {end}"))
            .and_where(dated);
        let limit = self.within.limit.unwrap_or(Self::DEFAULT_AFTER_MAX);
        // Several reports of one statement are one candidate.
        let mut seen = BTreeSet::new();
        let mut first: Vec<StatementHeader> = Vec::new();
        for (header, reports) in group_reports(conn, load_headers(conn, by_then, None)?, None)? {
            seen.extend(reports.iter().map(|report| report.row));
            first.push(header);
        }
        // Many reports of one story may use up this limit, so that fewer statements are listed. Reading more costs too
        // much.
        let followed = later.clone().count(conn)? > 0;
        let mut later = load_headers(
            conn,
            later,
            Some(limit.saturating_mul(Self::REPORTS_PER_STATEMENT)),
        )?;
        later.retain(|header| !seen.contains(&header.row));
        let after = group_reports(conn, later, Some(limit))?;
        let first: Vec<(StatementHeader, StatementEntry)> = {
            let entries = load_entries_in_order(conn, &first)?;
            first.into_iter().zip(entries).collect()
        };
        let about = first.iter().any(|(_, entry)| is_uncertain_date(entry.said));
        let undated = selection.and_where("s.said_from > s.said_to").count(conn)?;
        Ok(FirstStatements {
            certain: undated == 0 && !(about && followed) && is_first_certain(&first, end),
            first: first.into_iter().map(|(_, entry)| entry).collect(),
            after: load_entries_in_order(conn, after.iter().map(|(header, _)| header))?,
            undated,
        })
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
