//! Finds speakers known only by a surname that several persons have.

use crate::domain::fold;
use crate::query::{QueryError, SpeakerRef, canonical_speakers};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Maps each speaker known by a single word to the persons whose last name it is; only if there are several.
pub(super) fn load_ambiguous_surnames(
    conn: &Connection,
) -> Result<BTreeMap<i64, Vec<SpeakerRef>>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT n.speaker, n.name FROM speaker_name AS n
         WHERE n.source = 'reference' AND n.kind IN ('person', 'unknown') ORDER BY n.speaker",
    )?;
    let mut rows = select.query([])?;
    let mut bare: Vec<(i64, String)> = Vec::new();
    let mut full: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (speaker, name): (i64, String) = (row.get(0)?, row.get(1)?);
        let folded = fold(&name);
        match folded.rsplit_once(' ') {
            None => bare.push((speaker, folded)),
            Some((_, last)) => full.entry(last.to_owned()).or_default().push(speaker),
        }
    }
    let mut found = BTreeMap::new();
    for (speaker, name) in bare {
        let Some(bearers) = full.get(&name) else { continue };
        let canonical = canonical_speakers::find_canonical_speakers(conn, bearers)?;
        let own = canonical_speakers::find_canonical_speakers(conn, &[speaker])?;
        if canonical.len() > 1 && canonical.iter().all(|bearer| !own.contains(bearer)) {
            found.insert(speaker, canonical_speakers::load_speaker_refs(conn, &canonical)?);
        }
    }
    Ok(found)
}
