//! Why two speakers cannot be merged: they are one already, and since when.

use super::error::CliError;
use super::people::People;
use super::statements::short;
use crate::domain::{Recorded, SpeakerId, fold};
use crate::query::{Details, ShowQuery};
use crate::tracker::Tracker;

/// That `texts` both mean the speaker `whole`, and what made it so: a merger, another name, or nothing but the name.
/// `actor` is whoever asks.
pub(crate) fn one(
    tracker: &Tracker,
    texts: [&str; 2],
    whole: &SpeakerId,
    actor: &str,
) -> Result<CliError, CliError> {
    let name = match tracker.ask(&ShowQuery {
        id: whole.to_string(),
        around: 0,
    })? {
        Details::Speaker(sheet) => sheet.line.name,
        Details::Statement(_) | Details::Article(_) | Details::Topic(_) => whole.to_string(),
    };
    let people = People::of(tracker, None)?;
    for text in texts {
        let own = text.trim().parse().unwrap_or_else(|_| SpeakerId::of(text));
        if let Some(merger) = people.merger(&own) {
            let when = by_whom(merger, actor);
            let at = merger.position;
            return Ok(
                CliError::input(format_args!("{text} is {name} already: merged {at} {when}"))
                    .hint(format_args!("`dixit undo {at}` takes it back")),
            );
        }
        if let Some(given) = people.alias(whole, &fold(text)) {
            let when = by_whom(given, actor);
            return Ok(CliError::input(format_args!(
                "{text} is {name} already: the name was given {} {when}",
                given.position
            )));
        }
    }
    let [first, second] = texts;
    let id = short(whole.as_str());
    let message = if fold(first) == fold(second) {
        format!("{first} is one speaker, {name} ({id}): a merger needs two")
    } else {
        format!("{first} and {second} are names of one speaker already: {name} ({id})")
    };
    Ok(CliError::input(message).hint("name each by an id: `dixit speakers` has them"))
}

/// "by you on 2026-03-15".
fn by_whom(recorded: &Recorded, actor: &str) -> String {
    let time = recorded.recorded_at.to_string();
    let day = time.split_once('T').map_or(time.as_str(), |(day, _)| day);
    let who = if recorded.actor == actor {
        "you"
    } else {
        &recorded.actor
    };
    format!("by {who} on {day}")
}
