//! Whom statements name, and who answers whom.

use super::search::phrase;
use super::selection::list;
use super::{QueryError, SpeakerName, people, row};
use crate::domain::{fold, is_han};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// The longest name that is looked for, in words.
const WORDS_MAX: usize = 6;
/// The longest name that is looked for, in Han characters.
const HAN_MAX: usize = 12;

/// Another speaker, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exchange {
    /// Who.
    #[serde(flatten)]
    pub speaker: SpeakerName,
    /// In how many statements.
    pub statements: u64,
}

/// The speakers whom `words` name: by a full name, by an alias, or, for institutions and documents, by any canonical
/// name. The rows are those of whom they are, mergers followed; `but` is not among them.
pub(super) fn named_in(conn: &Connection, words: &str, but: Option<i64>) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT speaker, source, kind FROM name WHERE folded = ?1 AND source IN ('reference', 'alias', 'namesake')",
    )?;
    let mut found = BTreeSet::new();
    for name in candidates(words) {
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
    let mut wholes = people::wholes(conn, &rows)?;
    wholes.retain(|whole| Some(*whole) != but);
    Ok(wholes)
}

/// The stretches of `words` that can be a name, folded: those that begin with a capital, and those in Han.
fn candidates(words: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let tokens: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || "«»“”\"(),;:!?…".contains(c))
        .flat_map(elided)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    for (start, word) in tokens.iter().enumerate() {
        if word.starts_with(|c: char| c.is_uppercase()) {
            for end in start + 1..=tokens.len().min(start + WORDS_MAX) {
                found.insert(fold(&tokens[start..end].join(" ")));
            }
        }
    }
    for run in words.split(|c| !is_han(c)) {
        let run: Vec<char> = run.chars().collect();
        for start in 0..run.len() {
            for end in start + 2..=run.len().min(start + HAN_MAX) {
                found.insert(run[start..end].iter().collect());
            }
        }
    }
    found
}

/// A word without what French elides before it or English puts behind it, and with it.
fn elided(word: &str) -> impl Iterator<Item = &str> {
    let (before, rest) = match word.split_once(['\'', '’']) {
        Some((before, rest)) if rest.chars().count() > 1 => (before, rest),
        Some((before, _)) => (before, ""),
        None => (word, ""),
    };
    [before, rest].into_iter().filter(|part| !part.is_empty())
}

/// How many statements of others name one of the speakers `rows`.
pub(super) fn naming(conn: &Connection, rows: &[i64]) -> Result<u64, QueryError> {
    let mut names = conn.prepare(&format!(
        "SELECT DISTINCT name FROM name WHERE speaker IN ({}) AND source IN ('reference', 'alias')",
        list(rows)
    ))?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let phrases: Vec<String> = names.iter().filter_map(|name| phrase(name)).collect();
    if phrases.is_empty() {
        return Ok(0);
    }
    let mut count = conn.prepare(&format!(
        "SELECT count(*) FROM search CROSS JOIN statement AS s ON s.wording = search.rowid
         WHERE search.search MATCH ?1 AND coalesce(s.speaker, 0) NOT IN ({})",
        list(rows)
    ))?;
    let mut found = count.query([phrases.join(" OR ")])?;
    match found.next()? {
        Some(cells) => row::count(cells, 0),
        None => Ok(0),
    }
}

/// The names by which words name one speaker.
#[derive(Debug)]
pub(super) struct Naming {
    /// The speaker, and whoever was merged.
    members: Vec<i64>,
    /// Full names and aliases, and the last names of persons, with whether each is whole; the longest first.
    names: Vec<(String, bool)>,
}

/// So many letters a last name has at least by which a person is looked for.
const LAST_NAME_LETTERS_MIN: usize = 4;

impl Naming {
    /// The names of the whole speaker `speaker`; `None` where there are none.
    pub(super) fn of(conn: &Connection, speaker: i64) -> Result<Option<Self>, QueryError> {
        let members = people::members(conn, &[speaker])?;
        let mut select = conn.prepare(&format!(
            "SELECT DISTINCT name, kind FROM name WHERE speaker IN ({}) AND source IN ('reference', 'alias')",
            list(&members)
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
    pub(super) fn statements(&self, conn: &Connection) -> Result<Vec<i64>, QueryError> {
        let phrases: Vec<String> = self.names.iter().filter_map(|(name, _)| phrase(name)).collect();
        if phrases.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = conn.prepare(&format!(
            "SELECT s.row FROM search CROSS JOIN statement AS s ON s.wording = search.rowid
             WHERE search.search MATCH ?1 AND coalesce(s.speaker, 0) NOT IN ({})",
            list(&self.members)
        ))?;
        let rows = select.query_map([phrases.join(" OR ")], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The longest of the names that stands in `words`, and whether it is whole. What is no name there is not
    /// capitalised.
    pub(super) fn name_in(&self, words: &str) -> Option<(&str, bool)> {
        let there = candidates(words);
        let mut names = self.names.iter();
        names
            .find(|(name, _)| there.contains(&fold(name)))
            .map(|(name, is_full)| (name.as_str(), *is_full))
    }
}

/// Whom the speakers `rows` answer, or, where `turned`, who answers them; whoever does most first.
pub(super) fn exchanges(conn: &Connection, rows: &[i64], turned: bool) -> Result<Vec<Exchange>, QueryError> {
    let (own, others) = if turned { ("o", "s") } else { ("s", "o") };
    let whole = people::whole(&format!("{others}.speaker"));
    let mut select = conn.prepare(&format!(
        "SELECT {whole} AS whole, count(DISTINCT s.row) AS times FROM (
             SELECT s.row AS one, o.row AS other FROM reply AS r
                 CROSS JOIN statement AS s ON s.reading = r.reading CROSS JOIN statement AS o ON o.id = r.other
             UNION SELECT s.row, o.row FROM linked AS l
                 CROSS JOIN statement AS s ON s.id = l.one CROSS JOIN statement AS o ON o.id = l.other
                 WHERE l.link = 'answers') AS x
         CROSS JOIN statement AS s ON s.row = x.one CROSS JOIN statement AS o ON o.row = x.other
         WHERE {own}.speaker IN ({}) AND {others}.speaker IS NOT NULL GROUP BY 1 ORDER BY times DESC, 1",
        list(rows)
    ))?;
    let mut found = select.query([])?;
    let mut exchanges = Vec::new();
    while let Some(cells) = found.next()? {
        if let Some(speaker) = people::named(conn, cells.get(0)?)? {
            exchanges.push(Exchange {
                speaker,
                statements: row::count(cells, 1)?,
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
        let found: Vec<String> = candidates("selon l’Alliance verte, elle").into_iter().collect();
        insta::assert_snapshot!(found.join(" | "), @"alliance | alliance verte | alliance verte elle");
        assert!(candidates("据李强介绍").contains("李强"));
        assert!(candidates("Ms Varangeot's plan").contains("ms varangeot"));
    }
}
