//! Loads the details of a statement.

use super::details::{
    AlternativeReading, EvidencePiece, LocatedText, StatementDetails, TextContext, TopicMatch,
};
use super::links::load_links;
use crate::domain::{Evidence, Span, TextSlice, Timestamp};
use crate::query::as_of::ask_as_read_by;
use crate::query::entry_columns::DISPUTE_SQL;
use crate::query::quotes::{read_quotes, read_text_slice};
use crate::query::statement_headers::load_statement;
use crate::query::{Highlight, QueryError, canonical_speakers, named_speakers, sql};
use rusqlite::Connection;

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
        "SELECT s.words, s.quote_start, s.quote_end, s.later_quotes, s.quote_contexts,
             s.cue, s.cue_start, s.cue_lemma, s.mention, s.mention_start, s.said_expression,
             s.expression_start, s.occasion_event, s.event_start, s.occasion_place, s.place_start,
             s.side_mention, s.side_start, s.rules, s.extractor, s.article_revision, s.recorded_pos,
             s.recorded_at, s.reading_row, {DISPUTE_SQL},
             (SELECT content FROM article_text AS t WHERE t.text_pos = a.text_pos),
             (SELECT content FROM article_text AS t WHERE t.text_pos =
                 (SELECT v.text_pos FROM article_version AS v WHERE v.id = a.id
                      AND v.valid_from_pos <= s.recorded_pos ORDER BY v.valid_from_pos DESC LIMIT 1))
         FROM statement AS s CROSS JOIN article AS a ON a.ingested_pos = s.article WHERE s.row = ?1"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([statement])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let text = |column| {
        cells
            .get_ref(column)?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)
    };
    let located = |column| Ok::<_, QueryError>(read_text_slice(cells, column)?.map(located_text));
    let evidence = evidence_pieces(read_quotes(cells, 0)?, text(4)?, text(26)?)?;
    let named = named_speakers::find_named_speakers(conn, &of.entry.words, of.header.canonical_speaker)?;
    let also_read = load_alternative_readings(conn, statement, &evidence)?;
    Ok(StatementDetails {
        also_read,
        side_at: located(16)?,
        context: text(25)?.and_then(|text| text_context(text, &evidence, around)),
        evidence,
        cue_at: located(5)?,
        cue_lemma: cells.get(7)?,
        mention_at: located(8)?,
        said_expression: located(10)?,
        event_at: located(12)?,
        place_at: located(14)?,
        points_at: load_points(conn, cells.get(23)?)?,
        topic_reasons: load_topic_matches(conn, statement)?,
        names: canonical_speakers::load_speaker_refs(conn, &named)?,
        links: load_links(conn, &of)?,
        dispute: cells.get(24)?,
        rules: sql::parse_json(text(18)?.unwrap_or_default(), "the rules of a reading")?,
        extractor: cells.get(19)?,
        revision: cells.get(20)?,
        position: sql::count_cell(cells, 21)?,
        recorded_at: Timestamp::from_micros(cells.get(22)?),
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
        "SELECT o.id, o.extractor, o.reference, o.act, o.report, o.side, o.words, o.quote_start,
             o.quote_end, o.later_quotes
         FROM statement_of_any_reader AS s CROSS JOIN statement_of_any_reader AS o ON o.article = s.article
         WHERE s.row = ?1 AND o.reader <> s.reader ORDER BY o.reader, o.recorded_pos",
    )?;
    let mut rows = select.query([statement])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        let theirs = read_quotes(cells, 6)?;
        let shares = |piece: &EvidencePiece| {
            let own = Span::new(piece.start, piece.end);
            theirs.iter().any(|other| other.span.overlaps(own))
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

fn located_text(slice: TextSlice) -> LocatedText {
    LocatedText {
        start: slice.span.start,
        end: slice.span.end,
        text: slice.text,
    }
}

/// The pieces of the words with what stands before and after each: in `contexts` where a person corrected the words,
/// otherwise in `text`, the article as it was read. Where that was redacted, both are empty.
fn evidence_pieces(
    quotes: Vec<TextSlice>,
    contexts: Option<&str>,
    text: Option<&str>,
) -> Result<Vec<EvidencePiece>, QueryError> {
    let corrected: Option<Vec<(String, String)>> = contexts
        .map(|json| sql::parse_json(json, "the context of corrected words"))
        .transpose()?;
    let text: Vec<char> = text.unwrap_or_default().chars().collect();
    let cut = |start: u32, end: u32| text.get(start as usize..end as usize).map(String::from_iter);
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let pieces = quotes.into_iter().enumerate().map(|(number, quote)| {
        let Span { start, end } = quote.span;
        let (prefix, suffix) = match corrected.as_ref().and_then(|contexts| contexts.get(number)) {
            Some(context) => context.clone(),
            None => (
                cut(start.saturating_sub(Evidence::CONTEXT), start).unwrap_or_default(),
                cut(end, end.saturating_add(Evidence::CONTEXT).min(length)).unwrap_or_default(),
            ),
        };
        EvidencePiece {
            start,
            end,
            exact: quote.text,
            prefix,
            suffix,
        }
    });
    Ok(pieces.collect())
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
        Ok(LocatedText {
            start: row.get(0)?,
            end: row.get(1)?,
            text: row.get(2)?,
        })
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
        EvidencePiece {
            start,
            end,
            exact: String::new(),
            prefix: String::new(),
            suffix: String::new(),
        }
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
