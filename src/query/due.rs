use super::near::{marked, once};
use super::placed::{Place, entries, places};
use super::selection::{CELL_COUNT, Selection};
use super::{Entry, Mention, QueryError, Question, Timeline, days, row, wire};
use crate::domain::{Edtf, Status};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is due when: statements whose words set a deadline, what is due first coming first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Due {
    /// Which statements; commitments, where no act is given by whoever asks.
    pub within: Timeline,
    /// Only what is due by the last day of this date.
    pub before: Option<Edtf>,
    /// Only what is due on the first day of this date or later.
    pub after: Option<Edtf>,
    /// Also what was adopted, rejected or abandoned.
    pub settled: bool,
}

/// Statements with their deadlines, what is due first coming first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Deadlines(pub Vec<DueLine>);

/// A statement with its deadline.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DueLine {
    /// By the end of when it is due.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::edtf")]
    pub due: Edtf,
    /// The words that say so.
    pub deadline: String,
    /// The statement.
    #[serde(flatten)]
    pub entry: Entry,
    /// Other reports of it, which are not listed again.
    pub reported: Vec<Mention>,
}

impl Question for Due {
    type Answer = Deadlines;

    fn answer(&self, conn: &Connection) -> Result<Deadlines, QueryError> {
        let mut selection =
            Selection::of(&self.within, conn)?.driven_by("deadline AS d", "s.row", "d.statement");
        days::in_order(self.after, self.before)?;
        if let Some(before) = self.before {
            selection = selection.demanding(&format!("d.day <= {}", days::until(before)?));
        }
        if let Some(after) = self.after {
            selection = selection.demanding(&format!("d.day >= {}", days::since(after)?));
        }
        let mut set = BTreeMap::new();
        let mut said = Vec::new();
        let order = format!("d.day, {}", Selection::ORDER);
        let more = ", s.row, d.date, d.expression";
        selection.each(conn, more, &order, None, |cells| {
            let row: i64 = cells.get(CELL_COUNT)?;
            let due: Edtf = row::parsed(cells, CELL_COUNT + 1, "an EDTF date")?;
            set.insert(row, (due, cells.get(CELL_COUNT + 2)?));
            said.push(row);
            Ok(())
        })?;
        let mut known: BTreeMap<i64, Place> = places(conn, Selection::of_rows(&said), None)?
            .into_iter()
            .map(|place| (place.row, place))
            .collect();
        let said = said.iter().filter_map(|row| known.remove(row)).collect();
        let mut kept = once(conn, said, None)?;
        // A person may have marked any of the reports.
        kept.retain(|(one, reports)| self.settled || !is_settled(marked(one, reports)));
        kept.truncate(self.within.limit.unwrap_or(usize::MAX));
        let all = kept
            .iter()
            .flat_map(|(one, reports)| std::iter::once(one).chain(reports));
        let rows: Vec<i64> = all.map(|place| place.row).collect();
        let entries = entries(conn, &rows)?;
        let lines = kept.iter().filter_map(|(one, reports)| {
            let (due, deadline) = set.remove(&one.row)?;
            let mut entry = entries.get(&one.row)?.clone();
            entry.status = marked(one, reports);
            let reported = reports.iter().filter_map(|report| entries.get(&report.row));
            Some(DueLine {
                due,
                deadline,
                entry,
                reported: reported.map(Mention::of).collect(),
            })
        });
        Ok(Deadlines(lines.collect()))
    }
}

/// Whether nothing more is to come of it.
const fn is_settled(status: Option<Status>) -> bool {
    matches!(
        status,
        Some(Status::Adopted | Status::Rejected | Status::Abandoned)
    )
}
