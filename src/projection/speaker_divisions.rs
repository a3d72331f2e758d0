//! Divisions: rules by which a person separated namesakes, speakers who share a name.

use super::ProjectionError;
use super::position::OPEN_END_POS;
use crate::domain::{ArticleId, SpeakerDivision, fold};
use rusqlite::{Connection, params};

/// Stores who says the statements of `division` from the position `at` on: the namesake `name`, or with `None` the
/// speaker again.
pub(super) fn set_division(
    conn: &Connection,
    speaker: i64,
    division: &SpeakerDivision,
    name: Option<&String>,
    at: i64,
) -> Result<(), ProjectionError> {
    let (kind, value) = division_key(division);
    conn.prepare_cached(
        "UPDATE speaker_division_version SET valid_to_pos = ?4
                 WHERE speaker = ?1 AND kind = ?2 AND value = ?3 AND valid_to_pos = ?5",
    )?
    .execute(params![speaker, kind, value, at, OPEN_END_POS])?;
    if let Some(name) = name {
        conn.prepare_cached(
            "INSERT INTO speaker_division_version(speaker, kind, value, namesake, valid_from_pos, valid_to_pos)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![speaker, kind, value, name, at, OPEN_END_POS])?;
    }
    Ok(())
}

/// The stored form of a division: its kind, and the id of the article or the folded words of the capacity.
fn division_key(division: &SpeakerDivision) -> (&'static str, String) {
    match division {
        SpeakerDivision::Article(article) => ("article", article.to_string()),
        SpeakerDivision::Capacity(words) => ("capacity", fold(words)),
    }
}

/// The name of the namesake who speaks where `article` names `speaker` in this capacity; `None` where it is the
/// speaker. A rule for an article wins over rules for capacities, and a longer capacity over a shorter one.
pub(super) fn find_namesake(
    conn: &Connection,
    speaker: i64,
    article: &ArticleId,
    capacity: Option<&str>,
) -> Result<Option<String>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT kind, value, namesake FROM speaker_division_version WHERE speaker = ?1 AND valid_to_pos = ?2
         ORDER BY kind, length(value) DESC, value",
    )?;
    let mut rows = select.query([speaker, OPEN_END_POS])?;
    let capacity = capacity.map(fold).unwrap_or_default();
    while let Some(row) = rows.next()? {
        let cell = |number| row.get_ref(number)?.as_str().map_err(rusqlite::Error::from);
        let holds = match cell(0)? {
            "article" => cell(1)? == article.as_str(),
            _ => contains_words(&capacity, cell(1)?),
        };
        if holds {
            return Ok(Some(cell(2)?.to_owned()));
        }
    }
    Ok(None)
}

/// Whether `text` contains `words` as whole words. Both are folded.
fn contains_words(text: &str, words: &str) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            !is_inside(text[..at].chars().next_back()) && !is_inside(text[at + words.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacity_matches_whole_words() {
        assert!(contains_words("depute du rhone", "depute"));
        assert!(contains_words("澄江研究院院长", "院长"));
        for words in ["dep", "", "depute du nord"] {
            assert!(!contains_words("depute du rhone", words), "{words}");
        }
    }
}
