//! Parts of a statement in columns of `statement_version`, and loading a reading back from its row.

use super::ProjectionError;
use super::statement_version::ReadingOrigin;
use crate::domain::{
    Attribution, Confidence, Cue, Evidence, Occasion, Reader, SaidDate, Side, Span, Statement,
    StatementDecisions, StatementId, TextSlice, split_words,
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::str::FromStr;

/// A piece of evidence: start and end in code points, end exclusive, its words, and the text before and after it.
#[derive(Serialize, Deserialize)]
pub(super) struct QuoteText<'a>(
    u32,
    u32,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
);

/// The column `later_quotes`: where the pieces of the words after the first one are; `None` where there is one piece.
pub(super) fn later_quotes_json(statement: &Statement) -> Result<Option<String>, serde_json::Error> {
    let later = statement.evidence.get(1..).unwrap_or_default();
    let spans: Vec<_> = later
        .iter()
        .map(|piece| (piece.quote.span.start, piece.quote.span.end))
        .collect();
    (!spans.is_empty())
        .then(|| serde_json::to_string(&spans))
        .transpose()
}

/// The column `quote_contexts`: what stands before and after each piece of words that a person corrected. Such pieces
/// keep it, because they may be of another version of the text than the reading.
pub(super) fn quote_contexts_json(
    decisions: &StatementDecisions,
) -> Result<Option<String>, serde_json::Error> {
    let corrected = decisions.correction.evidence.as_ref();
    let contexts = corrected.map(|pieces| {
        let contexts: Vec<_> = pieces
            .iter()
            .map(|piece| (&piece.prefix, &piece.suffix))
            .collect();
        serde_json::to_string(&contexts)
    });
    contexts.transpose()
}

/// Evidence in its stored form.
pub(super) fn to_quote_text(evidence: &Evidence) -> QuoteText<'_> {
    let TextSlice { span, text } = &evidence.quote;
    QuoteText(
        span.start,
        span.end,
        Cow::Borrowed(text),
        Cow::Borrowed(&evidence.prefix),
        Cow::Borrowed(&evidence.suffix),
    )
}

/// Evidence from its stored form.
pub(super) fn from_quote_text(piece: QuoteText<'_>) -> Evidence {
    let QuoteText(start, end, text, prefix, suffix) = piece;
    Evidence {
        quote: TextSlice {
            span: Span::new(start, end),
            text: text.into_owned(),
        },
        prefix: prefix.into_owned(),
        suffix: suffix.into_owned(),
    }
}

/// The reading stored in `row`, and how it came into the log. Fails where the row is missing or damaged.
///
/// The pieces of its evidence come without what stands before and after them: no version of a statement needs that.
pub(super) fn load_reading(
    conn: &Connection,
    id: &StatementId,
    row: i64,
) -> Result<(Statement, ReadingOrigin), ProjectionError> {
    let points = load_points(conn, row)?;
    let mut select = conn.prepare_cached(
        "SELECT s.said, p.said_rule, s.act, p.mode, p.speaker_kind, s.reference, s.capacity,
             s.confidence_percent, p.doubts, p.rules, s.recorded_pos, s.recorded_at, s.article_revision,
             p.extractor, p.report, s.side, s.reader, s.cue, s.cue_start, s.cue_lemma, s.mention,
             s.mention_start, s.occasion_event, s.event_start, s.occasion_place, s.place_start,
             s.said_expression, s.expression_start, s.side_mention, s.side_start, s.words, s.quote_start,
             s.quote_end, s.later_quotes
         FROM statement_version AS s JOIN reading_profile AS p ON p.row = s.profile WHERE s.row = ?1",
    )?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let doubts: String = cells.get(8)?;
    let rules: String = cells.get(9)?;
    let occasion = Occasion {
        event: text_slice(cells, 22)?,
        place: text_slice(cells, 24)?,
    };
    let (report, side): (Option<String>, Option<String>) = (cells.get(14)?, cells.get(15)?);
    let side_mention = text_slice(cells, 28)?;
    let lemma: Option<String> = cells.get(19)?;
    let statement = Statement {
        id: id.clone(),
        evidence: load_evidence(cells)?,
        cue: text_slice(cells, 17)?.map(|words| Cue {
            words,
            lemma: lemma.unwrap_or_default(),
        }),
        speaker: Attribution {
            mention: text_slice(cells, 20)?,
            reference: cells.get(5)?,
            capacity: cells.get(6)?,
            kind: parse_cell(cells, 4)?,
        },
        side: side.map(|reference| Side {
            mention: side_mention,
            reference,
        }),
        mode: parse_cell(cells, 3)?,
        report: report.map(|word| word.parse().map_err(|_| DAMAGED)).transpose()?,
        act: parse_cell(cells, 2)?,
        said: SaidDate {
            date: parse_cell(cells, 0)?,
            expression: text_slice(cells, 26)?,
            rule: parse_cell(cells, 1)?,
        },
        occasion: (occasion.event.is_some() || occasion.place.is_some()).then_some(occasion),
        points,
        confidence: Confidence::from_percent(cells.get(7)?),
        doubts: doubts
            .split_whitespace()
            .map(|doubt| doubt.parse().map_err(|_| DAMAGED))
            .collect::<Result<_, _>>()?,
        rules: serde_json::from_str(&rules)?,
        reader: parse_reader(cells)?,
    };
    let read = ReadingOrigin {
        recorded_pos: cells.get(10)?,
        recorded_at: cells.get(11)?,
        article_revision: cells.get(12)?,
        extractor: cells.get(13)?,
    };
    Ok((statement, read))
}

/// The text in a column, which the article has at the place in the next column; `None` where there is none.
fn text_slice(cells: &Row<'_>, column: usize) -> rusqlite::Result<Option<TextSlice>> {
    let (text, start): (Option<String>, Option<u32>) = (cells.get(column)?, cells.get(column + 1)?);
    Ok(text.zip(start).map(|(text, start)| TextSlice {
        span: Span::of_text(start, &text),
        text,
    }))
}

/// The pieces of the words in the last columns of [`load_reading`].
fn load_evidence(cells: &Row<'_>) -> Result<Vec<Evidence>, ProjectionError> {
    let words: String = cells.get(30)?;
    let later: Option<String> = cells.get(33)?;
    let later: Vec<(u32, u32)> = later.map_or(Ok(Vec::new()), |json| serde_json::from_str(&json))?;
    let spans = std::iter::once((cells.get(31)?, cells.get(32)?)).chain(later);
    let pieces = split_words(&words, spans.map(|(start, end)| Span::new(start, end)));
    let evidence = pieces.into_iter().map(|quote| Evidence {
        quote,
        prefix: String::new(),
        suffix: String::new(),
    });
    Ok(evidence.collect())
}

const DAMAGED: ProjectionError = ProjectionError::Damaged("a word of a closed vocabulary");

fn parse_cell<T: FromStr>(row: &Row<'_>, column: usize) -> Result<T, ProjectionError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    text.parse().map_err(|_| DAMAGED)
}

fn load_points(conn: &Connection, reading: i64) -> Result<Vec<TextSlice>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT start_offset, end_offset, text FROM point WHERE reading_row = ?1 ORDER BY number",
    )?;
    let points = select.query_map([reading], |row| {
        Ok(TextSlice {
            span: Span::new(row.get(0)?, row.get(1)?),
            text: row.get(2)?,
        })
    })?;
    Ok(points.collect::<Result<_, _>>()?)
}

/// The reader of the reading in `cells`; `None` for the extractor.
fn parse_reader(cells: &Row<'_>) -> Result<Option<Reader>, ProjectionError> {
    let text = |column| cells.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    if text(16)?.is_empty() {
        return Ok(None);
    }
    Ok(Some(text(13)?.parse().map_err(|_| DAMAGED)?))
}
