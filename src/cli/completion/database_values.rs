//! Completions from the database: names, labels, ids and positions.

use super::candidate::Candidate;
use crate::cli::ui::text::{sanitize, truncate};
use crate::cli::views::phrases::pluralize;
use crate::domain::{Event, fold};
use crate::export::LogLine;
use crate::query::{
    ArticlesQuery, Details, IdCandidate, QueryError, ReadersQuery, ResolveQuery, ResolvedId, ShowQuery,
    SpeakersQuery, TopicsQuery,
};
use crate::tracker::{LogFilter, Tracker, TrackerError};
use std::collections::BTreeMap;
use std::path::Path;

/// Maximum number of candidates; a longer list does not help.
const CANDIDATES_MAX: usize = 50;
/// Number of recent statements or decisions offered before anything is typed.
const RECENT_MAX: usize = 20;
/// Number of recent events searched for decisions.
const EVENTS_SEARCHED_MAX: u64 = 500;
/// Maximum width of a description in cells.
const HELP_CELLS_MAX: usize = 60;

/// A kind of value in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Speakers, by name.
    Speakers,
    /// Topics, by label and id.
    Topics,
    /// Publishers, by name.
    Publishers,
    /// Statements, articles, speakers and topics, by id.
    Ids,
    /// The same, and topics by label.
    IdsAndTopics,
    /// Decisions, by position.
    Decisions,
    /// Readers other than the extractor, by name.
    Readers,
}

impl ValueKind {
    /// Returns the values that start with `typed`; `None` if the database cannot be read.
    pub(super) fn complete(self, db: &Path, typed: &str) -> Option<Vec<Candidate>> {
        let tracker = Tracker::open_read_only(db).ok()?;
        let found = match self {
            Self::Speakers => speakers(&tracker, typed),
            Self::Topics => topics(&tracker, typed),
            Self::Publishers => publishers(&tracker, typed),
            Self::Ids => ids(&tracker, typed),
            Self::IdsAndTopics => match ids(&tracker, typed) {
                Ok(found) if !found.is_empty() => Ok(found),
                _ => topics(&tracker, typed),
            },
            Self::Decisions => decisions(&tracker, typed),
            Self::Readers => readers(&tracker, typed),
        };
        found.ok()
    }
}

fn candidate(value: &str, help: &str) -> Candidate {
    Candidate {
        value: sanitize(value).into_owned(),
        help: truncate(&sanitize(help), HELP_CELLS_MAX).into_owned(),
    }
}

/// Whether `name`, or a word in it, starts with `typed`, ignoring case and accents. `typed` must be folded.
fn has_word_prefix(name: &str, typed: &str) -> bool {
    let folded = fold(name);
    folded.starts_with(typed) || folded.split(' ').any(|word| word.starts_with(typed))
}

/// Completes speakers by canonical name; if none matches, by alias.
fn speakers(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let typed = fold(typed);
    let lines = tracker.ask(&SpeakersQuery::default())?.0;
    let offer = |is_meant: &dyn Fn(&str, &[String]) -> bool| -> Vec<Candidate> {
        let meant = lines.iter().filter(|line| is_meant(&line.name, &line.aliases));
        meant
            .take(CANDIDATES_MAX)
            .map(|line| {
                candidate(
                    &line.name,
                    &format!("{}, {}", line.kind, pluralize(line.statements, "statement")),
                )
            })
            .collect()
    };
    let found = offer(&|name, _| has_word_prefix(name, &typed));
    if found.is_empty() {
        return Ok(offer(&|_, aliases| {
            aliases.iter().any(|alias| has_word_prefix(alias, &typed))
        }));
    }
    Ok(found)
}

/// Completes topics: those with statements or, once something is typed, all.
fn topics(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let folded = fold(typed);
    let lines = tracker
        .ask(&TopicsQuery {
            all: !typed.is_empty(),
        })?
        .0;
    let mut found = Vec::new();
    for line in &lines {
        let labels = [
            Some(&line.label.en),
            line.label.fr.as_ref(),
            line.label.zh.as_ref(),
        ];
        let label = labels
            .into_iter()
            .flatten()
            .find(|label| has_word_prefix(label, &folded));
        let is_id = !typed.is_empty() && line.id.starts_with(&folded);
        match label {
            _ if is_id => found.push(candidate(&line.id, &line.label.en)),
            Some(label) => found.push(candidate(label, &line.id)),
            None => {}
        }
    }
    found.truncate(CANDIDATES_MAX);
    Ok(found)
}

fn publishers(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let typed = fold(typed);
    let mut articles: BTreeMap<String, u64> = BTreeMap::new();
    for line in tracker.ask(&ArticlesQuery::default())?.0 {
        if let Some(publisher) = line.publisher.filter(|name| has_word_prefix(name, &typed)) {
            *articles.entry(publisher).or_default() += 1;
        }
    }
    let found = articles.iter().take(CANDIDATES_MAX);
    Ok(found
        .map(|(name, count)| candidate(name, &pluralize(*count, "article")))
        .collect())
}

/// Completes ids; before anything is typed, offers the last statements.
fn ids(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    if typed.is_empty() {
        let last = LogFilter {
            kind: Some("statement.recorded".to_owned()),
            limit: Some(RECENT_MAX as u64),
            ..LogFilter::default()
        };
        let mut found = Vec::new();
        tracker.for_each_event(&last, &mut |recorded| {
            let line = LogLine::from(&recorded);
            if let (Some(id), Some(words)) = (line.statement, line.summary) {
                found.push(candidate(&id, &words));
            }
            Ok::<_, TrackerError>(())
        })?;
        found.reverse();
        return Ok(found);
    }
    let text = typed.to_owned();
    match tracker.ask(&ResolveQuery { text }) {
        Ok(named) => {
            let id = match named {
                ResolvedId::Statement(id) => id.to_string(),
                ResolvedId::Article(id) => id.to_string(),
                ResolvedId::Speaker(id) => id.to_string(),
                ResolvedId::Topic(id) => id.to_string(),
            };
            let help = summary(tracker, &id)?;
            Ok(vec![candidate(&id, &help)])
        }
        Err(TrackerError::Query(QueryError::AmbiguousId { candidates, .. })) => Ok(candidates
            .iter()
            .map(|IdCandidate { id, what, summary }| candidate(id, &format!("{what}: {summary}")))
            .collect()),
        Err(error) => Err(error),
    }
}

fn summary(tracker: &Tracker, id: &str) -> Result<String, TrackerError> {
    let id = id.to_owned();
    Ok(match tracker.ask(&ShowQuery { id, around: 0 })? {
        Details::Statement(sheet) => format!("statement: {}", sheet.entry.words),
        Details::Article(sheet) => format!("article: {}", sheet.line.title.unwrap_or_default()),
        Details::Speaker(sheet) => format!("speaker: {}", sheet.line.name),
        Details::Topic(sheet) => format!("topic: {}", sheet.line.label.en),
        Details::Redacted(_) => "redacted".to_owned(),
    })
}

fn readers(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let lines = tracker.ask(&ReadersQuery)?;
    let meant = lines.iter().filter(|line| line.name.starts_with(typed));
    Ok(meant
        .map(|line| candidate(&line.name, &pluralize(line.statements, "statement")))
        .collect())
}

/// Completes positions of decisions, latest first.
fn decisions(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let last = LogFilter {
        limit: Some(EVENTS_SEARCHED_MAX),
        ..LogFilter::default()
    };
    let number = typed.trim_start_matches('@');
    let mut found = Vec::new();
    tracker.for_each_event(&last, &mut |recorded| {
        let is_decision = matches!(
            recorded.event,
            Event::StatementDecided { .. }
                | Event::StatementWithdrawn { .. }
                | Event::StatementRestored { .. }
                | Event::ArticleWithdrawn { .. }
                | Event::ArticleRestored { .. }
                | Event::SpeakerDecided { .. }
                | Event::TopicDecided { .. }
                | Event::FeedDecided { .. }
        );
        if is_decision && recorded.position.number().to_string().starts_with(number) {
            let what = recorded.event.describe().unwrap_or_default();
            let help = format!("{} {what}", recorded.event.type_name());
            found.push(candidate(&recorded.position.to_string(), help.trim_end()));
        }
        Ok::<_, TrackerError>(())
    })?;
    found.reverse();
    found.truncate(RECENT_MAX);
    Ok(found)
}
