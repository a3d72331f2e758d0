//! Versions of statements, as the writer hands them to the projections.

use super::article_version::CurrentArticleVersion;
use super::day_range::DayRange;
use super::derived::DerivedStatement;
use super::position::OPEN_END_POS;
use crate::domain::{Reader, SpeakerKind, Statement, StatementDecisions};
use rusqlite::Row;

/// A new version of a statement.
///
/// Three fields identify rows of `statement_version`. `row` is the version itself. `reading_row` is the reading, as the
/// reader gave it, that the version is based on. `wording_row` is the first version of the same statement that has the
/// same words, so tables that depend only on the words have one row for all versions that share them. Example:
///
/// | event | `row` | `reading_row` | `wording_row` |
/// |---|---|---|---|
/// | the extractor reads the statement | 5 | 5 | 5 |
/// | a person corrects the speaker | 9 | 5 | 5 |
/// | a person corrects the words | 12 | 5 | 12 |
/// | a newer extractor reads it again with the first words: the new reading | 20 | 20 | 5 |
/// | the same event: the new reading with both corrections | 21 | 20 | 12 |
pub(super) struct StatementVersion<'a> {
    /// `statement_version.row`.
    pub(super) row: i64,
    /// Position of the event that makes this version.
    pub(super) valid_from_pos: i64,
    /// [`OPEN_END_POS`] for a version that becomes current. Equal to `valid_from_pos` for a reading that is stored only
    /// as the basis of a corrected version.
    pub(super) valid_to_pos: i64,
    /// Row of the uncorrected reading that the version is based on; equal to `row` for a reading.
    pub(super) reading_row: i64,
    /// Row of the statement's first version with these words; identifies the wording. Equal to `row` if the words are
    /// new.
    pub(super) wording_row: i64,
    /// When, and by what, the reading was recorded.
    pub(super) origin: ReadingOrigin,
    /// The article that contains it.
    pub(super) article: &'a CurrentArticleVersion,
    /// The statement, with the decisions applied.
    pub(super) statement: &'a Statement,
    /// What people decided on the statement.
    pub(super) decisions: &'a StatementDecisions,
    /// What is derived from the statement alone: its words, and what follows from them.
    pub(super) derived: &'a DerivedStatement,
    /// Possible days of utterance.
    pub(super) said: DayRange,
    /// `speaker.row` of the speaker. Set by the projection of speakers, for those after it.
    pub(super) speaker: Option<i64>,
    /// The reference, or the name that a person gave to a namesake. Set by the projection of speakers.
    pub(super) named_as: Option<String>,
    /// Whether the reference describes instead of naming. Set by the projection of speakers.
    pub(super) is_description: bool,
    /// `speaker.row` of the side that the speaker speaks for. Set by the projection of speakers.
    pub(super) side_speaker: Option<i64>,
    /// `topic_version.row` of each topic. Set by the projection of topics.
    pub(super) topics: Vec<i64>,
}

impl StatementVersion<'_> {
    /// Whether no earlier version of the statement has these words.
    pub(super) const fn is_new_wording(&self) -> bool {
        self.wording_row == self.row
    }

    /// Whether the version becomes current, and is not only the basis of a corrected one.
    pub(super) const fn is_current(&self) -> bool {
        self.valid_to_pos == OPEN_END_POS
    }
}

/// How a reading came into the log.
#[derive(Debug, Clone)]
pub(super) struct ReadingOrigin {
    /// Position of the event that recorded it.
    pub(super) recorded_pos: i64,
    /// Time of that event, in microseconds since 1970 UTC.
    pub(super) recorded_at: i64,
    /// The revision of the article that its evidence points into.
    pub(super) article_revision: u32,
    /// Name and version of the extractor or other reader.
    pub(super) extractor: String,
}

/// The name of the reader of `statement` as it is stored: empty for the extractor.
pub(super) fn reader_name(statement: &Statement) -> &str {
    statement.reader.as_ref().map_or("", Reader::name)
}

/// A version of a statement that is no longer current, with what the projections need to undo its effects.
pub(super) struct ClosedVersion {
    /// `statement_version.row`.
    pub(super) row: i64,
    /// The position from which on it is not current.
    pub(super) valid_to_pos: i64,
    /// `speaker.row` of the speaker.
    pub(super) speaker: Option<i64>,
    /// The speaker's fullest name or description in the article.
    pub(super) reference: Option<String>,
    /// The reference, or the name that a person gave to a namesake.
    pub(super) named_as: Option<String>,
    /// Kind of the speaker.
    pub(super) kind: SpeakerKind,
    /// How the article names the speaker at that place.
    pub(super) mention: Option<String>,
    /// Name and `speaker.row` of the side that the speaker spoke for.
    pub(super) side: Option<(String, i64)>,
    /// Name of the reader; empty for the extractor.
    pub(super) reader: String,
    /// Possible days of utterance.
    pub(super) said: DayRange,
    /// `article_version.ingested_pos` of its article.
    pub(super) article: i64,
}

impl ClosedVersion {
    /// Selects the cells that [`ClosedVersion::from_row`] takes.
    pub(super) const SELECT: &'static str = "SELECT row, speaker, reference,
        (SELECT p.speaker_kind FROM reading_profile AS p WHERE p.row = profile), mention,
        coalesce(namesake, reference), side, side_speaker, reader, said_from, said_to,
        article FROM statement_version";

    /// The version in `row`, closed at the position `valid_to_pos`.
    pub(super) fn from_row(row: &Row<'_>, valid_to_pos: i64) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            valid_to_pos,
            speaker: row.get(1)?,
            reference: row.get(2)?,
            kind: row.get_ref(3)?.as_str()?.parse().unwrap_or(SpeakerKind::Unknown),
            mention: row.get(4)?,
            named_as: row.get(5)?,
            side: row.get::<_, Option<String>>(6)?.zip(row.get(7)?),
            reader: row.get(8)?,
            said: DayRange {
                from: row.get(9)?,
                to: row.get(10)?,
            },
            article: row.get(11)?,
        })
    }
}
