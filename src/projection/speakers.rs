use super::ProjectionError;
use super::descriptions::{self, description_words};
use super::fold::Fold;
use super::name_uses::NameUses;
use super::position::OPEN_END_POS;
use super::position::position_number;
use super::projection::{Projection, Table};
use super::speaker_names::{SpeakerMention, SpeakerName, names_from_mention};
use super::statement_version::{ClosedVersion, StatementVersion, reader_name};
use super::{code_version, speaker_divisions, speaker_mergers};
use crate::domain::{
    ArticleId, Event, RecordedEvent, SpeakerDecision, SpeakerDivision, SpeakerId, SpeakerKind, StatementId,
    joint_names,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefMut;
use std::collections::BTreeSet;

/// The projection of speakers: their names, mergers, divisions and identifiers.
///
/// A statement belongs to the speaker that its article names. The same name in all articles means one speaker, unless
/// a person separated namesakes. A reference that only describes ("ministre") is a speaker of its article alone.
/// Mergers are stored beside that, so a merger, or its end, changes no statement. A name counts its uses and is valid
/// while there are any.
pub(super) struct Speakers;

const TABLES: &[Table] = &[
    Table::new("speaker", "row"),
    Table::new(
        "speaker_name_version",
        "speaker, source, name, kind, reader, valid_from_pos",
    ),
    Table::new("speaker_group_version", "speaker, valid_from_pos"),
    Table::new("canonical_speaker_version", "group_row, valid_from_pos"),
    Table::new("speaker_merger", "speaker"),
    Table::new("speaker_group", "row"),
    Table::new("speaker_division_version", "speaker, kind, value, valid_from_pos"),
    Table::new("speaker_part", "part, joint"),
    Table::new(
        "speaker_identifier_version",
        "speaker, identifier, valid_from_pos",
    ),
];

impl Projection for Speakers {
    fn name(&self) -> &'static str {
        "speakers"
    }

    fn code_version(&self) -> String {
        code_version::code_version(7, descriptions::DATA)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/speakers.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if version.is_current() {
            version.side_speaker = record_side(fold, version)?;
        }
        let attribution = &version.statement.speaker;
        let (Some(reference), true) = (&attribution.reference, version.is_current()) else {
            return Ok(());
        };
        version.is_description = description_words()?.describes(reference, attribution.kind);
        let (speaker, named_as) = resolve_speaker(fold, version, reference)?;
        let naming = SpeakerMention {
            reference,
            named_as: &named_as,
            kind: attribution.kind,
            mention: attribution.mention.as_ref().map(|mention| mention.text.as_str()),
        };
        let reader = reader_name(version.statement);
        for name in names_from_mention(&naming)? {
            name_uses(fold).add(fold.conn, speaker, &name, (reader, version.valid_from_pos))?;
        }
        for part in speakers_of_parts(reference, attribution.kind)? {
            let part_row = speaker_row(fold, &SpeakerId::from_name(&part.name))?;
            fold.conn.prepare_cached(
                "INSERT INTO speaker_part(part, joint) VALUES (?1, ?2) ON CONFLICT(part, joint) DO NOTHING",
            )?
            .execute([part_row, speaker])?;
            name_uses(fold).add(fold.conn, part_row, &part, (reader, version.valid_from_pos))?;
        }
        version.speaker = Some(speaker);
        version.named_as = Some(named_as);
        Ok(())
    }

    fn on_statement_closed(&self, fold: &Fold<'_>, closed: &ClosedVersion) -> Result<(), ProjectionError> {
        let at = (closed.reader.as_str(), closed.valid_to_pos);
        if let Some((reference, speaker)) = &closed.side {
            name_uses(fold).remove(fold.conn, *speaker, &side_name(reference)?, at)?;
        }
        let (Some(speaker), Some(reference)) = (closed.speaker, &closed.reference) else {
            return Ok(());
        };
        let naming = SpeakerMention {
            reference,
            named_as: closed.named_as.as_deref().unwrap_or(reference),
            kind: closed.kind,
            mention: closed.mention.as_deref(),
        };
        for name in names_from_mention(&naming)? {
            name_uses(fold).remove(fold.conn, speaker, &name, at)?;
        }
        for part in speakers_of_parts(reference, closed.kind)? {
            let part_row = speaker_row(fold, &SpeakerId::from_name(&part.name))?;
            name_uses(fold).remove(fold.conn, part_row, &part, at)?;
        }
        Ok(())
    }

    fn on_event(&self, fold: &Fold<'_>, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
        let Event::SpeakerDecided {
            speaker, decision, ..
        } = &recorded.event
        else {
            return Ok(());
        };
        if is_redacted(decision) {
            return Ok(());
        }
        let at = position_number(recorded.position);
        let speaker = decided_speaker(fold, speaker)?;
        match decision {
            SpeakerDecision::Merged(into) => {
                let into = into.as_ref().map(|into| speaker_row(fold, into)).transpose()?;
                speaker_mergers::set_merger(fold.conn, speaker, into, at)
            }
            SpeakerDecision::Alias(name, is) => {
                let name = SpeakerName {
                    source: "alias",
                    name: name.into(),
                    kind: "",
                };
                if *is {
                    name_uses(fold).add(fold.conn, speaker, &name, ("", at))
                } else {
                    name_uses(fold).remove(fold.conn, speaker, &name, ("", at))
                }
            }
            SpeakerDecision::Identifier(identifier, true) => {
                fold.conn.prepare_cached(
                    "INSERT INTO speaker_identifier_version(speaker, identifier, valid_from_pos, valid_to_pos)
                             VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![speaker, identifier, at, OPEN_END_POS])?;
                Ok(())
            }
            SpeakerDecision::Identifier(identifier, false) => {
                fold.conn
                    .prepare_cached(
                        "UPDATE speaker_identifier_version SET valid_to_pos = ?3
                             WHERE speaker = ?1 AND identifier = ?2 AND valid_to_pos = ?4",
                    )?
                    .execute(params![speaker, identifier, at, OPEN_END_POS])?;
                Ok(())
            }
            SpeakerDecision::Divided(by, name) => {
                speaker_divisions::set_division(fold.conn, speaker, by, name.as_ref(), at)
            }
        }
    }
}

/// Whether a redaction took the name away that the decision is about.
fn is_redacted(decision: &SpeakerDecision) -> bool {
    match decision {
        SpeakerDecision::Alias(name, _) | SpeakerDecision::Identifier(name, _) => name.is_empty(),
        SpeakerDecision::Divided(by, name) => {
            *by == SpeakerDivision::Capacity(String::new()) || name.as_ref().is_some_and(String::is_empty)
        }
        SpeakerDecision::Merged(_) => false,
    }
}

/// Further speakers to whom a statement under `reference` belongs: each of several people who speak together, and the
/// body that every article means by this description.
fn speakers_of_parts(reference: &str, kind: SpeakerKind) -> Result<Vec<SpeakerName<'_>>, ProjectionError> {
    let mut parts: Vec<SpeakerName<'_>> = joint_names(reference, kind)
        .into_iter()
        .map(SpeakerName::of_part)
        .collect();
    let words = description_words()?;
    if words.describes(reference, kind) && words.names_body(reference) {
        parts.push(SpeakerName::of_body(reference, kind.as_str()));
    }
    Ok(parts)
}

/// The row of the side that the speaker of `version` speaks for; adds a use of its name.
fn record_side(fold: &Fold<'_>, version: &StatementVersion<'_>) -> Result<Option<i64>, ProjectionError> {
    let Some(side) = &version.statement.side else {
        return Ok(None);
    };
    let reference = side.reference.as_str();
    let id = if description_words()?.describes_side(reference) {
        SpeakerId::from_description(&version.article.id, reference)
    } else {
        SpeakerId::from_name(reference)
    };
    let speaker = speaker_row(fold, &id)?;
    let reader = reader_name(version.statement);
    name_uses(fold).add(
        fold.conn,
        speaker,
        &side_name(reference)?,
        (reader, version.valid_from_pos),
    )?;
    Ok(Some(speaker))
}

/// The name of a side. Articles do not say of what kind a side is.
fn side_name(reference: &str) -> Result<SpeakerName<'_>, ProjectionError> {
    Ok(SpeakerName {
        source: if description_words()?.describes_side(reference) {
            "description"
        } else {
            "reference"
        },
        name: reference.into(),
        kind: SpeakerKind::Unknown.as_str(),
    })
}

/// The row of the speaker whom the article of `version` means by `reference`, and the name of that speaker: the
/// reference, or the name that a person gave to a namesake.
fn resolve_speaker(
    fold: &Fold<'_>,
    version: &StatementVersion<'_>,
    reference: &str,
) -> Result<(i64, String), ProjectionError> {
    let article = &version.article.id;
    if version.is_description {
        let speaker = speaker_row(fold, &SpeakerId::from_description(article, reference))?;
        return Ok((speaker, reference.to_owned()));
    }
    let speaker = speaker_row(fold, &SpeakerId::from_name(reference))?;
    let capacity = version.statement.speaker.capacity.as_deref();
    Ok(
        match speaker_divisions::find_namesake(fold.conn, speaker, article, capacity)? {
            Some(name) => (speaker_row(fold, &SpeakerId::from_name(&name))?, name),
            None => (speaker, reference.to_owned()),
        },
    )
}

/// The current statements whose articles give the name of `speaker`, whoever of the namesakes said them, each with its
/// article.
pub(super) fn statements_named(
    conn: &Connection,
    speaker: &SpeakerId,
) -> Result<Vec<(StatementId, ArticleId)>, ProjectionError> {
    // A namesake has a name of their own, and the common name with the source `namesake`.
    let mut select = conn.prepare_cached(
        "SELECT s.id, a.id, s.reference FROM speaker AS p
         CROSS JOIN speaker_name_version AS n ON n.speaker = p.row AND n.source = 'reference'
         CROSS JOIN speaker_name_version AS o ON o.folded_name = n.folded_name AND o.source IN ('reference',
             'namesake')
         CROSS JOIN statement_version AS s ON s.speaker = o.speaker AND s.valid_to_pos = ?2
         CROSS JOIN article_version AS a ON a.ingested_pos = s.article AND a.valid_to_pos = ?2
         WHERE p.id = ?1 GROUP BY s.row ORDER BY s.row",
    )?;
    let mut rows = select.query(params![speaker.as_str(), OPEN_END_POS])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        let text = |number| cells.get_ref(number)?.as_str().map_err(rusqlite::Error::from);
        if SpeakerId::from_name(text(2)?) != *speaker {
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

/// The row of a speaker. Adds the speaker where there is none with this id.
fn speaker_row(fold: &Fold<'_>, id: &SpeakerId) -> Result<i64, ProjectionError> {
    if let Some(known) = fold.memory.speaker_rows.borrow_mut().get(id.as_str()) {
        return Ok(*known);
    }
    let stored = fold
        .conn
        .prepare_cached("SELECT row FROM speaker WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    let row = if let Some(row) = stored {
        row
    } else {
        fold.conn
            .prepare_cached("INSERT INTO speaker(id) VALUES (?1)")?
            .execute([id.as_str()])?;
        fold.conn.last_insert_rowid()
    };
    fold.memory.speaker_rows.borrow_mut().insert(id.to_string(), row);
    Ok(row)
}

/// How often each name of a speaker is used.
fn name_uses<'f>(fold: &'f Fold<'_>) -> RefMut<'f, NameUses> {
    fold.memory.name_uses.borrow_mut()
}

/// The row of the speaker on whom a person decided under this id.
///
/// Version 0.1.0 treated a description as one speaker in all articles, with one id. A decision of that time applies
/// to the speaker with this description where only one article had it by then, and to nobody where several had.
fn decided_speaker(fold: &Fold<'_>, id: &SpeakerId) -> Result<i64, ProjectionError> {
    let speaker = speaker_row(fold, id)?;
    let is_named = fold
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM speaker_name_version WHERE speaker = ?1 AND reader = '')",
        )?
        .query_row([speaker], |row| row.get(0))?;
    if is_named {
        return Ok(speaker);
    }
    let mut select = fold.conn.prepare_cached(
        "SELECT DISTINCT speaker, name FROM speaker_name_version
             WHERE source = 'description' AND valid_to_pos = ?1
             AND reader = ''",
    )?;
    let mut rows = select.query([OPEN_END_POS])?;
    let mut described = BTreeSet::new();
    while let Some(cells) = rows.next()? {
        if SpeakerId::from_name(cells.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) == *id {
            described.insert(cells.get(0)?);
        }
    }
    let only = described.first().filter(|_| described.len() == 1);
    Ok(only.copied().unwrap_or(speaker))
}
