//! What a person should look at, by the harm that a wrong reading is expected to do.

mod copies;
mod harm;
mod reading;
mod signs;
mod surnames;
mod vanished;

pub use harm::HarmReason;

use super::placed::load_entries;
use super::selection::Selection;
use super::{ArticleRef, Query, QueryError, SpeakerRef, StatementEntry, StatementFilter, people, wire};
use crate::domain::{Doubt, StatementId};
use copies::{Compared, Siblings};
use harm::{Harm, WORTH_ASKING};
use reading::Reading;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What a person should look at, by expected harm: how much speaks against a reading, times what a false line costs.
/// What was confirmed, corrected or skipped for good is not asked again unless it is read otherwise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewQuery {
    /// Which statements. Its limit is that of the whole queue.
    pub within: StatementFilter,
    /// Only with this sign of doubt, one of [`ReviewQuery::doubts`].
    pub doubt: Option<String>,
    /// Also what little speaks against, and copies of what was confirmed.
    pub all: bool,
}

/// The queue, the greatest expected harm first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ReviewQueue {
    /// What to look at.
    pub items: Vec<ReviewItem>,
    /// What nobody looked at and what is not among them all the same.
    #[serde(skip)]
    #[schemars(skip)]
    pub left_out: OutsideQueueCounts,
}

/// How many readings nobody looked at are left out of the queue, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutsideQueueCounts {
    /// The reader doubts nothing of them but the date, which is approximate, and little else speaks against them.
    pub date_only: u64,
    /// Little speaks against them.
    pub few_doubts: u64,
    /// A person confirmed the same reading in a copy of the article.
    pub confirmed_copies: u64,
}

/// A statement that somebody should look at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReviewItem {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The harm to be expected: the doubt times the cost.
    pub weight: i64,
    /// The points that speak against the reading.
    pub doubt: i64,
    /// What a false line costs, in per cent of the least.
    pub cost: i64,
    /// What speaks against the reading, the weightiest first.
    pub reasons: Vec<HarmReason>,
    /// What a newer extractor reads otherwise than was decided.
    pub dispute: Option<String>,
    /// Who may be meant by a bare surname.
    pub may_be: Vec<SpeakerRef>,
    /// The same words, read the same, in copies of the article: a decision is meant for all of them.
    pub copies: Vec<StatementCopy>,
    /// Whether the statement no longer counts, because the revised article does not have it.
    pub gone: bool,
}

/// The same statement in a copy of its article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementCopy {
    /// Its id there.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub statement: StatementId,
    /// The copy.
    pub article: ArticleRef,
}

/// An item of the queue before it is shown.
struct Item {
    reading: Reading,
    harm: Harm,
    copies: Vec<i64>,
}

impl ReviewQuery {
    /// The names of the signs of doubt that there are.
    pub fn doubts() -> impl Iterator<Item = &'static str> {
        harm::names()
    }

    /// Whether what `harm` says is asked for; counts it in `left_out` where it is not.
    fn wants(
        &self,
        reading: &Reading,
        harm: &Harm,
        compared: &Compared,
        left_out: &mut OutsideQueueCounts,
    ) -> bool {
        if let Some(wanted) = &self.doubt {
            return harm.has(wanted);
        }
        let left = if self.all || harm.has(harm::DISPUTE.name) {
            return true;
        } else if compared.confirmed {
            &mut left_out.confirmed_copies
        } else if harm.points() >= WORTH_ASKING {
            return true;
        } else if reading.doubts == Doubt::DateApproximate.as_str() {
            &mut left_out.date_only
        } else {
            &mut left_out.few_doubts
        };
        *left += 1;
        false
    }
}

impl Query for ReviewQuery {
    type Answer = ReviewQueue;

    fn answer(&self, conn: &Connection) -> Result<ReviewQueue, QueryError> {
        let surnames = surnames::surnames(conn)?;
        let mut left_out = OutsideQueueCounts::default();
        let mut asked = Vec::new();
        for (reading, harm, compared) in judged(conn, Selection::from_filter(&self.within, conn)?, &surnames)?
        {
            if self.wants(&reading, &harm, &compared, &mut left_out) {
                asked.push((reading, harm));
            }
        }
        // The likeliest to do harm stands for its copies; what was said first, where they are equal.
        asked.sort_by_key(|(reading, harm)| {
            let order = (reading.said_from, reading.published_day, reading.position);
            (-harm.expected(), order)
        });
        let items = copies::collapse(asked).into_iter();
        let items = items.map(|(reading, harm, copies)| Item {
            reading,
            harm,
            copies,
        });
        let mut items = shown(conn, items.collect(), &surnames)?;
        let mut vanished = vanished::vanished(conn, &self.within)?;
        vanished.retain(|gone| self.doubt.as_deref().is_none_or(|wanted| gone.has(wanted)));
        items.extend(vanished);
        items.sort_by_key(|item| -item.weight);
        items.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(ReviewQueue { items, left_out })
    }
}

/// The readings that a person may be asked about, with what speaks against each.
fn judged(
    conn: &Connection,
    selection: Selection,
    surnames: &BTreeMap<i64, Vec<SpeakerRef>>,
) -> Result<Vec<(Reading, Harm, Compared)>, QueryError> {
    let siblings = Siblings::all(conn)?;
    let depended_on = depended_on(conn)?;
    let mut signs = signs::Reader::new(conn)?;
    let mut found = Vec::new();
    for reading in reading::open(conn, selection)? {
        let mut harm = signs.harm(&reading)?;
        let compared = siblings.compare(&reading);
        let others: Vec<i64> = compared.speakers.iter().copied().collect();
        let others = people::load_speaker_refs(conn, &others)?;
        let others: Vec<String> = others.into_iter().map(|speaker| speaker.name).collect();
        signs::beside_copies(&mut harm, &compared, &others);
        if let Some(bearers) = reading.speaker.and_then(|speaker| surnames.get(&speaker)) {
            let names: Vec<&str> = bearers.iter().map(|bearer| bearer.name.as_str()).collect();
            harm.doubt(harm::SURNAME, &names.join(" or "));
        }
        harm.depended_on(depended_on.get(&reading.wording).copied().unwrap_or_default());
        found.push((reading, harm, compared));
    }
    Ok(found)
}

/// How many statements that count were found to say the same as a wording that came in before.
fn depended_on(conn: &Connection) -> Result<HashMap<i64, i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT e.wording_b, count(*) FROM similarity AS e CROSS JOIN statement AS s ON s.wording_row = e.wording_a GROUP BY e.wording_b",
    )?;
    let counts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.collect::<Result<_, _>>()?)
}

/// The items as they are shown.
fn shown(
    conn: &Connection,
    items: Vec<Item>,
    surnames: &BTreeMap<i64, Vec<SpeakerRef>>,
) -> Result<Vec<ReviewItem>, QueryError> {
    let rows = items
        .iter()
        .flat_map(|item| std::iter::once(item.reading.row).chain(item.copies.iter().copied()));
    let mut entries = load_entries(conn, &rows.collect::<Vec<_>>())?;
    let mut found = Vec::new();
    for Item {
        reading,
        harm,
        copies,
    } in items
    {
        let Some(entry) = entries.remove(&reading.row) else {
            continue;
        };
        let bearers = reading.speaker.and_then(|speaker| surnames.get(&speaker));
        let copies = copies.iter().filter_map(|row| entries.remove(row));
        found.push(ReviewItem {
            entry,
            weight: harm.expected(),
            doubt: harm.points(),
            cost: harm.cost(),
            dispute: reading.dispute,
            may_be: bearers.cloned().unwrap_or_default(),
            copies: copies
                .map(|copy| StatementCopy {
                    statement: copy.id,
                    article: copy.article,
                })
                .collect(),
            gone: false,
            reasons: harm.reasons(),
        });
    }
    Ok(found)
}

impl ReviewItem {
    /// The names of what speaks against the reading, but for how sure the reader is.
    pub fn doubts(&self) -> impl Iterator<Item = &str> {
        let named = self.reasons.iter().map(|reason| reason.sign.as_str());
        named.filter(|name| *name != harm::CERTAINTY.name)
    }

    /// Whether this sign is among what speaks against the reading.
    fn has(&self, name: &str) -> bool {
        self.reasons.iter().any(|reason| reason.sign == name)
    }
}

impl OutsideQueueCounts {
    /// How many they are.
    pub const fn total(&self) -> u64 {
        self.date_only + self.few_doubts + self.confirmed_copies
    }
}
