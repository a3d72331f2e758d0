use super::chain::Chain;
use super::event_pass::EventPass;
use super::event_row::{is_redacted_body, verify_event, verify_header};
use super::evidence::EvidenceCheck;
use super::known_redactions::KnownRedactions;
use super::order::verify_order;
use super::schema::{SchemaObjects, verify_schema};
use super::structure::verify_structure;
use super::verified_log::{LogRoot, VerifiedLog};
use crate::domain::{Position, RecordedEvent};
use crate::log::read::{select_events, select_headers};
use crate::log::{Damage, DamagedPart, Findings, LogError};
use rusqlite::Connection;

/// Verifies the whole log: positions and versions without gaps, time that does not run backwards, every header
/// against its leaf hash and its id, every body and text against its salted hash, that every event can be decoded and
/// that its words are those of its article, the definitions of the tables, and SQLite's own structures.
///
/// Where others may write, `conn` must be in a transaction, so that everything is read at one moment. Errors:
/// [`LogError::Damaged`] with the first damaged position and part, among others.
pub fn verify(conn: &Connection) -> Result<VerifiedLog, LogError> {
    let mut findings = Findings::default();
    let verified = verify_each_event(conn, &mut findings, EventPass::default(), &mut |_| {})?;
    verify_order(conn, &mut findings)?;
    let expected = SchemaObjects::of_same_format(conn)?;
    verify_schema(conn, &expected, None, &mut findings)?;
    verify_structure(conn, &expected, &mut findings)?;
    findings.sort();
    findings.check_undamaged()?;
    Ok(verified)
}

/// The first part of [`verify`]: the events one by one, in order. Hands each to `f` once it is verified, up to the
/// first damage: what follows from a log with a gap is of no use.
pub fn verify_each_event(
    conn: &Connection,
    findings: &mut Findings,
    pass: EventPass,
    f: &mut dyn FnMut(RecordedEvent),
) -> Result<VerifiedLog, LogError> {
    let mut chain = Chain::new(pass);
    let mut evidence = EvidenceCheck::new(conn);
    let mut redactions = KnownRedactions::new(conn);
    chain.verify_rows(
        conn,
        &select_events(" ORDER BY e.pos"),
        findings,
        |row, findings| {
            let (leaf_hash, recorded) = verify_event(row, &mut redactions, findings);
            if let Some(recorded) = recorded {
                if !is_redacted_body(row) {
                    evidence.check(&recorded, findings)?;
                }
                if !findings.has_damage() {
                    f(recorded);
                }
            }
            Ok(leaf_hash)
        },
    )?;
    Ok(chain.verified())
}

/// Verifies the log on top of an earlier verification that found its first `since.events` events to have the root
/// `since.root`: every header against that root, and the events after them as [`verify`] does.
///
/// It does not read the bodies and texts of those first events, nor check SQLite's own structures. Errors:
/// [`LogError::OtherHistory`] where the headers have another root.
pub fn verify_since(conn: &Connection, since: &LogRoot) -> Result<LogRoot, LogError> {
    let last = since.events.cast_signed();
    let mut findings = Findings::default();
    let mut redactions = KnownRedactions::new(conn);
    let mut chain = Chain::new(EventPass {
        stops_at_damage: true,
        ..EventPass::default()
    });
    chain.verify_rows(
        conn,
        &select_headers(&format!(" WHERE e.pos <= {last} ORDER BY e.pos")),
        &mut findings,
        |row, findings| Ok(verify_header(row, findings)),
    )?;
    findings.check_undamaged()?;
    let found = chain.verified();
    if found.events < since.events {
        return Err(Damage {
            position: Position::new(found.events + 1),
            part: DamagedPart::Missing,
        }
        .into());
    }
    if found.root != since.root {
        return Err(LogError::OtherHistory {
            position: Position::new(since.events),
            expected: since.root,
            found: found.root,
        });
    }
    chain.verify_rows(
        conn,
        &select_events(&format!(" WHERE e.pos > {last} ORDER BY e.pos")),
        &mut findings,
        |row, findings| Ok(verify_event(row, &mut redactions, findings).0),
    )?;
    findings.check_undamaged()?;
    chain.verify_tree(conn, &mut findings)?;
    verify_order(conn, &mut findings)?;
    findings.check_undamaged()?;
    let VerifiedLog { events, root, .. } = chain.verified();
    Ok(LogRoot { events, root })
}
