//! Whom statements name, and who answers whom.

use super::search::phrase;
use super::selection::sql_list;
use super::{QueryError, SpeakerRef, people, row};
use crate::domain::{fold, is_han};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// The longest name that is looked for, in words.
const NAME_WORDS_MAX: usize = 6;
/// The longest name that is looked for, in Han characters.
const NAME_HAN_CHARS_MAX: usize = 12;

/// Another speaker, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExchangeCount {
    /// Who.
    #[serde(flatten)]
    pub speaker: SpeakerRef,
    /// In how many statements.
    pub statements: u64,
}

/// The speakers whom `words` name: by a full name, by an alias, or, for institutions and documents, by any canonical
/// name. The rows are those of whom they are, mergers followed; `but` is not among them.
pub(super) fn find_named_speakers(
    conn: &Connection,
    words: &str,
    but: Option<i64>,
) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT speaker, source, kind FROM speaker_name WHERE folded_name = ?1 AND source IN ('reference', 'alias', 'namesake')",
    )?;
    let mut found = BTreeSet::new();
    for name in name_candidates(words) {
        let is_one_word = !name.contains(' ') && !name.chars().all(is_han);
        let mut rows = select.query([&name])?;
        while let Some(cells) = rows.next()? {
            let source: String = cells.get(1)?;
            let kind: String = cells.get(2)?;
            // A single word may be anybody's name, and a group's is a noun.
            if source == "alias" || !is_one_word || matches!(kind.as_str(), "institution" | "document") {
                found.insert(cells.get(0)?);
            }
        }
    }
    let rows: Vec<i64> = found.into_iter().collect();
    let mut wholes = people::find_canonical_speakers(conn, &rows)?;
    wholes.retain(|whole| Some(*whole) != but);
    Ok(wholes)
}

/// The stretches of `words` that can be a name, folded: those that begin with a capital, and those in Han.
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

/// A word without what French elides before it or English puts behind it, and with it.
fn split_elision(word: &str) -> impl Iterator<Item = &str> {
    let (before, rest) = match word.split_once(['\'', '’']) {
        Some((before, rest)) if rest.chars().count() > 1 => (before, rest),
        Some((before, _)) => (before, ""),
        None => (word, ""),
    };
    [before, rest].into_iter().filter(|part| !part.is_empty())
}

/// How many statements of others name one of the speakers `rows`.
pub(super) fn count_statements_naming(conn: &Connection, rows: &[i64]) -> Result<u64, QueryError> {
    let mut names = conn.prepare(&format!(
        "SELECT DISTINCT name FROM speaker_name WHERE speaker IN ({}) AND source IN ('reference', 'alias')",
        sql_list(rows)
    ))?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let phrases: Vec<String> = names.iter().filter_map(|name| phrase(name)).collect();
    if phrases.is_empty() {
        return Ok(0);
    }
    let mut count = conn.prepare(&format!(
        "SELECT count(*) FROM statement_search CROSS JOIN statement AS s ON s.wording_row = statement_search.rowid
         WHERE statement_search.statement_search MATCH ?1 AND coalesce(s.speaker, 0) NOT IN ({})",
        sql_list(rows)
    ))?;
    let mut found = count.query([phrases.join(" OR ")])?;
    match found.next()? {
        Some(cells) => row::count_cell(cells, 0),
        None => Ok(0),
    }
}

/// The names by which words name one speaker.
#[derive(Debug)]
pub(super) struct NamesOfSpeaker {
    /// The speaker, and whoever was merged.
    members: Vec<i64>,
    /// Full names and aliases, and the last names of persons, with whether each is whole; the longest first.
    names: Vec<(String, bool)>,
}

/// So many letters a last name has at least by which a person is looked for.
const LAST_NAME_LETTERS_MIN: usize = 4;

impl NamesOfSpeaker {
    /// The names of the whole speaker `speaker`; `None` where there are none.
    pub(super) fn load(conn: &Connection, speaker: i64) -> Result<Option<Self>, QueryError> {
        let members = people::find_merged_speakers(conn, &[speaker])?;
        let mut select = conn.prepare(&format!(
            "SELECT DISTINCT name, kind FROM speaker_name WHERE speaker IN ({}) AND source IN ('reference', 'alias')",
            sql_list(&members)
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

    /// The statements of others whose words have one of the names.
    pub(super) fn find_statements(&self, conn: &Connection) -> Result<Vec<i64>, QueryError> {
        let phrases: Vec<String> = self.names.iter().filter_map(|(name, _)| phrase(name)).collect();
        if phrases.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = conn.prepare(&format!(
            "SELECT s.row FROM statement_search CROSS JOIN statement AS s ON s.wording_row = statement_search.rowid
             WHERE statement_search.statement_search MATCH ?1 AND coalesce(s.speaker, 0) NOT IN ({})",
            sql_list(&self.members)
        ))?;
        let rows = select.query_map([phrases.join(" OR ")], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The longest of the names that stands in `words`, and whether it is whole. What is no name there is not
    /// capitalised.
    pub(super) fn longest_name_in(&self, words: &str) -> Option<(&str, bool)> {
        let there = name_candidates(words);
        let mut names = self.names.iter();
        names
            .find(|(name, _)| there.contains(&fold(name)))
            .map(|(name, is_full)| (name.as_str(), *is_full))
    }
}

/// Whom the speakers `rows` answer, or, where `turned`, who answers them; whoever does most first.
pub(super) fn load_exchanges(
    conn: &Connection,
    rows: &[i64],
    turned: bool,
) -> Result<Vec<ExchangeCount>, QueryError> {
    let (own, others) = if turned { ("o", "s") } else { ("s", "o") };
    let whole = people::canonical_speaker_sql(&format!("{others}.speaker"));
    let mut select = conn.prepare(&format!(
        "SELECT {whole} AS whole, count(DISTINCT s.row) AS times FROM (
             SELECT s.row AS one, o.row AS other FROM reply AS r
                 CROSS JOIN statement AS s ON s.reading_row = r.reading_row CROSS JOIN statement AS o ON o.id = r.answered_id
             UNION SELECT s.row, o.row FROM link AS l
                 CROSS JOIN statement AS s ON s.id = l.source_id CROSS JOIN statement AS o ON o.id = l.target_id
                 WHERE l.link = 'answers') AS x
         CROSS JOIN statement AS s ON s.row = x.one CROSS JOIN statement AS o ON o.row = x.other
         WHERE {own}.speaker IN ({}) AND {others}.speaker IS NOT NULL GROUP BY 1 ORDER BY times DESC, 1",
        sql_list(rows)
    ))?;
    let mut found = select.query([])?;
    let mut exchanges = Vec::new();
    while let Some(cells) = found.next()? {
        if let Some(speaker) = people::load_speaker_ref(conn, cells.get(0)?)? {
            exchanges.push(ExchangeCount {
                speaker,
                statements: row::count_cell(cells, 1)?,
            });
        }
    }
    Ok(exchanges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_capital_or_are_han() {
        let found: Vec<String> = name_candidates("selon l’Alliance verte, elle")
            .into_iter()
            .collect();
        insta::assert_snapshot!(found.join(" | "), @"alliance | alliance verte | alliance verte elle");
        assert!(name_candidates("据李强介绍").contains("李强"));
        assert!(name_candidates("Ms Varangeot's plan").contains("ms varangeot"));
    }
}
