use super::ending::{EndedBy, load_ending_of_statement};
use super::resolve::is_id_prefix;
use super::search::containing;
use super::selection::sql_list;
use super::{ArticleRef, Ending, Query, QueryError, row, wire};
use crate::domain::{Span, StatementId, Text};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether the words of statements still stand in their articles: in the text as it was last recorded, at the place
/// and in the letters of the evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckQuery {
    /// The statements, each by its whole id, by the beginning of one, or by words that are cited from it; all that ever
    /// counted, where there is none.
    pub ids: Vec<String>,
}

/// What was found of each statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct CheckedStatements(pub Vec<CheckedStatement>);

/// What was found of one statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheckedStatement {
    /// Its id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// Its words.
    pub words: String,
    /// Where they stand, or stood.
    pub article: Option<ArticleRef>,
    /// What was found.
    pub found: Finding,
    /// Why and since when the statement no longer counts; null where it counts.
    pub ended: Option<Ending>,
}

super::vocabulary::words! {
    /// Where the words of a statement stand.
    Finding {
        /// Exactly where they were read.
        Stands = "stands",
        /// In the article, but at another place.
        Moved = "moved",
        /// Nowhere in the article as it is now, or no longer as this speaker's.
        Gone = "gone",
        /// A person withdrew the statement.
        Withdrawn = "withdrawn",
        /// A newer extractor does not read the statement.
        Dropped = "dropped",
        /// The article was withdrawn.
        ArticleWithdrawn = "article-withdrawn",
        /// Its text was taken down, so that nobody can tell.
        TakenDown = "taken-down",
    }
}

/// The places of the words, as the projection writes them.
#[derive(Debug, Deserialize)]
struct Detail {
    evidence: Vec<(u32, u32, String, String, String)>,
}

const LAST: &str = "SELECT v.id, v.words, v.detail, v.article FROM statement_version AS v
    WHERE v.row = (SELECT max(u.row) FROM statement_version AS u
        WHERE u.id = v.id AND u.valid_from_pos <= (SELECT position FROM as_of))";

impl Query for CheckQuery {
    type Answer = CheckedStatements;

    fn answer(&self, conn: &Connection) -> Result<CheckedStatements, QueryError> {
        let mut lines = Vec::new();
        let mut looked = Looked::default();
        if self.ids.is_empty() {
            let mut select = conn.prepare(&format!("{LAST} ORDER BY v.recorded_pos"))?;
            let mut rows = select.query([])?;
            while let Some(cells) = rows.next()? {
                lines.push(line(conn, cells, &mut looked)?);
            }
        }
        for asked in &self.ids {
            let mut found = by_id(conn, asked, &mut looked)?;
            if found.is_empty() {
                found = citing(conn, asked, &mut looked)?;
            } else {
                found = vec![the_one(asked, found)?];
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

/// The statements whose ids begin with `text`.
fn by_id(conn: &Connection, text: &str, looked: &mut Looked) -> Result<Vec<CheckedStatement>, QueryError> {
    let prefix = text.trim().to_lowercase();
    if !is_id_prefix(&prefix, StatementId::LETTER) {
        return Ok(Vec::new());
    }
    let sql = format!("{LAST} AND v.id >= ?1 AND v.id < ?1 || '~' ORDER BY v.id LIMIT 10");
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([prefix])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push(line(conn, cells, looked)?);
    }
    Ok(found)
}

/// The statements that have the cited words as they stand, those that no longer count too.
fn citing(conn: &Connection, words: &str, looked: &mut Looked) -> Result<Vec<CheckedStatement>, QueryError> {
    let wordings = containing(conn, words)?;
    let sql = format!(
        "{LAST} AND v.wording_row IN ({}) ORDER BY v.recorded_pos",
        sql_list(&wordings)
    );
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push(line(conn, cells, looked)?);
    }
    Ok(found)
}

/// The one that is meant: the only one, or the only one that counts.
fn the_one(id: &str, mut found: Vec<CheckedStatement>) -> Result<CheckedStatement, QueryError> {
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

/// The article that was looked at last: the statements of one come together.
#[derive(Default)]
struct Looked {
    article: i64,
    name: Option<ArticleRef>,
    /// Its text; `None` where it does not count.
    text: Option<Text>,
}

impl Looked {
    fn fetch(&mut self, conn: &Connection, article: i64) -> Result<(), QueryError> {
        if self.article != article {
            let mut select = conn.prepare_cached(
                "SELECT t.content FROM article AS a JOIN article_text AS t ON t.text_pos = a.text_pos WHERE a.ingested_pos = ?1",
            )?;
            *self = Self {
                article,
                name: super::articles::load_article_ref(conn, article)?,
                text: select
                    .query_row([article], |row| {
                        let text: Option<String> = row.get(0)?;
                        Ok(text.map_or(Text::Redacted, Text::Kept))
                    })
                    .optional()?,
            };
        }
        Ok(())
    }
}

fn line(
    conn: &Connection,
    cells: &rusqlite::Row<'_>,
    looked: &mut Looked,
) -> Result<CheckedStatement, QueryError> {
    let stored = cells.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
    let detail: Detail = row::parse_json(stored, "the detail of a statement")?;
    looked.fetch(conn, cells.get(3)?)?;
    let id: StatementId = row::parse_cell(cells, 0, "a statement id")?;
    let ended = load_ending_of_statement(conn, id.as_str())?;
    let found = match ended.as_ref().map(|ended| ended.what) {
        Some(EndedBy::Withdrawn) => Finding::Withdrawn,
        Some(EndedBy::Dropped) => Finding::Dropped,
        // The very same words may still stand there as somebody else's.
        Some(EndedBy::Revised) => Finding::Gone,
        _ => finding(looked.text.as_ref(), &detail),
    };
    let article = match &looked.name {
        Some(name) => Some(name.clone()),
        None => last_name(conn, cells.get(3)?)?,
    };
    Ok(CheckedStatement {
        words: cells.get(1)?,
        article,
        found,
        ended,
        id,
    })
}

/// The name of an article that was withdrawn, as it last was.
fn last_name(conn: &Connection, article: i64) -> Result<Option<ArticleRef>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.title, v.publisher, v.url, v.published, v.lang FROM article_version AS v
         WHERE v.ingested_pos = ?1 AND v.valid_from_pos <= (SELECT position FROM as_of) ORDER BY v.valid_from_pos DESC LIMIT 1",
    )?;
    let mut rows = select.query([article])?;
    rows.next()?.map(super::articles::read_article_ref).transpose()
}

fn finding(text: Option<&Text>, detail: &Detail) -> Finding {
    let text = match text {
        None => return Finding::ArticleWithdrawn,
        Some(Text::Redacted) => return Finding::TakenDown,
        Some(Text::Kept(text)) => text,
    };
    let mut pieces = detail.evidence.iter();
    if pieces.all(|(start, end, words, ..)| Span::new(*start, *end).slice(text) == Some(words)) {
        return Finding::Stands;
    }
    let mut pieces = detail.evidence.iter();
    if pieces.all(|(_, _, words, ..)| text.contains(words.as_str())) {
        Finding::Moved
    } else {
        Finding::Gone
    }
}

impl Finding {
    /// Whether whoever cites the statement must look again.
    pub const fn is_alarming(self) -> bool {
        matches!(self, Self::Gone | Self::ArticleWithdrawn)
    }

    /// Whether the statement no longer counts, so that nobody may cite it.
    pub const fn is_lost(self) -> bool {
        self.is_alarming() || matches!(self, Self::Withdrawn | Self::Dropped)
    }
}
