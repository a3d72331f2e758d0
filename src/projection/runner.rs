//! Folds one event: resolves it to versions of articles and statements, and calls the projections.

use super::article_version::ArticleVersion;
use super::article_writer::{
    close_article, copy_article_version, current_article, notify_article_version, restore_article,
    revise_article,
};
use super::position::position_number;
use super::registry::PROJECTIONS;
use super::statement_lookup::StoredVersion;
use super::statement_version::ReadingOrigin;
use super::{ProjectionError, decisions, speakers, statement_lookup, statement_writer};
use crate::domain::{Event, RecordedEvent, SpeakerDecision, SpeakerId, StatementId};
use rusqlite::Connection;

/// Folds one event into all read models. Events must come in the order of the log, each once;
/// [`set_checkpoint`](super::set_checkpoint) must follow the last one.
///
/// An event about an article that is not current (never ingested, or withdrawn) changes nothing, as in
/// [`evolve`](crate::domain::evolve).
pub fn apply_event(conn: &Connection, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
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
            Some(known) => revise_article(
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
    PROJECTIONS
        .iter()
        .try_for_each(|projection| projection.on_event(conn, recorded))?;
    match &recorded.event {
        Event::SpeakerDecided {
            speaker,
            decision: SpeakerDecision::Divided(..),
            ..
        } => reassign_speakers(conn, speaker, at),
        _ => Ok(()),
    }
}

/// Resolves the speaker of each statement under this name again, after a person separated namesakes or undid that.
fn reassign_speakers(conn: &Connection, speaker: &SpeakerId, at: i64) -> Result<(), ProjectionError> {
    for (statement, article) in speakers::statements_named(conn, speaker)? {
        if let (Some(article), Some(latest)) = (
            current_article(conn, &article)?,
            statement_lookup::current_version(conn, &statement)?,
        ) {
            statement_writer::insert_revision(conn, at, &article, &statement, &latest)?;
        }
    }
    Ok(())
}

/// Folds an event about a statement into its versions.
fn apply_statement_event(conn: &Connection, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
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
                statement_writer::insert_reading(conn, at, &article, read, statement)
            }
            None => Ok(()),
        },
        Event::StatementWithdrawn {
            article,
            statement,
            reason,
        } => {
            if matches!(reason, crate::domain::WithdrawalReason::Decided(_))
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
                statement_lookup::latest_version(conn, statement)?,
            ) {
                (Some(article), Some(latest)) => {
                    statement_writer::insert_revision(conn, at, &article, statement, &latest)
                }
                _ => Ok(()),
            }
        }
        Event::StatementDecided {
            article,
            statement,
            decision,
            ..
        } => {
            let Some(article) = current_article(conn, article)? else {
                return Ok(());
            };
            if !decisions::store_decision(conn, statement, decision)? {
                return Ok(());
            }
            match statement_lookup::current_version(conn, statement)? {
                Some(latest) => statement_writer::insert_revision(conn, at, &article, statement, &latest),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn close_statement(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    match statement_lookup::current_version(conn, statement)? {
        Some(StoredVersion { row, .. }) => statement_writer::close_version(conn, row, at),
        None => Ok(()),
    }
}
