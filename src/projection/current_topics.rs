//! The current topics, and the vocabulary of their terms.

use super::ProjectionError;
use super::fold::Fold;
use super::position::OPEN_END_POS;
use super::statement_version::StatementVersion;
use super::taxonomy::taxonomy;
use super::term_match::TermMatch;
use super::vocabulary::Vocabulary;
use crate::domain::{EventId, Lang, Topic, TopicId};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A vocabulary, with the hash of the decisions on topics that it was made from.
type CachedVocabulary = (Vec<u8>, Rc<Vocabulary>);

thread_local! {
    /// The last vocabulary that was made of topics on which people decided. The hash covers all these decisions, so two
    /// databases with the same hash have the same topics in the same rows.
    static VOCABULARY_CACHE: RefCell<Option<CachedVocabulary>> = const { RefCell::new(None) };
}

/// Calls `with` on the vocabulary of the current topics.
pub(super) fn with_vocabulary<T>(
    fold: &Fold<'_>,
    with: impl FnOnce(&Vocabulary) -> Result<T, ProjectionError>,
) -> Result<T, ProjectionError> {
    let Some(mark) = decisions_hash(fold)? else {
        return with(&taxonomy()?.vocabulary);
    };
    let made = VOCABULARY_CACHE.with_borrow(|made| {
        made.as_ref()
            .filter(|(of, _)| *of == mark)
            .map(|(_, made)| made.clone())
    });
    let vocabulary = if let Some(made) = made {
        made
    } else {
        let topics = load_current_topics(fold.conn)?;
        let made = Vocabulary::new(topics.iter().map(|(row, topic)| (*row, topic)));
        let made = Rc::new(made?);
        VOCABULARY_CACHE.set(Some((mark, made.clone())));
        made
    };
    with(&vocabulary)
}

/// Calls `with` on the current topics that the words of `version` are about.
pub(super) fn with_current_topics<T>(
    fold: &Fold<'_>,
    version: &StatementVersion<'_>,
    with: impl FnOnce(&[TermMatch<'_>]) -> Result<T, ProjectionError>,
) -> Result<T, ProjectionError> {
    if decisions_hash(fold)?.is_none() {
        return with(&version.derived.embedded_topics);
    }
    with_vocabulary(fold, |vocabulary| {
        with(&vocabulary.find(
            version.article.lang,
            &version.derived.words,
            &version.derived.folded,
        ))
    })
}

/// The hash of all decisions on topics; `None` before the first one.
fn decisions_hash(fold: &Fold<'_>) -> Result<Option<Vec<u8>>, ProjectionError> {
    if fold.memory.has_topic_decisions.get() == Some(false) {
        return Ok(None);
    }
    let mut select = fold
        .conn
        .prepare_cached("SELECT decisions_hash FROM topic_state")?;
    let hash: Option<Vec<u8>> = select.query_row([], |row| row.get(0)).optional()?;
    fold.memory.has_topic_decisions.set(Some(hash.is_some()));
    Ok(hash)
}

/// Adds a decision to the hash.
pub(super) fn update_decisions_hash(fold: &Fold<'_>, event: EventId) -> Result<(), ProjectionError> {
    let mut hasher = Sha256::new();
    hasher.update(decisions_hash(fold)?.unwrap_or_default());
    hasher.update(event.as_bytes());
    fold.memory.has_topic_decisions.set(Some(true));
    fold.conn
        .prepare_cached(
            "INSERT INTO topic_state(singleton, decisions_hash)
                 VALUES (1, ?1) ON CONFLICT(singleton) DO UPDATE SET decisions_hash = ?1",
        )?
        .execute(params![&hasher.finalize()[..]])?;
    Ok(())
}

/// The row of the current definition of a topic, if it has one.
pub(super) fn current_topic_row(conn: &Connection, id: &TopicId) -> Result<Option<i64>, ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT row FROM topic_version WHERE id = ?1 AND valid_to_pos = ?2")?;
    let row = select.query_row(params![id.as_str(), OPEN_END_POS], |row| row.get(0));
    Ok(row.optional()?)
}

/// The current topics, each with its row. Only ids and terms are loaded.
fn load_current_topics(conn: &Connection) -> Result<Vec<(i64, Topic)>, ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT row, id FROM topic_version WHERE valid_to_pos = ?1 ORDER BY row")?;
    let mut rows = select.query([OPEN_END_POS])?;
    let mut topics = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let topic = Topic {
            id: id
                .parse()
                .map_err(|_| ProjectionError::Damaged("the id of a topic"))?,
            broader: None,
            labels: BTreeMap::new(),
            terms: load_terms(conn, row.get(0)?)?,
            uri: None,
        };
        topics.push((row.get(0)?, topic));
    }
    Ok(topics)
}

fn load_terms(conn: &Connection, topic: i64) -> Result<BTreeMap<Lang, Vec<String>>, ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT lang, term FROM topic_term WHERE topic = ?1 ORDER BY lang, number")?;
    let mut rows = select.query([topic])?;
    let mut terms: BTreeMap<Lang, Vec<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let lang = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let lang = lang.parse().map_err(|_| ProjectionError::Damaged("a language"))?;
        terms.entry(lang).or_default().push(row.get(1)?);
    }
    Ok(terms)
}
