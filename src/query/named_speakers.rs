//! Speakers whom statements name in their words, and speakers who answer one another.

use super::search::phrase_expression;
use super::sql::row_list;
use super::{QueryError, SpeakerRef, canonical_speakers, sql};
use crate::domain::{fold, is_han};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Longest name looked for, in words.
const NAME_WORDS_MAX: usize = 6;
/// Longest name looked for, in Han characters.
const NAME_HAN_CHARS_MAX: usize = 12;

/// Another speaker, with the number of replies exchanged in one direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExchangeCount {
    /// The other speaker.
    #[serde(flatten)]
    pub speaker: SpeakerRef,
    /// Number of statements that are replies.
    pub statements: u64,
}

/// Finds the speakers whom `words` name by a full name, an alias, or any canonical name of an institution or document.
///
/// Returns the rows of canonical speakers, except the row `but`.
pub(super) fn find_named_speakers(
    conn: &Connection,
    words: &str,
    but: Option<i64>,
) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT speaker, source, kind FROM speaker_name
                 WHERE folded_name = ?1 AND source IN ('reference', 'alias', 'namesake')",
    )?;
    let mut found = BTreeSet::new();
    for name in name_candidates(words) {
        let is_one_word = !name.contains(' ') && !name.chars().all(is_han);
        let mut rows = select.query([&name])?;
        while let Some(cells) = rows.next()? {
            let source: String = cells.get(1)?;
            let kind: String = cells.get(2)?;
            // A single word may name any person, and the name of a group is a common noun.
            if source == "alias" || !is_one_word || matches!(kind.as_str(), "institution" | "document") {
                found.insert(cells.get(0)?);
            }
        }
    }
    let rows: Vec<i64> = found.into_iter().collect();
    let mut canonical = canonical_speakers::find_canonical_speakers(conn, &rows)?;
    canonical.retain(|speaker| Some(*speaker) != but);
    Ok(canonical)
}

/// The sequences in `words` that may be a name, folded: words that begin with a capital, and runs of Han characters.
fn name_candidates(words: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let tokens: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || "«»“”\"(),;:!?…".contains(c))
        .flat_map(split_elision)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    for (start, word) in tokens.iter().enumerate() {
        if word.starts_with(|c: char| c.is_uppercase()) {
            for end in start + 1..=tokens.len().min(start + NAME_WORDS_MAX) {
                found.insert(fold(&tokens[start..end].join(" ")));
            }
        }
    }
    for run in words.split(|c| !is_han(c)) {
        let run: Vec<char> = run.chars().collect();
        for start in 0..run.len() {
            for end in start + 2..=run.len().min(start + NAME_HAN_CHARS_MAX) {
                found.insert(run[start..end].iter().collect());
            }
        }
    }
    found
}

/// The parts of a word around an apostrophe: "l'Alliance" → "l", "Alliance"; "Varangeot's" → "Varangeot", "".
fn split_elision(word: &str) -> impl Iterator<Item = &str> {
    let (before, rest) = match word.split_once(['\'', '’']) {
        Some((before, rest)) if rest.chars().count() > 1 => (before, rest),
        Some((before, _)) => (before, ""),
        None => (word, ""),
    };
    [before, rest].into_iter().filter(|part| !part.is_empty())
}

/// Counts the statements by others that name one of the speakers `rows`.
pub(super) fn count_statements_naming(conn: &Connection, rows: &[i64]) -> Result<u64, QueryError> {
    let mut names = conn.prepare(&format!(
        "SELECT DISTINCT name FROM speaker_name WHERE speaker IN ({}) AND source IN ('reference', 'alias')",
        row_list(rows)
    ))?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let phrases: Vec<String> = names.iter().filter_map(|name| phrase_expression(name)).collect();
    if phrases.is_empty() {
        return Ok(0);
    }
    let mut count = conn.prepare(&format!(
        "SELECT count(*) FROM statement_search
         CROSS JOIN statement AS s ON s.wording_row = statement_search.rowid
         WHERE statement_search.statement_search MATCH ?1 AND coalesce(s.speaker, 0) NOT IN ({})",
        row_list(rows)
    ))?;
    let mut found = count.query([phrases.join(" OR ")])?;
    match found.next()? {
        Some(cells) => sql::count_cell(cells, 0),
        None => Ok(0),
    }
}

/// The names by which other statements may refer to one speaker.
#[derive(Debug)]
pub(super) struct NamesOfSpeaker {
    /// The rows of the speaker and of all speakers merged with it.
    members: Vec<i64>,
    /// Full names and aliases (`true`) and last names of persons (`false`), the longest first.
    names: Vec<(String, bool)>,
}

/// Shortest last name by which a person is looked for, in letters.
const LAST_NAME_LETTERS_MIN: usize = 4;

impl NamesOfSpeaker {
    /// Loads the names of the canonical speaker with this row; `None` if it has none.
    pub(super) fn load(conn: &Connection, speaker: i64) -> Result<Option<Self>, QueryError> {
        let members = canonical_speakers::find_merged_speakers(conn, &[speaker])?;
        let mut select = conn.prepare(&format!(
            "SELECT DISTINCT name, kind FROM speaker_name
                     WHERE speaker IN ({}) AND source IN ('reference', 'alias')",
            row_list(&members)
        ))?;
        let mut rows = select.query([])?;
        let mut names = BTreeSet::new();
        while let Some(cells) = rows.next()? {
            let (name, kind): (String, String) = (cells.get(0)?, cells.get(1)?);
            if let Some((_, last)) = name.rsplit_once(' ').filter(|_| kind == "person")
                && last.chars().count() >= LAST_NAME_LETTERS_MIN
                && last.starts_with(char::is_uppercase)
            {
                names.insert((last.to_owned(), false));
            }
            names.insert((name, true));
        }
        let mut names: Vec<(String, bool)> = names.into_iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Ok((!names.is_empty()).then_some(Self { members, names }))
    }

    /// Finds the rows of the statements by others whose words contain one of the names.
    pub(super) fn find_statements(&self, conn: &Connection) -> Result<Vec<i64>, QueryError> {
        let phrases: Vec<String> = self
            .names
            .iter()
            .filter_map(|(name, _)| phrase_expression(name))
            .collect();
        if phrases.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = conn.prepare(&format!(
            "SELECT s.row FROM statement_search
             CROSS JOIN statement AS s ON s.wording_row = statement_search.rowid
             WHERE statement_search.statement_search MATCH ?1 AND coalesce(s.speaker, 0) NOT IN ({})",
            row_list(&self.members)
        ))?;
        let rows = select.query_map([phrases.join(" OR ")], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The longest of the names in `words`, and whether it is a full name. Only capitalised words are compared, since a
    /// lower-case word is not a name.
    pub(super) fn longest_name_in(&self, words: &str) -> Option<(&str, bool)> {
        let candidates = name_candidates(words);
        let mut names = self.names.iter();
        names
            .find(|(name, _)| candidates.contains(&fold(name)))
            .map(|(name, is_full)| (name.as_str(), *is_full))
    }
}

/// Loads whom the speakers `rows` answer, or with `turned` who answers them, the most frequent first.
pub(super) fn load_exchanges(
    conn: &Connection,
    rows: &[i64],
    turned: bool,
) -> Result<Vec<ExchangeCount>, QueryError> {
    let (own, others) = if turned { ("o", "s") } else { ("s", "o") };
    let whole = canonical_speakers::canonical_speaker_sql(&format!("{others}.speaker"));
    let mut select = conn.prepare(&format!(
        "SELECT {whole} AS whole, count(DISTINCT s.row) AS times FROM (
             SELECT s.row AS one, o.row AS other FROM reply AS r
                 CROSS JOIN statement AS s ON s.reading_row = r.reading_row
                     CROSS JOIN statement AS o ON o.id = r.answered_id
             UNION SELECT s.row, o.row FROM link AS l
                 CROSS JOIN statement AS s ON s.id = l.source_id
                     CROSS JOIN statement AS o ON o.id = l.target_id
                 WHERE l.link = 'answers') AS x
         CROSS JOIN statement AS s ON s.row = x.one CROSS JOIN statement AS o ON o.row = x.other
         WHERE {own}.speaker IN ({}) AND {others}.speaker IS NOT NULL GROUP BY 1 ORDER BY times DESC, 1",
        row_list(rows)
    ))?;
    let mut found = select.query([])?;
    let mut exchanges = Vec::new();
    while let Some(cells) = found.next()? {
        if let Some(speaker) = canonical_speakers::load_speaker_ref(conn, cells.get(0)?)? {
            exchanges.push(ExchangeCount {
                speaker,
                statements: sql::count_cell(cells, 1)?,
            });
        }
    }
    Ok(exchanges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_candidates_are_capitalised_or_han() {
        let found: Vec<String> = name_candidates("selon l’Alliance verte, elle")
            .into_iter()
            .collect();
        insta::assert_snapshot!(found.join(" | "), @"alliance | alliance verte | alliance verte elle");
        assert!(name_candidates("据李强介绍").contains("李强"));
        assert!(name_candidates("Ms Varangeot's plan").contains("ms varangeot"));
    }
}
