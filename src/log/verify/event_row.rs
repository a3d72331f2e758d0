use super::known_redactions::KnownRedactions;
use crate::domain::RecordedEvent;
use crate::log::codec::WireBody;
use crate::log::event_hashes::{expected_event_id, find_text_damage, is_redacted_salt};
use crate::log::hash::{SALT_LENGTH, salted_hash};
use crate::log::row::{EventRow, TextRow};
use crate::log::{Damage, DamagedPart, Finding, FindingPart, Findings, Hash, LogError, Repair, Severity};

/// Verifies the header of an event against its leaf hash. Returns the leaf hash of the header as it is.
pub(super) fn verify_header(row: &EventRow<'_>, findings: &mut Findings) -> Hash {
    let leaf_hash = row.columns.leaf_hash();
    if leaf_hash.as_bytes() != row.leaf_hash {
        findings.push(Damage {
            position: row.position(),
            part: DamagedPart::Header,
        });
    }
    leaf_hash
}

/// Verifies one event, except its place among the others. Returns its leaf hash, and the event if it is undamaged.
pub(super) fn verify_event(
    row: &EventRow<'_>,
    redactions: &mut KnownRedactions<'_>,
    findings: &mut Findings,
) -> (Hash, Option<RecordedEvent>) {
    let leaf_hash = row.columns.leaf_hash();
    let header_holds = leaf_hash.as_bytes() == row.leaf_hash;
    let damages = findings.count(Severity::Damage);
    let wire = match verify_body(row, header_holds, redactions, findings) {
        Ok(wire) => wire,
        Err(finding) => {
            findings.push(finding);
            return (leaf_hash, None);
        }
    };
    let mut damages_found = Vec::new();
    if !header_holds {
        damages_found.push(DamagedPart::Header);
    }
    let position = row.position();
    if row.text == TextRow::Redacted && wire.text().is_some() && !redactions.has_text(position, findings) {
        damages_found.push(DamagedPart::TextTaken);
    }
    damages_found.extend(find_text_damage(row.text, wire.text().map(|text| &*text.sha256)));
    for part in damages_found {
        findings.push(Damage { position, part });
    }
    if findings.count(Severity::Damage) > damages {
        return (leaf_hash, None);
    }
    match row.with_decoded_body(wire) {
        Ok(recorded) => (leaf_hash, Some(recorded)),
        Err(error) => {
            findings.push(undecodable(row, &error));
            (leaf_hash, None)
        }
    }
}

/// Verifies the body of an event against its hash and the event's id, and decodes it.
fn verify_body<'a>(
    row: &EventRow<'a>,
    header_holds: bool,
    redactions: &mut KnownRedactions<'_>,
    findings: &mut Findings,
) -> Result<WireBody<'a>, Finding> {
    let columns = &row.columns;
    let damaged = |part| {
        Err(Finding::from(Damage {
            position: row.position(),
            part,
        }))
    };
    let Some((salt, body)) = row.body else {
        return damaged(DamagedPart::Body);
    };
    let is_redacted = is_redacted_body(row);
    if is_redacted {
        if !redactions.has_body(row.position(), body, findings) {
            return damaged(DamagedPart::BodyTaken);
        }
    } else if salt.len() != SALT_LENGTH || salted_hash(salt, body).as_bytes() != columns.body_hash {
        // The header shows which of the two was changed.
        return damaged(if header_holds {
            DamagedPart::Body
        } else {
            DamagedPart::BodyHash
        });
    }
    let wire = match WireBody::decode(columns.kind, columns.schema_version, body) {
        Ok(wire) => wire,
        Err(source) if header_holds => {
            let position = row.position();
            return Err(undecodable(row, &LogError::Undecodable { position, source }));
        }
        Err(_) => return damaged(DamagedPart::Identity),
    };
    if is_redacted {
        // The id is that of the whole body.
        return Ok(wire);
    }
    let expected = expected_event_id(columns, body, wire.text().map(|text| &*text.sha256));
    if expected.as_bytes() != columns.event_id {
        return damaged(DamagedPart::Identity);
    }
    Ok(wire)
}

/// Whether words were taken out of the body: a salt of zero bytes marks it.
pub(super) fn is_redacted_body(row: &EventRow<'_>) -> bool {
    row.body.is_some_and(|(salt, _)| is_redacted_salt(salt))
}

/// An event whose hashes are right and that this program cannot read: a newer one wrote it.
fn undecodable(row: &EventRow<'_>, error: &LogError) -> Finding {
    let what = match error {
        LogError::Undecodable { source, .. } => format!("this dixit cannot read it: {source}"),
        error => error.to_string(),
    };
    Finding::damage(FindingPart::Body, "", what)
        .at(row.position())
        .with_repair(Repair::UpdateDixit)
}
