//! The query `dixit check`: whether the words of statements still are in their articles.

use super::ending::EndingCause;
use super::ending_lookup::load_ending_of_statement;
use super::quotes::read_quotes;
use super::resolve::is_id_prefix;
use super::search::find_wordings_containing;
use super::sql::row_list;
use super::{ArticleRef, Ending, Query, QueryError, answer_json, sql};
use crate::domain::{ArticleText, StatementId, TextSlice};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

/// Checks whether the words of statements still are in their articles: in the last recorded text, at the position
/// that the evidence gives, letter by letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckQuery {
    /// The statements to check, each by its id, the beginning of its id, or words cited from it. If empty, all
    /// statements that ever were current.
    pub ids: Vec<String>,
}

/// The outcome for each statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct CheckedStatements(pub Vec<CheckedStatement>);

/// The outcome of checking one statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheckedStatement {
    /// Its id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub id: StatementId,
    /// Its words.
    pub words: String,
    /// The article that contains or contained them.
    pub article: Option<ArticleRef>,
    /// The outcome.
    pub found: CheckOutcome,
    /// Why and since when the statement is no longer current; null if it is current.
    pub ended: Option<Ending>,
}

super::word_enum::word_enum! {
    /// Where the words of a statement are now.
    CheckOutcome {
        /// Exactly where they were read.
        Stands = "stands",
        /// In the article, but at another position.
        Moved = "moved",
        /// No longer in the article, or no longer attributed to this speaker.
        Gone = "gone",
        /// A person withdrew the statement.
        Withdrawn = "withdrawn",
        /// A newer extractor version no longer reads the statement.
        Dropped = "dropped",
        /// The article was withdrawn.
        ArticleWithdrawn = "article-withdrawn",
        /// The text of the article was redacted, so its words cannot be compared.
        TakenDown = "taken-down",
    }
}

const LAST_VERSION_SQL: &str =
    "SELECT v.id, v.words, v.quote_start, v.quote_end, v.later_quotes, v.article FROM statement_version AS v
    WHERE v.row = (SELECT max(u.row) FROM statement_version AS u
        WHERE u.id = v.id AND u.valid_from_pos <= (SELECT position FROM as_of))";

impl Query for CheckQuery {
    type Answer = CheckedStatements;

    fn answer(&self, conn: &Connection) -> Result<CheckedStatements, QueryError> {
        let mut lines = Vec::new();
        let mut cache = ArticleCache::default();
        if self.ids.is_empty() {
            let mut select = conn.prepare(&format!("{LAST_VERSION_SQL} ORDER BY v.recorded_pos"))?;
            let mut rows = select.query([])?;
            while let Some(cells) = rows.next()? {
                lines.push(check_statement(conn, cells, &mut cache)?);
            }
        }
        for asked in &self.ids {
            let mut found = check_by_id(conn, asked, &mut cache)?;
            if found.is_empty() {
                found = check_citing(conn, asked, &mut cache)?;
            } else {
                found = vec![single_match(asked, found)?];
            }
            if found.is_empty() {
                return Err(QueryError::NotFound {
                    what: "statement",
                    name: asked.clone(),
                    suggestions: Vec::new(),
                });
            }
            lines.extend(found);
        }
        Ok(CheckedStatements(lines))
    }
}

/// Checks the statements whose ids begin with `text`; at most 10.
fn check_by_id(
    conn: &Connection,
    text: &str,
    cache: &mut ArticleCache,
) -> Result<Vec<CheckedStatement>, QueryError> {
    let prefix = text.trim().to_lowercase();
    if !is_id_prefix(&prefix, StatementId::LETTER) {
        return Ok(Vec::new());
    }
    let sql = format!("{LAST_VERSION_SQL} AND v.id >= ?1 AND v.id < ?1 || '~' ORDER BY v.id LIMIT 10");
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([prefix])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push(check_statement(conn, cells, cache)?);
    }
    Ok(found)
}

/// Checks the statements that contain the cited words, including those that are no longer current.
fn check_citing(
    conn: &Connection,
    words: &str,
    cache: &mut ArticleCache,
) -> Result<Vec<CheckedStatement>, QueryError> {
    let wordings = find_wordings_containing(conn, words)?;
    let sql = format!(
        "{LAST_VERSION_SQL} AND v.wording_row IN ({}) ORDER BY v.recorded_pos",
        row_list(&wordings)
    );
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push(check_statement(conn, cells, cache)?);
    }
    Ok(found)
}

/// The only statement found, or the only current one. Errors if several remain.
fn single_match(id: &str, mut found: Vec<CheckedStatement>) -> Result<CheckedStatement, QueryError> {
    let counting: Vec<usize> = (0..found.len()).filter(|at| found[*at].ended.is_none()).collect();
    match (counting.as_slice(), found.len()) {
        ([only], _) => Ok(found.swap_remove(*only)),
        (_, 1) => Ok(found.swap_remove(0)),
        _ => Err(QueryError::AmbiguousId {
            prefix: id.to_owned(),
            candidates: found
                .into_iter()
                .map(|line| super::IdCandidate {
                    id: line.id.to_string(),
                    what: if line.ended.is_some() {
                        "former statement"
                    } else {
                        "statement"
                    },
                    summary: line.words,
                })
                .collect(),
        }),
    }
}

/// Caches the last article loaded, because statements of one article come together.
#[derive(Default)]
struct ArticleCache {
    article: i64,
    name: Option<ArticleRef>,
    /// Its text; `None` if the article is not current.
    text: Option<ArticleText>,
}

impl ArticleCache {
    fn fetch(&mut self, conn: &Connection, article: i64) -> Result<(), QueryError> {
        if self.article != article {
            let mut select = conn.prepare_cached(
                "SELECT t.content FROM article AS a JOIN article_text AS t ON t.text_pos = a.text_pos
                         WHERE a.ingested_pos = ?1",
            )?;
            *self = Self {
                article,
                name: super::references::load_article_ref(conn, article)?,
                text: select
                    .query_row([article], |row| {
                        let text: Option<String> = row.get(0)?;
                        Ok(text.map_or(ArticleText::Redacted, ArticleText::Kept))
                    })
                    .optional()?,
            };
        }
        Ok(())
    }
}

fn check_statement(
    conn: &Connection,
    cells: &rusqlite::Row<'_>,
    cache: &mut ArticleCache,
) -> Result<CheckedStatement, QueryError> {
    let pieces = read_quotes(cells, 1)?;
    cache.fetch(conn, cells.get(5)?)?;
    let id: StatementId = sql::parse_cell(cells, 0, "a statement id")?;
    let ended = load_ending_of_statement(conn, id.as_str())?;
    let found = match ended.as_ref().map(|ended| ended.what) {
        Some(EndingCause::Withdrawn) => CheckOutcome::Withdrawn,
        Some(EndingCause::Dropped) => CheckOutcome::Dropped,
        // The article may still contain the same words, said by somebody else.
        Some(EndingCause::Revised) => CheckOutcome::Gone,
        _ => locate_evidence(cache.text.as_ref(), &pieces),
    };
    let article = match &cache.name {
        Some(name) => Some(name.clone()),
        None => load_last_article_ref(conn, cells.get(5)?)?,
    };
    Ok(CheckedStatement {
        words: cells.get(1)?,
        article,
        found,
        ended,
        id,
    })
}

/// The last version of a withdrawn article.
fn load_last_article_ref(conn: &Connection, article: i64) -> Result<Option<ArticleRef>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.title, v.publisher, v.url, v.published, v.lang FROM article_version AS v
         WHERE v.ingested_pos = ?1 AND v.valid_from_pos <= (SELECT position FROM as_of)
             ORDER BY v.valid_from_pos DESC LIMIT 1",
    )?;
    let mut rows = select.query([article])?;
    rows.next()?.map(super::references::read_article_ref).transpose()
}

fn locate_evidence(text: Option<&ArticleText>, pieces: &[TextSlice]) -> CheckOutcome {
    let text = match text {
        None => return CheckOutcome::ArticleWithdrawn,
        Some(ArticleText::Redacted) => return CheckOutcome::TakenDown,
        Some(ArticleText::Kept(text)) => text,
    };
    if pieces.iter().all(|piece| piece.matches_text(text)) {
        return CheckOutcome::Stands;
    }
    if pieces.iter().all(|piece| text.contains(&piece.text)) {
        CheckOutcome::Moved
    } else {
        CheckOutcome::Gone
    }
}

impl CheckOutcome {
    /// Whether a citation of the statement needs attention: the article no longer supports it.
    pub const fn is_alarming(self) -> bool {
        matches!(self, Self::Gone | Self::ArticleWithdrawn)
    }

    /// Whether the statement must no longer be cited.
    pub const fn is_lost(self) -> bool {
        self.is_alarming() || matches!(self, Self::Withdrawn | Self::Dropped)
    }
}
