use super::ProjectionError;
use super::projection::{Projection, Table};
use super::statement_detail;
use super::statement_version::{ClosedVersion, StatementVersion, reader_name};
use crate::domain::Report;
use rusqlite::{Connection, params};

/// The projection of statements: their versions, and what people decided on them.
pub(super) struct Statements;

const TABLES: &[Table] = &[
    Table::new("statement_version", "row"),
    Table::new("statement_decision", "statement_id, aspect"),
];

impl Projection for Statements {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn code_version(&self) -> String {
        "6".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/timeline.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        conn: &Connection,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let statement = version.statement;
        let decisions = version.decisions;
        let occasion = statement.occasion.as_ref();
        let doubts: Vec<&str> = statement.doubts.iter().map(|doubt| doubt.as_str()).collect();
        let sql = "INSERT INTO statement_version(row, valid_from_pos, valid_to_pos, id, reading_row,
                wording_row, recorded_pos, article, lang,
                speaker, said_from, said_to, published_day, said, said_rule, act, mode, speaker_kind,
                    reference, mention,
                capacity, cue, occasion_event, occasion_place, words, confidence_percent, doubts,
                    is_confirmed, corrected_fields, status, article_revision,
                extractor, recorded_at, detail, named_as, is_description, report, side, side_speaker, reader)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38,
                ?39, ?40)";
        conn.prepare_cached(sql)?.execute(params![
            version.row,
            version.valid_from_pos,
            version.valid_to_pos,
            statement.id.as_str(),
            version.reading_row,
            version.wording_row,
            version.origin.recorded_pos,
            version.article.ingested_pos,
            version.article.lang.as_str(),
            version.speaker,
            version.said.from,
            version.said.to,
            version.article.published_day,
            statement.said.date.to_string(),
            statement.said.rule.as_str(),
            statement.act.as_str(),
            statement.mode.as_str(),
            statement.speaker.kind.as_str(),
            statement.speaker.reference,
            statement.speaker.mention.as_ref().map(|slice| &slice.text),
            statement.speaker.capacity,
            statement.cue.as_ref().map(|cue| &cue.words.text),
            occasion.and_then(|at| at.event.as_ref()).map(|slice| &slice.text),
            occasion.and_then(|at| at.place.as_ref()).map(|slice| &slice.text),
            version.words,
            statement.confidence.percent(),
            doubts.join(" "),
            decisions.confirmed,
            decisions.correction.fields().join(" "),
            decisions.status.as_str(),
            version.origin.article_revision,
            version.origin.extractor,
            version.origin.recorded_at,
            statement_detail::to_json(statement)?,
            version.named_as,
            version.is_description,
            statement.report.map(Report::as_str),
            statement.side.as_ref().map(|side| &side.reference),
            version.side_speaker,
            reader_name(statement),
        ])?;
        Ok(())
    }

    fn on_statement_closed(&self, conn: &Connection, closed: &ClosedVersion) -> Result<(), ProjectionError> {
        conn.prepare_cached("UPDATE statement_version SET valid_to_pos = ?2 WHERE row = ?1")?
            .execute([closed.row, closed.valid_to_pos])?;
        Ok(())
    }
}
