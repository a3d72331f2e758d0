//! The query `dixit due`: statements with a deadline.

use super::entry_columns::ENTRY_COLUMN_COUNT;
use super::selection::Selection;
use super::similarity::SimilarityCache;
use super::similarity::{group_reports_cached, status_of_reports, status_of_restatements};
use super::statement_headers::{StatementHeader, load_entries, load_headers};
use super::word_enum::word_enum;
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementRef, answer_json, days, sql};
use crate::domain::{Act, Edtf, Status};
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Lists the statements whose words set a deadline, one result per deadline: overdue ones first, then by due date.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DueQuery {
    /// Which statements.
    pub within: StatementFilter,
    /// Only what the speakers are to do themselves: commitments, announcements, and forecasts with words such as "we".
    pub own_deeds: bool,
    /// Only deadlines on or before the last day of this date.
    pub before: Option<Edtf>,
    /// Only deadlines on or after the first day of this date.
    pub after: Option<Edtf>,
    /// Include statements that a person marked, or that another statement fulfils.
    pub include_settled: bool,
    /// The current day; if `None`, nothing is overdue.
    pub today: Option<NaiveDate>,
}

/// Statements with their deadlines.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct DueStatements(pub Vec<DueStatement>);

word_enum! {
    /// How a deadline relates to its period.
    DeadlineKind {
        /// It is due by the end of the period at the latest.
        By = "by",
        /// It is due within the period.
        In = "in",
        /// It begins with the period.
        From = "from",
        /// It is due on that day.
        At = "at",
    }
}

word_enum! {
    /// The state of a deadline on the current day.
    DeadlineState {
        /// Its last day is over, and no person marked what became of it.
        Overdue = "overdue",
        /// Its last day is not over.
        Coming = "coming",
        /// A person marked what became of it, or linked a statement that fulfils it.
        Settled = "settled",
    }
}

/// A statement with one of its deadlines.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DueStatement {
    /// The state of the deadline.
    pub state: DeadlineState,
    /// How the deadline relates to the period.
    pub kind: DeadlineKind,
    /// The period, as EDTF: a date or an interval; with `~` if approximate.
    #[schemars(schema_with = "answer_json::edtf_or_interval")]
    pub due: String,
    /// The first day of the period.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::date")]
    pub first: NaiveDate,
    /// The last day of the period.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::date")]
    pub last: NaiveDate,
    /// The words that set the deadline.
    pub deadline: String,
    /// The date from which the words were resolved, as EDTF; null if they give a full date.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::edtf_or_null")]
    pub counted_from: Option<Edtf>,
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Other reports of it, which are not listed again.
    pub reported: Vec<StatementRef>,
}

/// A row of the table `deadline`.
#[derive(Debug, Clone)]
struct DeadlineRow {
    kind: DeadlineKind,
    due: String,
    first: NaiveDate,
    last: NaiveDate,
    words: String,
    counted_from: Option<Edtf>,
}

/// Deadlines by the row of their statement.
type DeadlinesByStatement = BTreeMap<i64, Vec<DeadlineRow>>;

/// The row of the statement and the columns of a deadline, selected after the columns of an entry.
const DEADLINE_COLUMNS: &str =
    ", s.row, d.kind, d.due, d.first_day, d.last_day, d.expression, d.counted_from";

impl DeadlineRow {
    fn read(cells: &Row<'_>, first: usize) -> Result<Self, QueryError> {
        let kind: String = cells.get(first)?;
        let damaged = |what, text: String| QueryError::DamagedReadModel { what, text };
        let day = |column| {
            let number: i64 = cells.get(column)?;
            days::date_of_day(number).ok_or_else(|| damaged("a day", number.to_string()))
        };
        let counted_from: Option<String> = cells.get(first + 5)?;
        Ok(Self {
            kind: DeadlineKind::read(&kind).ok_or_else(|| damaged("a kind of deadline", kind))?,
            due: cells.get(first + 1)?,
            first: day(first + 2)?,
            last: day(first + 3)?,
            words: cells.get(first + 4)?,
            counted_from: counted_from
                .map(|date| sql::parse_text(&date, "an EDTF date"))
                .transpose()?,
        })
    }
}

impl DeadlineKind {
    /// All of them.
    const ALL: [Self; 4] = [Self::By, Self::In, Self::From, Self::At];

    fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Query for DueQuery {
    type Answer = DueStatements;

    fn answer(&self, conn: &Connection) -> Result<DueStatements, QueryError> {
        days::check_range(self.after, self.before)?;
        let (mut deadlines, rows_in_order) = self.load_deadlines(conn)?;
        let mut known: BTreeMap<i64, StatementHeader> =
            load_headers(conn, Selection::of_rows(&rows_in_order), None)?
                .into_iter()
                .map(|header| (header.row, header))
                .collect();
        let rows_in_order = rows_in_order.iter().filter_map(|row| known.remove(row)).collect();
        let mut cache = SimilarityCache::new(conn);
        let groups = group_reports_cached(&mut cache, rows_in_order, None)?;
        let all = groups
            .iter()
            .flat_map(|(header, reports)| std::iter::once(header).chain(reports));
        let rows: Vec<i64> = all.map(|header| header.row).collect();
        let entries = load_entries(conn, &rows)?;
        let fulfilled = load_fulfilled_ids(conn)?;
        let mut lines = Vec::new();
        for (header, reports) in &groups {
            let Some(entry) = entries.get(&header.row) else {
                continue;
            };
            // A person may have marked another report of it, or a restatement.
            let status = match status_of_reports(header, reports) {
                Some(status) => Some(status),
                None => status_of_restatements(&mut cache, header)?,
            };
            let reported: Vec<&StatementEntry> = reports
                .iter()
                .filter_map(|report| entries.get(&report.row))
                .collect();
            let mut ids = std::iter::once(entry)
                .chain(reported.iter().copied())
                .map(|entry| entry.id.as_str());
            let is_fulfilled = ids.any(|id| fulfilled.contains(id));
            for deadline in deadlines.remove(&header.row).unwrap_or_default() {
                let state = self.state_of(&deadline, status, is_fulfilled);
                if state == DeadlineState::Settled && !self.include_settled {
                    continue;
                }
                let mut entry = entry.clone();
                entry.status = status;
                lines.push(DueStatement {
                    state,
                    kind: deadline.kind,
                    due: deadline.due,
                    first: deadline.first,
                    last: deadline.last,
                    deadline: deadline.words,
                    counted_from: deadline.counted_from,
                    entry,
                    reported: reported
                        .iter()
                        .map(|entry| StatementRef::from_entry(entry))
                        .collect(),
                });
            }
        }
        lines.sort_by_key(|line| (line.state != DeadlineState::Overdue, line.last));
        lines.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(DueStatements(lines))
    }
}

impl DueQuery {
    /// Loads the matching deadlines by statement, and the rows of these statements, the first due first.
    fn load_deadlines(&self, conn: &Connection) -> Result<(DeadlinesByStatement, Vec<i64>), QueryError> {
        let mut selection =
            Selection::from_filter(&self.within, conn)?.driven_by("deadline AS d", "s.row", "d.statement");
        if self.own_deeds {
            let (commitment, announcement, forecast) = (Act::Commitment, Act::Announcement, Act::Forecast);
            selection = selection.and_where(&format!(
                "(s.act IN ('{commitment}', '{announcement}') OR s.act = '{forecast}' AND d.is_own = 1)"
            ));
        }
        if let Some(before) = self.before {
            selection = selection.and_where(&format!("d.last_day <= {}", days::last_day_of(before)?));
        }
        if let Some(after) = self.after {
            selection = selection.and_where(&format!("d.last_day >= {}", days::first_day_of(after)?));
        }
        let mut deadlines = DeadlinesByStatement::new();
        let mut rows_in_order = Vec::new();
        let order = format!("d.last_day, {}, d.number", Selection::CHRONOLOGICAL);
        selection.for_each_entry_row(conn, DEADLINE_COLUMNS, &order, None, |cells, _| {
            let row: i64 = cells.get(ENTRY_COLUMN_COUNT)?;
            let of_statement = deadlines.entry(row).or_default();
            if of_statement.is_empty() {
                rows_in_order.push(row);
            }
            of_statement.push(DeadlineRow::read(cells, ENTRY_COLUMN_COUNT + 1)?);
            Ok(())
        })?;
        Ok((deadlines, rows_in_order))
    }

    /// The state of a deadline. After a partial adoption the rest stays due until the deadline has passed.
    fn state_of(&self, deadline: &DeadlineRow, status: Option<Status>, is_fulfilled: bool) -> DeadlineState {
        let is_over = self.today.is_some_and(|today| deadline.last < today);
        let is_settled =
            is_fulfilled || status.is_some_and(|status| is_over || status != Status::PartlyAdopted);
        if is_settled {
            DeadlineState::Settled
        } else if is_over {
            DeadlineState::Overdue
        } else {
            DeadlineState::Coming
        }
    }
}

/// The ids of the statements that another statement fulfils, as linked by persons.
fn load_fulfilled_ids(conn: &Connection) -> Result<BTreeSet<String>, QueryError> {
    let mut select = conn.prepare_cached("SELECT target_id FROM link WHERE link = 'fulfils'")?;
    let ids = select.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
