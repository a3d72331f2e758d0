//! Readings as the queue looks at them: much less than what is shown of each that is asked about.

use crate::domain::{Act, Mode, fold, reading_digest};
use crate::query::people::{CANONICAL_SPEAKER_SQL, SPEAKER_IN_STORY_SQL};
use crate::query::selection::{DISPUTE_SQL, Selection};
use crate::query::{QueryError, row};
use rusqlite::{Connection, Row};

/// A reading that nobody looked at yet, or that is disputed.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Its row.
    pub(super) row: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The version that first had the text of its article.
    pub(super) text: i64,
    /// The story that its article belongs to.
    pub(super) story: i64,
    /// The row of its wording.
    pub(super) wording: i64,
    /// The row of the speaker as the article has it.
    pub(super) speaker: Option<i64>,
    /// The row of the speaker, mergers followed.
    pub(super) whole: Option<i64>,
    /// The speaker as one story has it: see [`SPEAKER_IN_STORY_SQL`].
    pub(super) in_story: Option<String>,
    /// How many statements of its article are by this speaker.
    pub(super) by_speaker: i64,
    /// The speaker's name as the reader has it.
    pub(super) reference: Option<String>,
    /// How the article names the speaker there.
    pub(super) mention: Option<String>,
    /// What kind of speaker it is.
    pub(super) kind: String,
    /// What is done by the words.
    pub(super) act: Act,
    /// How they are rendered.
    pub(super) mode: Mode,
    /// The words.
    pub(super) words: String,
    /// The words that report them.
    pub(super) cue: Option<String>,
    /// When it was said, as EDTF.
    pub(super) said: String,
    /// The first day that it can have been said.
    pub(super) said_from: i64,
    /// The day of publication.
    pub(super) published_day: i64,
    /// The position of the event that recorded it.
    pub(super) position: i64,
    /// The headline of its article.
    pub(super) title: Option<String>,
    /// How sure the reader is, in per cent.
    pub(super) confidence: i64,
    /// What the reader doubts, separated by spaces.
    pub(super) doubts: String,
    /// What a newer extractor reads otherwise than was decided.
    pub(super) dispute: Option<String>,
    /// The rules of reading and the place of the mention, as JSON.
    pub(super) detail: String,
    /// The digest of the reading that a person skipped.
    skipped: Option<String>,
}

/// Statements on which nobody decided whether they are right, and those that are disputed.
const OPEN: &str = "(s.is_confirmed = 0 AND s.corrected_fields = ''
    OR EXISTS (SELECT 1 FROM dispute AS d WHERE d.statement_id = s.id))";

/// The readings that `selection` lets through and that a person may be asked about, article by article.
pub(super) fn open(conn: &Connection, selection: Selection) -> Result<Vec<Reading>, QueryError> {
    let cells = format!(
        "s.row, s.article, a.text_pos, coalesce((SELECT story FROM story WHERE story.text_pos = a.text_pos), a.text_pos), s.wording_row,
         s.speaker, {CANONICAL_SPEAKER_SQL},
         (SELECT count(*) FROM statement AS o WHERE o.article = s.article AND +o.speaker IS s.speaker),
         s.reference, s.mention, s.speaker_kind, s.act, s.mode, s.words, s.cue, s.said, s.said_from,
         s.published_day, a.title, s.confidence_percent, s.doubts, {DISPUTE_SQL}, s.detail,
         (SELECT k.reading_digest FROM skipped_reading AS k WHERE k.statement_id = s.id), s.recorded_pos, {SPEAKER_IN_STORY_SQL}"
    );
    let joins = "LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";
    let mut found = Vec::new();
    selection.rows(
        conn,
        (&cells, joins, OPEN, "s.article, s.recorded_pos, s.row"),
        |cells| {
            let reading = Reading::read(cells)?;
            if reading.dispute.is_some() || !reading.is_skipped() {
                found.push(reading);
            }
            Ok(())
        },
    )?;
    Ok(found)
}

impl Reading {
    fn read(cells: &Row<'_>) -> Result<Self, QueryError> {
        Ok(Self {
            row: cells.get(0)?,
            article: cells.get(1)?,
            text: cells.get(2)?,
            story: cells.get(3)?,
            wording: cells.get(4)?,
            speaker: cells.get(5)?,
            whole: cells.get(6)?,
            by_speaker: cells.get(7)?,
            reference: cells.get(8)?,
            mention: cells.get(9)?,
            kind: cells.get(10)?,
            act: row::parse_cell(cells, 11, "an act")?,
            mode: row::parse_cell(cells, 12, "a mode")?,
            words: cells.get(13)?,
            cue: cells.get(14)?,
            said: cells.get(15)?,
            said_from: cells.get(16)?,
            published_day: cells.get(17)?,
            title: cells.get(18)?,
            confidence: cells.get(19)?,
            doubts: cells.get(20)?,
            dispute: cells.get(21)?,
            detail: cells.get(22)?,
            skipped: cells.get(23)?,
            position: cells.get(24)?,
            in_story: cells.get(25)?,
        })
    }

    fn is_skipped(&self) -> bool {
        let digest = || {
            reading_digest(
                self.reference.as_deref(),
                self.act.as_str(),
                &self.said,
                &self.words,
            )
        };
        self.skipped.as_ref().is_some_and(|skipped| *skipped == digest())
    }

    /// What the same words have in all copies of one story.
    pub(super) fn key(&self) -> (i64, String) {
        (self.story, fold(&self.words))
    }
}
