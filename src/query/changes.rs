//! The query `dixit changes`: what a speaker says in one period compared with another.

use super::period::{Period, PeriodLength};
use super::selection::Selection;
use super::similarity::SAME_PERCENT_MIN;
use super::statement_headers::{LoadedStatement, StatementHeader, load_statements};
use super::{Query, QueryError, StatementEntry, StatementFilter, answer_json, sql};
use crate::domain::similarity::{ComparableWords, Difference, SharedKeyIndex, Similarity};
use crate::domain::{Act, Edtf, fold};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Compares what a speaker says from period to period: what is new, dropped, changed or reworded.
///
/// Compares consecutive periods with statements; or two given periods (`between`); or everything before one date with
/// everything after another (`before`, `after`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangesQuery {
    /// Which statements.
    pub within: StatementFilter,
    /// Length of the periods; by default the longest that gives at least two.
    pub by: Option<PeriodLength>,
    /// The two periods to compare. They must not overlap.
    pub between: Option<(Period, Period)>,
    /// The earlier period ends with the last day of this date.
    pub before: Option<Edtf>,
    /// The later period begins with the first day of this date.
    pub after: Option<Edtf>,
}

/// The comparisons, in chronological order.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct PeriodComparisons(pub Vec<PeriodComparison>);

/// What changed from an earlier period to a later one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PeriodComparison {
    /// The earlier period: `2025`, `2025-Q3`, `2025-07`, a day, or `..` and its last day.
    pub from: String,
    /// The later period: as above, or its first day and `..`.
    pub to: String,
    /// Statements said in the later period only.
    pub new: Vec<StatementEntry>,
    /// Statements said in the earlier period only, except open promises and proposals.
    pub dropped: Vec<StatementEntry>,
    /// Open promises and proposals of the earlier period that were not repeated; they did not have to be.
    pub not_repeated: Vec<UnrepeatedPromise>,
    /// Statements said in both periods in nearly the same words, but with another figure or date, or negated.
    pub changed: Vec<RewordedStatement>,
    /// Statements said in both periods in other words.
    pub reworded: Vec<RewordedStatement>,
    /// Number of statements of the later period that repeat an earlier one in the same words.
    pub kept: u64,
    /// Number of statements whose date is too coarse to lie in one period; they are left out.
    pub unplaced: u64,
}

/// A promise or proposal that was not repeated. This says nothing about what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnrepeatedPromise {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The date on which it is due, if its words say so.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::edtf_or_null")]
    pub due: Option<Edtf>,
}

/// A statement of the earlier period and its counterpart in the later one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RewordedStatement {
    /// The earlier statement.
    pub before: StatementEntry,
    /// The later statement.
    pub after: StatementEntry,
    /// What differs: figure, date, negation, direction or retraction; rounding, if one figure may be the other rounded;
    /// null if only the words differ.
    pub differs: Option<&'static str>,
    /// How much of the shorter one's content the other contains, in per cent; null if the words are too few to measure.
    pub percent: Option<u8>,
    /// The content words that both contain.
    pub shared: Vec<String>,
}

impl Query for ChangesQuery {
    type Answer = PeriodComparisons;

    fn answer(&self, conn: &Connection) -> Result<PeriodComparisons, QueryError> {
        let mut selection = Selection::from_filter(&self.within, conn)?.and_where("s.said_from <= s.said_to");
        if let Some((from, to)) = self.between {
            selection = selection.and_where(&touched_days_sql(from, to));
        }
        let statements = load_statements(conn, selection, None)?;
        let statements: Vec<ComparableStatement> = statements
            .into_iter()
            .map(ComparableStatement::from_loaded)
            .collect();
        let (periods, unplaced) = if let Some((from, to)) = self.between {
            two_periods(&statements, from, to)?
        } else if self.before.is_none() && self.after.is_none() {
            self.consecutive_periods(&statements)
        } else {
            (self.before_and_after(&statements)?, 0)
        };
        let end = last_covered_day(conn)?;
        let periods: Vec<(&str, StatementIndex<'_>)> = periods
            .iter()
            .map(|period| (period.label.as_str(), drop_repetitions(&period.statements)))
            .collect();
        let pairs = periods.iter().zip(periods.iter().skip(1));
        let compared = pairs.map(|(earlier, later)| compare_periods(conn, earlier, later, end, unplaced));
        Ok(PeriodComparisons(compared.collect::<Result<_, _>>()?))
    }
}

/// The statements of a period.
struct PeriodStatements<'a> {
    /// The period, as the answer writes it.
    label: String,
    statements: Vec<&'a ComparableStatement>,
}

/// SQL: whether `statement AS s` may have been said in one of two periods. No other statement is compared or counted.
fn touched_days_sql(from: Period, to: Period) -> String {
    let touches = |period: Period| {
        let [first, last] = [period.first, period.last].map(|day| day.num_days_from_ce());
        format!("s.said_from <= {last} AND s.said_to >= {first}")
    };
    format!("({} OR {})", touches(from), touches(to))
}

/// The statements that certainly lie in each of two periods, and the number of those that may lie in one of them.
/// Errors if the periods overlap.
fn two_periods(
    statements: &[ComparableStatement],
    from: Period,
    to: Period,
) -> Result<(Vec<PeriodStatements<'_>>, usize), QueryError> {
    if to.first <= from.last {
        return Err(QueryError::OverlappingPeriods {
            last: from.last,
            first: to.first,
        });
    }
    let mut unplaced = 0;
    let periods = [from, to].map(|period| {
        let touching = statements.iter().filter(|statement| statement.can_lie_in(period));
        let (placed, others): (Vec<_>, Vec<_>) = touching.partition(|statement| statement.lies_in(period));
        unplaced += others.len();
        PeriodStatements {
            label: period.to_string(),
            statements: placed,
        }
    });
    Ok((periods.into(), unplaced))
}

impl ChangesQuery {
    /// The statements of consecutive periods, of the longest length that gives two; and the number of statements whose
    /// date is too coarse for one period. Empty if no length gives two periods.
    fn consecutive_periods<'a>(
        &self,
        statements: &'a [ComparableStatement],
    ) -> (Vec<PeriodStatements<'a>>, usize) {
        for length in self.by.map_or(PeriodLength::ALL.to_vec(), |length| vec![length]) {
            let (periods, unplaced) = group_by_period(statements, length);
            if periods.len() >= 2 {
                let periods = periods.into_iter().map(|(period, statements)| PeriodStatements {
                    label: period.to_string(),
                    statements,
                });
                return (periods.collect(), unplaced);
            }
        }
        (Vec::new(), 0)
    }

    /// The statements before one date and those after another.
    fn before_and_after<'a>(
        &self,
        statements: &'a [ComparableStatement],
    ) -> Result<Vec<PeriodStatements<'a>>, QueryError> {
        let (last, first) = self.bounds()?;
        let day = |date: NaiveDate| i64::from(date.num_days_from_ce());
        let select = |label: String, is_in: &dyn Fn(&StatementHeader) -> bool| PeriodStatements {
            label,
            statements: statements
                .iter()
                .filter(|statement| is_in(&statement.loaded.header))
                .collect(),
        };
        Ok(vec![
            select(format!("..{last}"), &|header| header.said_to <= day(last)),
            select(format!("{first}.."), &|header| header.said_from >= day(first)),
        ])
    }

    /// The last day of the earlier period and the first day of the later one. `before` or `after` must be given; a
    /// missing one follows from the other.
    fn bounds(&self) -> Result<(NaiveDate, NaiveDate), QueryError> {
        let bound = |date: Option<Edtf>| date.or(self.before).or(self.after);
        let last = bound(self.before).and_then(|date| match self.before {
            Some(_) => date.latest(),
            None => date.earliest()?.pred_opt(),
        });
        let first = bound(self.after).and_then(|date| match self.after {
            Some(_) => date.earliest(),
            None => date.latest()?.succ_opt(),
        });
        let (Some(last), Some(first)) = (last, first) else {
            return Err(QueryError::UnknownBound);
        };
        if first <= last {
            return Err(QueryError::OverlappingPeriods { last, first });
        }
        Ok((last, first))
    }
}

/// The last day of publication in the log. Deadlines after it are still pending.
fn last_covered_day(conn: &Connection) -> Result<i64, QueryError> {
    let end: Option<i64> = conn
        .prepare_cached("SELECT max(published_day) FROM article WHERE published IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(end.unwrap_or(0))
}

/// A statement with its words prepared for comparison.
struct ComparableStatement {
    loaded: LoadedStatement,
    prepared: ComparableWords,
    folded: String,
}

impl ComparableStatement {
    fn from_loaded(placed: LoadedStatement) -> Self {
        let entry = &placed.entry;
        Self {
            prepared: ComparableWords::new(entry.article.lang, &entry.words),
            folded: fold(&entry.words),
            loaded: placed,
        }
    }

    /// Similarity to a later statement. Identical words are similar even if they are too few to measure.
    fn similarity_to(&self, later: &Self) -> Option<Similarity> {
        self.prepared.similarity_to(&later.prepared).or_else(|| {
            (self.folded == later.folded).then(|| Similarity {
                percent: 100,
                shared: vec![later.loaded.entry.words.clone()],
                difference: None,
            })
        })
    }

    /// Whether all possible days of its utterance lie in the period.
    fn lies_in(&self, stretch: Period) -> bool {
        let said = self.loaded.entry.said;
        said.earliest()
            .zip(said.latest())
            .is_some_and(|(first, last)| stretch.contains(first, last))
    }

    /// Whether some possible day of its utterance lies in the period.
    fn can_lie_in(&self, stretch: Period) -> bool {
        let said = self.loaded.entry.said;
        said.earliest()
            .zip(said.latest())
            .is_some_and(|(first, last)| first <= stretch.last && last >= stretch.first)
    }
}

/// Groups statements into periods of the given length; also returns how many have a date too coarse for one period.
fn group_by_period(
    statements: &[ComparableStatement],
    step: PeriodLength,
) -> (BTreeMap<Period, Vec<&ComparableStatement>>, usize) {
    let mut periods: BTreeMap<Period, Vec<&ComparableStatement>> = BTreeMap::new();
    let mut unplaced = 0;
    for statement in statements {
        let period = statement
            .loaded
            .entry
            .said
            .earliest()
            .and_then(|day| step.period_containing(day));
        match period.filter(|period| statement.lies_in(*period)) {
            Some(period) => periods.entry(period).or_default().push(statement),
            None => unplaced += 1,
        }
    }
    (periods, unplaced)
}

/// Whether two similar statements say the same: they differ in nothing that makes two statements of them.
fn says_same(similarity: &Similarity) -> bool {
    !similarity
        .difference
        .is_some_and(Difference::separates_statements)
}

/// Statements by which others are looked up, so that only those are compared that can be similar or opposed.
#[derive(Default)]
struct StatementIndex<'a> {
    statements: Vec<&'a ComparableStatement>,
    by_key: SharedKeyIndex,
    /// The numbers of the statements with the same folded words, which are similar even if they are too few to measure.
    by_words: HashMap<&'a str, Vec<usize>>,
}

impl<'a> StatementIndex<'a> {
    fn add(&mut self, statement: &'a ComparableStatement) {
        let number = self.statements.len();
        self.by_key.add(&statement.prepared);
        self.by_words.entry(&statement.folded).or_default().push(number);
        self.statements.push(statement);
    }

    /// The numbers of the statements with the same folded words.
    fn with_words_of(&self, statement: &ComparableStatement) -> &[usize] {
        let known = self.by_words.get(statement.folded.as_str());
        known.map(Vec::as_slice).unwrap_or_default()
    }

    /// The statements that can be similar or opposed to `statement`, with their numbers, in order.
    fn find_comparable(&self, statement: &ComparableStatement) -> Vec<(usize, &'a ComparableStatement)> {
        let mut numbers = self.by_key.find_comparable(&statement.prepared);
        numbers.extend(self.with_words_of(statement));
        numbers.sort_unstable();
        numbers.dedup();
        let found = numbers.into_iter();
        found.map(|number| (number, self.statements[number])).collect()
    }
}

/// Keeps only the first of several repetitions or reports of one statement within a period.
fn drop_repetitions<'a>(statements: &[&'a ComparableStatement]) -> StatementIndex<'a> {
    let mut kept = StatementIndex::default();
    for statement in statements {
        let is_by_same_speaker = |known: &ComparableStatement| {
            known.loaded.header.canonical_speaker == statement.loaded.header.canonical_speaker
        };
        let says_again = |known: &ComparableStatement| {
            let like = known.prepared.similarity_to(&statement.prepared);
            like.is_some_and(|like| like.percent >= SAME_PERCENT_MIN && says_same(&like))
        };
        let mut in_same_words = kept.with_words_of(statement).iter();
        let is_repetition = in_same_words.any(|known| is_by_same_speaker(kept.statements[*known]))
            || kept
                .find_comparable(statement)
                .into_iter()
                .any(|(_, known)| is_by_same_speaker(known) && says_again(known));
        if !is_repetition {
            kept.add(statement);
        }
    }
    kept
}

/// How a later statement continues an earlier one. Both variants begin with the index of the earlier one.
enum Continuation {
    /// It says the same.
    Same(usize, Similarity),
    /// It says something different on the same subject.
    Other(usize, Difference, Option<Similarity>),
}

/// Finds the earlier statement that `after` continues: the most similar one that says the same, else the last one
/// that differs. Sets `repeated` for every earlier statement that `after` repeats.
fn find_continuation(
    earlier: &StatementIndex<'_>,
    after: &ComparableStatement,
    repeated: &mut [bool],
) -> Option<Continuation> {
    let (mut same, mut other): (Option<(usize, Similarity)>, Option<Continuation>) = (None, None);
    for (number, before) in earlier.find_comparable(after) {
        let similarity = before.similarity_to(after);
        match similarity {
            Some(similarity) if says_same(&similarity) => {
                repeated[number] = true;
                if same
                    .as_ref()
                    .is_none_or(|(_, known)| known.percent <= similarity.percent)
                {
                    same = Some((number, similarity));
                }
            }
            similarity => {
                let measured = similarity.as_ref().and_then(|similarity| similarity.difference);
                let differs = measured.or_else(|| before.prepared.opposition_to(&after.prepared));
                if let Some(differs) = differs {
                    other = Some(Continuation::Other(number, differs, similarity));
                }
            }
        }
    }
    same.map(|(number, similarity)| Continuation::Same(number, similarity))
        .or(other)
}

/// Compares the statements of two periods, each with its label. Deadlines after the day `end` are still pending.
fn compare_periods(
    conn: &Connection,
    (from, earlier): &(&str, StatementIndex<'_>),
    (to, later): &(&str, StatementIndex<'_>),
    end: i64,
    unplaced: usize,
) -> Result<PeriodComparison, QueryError> {
    let mut period = PeriodComparison {
        from: (*from).to_owned(),
        to: (*to).to_owned(),
        new: Vec::new(),
        dropped: Vec::new(),
        not_repeated: Vec::new(),
        changed: Vec::new(),
        reworded: Vec::new(),
        kept: 0,
        unplaced: unplaced as u64,
    };
    let mut repeated = vec![false; earlier.statements.len()];
    let mut changed = BTreeSet::new();
    for after in &later.statements {
        let entry = &after.loaded.entry;
        match find_continuation(earlier, after, &mut repeated) {
            None => period.new.push(entry.clone()),
            Some(Continuation::Same(number, similarity)) => {
                let before = earlier.statements[number];
                let rounded = similarity.difference.is_some();
                if before.folded == after.folded
                    || !rounded && similarity.percent > PeriodComparison::REWORDED_MOST
                {
                    period.kept += 1;
                } else {
                    let pair = reworded_statement(before, after, similarity.difference, Some(similarity));
                    period.reworded.push(pair);
                }
            }
            Some(Continuation::Other(number, differs, similarity)) => {
                changed.insert(number);
                let pair = reworded_statement(earlier.statements[number], after, Some(differs), similarity);
                period.changed.push(pair);
            }
        }
    }
    for (number, before) in earlier.statements.iter().enumerate() {
        if repeated[number] || changed.contains(&number) {
            continue;
        }
        match find_open_promise(conn, &before.loaded, end)? {
            Some(open) => period.not_repeated.push(UnrepeatedPromise {
                entry: before.loaded.entry.clone(),
                due: open.due,
            }),
            None => period.dropped.push(before.loaded.entry.clone()),
        }
    }
    Ok(period)
}

fn reworded_statement(
    before: &ComparableStatement,
    after: &ComparableStatement,
    differs: Option<Difference>,
    similarity: Option<Similarity>,
) -> RewordedStatement {
    let percent = similarity.as_ref().map(|similarity| similarity.percent);
    RewordedStatement {
        before: before.loaded.entry.clone(),
        after: after.loaded.entry.clone(),
        differs: differs.map(Difference::as_str),
        percent,
        shared: similarity.map(|similarity| similarity.shared).unwrap_or_default(),
    }
}

/// Returns a value if the statement is a promise or proposal that need not be repeated: it has no deadline, its
/// deadline has not passed, or persons settled it.
fn find_open_promise(
    conn: &Connection,
    of: &LoadedStatement,
    end: i64,
) -> Result<Option<OpenPromise>, QueryError> {
    let promises = matches!(
        of.entry.act,
        Act::Commitment | Act::Announcement | Act::Proposal | Act::Forecast
    );
    let mut select = conn.prepare_cached(
        "SELECT due, last_day FROM deadline WHERE statement = ?1 ORDER BY last_day DESC LIMIT 1",
    )?;
    let due = select
        .query_row([of.header.row], |cells| {
            Ok((cells.get::<_, String>(0)?, cells.get::<_, i64>(1)?))
        })
        .optional()?;
    let is_settled = of.entry.status.is_some();
    Ok(match due {
        Some((date, day)) if day > end || is_settled => Some(OpenPromise {
            // An interval is due at its end.
            due: Some(sql::parse_text(
                date.rsplit('/').next().unwrap_or(&date),
                "an EDTF date",
            )?),
        }),
        Some(_) => None,
        None => (promises || is_settled).then_some(OpenPromise { due: None }),
    })
}

/// A promise that need not be repeated, with its due date.
struct OpenPromise {
    due: Option<Edtf>,
}

impl PeriodComparison {
    /// Above this similarity, in per cent, the words count as the same: only the cut of the quotation differs.
    const REWORDED_MOST: u8 = 95;
}
