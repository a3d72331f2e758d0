use super::placed::{StatementHeader, load_entries_in_order, load_headers};
use super::search::containing;
use super::selection::Selection;
use super::similarity::{find_wordings_like_text, group_reports};
use super::{Query, QueryError, StatementEntry, StatementFilter};
use crate::domain::Edtf;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Who said it first: by when it was said, then by publication.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FirstQuery {
    /// Which statements to look at. Its limit is that of the statements that came after.
    pub within: StatementFilter,
    /// Only what has this as it stands, or says the same, in whichever of the languages it is.
    pub text: Option<String>,
}

/// The first statements of a kind. Where dates are uncertain, several can have been the first. What several articles
/// report of one is there once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FirstStatements {
    /// Every one that can have been the first, in the order of saying.
    pub first: Vec<StatementEntry>,
    /// Whether it is certain who was: there is one, or one speaker, or all spoke on one known day; nothing else is
    /// without a date; and where something came after, the date of the first is no approximate one.
    pub certain: bool,
    /// Those that came after, in the order of saying.
    pub after: Vec<StatementEntry>,
    /// How many more there are of which nobody knows when they were said.
    pub undated: u64,
}

impl FirstQuery {
    /// How many that came after are told where nobody says how many.
    pub const AFTER: usize = 10;
    /// How many reports of each statement are looked through for so many.
    const REPORTS: usize = 8;
}

impl Query for FirstQuery {
    type Answer = FirstStatements;

    fn answer(&self, conn: &Connection) -> Result<FirstStatements, QueryError> {
        let mut selection = Selection::from_filter(&self.within, conn)?;
        if let Some(text) = &self.text {
            // A few words tell no likeness: whoever has them as they stand says them.
            let mut like = containing(conn, text)?;
            like.extend(find_wordings_like_text(conn, text)?.into_keys());
            selection = selection.and_wording_in(&like);
        }
        // Whatever can have been said by the last day of the date that ends first can have been the first.
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
        let limit = self.within.limit.unwrap_or(Self::AFTER);
        // Several reports of one statement are one that can have been the first.
        let mut seen = BTreeSet::new();
        let mut first: Vec<StatementHeader> = Vec::new();
        for (one, reports) in group_reports(conn, load_headers(conn, by_then, None)?, None)? {
            seen.extend(reports.iter().map(|report| report.row));
            first.push(one);
        }
        // A story in many papers may fill the first pages; more than this is not worth the search.
        let followed = later.clone().count(conn)? > 0;
        let mut later = load_headers(conn, later, Some(limit.saturating_mul(Self::REPORTS)))?;
        later.retain(|one| !seen.contains(&one.row));
        let after = group_reports(conn, later, Some(limit))?;
        let first: Vec<(StatementHeader, StatementEntry)> = {
            let entries = load_entries_in_order(conn, &first)?;
            first.into_iter().zip(entries).collect()
        };
        let about = first.iter().any(|(_, entry)| is_approximate(entry.said));
        let undated = selection.and_where("s.said_from > s.said_to").count(conn)?;
        Ok(FirstStatements {
            certain: undated == 0 && !(about && followed) && is_certain(&first, end),
            first: first.into_iter().map(|(_, entry)| entry).collect(),
            after: load_entries_in_order(conn, after.iter().map(|(one, _)| one))?,
            undated,
        })
    }
}

/// Whether somebody only knows about when it was.
const fn is_approximate(date: Edtf) -> bool {
    match date {
        Edtf::Day { approximate, .. } | Edtf::Month { approximate, .. } | Edtf::Year { approximate, .. } => {
            approximate
        }
        Edtf::Interval { .. } => false,
        Edtf::Unknown => true,
    }
}

/// Whether all dates allow only one answer to who was first.
fn is_certain(first: &[(StatementHeader, StatementEntry)], end: i64) -> bool {
    let one_day =
        |(place, entry): &(StatementHeader, StatementEntry)| entry.said.is_exact() && place.said_from == end;
    match first {
        [] => false,
        [_] => true,
        [(one, _), others @ ..] => {
            let one_speaker = one.whole.is_some() && others.iter().all(|(other, _)| other.whole == one.whole);
            one_speaker || first.iter().all(one_day)
        }
    }
}
