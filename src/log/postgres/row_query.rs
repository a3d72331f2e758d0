use super::PostgresLog;
use super::postgres_row::{COLUMNS, HEADER_COLUMNS, column};
use crate::log::LogError;
use crate::log::store::{EventRange, RowSelection};
use postgres::Row;
use postgres::types::ToSql;

/// Number of events that are read at once.
const PART_LENGTH: i64 = 1000;

/// A query for rows of the log, which returns them in parts: each begins after the last row of the part before.
#[derive(Debug)]
pub(super) struct RowQuery {
    sql: String,
    /// The last position of the part before.
    after: i64,
    params: Vec<Box<dyn ToSql + Sync>>,
    is_finished: bool,
}

impl RowQuery {
    /// The query for `selection`; `None` where nothing can fit.
    pub(super) fn new(log: &PostgresLog, selection: &RowSelection<'_>) -> Result<Option<Self>, LogError> {
        Ok(match selection {
            RowSelection::Range(range) => {
                let first = match range.limit {
                    Some(limit) => first_of_last(log, range, limit)?,
                    None => Some(range.after.number().cast_signed()),
                };
                first.map(|after| Self::of_range(range, after))
            }
            RowSelection::HeadersUpTo(last) => Some(Self {
                sql: select(HEADER_COLUMNS, "", "e.pos <= $3", "e.pos"),
                after: i64::MIN,
                params: vec![Box::new(last.number().cast_signed())],
                is_finished: false,
            }),
            RowSelection::Id(id) => Some(Self {
                sql: select(COLUMNS, PARTS, "e.event_id = $3", "e.pos"),
                after: i64::MIN,
                params: vec![Box::new(id.as_bytes().to_vec())],
                is_finished: false,
            }),
        })
    }

    fn of_range(range: &EventRange<'_>, after: i64) -> Self {
        let (conditions, params, order) = conditions(range, 3);
        Self {
            sql: select(COLUMNS, PARTS, &conditions, order),
            // A row before the first position can only be damage, which has to be seen.
            after: if after == 0 { i64::MIN } else { after },
            params,
            is_finished: false,
        }
    }

    /// The next rows; `None` where there are no more.
    pub(super) fn next_part(&mut self, log: &PostgresLog) -> Result<Option<Vec<Row>>, LogError> {
        if self.is_finished {
            return Ok(None);
        }
        let mut params: Vec<&(dyn ToSql + Sync)> = vec![&self.after, &PART_LENGTH];
        params.extend(self.params.iter().map(|param| &**param));
        let rows = log.query(&self.sql, &params)?;
        match rows.last() {
            Some(last) if rows.len() as u64 == PART_LENGTH.cast_unsigned() => self.after = column(last, 0)?,
            _ => self.is_finished = true,
        }
        Ok(Some(rows))
    }
}

/// The tables of bodies and texts. That their rows come after the same position too is said for each of them, so that
/// none is read from its beginning.
const PARTS: &str = " LEFT JOIN dixit.body b ON b.pos = e.pos AND b.pos > $1
     LEFT JOIN dixit.text t ON t.pos = e.pos AND t.pos > $1";

fn select(columns: &str, parts: &str, conditions: &str, order: &str) -> String {
    let and = if conditions.is_empty() { "" } else { " AND " };
    format!(
        "SELECT {columns} FROM dixit.event e{parts} WHERE e.pos > $1{and}{conditions} ORDER BY {order} LIMIT $2"
    )
}

/// The conditions of a range but for its beginning and limit, their parameters (the first of which has this number),
/// and a column in whose order the rows are in the order of the log.
fn conditions(
    range: &EventRange<'_>,
    first_number: usize,
) -> (String, Vec<Box<dyn ToSql + Sync>>, &'static str) {
    let mut params: Vec<Box<dyn ToSql + Sync>> = Vec::new();
    let mut conditions = Vec::new();
    let mut require = |condition: &str, param: Box<dyn ToSql + Sync>| {
        conditions.push(format!("{condition} ${}", first_number + params.len()));
        params.push(param);
    };
    if let Some(upto) = range.upto {
        require("e.pos <=", Box::new(upto.number().cast_signed()));
    }
    if let Some(stream) = range.stream {
        require("e.stream =", Box::new(stream.to_string()));
    }
    if let Some(kind) = range.kind {
        require("e.type =", Box::new(kind.to_owned()));
    }
    // Within a stream, versions are in the order of positions, and its index has them: the planner may not prefer to
    // look through all positions for those of the stream.
    let order = if range.stream.is_some() {
        "e.version"
    } else {
        "e.pos"
    };
    (conditions.join(" AND "), params, order)
}

/// The position before the last `limit` rows of a range; `None` where it has no rows.
fn first_of_last(log: &PostgresLog, range: &EventRange<'_>, limit: u64) -> Result<Option<i64>, LogError> {
    let (conditions, params, order) = conditions(range, 3);
    let last = select("e.pos", "", &conditions, &format!("{order} DESC"));
    let sql = format!("SELECT min(pos) FROM ({last}) AS last");
    let (after, limit) = (
        range.after.number().cast_signed(),
        i64::try_from(limit).unwrap_or(i64::MAX),
    );
    let mut all: Vec<&(dyn ToSql + Sync)> = vec![&after, &limit];
    all.extend(params.iter().map(|param| &**param));
    let rows = log.query(&sql, &all)?;
    let first: Option<i64> = rows.first().map_or(Ok(None), |row| column(row, 0))?;
    Ok(first.map(|first| first - 1))
}
