//! Decisions as sentences: what was decided about what, and how to undo it.

use super::listing;
use super::phrases::{format_said, quote_words_up_to, short_id};
use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::table::Table;
use crate::cli::ui::text::{sanitize, truncate};
use crate::domain::{
    ArticleId, Event, FeedDecision, Position, RecordedEvent, Report, SpeakerDecision, SpeakerId,
    StatementDecision, StatementId, Tag, Topic, TopicDecision, TopicId, WithdrawalReason,
};
use crate::export::{LogLine, LogLines};
use crate::query::{Details, FeedsQuery, FollowedFeed, ShowQuery, StatementEntry};
use crate::tracker::Tracker;

/// Maximum width of words and headlines in cells; `show` has all of them.
const WORDS_MAX: usize = 60;
/// More topics than this in one decision are counted, not listed.
const TOPICS_MAX: usize = 20;

/// Prints each decision as a sentence after `lead`; in other formats, prints the events.
pub(crate) fn print_decisions(
    session: &mut Session,
    lead: &str,
    recorded: &[RecordedEvent],
) -> Result<(), CliError> {
    if session.format != Format::Table {
        let lines = LogLines(recorded.iter().map(LogLine::from).collect());
        return listing::print_answer(session, &lines, &Table::new([]), "");
    }
    if let Some(summary) = summarize_many_topics(recorded) {
        return session.ui.write_line(summary);
    }
    if recorded.is_empty() {
        return Ok(());
    }
    let formatter = DecisionFormatter(Tracker::open_read_only(&session.db)?);
    for event in recorded {
        let sentence = formatter.format_decision(event);
        session
            .ui
            .write_line(format_args!("{lead}{}", sanitize(&sentence)))?;
    }
    Ok(())
}

/// Summarises the decisions of an imported vocabulary; `None` if they are few or not only about topics.
fn summarize_many_topics(recorded: &[RecordedEvent]) -> Option<String> {
    let (first, last) = (recorded.first()?.position, recorded.last()?.position);
    let are_topics = recorded
        .iter()
        .all(|recorded| matches!(recorded.event, Event::TopicDecided { .. }));
    (are_topics && recorded.len() > TOPICS_MAX).then(|| {
        let count = recorded.len();
        format!("defined {count} topics, {first} to {last}; undo one with `dixit undo @POSITION`")
    })
}

/// Formats decisions with the names that things had just before or just after them.
struct DecisionFormatter(Tracker);

impl DecisionFormatter {
    fn format_decision(&self, recorded: &RecordedEvent) -> String {
        let at = recorded.position;
        let sentence = match &recorded.event {
            Event::StatementDecided {
                statement,
                decision: ruling,
                ..
            } => self.format_statement_decision(statement, ruling, at),
            Event::StatementWithdrawn { statement, .. } => {
                format!("withdrew {}", self.statement(statement, position_before(at)))
            }
            Event::StatementRestored { statement, .. } => {
                format!("restored {}", self.statement(statement, at))
            }
            Event::ArticleWithdrawn { article, .. } => {
                format!(
                    "withdrew {}, and all its statements",
                    self.article(article, position_before(at))
                )
            }
            Event::ArticleRestored { article, .. } => {
                format!("restored {}, and its statements", self.article(article, at))
            }
            Event::SpeakerDecided {
                speaker,
                decision: ruling,
                ..
            } => self.format_speaker_decision(speaker, ruling, at),
            Event::TopicDecided {
                topic,
                decision: ruling,
                ..
            } => self.format_topic_decision(topic, ruling, at),
            Event::ArticleRedacted { article, .. } => {
                return format_redaction(&format!("article {article}"), recorded);
            }
            Event::StatementRedacted { statement, .. } => {
                return format_redaction(&format!("statement {statement}"), recorded);
            }
            Event::SpeakerRedacted { speaker, .. } => {
                return format_redaction(&format!("speaker {speaker}"), recorded);
            }
            Event::FeedDecided { feed, decision, .. } => self.format_feed_decision(feed, decision, at),
            event => {
                let what = event.describe().map_or(String::new(), |what| format!(": {what}"));
                format!("{}{what}", event.type_name())
            }
        };
        let reason =
            reason_of(&recorded.event).map_or(String::new(), |reason| format!(" (reason: {reason})"));
        format!("{sentence}{reason}; undo with `dixit undo {at}`")
    }

    fn format_statement_decision(
        &self,
        id: &StatementId,
        ruling: &StatementDecision,
        at: Position,
    ) -> String {
        let name = short_id(id.as_str());
        let entry = self.entry(id, at);
        let whose = entry
            .as_ref()
            .map_or(String::new(), |entry| format!(": {}", speaker_and_words(entry)));
        match ruling {
            StatementDecision::Confirmed(true) => format!("confirmed {name}{whose}"),
            StatementDecision::Confirmed(false) => format!("no longer confirmed: {name}{whose}"),
            StatementDecision::Corrected(_) => {
                let was = self.entry(id, position_before(at));
                match (was, entry) {
                    (Some(was), Some(is)) => {
                        format!(
                            "corrected {name}: {}: {}",
                            format_correction(&was, &is),
                            speaker_and_words(&is)
                        )
                    }
                    _ => format!("corrected {name}: {ruling}"),
                }
            }
            StatementDecision::Tagged(topic, tag) => {
                let topic = self.topic(topic, at);
                match tag {
                    Tag::About => format!("tagged {name} as about {topic}{whose}"),
                    Tag::NotAbout => format!("tagged {name} as not about {topic}{whose}"),
                    Tag::Derived => {
                        format!("removed the tag {topic} from {name}, its words decide again{whose}")
                    }
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

    fn format_speaker_decision(&self, id: &SpeakerId, ruling: &SpeakerDecision, at: Position) -> String {
        let was = position_before(at);
        match ruling {
            SpeakerDecision::Merged(Some(into)) => {
                format!(
                    "merged {} into {}",
                    self.speaker(id, was),
                    self.speaker(into, was)
                )
            }
            SpeakerDecision::Merged(None) => {
                // Before the split, the id leads to the speaker merged into.
                format!(
                    "split {} from {}",
                    self.speaker(id, at),
                    self.canonical_speaker(id, was)
                )
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
                format!("no longer divided by {by}: {}", self.speaker(id, at))
            }
        }
    }

    fn format_topic_decision(&self, id: &TopicId, ruling: &TopicDecision, at: Position) -> String {
        let was = position_before(at);
        match ruling {
            TopicDecision::Defined(topic) => {
                let verb = match self.details(id.as_str(), was) {
                    Some(Details::Topic(_)) => "changed",
                    _ => "added",
                };
                format!("{verb} topic {} ({id})", Topic::label(topic))
            }
            TopicDecision::Retired => format!("retired topic {}", self.topic(id, was)),
            TopicDecision::Reset => format!("reset topic {} to its built-in form", self.topic(id, at)),
        }
    }

    fn format_feed_decision(&self, feed: &str, decision: &FeedDecision, at: Position) -> String {
        let is_known = |feeds: &[FollowedFeed]| feeds.iter().any(|known| known.address == *feed);
        let settings = match decision.to_string() {
            none if none.is_empty() => none,
            settings => format!(": {settings}"),
        };
        match decision {
            FeedDecision::Removed => format!("removed feed {feed}"),
            FeedDecision::Added(_) => {
                let before = self.0.set_as_of(Some(position_before(at)));
                let before = before.and_then(|()| self.0.ask(&FeedsQuery)).unwrap_or_default();
                let verb = if is_known(&before) { "changed" } else { "added" };
                format!("{verb} feed {feed}{settings}")
            }
        }
    }

    /// Returns the details of the thing with this id as of `at`; `None` if it was not current then.
    fn details(&self, id: &str, at: Position) -> Option<Details> {
        self.0.set_as_of(Some(at)).ok()?;
        let id = id.to_owned();
        self.0.ask(&ShowQuery { id, around: 0 }).ok()
    }

    fn entry(&self, id: &StatementId, at: Position) -> Option<StatementEntry> {
        match self.details(id.as_str(), at)? {
            Details::Statement(sheet) => Some(sheet.entry),
            Details::Article(_) | Details::Speaker(_) | Details::Topic(_) | Details::Redacted(_) => None,
        }
    }

    /// Formats a statement, as in "s2r4zkc1h: Claire Aubert, « Nous publierons … »".
    fn statement(&self, id: &StatementId, at: Position) -> String {
        let name = short_id(id.as_str());
        match self.entry(id, at) {
            Some(entry) => format!("{name}: {}", speaker_and_words(&entry)),
            None => name.to_owned(),
        }
    }

    /// Formats an article, as in "ayb7h4ps1: Une charte (Le Courrier du Lac, 2026-03-12)".
    fn article(&self, id: &ArticleId, at: Position) -> String {
        let name = short_id(id.as_str());
        let Some(Details::Article(sheet)) = self.details(id.as_str(), at) else {
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

    /// Formats a speaker, as in "Claire Aubert (p9bm52tva)".
    fn speaker(&self, id: &SpeakerId, at: Position) -> String {
        match self.details(id.as_str(), at) {
            Some(Details::Speaker(sheet)) => format!("{} ({})", sheet.line.name, short_id(id.as_str())),
            _ => short_id(id.as_str()).to_owned(),
        }
    }

    /// Formats the speaker that `id` is merged into.
    fn canonical_speaker(&self, id: &SpeakerId, at: Position) -> String {
        match self.details(id.as_str(), at) {
            Some(Details::Speaker(sheet)) => {
                format!("{} ({})", sheet.line.name, short_id(sheet.line.id.as_str()))
            }
            _ => short_id(id.as_str()).to_owned(),
        }
    }

    /// Formats a topic, as in "education (medtop:05000000)".
    fn topic(&self, id: &TopicId, at: Position) -> String {
        match self.details(id.as_str(), at) {
            Some(Details::Topic(sheet)) => format!("{} ({id})", sheet.line.label.en),
            _ => id.to_string(),
        }
    }
}

/// Returns the reason of a decision, if one was given.
fn reason_of(event: &Event) -> Option<String> {
    match event {
        Event::ArticleWithdrawn {
            reason: WithdrawalReason::Decided(why),
            ..
        }
        | Event::StatementWithdrawn {
            reason: WithdrawalReason::Decided(why),
            ..
        } => (!why.is_empty()).then(|| why.clone()),
        event => event.reason(),
    }
}

const fn position_before(at: Position) -> Position {
    Position::new(at.number().saturating_sub(1))
}

/// Formats the speaker and the words, in quotation marks only if the article quotes them.
fn speaker_and_words(entry: &StatementEntry) -> String {
    format!(
        "{}, {}",
        entry.speaker_or_mention().unwrap_or("unknown"),
        quote_words_up_to(entry, WORDS_MAX)
    )
}

/// Formats what a correction changed, as in "act claim → proposal".
fn format_correction(was: &StatementEntry, is: &StatementEntry) -> String {
    let name = |entry: &StatementEntry| match &entry.speaker {
        Some(speaker) => speaker.name.clone(),
        None => "none".to_owned(),
    };
    let capacity = |entry: &StatementEntry| entry.capacity.clone().unwrap_or_else(|| "none".to_owned());
    let report = |entry: &StatementEntry| entry.report.map_or("none", Report::as_str).to_owned();
    let text = |entry: &StatementEntry| quote_words_up_to(entry, WORDS_MAX);
    let fields = [
        ("speaker", name(was), name(is)),
        ("capacity", capacity(was), capacity(is)),
        ("said", format_said(was.said), format_said(is.said)),
        ("act", was.act.to_string(), is.act.to_string()),
        ("report", report(was), report(is)),
        ("words", text(was), text(is)),
    ];
    let differing = fields.iter().filter(|(_, was, is)| was != is);
    let changes: Vec<String> = differing
        .map(|(field, was, is)| format!("{field} {was} → {is}"))
        .collect();
    if changes.is_empty() {
        return "unchanged".to_owned();
    }
    changes.join(", ")
}

/// Formats a redaction, which cannot be undone.
fn format_redaction(what: &str, recorded: &RecordedEvent) -> String {
    let reason = recorded.event.reason().unwrap_or_default();
    format!("redacted {what} at {} (reason: {reason})", recorded.position)
}
