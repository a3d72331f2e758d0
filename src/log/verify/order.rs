use crate::domain::Position;
use crate::log::store::LogStore;
use crate::log::{Damage, DamagedPart, Finding, FindingPart, Findings, LogError};

/// The second part of a verification: no body or text without an event, and no gap in the versions of a stream.
pub fn verify_order(log: &dyn LogStore, findings: &mut Findings) -> Result<(), LogError> {
    for check in [verify_strays, verify_versions] {
        if let Err(error) = check(log, findings) {
            findings.push_error(error, |what| {
                Finding::damage(FindingPart::Structure, "the tables event, body and text", what)
            })?;
        }
    }
    Ok(())
}

/// Finds bodies and texts without an event. The positions of events have no gaps, so only those outside them can be
/// strays; a gap is a finding of its own.
fn verify_strays(log: &dyn LogStore, findings: &mut Findings) -> Result<(), LogError> {
    for stray in log.stray_positions()? {
        if stray < 1 {
            let what = format!("a row stands at {stray}, where no event can be");
            findings.push(Finding::damage(
                FindingPart::Event,
                "the tables body and text",
                what,
            ));
        } else {
            findings.push(damage_at(stray, DamagedPart::Stray));
        }
    }
    Ok(())
}

/// Finds streams whose versions are not 1, 2, 3 … in the order of the log.
fn verify_versions(log: &dyn LogStore, findings: &mut Findings) -> Result<(), LogError> {
    let mut stream = Vec::new();
    let (mut version, mut pos) = (0, 0);
    log.for_each_version(&mut |name, found_version, found_pos| {
        if name != stream {
            stream.clear();
            stream.extend_from_slice(name);
            (version, pos) = (0, 0);
        }
        if found_version != version + 1 || found_pos < pos {
            findings.push(damage_at(found_pos, DamagedPart::Version));
        }
        (version, pos) = (found_version, found_pos);
    })
}

fn damage_at(pos: i64, part: DamagedPart) -> Damage {
    Damage {
        position: Position::new(pos.cast_unsigned()),
        part,
    }
}
