use super::ProjectionError;
use super::detail;
use super::facts::{Gone, Version, reader_name};
use super::projection::{Projection, Table};
use crate::domain::Report;
use rusqlite::{Connection, params};

/// The versions of statements, ready to be read in the order of saying.
pub(super) struct Timeline;

const TABLES: &[Table] = &[
    Table::new("statement_version", "row"),
    Table::new("ruling", "statement, what"),
];

impl Projection for Timeline {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn code_version(&self) -> String {
        "4".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/timeline.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        let statement = version.statement;
        let decisions = version.decisions;
        let occasion = statement.occasion.as_ref();
        let doubts: Vec<&str> = statement.doubts.iter().map(|doubt| doubt.as_str()).collect();
        let sql = "INSERT INTO statement_version(row, since, until, id, reading, wording, position, article, lang,
                speaker, said_from, said_to, published_day, said, rule, act, mode, kind, reference, mention,
                capacity, cue, event, place, words, confidence, doubts, confirmed, corrected, status, revision,
                extractor, recorded_at, detail, named_as, described, report, side, side_speaker, reader)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38,
                ?39, ?40)";
        conn.prepare_cached(sql)?.execute(params![
            version.row,
            version.since,
            version.until,
            statement.id.as_str(),
            version.reading,
            version.wording,
            version.read.position,
            version.article.row,
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
            version.read.revision,
            version.read.extractor,
            version.read.recorded_at,
            detail::of(statement)?,
            version.named_as,
            version.is_described,
            statement.report.map(Report::as_str),
            statement.side.as_ref().map(|side| &side.reference),
            version.side_speaker,
            reader_name(statement),
        ])?;
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        conn.prepare_cached("UPDATE statement_version SET until = ?2 WHERE row = ?1")?
            .execute([gone.row, gone.until])?;
        Ok(())
    }
}
