use super::links::links;
use super::sheets::{Context, Evidenced, OtherReading, Place, StatementSheet, TopicReason};
use crate::domain::Timestamp;
use crate::query::moment::as_read_by;
use crate::query::placed::placed_at;
use crate::query::selection::DISPUTE;
use crate::query::{Mark, QueryError, mentions, people, row};
use rusqlite::Connection;
use serde::Deserialize;

/// What is stored beside the columns, as the projection writes it.
#[derive(Debug, Deserialize)]
struct Detail {
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

/// Everything about the statement with the row `statement`, as whoever reads it does.
pub(super) fn of_anybody(
    conn: &Connection,
    statement: i64,
    around: u32,
) -> Result<StatementSheet, QueryError> {
    let reader: String = conn.query_row(
        "SELECT reader FROM anybodys_statement WHERE row = ?1",
        [statement],
        |row| row.get(0),
    )?;
    as_read_by(conn, &reader, || sheet(conn, statement, around))
}

/// Everything about the statement with the row `statement`.
pub(super) fn sheet(conn: &Connection, statement: i64, around: u32) -> Result<StatementSheet, QueryError> {
    let of = placed_at(conn, statement)?;
    let sql = format!(
        "SELECT s.detail, s.extractor, s.revision, s.position, s.recorded_at, s.reading, {DISPUTE},
             (SELECT content FROM article_text AS t WHERE t.text = a.text)
         FROM statement AS s CROSS JOIN article AS a ON a.row = s.article WHERE s.row = ?1"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([statement])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let stored = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    let detail: Detail = row::json(stored, "the detail of a statement")?;
    let evidence: Vec<Evidenced> = detail.evidence.into_iter().map(piece).collect();
    let text = cells
        .get_ref(7)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?;
    let named = mentions::named_in(conn, &of.entry.words, of.place.whole)?;
    let also_read = others(conn, statement, &evidence)?;
    Ok(StatementSheet {
        also_read,
        side_at: detail.side.map(place),
        context: text.and_then(|text| context(text, &evidence, around)),
        evidence,
        cue_at: detail.cue.map(place),
        cue_lemma: detail.lemma,
        mention_at: detail.mention.map(place),
        said_expression: detail.expression.map(place),
        event_at: detail.event.map(place),
        place_at: detail.place.map(place),
        points_at: points(conn, cells.get(5)?)?,
        topic_reasons: reasons(conn, statement)?,
        names: people::all_named(conn, &named)?,
        links: links(conn, &of)?,
        dispute: cells.get(6)?,
        rules: detail.rules,
        extractor: cells.get(1)?,
        revision: cells.get(2)?,
        position: row::count(cells, 3)?,
        recorded_at: Timestamp::from_micros(cells.get(4)?),
        entry: of.entry,
        ended: None,
    })
}

/// How other readers read these words, or some of them.
fn others(
    conn: &Connection,
    statement: i64,
    evidence: &[Evidenced],
) -> Result<Vec<OtherReading>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT o.id, o.extractor, o.reference, o.act, o.report, o.side, o.words, o.detail
         FROM anybodys_statement AS s CROSS JOIN anybodys_statement AS o ON o.article = s.article
         WHERE s.row = ?1 AND o.reader <> s.reader ORDER BY o.reader, o.position",
    )?;
    let mut rows = select.query([statement])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        let stored = cells.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?;
        let detail: Detail = row::json(stored, "the detail of a statement")?;
        let shares = |piece: &Evidenced| {
            let mut theirs = detail.evidence.iter();
            theirs.any(|(start, end, ..)| *start < piece.end && piece.start < *end)
        };
        if evidence.iter().any(shares) {
            found.push(OtherReading {
                id: row::parsed(cells, 0, "a statement id")?,
                reader: cells.get(1)?,
                speaker: cells.get(2)?,
                act: row::parsed(cells, 3, "an act")?,
                report: cells.get(4)?,
                side: cells.get(5)?,
                words: cells.get(6)?,
            });
        }
    }
    Ok(found)
}

fn place((start, end, text): (u32, u32, String)) -> Place {
    Place { start, end, text }
}

fn piece((start, end, exact, prefix, suffix): (u32, u32, String, String, String)) -> Evidenced {
    Evidenced {
        start,
        end,
        exact,
        prefix,
        suffix,
    }
}

/// The words in `text` with up to `around` code points on either side; `None` where they do not stand there.
fn context(text: &str, evidence: &[Evidenced], around: u32) -> Option<Context> {
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
    let marks = evidence.iter().map(|piece| Mark {
        start: piece.start.saturating_sub(start),
        end: piece.end.saturating_sub(start),
    });
    Some(Context {
        start,
        marks: marks.collect(),
        more_before: start > 0,
        more_after: (end as usize) < long,
        text: piece,
    })
}

fn points(conn: &Connection, reading: i64) -> Result<Vec<Place>, QueryError> {
    let mut select =
        conn.prepare_cached("SELECT first, past, text FROM point WHERE reading = ?1 ORDER BY number")?;
    let points = select.query_map([reading], |row| {
        Ok(place((row.get(0)?, row.get(1)?, row.get(2)?)))
    })?;
    Ok(points.collect::<Result<_, _>>()?)
}

fn reasons(conn: &Connection, row: i64) -> Result<Vec<TopicReason>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT t.id, t.label_en, st.place, st.term FROM statement_topic AS st
         CROSS JOIN topic AS t ON t.row = st.topic WHERE st.statement = ?1 ORDER BY t.first",
    )?;
    let reasons = select.query_map([row], |row| {
        Ok(TopicReason {
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

    fn evidence(start: u32, end: u32) -> Evidenced {
        piece((start, end, String::new(), String::new(), String::new()))
    }

    #[test]
    fn the_context_reaches_as_far_as_asked_and_no_further_than_the_text() {
        let text = "zéro un deux 三 quatre";
        let shown = |around| {
            let context = context(text, &[evidence(5, 7), evidence(13, 14)], around).unwrap();
            format!("{context:?}")
        };
        insta::assert_snapshot!(shown(2), @r#"Context { start: 3, text: "o un deux 三 q", marks: [Mark { start: 2, end: 4 }, Mark { start: 10, end: 11 }], more_before: true, more_after: true }"#);
        insta::assert_snapshot!(shown(99), @r#"Context { start: 0, text: "zéro un deux 三 quatre", marks: [Mark { start: 5, end: 7 }, Mark { start: 13, end: 14 }], more_before: false, more_after: false }"#);
        assert_eq!(context(text, &[evidence(5, 99)], 2), None);
    }
}
