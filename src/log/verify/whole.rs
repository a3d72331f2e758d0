use super::chain::Chain;
use super::event_pass::EventPass;
use super::event_row::{is_redacted_body, verify_event, verify_header};
use super::evidence::EvidenceCheck;
use super::known_redactions::KnownRedactions;
use super::order::verify_order;
use super::verified_log::{LogRoot, VerifiedLog};
use crate::domain::{Position, RecordedEvent};
use crate::log::store::{EventRange, LogStore, RowSelection};
use crate::log::{Damage, DamagedPart, Findings, LogError};

/// The first part of a verification: the events one by one, in order. Hands each to `f` once it is verified, up to the
/// first damage: what follows from a log with a gap is of no use.
pub fn verify_each_event(
    log: &dyn LogStore,
    findings: &mut Findings,
    pass: EventPass,
    f: &mut dyn FnMut(RecordedEvent),
) -> Result<VerifiedLog, LogError> {
    let mut chain = Chain::new(pass);
    let mut evidence = EvidenceCheck::new(log);
    let mut redactions = KnownRedactions::new(log);
    chain.verify_rows(
        log,
        &RowSelection::Range(EventRange::default()),
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
    // Whoever stops at damage wants the events, which no node of the tree is needed for.
    if !pass.stops_at_damage {
        chain.verify_tree(log, findings)?;
    }
    Ok(chain.verified())
}

/// Verifies the log on top of an earlier verification that found its first `since.events` events to have the root
/// `since.root`: every header against that root, and the events after them as a whole verification does.
///
/// It does not read the bodies and texts of those first events, nor check SQLite's own structures. Errors:
/// [`LogError::OtherHistory`] where the headers have another root.
pub fn verify_since(log: &dyn LogStore, since: &LogRoot) -> Result<LogRoot, LogError> {
    let last = Position::new(since.events);
    let mut findings = Findings::default();
    let mut redactions = KnownRedactions::new(log);
    let mut chain = Chain::new(EventPass {
        stops_at_damage: true,
        ..EventPass::default()
    });
    chain.verify_rows(
        log,
        &RowSelection::HeadersUpTo(last),
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
        log,
        &RowSelection::Range(EventRange {
            after: last,
            ..EventRange::default()
        }),
        &mut findings,
        |row, findings| Ok(verify_event(row, &mut redactions, findings).0),
    )?;
    findings.check_undamaged()?;
    chain.verify_tree(log, &mut findings)?;
    verify_order(log, &mut findings)?;
    findings.check_undamaged()?;
    let VerifiedLog { events, root, .. } = chain.verified();
    Ok(LogRoot { events, root })
}
