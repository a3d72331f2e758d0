use super::near::SAME;
use super::placed::{Placed, placed};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline};
use crate::domain::likeness::{Likeness, Prepared};
use crate::domain::{Edtf, fold};
use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is new, dropped or reworded in what a speaker says: from one year to the next, or between what was said
/// before one date and after another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Whose statements, about what.
    pub within: Timeline,
    /// The earlier period ends with the last day of this date.
    pub before: Option<Edtf>,
    /// The later period begins with the first day of this date.
    pub after: Option<Edtf>,
}

/// What changed, from period to period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Periods(pub Vec<Period>);

/// What changed from one period to the next.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Period {
    /// The earlier period: a year, or its last day behind `..`.
    pub from: String,
    /// The later period: a year, or its first day before `..`.
    pub to: String,
    /// What is only said in the later one.
    pub new: Vec<Entry>,
    /// What is only said in the earlier one.
    pub dropped: Vec<Entry>,
    /// What is said in both, in other words.
    pub reworded: Vec<Reworded>,
    /// How many statements of the later period say what was said before in the same words.
    pub kept: u64,
}

/// Something said in two periods in different words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Reworded {
    /// As it was said.
    pub before: Entry,
    /// As it is said later.
    pub after: Entry,
    /// How much of the shorter one's content the other has, in per cent.
    pub percent: u8,
    /// The content words that both have.
    pub shared: Vec<String>,
}

impl Question for Changes {
    type Answer = Periods;

    fn answer(&self, conn: &Connection) -> Result<Periods, QueryError> {
        let selection = Selection::of(&self.within, conn)?.demanding("s.said_from <= s.said_to");
        let said = placed(conn, selection, None)?;
        let said: Vec<Said> = said.into_iter().map(Said::new).collect();
        if self.before.is_none() && self.after.is_none() {
            return Ok(by_year(&said));
        }
        let bound = |date: Option<Edtf>| date.or(self.before).or(self.after);
        let (Some(last), Some(first)) = (
            bound(self.before).and_then(|date| {
                if self.before.is_some() {
                    date.latest()
                } else {
                    date.earliest()?.pred_opt()
                }
            }),
            bound(self.after).and_then(|date| {
                if self.after.is_some() {
                    date.earliest()
                } else {
                    date.latest()?.succ_opt()
                }
            }),
        ) else {
            return Err(QueryError::UnknownBound);
        };
        if first <= last {
            return Err(QueryError::OverlappingPeriods { last, first });
        }
        let day = |date: NaiveDate| i64::from(date.num_days_from_ce());
        let earlier: Vec<_> = said
            .iter()
            .filter(|one| one.placed.place.said_to <= day(last))
            .collect();
        let later: Vec<_> = said
            .iter()
            .filter(|one| one.placed.place.said_from >= day(first))
            .collect();
        Ok(Periods(vec![compare(
            format!("..{last}"),
            format!("{first}.."),
            &earlier,
            &later,
        )]))
    }
}

/// A statement, ready to be compared.
struct Said {
    placed: Placed,
    prepared: Prepared,
    folded: String,
}

impl Said {
    fn new(placed: Placed) -> Self {
        let entry = &placed.entry;
        Self {
            prepared: Prepared::of(entry.article.lang, &entry.words),
            folded: fold(&entry.words),
            placed,
        }
    }

    /// How much it says the same as a later one. A few words tell no likeness, but the very same words do.
    fn likeness(&self, later: &Self) -> Option<Likeness> {
        self.prepared.likeness(&later.prepared).or_else(|| {
            (self.folded == later.folded).then(|| Likeness {
                percent: 100,
                shared: vec![later.placed.entry.words.clone()],
            })
        })
    }
}

/// Each year in which something was said beside the one before. What can have been said in several years counts in
/// the first.
fn by_year(said: &[Said]) -> Periods {
    let mut years: BTreeMap<i32, Vec<&Said>> = BTreeMap::new();
    for one in said {
        if let Some(day) = one.placed.entry.said.earliest() {
            years.entry(day.year()).or_default().push(one);
        }
    }
    let pairs = years.iter().zip(years.iter().skip(1));
    Periods(
        pairs
            .map(|((from, earlier), (to, later))| compare(from.to_string(), to.to_string(), earlier, later))
            .collect(),
    )
}

/// Of what is said several times in one period, and of several reports of it, only the first.
fn once<'a>(said: &[&'a Said]) -> Vec<&'a Said> {
    let mut kept: Vec<&Said> = Vec::new();
    for one in said {
        let again = |known: &&Said| {
            let like = || known.prepared.likeness(&one.prepared);
            known.placed.place.whole == one.placed.place.whole
                && (known.folded == one.folded || like().is_some_and(|like| like.percent >= SAME))
        };
        if !kept.iter().any(again) {
            kept.push(one);
        }
    }
    kept
}

fn compare(from: String, to: String, earlier: &[&Said], later: &[&Said]) -> Period {
    let (earlier, later) = (&once(earlier), &once(later));
    let mut period = Period {
        from,
        to,
        new: Vec::new(),
        dropped: Vec::new(),
        reworded: Vec::new(),
        kept: 0,
    };
    let mut gone_on = vec![false; earlier.len()];
    for after in later {
        let likest = earlier
            .iter()
            .enumerate()
            .filter_map(|(number, before)| Some((number, before.likeness(after)?)))
            .inspect(|(number, _)| gone_on[*number] = true)
            .max_by_key(|(number, likeness)| (likeness.percent, *number));
        match likest {
            None => period.new.push(after.placed.entry.clone()),
            Some((number, likeness)) => {
                let before = earlier[number];
                if before.folded == after.folded || likeness.percent > Period::REWORDED_MOST {
                    period.kept += 1;
                } else {
                    period.reworded.push(Reworded {
                        before: before.placed.entry.clone(),
                        after: after.placed.entry.clone(),
                        percent: likeness.percent,
                        shared: likeness.shared,
                    });
                }
            }
        }
    }
    let dropped = earlier.iter().zip(&gone_on).filter(|(_, gone_on)| !**gone_on);
    period
        .dropped
        .extend(dropped.map(|(before, _)| before.placed.entry.clone()));
    period
}

impl Period {
    /// Beyond this likeness, in per cent, the words are the same, however they were cut.
    const REWORDED_MOST: u8 = 95;
}
