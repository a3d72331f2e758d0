//! Collects the statements that follow another one, each with the reasons; shared by
//! [`RepliesQuery`](super::RepliesQuery) and [`SinceQuery`](super::SinceQuery).

use super::named_speakers::NamesOfSpeaker;
use super::selection::Selection;
use super::similarity::{PreparedWordings, Relation, SAME_PERCENT_MIN, find_related, find_reports};
use super::sql::row_list;
use super::statement_headers::{LoadedStatement, StatementHeader, load_entries, load_headers};
use super::topics::load_topic_rows;
use super::word_enum::word_enum;
use super::{QueryError, StatementEntry, StatementRef};
use crate::domain::similarity::ComparableWords;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

word_enum! {
    /// How certain it is that one statement follows from another.
    FollowCertainty {
        /// A person linked them.
        Certain = "certain",
        /// There are several reasons, or one that is seldom wrong.
        Likely = "likely",
        /// There is one reason, which is often wrong.
        Possible = "possible",
    }
}

word_enum! {
    /// Why a statement is listed as a follower of another.
    FollowReasonKind {
        /// A person linked the two.
        Linked = "linked",
        /// Its cue reports a reply; the other statement is the last one before it in the article by another speaker.
        ReplyCue = "reply-cue",
        /// It names the speaker of the other statement and is about the same subject.
        NamesSpeaker = "names-speaker",
        /// It says the same or nearly the same.
        SameWords = "same-words",
        /// It is by the same speaker about the same topics.
        SameTopics = "same-topics",
    }
}

/// One reason why a statement is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FollowReason {
    /// The kind of reason.
    pub why: FollowReasonKind,
    /// The reason in words.
    pub detail: String,
    /// How certain the connection is for this reason alone.
    pub sure: FollowCertainty,
}

/// A statement that follows another one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Follower {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Why it is listed, the most certain reason first.
    pub reasons: Vec<FollowReason>,
    /// How certain the connection is for all reasons together.
    pub sure: FollowCertainty,
    /// Whether it was certainly said later; `false` if the dates overlap.
    pub certainly_later: bool,
    /// Other reports of it, which are not listed again.
    pub reported: Vec<StatementRef>,
}

/// Collects followers by row, each with its reasons.
#[derive(Debug, Default)]
pub(super) struct FollowerCollector(BTreeMap<i64, (StatementHeader, Vec<FollowReason>)>);

impl FollowerCollector {
    /// Adds a reason to list the statement; does nothing if it is there already.
    fn add(
        &mut self,
        header: &StatementHeader,
        why: FollowReasonKind,
        detail: String,
        sure: FollowCertainty,
    ) {
        let (_, reasons) = self
            .0
            .entry(header.row)
            .or_insert_with(|| (header.clone(), Vec::new()));
        let reason = FollowReason { why, detail, sure };
        if !reasons.contains(&reason) {
            reasons.push(reason);
            reasons.sort_by_key(|reason| (reason.sure, reason.why));
        }
    }

    /// Loads the followers in chronological order. Leaves out other reports of `of` itself, and lists several reports
    /// of one follower once.
    pub(super) fn into_followers(
        self,
        conn: &Connection,
        of: &FollowedStatement,
    ) -> Result<Vec<Follower>, QueryError> {
        let mut found = self.0;
        for row in &of.rows {
            found.remove(row);
        }
        let mut headers: Vec<StatementHeader> = found.values().map(|(header, _)| header.clone()).collect();
        headers.sort_by_key(StatementHeader::chronological_key);
        let mut groups: Vec<(i64, Vec<i64>)> = Vec::new();
        let mut listed = BTreeSet::new();
        for header in &headers {
            if !listed.insert(header.row) {
                continue;
            }
            let others = find_reports(conn, header)?
                .into_iter()
                .map(|(other, _)| other.row);
            let others: Vec<i64> = others
                .filter(|row| found.contains_key(row) && listed.insert(*row))
                .collect();
            groups.push((header.row, others));
        }
        let entries = load_entries(conn, &headers.iter().map(|header| header.row).collect::<Vec<_>>())?;
        let mut followers = Vec::with_capacity(groups.len());
        for (row, others) in groups {
            let (Some((header, mut reasons)), Some(entry)) = (found.remove(&row), entries.get(&row)) else {
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
                sure: combined_certainty(&reasons),
                certainly_later: of.loaded.header.is_before(&header),
                entry: entry.clone(),
                reported: others
                    .iter()
                    .filter_map(|other| entries.get(other))
                    .map(StatementRef::from_entry)
                    .collect(),
                reasons,
            });
        }
        Ok(followers)
    }
}

/// The certainty for all `reasons`: two that are only possible make the connection likely.
fn combined_certainty(reasons: &[FollowReason]) -> FollowCertainty {
    let surest = reasons
        .first()
        .map_or(FollowCertainty::Possible, |reason| reason.sure);
    if surest == FollowCertainty::Possible && reasons.len() > 1 {
        return FollowCertainty::Likely;
    }
    surest
}

/// The statement whose followers are collected.
#[derive(Debug)]
pub(super) struct FollowedStatement {
    /// The statement.
    pub(super) loaded: LoadedStatement,
    /// The rows of the statement and of its other reports.
    rows: Vec<i64>,
    /// The ids of these statements.
    ids: Vec<String>,
    /// The rows of its topics.
    topics: BTreeSet<i64>,
    /// Its words, prepared for comparison.
    words: ComparableWords,
}

impl FollowedStatement {
    /// Loads the other reports, topics and words of a statement.
    pub(super) fn load(conn: &Connection, placed: LoadedStatement) -> Result<Self, QueryError> {
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
            topics: load_topic_rows(conn, placed.header.row)?,
            words: ComparableWords::new(placed.entry.article.lang, &placed.entry.words),
            rows,
            loaded: placed,
        })
    }

    /// Whether `other` may have been said later: it was not certainly said before, and it sorts after this statement.
    fn may_precede(&self, other: &StatementHeader) -> bool {
        !other.is_before(&self.loaded.header)
            && other.chronological_key() > self.loaded.header.chronological_key()
    }

    /// The ids as a SQL list. They need no escaping: ids consist of letters and digits.
    fn sql_ids(&self) -> String {
        let ids: Vec<String> = self.ids.iter().map(|id| format!("'{id}'")).collect();
        ids.join(", ")
    }

    /// Adds the statements that persons linked to this one; with `both` also later ones that this one was linked to.
    pub(super) fn add_linked(
        &self,
        conn: &Connection,
        both: bool,
        found: &mut FollowerCollector,
    ) -> Result<(), QueryError> {
        let ids = self.sql_ids();
        let mut links = load_links(
            conn,
            &format!(
                "SELECT s.row, 'linked to it as ' || l.link, l.actor, l.reason FROM link AS l
                 CROSS JOIN statement AS s ON s.id = l.source_id
                 WHERE l.target_id IN ({ids})"
            ),
        )?;
        let turned = if both {
            load_links(
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
        let known = load_headers_by_row(conn, &rows)?;
        links.retain(|(row, _)| known.contains_key(row));
        for (row, detail) in links {
            found.add(
                &known[&row],
                FollowReasonKind::Linked,
                detail,
                FollowCertainty::Certain,
            );
        }
        for (row, detail) in turned {
            if let Some(header) = known.get(&row).filter(|header| self.may_precede(header)) {
                found.add(header, FollowReasonKind::Linked, detail, FollowCertainty::Certain);
            }
        }
        Ok(())
    }

    /// Adds the statements whose cue reports a reply to this one.
    pub(super) fn add_by_cue(
        &self,
        conn: &Connection,
        found: &mut FollowerCollector,
    ) -> Result<(), QueryError> {
        let mut select = conn.prepare(&format!(
            "SELECT s.row, s.cue FROM reply AS r CROSS JOIN statement AS s ON s.reading_row = r.reading_row
             WHERE r.answered_id IN ({})",
            self.sql_ids()
        ))?;
        let replies = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let replies: Vec<(i64, Option<String>)> = replies.collect::<Result<_, _>>()?;
        let known = load_headers_by_row(conn, &replies.iter().map(|(row, _)| *row).collect::<Vec<_>>())?;
        for (row, cue) in replies {
            if let Some(header) = known.get(&row) {
                let cue = cue.unwrap_or_default();
                let detail = format!("“{cue}”, after it in the article");
                found.add(
                    header,
                    FollowReasonKind::ReplyCue,
                    detail,
                    FollowCertainty::Likely,
                );
            }
        }
        Ok(())
    }

    /// Adds later statements by others that name its speaker and are about the same subject.
    pub(super) fn add_naming(
        &self,
        conn: &Connection,
        found: &mut FollowerCollector,
    ) -> Result<(), QueryError> {
        let Some(speaker) = self.loaded.header.canonical_speaker else {
            return Ok(());
        };
        let Some(naming) = NamesOfSpeaker::load(conn, speaker)? else {
            return Ok(());
        };
        let mut headers = load_headers_by_row(conn, &naming.find_statements(conn)?)?;
        headers.retain(|_, header| self.may_precede(header));
        let entries = load_entries(conn, &headers.keys().copied().collect::<Vec<_>>())?;
        for header in headers.values() {
            let Some(entry) = entries.get(&header.row) else {
                continue;
            };
            let Some((name, is_full)) = naming.longest_name_in(&entry.words) else {
                continue;
            };
            let shared = self
                .words
                .words_shared_with(&ComparableWords::new(entry.article.lang, &entry.words));
            let topics = self.shared_topics(conn, header.row)?;
            let subject = if shared.len() >= SHARED_WORDS_MIN {
                format!("both: {}", shared.join(", "))
            } else if !topics.is_empty() {
                format!("both about {}", topics.join(", "))
            } else {
                continue;
            };
            let is_likely = is_full && shared.len() >= SHARED_WORDS_MIN;
            let sure = if is_likely {
                FollowCertainty::Likely
            } else {
                FollowCertainty::Possible
            };
            let detail = format!("names {name}; {subject}");
            found.add(header, FollowReasonKind::NamesSpeaker, detail, sure);
        }
        Ok(())
    }

    /// Adds later statements by anybody that say the same.
    pub(super) fn add_similar(
        &self,
        conn: &Connection,
        found: &mut FollowerCollector,
    ) -> Result<(), QueryError> {
        let mut prepared = PreparedWordings::new(conn);
        for (other, similarity, relation) in find_related(conn, &self.loaded.header)? {
            let is_later = !matches!(
                relation,
                Relation::ReportsSame | Relation::RestatedBy | Relation::EchoedBy
            );
            if is_later && self.may_precede(&other) {
                let detail = format!(
                    "{relation}, {} %: {}",
                    similarity.percent,
                    similarity.shared(&mut prepared)?.join(", ")
                );
                let sure = if similarity.percent >= SAME_PERCENT_MIN {
                    FollowCertainty::Likely
                } else {
                    FollowCertainty::Possible
                };
                found.add(&other, FollowReasonKind::SameWords, detail, sure);
            }
        }
        Ok(())
    }

    /// Adds later statements by the same speaker about the same topics.
    pub(super) fn add_on_topics(
        &self,
        conn: &Connection,
        found: &mut FollowerCollector,
    ) -> Result<(), QueryError> {
        let Some(speaker) = self
            .loaded
            .header
            .canonical_speaker
            .filter(|_| !self.topics.is_empty())
        else {
            return Ok(());
        };
        let members = super::canonical_speakers::find_merged_speakers(conn, &[speaker])?;
        let topics: Vec<i64> = self.topics.iter().copied().collect();
        let selection = Selection::all()
            .and_where(&format!("s.speaker IN ({})", row_list(&members)))
            .and_where(&format!(
                "EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
                row_list(&topics)
            ));
        for header in load_headers(conn, selection, None)? {
            // Within one article a speaker says many things about a topic; these do not follow one another.
            if self.loaded.header.is_before(&header) {
                let detail = format!(
                    "same speaker, about {}",
                    self.shared_topics(conn, header.row)?.join(", ")
                );
                found.add(
                    &header,
                    FollowReasonKind::SameTopics,
                    detail,
                    FollowCertainty::Possible,
                );
            }
        }
        Ok(())
    }

    /// The English labels of the topics that it shares with the statement in `row`.
    fn shared_topics(&self, conn: &Connection, row: i64) -> Result<Vec<String>, QueryError> {
        let mut label = conn.prepare_cached("SELECT label_en FROM topic WHERE row = ?1")?;
        let shared = load_topic_rows(conn, row)?
            .into_iter()
            .filter(|topic| self.topics.contains(topic));
        let labels = shared.map(|topic| Ok(label.query_row([topic], |row| row.get(0))?));
        labels.collect()
    }
}

/// Runs `sql` and returns the row of each linked statement with a description: how, by whom and why it was linked.
fn load_links(conn: &Connection, sql: &str) -> Result<Vec<(i64, String)>, QueryError> {
    let mut select = conn.prepare(sql)?;
    let links = select.query_map([], |row| {
        let (link, actor): (String, String) = (row.get(1)?, row.get(2)?);
        let reason: Option<String> = row.get(3)?;
        let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        Ok((row.get(0)?, format!("{link} by {actor}{reason}")))
    })?;
    Ok(links.collect::<Result<_, _>>()?)
}

/// Minimum number of shared content words for two statements to be about the same subject.
const SHARED_WORDS_MIN: usize = 2;

/// Loads the headers of the statements in these rows, by row.
fn load_headers_by_row(
    conn: &Connection,
    rows: &[i64],
) -> Result<BTreeMap<i64, StatementHeader>, QueryError> {
    let headers = load_headers(conn, Selection::of_rows(rows), None)?;
    Ok(headers.into_iter().map(|header| (header.row, header)).collect())
}
