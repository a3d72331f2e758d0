//! Redaction: takes texts, and words of bodies, out of the log for ever. Headers and hashes stay as they are.
//!
//! A text is taken away with its salt. A body is replaced by what remains of it (`codec::remainder`), under a salt of
//! zero bytes, which marks it. Which rows may be like that, the redaction events say: each lists what it took away.

use super::codec::{CodecError, Redaction, mask_body};
use super::event_record::{EventRecord, read_record};
use super::read::for_each_event_in;
use super::row::TextRow;
use super::store::{EventRange, LogStore, RowSelection};
use super::{Damage, DamagedPart, LogError};
use crate::domain::{Event, Position, RedactedPart, RemainderHash, StreamId};
use std::collections::{BTreeMap, BTreeSet};

/// What a redaction takes out of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RedactionPlan {
    texts: BTreeSet<Position>,
    /// What remains of each body.
    remainders: BTreeMap<Position, String>,
}

impl RedactionPlan {
    /// A plan that takes nothing.
    pub const fn new() -> Self {
        Self {
            texts: BTreeSet::new(),
            remainders: BTreeMap::new(),
        }
    }

    /// Number of texts.
    pub fn texts(&self) -> usize {
        self.texts.len()
    }

    /// Number of bodies.
    pub fn bodies(&self) -> usize {
        self.remainders.len()
    }

    /// The first position that loses something.
    pub fn first(&self) -> Option<Position> {
        let remainders = self.remainders.keys().copied();
        self.texts.iter().copied().chain(remainders).min()
    }

    /// The parts of the log that the redaction event lists, in the order of their positions.
    pub fn parts(&self) -> Vec<RedactedPart> {
        let texts = self.texts.iter().copied().map(RedactedPart::Text);
        let bodies = self
            .remainders
            .iter()
            .map(|(position, remainder)| RedactedPart::Body(*position, RemainderHash::of(remainder)));
        let mut parts: Vec<RedactedPart> = texts.chain(bodies).collect();
        parts.sort_by_key(RedactedPart::position);
        parts
    }
}

/// Adds to `plan` what `redaction` takes from the events of `stream`, with all texts that these carry.
pub fn plan_redaction(
    log: &dyn LogStore,
    stream: &StreamId,
    redaction: &Redaction,
    plan: &mut RedactionPlan,
) -> Result<(), LogError> {
    let range = EventRange {
        stream: Some(stream),
        ..EventRange::default()
    };
    log.for_each_row(&RowSelection::Range(range), &mut |row| {
        let row = row.event?;
        let position = row.position();
        let kind = row.columns.kind;
        let Some((_, body)) = row.body else {
            return Ok(true);
        };
        let remainder = mask_body(kind, body, redaction).map_err(|source| LogError::Undecodable {
            position,
            source: CodecError::Malformed {
                kind: kind.to_owned(),
                version: row.columns.schema_version,
                source,
            },
        })?;
        plan.remainders
            .extend(remainder.map(|remainder| (position, remainder)));
        if matches!(row.text, TextRow::Kept(..)) {
            plan.texts.insert(position);
        }
        Ok(true)
    })
}

/// Takes away what `plan` lists. The event that lists it must be appended in the same transaction.
pub fn redact(log: &dyn LogStore, plan: &RedactionPlan) -> Result<(), LogError> {
    log.take_away(&plan.texts, &plan.remainders)
}

/// What `parts`, which events of `source` redacted there, are in another copy of this log.
///
/// Errors: [`LogError::Damaged`] where what `source` has of a body is not what an event of its log says that remains.
pub fn plan_redaction_as_in(
    source: &dyn LogStore,
    parts: &[RedactedPart],
) -> Result<RedactionPlan, LogError> {
    let mut plan = RedactionPlan::default();
    if parts.is_empty() {
        return Ok(plan);
    }
    let known = redactions(source)?;
    for part in parts {
        match part {
            RedactedPart::Text(position) => {
                plan.texts.insert(*position);
            }
            RedactedPart::Body(position, _) => {
                // Of two redactions of one body, the later one counts.
                let remainder = read_record(source, *position)?
                    .filter(EventRecord::is_body_redacted)
                    .map(|record| record.body)
                    .filter(|body| known.bodies.get(position) == Some(&RemainderHash::of(body)));
                let remainder = remainder.ok_or(Damage {
                    position: *position,
                    part: DamagedPart::BodyTaken,
                })?;
                plan.remainders.insert(*position, remainder);
            }
        }
    }
    Ok(plan)
}

/// What all redactions of a log took away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redactions {
    /// The positions of the texts that may be missing.
    pub texts: BTreeSet<Position>,
    /// The bodies that may have the salt of zero bytes, and the hash of what remains of each.
    pub bodies: BTreeMap<Position, RemainderHash>,
}

/// Reads what the redaction events of the log list. Of two that took words from the same body, the later one counts.
pub fn redactions(log: &dyn LogStore) -> Result<Redactions, LogError> {
    let mut listed: Vec<(Position, RedactedPart)> = Vec::new();
    for kind in Event::REDACTION_TYPES {
        let range = EventRange {
            kind: Some(kind),
            ..EventRange::default()
        };
        for_each_event_in::<LogError>(log, &range, &mut |recorded| {
            let redacted = recorded.event.redacted_parts().iter().copied();
            // A redaction takes away only what was recorded before it.
            let earlier = redacted.filter(|part| part.position() < recorded.position);
            listed.extend(earlier.map(|part| (recorded.position, part)));
            Ok(())
        })?;
    }
    listed.sort_by_key(|(position, _)| *position);
    let mut found = Redactions::default();
    for (_, part) in listed {
        match part {
            RedactedPart::Text(position) => {
                found.texts.insert(position);
            }
            RedactedPart::Body(position, remainder) => {
                found.bodies.insert(position, remainder);
            }
        }
    }
    Ok(found)
}
