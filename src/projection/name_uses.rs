//! How often each name of a speaker is used by current statements, counted in memory while a fold goes on.

use super::ProjectionError;
use super::position::OPEN_END_POS;
use super::speaker_names::SpeakerName;
use crate::domain::fold;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Maximum number of names that are kept, about 20 MB.
const NAMES_MAX: usize = 100_000;

/// The uses of names. Most statements use names that were used before, so their rows are updated once a transaction
/// instead of once a statement.
#[derive(Debug, Default)]
pub(super) struct NameUses {
    known: HashMap<NameKey, NameUse>,
}

/// The name of a speaker, by one reader.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct NameKey {
    speaker: i64,
    source: &'static str,
    name: String,
    kind: String,
    reader: String,
}

/// A name that is valid now.
#[derive(Debug, Clone, Copy)]
struct NameUse {
    valid_from_pos: i64,
    /// Number of current statements that use it.
    uses: i64,
    /// Whether the row has another number.
    is_changed: bool,
}

impl NameUses {
    /// Adds one use of `name` by a reader, at a position.
    pub(super) fn add(
        &mut self,
        conn: &Connection,
        speaker: i64,
        name: &SpeakerName<'_>,
        (reader, at): (&str, i64),
    ) -> Result<(), ProjectionError> {
        let key = NameKey::new(speaker, name, reader);
        if let Some(known) = self.known.get_mut(&key) {
            known.uses += 1;
            known.is_changed = true;
            return Ok(());
        }
        let used = if let Some(stored) = key.load(conn)? {
            NameUse {
                uses: stored.uses + 1,
                is_changed: true,
                ..stored
            }
        } else {
            key.insert(conn, at)?;
            NameUse {
                valid_from_pos: at,
                uses: 1,
                is_changed: false,
            }
        };
        if self.known.len() >= NAMES_MAX {
            self.write(conn)?;
            self.known.clear();
        }
        self.known.insert(key, used);
        Ok(())
    }

    /// Removes one use of `name`. After the last one the name is no longer valid.
    pub(super) fn remove(
        &mut self,
        conn: &Connection,
        speaker: i64,
        name: &SpeakerName<'_>,
        (reader, at): (&str, i64),
    ) -> Result<(), ProjectionError> {
        let key = NameKey::new(speaker, name, reader);
        let known = match self.known.remove(&key) {
            Some(known) => Some(known),
            None => key.load(conn)?,
        };
        if let Some(mut used) = known {
            used.uses -= 1;
            let valid_to_pos = if used.uses == 0 { at } else { OPEN_END_POS };
            key.update(conn, used, valid_to_pos)?;
        }
        Ok(())
    }

    /// Writes the numbers that changed.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        for (key, used) in self.known.iter_mut().filter(|(_, used)| used.is_changed) {
            key.update(conn, *used, OPEN_END_POS)?;
            used.is_changed = false;
        }
        Ok(())
    }
}

impl NameKey {
    fn new(speaker: i64, name: &SpeakerName<'_>, reader: &str) -> Self {
        Self {
            speaker,
            source: name.source,
            name: name.name.to_string(),
            kind: name.kind.to_owned(),
            reader: reader.to_owned(),
        }
    }

    /// The stored row, if the name is valid now.
    fn load(&self, conn: &Connection) -> Result<Option<NameUse>, ProjectionError> {
        let mut select = conn.prepare_cached(
            "SELECT valid_from_pos, use_count FROM speaker_name_version
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND reader = ?5 AND valid_to_pos = ?6",
        )?;
        let params = params![
            self.speaker,
            self.source,
            self.name,
            self.kind,
            self.reader,
            OPEN_END_POS
        ];
        let found = select.query_row(params, |row| {
            Ok(NameUse {
                valid_from_pos: row.get(0)?,
                uses: row.get(1)?,
                is_changed: false,
            })
        });
        Ok(found.optional()?)
    }

    /// Stores the name with one use, valid from the position `at`.
    fn insert(&self, conn: &Connection, at: i64) -> Result<(), ProjectionError> {
        conn.prepare_cached(
            "INSERT INTO speaker_name_version(speaker, source, name, kind, valid_from_pos, valid_to_pos,
             folded_name, use_count, reader)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)",
        )?
        .execute(params![
            self.speaker,
            self.source,
            self.name,
            self.kind,
            at,
            OPEN_END_POS,
            fold(&self.name),
            self.reader
        ])?;
        Ok(())
    }

    /// Stores the number of uses.
    fn update(&self, conn: &Connection, used: NameUse, valid_to_pos: i64) -> Result<(), ProjectionError> {
        conn.prepare_cached(
            "UPDATE speaker_name_version SET use_count = ?7, valid_to_pos = ?8
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND reader = ?5 AND valid_from_pos = ?6",
        )?
        .execute(params![
            self.speaker,
            self.source,
            self.name,
            self.kind,
            self.reader,
            used.valid_from_pos,
            used.uses,
            valid_to_pos
        ])?;
        Ok(())
    }
}
