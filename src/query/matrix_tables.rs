//! The counts of `dixit matrix` as tables: of each period only the most frequent speakers and topics.

use super::matrix::{MatrixKey, format_period};
use super::speaker_names::SpeakerNames;
use super::{MatrixQuery, Query, QueryError};
use crate::domain::FastMap;
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Counts statements by period, and in each by the most frequent speakers and topics.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixTablesQuery {
    /// What is counted.
    pub counts: MatrixQuery,
    /// Maximum number of speakers of a period.
    pub speakers: usize,
    /// Maximum number of topics of a period.
    pub topics: usize,
}

/// The counts of one period. Speakers with the same name are counted together, and so are topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixTable {
    /// The period as EDTF; `..` for undated statements and for one period of all time.
    pub period: String,
    /// The labels of the most frequent topics, each with the sum over all speakers.
    pub topics: Vec<(String, u64)>,
    /// The names of the most frequent speakers, each with its counts in the order of `topics`.
    pub speakers: Vec<(String, Vec<u64>)>,
    /// The greatest count of a speaker and a topic, also of one that is not listed.
    pub greatest: u64,
}

impl Query for MatrixTablesQuery {
    type Answer = Vec<MatrixTable>;

    fn answer(&self, conn: &Connection) -> Result<Vec<MatrixTable>, QueryError> {
        let speakers = SpeakerNames::new(conn)?;
        let counts = self.counts.count(conn, &speakers)?;
        let (mut names, mut labels) = (NumberedTexts::default(), NumberedTexts::default());
        names.number_names(&speakers, &counts)?;
        labels.number_labels(conn)?;
        let mut periods: HashMap<_, Vec<Cell>> = HashMap::new();
        for ((speaker, topic, time), statements) in counts {
            if let (Some(name), Some(label)) = (names.by_row.get(&speaker), labels.by_row.get(&topic)) {
                periods.entry(time).or_default().push((*name, *label, statements));
            }
        }
        let periods = periods
            .into_iter()
            .map(|(time, cells)| (format_period(time), cells));
        // The period without a date sorts first as text, but comes last.
        let mut periods: BTreeMap<String, Vec<Cell>> = periods.collect();
        let undated = periods.remove_entry("..");
        let tables = periods.into_iter().chain(undated);
        Ok(tables
            .map(|(period, cells)| self.build_table(period, cells, (&names.texts, &labels.texts)))
            .collect())
    }
}

/// The numbers of a name and of a label, and how many statements they have.
type Cell = (usize, usize, u64);

impl MatrixTablesQuery {
    fn build_table(
        &self,
        period: String,
        mut cells: Vec<Cell>,
        (names, labels): (&[String], &[String]),
    ) -> MatrixTable {
        cells.sort_unstable();
        cells.dedup_by(|next, cell| {
            let is_same = (next.0, next.1) == (cell.0, cell.1);
            cell.2 += if is_same { next.2 } else { 0 };
            is_same
        });
        let of_names = cells.chunk_by(|a, b| a.0 == b.0);
        let by_name = of_names.filter_map(|cells| Some((cells.first()?.0, sum(cells))));
        let mut by_label = vec![0; labels.len()];
        for (_, label, statements) in &cells {
            by_label[*label] += statements;
        }
        let by_label = by_label.into_iter().enumerate().filter(|(_, sum)| *sum > 0);
        let topics = greatest(by_label, labels, self.topics);
        let counts_of = |name: usize| {
            let start = cells.partition_point(|cell| cell.0 < name);
            let own = cells[start..].iter().take_while(move |cell| cell.0 == name);
            let own: FastMap<usize, u64> = own.map(|cell| (cell.1, cell.2)).collect();
            let counts = topics
                .iter()
                .map(|(label, _)| own.get(label).copied().unwrap_or(0));
            counts.collect::<Vec<_>>()
        };
        let speakers = greatest(by_name, names, self.speakers);
        MatrixTable {
            period,
            greatest: cells.iter().map(|cell| cell.2).max().unwrap_or(0),
            speakers: speakers
                .iter()
                .map(|(name, _)| (names[*name].clone(), counts_of(*name)))
                .collect(),
            topics: topics
                .iter()
                .map(|(label, sum)| (labels[*label].clone(), *sum))
                .collect(),
        }
    }
}

fn sum(cells: &[Cell]) -> u64 {
    cells.iter().map(|cell| cell.2).sum()
}

/// The `limit` numbers with the greatest sums, greatest first, then in the order of their texts.
fn greatest(sums: impl Iterator<Item = (usize, u64)>, texts: &[String], limit: usize) -> Vec<(usize, u64)> {
    let mut sums: Vec<(usize, u64)> = sums.collect();
    sums.sort_unstable_by_key(|(number, sum)| (Reverse(*sum), &texts[*number]));
    sums.truncate(limit);
    sums
}

/// Texts that are numbered from 0, each once, and the number of the text of some rows.
#[derive(Debug, Default)]
struct NumberedTexts {
    texts: Vec<String>,
    numbers: HashMap<String, usize>,
    by_row: FastMap<i64, usize>,
}

impl NumberedTexts {
    fn insert(&mut self, row: i64, text: String) {
        let next = self.texts.len();
        let number = *self.numbers.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            next
        });
        self.by_row.insert(row, number);
    }

    /// Numbers the names of the speakers that are counted.
    fn number_names(
        &mut self,
        speakers: &SpeakerNames<'_>,
        counts: &FastMap<MatrixKey, u64>,
    ) -> Result<(), QueryError> {
        let mut counted: Vec<i64> = counts.keys().map(|(speaker, ..)| *speaker).collect();
        counted.sort_unstable();
        counted.dedup();
        speakers.for_each_name(&counted, |speaker, name| self.insert(speaker, name))
    }

    /// Numbers the English labels of the topics.
    fn number_labels(&mut self, conn: &Connection) -> Result<(), QueryError> {
        let mut select = conn.prepare_cached("SELECT row, label_en FROM topic")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            self.insert(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }
}
