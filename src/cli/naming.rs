//! What somebody means who decides: a thing of one kind, by its id, the beginning of one, or a name.

use super::error::CliError;
use crate::domain::{ArticleId, SpeakerId, StatementId, TopicId, fold};
use crate::query::{Details, QueryError, ResolveQuery, ResolvedId, ShowQuery, TopicsQuery};
use crate::tracker::{Tracker, TrackerError};

/// The statement that `text` means. A whole id is taken as it is: why it does not count is for the decision to say.
pub(crate) fn statement(tracker: &Tracker, text: &str) -> Result<StatementId, CliError> {
    if let Ok(id) = text.trim().parse() {
        return Ok(id);
    }
    match named(tracker, text, "statement")? {
        ResolvedId::Statement(id) => Ok(id),
        _ => Err(nothing("statement", text).into()),
    }
}

/// The statements that `texts` mean, each once.
pub(crate) fn statements(tracker: &Tracker, texts: &[String]) -> Result<Vec<StatementId>, CliError> {
    let mut found = Vec::new();
    for text in texts {
        let id = statement(tracker, text)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// The speaker that `text` means; by a name, whoever is whole with the one who bears it.
pub(crate) fn speaker(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let found = match named(tracker, text, "speaker") {
        // A name can look like the beginning of the id of something else.
        Err(error) if is_no_such(&error) => {
            named(tracker, SpeakerId::of(text).as_str(), "speaker").map_err(|_| error)
        }
        found => found,
    };
    match found? {
        ResolvedId::Speaker(id) => Ok(id),
        _ => Err(nothing("speaker", text).into()),
    }
}

/// The canonical name of the speaker with this id, mergers followed; the id where that has no name.
pub(crate) fn speaker_name(tracker: &Tracker, id: &SpeakerId) -> Result<String, CliError> {
    let asked = ShowQuery {
        id: id.to_string(),
        around: 0,
    };
    match tracker.ask(&asked)? {
        Details::Speaker(sheet) => Ok(sheet.line.name),
        Details::Statement(_) | Details::Article(_) | Details::Topic(_) => Ok(id.to_string()),
    }
}

/// The name under which a statement is to be said by whoever `text` means: the canonical name of a known speaker; or,
/// where nobody is called so or nearly so, or where `is_new` says that it is somebody new, the text itself.
pub(crate) fn speaker_or_new(tracker: &Tracker, text: &str, is_new: bool) -> Result<String, CliError> {
    let text = text.trim();
    if is_new || text.is_empty() {
        return Ok(text.to_owned());
    }
    match named(tracker, text, "speaker") {
        Ok(ResolvedId::Speaker(id)) => speaker_name(tracker, &id),
        Ok(_) => Ok(text.to_owned()),
        Err(TrackerError::Query(QueryError::NotFound { suggestions, .. }))
            if suggestions.is_empty() && !is_like_an_id(text) =>
        {
            Ok(text.to_owned())
        }
        Err(error) => Err(CliError::from(error).hint("--new makes a new speaker of this name")),
    }
}

/// The article that `text` means.
pub(crate) fn article(tracker: &Tracker, text: &str) -> Result<ArticleId, CliError> {
    match named(tracker, text, "article")? {
        ResolvedId::Article(id) => Ok(id),
        _ => Err(nothing("article", text).into()),
    }
}

/// Whether a text is more likely an id of a speaker than a name: names have capitals, blanks or no digits.
fn is_like_an_id(text: &str) -> bool {
    text.starts_with(SpeakerId::LETTER)
        && text.len() >= 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_no_such(error: &TrackerError) -> bool {
    matches!(error, TrackerError::Query(QueryError::NotFound { .. }))
}

/// The topic that `text` means: by its id, with or without `own:` or `medtop:`, by a label or a term.
pub(crate) fn topic(tracker: &Tracker, text: &str) -> Result<TopicId, CliError> {
    // An own id or a label can look like the beginning of the id of something else.
    if let Some(id) = own_topic(tracker, text)? {
        return Ok(id);
    }
    let error = match named(tracker, text, "topic") {
        Ok(ResolvedId::Topic(id)) => return Ok(id),
        Ok(_) => nothing("topic", text),
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
        _ => Err(CliError::from(error).hint("`dixit topic list` has all topics")),
    }
}

/// The topic of one's own with the id `own:` and `text`, if there is one.
fn own_topic(tracker: &Tracker, text: &str) -> Result<Option<TopicId>, CliError> {
    let Ok(id) = format!("own:{}", text.trim().to_lowercase()).parse::<TopicId>() else {
        return Ok(None);
    };
    match named(tracker, id.as_str(), "topic") {
        Ok(ResolvedId::Topic(found)) if found == id => Ok(Some(id)),
        Ok(_) | Err(TrackerError::Query(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The thing of the kind `what` that `text` means; what it may mean of another kind does not matter.
pub(crate) fn named(tracker: &Tracker, text: &str, what: &'static str) -> Result<ResolvedId, TrackerError> {
    let ask = |text: &str| {
        tracker.ask(&ResolveQuery {
            text: text.to_owned(),
        })
    };
    match ask(text) {
        Ok(named) if named.what() == what => Ok(named),
        Ok(_) => Err(nothing(what, text)),
        Err(TrackerError::Query(QueryError::AmbiguousId {
            prefix,
            mut candidates,
        })) => {
            candidates.retain(|candidate| candidate.what == what);
            match candidates.as_slice() {
                [] => Err(nothing(what, text)),
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

/// That there is no such thing.
fn nothing(what: &'static str, text: &str) -> TrackerError {
    TrackerError::Query(QueryError::NotFound {
        what,
        name: text.to_owned(),
        suggestions: Vec::new(),
    })
}
