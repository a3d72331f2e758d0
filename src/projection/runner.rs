//! Brings events to the projections.

use super::checkpoints::number;
use super::facts::{FOREVER, Gone, Held, Read, Reported, lang};
use super::versions::{self, Latest};
use super::{ALL, ProjectionError, rulings, speakers};
use crate::domain::{ArticleId, Event, Lang, Recorded, Source, SpeakerId, SpeakerRuling, StatementId, Text};
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension};

/// Folds one event. Events come in the order of the log, each once; [`checkpoint`](super::checkpoint) follows the
/// last one.
///
/// An event about an article that does not count (never ingested, or withdrawn) changes nothing, as in
/// [`evolve`](crate::domain::evolve).
pub fn apply(conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
    let at = number(recorded.position);
    match &recorded.event {
        Event::ArticleIngested {
            article,
            source,
            lang,
            text,
            extractor,
        } => {
            if let Some(known) = held(conn, article)? {
                article_gone(conn, &known, at)?;
            }
            article_read(
                conn,
                &Reported {
                    version: at,
                    row: at,
                    text_row: at,
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
        } => match held(conn, article)? {
            Some(known) => revised(
                conn,
                recorded,
                &known,
                (article, *revision, source, *lang, text, extractor),
            ),
            None => Ok(()),
        },
        Event::ArticleReread { article, extractor } => match held(conn, article)? {
            Some(known) => article_again(conn, article, at, known.version, Some(extractor)),
            None => Ok(()),
        },
        Event::ArticleWithdrawn { article, .. } => match held(conn, article)? {
            Some(known) => article_gone(conn, &known, at),
            None => Ok(()),
        },
        Event::ArticleRestored { article, .. } => article_restored(conn, article, at),
        _ => statement_event(conn, recorded),
    }?;
    ALL.iter()
        .try_for_each(|projection| projection.decided(conn, recorded))?;
    match &recorded.event {
        Event::SpeakerDecided {
            speaker,
            ruling: SpeakerRuling::Divided(..),
            ..
        } => divided(conn, speaker, at),
        _ => Ok(()),
    }
}

/// Namesakes were told apart, or are one again: each statement under that name gets its speaker anew.
fn divided(conn: &Connection, speaker: &SpeakerId, at: i64) -> Result<(), ProjectionError> {
    for (statement, article) in speakers::statements_named(conn, speaker)? {
        if let (Some(article), Some(latest)) = (held(conn, &article)?, versions::counting(conn, &statement)?)
        {
            versions::again(conn, at, &article, &statement, &latest)?;
        }
    }
    Ok(())
}

/// What events about statements do to the versions of these.
fn statement_event(conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
    let at = number(recorded.position);
    match &recorded.event {
        Event::StatementRecorded {
            article,
            revision,
            statement,
        } => match held(conn, article)? {
            Some(article) => {
                let read = Read {
                    position: at,
                    recorded_at: recorded.recorded_at.micros(),
                    revision: *revision,
                    extractor: statement
                        .reader
                        .as_ref()
                        .map_or_else(|| article.extractor.clone(), ToString::to_string),
                };
                versions::read(conn, at, &article, read, statement)
            }
            None => Ok(()),
        },
        Event::StatementWithdrawn {
            article,
            statement,
            reason,
        } => {
            if matches!(reason, crate::domain::Reason::Decided(_)) && held(conn, article)?.is_some() {
                rulings::withdraw(conn, statement, true)?;
            }
            statement_gone(conn, statement, at)
        }
        Event::StatementDropped { statement, .. } => statement_gone(conn, statement, at),
        Event::StatementRestored {
            article, statement, ..
        } => {
            rulings::withdraw(conn, statement, false)?;
            match (held(conn, article)?, versions::latest(conn, statement)?) {
                (Some(article), Some(latest)) => versions::again(conn, at, &article, statement, &latest),
                _ => Ok(()),
            }
        }
        Event::StatementDecided {
            article,
            statement,
            ruling,
            ..
        } => {
            let Some(article) = held(conn, article)? else {
                return Ok(());
            };
            if !rulings::take(conn, statement, ruling)? {
                return Ok(());
            }
            match versions::counting(conn, statement)? {
                Some(latest) => versions::again(conn, at, &article, statement, &latest),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn held(conn: &Connection, article: &ArticleId) -> Result<Option<Held>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT row, version, text, published_day, title, lang, extractor, recorded_at FROM article_version
         WHERE id = ?1 AND until = ?2",
    )?;
    let held = select.query_row(rusqlite::params![article.as_str(), FOREVER], |row| {
        Ok(Held {
            row: row.get(0)?,
            id: article.clone(),
            version: row.get(1)?,
            text: row.get(2)?,
            published_day: row.get(3)?,
            title: row.get(4)?,
            lang: lang(row, 5)?,
            extractor: row.get(6)?,
            recorded_at: row.get(7)?,
        })
    });
    Ok(held.optional()?)
}

fn article_read(conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
    ALL.iter()
        .try_for_each(|projection| projection.article_read(conn, article))
}

/// The article was read with another text or source. Its statements move along where what they share changes.
fn revised(
    conn: &Connection,
    recorded: &Recorded,
    known: &Held,
    (article, revision, source, lang, text, extractor): (&ArticleId, u32, &Source, Lang, &Text, &str),
) -> Result<(), ProjectionError> {
    let at = number(recorded.position);
    let kept: Option<String> = conn
        .prepare_cached("SELECT content FROM article_text WHERE text = ?1")?
        .query_row([known.text], |row| row.get(0))?;
    let same = kept.as_deref() == text.as_str();
    let reported = Reported {
        version: at,
        row: known.row,
        text_row: if same { known.text } else { at },
        id: article.as_str(),
        source,
        lang,
        text: (!same).then_some(text),
        extractor,
        recorded_at: known.recorded_at,
        revised_at: Some(recorded.recorded_at.micros()),
        revision,
    };
    article_read(conn, &reported)?;
    let shared = (known.published_day, known.title.as_ref(), known.lang);
    if shared == (reported.published_day(), source.title.as_ref(), lang) {
        return Ok(());
    }
    statements_again(conn, article, at, FOREVER)
}

/// The statements of an article that counted until `until`, each in a version of its own.
fn statements_again(
    conn: &Connection,
    article: &ArticleId,
    at: i64,
    until: i64,
) -> Result<(), ProjectionError> {
    let Some(now) = held(conn, article)? else {
        return Ok(());
    };
    for (id, latest) in versions::of_article(conn, now.row, until)? {
        versions::again(conn, at, &now, &id, &latest)?;
    }
    Ok(())
}

/// The article as it was in `version`, in a version of its own; read by `extractor` where one is given.
fn article_again(
    conn: &Connection,
    article: &ArticleId,
    at: i64,
    version: i64,
    extractor: Option<&str>,
) -> Result<(), ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT row, text, title, publisher, url, author, agency, published, lang, revision, extractor,
             recorded_at, revised_at, canonical, published_at, published_or FROM article_version WHERE version = ?1",
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
    article_read(
        conn,
        &Reported {
            version: at,
            row: cells.get(0)?,
            text_row: cells.get(1)?,
            id: article.as_str(),
            source: &source,
            lang: lang(cells, 8)?,
            text: None,
            extractor: extractor.unwrap_or(&known),
            recorded_at: cells.get(11)?,
            revised_at: cells.get(12)?,
            revision: cells.get(9)?,
        },
    )
}

/// An article that was withdrawn counts again, and so do the statements that went with it.
fn article_restored(conn: &Connection, article: &ArticleId, at: i64) -> Result<(), ProjectionError> {
    let last: Option<(i64, i64)> = conn
        .prepare_cached(
            "SELECT version, until FROM article_version WHERE id = ?1 ORDER BY version DESC LIMIT 1",
        )?
        .query_row([article.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((version, gone)) = last.filter(|(_, until)| *until != FOREVER) else {
        return Ok(());
    };
    article_again(conn, article, at, version, None)?;
    statements_again(conn, article, at, gone)
}

fn article_gone(conn: &Connection, article: &Held, at: i64) -> Result<(), ProjectionError> {
    let gone: Vec<Gone> = conn
        .prepare_cached(&[Gone::SELECT, " WHERE article = ?1 AND until = ?2"].concat())?
        .query_map([article.row, FOREVER], |row| Gone::read(row, at))?
        .collect::<Result<_, _>>()?;
    for statement in &gone {
        versions::remove(conn, statement)?;
    }
    ALL.iter()
        .rev()
        .try_for_each(|projection| projection.article_gone(conn, article, at))
}

fn statement_gone(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    match versions::counting(conn, statement)? {
        Some(Latest { row, .. }) => versions::close(conn, row, at),
        None => Ok(()),
    }
}
