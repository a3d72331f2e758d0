//! The error of merging a speaker into themselves: says what made both the same, and when.

use super::error::CliError;
use super::speaker_decisions::SpeakerDecisions;
use super::views::phrases::short_id;
use crate::domain::{RecordedEvent, SpeakerId, fold};
use crate::query::{Details, ShowQuery};
use crate::tracker::Tracker;

/// Explains why both `texts` already name the speaker `speaker`: a merge, an alias, or one name. `actor` is the current
/// user.
pub(crate) fn same_speaker_error(
    tracker: &Tracker,
    texts: [&str; 2],
    speaker: &SpeakerId,
    actor: &str,
) -> Result<CliError, CliError> {
    let name = match tracker.ask(&ShowQuery {
        id: speaker.to_string(),
        around: 0,
    })? {
        Details::Speaker(sheet) => sheet.line.name,
        Details::Statement(_) | Details::Article(_) | Details::Topic(_) | Details::Redacted(_) => {
            speaker.to_string()
        }
    };
    let decisions = SpeakerDecisions::load(tracker, None)?;
    for text in texts {
        let own = text.trim().parse().unwrap_or_else(|_| SpeakerId::from_name(text));
        if let Some(merger) = decisions.find_merge(&own) {
            let when = format_author(merger, actor);
            let at = merger.position;
            return Ok(
                CliError::input(format_args!("{text} is already {name}: merged at {at} {when}"))
                    .with_hint(format_args!("to undo this, use `dixit undo {at}`")),
            );
        }
        if let Some(given) = decisions.find_alias(speaker, &fold(text)) {
            let when = format_author(given, actor);
            return Ok(CliError::input(format_args!(
                "{text} is already {name}: the name was added at {} {when}",
                given.position
            )));
        }
    }
    let [first, second] = texts;
    let id = short_id(speaker.as_str());
    let message = if fold(first) == fold(second) {
        format!("{first} is one speaker, {name} ({id}); a merge needs two speakers")
    } else {
        format!("{first} and {second} already name the same speaker: {name} ({id})")
    };
    Ok(CliError::input(message).with_hint("use ids instead; `dixit speakers` lists them"))
}

/// Formats who decided and when, as in "by you on 2026-03-15".
fn format_author(recorded: &RecordedEvent, actor: &str) -> String {
    let time = recorded.recorded_at.to_string();
    let day = time.split_once('T').map_or(time.as_str(), |(day, _)| day);
    let who = if recorded.actor == actor {
        "you"
    } else {
        &recorded.actor
    };
    format!("by {who} on {day}")
}
