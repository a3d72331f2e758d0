use super::ProjectionError;
use super::facts::{Gone, Reading};
use super::names::{Named, names};
use super::projection::{Projection, Table};
use crate::domain::{SpeakerId, fold};
use rusqlite::{Connection, OptionalExtension, params};

/// The speakers of the statements that count, and their names.
///
/// A speaker is there as long as a statement that counts has its reference; every name counts its uses, so
/// that a withdrawal takes exactly what it brought.
pub(super) struct Speakers;

const TABLES: &[Table] = &[
    Table::new("speaker", "row"),
    Table::new("speaker_name", "speaker, source, name, kind"),
];

impl Projection for Speakers {
    fn name(&self) -> &'static str {
        "speakers"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/speakers.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, reading: &mut Reading<'_>) -> Result<(), ProjectionError> {
        let told = &reading.statement.speaker;
        let Some(reference) = &told.reference else {
            return Ok(());
        };
        let id = SpeakerId::of(reference);
        let known = conn
            .prepare_cached("SELECT row FROM speaker WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let kind = told.kind.as_str();
        let speaker = known.unwrap_or(reading.row);
        if known.is_none() {
            conn.prepare_cached("INSERT INTO speaker(row, id, name, kind) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![speaker, id.as_str(), reference, kind])?;
        }
        let mention = told.mention.as_ref().map(|mention| mention.text.as_str());
        let mut another = false;
        for name in names(reference, kind, mention) {
            another |= use_name(conn, speaker, &name, reading.row)?;
        }
        if another && known.is_some() {
            settle(conn, speaker)?;
        }
        reading.speaker = Some(speaker);
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        let (Some(speaker), Some(reference)) = (gone.speaker, &gone.reference) else {
            return Ok(());
        };
        for name in names(reference, &gone.kind, gone.mention.as_deref()) {
            let key = params![speaker, name.source, name.name, name.kind];
            conn.prepare_cached(
                "UPDATE speaker_name SET uses = uses - 1
                 WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4",
            )?
            .execute(key)?;
            conn.prepare_cached(
                "DELETE FROM speaker_name
                 WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND uses = 0",
            )?
            .execute(key)?;
        }
        settle(conn, speaker)
    }
}

/// Counts one use of `name`; tells whether it is a reference that was not there before.
fn use_name(
    conn: &Connection,
    speaker: i64,
    name: &Named<'_>,
    position: i64,
) -> Result<bool, ProjectionError> {
    let counted = conn
        .prepare_cached(
            "UPDATE speaker_name SET uses = uses + 1
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4",
        )?
        .execute(params![speaker, name.source, name.name, name.kind])?;
    if counted > 0 {
        return Ok(false);
    }
    conn.prepare_cached(
        "INSERT INTO speaker_name(speaker, source, name, kind, folded, since, uses)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
    )?
    .execute(params![
        speaker,
        name.source,
        name.name,
        name.kind,
        fold(&name.name),
        position
    ])?;
    Ok(name.source == "reference")
}

/// Gives a speaker the name and kind of the first reading that counts, or removes it where none does. An
/// unknown kind gives way to any other.
fn settle(conn: &Connection, speaker: i64) -> Result<(), ProjectionError> {
    let first = conn
        .prepare_cached(
            "SELECT name FROM speaker_name WHERE speaker = ?1 AND source = 'reference'
             ORDER BY since LIMIT 1",
        )?
        .query_row([speaker], |row| row.get::<_, String>(0))
        .optional()?;
    let Some(name) = first else {
        conn.prepare_cached("DELETE FROM speaker WHERE row = ?1")?
            .execute([speaker])?;
        return Ok(());
    };
    let kind: String = conn
        .prepare_cached(
            "SELECT kind FROM speaker_name WHERE speaker = ?1 AND source = 'reference'
             ORDER BY kind = 'unknown', since LIMIT 1",
        )?
        .query_row([speaker], |row| row.get(0))?;
    conn.prepare_cached("UPDATE speaker SET name = ?2, kind = ?3 WHERE row = ?1")?
        .execute(params![speaker, name, kind])?;
    Ok(())
}
