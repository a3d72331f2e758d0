use super::ProjectionError;
use super::checkpoints::number;
use super::descriptions::{self, descriptions};
use super::facts::{FOREVER, Gone, Version, reader_name};
use super::names::{Named, Naming, names};
use super::projection::{Projection, Table};
use super::{code, divisions};
use crate::domain::{
    ArticleId, Event, Recorded, SpeakerId, SpeakerKind, SpeakerRuling, StatementId, fold, joint_names,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// The speakers, their names, and who of them is the same.
///
/// A statement belongs to the speaker that its article names: all articles that have the name mean one speaker, unless
/// a person told namesakes apart. A reference that only describes ("ministre") belongs to its article. That two are
/// one is a person's decision beside it, so that a merger and its end touch no statement. A name counts its uses, and
/// is one as long as there are any.
pub(super) struct Speakers;

const TABLES: &[Table] = &[
    Table::new("speaker", "row"),
    Table::new("speaker_name", "speaker, source, name, kind, reader, since"),
    Table::new("speaker_whole", "speaker, since"),
    Table::new("speaker_merged", "speaker"),
    Table::new("speaker_division", "speaker, kind, value, since"),
    Table::new("speaker_part", "part, joint"),
    Table::new("speaker_identifier", "speaker, identifier, since"),
];

impl Projection for Speakers {
    fn name(&self) -> &'static str {
        "speakers"
    }

    fn code_version(&self) -> String {
        code::version(4, descriptions::SOURCE)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/speakers.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        if version.counts() {
            version.side_speaker = side(conn, version)?;
        }
        let told = &version.statement.speaker;
        let (Some(reference), true) = (&told.reference, version.counts()) else {
            return Ok(());
        };
        version.is_described = descriptions()?.describes(reference, told.kind);
        let (speaker, named_as) = identify(conn, version, reference)?;
        let naming = Naming {
            reference,
            named_as: &named_as,
            kind: told.kind,
            mention: told.mention.as_ref().map(|mention| mention.text.as_str()),
        };
        let reader = reader_name(version.statement);
        for name in names(&naming)? {
            use_name(conn, speaker, &name, (reader, version.since))?;
        }
        for part in parts(reference, told.kind)? {
            let part_row = row(conn, &SpeakerId::of(&part.name))?;
            conn.prepare_cached(
                "INSERT INTO speaker_part(part, joint) VALUES (?1, ?2) ON CONFLICT(part, joint) DO NOTHING",
            )?
            .execute([part_row, speaker])?;
            use_name(conn, part_row, &part, (reader, version.since))?;
        }
        version.speaker = Some(speaker);
        version.named_as = Some(named_as);
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        let at = (gone.reader.as_str(), gone.until);
        if let Some((reference, speaker)) = &gone.side {
            leave_name(conn, *speaker, &name_of_side(reference)?, at)?;
        }
        let (Some(speaker), Some(reference)) = (gone.speaker, &gone.reference) else {
            return Ok(());
        };
        let naming = Naming {
            reference,
            named_as: gone.named_as.as_deref().unwrap_or(reference),
            kind: gone.kind,
            mention: gone.mention.as_deref(),
        };
        for name in names(&naming)? {
            leave_name(conn, speaker, &name, at)?;
        }
        for part in parts(reference, gone.kind)? {
            let part_row = row(conn, &SpeakerId::of(&part.name))?;
            leave_name(conn, part_row, &part, at)?;
        }
        Ok(())
    }

    fn decided(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let Event::SpeakerDecided { speaker, ruling, .. } = &recorded.event else {
            return Ok(());
        };
        let at = number(recorded.position);
        let speaker = decided_on(conn, speaker)?;
        match ruling {
            SpeakerRuling::Merged(into) => merge(conn, speaker, into.as_ref(), at),
            SpeakerRuling::Alias(name, is) => {
                let name = Named {
                    source: "alias",
                    name: name.into(),
                    kind: "",
                };
                if *is {
                    use_name(conn, speaker, &name, ("", at))
                } else {
                    leave_name(conn, speaker, &name, ("", at))
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
            SpeakerRuling::Divided(by, name) => divisions::divide(conn, speaker, by, name.as_ref(), at),
        }
    }
}

/// Those whose statements are what is said under `reference` too: each of those who speak together, and the body that
/// the reference names in any article.
fn parts(reference: &str, kind: SpeakerKind) -> Result<Vec<Named<'_>>, ProjectionError> {
    let mut parts: Vec<Named<'_>> = joint_names(reference, kind)
        .into_iter()
        .map(Named::of_part)
        .collect();
    let words = descriptions()?;
    if words.describes(reference, kind) && words.names_body(reference) {
        parts.push(Named::of_body(reference, kind.as_str()));
    }
    Ok(parts)
}

/// The row of the side that the speaker of `version` speaks for.
fn side(conn: &Connection, version: &Version<'_>) -> Result<Option<i64>, ProjectionError> {
    let Some(side) = &version.statement.side else {
        return Ok(None);
    };
    let reference = side.reference.as_str();
    let id = if descriptions()?.describes_side(reference) {
        SpeakerId::described(&version.article.id, reference)
    } else {
        SpeakerId::of(reference)
    };
    let speaker = row(conn, &id)?;
    let reader = reader_name(version.statement);
    use_name(conn, speaker, &name_of_side(reference)?, (reader, version.since))?;
    Ok(Some(speaker))
}

/// The name that a side has by its reference; of what kind it is nobody tells.
fn name_of_side(reference: &str) -> Result<Named<'_>, ProjectionError> {
    Ok(Named {
        source: if descriptions()?.describes_side(reference) {
            "description"
        } else {
            "reference"
        },
        name: reference.into(),
        kind: SpeakerKind::Unknown.as_str(),
    })
}

/// The row of the speaker whom the article of `version` means by `reference`, and the name that this gives the speaker.
fn identify(
    conn: &Connection,
    version: &Version<'_>,
    reference: &str,
) -> Result<(i64, String), ProjectionError> {
    let article = &version.article.id;
    if version.is_described {
        let speaker = row(conn, &SpeakerId::described(article, reference))?;
        return Ok((speaker, reference.to_owned()));
    }
    let speaker = row(conn, &SpeakerId::of(reference))?;
    let capacity = version.statement.speaker.capacity.as_deref();
    Ok(match divisions::namesake(conn, speaker, article, capacity)? {
        Some(name) => (row(conn, &SpeakerId::of(&name))?, name),
        None => (speaker, reference.to_owned()),
    })
}

/// The statements that count and whose articles have the name of `speaker`, whoever says them, each with its article.
pub(super) fn statements_named(
    conn: &Connection,
    speaker: &SpeakerId,
) -> Result<Vec<(StatementId, ArticleId)>, ProjectionError> {
    // Whoever is told apart has a name of their own, and keeps the common one beside it.
    let mut select = conn.prepare_cached(
        "SELECT s.id, a.id, s.reference FROM speaker AS p
         CROSS JOIN speaker_name AS n ON n.speaker = p.row AND n.source = 'reference'
         CROSS JOIN speaker_name AS o ON o.folded = n.folded AND o.source IN ('reference', 'namesake')
         CROSS JOIN statement_version AS s ON s.speaker = o.speaker AND s.until = ?2
         CROSS JOIN article_version AS a ON a.row = s.article AND a.until = ?2
         WHERE p.id = ?1 GROUP BY s.row ORDER BY s.row",
    )?;
    let mut rows = select.query(params![speaker.as_str(), FOREVER])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        let text = |number| cells.get_ref(number)?.as_str().map_err(rusqlite::Error::from);
        if SpeakerId::of(text(2)?) != *speaker {
            continue;
        }
        let damaged = |what| move |_| ProjectionError::Damaged(what);
        found.push((
            text(0)?.parse().map_err(damaged("the id of a statement"))?,
            text(1)?.parse().map_err(damaged("the id of an article"))?,
        ));
    }
    Ok(found)
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

/// The row of the speaker on whom a person decided under this id.
///
/// 0.1.0 took a description for one speaker in all articles, whose id it gave. A decision of that time is on the one
/// article's speaker who was described so by then, and on nobody where several articles had the description.
fn decided_on(conn: &Connection, id: &SpeakerId) -> Result<i64, ProjectionError> {
    let speaker = row(conn, id)?;
    let is_named = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM speaker_name WHERE speaker = ?1 AND reader = '')")?
        .query_row([speaker], |row| row.get(0))?;
    if is_named {
        return Ok(speaker);
    }
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT speaker, name FROM speaker_name WHERE source = 'description' AND until = ?1
             AND reader = ''",
    )?;
    let mut rows = select.query([FOREVER])?;
    let mut described = BTreeSet::new();
    while let Some(cells) = rows.next()? {
        if SpeakerId::of(cells.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) == *id {
            described.insert(cells.get(0)?);
        }
    }
    let only = described.first().filter(|_| described.len() == 1);
    Ok(only.copied().unwrap_or(speaker))
}

/// Since when `name` is one of the speaker's by this reader, if it is.
fn since(
    conn: &Connection,
    speaker: i64,
    name: &Named<'_>,
    reader: &str,
) -> Result<Option<i64>, ProjectionError> {
    let since = conn
        .prepare_cached(
            "SELECT since FROM speaker_name
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND until = ?5 AND reader = ?6",
        )?
        .query_row(
            params![speaker, name.source, name.name, name.kind, FOREVER, reader],
            |row| row.get(0),
        )
        .optional()?;
    Ok(since)
}

/// Counts one use of `name` by a reader more, at a position. Rows are changed by their key: a change that may touch
/// several opens a savepoint, at which FTS5 writes out what it has gathered.
fn use_name(
    conn: &Connection,
    speaker: i64,
    name: &Named<'_>,
    (reader, at): (&str, i64),
) -> Result<(), ProjectionError> {
    match since(conn, speaker, name, reader)? {
        Some(since) => conn
            .prepare_cached(
                "UPDATE speaker_name SET uses = uses + 1
                 WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND reader = ?5 AND since = ?6",
            )?
            .execute(params![speaker, name.source, name.name, name.kind, reader, since])?,
        None => conn
            .prepare_cached(
                "INSERT INTO speaker_name(speaker, source, name, kind, since, until, folded, uses, reader)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)",
            )?
            .execute(params![
                speaker,
                name.source,
                name.name,
                name.kind,
                at,
                FOREVER,
                fold(&name.name),
                reader
            ])?,
    };
    Ok(())
}

/// Counts one use of `name` less; at none it is a name no longer.
fn leave_name(
    conn: &Connection,
    speaker: i64,
    name: &Named<'_>,
    (reader, at): (&str, i64),
) -> Result<(), ProjectionError> {
    if let Some(since) = since(conn, speaker, name, reader)? {
        conn.prepare_cached(
            "UPDATE speaker_name SET uses = uses - 1, until = CASE uses WHEN 1 THEN ?7 ELSE until END
             WHERE speaker = ?1 AND source = ?2 AND name = ?3 AND kind = ?4 AND reader = ?5 AND since = ?6",
        )?
        .execute(params![
            speaker,
            name.source,
            name.name,
            name.kind,
            reader,
            since,
            at
        ])?;
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
