//! What was said after a statement because of it or about the same: what [`Replies`](super::Replies) and
//! [`Since`](super::Since) have in common.

use super::mentions::NamesOfSpeaker;
use super::placed::{LoadedStatement, StatementHeader, load_entries, load_headers};
use super::selection::{Selection, sql_list};
use super::similarity::{Relation, SAME_PERCENT_MIN, find_related, find_reports};
use super::vocabulary::words;
use super::{QueryError, StatementEntry, StatementRef};
use crate::domain::similarity::Prepared;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// How sure it is that one statement has to do with another.
    Sureness {
        /// A person says so.
        Certain = "certain",
        /// Several signs say so, or one that seldom errs.
        Likely = "likely",
        /// One sign says so.
        Possible = "possible",
    }
}

words! {
    /// Why a statement is listed after another.
    Why {
        /// A person linked the two.
        Linked = "linked",
        /// The words that report it say that it is a reply, and this was the last that another said before it.
        ReplyCue = "reply-cue",
        /// It names the speaker of the other one, and is about the same.
        NamesSpeaker = "names-speaker",
        /// It says the same, or nearly.
        SameWords = "same-words",
        /// It is by the same speaker, about the same topics.
        SameTopics = "same-topics",
    }
}

/// One reason for which a statement is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FollowReason {
    /// Which.
    pub why: Why,
    /// In words.
    pub detail: String,
    /// How sure that makes it.
    pub sure: Sureness,
}

/// A statement after another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Follower {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Why it is listed, the surest reason first.
    pub reasons: Vec<FollowReason>,
    /// How sure it is that it has to do with the other one.
    pub sure: Sureness,
    /// Whether it was certainly said later; dates may overlap.
    pub certainly_later: bool,
    /// Other reports of it, which are not listed again.
    pub reported: Vec<StatementRef>,
}

/// Statements with the reasons for which they are listed.
#[derive(Debug, Default)]
pub(super) struct Found(BTreeMap<i64, (StatementHeader, Vec<FollowReason>)>);

impl Found {
    fn add(&mut self, place: &StatementHeader, reason: FollowReason) {
        let (_, reasons) = self
            .0
            .entry(place.row)
            .or_insert_with(|| (place.clone(), Vec::new()));
        if !reasons.contains(&reason) {
            reasons.push(reason);
            reasons.sort_by_key(|reason| (reason.sure, reason.why));
        }
    }

    /// As they are shown, in the order of saying, without what only is another report of `of`.
    pub(super) fn followers(self, conn: &Connection, of: &Matter) -> Result<Vec<Follower>, QueryError> {
        let mut found = self.0;
        for row in &of.rows {
            found.remove(row);
        }
        let mut said: Vec<StatementHeader> = found.values().map(|(place, _)| place.clone()).collect();
        said.sort_by_key(StatementHeader::chronological_key);
        let mut groups: Vec<(i64, Vec<i64>)> = Vec::new();
        let mut told = BTreeSet::new();
        for one in &said {
            if !told.insert(one.row) {
                continue;
            }
            let others = find_reports(conn, one)?.into_iter().map(|(other, _)| other.row);
            let others: Vec<i64> = others
                .filter(|row| found.contains_key(row) && told.insert(*row))
                .collect();
            groups.push((one.row, others));
        }
        let entries = load_entries(conn, &said.iter().map(|place| place.row).collect::<Vec<_>>())?;
        let mut followers = Vec::with_capacity(groups.len());
        for (row, others) in groups {
            let (Some((place, mut reasons)), Some(entry)) = (found.remove(&row), entries.get(&row)) else {
                continue;
            };
            for (_, more) in others.iter().filter_map(|other| found.remove(other)) {
                reasons.extend(
                    more.into_iter()
                        .filter(|reason| !reasons.iter().any(|known| known.why == reason.why))
                        .collect::<Vec<_>>(),
                );
            }
            reasons.sort_by_key(|reason| (reason.sure, reason.why));
            followers.push(Follower {
                sure: sureness(&reasons),
                certainly_later: of.placed.header.is_before(&place),
                entry: entry.clone(),
                reported: others
                    .iter()
                    .filter_map(|other| entries.get(other))
                    .map(StatementRef::of)
                    .collect(),
                reasons,
            });
        }
        Ok(followers)
    }
}

/// Two signs that each are only possible make it likely.
fn sureness(reasons: &[FollowReason]) -> Sureness {
    let surest = reasons.first().map_or(Sureness::Possible, |reason| reason.sure);
    if surest == Sureness::Possible && reasons.len() > 1 {
        return Sureness::Likely;
    }
    surest
}

/// A statement with its other reports, and what it is about.
#[derive(Debug)]
pub(super) struct Matter {
    /// The statement.
    pub(super) placed: LoadedStatement,
    /// The rows of it and its reports.
    rows: Vec<i64>,
    /// The ids of these.
    ids: Vec<String>,
    /// Its topics.
    topics: BTreeSet<i64>,
    /// Its words.
    words: Prepared,
}

impl Matter {
    /// The statement and what it is about.
    pub(super) fn of(conn: &Connection, placed: LoadedStatement) -> Result<Self, QueryError> {
        let others = find_reports(conn, &placed.header)?
            .into_iter()
            .map(|(other, _)| other.row);
        let rows: Vec<i64> = std::iter::once(placed.header.row).chain(others).collect();
        let reported = load_entries(conn, &rows)?;
        Ok(Self {
            ids: rows
                .iter()
                .filter_map(|row| reported.get(row))
                .map(|entry| entry.id.to_string())
                .collect(),
            topics: topics(conn, placed.header.row)?,
            words: Prepared::of(placed.entry.article.lang, &placed.entry.words),
            rows,
            placed,
        })
    }

    /// Whether the other one may have been said later: it was not certainly said before, and comes later in order.
    fn is_before(&self, other: &StatementHeader) -> bool {
        !other.is_before(&self.placed.header)
            && other.chronological_key() > self.placed.header.chronological_key()
    }

    /// The ids as SQL takes them; ids are letters and digits.
    fn ids(&self) -> String {
        let ids: Vec<String> = self.ids.iter().map(|id| format!("'{id}'")).collect();
        ids.join(", ")
    }

    /// Adds what persons linked to it, and, where `both`, what it was linked to that was said later.
    pub(super) fn add_linked(
        &self,
        conn: &Connection,
        both: bool,
        found: &mut Found,
    ) -> Result<(), QueryError> {
        let ids = self.ids();
        let mut links = linked_rows(
            conn,
            &format!(
                "SELECT s.row, 'linked to it as ' || l.link, l.actor, l.reason FROM link AS l
                 CROSS JOIN statement AS s ON s.id = l.source_id
                 WHERE l.target_id IN ({ids})"
            ),
        )?;
        let turned = if both {
            linked_rows(
                conn,
                &format!(
                    "SELECT s.row, 'it is linked to this as ' || l.link, l.actor, l.reason FROM link AS l
                     CROSS JOIN statement AS s ON s.id = l.target_id WHERE l.source_id IN ({ids})"
                ),
            )?
        } else {
            Vec::new()
        };
        let rows: Vec<i64> = links.iter().chain(&turned).map(|(row, _)| *row).collect();
        let known = at_rows(conn, &rows)?;
        links.retain(|(row, _)| known.contains_key(row));
        for (row, detail) in links {
            found.add(
                &known[&row],
                FollowReason {
                    why: Why::Linked,
                    detail,
                    sure: Sureness::Certain,
                },
            );
        }
        for (row, detail) in turned {
            if let Some(place) = known.get(&row).filter(|place| self.is_before(place)) {
                found.add(
                    place,
                    FollowReason {
                        why: Why::Linked,
                        detail,
                        sure: Sureness::Certain,
                    },
                );
            }
        }
        Ok(())
    }

    /// Adds what the cues of articles tell to be a reply to it.
    pub(super) fn add_by_cue(&self, conn: &Connection, found: &mut Found) -> Result<(), QueryError> {
        let mut select = conn.prepare(&format!(
            "SELECT s.row, s.cue FROM reply AS r CROSS JOIN statement AS s ON s.reading_row = r.reading_row
             WHERE r.answered_id IN ({})",
            self.ids()
        ))?;
        let replies = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let replies: Vec<(i64, Option<String>)> = replies.collect::<Result<_, _>>()?;
        let known = at_rows(conn, &replies.iter().map(|(row, _)| *row).collect::<Vec<_>>())?;
        for (row, cue) in replies {
            if let Some(place) = known.get(&row) {
                let cue = cue.unwrap_or_default();
                let detail = format!("“{cue}”, after it in the article");
                found.add(
                    place,
                    FollowReason {
                        why: Why::ReplyCue,
                        detail,
                        sure: Sureness::Likely,
                    },
                );
            }
        }
        Ok(())
    }

    /// Adds what others said later that names its speaker and is about the same.
    pub(super) fn add_naming(&self, conn: &Connection, found: &mut Found) -> Result<(), QueryError> {
        let Some(speaker) = self.placed.header.whole else {
            return Ok(());
        };
        let Some(naming) = NamesOfSpeaker::load(conn, speaker)? else {
            return Ok(());
        };
        let mut places = at_rows(conn, &naming.find_statements(conn)?)?;
        places.retain(|_, place| self.is_before(place));
        let entries = load_entries(conn, &places.keys().copied().collect::<Vec<_>>())?;
        for place in places.values() {
            let Some(entry) = entries.get(&place.row) else {
                continue;
            };
            let Some((name, is_full)) = naming.longest_name_in(&entry.words) else {
                continue;
            };
            let shared = self
                .words
                .shared_words(&Prepared::of(entry.article.lang, &entry.words));
            let topics = self.shared_topics(conn, place.row)?;
            let subject = if shared.len() >= SHARED_WORDS_LEAST {
                format!("both: {}", shared.join(", "))
            } else if !topics.is_empty() {
                format!("both about {}", topics.join(", "))
            } else {
                continue;
            };
            let is_likely = is_full && shared.len() >= SHARED_WORDS_LEAST;
            let sure = if is_likely {
                Sureness::Likely
            } else {
                Sureness::Possible
            };
            let detail = format!("names {name}; {subject}");
            found.add(
                place,
                FollowReason {
                    why: Why::NamesSpeaker,
                    detail,
                    sure,
                },
            );
        }
        Ok(())
    }

    /// Adds what says the same later, whoever says it.
    pub(super) fn add_alike(&self, conn: &Connection, found: &mut Found) -> Result<(), QueryError> {
        for (other, near, relation) in find_related(conn, &self.placed.header)? {
            let is_later = !matches!(
                relation,
                Relation::ReportsSame | Relation::RestatedBy | Relation::EchoedBy
            );
            if is_later && self.is_before(&other) {
                let detail = format!("{relation}, {} %: {}", near.percent, near.shared().join(", "));
                let sure = if near.percent >= SAME_PERCENT_MIN {
                    Sureness::Likely
                } else {
                    Sureness::Possible
                };
                found.add(
                    &other,
                    FollowReason {
                        why: Why::SameWords,
                        detail,
                        sure,
                    },
                );
            }
        }
        Ok(())
    }

    /// Adds what the same speaker said later about the same topics.
    pub(super) fn add_on_topics(&self, conn: &Connection, found: &mut Found) -> Result<(), QueryError> {
        let Some(speaker) = self.placed.header.whole.filter(|_| !self.topics.is_empty()) else {
            return Ok(());
        };
        let members = super::people::find_merged_speakers(conn, &[speaker])?;
        let topics: Vec<i64> = self.topics.iter().copied().collect();
        let selection = Selection::all()
            .and_where(&format!("s.speaker IN ({})", sql_list(&members)))
            .and_where(&format!(
                "EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
                sql_list(&topics)
            ));
        for place in load_headers(conn, selection, None)? {
            // In one article a speaker says many things about a topic: that is no sequel.
            if self.placed.header.is_before(&place) {
                let detail = format!(
                    "same speaker, about {}",
                    self.shared_topics(conn, place.row)?.join(", ")
                );
                found.add(
                    &place,
                    FollowReason {
                        why: Why::SameTopics,
                        detail,
                        sure: Sureness::Possible,
                    },
                );
            }
        }
        Ok(())
    }

    /// The labels of the topics that it shares with the statement in `row`.
    fn shared_topics(&self, conn: &Connection, row: i64) -> Result<Vec<String>, QueryError> {
        let mut label = conn.prepare_cached("SELECT label_en FROM topic WHERE row = ?1")?;
        let shared = topics(conn, row)?
            .into_iter()
            .filter(|topic| self.topics.contains(topic));
        let labels = shared.map(|topic| Ok(label.query_row([topic], |row| row.get(0))?));
        labels.collect()
    }
}

/// The rows of statements that persons linked, and how, by whom and why.
fn linked_rows(conn: &Connection, sql: &str) -> Result<Vec<(i64, String)>, QueryError> {
    let mut select = conn.prepare(sql)?;
    let links = select.query_map([], |row| {
        let (link, actor): (String, String) = (row.get(1)?, row.get(2)?);
        let reason: Option<String> = row.get(3)?;
        let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        Ok((row.get(0)?, format!("{link} by {actor}{reason}")))
    })?;
    Ok(links.collect::<Result<_, _>>()?)
}

/// So many content words of both statements tell that they are about the same.
const SHARED_WORDS_LEAST: usize = 2;

/// The places of the statements in these rows, by row.
fn at_rows(conn: &Connection, rows: &[i64]) -> Result<BTreeMap<i64, StatementHeader>, QueryError> {
    let places = load_headers(conn, Selection::of_rows(rows), None)?;
    Ok(places.into_iter().map(|place| (place.row, place)).collect())
}

/// The topics of a statement that count.
fn topics(conn: &Connection, row: i64) -> Result<BTreeSet<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT t.row FROM statement_topic AS st CROSS JOIN topic AS t ON t.row = st.topic WHERE st.statement = ?1",
    )?;
    let topics = select.query_map([row], |row| row.get(0))?;
    Ok(topics.collect::<Result<_, _>>()?)
}
