//! Collects the statements that follow another one, each with the reasons; shared by
//! [`RepliesQuery`](super::RepliesQuery) and [`SinceQuery`](super::SinceQuery).

use super::named_speakers::NamesOfSpeaker;
use super::selection::Selection;
use super::similarity::{
    PreparedWordings, Relation, SAME_PERCENT_MIN, SimilarityCache, find_related, find_reports,
    find_reports_cached,
};
use super::sql::row_list;
use super::statement_headers::{LoadedStatement, StatementHeader, is_before, load_entries, load_headers};
use super::topics::load_topic_rows;
use super::word_enum::word_enum;
use super::{QueryError, StatementEntry, StatementRef, sql};
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

    /// Counts the followers and loads the first `limit` of them: in chronological order, or the strongest connection
    /// first. Leaves out other reports of `of` itself, and lists several reports of one follower once.
    pub(super) fn load_followers(
        self,
        conn: &Connection,
        of: &FollowedStatement,
        is_chronological: bool,
        limit: Option<usize>,
    ) -> Result<(u64, Vec<Follower>), QueryError> {
        let mut groups = self.group_reports(conn, of)?;
        if !is_chronological {
            // The sort is stable: equally strong connections stay in chronological order.
            groups.sort_by_key(|group| (group.sure, std::cmp::Reverse(group.reasons.len())));
        }
        let total = groups.len() as u64;
        groups.truncate(limit.unwrap_or(usize::MAX));
        let rows = groups
            .iter()
            .flat_map(|group| std::iter::once(group.header.row).chain(group.others.iter().copied()));
        let entries = load_entries(conn, &rows.collect::<Vec<_>>())?;
        let followers = groups.into_iter().filter_map(|group| {
            let reported = group.others.iter().filter_map(|other| entries.get(other));
            Some(Follower {
                entry: entries.get(&group.header.row)?.clone(),
                sure: group.sure,
                certainly_later: of.loaded.header.is_before(&group.header),
                reported: reported.map(StatementRef::from_entry).collect(),
                reasons: group.reasons,
            })
        });
        Ok((total, followers.collect()))
    }

    /// Groups the reports of each follower, in chronological order.
    fn group_reports(
        self,
        conn: &Connection,
        of: &FollowedStatement,
    ) -> Result<Vec<FollowerGroup>, QueryError> {
        let mut found = self.0;
        for row in &of.rows {
            found.remove(row);
        }
        let mut headers: Vec<StatementHeader> = found.values().map(|(header, _)| header.clone()).collect();
        headers.sort_by_key(StatementHeader::chronological_key);
        let mut cache = SimilarityCache::new(conn);
        let mut groups = Vec::new();
        let mut listed = BTreeSet::new();
        for header in headers {
            if !listed.insert(header.row) {
                continue;
            }
            let others = find_reports_cached(&mut cache, &header)?
                .into_iter()
                .map(|(other, _)| other.row);
            let others: Vec<i64> = others
                .filter(|row| found.contains_key(row) && listed.insert(*row))
                .collect();
            let Some((_, mut reasons)) = found.remove(&header.row) else {
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
            groups.push(FollowerGroup {
                sure: combined_certainty(&reasons),
                header,
                others,
                reasons,
            });
        }
        Ok(groups)
    }
}

/// A follower with its other reports, before it is loaded.
struct FollowerGroup {
    header: StatementHeader,
    /// The rows of its other reports.
    others: Vec<i64>,
    /// Why it is listed, the most certain reason first.
    reasons: Vec<FollowReason>,
    /// How certain the connection is for all reasons together.
    sure: FollowCertainty,
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

    /// Whether a statement of these days with this chronological key may have been said later: it was not certainly
    /// said before, and it sorts after this statement.
    fn may_precede_days(&self, other: (i64, i64), key: (i64, i64, i64)) -> bool {
        let own = &self.loaded.header;
        !is_before(other, (own.said_from, own.said_to)) && key > own.chronological_key()
    }

    /// Whether the other statement may have been said later.
    fn may_precede(&self, other: &StatementHeader) -> bool {
        self.may_precede_days((other.said_from, other.said_to), other.chronological_key())
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
        let mut likely_or_possible: Vec<(i64, FollowCertainty, String)> = Vec::new();
        let selection = Selection::all().among_rows(&naming.find_statements(conn)?);
        let cells = "s.row, s.said_from, s.said_to, s.published_day, s.recorded_pos, a.lang, s.words";
        selection.rows(conn, (cells, "", "1", ""), |cells| {
            let row: i64 = cells.get(0)?;
            let said = (cells.get(1)?, cells.get(2)?);
            if !self.may_precede_days(said, (said.0, cells.get(3)?, cells.get(4)?)) {
                return Ok(());
            }
            let words = cells.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
            let Some((name, is_full)) = naming.longest_name_in(words) else {
                return Ok(());
            };
            let lang = sql::parse_cell(cells, 5, "a language")?;
            let shared = self.words.words_shared_with(&ComparableWords::new(lang, words));
            let subject = if shared.len() >= SHARED_WORDS_MIN {
                format!("both: {}", shared.join(", "))
            } else {
                let topics = self.shared_topics(conn, row)?;
                if topics.is_empty() {
                    return Ok(());
                }
                format!("both about {}", topics.join(", "))
            };
            let is_likely = is_full && shared.len() >= SHARED_WORDS_MIN;
            let sure = if is_likely {
                FollowCertainty::Likely
            } else {
                FollowCertainty::Possible
            };
            likely_or_possible.push((row, sure, format!("names {name}; {subject}")));
            Ok(())
        })?;
        let rows: Vec<i64> = likely_or_possible.iter().map(|(row, ..)| *row).collect();
        let headers = load_headers_by_row(conn, &rows)?;
        for (row, sure, detail) in likely_or_possible {
            if let Some(header) = headers.get(&row) {
                found.add(header, FollowReasonKind::NamesSpeaker, detail, sure);
            }
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
