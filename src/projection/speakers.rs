use super::ProjectionError;
use super::checkpoints::number;
use super::facts::{FOREVER, Gone, Version};
use super::names::{Named, names};
use super::projection::{Projection, Table};
use crate::domain::{Event, Recorded, SpeakerId, SpeakerRuling, fold};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// The speakers, their names, and who of them is the same.
///
/// A statement belongs to the speaker that its article names. That two are one is a person's decision beside it,
/// so that a merger and its end touch no statement. A name counts its uses, and is one as long as there are any.
pub(super) struct Speakers;

const TABLES: &[Table] = &[
    Table::new("speaker", "row"),
    Table::new("speaker_name", "speaker, source, name, kind, since"),
    Table::new("speaker_whole", "speaker, since"),
    Table::new("speaker_merged", "speaker"),
    Table::new("speaker_identifier", "speaker, identifier, since"),
];

impl Projection for Speakers {
    fn name(&self) -> &'static str {
        "speakers"
    }

    fn code_version(&self) -> String {
        "2".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/speakers.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        let told = &version.statement.speaker;
        let (Some(reference), true) = (&told.reference, version.counts()) else {
            return Ok(());
        };
        let speaker = row(conn, &SpeakerId::of(reference))?;
        let mention = told.mention.as_ref().map(|mention| mention.text.as_str());
        for name in names(reference, told.kind.as_str(), mention) {
            use_name(conn, speaker, &name, version.since)?;
        }
        version.speaker = Some(speaker);
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        let (Some(speaker), Some(reference)) = (gone.speaker, &gone.reference) else {
            return Ok(());
        };
        for name in names(reference, &gone.kind, gone.mention.as_deref()) {
            leave_name(conn, speaker, &name, gone.until)?;
        }
        Ok(())
    }

    fn decided(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let Event::SpeakerDecided { speaker, ruling, .. } = &recorded.event else {
            return Ok(());
        };
        let at = number(recorded.position);
        let speaker = row(conn, speaker)?;
        match ruling {
            SpeakerRuling::Merged(into) => merge(conn, speaker, into.as_ref(), at),
            SpeakerRuling::Alias(name, is) => {
                let name = Named {
                    source: "alias",
                    name: name.into(),
                    kind: "",
                };
                if *is {
                    use_name(conn, speaker, &name, at)
                } else {
                    leave_name(conn, speaker, &name, at)
                }
            }
            SpeakerRuling::Identifier(identifier, true) => {
                conn.prepare_cached(
                    "INSERT INTO speaker_identifier(speaker, identifier, since, until) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![speaker, identifier, at, FOREVER])?;
                Ok(())
            }
            SpeakerRuling::Identifier(identifier, false) => {
                conn.prepare_cached(
                    "UPDATE speaker_identifier SET until = ?3 WHERE speaker = ?1 AND identifier = ?2 AND until = ?4",
                )?
                .execute(params![speaker, identifier, at, FOREVER])?;
                Ok(())
            }
        }
    }
}

/// The row of a speaker, who comes in by being asked for.
fn row(conn: &Connection, id: &SpeakerId) -> Result<i64, ProjectionError> {
    let known = conn
        .prepare_cached("SELECT row FROM speaker WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    conn.prepare_cached("INSERT INTO speaker(id) VALUES (?1)")?
        .execute([id.as_str()])?;
    Ok(conn.last_insert_rowid())
}

/// Since when `name` is one of the speaker's, if it is.
fn since(conn: &Connection, speaker: i64, name: &Named<'_>) -> Result<Option<i64>, ProjectionError> {
    let since = conn
        .prepare_cached(
            "SELECT since FROM speaker_name
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND until = ?5",
        )?
        .query_row(
            params![speaker, name.source, name.name, name.kind, FOREVER],
            |row| row.get(0),
        )
        .optional()?;
    Ok(since)
}

/// Counts one use of `name` more. Rows are changed by their key: a change that may touch several opens a savepoint,
/// at which FTS5 writes out what it has gathered.
fn use_name(conn: &Connection, speaker: i64, name: &Named<'_>, at: i64) -> Result<(), ProjectionError> {
    match since(conn, speaker, name)? {
        Some(since) => conn
            .prepare_cached(
                "UPDATE speaker_name SET uses = uses + 1
                 WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND since = ?5",
            )?
            .execute(params![speaker, name.source, name.name, name.kind, since])?,
        None => conn
            .prepare_cached(
                "INSERT INTO speaker_name(speaker, source, name, kind, since, until, folded, uses)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)",
            )?
            .execute(params![
                speaker,
                name.source,
                name.name,
                name.kind,
                at,
                FOREVER,
                fold(&name.name)
            ])?,
    };
    Ok(())
}

/// Counts one use of `name` less; at none it is a name no longer.
fn leave_name(conn: &Connection, speaker: i64, name: &Named<'_>, at: i64) -> Result<(), ProjectionError> {
    if let Some(since) = since(conn, speaker, name)? {
        conn.prepare_cached(
            "UPDATE speaker_name SET uses = uses - 1, until = CASE uses WHEN 1 THEN ?6 ELSE until END
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND since = ?5",
        )?
        .execute(params![speaker, name.source, name.name, name.kind, since, at])?;
    }
    Ok(())
}

/// Notes whom `speaker` is the same as, and anew who is whole with whom.
fn merge(conn: &Connection, speaker: i64, into: Option<&SpeakerId>, at: i64) -> Result<(), ProjectionError> {
    match into {
        Some(into) => conn
            .prepare_cached(
                "INSERT INTO speaker_merged(speaker, into_) VALUES (?1, ?2)
                 ON CONFLICT(speaker) DO UPDATE SET into_ = ?2",
            )?
            .execute([speaker, row(conn, into)?])?,
        None => conn
            .prepare_cached("DELETE FROM speaker_merged WHERE speaker = ?1")?
            .execute([speaker])?,
    };
    let pairs = |sql: &str, values: &[i64]| -> Result<BTreeMap<i64, i64>, ProjectionError> {
        let mut select = conn.prepare_cached(sql)?;
        let rows = select.query_map(rusqlite::params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let merged = pairs("SELECT speaker, into_ FROM speaker_merged", &[])?;
    let before = pairs(
        "SELECT speaker, whole FROM speaker_whole WHERE until = ?1",
        &[FOREVER],
    )?;
    let mut now = BTreeMap::new();
    for speaker in merged.keys() {
        let (mut whole, mut seen) = (*speaker, BTreeSet::new());
        while let Some(into) = merged.get(&whole).filter(|_| seen.insert(whole)) {
            whole = *into;
        }
        now.insert(*speaker, whole);
    }
    for speaker in before
        .iter()
        .filter(|(speaker, whole)| now.get(*speaker) != Some(*whole))
    {
        conn.prepare_cached("UPDATE speaker_whole SET until = ?2 WHERE speaker = ?1 AND until = ?3")?
            .execute([*speaker.0, at, FOREVER])?;
    }
    for (speaker, whole) in now
        .iter()
        .filter(|(speaker, whole)| before.get(*speaker) != Some(*whole))
    {
        conn.prepare_cached(
            "INSERT INTO speaker_whole(speaker, since, until, whole) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute([*speaker, at, FOREVER, *whole])?;
    }
    Ok(())
}
