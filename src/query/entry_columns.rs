//! The columns of a statement in listings, and how a row of them becomes a [`StatementEntry`].

use super::canonical_speakers::{self, CANONICAL_SPEAKER_SQL};
use super::{ArticleRef, QueryError, ReliabilityFlag, SpeakerRef, StatementEntry, StatementReview, sql};
use crate::domain::{Confidence, Report, Status};
use rusqlite::Row;
use std::sync::LazyLock;

/// The columns of an entry, as [`read_entry`] reads them.
pub(super) static ENTRY_COLUMNS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "s.id, s.said, s.said_rule, (SELECT id FROM speaker
    WHERE row = {CANONICAL_SPEAKER_SQL}), {name}, s.mention, s.capacity, s.cue, s.mode,
    s.act, s.words,
    (SELECT json_group_array(text) FROM (SELECT text FROM point WHERE reading_row = s.reading_row
        ORDER BY number)),
    s.occasion_event, s.occasion_place,
    (SELECT json_group_array(id) FROM (SELECT t.id FROM statement_topic AS st CROSS JOIN topic AS t
        ON t.row = st.topic WHERE st.statement = s.row ORDER BY t.first_row)),
    a.id, a.title, a.publisher, a.url, a.published, a.lang, s.confidence_percent, s.doubts, s.is_confirmed,
        s.corrected_fields,
    s.status, EXISTS (SELECT 1 FROM dispute AS d WHERE d.statement_id = s.id), s.report, s.side,
    (SELECT id FROM speaker WHERE row = {0}), {1}, CASE s.reader WHEN '' THEN NULL ELSE s.extractor END",
        canonical_speakers::canonical_speaker_sql("s.side_speaker"),
        canonical_speakers::canonical_name_sql(&canonical_speakers::canonical_speaker_sql("s.side_speaker")),
        name = canonical_speakers::canonical_name_sql(CANONICAL_SPEAKER_SQL),
    )
});

/// Number of columns in [`ENTRY_COLUMNS`]; further columns of a query come after them.
pub(super) const ENTRY_COLUMN_COUNT: usize = 32;

/// SQL: what a newer reading of `statement AS s` says in contrast to what a person decided; null if nothing.
pub(super) const DISPUTE_SQL: &str =
    "(SELECT d.extractor || ' reads ' || d.differences FROM dispute AS d WHERE d.statement_id = s.id)";

/// Reads an entry from the first columns of `row`.
pub(super) fn read_entry(row: &Row<'_>) -> Result<StatementEntry, QueryError> {
    let speaker: (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let speaker = match speaker {
        (Some(id), Some(name)) => Some(SpeakerRef {
            id: sql::parse_text(&id, "a speaker id")?,
            name,
        }),
        // No current article names the speaker: the statement itself is not current.
        _ => None,
    };
    let doubts = row.get_ref(22)?.as_str().map_err(rusqlite::Error::from)?;
    let doubts: Vec<_> = doubts
        .split_whitespace()
        .map(|word| sql::parse_text(word, "a doubt"))
        .collect::<Result<_, _>>()?;
    let confidence = Confidence::from_percent(row.get(21)?);
    let review = read_review(row)?;
    let said = sql::parse_cell(row, 1, "an EDTF date")?;
    Ok(StatementEntry {
        id: sql::parse_cell(row, 0, "a statement id")?,
        said,
        said_rule: sql::parse_cell(row, 2, "a date rule")?,
        speaker,
        mention: row.get(5)?,
        capacity: row.get(6)?,
        side: read_side(row)?,
        cue: row.get(7)?,
        mode: sql::parse_cell(row, 8, "a mode")?,
        report: read_report(row)?,
        act: sql::parse_cell(row, 9, "an act")?,
        words: row.get(10)?,
        points: read_texts(row, 11)?,
        event: row.get(12)?,
        place: row.get(13)?,
        topics: read_texts(row, 14)?,
        article: ArticleRef {
            id: sql::parse_cell(row, 15, "an article id")?,
            title: row.get(16)?,
            publisher: row.get(17)?,
            url: row.get(18)?,
            published: sql::date_cell(row, 19)?,
            lang: sql::parse_cell(row, 20, "a language")?,
        },
        flags: ReliabilityFlag::derive((confidence, &doubts), (review.as_ref(), row.get(26)?), said),
        confidence: confidence.fraction(),
        doubts,
        review,
        status: Some(sql::parse_cell(row, 25, "a status")?).filter(|status| *status != Status::Open),
        reader: row.get(31)?,
    })
}

/// How the statement came to be known, if the reading recorded it.
fn read_report(row: &Row<'_>) -> Result<Option<Report>, QueryError> {
    let word = row.get_ref(27)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    word.map(|word| sql::parse_text(word, "a kind of report"))
        .transpose()
}

/// The side for whom the statement was made.
fn read_side(row: &Row<'_>) -> Result<Option<SpeakerRef>, QueryError> {
    let (said, id, name): (Option<String>, Option<String>, Option<String>) =
        (row.get(28)?, row.get(29)?, row.get(30)?);
    let (Some(said), Some(id)) = (said, id) else {
        return Ok(None);
    };
    Ok(Some(SpeakerRef {
        id: sql::parse_text(&id, "a speaker id")?,
        name: name.unwrap_or(said),
    }))
}

/// What persons decided on the reading; `None` if nothing.
fn read_review(row: &Row<'_>) -> Result<Option<StatementReview>, QueryError> {
    let corrected = row.get_ref(24)?.as_str().map_err(rusqlite::Error::from)?;
    let review = StatementReview {
        confirmed: row.get(23)?,
        corrected: corrected.split_whitespace().map(str::to_owned).collect(),
    };
    Ok((review.confirmed || !review.corrected.is_empty()).then_some(review))
}

/// Reads a column that contains a JSON list of texts.
fn read_texts(row: &Row<'_>, column: usize) -> Result<Vec<String>, QueryError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    if text == "[]" {
        return Ok(Vec::new());
    }
    sql::parse_json(text, "a list of texts")
}
