//! The query `dixit due`: statements with a deadline.

use super::selection::Selection;
use super::similarity::SimilarityCache;
use super::similarity::{group_reports_cached, status_of_reports, status_of_restatements};
use super::statement_headers::{StatementHeader, load_entries, load_headers};
use super::word_enum::word_enum;
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementRef, answer_json, days, sql};
use crate::domain::{Act, Edtf, Status};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

impl DueQuery {
    /// The word that asks for deadlines of all acts, and not only for the own deeds of speakers.
    pub const ANY_ACT: &str = "any";
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

/// The columns of a deadline.
const DEADLINE_COLUMNS: &str = "d.kind, d.due, d.first_day, d.last_day, d.expression, d.counted_from";

/// Number of statements that are grouped with their reports at once.
const STATEMENTS_AT_ONCE: usize = 64;

/// A statement with a deadline that the query asks for.
struct StatementWithDeadline {
    row: i64,
    /// Its earliest such deadline.
    last_day: i64,
    /// Whether only its deadlines for the speaker's own deeds count.
    own_only: bool,
}

impl DeadlineRow {
    /// Reads [`DEADLINE_COLUMNS`].
    fn read(cells: &Row<'_>) -> Result<Self, QueryError> {
        let kind: String = cells.get(0)?;
        let damaged = |what, text: String| QueryError::DamagedReadModel { what, text };
        let day = |column| {
            let number: i64 = cells.get(column)?;
            days::date_of_day(number).ok_or_else(|| damaged("a day", number.to_string()))
        };
        let counted_from: Option<String> = cells.get(5)?;
        Ok(Self {
            kind: DeadlineKind::read(&kind).ok_or_else(|| damaged("a kind of deadline", kind))?,
            due: cells.get(1)?,
            first: day(2)?,
            last: day(3)?,
            words: cells.get(4)?,
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
        let mut answer = DueAnswer {
            query: self,
            cache: SimilarityCache::new(conn),
            range: (
                self.after.map_or(Ok(i64::MIN), days::first_day_of)?,
                self.before.map_or(Ok(i64::MAX), days::last_day_of)?,
            ),
            fulfilled: load_fulfilled_ids(conn)?,
            grouped: BTreeSet::new(),
            lines: Vec::new(),
        };
        let mut some: Vec<StatementWithDeadline> = Vec::new();
        let mut seen = HashSet::new();
        self.for_each_statement(conn, answer.range, |statement| {
            if !seen.insert(statement.row) {
                return Ok(true);
            }
            if some.len() == STATEMENTS_AT_ONCE {
                answer.add_statements(conn, &some)?;
                some.clear();
                if answer.is_complete(statement.last_day) {
                    return Ok(false);
                }
            }
            some.push(statement);
            Ok(true)
        })?;
        answer.add_statements(conn, &some)?;
        let mut lines = answer.lines;
        lines.sort_by_key(|line| (line.state != DeadlineState::Overdue, line.last));
        lines.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(DueStatements(lines))
    }
}

/// The lines of an answer that were found so far. Statements are added in the order of their earliest deadline.
struct DueAnswer<'q, 'c> {
    query: &'q DueQuery,
    cache: SimilarityCache<'c>,
    /// The first and the last day of the deadlines asked for.
    range: (i64, i64),
    fulfilled: BTreeSet<String>,
    /// The reports of the statements added so far, which are not listed again.
    grouped: BTreeSet<i64>,
    lines: Vec<DueStatement>,
}

impl DueAnswer<'_, '_> {
    /// Whether no statement whose earliest deadline ends on `last_day` or later can change the first lines, as many as
    /// are shown.
    fn is_complete(&self, last_day: i64) -> bool {
        let Some(limit) = self.query.within.limit else {
            return false;
        };
        let is_before = |line: &&DueStatement| i64::from(line.last.num_days_from_ce()) <= last_day;
        let lines = self.lines.iter().filter(is_before);
        let is_over = |today: NaiveDate| last_day < i64::from(today.num_days_from_ce());
        if self.query.today.is_some_and(is_over) {
            // Any later statement may be overdue, and these come first.
            return lines.filter(|line| line.state == DeadlineState::Overdue).count() >= limit;
        }
        let (overdue, others): (Vec<_>, Vec<_>) = self
            .lines
            .iter()
            .partition(|line| line.state == DeadlineState::Overdue);
        overdue.len() + others.into_iter().filter(is_before).count() >= limit
    }

    /// Adds a line for each deadline of each of these statements, unless it is a report of an earlier one.
    fn add_statements(
        &mut self,
        conn: &Connection,
        some: &[StatementWithDeadline],
    ) -> Result<(), QueryError> {
        let rows: Vec<i64> = some.iter().map(|statement| statement.row).collect();
        let headers = load_headers(conn, Selection::of_rows(&rows), None)?;
        let mut known: BTreeMap<i64, StatementHeader> =
            headers.into_iter().map(|header| (header.row, header)).collect();
        let mut groups = Vec::new();
        for statement in some {
            let Some(header) = known.remove(&statement.row) else {
                continue;
            };
            if self.grouped.contains(&header.row) {
                continue;
            }
            let alone = group_reports_cached(&mut self.cache, vec![header], None)?;
            for (header, reports) in alone {
                self.grouped.extend(reports.iter().map(|report| report.row));
                groups.push((statement, header, reports));
            }
        }
        let all = groups
            .iter()
            .flat_map(|(_, header, reports)| std::iter::once(header).chain(reports));
        let rows: Vec<i64> = all.map(|header| header.row).collect();
        let entries = load_entries(conn, &rows)?;
        for (statement, header, reports) in &groups {
            self.add_group(conn, statement, (header, reports), &entries)?;
        }
        Ok(())
    }

    /// Adds the lines of a statement with its other reports.
    fn add_group(
        &mut self,
        conn: &Connection,
        statement: &StatementWithDeadline,
        (header, reports): (&StatementHeader, &[StatementHeader]),
        entries: &HashMap<i64, StatementEntry>,
    ) -> Result<(), QueryError> {
        let Some(entry) = entries.get(&header.row) else {
            return Ok(());
        };
        // A person may have marked another report of it, or a restatement.
        let status = match status_of_reports(header, reports) {
            Some(status) => Some(status),
            None => status_of_restatements(&mut self.cache, header)?,
        };
        let reported: Vec<&StatementEntry> = reports
            .iter()
            .filter_map(|report| entries.get(&report.row))
            .collect();
        let mut ids = std::iter::once(entry)
            .chain(reported.iter().copied())
            .map(|entry| entry.id.as_str());
        let is_fulfilled = ids.any(|id| self.fulfilled.contains(id));
        for deadline in load_deadlines(conn, statement, self.range)? {
            let state = self.query.state_of(&deadline, status, is_fulfilled);
            if state == DeadlineState::Settled && !self.query.include_settled {
                continue;
            }
            let mut entry = entry.clone();
            entry.status = status;
            self.lines.push(DueStatement {
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
        Ok(())
    }
}

/// Loads the deadlines of a statement that the query asks for, the first due first.
fn load_deadlines(
    conn: &Connection,
    statement: &StatementWithDeadline,
    (after, before): (i64, i64),
) -> Result<Vec<DeadlineRow>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {DEADLINE_COLUMNS} FROM deadline AS d
         WHERE d.statement = ?1 AND d.last_day BETWEEN ?2 AND ?3 AND (d.is_own = 1 OR NOT ?4)
         ORDER BY d.last_day, d.number"
    ))?;
    let mut rows = select.query((statement.row, after, before, statement.own_only))?;
    let mut deadlines = Vec::new();
    while let Some(cells) = rows.next()? {
        deadlines.push(DeadlineRow::read(cells)?);
    }
    Ok(deadlines)
}

impl DueQuery {
    /// Calls `visit` with each statement and each of its deadlines that match, the first due first, until it returns
    /// `false`.
    fn for_each_statement(
        &self,
        conn: &Connection,
        (after, before): (i64, i64),
        mut visit: impl FnMut(StatementWithDeadline) -> Result<bool, QueryError>,
    ) -> Result<(), QueryError> {
        let (commitment, announcement, forecast) = (Act::Commitment, Act::Announcement, Act::Forecast);
        let mut selection = Selection::from_filter(&self.within, conn)?
            .driven_by("deadline AS d", "s.row", "d.statement")
            .and_where(&format!("d.last_day BETWEEN {after} AND {before}"));
        if self.own_deeds {
            selection = selection.and_where(&format!(
                "(s.act IN ('{commitment}', '{announcement}') OR s.act = '{forecast}' AND d.is_own = 1)"
            ));
        }
        let cells = format!(
            "s.row, d.last_day, {} AND s.act = '{forecast}'",
            i32::from(self.own_deeds)
        );
        let order = format!("d.last_day, {}, d.number", Selection::CHRONOLOGICAL);
        selection.rows_while(conn, (&cells, "", "1", &order), |cells| {
            visit(StatementWithDeadline {
                row: cells.get(0)?,
                last_day: cells.get(1)?,
                own_only: cells.get(2)?,
            })
        })
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
