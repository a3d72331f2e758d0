//! Loads the readings that may enter the review queue, with the columns that decide on it; what is shown of an item is
//! loaded later.

use crate::domain::{Act, Doubt, Mode, SpeakerKind, reading_digest};
use crate::query::canonical_speakers::{CANONICAL_SPEAKER_SQL, SPEAKER_IN_STORY_SQL};
use crate::query::entry_columns::DISPUTE_SQL;
use crate::query::selection::Selection;
use crate::query::{QueryError, sql};
use rusqlite::{Connection, Row};

/// A reading that no person decided on, or that is disputed.
#[derive(Debug, Clone)]
pub(super) struct OpenReading {
    /// The row of the statement.
    pub(super) row: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The key of its article's text in `article_text`: the version that first had this text.
    pub(super) text: i64,
    /// The story that its article belongs to.
    pub(super) story: i64,
    /// The row of its wording.
    pub(super) wording: i64,
    /// The row of the speaker that the article names.
    pub(super) speaker: Option<i64>,
    /// The row of the canonical speaker.
    pub(super) canonical_speaker: Option<i64>,
    /// Text that identifies the speaker within a story: see [`SPEAKER_IN_STORY_SQL`].
    pub(super) in_story: Option<String>,
    /// Whether the article has no other statement by this speaker.
    pub(super) is_lone: bool,
    /// The speaker's name, as the reader gives it.
    pub(super) reference: Option<String>,
    /// How the article names the speaker at this place.
    pub(super) mention: Option<String>,
    /// The kind of speaker.
    pub(super) kind: SpeakerKind,
    /// The act.
    pub(super) act: Act,
    /// The mode.
    pub(super) mode: Mode,
    /// The statement's words.
    pub(super) words: String,
    /// The cue.
    pub(super) cue: Option<String>,
    /// The date of utterance, as EDTF.
    pub(super) said: String,
    /// The first day on which it may have been said.
    pub(super) said_from: i64,
    /// The day of publication.
    pub(super) published_day: i64,
    /// The position of the event that recorded it.
    pub(super) position: i64,
    /// The headline of its article.
    pub(super) title: Option<String>,
    /// The certainty of the reader, in per cent.
    pub(super) confidence: i64,
    /// What the reader doubts, separated by spaces.
    pub(super) doubts: String,
    /// What a newer reading says in contrast to what a person decided.
    pub(super) dispute: Option<String>,
    /// Where the article has the mention, in code points.
    pub(super) mention_start: Option<u32>,
    /// The rules that produced the reading, as JSON.
    pub(super) rules: String,
    /// The digest of the reading that a person skipped, if one did.
    skipped: Option<String>,
}

/// SQL: statements that no person confirmed or corrected, and disputed ones.
const OPEN: &str = "(s.is_confirmed = 0 AND s.corrected_fields = ''
    OR EXISTS (SELECT 1 FROM dispute AS d WHERE d.statement_id = s.id))";

/// Number of readings that are loaded by one SQL statement.
const READINGS_PER_QUERY: usize = 256;

/// Calls `visit` with each reading in `rows` that a person may be asked about, in any order. Skipped readings are left
/// out unless they have changed or are disputed.
pub(super) fn for_each_open_reading_in(
    conn: &Connection,
    rows: &[i64],
    mut visit: impl FnMut(OpenReading) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let mut chunks = rows.chunks(READINGS_PER_QUERY);
    chunks.try_for_each(|some| for_each_selected(conn, Selection::of_rows(some), &mut visit))
}

fn for_each_selected(
    conn: &Connection,
    selection: Selection,
    visit: &mut impl FnMut(OpenReading) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let cells = format!(
        "s.row, s.article, a.text_pos, coalesce((SELECT story FROM story
         WHERE story.text_pos = a.text_pos), a.text_pos), s.wording_row,
         s.speaker, {CANONICAL_SPEAKER_SQL},
         NOT EXISTS (SELECT 1 FROM statement AS o
             WHERE o.article = s.article AND +o.speaker IS s.speaker AND o.row <> s.row),
         s.reference, s.mention, s.speaker_kind, s.act, s.mode, s.words, s.cue, s.said, s.said_from,
         s.published_day, a.title, s.confidence_percent, s.doubts, {DISPUTE_SQL}, s.mention_start, s.rules,
         (SELECT k.reading_digest FROM skipped_reading AS k
             WHERE k.statement_id = s.id), s.recorded_pos, {SPEAKER_IN_STORY_SQL}"
    );
    let joins = "LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";
    selection.rows(conn, (&cells, joins, OPEN, ""), |cells| {
        let reading = OpenReading::read(cells)?;
        if reading.dispute.is_some() || !reading.is_skipped() {
            visit(reading)?;
        }
        Ok(())
    })
}

impl OpenReading {
    fn read(cells: &Row<'_>) -> Result<Self, QueryError> {
        Ok(Self {
            row: cells.get(0)?,
            article: cells.get(1)?,
            text: cells.get(2)?,
            story: cells.get(3)?,
            wording: cells.get(4)?,
            speaker: cells.get(5)?,
            canonical_speaker: cells.get(6)?,
            is_lone: cells.get(7)?,
            reference: cells.get(8)?,
            mention: cells.get(9)?,
            kind: sql::parse_cell(cells, 10, "a kind of speaker")?,
            act: sql::parse_cell(cells, 11, "an act")?,
            mode: sql::parse_cell(cells, 12, "a mode")?,
            words: cells.get(13)?,
            cue: cells.get(14)?,
            said: cells.get(15)?,
            said_from: cells.get(16)?,
            published_day: cells.get(17)?,
            title: cells.get(18)?,
            confidence: cells.get(19)?,
            doubts: cells.get(20)?,
            dispute: cells.get(21)?,
            mention_start: cells.get(22)?,
            rules: cells.get(23)?,
            skipped: cells.get(24)?,
            position: cells.get(25)?,
            in_story: cells.get(26)?,
        })
    }

    /// Its chronological key.
    pub(super) const fn order(&self) -> (i64, i64, i64) {
        (self.said_from, self.published_day, self.position)
    }

    /// Whether the reader doubts nothing but the date, which is only that of the article.
    pub(super) fn has_only_approximate_date(&self) -> bool {
        self.doubts == Doubt::DateApproximate.as_str()
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
}
