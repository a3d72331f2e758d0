//! The projection of what readings are judged by: a short record for each version of a statement, in blocks.

use super::ProjectionError;
use super::article_text::load_text;
use super::article_version::CurrentArticleVersion;
use super::code_version::code_version;
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use crate::domain::fold as fold_text;
use crate::domain::harm::{
    DOUBT_SIGNS, HEADLINE, PRONOUN, PRONOUN_FAR, ReadingRecord, RecordFlags, characters_between, is_far,
    is_in_headline, record_hash,
};

/// The projection of the records by which `review` judges every reading without reading the long rows of statements.
///
/// A record has what never changes of its version: signs that depend on other statements, speakers or decisions are
/// added by the question.
pub(super) struct ReadingRecords;

const TABLES: &[Table] = &[Table::new("reading_record_block", "block")];

impl Projection for ReadingRecords {
    fn name(&self) -> &'static str {
        "reading-records"
    }

    fn code_version(&self) -> String {
        // A record names signs by their numbers.
        let names: Vec<&str> = DOUBT_SIGNS.iter().map(|sign| sign.name).collect();
        code_version(1, &names.join(" "))
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/reading_records.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let record = make_record(fold, version)?;
        fold.memory.reading_records.borrow_mut().add(fold.conn, record)
    }
}

fn make_record(fold: &Fold<'_>, version: &StatementVersion<'_>) -> Result<ReadingRecord, ProjectionError> {
    let (statement, decisions) = (version.statement, version.decisions);
    let derived = &version.derived.harm;
    let speaker = &statement.speaker;
    let mut signs = derived.signs.unwrap_or_default();
    if is_in_title(fold, version) {
        signs.insert(HEADLINE);
    }
    if signs.contains(PRONOUN) && is_pronoun_far(fold, version)? {
        signs.insert(PRONOUN_FAR);
    }
    let flags = RecordFlags::default()
        .with(
            RecordFlags::UNDECIDED,
            !decisions.confirmed && decisions.correction.is_empty(),
        )
        .with(RecordFlags::CONFIRMED, decisions.confirmed)
        .with(RecordFlags::DESCRIBED, version.is_description)
        .with(RecordFlags::HAS_REFERENCE, speaker.reference.is_some())
        .with(RecordFlags::IRREGULAR, derived.signs.is_none());
    let description = speaker.reference.as_ref().filter(|_| version.is_description);
    Ok(ReadingRecord {
        row: version.row,
        flags,
        act: statement.act,
        certainty_percent: statement.confidence.percent(),
        cost_points: derived.cost_points,
        signs,
        article: version.article.ingested_pos,
        recorded_pos: version.origin.recorded_pos,
        published_day: version.article.published_day,
        said_from: version.said.from,
        speaker: version.speaker,
        wording: version.wording_row,
        words_hash: derived.words_hash,
        // As SQLite's lower(), which questions compare descriptions with, changes only ASCII letters.
        description_hash: description.map_or(0, |name| record_hash(&name.to_ascii_lowercase())),
    })
}

/// Whether the headline has the words. The folded headline is kept for the next statement.
fn is_in_title(fold: &Fold<'_>, version: &StatementVersion<'_>) -> bool {
    let CurrentArticleVersion {
        title: Some(title),
        valid_from_pos,
        ..
    } = version.article
    else {
        return false;
    };
    let mut known = fold.memory.folded_title.borrow_mut();
    if known.0 != *valid_from_pos {
        *known = (*valid_from_pos, fold_text(title));
    }
    is_in_headline(&version.derived.folded, &known.1)
}

/// Whether the pronoun that names the speaker is far from the name. The text is kept for the next statement.
fn is_pronoun_far(fold: &Fold<'_>, version: &StatementVersion<'_>) -> Result<bool, ProjectionError> {
    let speaker = &version.statement.speaker;
    let (Some(name), Some(mention)) = (&speaker.reference, &speaker.mention) else {
        return Ok(false);
    };
    let mut known = fold.memory.last_text.borrow_mut();
    let text_pos = version.article.text_pos;
    if known.0 != text_pos {
        *known = (text_pos, load_text(fold.conn, text_pos)?);
    }
    let text = known.1.as_deref();
    let between = text.and_then(|text| characters_between(text, name, mention.span.start as usize));
    Ok(between.is_some_and(is_far))
}
