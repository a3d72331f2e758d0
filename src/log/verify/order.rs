use crate::domain::Position;
use crate::log::{Damage, DamagedPart, Finding, FindingPart, Findings, LogError};
use rusqlite::Connection;

/// The second part of [`verify`](super::verify): no body or text without an event, and no gap in the versions of a
/// stream.
pub fn verify_order(conn: &Connection, findings: &mut Findings) -> Result<(), LogError> {
    for check in [verify_strays, verify_versions] {
        if let Err(error) = check(conn, findings) {
            findings.push_error(error, |what| {
                Finding::damage(FindingPart::Structure, "the tables event, body and text", what)
            })?;
        }
    }
    Ok(())
}

/// Finds bodies and texts without an event. The positions of events have no gaps, so only those outside them can be
/// strays; a gap is a finding of its own.
fn verify_strays(conn: &Connection, findings: &mut Findings) -> Result<(), LogError> {
    let last: i64 = conn.query_row("SELECT coalesce(max(pos), 0) FROM event", [], |row| row.get(0))?;
    let mut select = conn.prepare(
        "SELECT pos FROM body WHERE pos < 1 UNION SELECT pos FROM body WHERE pos > ?1
             UNION SELECT pos FROM text WHERE pos < 1 UNION SELECT pos FROM text WHERE pos > ?1 ORDER BY pos",
    )?;
    let strays = select.query_map([last], |row| row.get(0))?;
    for stray in strays {
        let stray = stray?;
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

/// Finds streams whose versions are not 1, 2, 3 … in the order of the log. Reads the index of streams and versions,
/// which has the rows in this order.
fn verify_versions(conn: &Connection, findings: &mut Findings) -> Result<(), LogError> {
    let mut select = conn.prepare("SELECT stream, version, pos FROM event ORDER BY stream, version")?;
    let mut rows = select.query([])?;
    let mut stream = Vec::new();
    let (mut version, mut pos) = (0, 0);
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?;
        let found: (i64, i64) = (row.get(1)?, row.get(2)?);
        if name != stream {
            stream.clear();
            stream.extend_from_slice(name);
            (version, pos) = (0, 0);
        }
        if found.0 != version + 1 || found.1 < pos {
            findings.push(damage_at(found.1, DamagedPart::Version));
        }
        (version, pos) = found;
    }
    Ok(())
}

fn damage_at(pos: i64, part: DamagedPart) -> Damage {
    Damage {
        position: Position::new(pos.cast_unsigned()),
        part,
    }
}
