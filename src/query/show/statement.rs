//! Loads the details of a statement.

use super::details::{
    AlternativeReading, EvidencePiece, LocatedText, StatementDetails, TextContext, TopicMatch,
};
use super::links::load_links;
use crate::domain::Timestamp;
use crate::query::as_of::ask_as_read_by;
use crate::query::entry_columns::DISPUTE_SQL;
use crate::query::statement_headers::load_statement;
use crate::query::{Highlight, QueryError, canonical_speakers, named_speakers, sql};
use rusqlite::Connection;
use serde::Deserialize;

/// The JSON in the `detail` column, as the projection writes it. Places are start, end and text.
#[derive(Debug, Deserialize)]
struct StoredDetail {
    evidence: Vec<(u32, u32, String, String, String)>,
    rules: Vec<String>,
    cue: Option<(u32, u32, String)>,
    lemma: Option<String>,
    mention: Option<(u32, u32, String)>,
    expression: Option<(u32, u32, String)>,
    event: Option<(u32, u32, String)>,
    place: Option<(u32, u32, String)>,
    side: Option<(u32, u32, String)>,
}

/// Loads the details of the statement with this row, as of the reader that read it.
pub(super) fn load_details_as_read(
    conn: &Connection,
    statement: i64,
    around: u32,
) -> Result<StatementDetails, QueryError> {
    let reader: String = conn.query_row(
        "SELECT reader FROM statement_of_any_reader WHERE row = ?1",
        [statement],
        |row| row.get(0),
    )?;
    ask_as_read_by(conn, &reader, || load_details(conn, statement, around))
}

/// Loads the details of the statement with this row. The reader that is queried must have read it.
pub(super) fn load_details(
    conn: &Connection,
    statement: i64,
    around: u32,
) -> Result<StatementDetails, QueryError> {
    let of = load_statement(conn, statement)?;
    let sql = format!(
        "SELECT s.detail, s.extractor, s.article_revision, s.recorded_pos, s.recorded_at, s.reading_row,
             {DISPUTE_SQL},
             (SELECT content FROM article_text AS t WHERE t.text_pos = a.text_pos)
         FROM statement AS s CROSS JOIN article AS a ON a.ingested_pos = s.article WHERE s.row = ?1"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([statement])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let stored = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    let detail: StoredDetail = sql::parse_json(stored, "the detail of a statement")?;
    let evidence: Vec<EvidencePiece> = detail.evidence.into_iter().map(evidence_piece).collect();
    let text = cells
        .get_ref(7)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?;
    let named = named_speakers::find_named_speakers(conn, &of.entry.words, of.header.canonical_speaker)?;
    let also_read = load_alternative_readings(conn, statement, &evidence)?;
    Ok(StatementDetails {
        also_read,
        side_at: detail.side.map(located_text),
        context: text.and_then(|text| text_context(text, &evidence, around)),
        evidence,
        cue_at: detail.cue.map(located_text),
        cue_lemma: detail.lemma,
        mention_at: detail.mention.map(located_text),
        said_expression: detail.expression.map(located_text),
        event_at: detail.event.map(located_text),
        place_at: detail.place.map(located_text),
        points_at: load_points(conn, cells.get(5)?)?,
        topic_reasons: load_topic_matches(conn, statement)?,
        names: canonical_speakers::load_speaker_refs(conn, &named)?,
        links: load_links(conn, &of)?,
        dispute: cells.get(6)?,
        rules: detail.rules,
        extractor: cells.get(1)?,
        revision: cells.get(2)?,
        position: sql::count_cell(cells, 3)?,
        recorded_at: Timestamp::from_micros(cells.get(4)?),
        entry: of.entry,
        ended: None,
    })
}

/// Loads how other readers read these words or some of them: their evidence overlaps.
fn load_alternative_readings(
    conn: &Connection,
    statement: i64,
    evidence: &[EvidencePiece],
) -> Result<Vec<AlternativeReading>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT o.id, o.extractor, o.reference, o.act, o.report, o.side, o.words, o.detail
         FROM statement_of_any_reader AS s CROSS JOIN statement_of_any_reader AS o ON o.article = s.article
         WHERE s.row = ?1 AND o.reader <> s.reader ORDER BY o.reader, o.recorded_pos",
    )?;
    let mut rows = select.query([statement])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        let stored = cells.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?;
        let detail: StoredDetail = sql::parse_json(stored, "the detail of a statement")?;
        let shares = |piece: &EvidencePiece| {
            let mut theirs = detail.evidence.iter();
            theirs.any(|(start, end, ..)| *start < piece.end && piece.start < *end)
        };
        if evidence.iter().any(shares) {
            found.push(AlternativeReading {
                id: sql::parse_cell(cells, 0, "a statement id")?,
                reader: cells.get(1)?,
                speaker: cells.get(2)?,
                act: sql::parse_cell(cells, 3, "an act")?,
                report: cells.get(4)?,
                side: cells.get(5)?,
                words: cells.get(6)?,
            });
        }
    }
    Ok(found)
}

fn located_text((start, end, text): (u32, u32, String)) -> LocatedText {
    LocatedText { start, end, text }
}

fn evidence_piece((start, end, exact, prefix, suffix): (u32, u32, String, String, String)) -> EvidencePiece {
    EvidencePiece {
        start,
        end,
        exact,
        prefix,
        suffix,
    }
}

/// The evidence in `text` with up to `around` code points before and after; `None` if it does not lie in `text`.
fn text_context(text: &str, evidence: &[EvidencePiece], around: u32) -> Option<TextContext> {
    let first = evidence.first()?.start;
    let last = evidence.last()?.end;
    let start = first.saturating_sub(around);
    let long = text.chars().count();
    let end = last.saturating_add(around).min(u32::try_from(long).ok()?);
    if first >= last || last > end {
        return None;
    }
    let piece: String = text
        .chars()
        .skip(start as usize)
        .take((end - start) as usize)
        .collect();
    let marks = evidence.iter().map(|piece| Highlight {
        start: piece.start.saturating_sub(start),
        end: piece.end.saturating_sub(start),
    });
    Some(TextContext {
        start,
        marks: marks.collect(),
        more_before: start > 0,
        more_after: (end as usize) < long,
        text: piece,
    })
}

fn load_points(conn: &Connection, reading: i64) -> Result<Vec<LocatedText>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT start_offset, end_offset, text FROM point WHERE reading_row = ?1 ORDER BY number",
    )?;
    let points = select.query_map([reading], |row| {
        Ok(located_text((row.get(0)?, row.get(1)?, row.get(2)?)))
    })?;
    Ok(points.collect::<Result<_, _>>()?)
}

fn load_topic_matches(conn: &Connection, row: i64) -> Result<Vec<TopicMatch>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT t.id, t.label_en, st.basis, st.term FROM statement_topic AS st
         CROSS JOIN topic AS t ON t.row = st.topic WHERE st.statement = ?1 ORDER BY t.first_row",
    )?;
    let reasons = select.query_map([row], |row| {
        Ok(TopicMatch {
            id: row.get(0)?,
            label: row.get(1)?,
            place: row.get(2)?,
            term: row.get(3)?,
        })
    })?;
    Ok(reasons.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(start: u32, end: u32) -> EvidencePiece {
        evidence_piece((start, end, String::new(), String::new(), String::new()))
    }

    #[test]
    fn context_is_cut_at_the_ends_of_the_text() {
        let text = "zéro un deux 三 quatre";
        let shown = |around| {
            let context = text_context(text, &[evidence(5, 7), evidence(13, 14)], around).unwrap();
            format!("{context:?}")
        };
        insta::assert_snapshot!(shown(2), @r#"TextContext { start: 3, text: "o un deux 三 q", marks: [Highlight { start: 2, end: 4 }, Highlight { start: 10, end: 11 }], more_before: true, more_after: true }"#);
        insta::assert_snapshot!(shown(99), @r#"TextContext { start: 0, text: "zéro un deux 三 quatre", marks: [Highlight { start: 5, end: 7 }, Highlight { start: 13, end: 14 }], more_before: false, more_after: false }"#);
        assert_eq!(text_context(text, &[evidence(5, 99)], 2), None);
    }
}
