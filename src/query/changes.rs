use super::period::{Period, PeriodLength};
use super::placed::{LoadedStatement, load_statements};
use super::selection::Selection;
use super::similarity::SAME_PERCENT_MIN;
use super::{Query, QueryError, StatementEntry, StatementFilter, row, wire};
use crate::domain::similarity::{Difference, Prepared, Similarity};
use crate::domain::{Act, Edtf, fold};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is new, no longer said, said otherwise or reworded in what a speaker says: from one period to the next in
/// which the speaker was reported, between any two, or between what was said before one date and after another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangesQuery {
    /// Whose statements, about what.
    pub within: StatementFilter,
    /// How long the periods are; where nobody says, the longest that make two.
    pub by: Option<PeriodLength>,
    /// The two periods to compare.
    pub between: Option<(Period, Period)>,
    /// The earlier period ends with the last day of this date.
    pub before: Option<Edtf>,
    /// The later period begins with the first day of this date.
    pub after: Option<Edtf>,
}

/// What changed, from period to period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct PeriodComparisons(pub Vec<PeriodComparison>);

/// What changed from one period to the next.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PeriodComparison {
    /// The earlier period: `2025`, `2025-Q3`, `2025-07`, a day, or its last day behind `..`.
    pub from: String,
    /// The later period: the same, or its first day before `..`.
    pub to: String,
    /// What is only said in the later one.
    pub new: Vec<StatementEntry>,
    /// What is only said in the earlier one, but for promises and proposals that are open.
    pub dropped: Vec<StatementEntry>,
    /// Promises and proposals of the earlier one that are not said again, and need not be.
    pub not_repeated: Vec<UnrepeatedPromise>,
    /// What is said in both in nearly the same words, but with another figure or date, or the contrary.
    pub changed: Vec<RewordedStatement>,
    /// What is said in both, in other words.
    pub reworded: Vec<RewordedStatement>,
    /// How many statements of the later period say what was said before in the same words.
    pub kept: u64,
    /// How many statements have a date that is too coarse to lie in one of the periods; they are left out.
    pub unplaced: u64,
}

/// A promise or proposal that was not said again. That tells nothing of what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnrepeatedPromise {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// When it is due, where its words tell.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::edtf_or_null")]
    pub due: Option<Edtf>,
}

/// Something said in two periods in different words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RewordedStatement {
    /// As it was said.
    pub before: StatementEntry,
    /// As it is said later.
    pub after: StatementEntry,
    /// What differs: figure, date, negation, direction or retraction; rounding, where that is uncertain; null where
    /// only the words do.
    pub differs: Option<&'static str>,
    /// How much of the shorter one's content the other has, in per cent; null where too little to tell.
    pub percent: Option<u8>,
    /// The content words that both have.
    pub shared: Vec<String>,
}

impl Query for ChangesQuery {
    type Answer = PeriodComparisons;

    fn answer(&self, conn: &Connection) -> Result<PeriodComparisons, QueryError> {
        let selection = Selection::from_filter(&self.within, conn)?.and_where("s.said_from <= s.said_to");
        let said = load_statements(conn, selection, None)?;
        let said: Vec<Said> = said.into_iter().map(Said::new).collect();
        let end = end(conn)?;
        let compare = |from: String, to: String, earlier: &[&Said], later: &[&Said], unplaced| {
            compare(conn, (from, to), (earlier, later), end, unplaced)
        };
        if let Some((from, to)) = self.between {
            if to.first <= from.last {
                return Err(QueryError::OverlappingPeriods {
                    last: from.last,
                    first: to.first,
                });
            }
            let within =
                |stretch: Period| -> Vec<&Said> { said.iter().filter(|one| one.lies_in(stretch)).collect() };
            let touches = |stretch: Period| said.iter().filter(move |one| one.overlaps(stretch)).count();
            let (earlier, later) = (within(from), within(to));
            let unplaced = touches(from) + touches(to) - earlier.len() - later.len();
            let period = compare(from.to_string(), to.to_string(), &earlier, &later, unplaced)?;
            return Ok(PeriodComparisons(vec![period]));
        }
        if self.before.is_none() && self.after.is_none() {
            let steps = self.by.map_or(PeriodLength::ALL.to_vec(), |step| vec![step]);
            for step in steps {
                let (periods, unplaced) = by_step(&said, step);
                if periods.len() < 2 {
                    continue;
                }
                let pairs = periods.iter().zip(periods.iter().skip(1));
                let compared = pairs.map(|((from, earlier), (to, later))| {
                    compare(from.to_string(), to.to_string(), earlier, later, unplaced)
                });
                return Ok(PeriodComparisons(compared.collect::<Result<_, _>>()?));
            }
            return Ok(PeriodComparisons(Vec::new()));
        }
        let (last, first) = self.bounds()?;
        let day = |date: NaiveDate| i64::from(date.num_days_from_ce());
        let earlier: Vec<_> = said
            .iter()
            .filter(|one| one.placed.header.said_to <= day(last))
            .collect();
        let later: Vec<_> = said
            .iter()
            .filter(|one| one.placed.header.said_from >= day(first))
            .collect();
        let period = compare(format!("..{last}"), format!("{first}.."), &earlier, &later, 0)?;
        Ok(PeriodComparisons(vec![period]))
    }
}

impl ChangesQuery {
    /// The last day of the earlier period and the first of the later one, where `before` or `after` is given.
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

/// The last day of publication in the log: what is due later is pending.
fn end(conn: &Connection) -> Result<i64, QueryError> {
    let end: Option<i64> = conn
        .prepare_cached("SELECT max(published_day) FROM article WHERE published IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(end.unwrap_or(0))
}

/// A statement, ready to be compared.
struct Said {
    placed: LoadedStatement,
    prepared: Prepared,
    folded: String,
}

impl Said {
    fn new(placed: LoadedStatement) -> Self {
        let entry = &placed.entry;
        Self {
            prepared: Prepared::of(entry.article.lang, &entry.words),
            folded: fold(&entry.words),
            placed,
        }
    }

    /// How much it says the same as a later one. A few words tell no likeness, but the very same words do.
    fn likeness(&self, later: &Self) -> Option<Similarity> {
        self.prepared.likeness(&later.prepared).or_else(|| {
            (self.folded == later.folded).then(|| Similarity {
                percent: 100,
                shared: vec![later.placed.entry.words.clone()],
                differs: None,
            })
        })
    }

    /// Whether it can only have been said within these days.
    fn lies_in(&self, stretch: Period) -> bool {
        let said = self.placed.entry.said;
        said.earliest()
            .zip(said.latest())
            .is_some_and(|(first, last)| stretch.contains(first, last))
    }

    /// Whether it can have been said within these days.
    fn overlaps(&self, stretch: Period) -> bool {
        let said = self.placed.entry.said;
        said.earliest()
            .zip(said.latest())
            .is_some_and(|(first, last)| first <= stretch.last && last >= stretch.first)
    }
}

/// Statements by period, and how many have a date that is too coarse for that.
fn by_step(said: &[Said], step: PeriodLength) -> (BTreeMap<Period, Vec<&Said>>, usize) {
    let mut periods: BTreeMap<Period, Vec<&Said>> = BTreeMap::new();
    let mut unplaced = 0;
    for one in said {
        let period = one
            .placed
            .entry
            .said
            .earliest()
            .and_then(|day| step.period_containing(day));
        match period.filter(|period| one.lies_in(*period)) {
            Some(period) => periods.entry(period).or_default().push(one),
            None => unplaced += 1,
        }
    }
    (periods, unplaced)
}

/// Whether a likeness is that of one statement.
fn is_same(likeness: &Similarity) -> bool {
    !likeness.differs.is_some_and(Difference::parts)
}

/// Of what is said several times in one period, and of several reports of it, only the first.
fn once<'a>(said: &[&'a Said]) -> Vec<&'a Said> {
    let mut kept: Vec<&Said> = Vec::new();
    for one in said {
        let again = |known: &&Said| {
            let like = || known.prepared.likeness(&one.prepared);
            known.placed.header.whole == one.placed.header.whole
                && (known.folded == one.folded
                    || like().is_some_and(|like| like.percent >= SAME_PERCENT_MIN && is_same(&like)))
        };
        if !kept.iter().any(again) {
            kept.push(one);
        }
    }
    kept
}

/// What a later statement makes of the earlier ones.
enum Made {
    /// The same, of the one with this number.
    Same(usize, Similarity),
    /// Something else.
    Other(usize, Difference, Option<Similarity>),
}

/// What `after` makes of what was said before: of what is like it, the likest that is the same; else what differs.
fn made(earlier: &[&Said], after: &Said, gone_on: &mut [bool]) -> Option<Made> {
    let (mut same, mut other): (Option<(usize, Similarity)>, Option<Made>) = (None, None);
    for (number, before) in earlier.iter().enumerate() {
        let likeness = before.likeness(after);
        match likeness {
            Some(likeness) if is_same(&likeness) => {
                gone_on[number] = true;
                if same
                    .as_ref()
                    .is_none_or(|(_, known)| known.percent <= likeness.percent)
                {
                    same = Some((number, likeness));
                }
            }
            likeness => {
                let told = likeness.as_ref().and_then(|likeness| likeness.differs);
                let differs = told.or_else(|| before.prepared.opposition(&after.prepared));
                if let Some(differs) = differs {
                    other = Some(Made::Other(number, differs, likeness));
                }
            }
        }
    }
    same.map(|(number, likeness)| Made::Same(number, likeness))
        .or(other)
}

fn compare(
    conn: &Connection,
    (from, to): (String, String),
    (earlier, later): (&[&Said], &[&Said]),
    end: i64,
    unplaced: usize,
) -> Result<PeriodComparison, QueryError> {
    let (earlier, later) = (&once(earlier), &once(later));
    let mut period = PeriodComparison {
        from,
        to,
        new: Vec::new(),
        dropped: Vec::new(),
        not_repeated: Vec::new(),
        changed: Vec::new(),
        reworded: Vec::new(),
        kept: 0,
        unplaced: unplaced as u64,
    };
    let mut gone_on = vec![false; earlier.len()];
    let mut changed = BTreeSet::new();
    for after in later {
        let entry = &after.placed.entry;
        match made(earlier, after, &mut gone_on) {
            None => period.new.push(entry.clone()),
            Some(Made::Same(number, likeness)) => {
                let before = earlier[number];
                let rounded = likeness.differs.is_some();
                if before.folded == after.folded
                    || !rounded && likeness.percent > PeriodComparison::REWORDED_MOST
                {
                    period.kept += 1;
                } else {
                    let pair = reworded(before, after, likeness.differs, Some(likeness));
                    period.reworded.push(pair);
                }
            }
            Some(Made::Other(number, differs, likeness)) => {
                changed.insert(number);
                let pair = reworded(earlier[number], after, Some(differs), likeness);
                period.changed.push(pair);
            }
        }
    }
    for (number, before) in earlier.iter().enumerate() {
        if gone_on[number] || changed.contains(&number) {
            continue;
        }
        match open_promise(conn, &before.placed, end)? {
            Some(open) => period.not_repeated.push(UnrepeatedPromise {
                entry: before.placed.entry.clone(),
                due: open.due,
            }),
            None => period.dropped.push(before.placed.entry.clone()),
        }
    }
    Ok(period)
}

fn reworded(
    before: &Said,
    after: &Said,
    differs: Option<Difference>,
    likeness: Option<Similarity>,
) -> RewordedStatement {
    let percent = likeness.as_ref().map(|likeness| likeness.percent);
    RewordedStatement {
        before: before.placed.entry.clone(),
        after: after.placed.entry.clone(),
        differs: differs.map(Difference::as_str),
        percent,
        shared: likeness.map(|likeness| likeness.shared).unwrap_or_default(),
    }
}

/// Whether a statement is a promise or proposal that nothing asks to be said again, with when it is due: one without
/// a deadline, with one that has not passed, or that persons settled.
fn open_promise(
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
            // Of a stretch of time, its end.
            due: Some(row::parse_text(
                date.rsplit('/').next().unwrap_or(&date),
                "an EDTF date",
            )?),
        }),
        Some(_) => None,
        None => (promises || is_settled).then_some(OpenPromise { due: None }),
    })
}

/// A promise that nothing asks to be said again, with when it is due.
struct OpenPromise {
    due: Option<Edtf>,
}

impl PeriodComparison {
    /// Beyond this likeness, in per cent, the words are the same, however they were cut.
    const REWORDED_MOST: u8 = 95;
}
