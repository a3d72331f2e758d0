//! The JSON in `statement_version.detail` (what only `show` needs), and loading a reading back from its row.

use super::ProjectionError;
use super::statement_version::ReadingOrigin;
use crate::domain::{
    Attribution, Confidence, Cue, Evidence, Occasion, Reader, SaidDate, Side, Span, Statement, StatementId,
    TextSlice,
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::str::FromStr;

/// The detail of a statement. Absent parts are left out.
#[derive(Serialize, Deserialize)]
struct Detail<'a> {
    #[serde(borrow)]
    evidence: Vec<QuoteText<'a>>,
    rules: Vec<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    cue: Option<SpanText<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lemma: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    mention: Option<SpanText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    side: Option<SpanText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    expression: Option<SpanText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    event: Option<SpanText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    place: Option<SpanText<'a>>,
}

/// A span of the article's text: start and end in code points, end exclusive, and its words.
#[derive(Serialize, Deserialize)]
struct SpanText<'a>(u32, u32, #[serde(borrow)] Cow<'a, str>);

/// A piece of evidence: start and end in code points, end exclusive, its words, and the text before and after it.
#[derive(Serialize, Deserialize)]
pub(super) struct QuoteText<'a>(
    u32,
    u32,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
);

/// The detail of `statement` as JSON.
pub(super) fn to_json(statement: &Statement) -> Result<String, serde_json::Error> {
    let occasion = statement.occasion.as_ref();
    serde_json::to_string(&Detail {
        evidence: statement.evidence.iter().map(to_quote_text).collect(),
        rules: statement
            .rules
            .iter()
            .map(|rule| Cow::Borrowed(rule.as_str()))
            .collect(),
        cue: statement.cue.as_ref().map(|cue| to_span_text(&cue.words)),
        lemma: statement
            .cue
            .as_ref()
            .map(|cue| Cow::Borrowed(cue.lemma.as_str())),
        mention: statement.speaker.mention.as_ref().map(to_span_text),
        side: statement
            .side
            .as_ref()
            .and_then(|side| side.mention.as_ref())
            .map(to_span_text),
        expression: statement.said.expression.as_ref().map(to_span_text),
        event: occasion.and_then(|at| at.event.as_ref()).map(to_span_text),
        place: occasion.and_then(|at| at.place.as_ref()).map(to_span_text),
    })
}

fn to_span_text(slice: &TextSlice) -> SpanText<'_> {
    SpanText(slice.span.start, slice.span.end, Cow::Borrowed(&slice.text))
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
        quote: from_span_text(SpanText(start, end, text)),
        prefix: prefix.into_owned(),
        suffix: suffix.into_owned(),
    }
}

fn from_span_text(SpanText(start, end, text): SpanText<'_>) -> TextSlice {
    TextSlice {
        span: Span::new(start, end),
        text: text.into_owned(),
    }
}

/// The reading stored in `row`, and how it came into the log. Fails where the row is missing or damaged.
pub(super) fn load_reading(
    conn: &Connection,
    id: &StatementId,
    row: i64,
) -> Result<(Statement, ReadingOrigin), ProjectionError> {
    let points = load_points(conn, row)?;
    let mut select = conn.prepare_cached(
        "SELECT said, said_rule, act, mode, speaker_kind, reference, capacity, confidence_percent, doubts,
             detail, recorded_pos,
             recorded_at, article_revision, extractor, report, side, reader
         FROM statement_version WHERE row = ?1",
    )?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let stored: String = cells.get(9)?;
    let detail: Detail<'_> = serde_json::from_str(&stored)?;
    let doubts: String = cells.get(8)?;
    let occasion = Occasion {
        event: detail.event.map(from_span_text),
        place: detail.place.map(from_span_text),
    };
    let (report, side): (Option<String>, Option<String>) = (cells.get(14)?, cells.get(15)?);
    let statement = Statement {
        id: id.clone(),
        evidence: detail.evidence.into_iter().map(from_quote_text).collect(),
        cue: detail.cue.map(from_span_text).map(|words| Cue {
            words,
            lemma: detail.lemma.unwrap_or_default().into_owned(),
        }),
        speaker: Attribution {
            mention: detail.mention.map(from_span_text),
            reference: cells.get(5)?,
            capacity: cells.get(6)?,
            kind: parse_cell(cells, 4)?,
        },
        side: side.map(|reference| to_side(reference, detail.side)),
        mode: parse_cell(cells, 3)?,
        report: report.map(|word| word.parse().map_err(|_| DAMAGED)).transpose()?,
        act: parse_cell(cells, 2)?,
        said: SaidDate {
            date: parse_cell(cells, 0)?,
            expression: detail.expression.map(from_span_text),
            rule: parse_cell(cells, 1)?,
        },
        occasion: (occasion.event.is_some() || occasion.place.is_some()).then_some(occasion),
        points,
        confidence: Confidence::from_percent(cells.get(7)?),
        doubts: doubts
            .split_whitespace()
            .map(|doubt| doubt.parse().map_err(|_| DAMAGED))
            .collect::<Result<_, _>>()?,
        rules: detail.rules.into_iter().map(Cow::into_owned).collect(),
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

fn to_side(reference: String, mention: Option<SpanText<'_>>) -> Side {
    Side {
        mention: mention.map(from_span_text),
        reference,
    }
}

/// The reader of the reading in `cells`; `None` for the extractor.
fn parse_reader(cells: &Row<'_>) -> Result<Option<Reader>, ProjectionError> {
    let text = |column| cells.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    if text(16)?.is_empty() {
        return Ok(None);
    }
    Ok(Some(text(13)?.parse().map_err(|_| DAMAGED)?))
}
