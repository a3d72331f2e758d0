//! Searches the texts of articles.

use super::fts_expressions;
use super::highlights::{Highlight, highlight_tokens, match_term};
use super::parsed_search::{ParsedSearch, SearchTerm};
use super::tokens::{SearchToken, search_tokens};
use crate::domain::{Edtf, Lang};
use crate::query::references::read_article_ref;
use crate::query::{ArticleRef, ListQuery, Query, QueryError, days, resolve};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

/// Searches the texts of articles, the latest published first. The search text has the syntax of
/// [`SearchQuery`](crate::query::SearchQuery).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticleSearchQuery {
    /// The search text.
    pub query: String,
    /// Only articles published on or after the first day of this date.
    pub since: Option<Edtf>,
    /// Only articles published on or before the last day of this date.
    pub until: Option<Edtf>,
    /// Only articles in this language.
    pub lang: Option<Lang>,
    /// Only articles of this publisher; case and accents are ignored.
    pub publisher: Option<String>,
    /// Maximum number of articles.
    pub limit: Option<usize>,
}

impl ArticleSearchQuery {
    /// Maximum number of articles that are counted where no statement matches.
    pub const COUNTED_MAX: usize = 100;
}

/// The matching articles.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleHits(pub Vec<ArticleHit>);

/// A matching article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ArticleHit {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleRef,
    /// Number of matches in its text.
    pub occurrences: u64,
    /// The first few matches with the text around them, in order.
    pub passages: Vec<Passage>,
}

/// A piece of the text of an article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Passage {
    /// Number of code points of the text before it.
    pub start: u32,
    /// Whether its line begins before it.
    pub cut_before: bool,
    /// Whether its line continues after it.
    pub cut_after: bool,
    /// The words.
    pub text: String,
    /// Where these words match the search, in order and without overlap.
    pub marks: Vec<Highlight>,
}

/// Maximum number of passages of an article.
const PASSAGES_MAX: usize = 3;
/// Maximum number of code points before and after the matches of a passage, which is cut at a space.
const AROUND_CHARS: u32 = 70;

impl Query for ArticleSearchQuery {
    type Answer = ArticleHits;

    fn answer(&self, conn: &Connection) -> Result<ArticleHits, QueryError> {
        Ok(ArticleHits(self.collect_items(conn)?))
    }
}

impl ListQuery for ArticleSearchQuery {
    type Item = ArticleHit;

    fn for_each_item<E: From<QueryError>>(
        &self,
        conn: &Connection,
        visit: &mut dyn FnMut(ArticleHit) -> Result<(), E>,
    ) -> Result<(), E> {
        let wanted = ParsedSearch::parse(&self.query);
        let matching = fts_expressions::article_expression(&wanted).ok_or(QueryError::EmptySearch)?;
        let (conditions, values) = self.sql_conditions(conn, matching)?;
        let sql = format!(
            "SELECT a.id, a.title, a.publisher, a.url, a.published, a.lang, t.content
             FROM article_search CROSS JOIN article AS a ON a.text_pos = article_search.rowid
             CROSS JOIN article_text AS t ON t.text_pos = a.text_pos
             WHERE article_search.article_search MATCH ? AND t.content IS NOT NULL {conditions}
             ORDER BY a.published IS NULL, a.published_day DESC, a.ingested_pos"
        );
        let mut select = conn.prepare_cached(&sql).map_err(QueryError::from)?;
        let mut rows = select.query(params_from_iter(values)).map_err(QueryError::from)?;
        let mut left = self.limit.unwrap_or(usize::MAX);
        while left > 0
            && let Some(cells) = rows.next().map_err(QueryError::from)?
        {
            if let Some(hit) = read_hit(cells, &wanted)? {
                visit(hit)?;
                left -= 1;
            }
        }
        Ok(())
    }
}

/// Reads an article and its text; `None` if the text does not match.
fn read_hit(cells: &Row<'_>, wanted: &ParsedSearch) -> Result<Option<ArticleHit>, QueryError> {
    let article = read_article_ref(cells)?;
    let text = cells.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
    let hit = highlight_if_matching(text, article.lang, wanted).map(|marks| ArticleHit {
        article,
        occurrences: marks.len() as u64,
        passages: cut_passages(text, &marks),
    });
    Ok(hit)
}

impl ArticleSearchQuery {
    /// The conditions besides `matching`, and the values of all conditions.
    fn sql_conditions(
        &self,
        conn: &Connection,
        matching: String,
    ) -> Result<(String, Vec<Value>), QueryError> {
        let mut conditions = String::new();
        let mut values = vec![Value::from(matching)];
        let mut demand = |condition: &str, value: Value| {
            conditions.push_str(" AND ");
            conditions.push_str(condition);
            values.push(value);
        };
        if let Some(since) = self.since {
            demand("a.published_day >= ?", days::first_day_of(since)?.into());
        }
        if self.since.is_some() || self.until.is_some() {
            let last = self.until.map_or(Ok(days::UNKNOWN_DAY - 1), days::last_day_of)?;
            demand("a.published_day <= ?", last.into());
        }
        if let Some(lang) = self.lang {
            demand("a.lang = ?", lang.as_str().to_owned().into());
        }
        if let Some(publisher) = &self.publisher {
            demand(
                "a.publisher_folded = ?",
                resolve::resolve_publisher(conn, publisher)?.into(),
            );
        }
        Ok((conditions, values))
    }
}

/// Where the text matches; `None` if it lacks a required term or contains an excluded one.
fn highlight_if_matching(text: &str, lang: Lang, wanted: &ParsedSearch) -> Option<Vec<Highlight>> {
    let tokens = search_tokens(text);
    let stands = |term: &SearchTerm| has_term(&tokens, lang, term);
    let has_all = wanted
        .required
        .iter()
        .all(|alternatives| alternatives.iter().any(stands));
    if !has_all || wanted.excluded.iter().any(stands) {
        return None;
    }
    Some(highlight_tokens(&tokens, lang, wanted))
}

/// Whether the term occurs in `tokens`.
fn has_term(tokens: &[SearchToken], lang: Lang, term: &SearchTerm) -> bool {
    (0..tokens.len()).any(|at| match_term(&tokens[at..], lang, term).is_some())
}

/// Cuts the passages around the first matches. Matches close to each other share a passage.
fn cut_passages(text: &str, marks: &[Highlight]) -> Vec<Passage> {
    let mut groups: Vec<Vec<Highlight>> = Vec::new();
    for mark in marks {
        let is_near = |group: &&mut Vec<Highlight>| {
            let last = group.last();
            last.is_some_and(|last| mark.start < last.end + 2 * AROUND_CHARS)
        };
        if let Some(group) = groups.last_mut().filter(is_near) {
            group.push(*mark);
        } else if groups.len() < PASSAGES_MAX {
            groups.push(vec![*mark]);
        } else {
            break;
        }
    }
    let characters: Vec<char> = text.chars().collect();
    groups
        .iter()
        .filter_map(|group| cut_passage(&characters, group))
        .collect()
}

/// Cuts the passage around `marks`: their line, shortened at spaces if it is long.
fn cut_passage(text: &[char], marks: &[Highlight]) -> Option<Passage> {
    let (first, last) = (marks.first()?.start as usize, marks.last()?.end as usize);
    let around = AROUND_CHARS as usize;
    let before = &text[first.saturating_sub(around)..first];
    let line = before.iter().rposition(|c| *c == '\n').map(|at| at + 1);
    let is_cut = line.is_none() && first > around;
    let space = is_cut.then(|| before.iter().position(|c| c.is_whitespace()).map(|at| at + 1));
    let start = first - before.len() + line.or(space.flatten()).unwrap_or(0);
    let after = &text[last..text.len().min(last + around)];
    let line = after.iter().position(|c| *c == '\n');
    let is_cut = line.is_none() && last + around < text.len();
    let space = is_cut.then(|| after.iter().rposition(|c| c.is_whitespace()));
    let end = last + line.or(space.flatten()).unwrap_or(after.len());
    let offset = u32::try_from(start).ok()?;
    let is_line_end = |at: Option<usize>| at.and_then(|at| text.get(at)).is_none_or(|c| *c == '\n');
    Some(Passage {
        start: offset,
        cut_before: !is_line_end(start.checked_sub(1)),
        cut_after: !is_line_end(Some(end)),
        text: text[start..end].iter().collect(),
        marks: marks
            .iter()
            .map(|mark| Highlight {
                start: mark.start - offset,
                end: mark.end - offset,
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passage_is_the_line_or_a_cut_of_it() {
        let shown = |text: &str, query: &str| {
            let marks =
                highlight_if_matching(text, Lang::En, &ParsedSearch::parse(query)).unwrap_or_default();
            let lines = cut_passages(text, &marks);
            lines
                .into_iter()
                .map(|passage| passage.text)
                .collect::<Vec<_>>()
                .join(" | ")
        };
        insta::assert_snapshot!(shown("First line.\nThe decrees stand.\nLast.", "decree"), @"The decrees stand.");
        let long = "word ".repeat(40) + "the decree stands " + &"word ".repeat(40) + "a decree again";
        insta::assert_snapshot!(shown(&long, "decree"), @"word word word word word word word word word word word word word the decree stands word word word word word word word word word word word word | word word word word word word word word word word word word word a decree again");
        assert_eq!(shown("A decree.", "decree -a"), "");
        assert_eq!(shown("A decree.", "\"decrees\""), "");
    }
}
