//! Counts of current statements by a key, with the days on which they may have been said.

use super::ProjectionError;
use super::day_range::DayRange;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;

/// Number of keys whose counts are held in memory.
const PENDING_MAX: usize = 50_000;

/// A table of counts: its name, and the columns of its key. The other columns are those of [`Tally`].
#[derive(Debug, Clone, Copy)]
pub(super) struct TallyTable {
    pub(super) name: &'static str,
    pub(super) key_columns: &'static [&'static str],
}

/// What statements are counted by.
pub(super) trait TallyKey: Ord {
    /// The values of the key's columns.
    fn cells(&self) -> Vec<Value>;
}

impl TallyKey for i64 {
    fn cells(&self) -> Vec<Value> {
        vec![(*self).into()]
    }
}

impl TallyKey for (i64, i64) {
    fn cells(&self) -> Vec<Value> {
        vec![self.0.into(), self.1.into()]
    }
}

impl TallyKey for String {
    fn cells(&self) -> Vec<Value> {
        vec![self.clone().into()]
    }
}

/// A number of statements, and the first and the last day on which one of them may have been said, each with the number
/// of statements that have it.
#[derive(Debug, Clone, Copy)]
struct Tally {
    statements: i64,
    first_day: i64,
    at_first_day: i64,
    last_day: i64,
    at_last_day: i64,
}

impl Tally {
    const NONE: Self = Self {
        statements: 0,
        first_day: i64::MAX,
        at_first_day: 0,
        last_day: i64::MIN,
        at_last_day: 0,
    };

    fn add(&mut self, said: DayRange) {
        self.statements += 1;
        if said.from < self.first_day {
            (self.first_day, self.at_first_day) = (said.from, 0);
        }
        if said.to > self.last_day {
            (self.last_day, self.at_last_day) = (said.to, 0);
        }
        self.at_first_day += i64::from(said.from == self.first_day);
        self.at_last_day += i64::from(said.to == self.last_day);
    }

    fn cells(&self) -> impl Iterator<Item = Value> {
        [
            self.statements,
            self.first_day,
            self.at_first_day,
            self.last_day,
            self.at_last_day,
        ]
        .into_iter()
        .map(Value::Integer)
    }
}

/// The counts of one table. What was added since the last [`Tallies::write`] is in memory, so that a transaction writes
/// each row once.
#[derive(Debug)]
pub(super) struct Tallies<K> {
    table: TallyTable,
    added: BTreeMap<K, Tally>,
}

impl<K: TallyKey> Tallies<K> {
    pub(super) const fn new(table: TallyTable) -> Self {
        Self {
            table,
            added: BTreeMap::new(),
        }
    }

    /// Counts a statement that may have been said on these days.
    pub(super) fn add(&mut self, conn: &Connection, key: K, said: DayRange) -> Result<(), ProjectionError> {
        self.added.entry(key).or_insert(Tally::NONE).add(said);
        if self.added.len() < PENDING_MAX {
            Ok(())
        } else {
            self.write(conn)
        }
    }

    /// Takes back that a statement was counted. A row that counts nothing any more is deleted.
    pub(super) fn remove(
        &mut self,
        conn: &Connection,
        key: &K,
        said: DayRange,
    ) -> Result<(), ProjectionError> {
        self.write(conn)?;
        let TallyTable { name, key_columns } = self.table;
        let which = key_columns.join(" = ? AND ") + " = ?";
        let update = format!(
            "UPDATE {name} SET statements = statements - 1, at_first_day = at_first_day - (first_day = ?),
                 at_last_day = at_last_day - (last_day = ?) WHERE {which}"
        );
        let days = [said.from.into(), said.to.into()];
        conn.prepare_cached(&update)?
            .execute(params_from_iter(days.into_iter().chain(key.cells())))?;
        conn.prepare_cached(&format!("DELETE FROM {name} WHERE {which} AND statements = 0"))?
            .execute(params_from_iter(key.cells()))?;
        Ok(())
    }

    /// Writes what is in memory.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        if self.added.is_empty() {
            return Ok(());
        }
        let TallyTable { name, key_columns } = self.table;
        let columns = key_columns.join(", ");
        let places = "?, ".repeat(key_columns.len());
        let mut upsert = conn.prepare_cached(&format!(
            "INSERT INTO {name}({columns}, statements, first_day, at_first_day, last_day, at_last_day)
             VALUES ({places}?, ?, ?, ?, ?)
             ON CONFLICT({columns}) DO UPDATE SET statements = statements + excluded.statements,
                 first_day = min(first_day, excluded.first_day),
                 at_first_day = CASE WHEN first_day <= excluded.first_day THEN at_first_day ELSE 0 END
                     + CASE WHEN excluded.first_day <= first_day THEN excluded.at_first_day ELSE 0 END,
                 last_day = max(last_day, excluded.last_day),
                 at_last_day = CASE WHEN last_day >= excluded.last_day THEN at_last_day ELSE 0 END
                     + CASE WHEN excluded.last_day >= last_day THEN excluded.at_last_day ELSE 0 END"
        ))?;
        for (key, tally) in std::mem::take(&mut self.added) {
            upsert.execute(params_from_iter(key.cells().into_iter().chain(tally.cells())))?;
        }
        Ok(())
    }
}
