use super::near_cache::SimilarityCache;
use super::placed::{StatementHeader, load_entries, load_headers};
use super::selection::{ENTRY_COLUMN_COUNT, Selection};
use super::similarity::{group_reports_cached, status_of_reports, status_of_restatements};
use super::vocabulary::words;
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementRef, days, row, wire};
use crate::domain::{Act, Edtf, Status};
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is due when: statements whose words set a deadline, each deadline by itself; what is overdue first, then what
/// is to come, and of each what is due first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DueQuery {
    /// Which statements.
    pub within: StatementFilter,
    /// Only deeds of whoever speaks: commitments, announcements, and forecasts whose words say "we" or the like.
    pub own_deeds: bool,
    /// Only what is due by the last day of this date.
    pub before: Option<Edtf>,
    /// Only what is due on the first day of this date or later.
    pub after: Option<Edtf>,
    /// Also what was marked, or fulfilled by another statement.
    pub settled: bool,
    /// The day on which it is asked; where there is none, nothing is overdue.
    pub today: Option<NaiveDate>,
}

/// Statements with their deadlines.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct DueStatements(pub Vec<DueStatement>);

words! {
    /// What is due of a period.
    DueKind {
        /// It is due when the period is over, at the latest.
        By = "by",
        /// It is due within the period.
        In = "in",
        /// It begins with the period.
        From = "from",
        /// It is due on that day.
        At = "at",
    }
}

words! {
    /// How a deadline stands on the day on which it is asked.
    DueState {
        /// Its last day is over, and nobody says what became of it.
        Overdue = "overdue",
        /// Its last day is not over.
        Coming = "coming",
        /// A person says what became of it, or linked what fulfils it.
        Settled = "settled",
    }
}

/// A statement with one of its deadlines.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DueStatement {
    /// How it stands.
    pub state: DueState,
    /// What is due of the period.
    pub kind: DueKind,
    /// The period, as EDTF: a date, or an interval of two; with `~` where it is only known about.
    #[schemars(schema_with = "wire::edtf_or_interval")]
    pub due: String,
    /// The first day of the period.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::day")]
    pub first: NaiveDate,
    /// The last day of the period.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::day")]
    pub last: NaiveDate,
    /// The words that set the deadline.
    pub deadline: String,
    /// The date from which it was counted, as EDTF; null where the words tell the date by themselves.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::edtf_or_null")]
    pub counted_from: Option<Edtf>,
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Other reports of it, which are not listed again.
    pub reported: Vec<StatementRef>,
}

/// A deadline, as its row has it.
#[derive(Debug, Clone)]
struct Deadline {
    kind: DueKind,
    due: String,
    first: NaiveDate,
    last: NaiveDate,
    words: String,
    counted_from: Option<Edtf>,
}

/// The deadlines of statements, by the row of each.
type ByStatement = BTreeMap<i64, Vec<Deadline>>;

/// The cells of a deadline.
const DEADLINE: &str = ", s.row, d.kind, d.due, d.first_day, d.last_day, d.expression, d.counted_from";

impl Deadline {
    fn read(cells: &Row<'_>, first: usize) -> Result<Self, QueryError> {
        let kind: String = cells.get(first)?;
        let damaged = |what, text: String| QueryError::DamagedReadModel { what, text };
        let day = |column| {
            let number: i64 = cells.get(column)?;
            days::date_of_day(number).ok_or_else(|| damaged("a day", number.to_string()))
        };
        let counted_from: Option<String> = cells.get(first + 5)?;
        Ok(Self {
            kind: DueKind::read(&kind).ok_or_else(|| damaged("a kind of deadline", kind))?,
            due: cells.get(first + 1)?,
            first: day(first + 2)?,
            last: day(first + 3)?,
            words: cells.get(first + 4)?,
            counted_from: counted_from
                .map(|date| row::parse_text(&date, "an EDTF date"))
                .transpose()?,
        })
    }
}

impl DueKind {
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
        let (mut deadlines, said) = self.deadlines(conn)?;
        let mut known: BTreeMap<i64, StatementHeader> = load_headers(conn, Selection::of_rows(&said), None)?
            .into_iter()
            .map(|place| (place.row, place))
            .collect();
        let said = said.iter().filter_map(|row| known.remove(row)).collect();
        let mut cache = SimilarityCache::new(conn);
        let kept = group_reports_cached(&mut cache, said, None)?;
        let all = kept
            .iter()
            .flat_map(|(one, reports)| std::iter::once(one).chain(reports));
        let rows: Vec<i64> = all.map(|place| place.row).collect();
        let entries = load_entries(conn, &rows)?;
        let fulfilled = fulfilled(conn)?;
        let mut lines = Vec::new();
        for (one, reports) in &kept {
            let Some(entry) = entries.get(&one.row) else {
                continue;
            };
            // A person may have marked any of the reports, or where the same was promised again.
            let status = match status_of_reports(one, reports) {
                Some(status) => Some(status),
                None => status_of_restatements(&mut cache, one)?,
            };
            let reported: Vec<&StatementEntry> = reports
                .iter()
                .filter_map(|report| entries.get(&report.row))
                .collect();
            let mut ids = std::iter::once(entry)
                .chain(reported.iter().copied())
                .map(|entry| entry.id.as_str());
            let is_fulfilled = ids.any(|id| fulfilled.contains(id));
            for deadline in deadlines.remove(&one.row).unwrap_or_default() {
                let state = self.state(&deadline, status, is_fulfilled);
                if state == DueState::Settled && !self.settled {
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
                    reported: reported.iter().map(|entry| StatementRef::of(entry)).collect(),
                });
            }
        }
        lines.sort_by_key(|line| (line.state != DueState::Overdue, line.last));
        lines.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(DueStatements(lines))
    }
}

impl DueQuery {
    /// The deadlines that are asked for by the row of the statement, and these rows, what is due first coming first.
    fn deadlines(&self, conn: &Connection) -> Result<(ByStatement, Vec<i64>), QueryError> {
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
        let mut deadlines = ByStatement::new();
        let mut said = Vec::new();
        let order = format!("d.last_day, {}, d.number", Selection::ORDER);
        selection.for_each_entry_row(conn, DEADLINE, &order, None, |cells| {
            let row: i64 = cells.get(ENTRY_COLUMN_COUNT)?;
            let of_statement = deadlines.entry(row).or_default();
            if of_statement.is_empty() {
                said.push(row);
            }
            of_statement.push(Deadline::read(cells, ENTRY_COLUMN_COUNT + 1)?);
            Ok(())
        })?;
        Ok((deadlines, said))
    }

    /// How a deadline stands. Where only some was done, the rest is still due until the time is over.
    fn state(&self, deadline: &Deadline, status: Option<Status>, is_fulfilled: bool) -> DueState {
        let is_over = self.today.is_some_and(|today| deadline.last < today);
        let is_settled =
            is_fulfilled || status.is_some_and(|status| is_over || status != Status::PartlyAdopted);
        if is_settled {
            DueState::Settled
        } else if is_over {
            DueState::Overdue
        } else {
            DueState::Coming
        }
    }
}

/// The ids of the statements that others fulfil, as persons linked them.
fn fulfilled(conn: &Connection) -> Result<BTreeSet<String>, QueryError> {
    let mut select = conn.prepare_cached("SELECT target_id FROM link WHERE link = 'fulfils'")?;
    let ids = select.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
