//! Brings events to the projections.

use super::checkpoints::position_number;
use super::facts::{
    ArticleVersion, ClosedVersion, CurrentArticleVersion, OPEN_END_POS, ReadingOrigin, lang_cell,
};
use super::versions::{self, VersionRef};
use super::{ALL, ProjectionError, decisions, speakers};
use crate::domain::{
    ArticleId, Event, Lang, Recorded, Source, SpeakerDecision, SpeakerId, StatementId, Text,
};
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension};

/// Folds one event. Events come in the order of the log, each once; [`checkpoint`](super::checkpoint) follows the
/// last one.
///
/// An event about an article that does not count (never ingested, or withdrawn) changes nothing, as in
/// [`evolve`](crate::domain::evolve).
pub fn apply_event(conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
    let at = position_number(recorded.position);
    match &recorded.event {
        Event::ArticleIngested {
            article,
            source,
            lang,
            text,
            extractor,
        } => {
            if let Some(known) = current_article(conn, article)? {
                close_article(conn, &known, at)?;
            }
            notify_article_version(
                conn,
                &ArticleVersion {
                    valid_from_pos: at,
                    ingested_pos: at,
                    text_pos: at,
                    id: article.as_str(),
                    source,
                    lang: *lang,
                    text: Some(text),
                    extractor,
                    recorded_at: recorded.recorded_at.micros(),
                    revised_at: None,
                    revision: 0,
                },
            )
        }
        Event::ArticleRevised {
            article,
            revision,
            source,
            lang,
            text,
            extractor,
        } => match current_article(conn, article)? {
            Some(known) => apply_revision(
                conn,
                recorded,
                &known,
                (article, *revision, source, *lang, text, extractor),
            ),
            None => Ok(()),
        },
        Event::ArticleReread { article, extractor } => match current_article(conn, article)? {
            Some(known) => copy_article_version(conn, article, at, known.valid_from_pos, Some(extractor)),
            None => Ok(()),
        },
        Event::ArticleWithdrawn { article, .. } => match current_article(conn, article)? {
            Some(known) => close_article(conn, &known, at),
            None => Ok(()),
        },
        Event::ArticleRestored { article, .. } => restore_article(conn, article, at),
        _ => apply_statement_event(conn, recorded),
    }?;
    ALL.iter()
        .try_for_each(|projection| projection.on_event(conn, recorded))?;
    match &recorded.event {
        Event::SpeakerDecided {
            speaker,
            ruling: SpeakerDecision::Divided(..),
            ..
        } => reassign_speakers(conn, speaker, at),
        _ => Ok(()),
    }
}

/// Namesakes were told apart, or are one again: each statement under that name gets its speaker anew.
fn reassign_speakers(conn: &Connection, speaker: &SpeakerId, at: i64) -> Result<(), ProjectionError> {
    for (statement, article) in speakers::statements_named(conn, speaker)? {
        if let (Some(article), Some(latest)) = (
            current_article(conn, &article)?,
            versions::current_version(conn, &statement)?,
        ) {
            versions::insert_revision(conn, at, &article, &statement, &latest)?;
        }
    }
    Ok(())
}

/// What events about statements do to the versions of these.
fn apply_statement_event(conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
    let at = position_number(recorded.position);
    match &recorded.event {
        Event::StatementRecorded {
            article,
            revision,
            statement,
        } => match current_article(conn, article)? {
            Some(article) => {
                let read = ReadingOrigin {
                    recorded_pos: at,
                    recorded_at: recorded.recorded_at.micros(),
                    article_revision: *revision,
                    extractor: statement
                        .reader
                        .as_ref()
                        .map_or_else(|| article.extractor.clone(), ToString::to_string),
                };
                versions::insert_reading(conn, at, &article, read, statement)
            }
            None => Ok(()),
        },
        Event::StatementWithdrawn {
            article,
            statement,
            reason,
        } => {
            if matches!(reason, crate::domain::Reason::Decided(_))
                && current_article(conn, article)?.is_some()
            {
                decisions::set_withdrawn(conn, statement, true)?;
            }
            close_statement(conn, statement, at)
        }
        Event::StatementDropped { statement, .. } => close_statement(conn, statement, at),
        Event::StatementRestored {
            article, statement, ..
        } => {
            decisions::set_withdrawn(conn, statement, false)?;
            match (
                current_article(conn, article)?,
                versions::latest_version(conn, statement)?,
            ) {
                (Some(article), Some(latest)) => {
                    versions::insert_revision(conn, at, &article, statement, &latest)
                }
                _ => Ok(()),
            }
        }
        Event::StatementDecided {
            article,
            statement,
            ruling,
            ..
        } => {
            let Some(article) = current_article(conn, article)? else {
                return Ok(());
            };
            if !decisions::store_decision(conn, statement, ruling)? {
                return Ok(());
            }
            match versions::current_version(conn, statement)? {
                Some(latest) => versions::insert_revision(conn, at, &article, statement, &latest),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn current_article(
    conn: &Connection,
    article: &ArticleId,
) -> Result<Option<CurrentArticleVersion>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT ingested_pos, valid_from_pos, text_pos, published_day, title, lang, extractor, recorded_at FROM article_version
         WHERE id = ?1 AND valid_to_pos = ?2",
    )?;
    let held = select.query_row(rusqlite::params![article.as_str(), OPEN_END_POS], |row| {
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
    Ok(held.optional()?)
}

fn notify_article_version(conn: &Connection, article: &ArticleVersion<'_>) -> Result<(), ProjectionError> {
    ALL.iter()
        .try_for_each(|projection| projection.on_article_version(conn, article))
}

/// The article was read with another text or source. Its statements move along where what they share changes.
fn apply_revision(
    conn: &Connection,
    recorded: &Recorded,
    known: &CurrentArticleVersion,
    (article, revision, source, lang, text, extractor): (&ArticleId, u32, &Source, Lang, &Text, &str),
) -> Result<(), ProjectionError> {
    let at = position_number(recorded.position);
    let kept: Option<String> = conn
        .prepare_cached("SELECT content FROM article_text WHERE text_pos = ?1")?
        .query_row([known.text_pos], |row| row.get(0))?;
    let same = kept.as_deref() == text.as_str();
    let reported = ArticleVersion {
        valid_from_pos: at,
        ingested_pos: known.ingested_pos,
        text_pos: if same { known.text_pos } else { at },
        id: article.as_str(),
        source,
        lang,
        text: (!same).then_some(text),
        extractor,
        recorded_at: known.recorded_at,
        revised_at: Some(recorded.recorded_at.micros()),
        revision,
    };
    notify_article_version(conn, &reported)?;
    let shared = (known.published_day, known.title.as_ref(), known.lang);
    if shared == (reported.published_day(), source.title.as_ref(), lang) {
        return Ok(());
    }
    insert_revisions_of_article(conn, article, at, OPEN_END_POS)
}

/// The statements of an article that counted until `until`, each in a version of its own.
fn insert_revisions_of_article(
    conn: &Connection,
    article: &ArticleId,
    at: i64,
    until: i64,
) -> Result<(), ProjectionError> {
    let Some(now) = current_article(conn, article)? else {
        return Ok(());
    };
    for (id, latest) in versions::versions_of_article(conn, now.ingested_pos, until)? {
        versions::insert_revision(conn, at, &now, &id, &latest)?;
    }
    Ok(())
}

/// The article as it was in `version`, in a version of its own; read by `extractor` where one is given.
fn copy_article_version(
    conn: &Connection,
    article: &ArticleId,
    at: i64,
    version: i64,
    extractor: Option<&str>,
) -> Result<(), ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT ingested_pos, text_pos, title, publisher, url, author, agency, published, lang, revision, extractor,
             recorded_at, revised_at, canonical_url, published_at, published_alternative FROM article_version WHERE valid_from_pos = ?1",
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
        canonical: cells.get(13)?,
        published: day(7)?,
        published_at: text(14)?.and_then(|time| DateTime::parse_from_rfc3339(time).ok()),
        published_or: day(15)?,
    };
    let known: String = cells.get(10)?;
    notify_article_version(
        conn,
        &ArticleVersion {
            valid_from_pos: at,
            ingested_pos: cells.get(0)?,
            text_pos: cells.get(1)?,
            id: article.as_str(),
            source: &source,
            lang: lang_cell(cells, 8)?,
            text: None,
            extractor: extractor.unwrap_or(&known),
            recorded_at: cells.get(11)?,
            revised_at: cells.get(12)?,
            revision: cells.get(9)?,
        },
    )
}

/// An article that was withdrawn counts again, and so do the statements that went with it.
fn restore_article(conn: &Connection, article: &ArticleId, at: i64) -> Result<(), ProjectionError> {
    let last: Option<(i64, i64)> = conn
        .prepare_cached(
            "SELECT valid_from_pos, valid_to_pos FROM article_version WHERE id = ?1 ORDER BY valid_from_pos DESC LIMIT 1",
        )?
        .query_row([article.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((version, gone)) = last.filter(|(_, until)| *until != OPEN_END_POS) else {
        return Ok(());
    };
    copy_article_version(conn, article, at, version, None)?;
    insert_revisions_of_article(conn, article, at, gone)
}

fn close_article(conn: &Connection, article: &CurrentArticleVersion, at: i64) -> Result<(), ProjectionError> {
    let gone: Vec<ClosedVersion> = conn
        .prepare_cached(&[ClosedVersion::SELECT, " WHERE article = ?1 AND valid_to_pos = ?2"].concat())?
        .query_map([article.ingested_pos, OPEN_END_POS], |row| {
            ClosedVersion::from_row(row, at)
        })?
        .collect::<Result<_, _>>()?;
    for statement in &gone {
        versions::notify_closed(conn, statement)?;
    }
    ALL.iter()
        .rev()
        .try_for_each(|projection| projection.on_article_closed(conn, article, at))
}

fn close_statement(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    match versions::current_version(conn, statement)? {
        Some(VersionRef { row, .. }) => versions::close_version(conn, row, at),
        None => Ok(()),
    }
}
