use super::suggest::suggest_names;
use super::{Query, QueryError, SpeakerRef, people, resolve};
use crate::domain::{fold, is_han};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Which known speakers somebody may mean who types a name: to complete it, and to ask before a new speaker is made of
/// a part of a name or of a typing error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerLookupQuery {
    /// What is typed.
    pub typed: String,
}

/// The speakers that a typed name may mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerMatches {
    /// The one who has exactly this name.
    pub exact: Option<SpeakerRef>,
    /// Those who have a name of which each typed word begins a word, in the order of their names.
    pub by_prefix: Vec<SpeakerRef>,
    /// Those whose names are near to it otherwise, the nearest first.
    pub similar: Vec<SpeakerRef>,
}

/// No more speakers than this are offered.
const OFFERED_MAX: usize = 9;

impl Query for SpeakerLookupQuery {
    type Answer = SpeakerMatches;

    fn answer(&self, conn: &Connection) -> Result<SpeakerMatches, QueryError> {
        let typed = fold(&self.typed);
        let mut select = conn.prepare_cached(
            "SELECT speaker, name, folded_name FROM speaker_name WHERE source IN ('reference', 'alias') ORDER BY folded_name, speaker",
        )?;
        let known: Vec<(i64, String, String)> = select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        // A namesake who was told apart bears the name too: then nobody has it alone, and whoever types it is asked.
        let bearers = resolve::select_rows(
            conn,
            "SELECT DISTINCT speaker FROM speaker_name WHERE folded_name = ?1 AND source IN ('reference', 'alias', 'namesake')",
            &typed,
        )?;
        let mut meant = SpeakerMatches {
            exact: match people::find_canonical_speakers(conn, &bearers)?.as_slice() {
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

/// The whole speaker of this one.
fn load_canonical_ref(conn: &Connection, speaker: i64) -> Result<Option<SpeakerRef>, QueryError> {
    let wholes = people::find_canonical_speakers(conn, &[speaker])?;
    Ok(people::load_speaker_refs(conn, &wholes)?.into_iter().next())
}

fn push_new(found: &mut Vec<SpeakerRef>, speaker: Option<SpeakerRef>) {
    if let Some(speaker) = speaker.filter(|speaker| !found.contains(speaker)) {
        found.push(speaker);
    }
}

/// Whether it is a name rather than a role: "le ministre" is offered to nobody.
fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(|first| !first.is_lowercase())
}

/// Whether each word of `typed` begins a word of `name`, or the Han characters of `typed` stand in it; both folded.
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
    fn beginnings_of_words_mean_a_name() {
        for typed in ["amara", "oko", "okwuosa am", "a o"] {
            assert_eq!(is_begun_by("amara okwuosa", typed), typed != "oko", "{typed}");
        }
        assert!(is_begun_by("国家数据局", "数据"));
        assert!(!is_begun_by("amara okwuosa", ""));
        assert!(!is_begun_by("amara okwuosa", "-"));
    }
}
