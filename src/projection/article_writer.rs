//! Makes new versions of an article and hands them to the projections.

use super::article_text::load_text;
use super::article_version::{ArticleVersion, CurrentArticleVersion, lang_cell};
use super::derived::DerivedText;
use super::fold::Fold;
use super::position::{OPEN_END_POS, position_number};
use super::registry::PROJECTIONS;
use super::statement_version::ClosedVersion;
use super::{ProjectionError, statement_lookup, statement_writer};
use crate::domain::{ArticleId, ArticleText, Lang, RecordedEvent, Source};
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension};
use std::sync::Arc;

/// The current version of an article; `None` where it was never ingested or is withdrawn.
pub(super) fn current_article(
    fold: &Fold<'_>,
    article: &ArticleId,
) -> Result<Option<Arc<CurrentArticleVersion>>, ProjectionError> {
    let mut known = fold.memory.current_article.borrow_mut();
    if let Some(known) = known.as_ref().filter(|known| known.id == *article) {
        return Ok(Some(known.clone()));
    }
    *known = load_current_article(fold.conn, article)?.map(Arc::new);
    Ok(known.clone())
}

fn load_current_article(
    conn: &Connection,
    article: &ArticleId,
) -> Result<Option<CurrentArticleVersion>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT ingested_pos, valid_from_pos, text_pos, published_day, title, lang, extractor, recorded_at
         FROM article_version WHERE id = ?1 AND valid_to_pos = ?2",
    )?;
    let found = select.query_row(rusqlite::params![article.as_str(), OPEN_END_POS], |row| {
        Ok(CurrentArticleVersion {
            ingested_pos: row.get(0)?,
            id: article.clone(),
            valid_from_pos: row.get(1)?,
            text_pos: row.get(2)?,
            published_day: row.get(3)?,
            title: row.get(4)?,
            lang: lang_cell(row, 5)?,
            extractor: row.get(6)?,
            recorded_at: row.get(7)?,
        })
    });
    Ok(found.optional()?)
}

/// Tells the projections about a new version of an article.
pub(super) fn notify_article_version(
    fold: &Fold<'_>,
    article: &ArticleVersion<'_>,
) -> Result<(), ProjectionError> {
    fold.memory.current_article.take();
    PROJECTIONS
        .iter()
        .try_for_each(|projection| projection.on_article_version(fold, article))
}

/// Adds the version of an article with another text or source. Its current statements get new versions where the day of
/// publication, title or language that they share changes.
pub(super) fn revise_article(
    fold: &Fold<'_>,
    recorded: &RecordedEvent,
    known: &CurrentArticleVersion,
    (article, revision, source, lang, text, extractor): (&ArticleId, u32, &Source, Lang, &ArticleText, &str),
    derived: Option<Box<DerivedText>>,
) -> Result<(), ProjectionError> {
    let at = position_number(recorded.position);
    let stored = load_text(fold.conn, known.text_pos)?;
    let is_same_text = stored.as_deref() == text.as_str();
    let version = ArticleVersion {
        valid_from_pos: at,
        ingested_pos: known.ingested_pos,
        text_pos: if is_same_text { known.text_pos } else { at },
        id: article.as_str(),
        source,
        lang,
        text: (!is_same_text).then_some(text),
        derived: derived.filter(|_| !is_same_text),
        extractor,
        recorded_at: known.recorded_at,
        revised_at: Some(recorded.recorded_at.micros()),
        revision,
    };
    notify_article_version(fold, &version)?;
    let shared = (known.published_day, known.title.as_ref(), known.lang);
    if shared == (version.published_day(), source.title.as_ref(), lang) {
        return Ok(());
    }
    insert_revisions_of_article(fold, article, at, OPEN_END_POS)
}

/// Adds a new version of each statement of the article that was current until the position `valid_to_pos`.
fn insert_revisions_of_article(
    fold: &Fold<'_>,
    article: &ArticleId,
    at: i64,
    valid_to_pos: i64,
) -> Result<(), ProjectionError> {
    let Some(now) = current_article(fold, article)? else {
        return Ok(());
    };
    for (id, latest) in statement_lookup::versions_of_article(fold.conn, now.ingested_pos, valid_to_pos)? {
        statement_writer::insert_revision(fold, at, &now, &id, &latest)?;
    }
    Ok(())
}

/// Adds a version of the article, from the position `at`, that copies the one with `valid_from_pos` = `version`. With
/// an `extractor`, the copy is read by that one.
pub(super) fn copy_article_version(
    fold: &Fold<'_>,
    article: &ArticleId,
    at: i64,
    version: i64,
    extractor: Option<&str>,
) -> Result<(), ProjectionError> {
    let mut select = fold.conn.prepare_cached(
        "SELECT ingested_pos, text_pos, title, publisher, url, author, agency, published, lang, revision,
             extractor, recorded_at, revised_at, canonical_url, published_at, published_alternative
         FROM article_version WHERE valid_from_pos = ?1",
    )?;
    let mut rows = select.query([version])?;
    let Some(cells) = rows.next()? else {
        return Ok(());
    };
    let text = |column: usize| {
        cells
            .get_ref(column)?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)
    };
    let day = |column| -> rusqlite::Result<_> { Ok(text(column)?.and_then(|date| date.parse().ok())) };
    let source = Source {
        title: cells.get(2)?,
        publisher: cells.get(3)?,
        url: cells.get(4)?,
        author: cells.get(5)?,
        agency: cells.get(6)?,
        canonical_url: cells.get(13)?,
        published: day(7)?,
        published_at: text(14)?.and_then(|time| DateTime::parse_from_rfc3339(time).ok()),
        published_alternative: day(15)?,
    };
    let known: String = cells.get(10)?;
    notify_article_version(
        fold,
        &ArticleVersion {
            valid_from_pos: at,
            ingested_pos: cells.get(0)?,
            text_pos: cells.get(1)?,
            id: article.as_str(),
            source: &source,
            lang: lang_cell(cells, 8)?,
            text: None,
            derived: None,
            extractor: extractor.unwrap_or(&known),
            recorded_at: cells.get(11)?,
            revised_at: cells.get(12)?,
            revision: cells.get(9)?,
        },
    )
}

/// Makes a withdrawn article current again, with the statements that were current when it was withdrawn.
pub(super) fn restore_article(fold: &Fold<'_>, article: &ArticleId, at: i64) -> Result<(), ProjectionError> {
    let last: Option<(i64, i64)> = fold
        .conn
        .prepare_cached(
            "SELECT valid_from_pos, valid_to_pos FROM article_version WHERE id = ?1
             ORDER BY valid_from_pos DESC LIMIT 1",
        )?
        .query_row([article.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((version, withdrawn_pos)) = last.filter(|(_, valid_to_pos)| *valid_to_pos != OPEN_END_POS)
    else {
        return Ok(());
    };
    copy_article_version(fold, article, at, version, None)?;
    insert_revisions_of_article(fold, article, at, withdrawn_pos)
}

/// Ends the current version of an article and of its statements.
pub(super) fn close_article(
    fold: &Fold<'_>,
    article: &CurrentArticleVersion,
    at: i64,
) -> Result<(), ProjectionError> {
    fold.memory.current_article.take();
    let closed: Vec<ClosedVersion> = fold
        .conn
        .prepare_cached(&[ClosedVersion::SELECT, " WHERE article = ?1 AND valid_to_pos = ?2"].concat())?
        .query_map([article.ingested_pos, OPEN_END_POS], |row| {
            ClosedVersion::from_row(row, at)
        })?
        .collect::<Result<_, _>>()?;
    for statement in &closed {
        statement_writer::notify_closed(fold, statement)?;
    }
    PROJECTIONS
        .iter()
        .rev()
        .try_for_each(|projection| projection.on_article_closed(fold, article, at))
}
