//! Folds one event: resolves it to versions of articles and statements, and calls the projections.

use super::article_version::ArticleVersion;
use super::article_writer::{
    close_article, copy_article_version, current_article, notify_article_version, restore_article,
    revise_article,
};
use super::derived::Derived;
use super::fold::{Fold, NewArticle};
use super::position::position_number;
use super::registry::PROJECTIONS;
use super::statement_lookup::StoredVersion;
use super::statement_version::ReadingOrigin;
use super::{ProjectionError, decisions, speakers, statement_lookup, statement_writer};
use crate::domain::{Event, RecordedEvent, SpeakerDecision, SpeakerId, StatementId};
use std::collections::HashSet;

/// Folds one event into all read models. `derived` is what was derived from it, if anything.
///
/// Events must come in the order of the log, each once; [`finish_fold`](super::finish_fold) must follow the last one.
/// An event about an article that is not current (never ingested, or withdrawn) changes nothing, as in
/// [`evolve`](crate::domain::evolve).
pub fn apply_event(
    fold: &Fold<'_>,
    recorded: &RecordedEvent,
    derived: Derived,
) -> Result<(), ProjectionError> {
    follow_new_article(fold, recorded);
    match &recorded.event {
        Event::ArticleIngested { .. }
        | Event::ArticleRevised { .. }
        | Event::ArticleReread { .. }
        | Event::ArticleWithdrawn { .. }
        | Event::ArticleRestored { .. }
        | Event::ArticleRedacted { .. } => apply_article_event(fold, recorded, derived),
        Event::StatementRecorded { .. } => apply_reading(fold, recorded, derived),
        _ => apply_statement_event(fold, recorded),
    }?;
    PROJECTIONS
        .iter()
        .try_for_each(|projection| projection.on_event(fold, recorded))?;
    match &recorded.event {
        Event::SpeakerDecided {
            speaker,
            decision: SpeakerDecision::Divided(..),
            ..
        } => reassign_speakers(fold, speaker, position_number(recorded.position)),
        _ => Ok(()),
    }
}

/// Folds an event about an article into its versions.
fn apply_article_event(
    fold: &Fold<'_>,
    recorded: &RecordedEvent,
    derived: Derived,
) -> Result<(), ProjectionError> {
    let at = position_number(recorded.position);
    match &recorded.event {
        Event::ArticleIngested {
            article,
            source,
            lang,
            text,
            extractor,
            ..
        } => {
            if let Some(known) = current_article(fold, article)? {
                close_article(fold, &known, at)?;
            }
            let version = ArticleVersion {
                valid_from_pos: at,
                ingested_pos: at,
                text_pos: at,
                id: article.as_str(),
                source,
                lang: *lang,
                text: Some(text),
                derived: derived.text_in(*lang),
                extractor,
                recorded_at: recorded.recorded_at.micros(),
                revised_at: None,
                revision: 0,
            };
            notify_article_version(fold, &version)
        }
        Event::ArticleRevised {
            article,
            revision,
            source,
            lang,
            text,
            extractor,
            ..
        } => match current_article(fold, article)? {
            Some(known) => revise_article(
                fold,
                recorded,
                &known,
                (article, *revision, source, *lang, text, extractor),
                derived.text_in(*lang),
            ),
            None => Ok(()),
        },
        Event::ArticleReread { article, extractor } => match current_article(fold, article)? {
            Some(known) => copy_article_version(fold, article, at, known.valid_from_pos, Some(extractor)),
            None => Ok(()),
        },
        Event::ArticleWithdrawn { article, .. } | Event::ArticleRedacted { article, .. } => {
            match current_article(fold, article)? {
                Some(known) => close_article(fold, &known, at),
                None => Ok(()),
            }
        }
        Event::ArticleRestored { article, .. } => restore_article(fold, article, at),
        _ => Ok(()),
    }
}

/// Keeps in memory whether the article of the event is new, so that its statements have no earlier versions.
fn follow_new_article(fold: &Fold<'_>, recorded: &RecordedEvent) {
    let mut new_article = fold.memory.new_article.borrow_mut();
    match &recorded.event {
        Event::ArticleIngested { article, .. } if recorded.version == 1 => {
            *new_article = Some(NewArticle {
                id: article.clone(),
                statements: HashSet::new(),
            });
        }
        Event::StatementRecorded { .. } => {}
        _ => *new_article = None,
    }
}

/// Resolves the speaker of each statement under this name again, after a person separated namesakes or undid that.
fn reassign_speakers(fold: &Fold<'_>, speaker: &SpeakerId, at: i64) -> Result<(), ProjectionError> {
    let conn = fold.conn;
    for (statement, article) in speakers::statements_named(conn, speaker)? {
        if let (Some(article), Some(latest)) = (
            current_article(fold, &article)?,
            statement_lookup::current_version(conn, &statement)?,
        ) {
            statement_writer::insert_revision(fold, at, &article, &statement, &latest)?;
        }
    }
    Ok(())
}

/// Folds the recording of a statement, a reading of it, into its versions.
fn apply_reading(fold: &Fold<'_>, recorded: &RecordedEvent, derived: Derived) -> Result<(), ProjectionError> {
    let Event::StatementRecorded {
        article,
        revision,
        statement,
    } = &recorded.event
    else {
        return Ok(());
    };
    // A reading whose words were redacted is no reading any more: no answer has it, as of any position.
    if statement.evidence.is_empty() {
        return Ok(());
    }
    let at = position_number(recorded.position);
    let Some(article) = current_article(fold, article)? else {
        return Ok(());
    };
    let origin = ReadingOrigin {
        recorded_pos: at,
        recorded_at: recorded.recorded_at.micros(),
        article_revision: *revision,
        extractor: statement
            .reader
            .as_ref()
            .map_or_else(|| article.extractor.clone(), ToString::to_string),
    };
    statement_writer::insert_reading(fold, at, &article, origin, (statement, derived))
}

/// Folds an event about a recorded statement into its versions.
fn apply_statement_event(fold: &Fold<'_>, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
    let (conn, at) = (fold.conn, position_number(recorded.position));
    match &recorded.event {
        Event::StatementWithdrawn {
            article,
            statement,
            reason,
        } => {
            if matches!(reason, crate::domain::WithdrawalReason::Decided(_))
                && current_article(fold, article)?.is_some()
            {
                decisions::set_withdrawn(conn, statement, true)?;
            }
            close_statement(fold, statement, at)
        }
        Event::StatementDropped { statement, .. } => close_statement(fold, statement, at),
        Event::StatementRedacted { statement, .. } => {
            decisions::forget(conn, statement)?;
            close_statement(fold, statement, at)
        }
        Event::StatementRestored {
            article, statement, ..
        } => {
            decisions::set_withdrawn(conn, statement, false)?;
            match (
                current_article(fold, article)?,
                statement_lookup::latest_version(conn, statement)?,
            ) {
                (Some(article), Some(latest)) => {
                    statement_writer::insert_revision(fold, at, &article, statement, &latest)
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
            let Some(article) = current_article(fold, article)? else {
                return Ok(());
            };
            if !decisions::store_decision(conn, statement, decision)? {
                return Ok(());
            }
            match statement_lookup::current_version(conn, statement)? {
                Some(latest) => statement_writer::insert_revision(fold, at, &article, statement, &latest),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn close_statement(fold: &Fold<'_>, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    match statement_lookup::current_version(fold.conn, statement)? {
        Some(StoredVersion { row, .. }) => statement_writer::close_version(fold, row, at),
        None => Ok(()),
    }
}
