//! Namesakes: which statements under one name are said by whom, as persons told them apart.

use super::ProjectionError;
use super::facts::FOREVER;
use crate::domain::{ArticleId, Division, fold};
use rusqlite::{Connection, params};

/// Notes as whom the statements of `division` count from the position `at` on: as said by a namesake of this name, or
/// by the speaker again.
pub(super) fn divide(
    conn: &Connection,
    speaker: i64,
    division: &Division,
    name: Option<&String>,
    at: i64,
) -> Result<(), ProjectionError> {
    let (kind, value) = key(division);
    conn.prepare_cached(
        "UPDATE speaker_division SET until = ?4 WHERE speaker = ?1 AND kind = ?2 AND value = ?3 AND until = ?5",
    )?
    .execute(params![speaker, kind, value, at, FOREVER])?;
    if let Some(name) = name {
        conn.prepare_cached(
            "INSERT INTO speaker_division(speaker, kind, value, name, since, until)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![speaker, kind, value, name, at, FOREVER])?;
    }
    Ok(())
}

/// How a division is stored: its kind, and the id of the article or the folded words of the capacity.
fn key(division: &Division) -> (&'static str, String) {
    match division {
        Division::Article(article) => ("article", article.to_string()),
        Division::Capacity(words) => ("capacity", fold(words)),
    }
}

/// The name of the namesake who speaks where `article` names `speaker`, in this capacity; `None` where it is the
/// speaker. What is decided of an article goes before what is decided of a capacity, and more words before fewer.
pub(super) fn namesake(
    conn: &Connection,
    speaker: i64,
    article: &ArticleId,
    capacity: Option<&str>,
) -> Result<Option<String>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT kind, value, name FROM speaker_division WHERE speaker = ?1 AND until = ?2
         ORDER BY kind, length(value) DESC, value",
    )?;
    let mut rows = select.query([speaker, FOREVER])?;
    let capacity = capacity.map(fold).unwrap_or_default();
    while let Some(row) = rows.next()? {
        let cell = |number| row.get_ref(number)?.as_str().map_err(rusqlite::Error::from);
        let holds = match cell(0)? {
            "article" => cell(1)? == article.as_str(),
            _ => has_words(&capacity, cell(1)?),
        };
        if holds {
            return Ok(Some(cell(2)?.to_owned()));
        }
    }
    Ok(None)
}

/// Whether `words` stand in `text` as whole words; both are folded.
fn has_words(text: &str, words: &str) -> bool {
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
    fn a_capacity_holds_whole_words() {
        assert!(has_words("depute du rhone", "depute"));
        assert!(has_words("澄江研究院院长", "院长"));
        for words in ["dep", "", "depute du nord"] {
            assert!(!has_words("depute du rhone", words), "{words}");
        }
    }
}
