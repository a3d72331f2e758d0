//! Looks up what a redaction concerns: statements with the same words elsewhere, and where a speaker is quoted.

use super::{QueryError, sql};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// The current statements that have exactly the words of one of `statements` and are not among them, by id.
pub fn find_same_words(
    conn: &Connection,
    statements: &BTreeSet<StatementId>,
) -> Result<Vec<StatementId>, QueryError> {
    let marks = vec!["?"; statements.len()].join(", ");
    let mut select = conn.prepare(&format!(
        "SELECT DISTINCT s.id FROM statement_of_any_reader AS s
         WHERE s.words IN (SELECT v.words FROM statement_version AS v WHERE v.id IN ({marks})) ORDER BY s.id"
    ))?;
    let mut rows = select.query(params_from_iter(statements.iter().map(StatementId::as_str)))?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        let id = sql::parse_cell(cells, 0, "a statement id")?;
        if !statements.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// Whether the statement was redacted.
pub fn is_redacted_statement(conn: &Connection, statement: &StatementId) -> Result<bool, QueryError> {
    let mut select = conn.prepare_cached("SELECT 1 FROM redaction WHERE id = ?1")?;
    Ok(select.exists([statement.as_str()])?)
}

/// Where the read models have a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeakerTraces {
    /// The articles that quote the speaker or have the speaker as a side, at any time, with the speaker's statements.
    pub articles: BTreeMap<ArticleId, BTreeSet<StatementId>>,
    /// The names, with those that articles use. Descriptions are none.
    pub names: BTreeSet<String>,
}

/// Finds what the read models ever had of `speakers`.
pub fn find_speaker_traces(conn: &Connection, speakers: &[SpeakerId]) -> Result<SpeakerTraces, QueryError> {
    let mut traces = SpeakerTraces::default();
    let mut names = conn.prepare_cached(
        "SELECT DISTINCT n.name FROM speaker AS p CROSS JOIN speaker_name_version AS n ON n.speaker = p.row
         WHERE p.id = ?1 AND n.source <> 'description'",
    )?;
    // A reading that was corrected at once has no speaker of its own, but a reference.
    let mut quoting = conn.prepare_cached(
        "SELECT DISTINCT a.id, s.id, s.speaker IS p.row OR s.reference IN (SELECT n.name
                 FROM speaker_name_version AS n WHERE n.speaker = p.row AND n.source = 'reference')
         FROM speaker AS p CROSS JOIN statement_version AS s
             CROSS JOIN article_version AS a ON a.valid_from_pos = s.article
         WHERE p.id = ?1 AND (s.speaker = p.row OR s.side_speaker = p.row
             OR s.speaker IN (SELECT joint FROM speaker_part AS j WHERE j.part = p.row)
             OR s.reference IN (SELECT n.name FROM speaker_name_version AS n
                 WHERE n.speaker = p.row AND n.source = 'reference'))",
    )?;
    for speaker in speakers {
        for name in names.query_map([speaker.as_str()], |row| row.get(0))? {
            traces.names.insert(name?);
        }
        let mut rows = quoting.query([speaker.as_str()])?;
        while let Some(cells) = rows.next()? {
            let article = traces
                .articles
                .entry(sql::parse_cell(cells, 0, "an article id")?)
                .or_default();
            if cells.get(2)? {
                article.insert(sql::parse_cell(cells, 1, "a statement id")?);
            }
        }
    }
    Ok(traces)
}
