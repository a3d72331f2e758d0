//! A decision as a sentence: what was decided, of whom and what, and how it is undone.

use super::args::Format;
use super::error::CliError;
use super::listing;
use super::session::Session;
use super::statements::{quoted_up_to, said, short};
use super::ui::table::Table;
use super::ui::text::{clean, truncate};
use crate::domain::{
    ArticleId, Event, Position, Reason, Recorded, Report, SpeakerDecision, SpeakerId, StatementDecision,
    StatementId, Tag, Topic, TopicDecision, TopicId,
};
use crate::export::{LogLine, LogLines};
use crate::query::{Details, ShowQuery, StatementEntry};
use crate::tracker::Tracker;

/// Words and headlines are cut here, in cells; `show` has all of them.
const WORDS_MAX: usize = 60;
/// More topics than this, decided in one go, are counted and not listed.
const TOPICS_MAX: usize = 20;

/// Prints what was decided: a sentence each, led by `lead`; in the other forms, the events.
pub(crate) fn tell(session: &mut Session, lead: &str, recorded: &[Recorded]) -> Result<(), CliError> {
    if session.format != Format::Table {
        let lines = LogLines(recorded.iter().map(LogLine::from).collect());
        return listing::print(session, &lines, &Table::new([]), "");
    }
    if let Some(summary) = many_topics(recorded) {
        return session.ui.line(summary);
    }
    if recorded.is_empty() {
        return Ok(());
    }
    let past = Past(Tracker::open_read_only(&session.db)?);
    for one in recorded {
        let sentence = past.sentence(one);
        session.ui.line(format_args!("{lead}{}", clean(&sentence)))?;
    }
    Ok(())
}

/// Of a vocabulary, how many topics were decided on.
fn many_topics(recorded: &[Recorded]) -> Option<String> {
    let (first, last) = (recorded.first()?.position, recorded.last()?.position);
    let are_topics = recorded
        .iter()
        .all(|one| matches!(one.event, Event::TopicDecided { .. }));
    (are_topics && recorded.len() > TOPICS_MAX).then(|| {
        let count = recorded.len();
        format!("defined {count} topics, {first} to {last}; undo each with `dixit undo @POSITION`")
    })
}

/// The log, to be looked at before and after each decision.
struct Past(Tracker);

impl Past {
    fn sentence(&self, recorded: &Recorded) -> String {
        let at = recorded.position;
        let told = match &recorded.event {
            Event::StatementDecided {
                statement, ruling, ..
            } => self.statement_decided(statement, ruling, at),
            Event::StatementWithdrawn { statement, .. } => {
                format!("withdrew {}", self.statement(statement, before(at)))
            }
            Event::StatementRestored { statement, .. } => {
                format!("restored {}", self.statement(statement, at))
            }
            Event::ArticleWithdrawn { article, .. } => {
                format!(
                    "withdrew {}, and all its statements",
                    self.article(article, before(at))
                )
            }
            Event::ArticleRestored { article, .. } => {
                format!("restored {}, and its statements", self.article(article, at))
            }
            Event::SpeakerDecided { speaker, ruling, .. } => self.speaker_decided(speaker, ruling, at),
            Event::TopicDecided { topic, ruling, .. } => self.topic_decided(topic, ruling, at),
            event => {
                let what = event.what().map_or(String::new(), |what| format!(": {what}"));
                format!("{}{what}", event.type_name())
            }
        };
        let reason = reason(&recorded.event).map_or(String::new(), |reason| format!(" (reason: {reason})"));
        format!("{told}{reason}; undo with `dixit undo {at}`")
    }

    fn statement_decided(&self, id: &StatementId, ruling: &StatementDecision, at: Position) -> String {
        let name = short(id.as_str());
        let entry = self.entry(id, at);
        let whose = entry
            .as_ref()
            .map_or(String::new(), |entry| format!(": {}", words(entry)));
        match ruling {
            StatementDecision::Confirmed(true) => format!("confirmed {name}{whose}"),
            StatementDecision::Confirmed(false) => format!("no longer confirmed: {name}{whose}"),
            StatementDecision::Corrected(_) => {
                let was = self.entry(id, before(at));
                match (was, entry) {
                    (Some(was), Some(is)) => {
                        format!("corrected {name}: {}: {}", changes(&was, &is), words(&is))
                    }
                    _ => format!("corrected {name}: {ruling}"),
                }
            }
            StatementDecision::Tagged(topic, tag) => {
                let topic = self.topic(topic, at);
                match tag {
                    Tag::About => format!("tagged {name} as about {topic}{whose}"),
                    Tag::NotAbout => format!("tagged {name} as not about {topic}{whose}"),
                    Tag::Derived => format!("its words tell again whether {name} is about {topic}{whose}"),
                }
            }
            StatementDecision::Marked(status) => format!("marked {name} as {status}{whose}"),
            StatementDecision::Skipped(Some(_)) => format!("skipped {name} for good{whose}"),
            StatementDecision::Skipped(None) => format!("no longer skipped: {name}{whose}"),
            StatementDecision::Linked(to, link, is) => {
                let verb = if *is { "linked" } else { "unlinked" };
                format!(
                    "{verb} {} — {link} — {}",
                    self.statement(id, at),
                    self.statement(to, at)
                )
            }
        }
    }

    fn speaker_decided(&self, id: &SpeakerId, ruling: &SpeakerDecision, at: Position) -> String {
        let was = before(at);
        match ruling {
            SpeakerDecision::Merged(Some(into)) => {
                format!(
                    "merged {} into {}",
                    self.speaker(id, was),
                    self.speaker(into, was)
                )
            }
            SpeakerDecision::Merged(None) => {
                // Before, the id leads to whom the speaker was merged into.
                format!("split {} from {}", self.speaker(id, at), self.whole(id, was))
            }
            SpeakerDecision::Alias(name, true) => {
                format!("gave {} the name {name:?}", self.speaker(id, at))
            }
            SpeakerDecision::Alias(name, false) => {
                format!("took the name {name:?} from {}", self.speaker(id, at))
            }
            SpeakerDecision::Identifier(text, true) => {
                format!("identified {} as {text}", self.speaker(id, at))
            }
            SpeakerDecision::Identifier(text, false) => {
                format!("no longer identified as {text}: {}", self.speaker(id, at))
            }
            SpeakerDecision::Divided(by, Some(name)) => {
                format!("told {name:?} apart from {} by {by}", self.speaker(id, at))
            }
            SpeakerDecision::Divided(by, None) => {
                format!("one again by {by}: {}", self.speaker(id, at))
            }
        }
    }

    fn topic_decided(&self, id: &TopicId, ruling: &TopicDecision, at: Position) -> String {
        let was = before(at);
        match ruling {
            TopicDecision::Defined(topic) => {
                let verb = match self.show(id.as_str(), was) {
                    Some(Details::Topic(_)) => "changed",
                    _ => "added",
                };
                format!("{verb} topic {} ({id})", Topic::label(topic))
            }
            TopicDecision::Retired => format!("retired topic {}", self.topic(id, was)),
            TopicDecision::Reset => format!("topic {} is as it comes with dixit again", self.topic(id, at)),
        }
    }

    /// What the thing with this id was as of `at`; none where it did not count then.
    fn show(&self, id: &str, at: Position) -> Option<Details> {
        self.0.set_as_of(Some(at)).ok()?;
        let id = id.to_owned();
        self.0.ask(&ShowQuery { id, around: 0 }).ok()
    }

    fn entry(&self, id: &StatementId, at: Position) -> Option<StatementEntry> {
        match self.show(id.as_str(), at)? {
            Details::Statement(sheet) => Some(sheet.entry),
            Details::Article(_) | Details::Speaker(_) | Details::Topic(_) => None,
        }
    }

    /// "s2r4zkc1h: Claire Aubert, « Nous publierons … »".
    fn statement(&self, id: &StatementId, at: Position) -> String {
        let name = short(id.as_str());
        match self.entry(id, at) {
            Some(entry) => format!("{name}: {}", words(&entry)),
            None => name.to_owned(),
        }
    }

    /// "ayb7h4ps1: Une charte (Le Courrier du Lac, 2026-03-12)".
    fn article(&self, id: &ArticleId, at: Position) -> String {
        let name = short(id.as_str());
        let Some(Details::Article(sheet)) = self.show(id.as_str(), at) else {
            return name.to_owned();
        };
        let title = sheet.line.title.as_deref().unwrap_or("without a title");
        let day = sheet.line.published.map(|day| day.to_string());
        let place: Vec<&str> = sheet
            .line
            .publisher
            .as_deref()
            .into_iter()
            .chain(day.as_deref())
            .collect();
        match place.as_slice() {
            [] => format!("{name}: {}", truncate(title, WORDS_MAX)),
            place => format!("{name}: {} ({})", truncate(title, WORDS_MAX), place.join(", ")),
        }
    }

    /// "Claire Aubert (p9bm52tva)".
    fn speaker(&self, id: &SpeakerId, at: Position) -> String {
        match self.show(id.as_str(), at) {
            Some(Details::Speaker(sheet)) => format!("{} ({})", sheet.line.name, short(id.as_str())),
            _ => short(id.as_str()).to_owned(),
        }
    }

    /// The same, of whoever `id` is merged into.
    fn whole(&self, id: &SpeakerId, at: Position) -> String {
        match self.show(id.as_str(), at) {
            Some(Details::Speaker(sheet)) => {
                format!("{} ({})", sheet.line.name, short(sheet.line.id.as_str()))
            }
            _ => short(id.as_str()).to_owned(),
        }
    }

    /// "education (medtop:05000000)".
    fn topic(&self, id: &TopicId, at: Position) -> String {
        match self.show(id.as_str(), at) {
            Some(Details::Topic(sheet)) => format!("{} ({id})", sheet.line.label.en),
            _ => id.to_string(),
        }
    }
}

/// Why it was decided, where somebody gave a reason.
fn reason(event: &Event) -> Option<String> {
    match event {
        Event::ArticleWithdrawn {
            reason: Reason::Decided(why),
            ..
        }
        | Event::StatementWithdrawn {
            reason: Reason::Decided(why),
            ..
        } => (!why.is_empty()).then(|| why.clone()),
        event => event.reason(),
    }
}

const fn before(at: Position) -> Position {
    Position::new(at.number().saturating_sub(1))
}

/// Who said it, and the words: in quotation marks only where the article quotes them.
fn words(entry: &StatementEntry) -> String {
    format!(
        "{}, {}",
        entry.who().unwrap_or("unknown"),
        quoted_up_to(entry, WORDS_MAX)
    )
}

/// What a correction changed, from → to.
fn changes(was: &StatementEntry, is: &StatementEntry) -> String {
    let name = |entry: &StatementEntry| match &entry.speaker {
        Some(speaker) => speaker.name.clone(),
        None => "nobody".to_owned(),
    };
    let capacity = |entry: &StatementEntry| entry.capacity.clone().unwrap_or_else(|| "none".to_owned());
    let report = |entry: &StatementEntry| entry.report.map_or("none", Report::as_str).to_owned();
    let text = |entry: &StatementEntry| quoted_up_to(entry, WORDS_MAX);
    let fields = [
        ("speaker", name(was), name(is)),
        ("capacity", capacity(was), capacity(is)),
        ("said", said(was.said), said(is.said)),
        ("act", was.act.to_string(), is.act.to_string()),
        ("report", report(was), report(is)),
        ("words", text(was), text(is)),
    ];
    let changed = fields.iter().filter(|(_, was, is)| was != is);
    let told: Vec<String> = changed
        .map(|(field, was, is)| format!("{field} {was} → {is}"))
        .collect();
    if told.is_empty() {
        return "as it was".to_owned();
    }
    told.join(", ")
}
