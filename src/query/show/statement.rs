use super::links::links;
use super::sheets::{Context, Evidenced, Place, StatementSheet, TopicReason};
use crate::domain::Timestamp;
use crate::query::placed::{Placed, placed};
use crate::query::selection::{CELL_COUNT, Selection, entry};
use crate::query::{Mark, QueryError, SpeakerName, mentions, people};
use rusqlite::{Connection, OptionalExtension};
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
}

/// Everything about the statement with this row.
pub(super) fn sheet(conn: &Connection, row: i64, around: u32) -> Result<StatementSheet, QueryError> {
    let of = placed(conn, Selection::of_row(row), None)?
        .pop()
        .ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let mut sheet = None;
    let more = ", s.detail, s.extractor, s.revision, s.position, s.recorded_at, a.text, s.reading,
        (SELECT d.extractor || ' reads ' || d.otherwise FROM disputed AS d WHERE d.statement = s.id)";
    Selection::of_row(row).each(conn, more, "s.row", Some(1), |cells| {
        let entry = entry(cells)?;
        let stored: String = cells.get(CELL_COUNT)?;
        let detail: Detail = serde_json::from_str(&stored).map_err(|_| QueryError::Damaged {
            what: "the detail of a statement",
            text: stored,
        })?;
        let evidence: Vec<Evidenced> = detail.evidence.into_iter().map(piece).collect();
        let text = text(conn, cells.get(CELL_COUNT + 5)?)?;
        sheet = Some(StatementSheet {
            context: text.and_then(|text| context(&text, &evidence, around)),
            evidence,
            cue_at: detail.cue.map(place),
            cue_lemma: detail.lemma,
            mention_at: detail.mention.map(place),
            said_expression: detail.expression.map(place),
            event_at: detail.event.map(place),
            place_at: detail.place.map(place),
            points_at: points(conn, cells.get(CELL_COUNT + 6)?)?,
            topic_reasons: reasons(conn, row)?,
            names: names(conn, &of)?,
            links: links(conn, &of)?,
            dispute: cells.get(CELL_COUNT + 7)?,
            rules: detail.rules,
            extractor: cells.get(CELL_COUNT + 1)?,
            revision: cells.get(CELL_COUNT + 2)?,
            position: cells
                .get::<_, i64>(CELL_COUNT + 3)?
                .try_into()
                .unwrap_or_default(),
            recorded_at: Timestamp::from_micros(cells.get(CELL_COUNT + 4)?),
            entry,
        });
        Ok(())
    })?;
    sheet.ok_or(QueryError::Store(rusqlite::Error::QueryReturnedNoRows))
}

/// The speakers whom the words name.
fn names(conn: &Connection, of: &Placed) -> Result<Vec<SpeakerName>, QueryError> {
    let rows = mentions::named_in(conn, &of.entry.words, of.place.whole)?;
    let names = rows.into_iter().map(|row| people::named(conn, row));
    let names: Vec<Option<SpeakerName>> = names.collect::<Result<_, _>>()?;
    Ok(names.into_iter().flatten().collect())
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

fn text(conn: &Connection, text: i64) -> Result<Option<String>, QueryError> {
    let text = conn
        .prepare_cached("SELECT content FROM article_text WHERE text = ?1")?
        .query_row([text], |row| row.get(0))
        .optional()?;
    Ok(text.flatten())
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
