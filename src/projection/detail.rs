//! What only `show` tells of a statement, as one JSON text; and the way back from rows to a reading.

use super::ProjectionError;
use super::facts::Read;
use crate::domain::{
    Attribution, Confidence, Cue, Evidence, Occasion, Reader, Said, Side, Slice, Span, Statement, StatementId,
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::str::FromStr;

/// The detail of a statement. What is not there is left out.
#[derive(Serialize, Deserialize)]
struct Detail<'a> {
    #[serde(borrow)]
    evidence: Vec<Piece<'a>>,
    rules: Vec<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    cue: Option<Place<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lemma: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    mention: Option<Place<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    side: Option<Place<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    expression: Option<Place<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    event: Option<Place<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    place: Option<Place<'a>>,
}

/// Start, end, words.
#[derive(Serialize, Deserialize)]
struct Place<'a>(u32, u32, #[serde(borrow)] Cow<'a, str>);

/// Start, end, words, and what stands before and after them.
#[derive(Serialize, Deserialize)]
pub(super) struct Piece<'a>(
    u32,
    u32,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
);

/// The detail of `statement`.
pub(super) fn of(statement: &Statement) -> Result<String, serde_json::Error> {
    let occasion = statement.occasion.as_ref();
    serde_json::to_string(&Detail {
        evidence: statement.evidence.iter().map(piece).collect(),
        rules: statement
            .rules
            .iter()
            .map(|rule| Cow::Borrowed(rule.as_str()))
            .collect(),
        cue: statement.cue.as_ref().map(|cue| place(&cue.words)),
        lemma: statement
            .cue
            .as_ref()
            .map(|cue| Cow::Borrowed(cue.lemma.as_str())),
        mention: statement.speaker.mention.as_ref().map(place),
        side: statement
            .side
            .as_ref()
            .and_then(|side| side.mention.as_ref())
            .map(place),
        expression: statement.said.expression.as_ref().map(place),
        event: occasion.and_then(|at| at.event.as_ref()).map(place),
        place: occasion.and_then(|at| at.place.as_ref()).map(place),
    })
}

fn place(slice: &Slice) -> Place<'_> {
    Place(slice.span.start, slice.span.end, Cow::Borrowed(&slice.text))
}

/// Evidence as it is stored.
pub(super) fn piece(evidence: &Evidence) -> Piece<'_> {
    let Slice { span, text } = &evidence.quote;
    Piece(
        span.start,
        span.end,
        Cow::Borrowed(text),
        Cow::Borrowed(&evidence.prefix),
        Cow::Borrowed(&evidence.suffix),
    )
}

/// Evidence from its stored form.
pub(super) fn evidence(piece: Piece<'_>) -> Evidence {
    let Piece(start, end, text, prefix, suffix) = piece;
    Evidence {
        quote: slice(Place(start, end, text)),
        prefix: prefix.into_owned(),
        suffix: suffix.into_owned(),
    }
}

fn slice(Place(start, end, text): Place<'_>) -> Slice {
    Slice {
        span: Span::new(start, end),
        text: text.into_owned(),
    }
}

/// The reading that is stored in the row `row`, with what is known of how it came in.
pub(super) fn reading(
    conn: &Connection,
    id: &StatementId,
    row: i64,
) -> Result<(Statement, Read), ProjectionError> {
    let points = points(conn, row)?;
    let mut select = conn.prepare_cached(
        "SELECT said, rule, act, mode, kind, reference, capacity, confidence, doubts, detail, position,
             recorded_at, revision, extractor, report, side, reader
         FROM statement_version WHERE row = ?1",
    )?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let stored: String = cells.get(9)?;
    let detail: Detail<'_> = serde_json::from_str(&stored)?;
    let doubts: String = cells.get(8)?;
    let occasion = Occasion {
        event: detail.event.map(slice),
        place: detail.place.map(slice),
    };
    let (report, side): (Option<String>, Option<String>) = (cells.get(14)?, cells.get(15)?);
    let statement = Statement {
        id: id.clone(),
        evidence: detail.evidence.into_iter().map(evidence).collect(),
        cue: detail.cue.map(slice).map(|words| Cue {
            words,
            lemma: detail.lemma.unwrap_or_default().into_owned(),
        }),
        speaker: Attribution {
            mention: detail.mention.map(slice),
            reference: cells.get(5)?,
            capacity: cells.get(6)?,
            kind: word(cells, 4)?,
        },
        side: side.map(|reference| side_of(reference, detail.side)),
        mode: word(cells, 3)?,
        report: report.map(|word| word.parse().map_err(|_| DAMAGED)).transpose()?,
        act: word(cells, 2)?,
        said: Said {
            date: word(cells, 0)?,
            expression: detail.expression.map(slice),
            rule: word(cells, 1)?,
        },
        occasion: (occasion.event.is_some() || occasion.place.is_some()).then_some(occasion),
        points,
        confidence: Confidence::from_percent(cells.get(7)?),
        doubts: doubts
            .split_whitespace()
            .map(|doubt| doubt.parse().map_err(|_| DAMAGED))
            .collect::<Result<_, _>>()?,
        rules: detail.rules.into_iter().map(Cow::into_owned).collect(),
        reader: reader(cells)?,
    };
    let read = Read {
        position: cells.get(10)?,
        recorded_at: cells.get(11)?,
        revision: cells.get(12)?,
        extractor: cells.get(13)?,
    };
    Ok((statement, read))
}

const DAMAGED: ProjectionError = ProjectionError::Damaged("a word of a closed vocabulary");

fn word<T: FromStr>(row: &Row<'_>, column: usize) -> Result<T, ProjectionError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    text.parse().map_err(|_| DAMAGED)
}

fn points(conn: &Connection, reading: i64) -> Result<Vec<Slice>, ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT first, past, text FROM point WHERE reading = ?1 ORDER BY number")?;
    let points = select.query_map([reading], |row| {
        Ok(Slice {
            span: Span::new(row.get(0)?, row.get(1)?),
            text: row.get(2)?,
        })
    })?;
    Ok(points.collect::<Result<_, _>>()?)
}

fn side_of(reference: String, mention: Option<Place<'_>>) -> Side {
    Side {
        mention: mention.map(slice),
        reference,
    }
}

/// The reader of the reading in `cells`, where it is not the extractor.
fn reader(cells: &Row<'_>) -> Result<Option<Reader>, ProjectionError> {
    let text = |column| cells.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    if text(16)?.is_empty() {
        return Ok(None);
    }
    Ok(Some(text(13)?.parse().map_err(|_| DAMAGED)?))
}
