use super::ProjectionError;
use super::detail;
use super::facts::{Gone, Reading, Reported};
use super::projection::{Projection, Table};
use rusqlite::{Connection, params};

/// The statements that count, ready to be read in the order of saying.
pub(super) struct Timeline;

const TABLES: &[Table] = &[Table::new("statement", "row")];

impl Projection for Timeline {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/timeline.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn article_read(&self, conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
        if article.redated() {
            conn.prepare_cached("UPDATE statement SET published_day = ?2 WHERE article = ?1")?
                .execute([article.row, article.published_day()])?;
        }
        Ok(())
    }

    fn statement_read(&self, conn: &Connection, reading: &mut Reading<'_>) -> Result<(), ProjectionError> {
        let statement = reading.statement;
        let occasion = statement.occasion.as_ref();
        let doubts: Vec<&str> = statement.doubts.iter().map(|doubt| doubt.as_str()).collect();
        let sql = "INSERT INTO statement(row, id, article, speaker, said_from, said_to, published_day, said,
                rule, act, mode, kind, reference, mention, capacity, cue, event, place, words, confidence,
                doubts, revision, recorded_at, detail)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                ?20, ?21, ?22, ?23, ?24)";
        conn.prepare_cached(sql)?.execute(params![
            reading.row,
            statement.id.as_str(),
            reading.article,
            reading.speaker,
            reading.said.from,
            reading.said.to,
            reading.published_day,
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
            reading.words,
            statement.confidence.percent(),
            doubts.join(" "),
            reading.revision,
            reading.recorded_at,
            detail::of(statement)?,
        ])?;
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        conn.prepare_cached("DELETE FROM statement WHERE row = ?1")?
            .execute([gone.row])?;
        Ok(())
    }
}
