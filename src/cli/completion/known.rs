use super::Candidate;
use crate::cli::statements::counted;
use crate::cli::ui::text::{clean, truncate};
use crate::domain::{Event, fold};
use crate::export::LogLine;
use crate::query::{
    ArticlesQuery, Details, IdCandidate, QueryError, ReadersQuery, ResolveQuery, ResolvedId, ShowQuery,
    SpeakersQuery, TopicsQuery,
};
use crate::tracker::{LogFilter, Tracker, TrackerError};
use std::collections::BTreeMap;
use std::path::Path;

/// More candidates than this help nobody.
const MOST: usize = 50;
/// So many of the last statements or decisions are offered before anything is typed.
const LAST: usize = 20;
/// Among so many of the last events decisions are looked for.
const EVENTS_LOOKED_AT: u64 = 500;
/// What a thing is told by is cut here, in cells.
const HELP_MAX: usize = 60;

/// A kind of thing that the database has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Speakers, by their names.
    Speakers,
    /// Topics, by their labels and ids.
    Topics,
    /// Publishers, by their names.
    Publishers,
    /// Statements, articles, speakers and topics, by their ids.
    Ids,
    /// The same, and topics by their labels.
    IdsAndTopics,
    /// Decisions, by their positions.
    Decisions,
    /// Readers beside the extractor, by their names.
    Readers,
}

impl Known {
    /// Those that what was `typed` can be the beginning of; nothing where the database cannot be read.
    pub(super) fn found(self, db: &Path, typed: &str) -> Option<Vec<Candidate>> {
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
        value: clean(value).into_owned(),
        help: truncate(&clean(help), HELP_MAX).into_owned(),
    }
}

/// Whether `name`, or a word of it, begins as `typed` does, without case and accents. `typed` is folded.
fn begins(name: &str, typed: &str) -> bool {
    let folded = fold(name);
    folded.starts_with(typed) || folded.split(' ').any(|word| word.starts_with(typed))
}

/// Speakers whose name begins so; or any of whose other names does, where there are none.
fn speakers(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let typed = fold(typed);
    let lines = tracker.ask(&SpeakersQuery::default())?.0;
    let offer = |is_meant: &dyn Fn(&str, &[String]) -> bool| -> Vec<Candidate> {
        let meant = lines.iter().filter(|line| is_meant(&line.name, &line.aliases));
        meant
            .take(MOST)
            .map(|line| {
                candidate(
                    &line.name,
                    &format!("{}, {}", line.kind, counted(line.statements, "statement")),
                )
            })
            .collect()
    };
    let found = offer(&|name, _| begins(name, &typed));
    if found.is_empty() {
        return Ok(offer(&|_, aliases| {
            aliases.iter().any(|alias| begins(alias, &typed))
        }));
    }
    Ok(found)
}

/// Topics that are spoken about; once something is typed, all that there are.
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
        let label = labels.into_iter().flatten().find(|label| begins(label, &folded));
        let is_id = !typed.is_empty() && line.id.starts_with(&folded);
        match label {
            _ if is_id => found.push(candidate(&line.id, &line.label.en)),
            Some(label) => found.push(candidate(label, &line.id)),
            None => {}
        }
    }
    found.truncate(MOST);
    Ok(found)
}

fn publishers(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let typed = fold(typed);
    let mut articles: BTreeMap<String, u64> = BTreeMap::new();
    for line in tracker.ask(&ArticlesQuery::default())?.0 {
        if let Some(publisher) = line.publisher.filter(|name| begins(name, &typed)) {
            *articles.entry(publisher).or_default() += 1;
        }
    }
    let found = articles.iter().take(MOST);
    Ok(found
        .map(|(name, count)| candidate(name, &counted(*count, "article")))
        .collect())
}

/// What has an id that begins so; before anything is typed, the last statements.
fn ids(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    if typed.is_empty() {
        let last = LogFilter {
            kind: Some("statement.recorded".to_owned()),
            limit: Some(LAST as u64),
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
    })
}

fn readers(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let lines = tracker.ask(&ReadersQuery)?;
    let meant = lines.iter().filter(|line| line.name.starts_with(typed));
    Ok(meant
        .map(|line| candidate(&line.name, &counted(line.statements, "statement")))
        .collect())
}

/// The last decisions, the latest first.
fn decisions(tracker: &Tracker, typed: &str) -> Result<Vec<Candidate>, TrackerError> {
    let last = LogFilter {
        limit: Some(EVENTS_LOOKED_AT),
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
        );
        if is_decision && recorded.position.number().to_string().starts_with(number) {
            let what = recorded.event.what().unwrap_or_default();
            let help = format!("{} {what}", recorded.event.type_name());
            found.push(candidate(&recorded.position.to_string(), help.trim_end()));
        }
        Ok::<_, TrackerError>(())
    })?;
    found.reverse();
    found.truncate(LAST);
    Ok(found)
}
