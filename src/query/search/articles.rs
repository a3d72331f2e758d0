//! Search in the texts of articles.

use super::index;
use super::marks::{self, matched};
use super::units::{Unit, units};
use super::wanted::{Term, Wanted};
use super::{Highlight, QueryError};
use crate::domain::{Edtf, Lang};
use crate::query::{ArticleRef, Query, days, resolve, row};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

/// The articles in whose texts the words stand, those published last first. What is typed means what it means in
/// [`Search`](crate::query::Search).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticleSearchQuery {
    /// What to look for.
    pub query: String,
    /// Only what was published from the first day of this date on.
    pub since: Option<Edtf>,
    /// Only what was published up to the last day of this date.
    pub until: Option<Edtf>,
    /// Only articles in this language.
    pub lang: Option<Lang>,
    /// Only from this publisher, whatever the case and accents.
    pub publisher: Option<String>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

/// Articles in which the words stand.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleHits(pub Vec<ArticleHit>);

/// An article in which the words stand.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ArticleHit {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleRef,
    /// How often one of the words stands in its text.
    pub occurrences: u64,
    /// Where they stand: the first few places, in order.
    pub passages: Vec<Passage>,
}

/// A stretch of the text of an article, in its own words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Passage {
    /// Code points of the text before it.
    pub start: u32,
    /// Whether its line begins earlier.
    pub cut_before: bool,
    /// Whether its line goes on.
    pub cut_after: bool,
    /// The words.
    pub text: String,
    /// Where in them the words that were looked for stand, in order, without overlap.
    pub marks: Vec<Highlight>,
}

/// So many passages of an article are shown.
const PASSAGES_MAX: usize = 3;
/// So many code points are shown before and after what is marked, up to the next space.
const AROUND_CHARS: u32 = 70;

impl Query for ArticleSearchQuery {
    type Answer = ArticleHits;

    fn answer(&self, conn: &Connection) -> Result<ArticleHits, QueryError> {
        let wanted = Wanted::read(&self.query);
        let matching = index::superset(&wanted).ok_or(QueryError::EmptySearch)?;
        let (conditions, values) = self.conditions(conn, matching)?;
        let mut select = conn.prepare_cached(&format!(
            "SELECT a.id, a.title, a.publisher, a.url, a.published, a.lang, t.content
             FROM article_search CROSS JOIN article AS a ON a.text_pos = article_search.rowid
             CROSS JOIN article_text AS t ON t.text_pos = a.text_pos
             WHERE article_search.article_search MATCH ? AND t.content IS NOT NULL {conditions}
             ORDER BY a.published IS NULL, a.published_day DESC, a.ingested_pos"
        ))?;
        let mut rows = select.query(params_from_iter(values))?;
        let mut hits = Vec::new();
        while let Some(cells) = rows.next()? {
            if hits.len() >= self.limit.unwrap_or(usize::MAX) {
                break;
            }
            let article = ArticleRef {
                id: row::parse_cell(cells, 0, "an article id")?,
                title: cells.get(1)?,
                publisher: cells.get(2)?,
                url: cells.get(3)?,
                published: row::date_cell(cells, 4)?,
                lang: row::parse_cell(cells, 5, "a language")?,
            };
            let text = cells.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
            if let Some(marks) = all_marks(text, article.lang, &wanted) {
                hits.push(ArticleHit {
                    article,
                    occurrences: marks.len() as u64,
                    passages: passages(text, &marks),
                });
            }
        }
        Ok(ArticleHits(hits))
    }
}

impl ArticleSearchQuery {
    /// What else must hold, and the values of all of it.
    fn conditions(&self, conn: &Connection, matching: String) -> Result<(String, Vec<Value>), QueryError> {
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

/// Where the text has what is wanted; `None` where it lacks some of it, or has what it must not.
fn all_marks(text: &str, lang: Lang, wanted: &Wanted) -> Option<Vec<Highlight>> {
    let units = units(text);
    let stands = |term: &Term| stands_in(&units, lang, term);
    let has_all = wanted
        .all
        .iter()
        .all(|alternatives| alternatives.iter().any(stands));
    if !has_all || wanted.without.iter().any(stands) {
        return None;
    }
    Some(marks::in_units(&units, lang, wanted))
}

/// Whether the term stands anywhere in `units`.
fn stands_in(units: &[Unit], lang: Lang, term: &Term) -> bool {
    (0..units.len()).any(|at| matched(&units[at..], lang, term).is_some())
}

/// The stretches of `text` around the first marks. Marks that are near one another share one.
fn passages(text: &str, marks: &[Highlight]) -> Vec<Passage> {
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
        .filter_map(|group| passage(&characters, group))
        .collect()
}

/// The stretch around `marks`: the line that they stand in, cut at a space where it goes on for long.
fn passage(text: &[char], marks: &[Highlight]) -> Option<Passage> {
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
    fn a_passage_is_the_line_around_or_a_cut_of_it() {
        let shown = |text: &str, query: &str| {
            let marks = all_marks(text, Lang::En, &Wanted::read(query)).unwrap_or_default();
            let lines = passages(text, &marks);
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
