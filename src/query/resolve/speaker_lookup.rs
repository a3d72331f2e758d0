//! The query for the speakers that a partly typed name may refer to.

use super::suggestions::suggest_names;
use crate::domain::{fold, is_han};
use crate::query::{Query, QueryError, SpeakerRef, canonical_speakers, sql};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Finds the known speakers that a typed name may refer to: to complete it, and to ask before a part of a name or a
/// typing error becomes a new speaker.
///
/// Unlike the resolution of a name in a filter, it never fails and offers several speakers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerLookupQuery {
    /// The text typed so far.
    pub typed: String,
}

/// The speakers that a typed name may refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerMatches {
    /// The only speaker with exactly this name.
    pub exact: Option<SpeakerRef>,
    /// Speakers with a name in which every typed word begins a word, in the order of their names.
    pub by_prefix: Vec<SpeakerRef>,
    /// Other speakers with a similar name, the most similar first.
    pub similar: Vec<SpeakerRef>,
}

/// Maximum number of speakers offered by prefix.
const OFFERED_MAX: usize = 9;

impl Query for SpeakerLookupQuery {
    type Answer = SpeakerMatches;

    fn answer(&self, conn: &Connection) -> Result<SpeakerMatches, QueryError> {
        let typed = fold(&self.typed);
        let mut select = conn.prepare_cached(
            "SELECT speaker, name, folded_name FROM speaker_name WHERE source IN ('reference', 'alias')
                     ORDER BY folded_name, speaker",
        )?;
        let known: Vec<(i64, String, String)> = select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        // A namesake that a person split off has this name, too: then no speaker has it alone, and the user chooses.
        let bearers = sql::select_rows(
            conn,
            "SELECT DISTINCT speaker FROM speaker_name
                     WHERE folded_name = ?1 AND source IN ('reference', 'alias', 'namesake')",
            &typed,
        )?;
        let mut meant = SpeakerMatches {
            exact: match canonical_speakers::find_canonical_speakers(conn, &bearers)?.as_slice() {
                [alone] => load_canonical_ref(conn, *alone)?,
                _ => None,
            },
            ..SpeakerMatches::default()
        };
        let names: Vec<&(i64, String, String)> = known.iter().filter(|(_, name, _)| is_name(name)).collect();
        for (speaker, ..) in names.iter().filter(|(.., folded)| is_begun_by(folded, &typed)) {
            push_new(&mut meant.by_prefix, load_canonical_ref(conn, *speaker)?);
        }
        let by_name: BTreeMap<&str, i64> = names.iter().map(|(row, name, _)| (name.as_str(), *row)).collect();
        for name in suggest_names(&typed, by_name.keys().copied()) {
            if let Some(speaker) = by_name.get(name.as_str()) {
                let near = load_canonical_ref(conn, *speaker)?.filter(|near| !meant.by_prefix.contains(near));
                push_new(&mut meant.similar, near);
            }
        }
        meant.by_prefix.truncate(OFFERED_MAX);
        Ok(meant)
    }
}

/// The reference to the canonical speaker of `speaker`.
fn load_canonical_ref(conn: &Connection, speaker: i64) -> Result<Option<SpeakerRef>, QueryError> {
    let canonical = canonical_speakers::find_canonical_speakers(conn, &[speaker])?;
    Ok(canonical_speakers::load_speaker_refs(conn, &canonical)?
        .into_iter()
        .next())
}

fn push_new(found: &mut Vec<SpeakerRef>, speaker: Option<SpeakerRef>) {
    if let Some(speaker) = speaker.filter(|speaker| !found.contains(speaker)) {
        found.push(speaker);
    }
}

/// Whether it is a name rather than a role; a role such as "le ministre" is not offered.
fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(|first| !first.is_lowercase())
}

/// Whether every word of `typed` begins a word of `name`, or `name` contains the Han characters of `typed`. Both are
/// folded.
fn is_begun_by(name: &str, typed: &str) -> bool {
    if typed.is_empty() {
        return false;
    }
    if typed.chars().all(is_han) {
        return name.contains(typed);
    }
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let of_name = words(name);
    let typed = words(typed);
    !typed.is_empty()
        && typed
            .iter()
            .all(|typed| of_name.iter().any(|word| word.starts_with(typed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_matches_beginnings_of_words() {
        for typed in ["amara", "oko", "okwuosa am", "a o"] {
            assert_eq!(is_begun_by("amara okwuosa", typed), typed != "oko", "{typed}");
        }
        assert!(is_begun_by("国家数据局", "数据"));
        assert!(!is_begun_by("amara okwuosa", ""));
        assert!(!is_begun_by("amara okwuosa", "-"));
    }
}
