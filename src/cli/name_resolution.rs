//! Finds the statement, article, speaker or topic that a user named by id, by the beginning of an id, or by name.

use super::error::CliError;
use crate::domain::{ArticleId, SpeakerId, StatementId, TopicId, fold};
use crate::query::{Details, QueryError, ResolveQuery, ResolvedId, ShowQuery, TopicsQuery};
use crate::tracker::{Tracker, TrackerError};

/// Finds a statement. A complete id is not looked up, so that the decision can say why the statement is not current.
pub(crate) fn resolve_statement(tracker: &Tracker, text: &str) -> Result<StatementId, CliError> {
    if let Ok(id) = text.trim().parse() {
        return Ok(id);
    }
    match resolve_of_kind(tracker, text, "statement")? {
        ResolvedId::Statement(id) => Ok(id),
        _ => Err(not_found("statement", text).into()),
    }
}

/// Finds statements, without duplicates.
pub(crate) fn resolve_statements(tracker: &Tracker, texts: &[String]) -> Result<Vec<StatementId>, CliError> {
    let mut found = Vec::new();
    for text in texts {
        let id = resolve_statement(tracker, text)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// Finds a speaker. A name of a merged speaker finds the speaker that they were merged into.
pub(crate) fn resolve_speaker(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let found = match resolve_of_kind(tracker, text, "speaker") {
        // A name can look like the beginning of another id.
        Err(error) if is_not_found(&error) => {
            resolve_of_kind(tracker, SpeakerId::from_name(text).as_str(), "speaker").map_err(|_| error)
        }
        found => found,
    };
    match found? {
        ResolvedId::Speaker(id) => Ok(id),
        _ => Err(not_found("speaker", text).into()),
    }
}

/// Returns the canonical name of a speaker, following merges; the id if there is no name.
pub(crate) fn canonical_speaker_name(tracker: &Tracker, id: &SpeakerId) -> Result<String, CliError> {
    let asked = ShowQuery {
        id: id.to_string(),
        around: 0,
    };
    match tracker.ask(&asked)? {
        Details::Speaker(sheet) => Ok(sheet.line.name),
        Details::Statement(_) | Details::Article(_) | Details::Topic(_) | Details::Redacted(_) => {
            Ok(id.to_string())
        }
    }
}

/// Returns the speaker name for a correction: the canonical name of a known speaker, or `text` itself if no speaker
/// has a similar name or if `is_new` is set. Fails if `text` resembles a known speaker or is ambiguous.
pub(crate) fn resolve_or_name_speaker(
    tracker: &Tracker,
    text: &str,
    is_new: bool,
) -> Result<String, CliError> {
    let text = text.trim();
    if is_new || text.is_empty() {
        return Ok(text.to_owned());
    }
    match resolve_of_kind(tracker, text, "speaker") {
        Ok(ResolvedId::Speaker(id)) => canonical_speaker_name(tracker, &id),
        Ok(_) => Ok(text.to_owned()),
        Err(TrackerError::Query(QueryError::NotFound { suggestions, .. }))
            if suggestions.is_empty() && !looks_like_speaker_id(text) =>
        {
            Ok(text.to_owned())
        }
        Err(error) => Err(CliError::from(error).with_hint("--new creates a new speaker with this name")),
    }
}

/// Finds an article.
pub(crate) fn resolve_article(tracker: &Tracker, text: &str) -> Result<ArticleId, CliError> {
    match resolve_of_kind(tracker, text, "article")? {
        ResolvedId::Article(id) => Ok(id),
        _ => Err(not_found("article", text).into()),
    }
}

/// Whether `text` looks like a speaker id: only lower-case letters and at least one digit, unlike most names.
fn looks_like_speaker_id(text: &str) -> bool {
    text.starts_with(SpeakerId::LETTER)
        && text.len() >= 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_not_found(error: &TrackerError) -> bool {
    matches!(error, TrackerError::Query(QueryError::NotFound { .. }))
}

/// Finds a topic by its id, with or without `own:` or `medtop:`, or by a label or term.
pub(crate) fn resolve_topic(tracker: &Tracker, text: &str) -> Result<TopicId, CliError> {
    // The id of an own topic, or a label, can look like the beginning of another id.
    if let Some(id) = find_own_topic(tracker, text)? {
        return Ok(id);
    }
    let error = match resolve_of_kind(tracker, text, "topic") {
        Ok(ResolvedId::Topic(id)) => return Ok(id),
        Ok(_) => not_found("topic", text),
        Err(error) => error,
    };
    let folded = fold(text);
    let lines = tracker.ask(&TopicsQuery { all: true })?.0;
    let mut labelled = lines.iter().filter(|line| {
        let labels = [
            Some(&line.label.en),
            line.label.fr.as_ref(),
            line.label.zh.as_ref(),
        ];
        labels.into_iter().flatten().any(|label| fold(label) == folded)
    });
    match (labelled.next().map(|line| line.id.parse()), labelled.next()) {
        (Some(Ok(id)), None) => Ok(id),
        _ => Err(CliError::from(error).with_hint("`dixit topic list` shows all topics")),
    }
}

/// Finds the topic `own:TEXT`.
fn find_own_topic(tracker: &Tracker, text: &str) -> Result<Option<TopicId>, CliError> {
    let Ok(id) = format!("own:{}", text.trim().to_lowercase()).parse::<TopicId>() else {
        return Ok(None);
    };
    match resolve_of_kind(tracker, id.as_str(), "topic") {
        Ok(ResolvedId::Topic(found)) if found == id => Ok(Some(id)),
        Ok(_) | Err(TrackerError::Query(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Finds the thing of kind `what` that `text` names, ignoring things of other kinds.
pub(crate) fn resolve_of_kind(
    tracker: &Tracker,
    text: &str,
    what: &'static str,
) -> Result<ResolvedId, TrackerError> {
    let ask = |text: &str| {
        tracker.ask(&ResolveQuery {
            text: text.to_owned(),
        })
    };
    match ask(text) {
        Ok(named) if named.what() == what => Ok(named),
        Ok(_) => Err(not_found(what, text)),
        Err(TrackerError::Query(QueryError::AmbiguousId {
            prefix,
            mut candidates,
        })) => {
            candidates.retain(|candidate| candidate.what == what);
            match candidates.as_slice() {
                [] => Err(not_found(what, text)),
                [one] => ask(&one.id),
                _ => Err(TrackerError::Query(QueryError::AmbiguousId {
                    prefix,
                    candidates,
                })),
            }
        }
        Err(TrackerError::Query(QueryError::NotFound {
            name, suggestions, ..
        })) => Err(TrackerError::Query(QueryError::NotFound {
            what,
            name,
            suggestions,
        })),
        Err(error) => Err(error),
    }
}

/// Creates the error for something that does not exist.
fn not_found(what: &'static str, text: &str) -> TrackerError {
    TrackerError::Query(QueryError::NotFound {
        what,
        name: text.to_owned(),
        suggestions: Vec::new(),
    })
}
