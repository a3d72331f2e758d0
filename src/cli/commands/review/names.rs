//! Who is meant by a name that is typed: nobody new is made of a part of a name or of a typing error unasked.

use super::input::Input;
use crate::cli::error::CliError;
use crate::cli::ui::Ui;
use crate::cli::ui::text::clean;
use crate::query::{SpeakerLookupQuery, SpeakerRef};
use crate::tracker::Tracker;

/// The name of the speaker that `typed` means; `None` where whoever types thinks better of it.
pub(super) fn settle(
    tracker: &Tracker,
    ui: &mut Ui,
    input: &mut dyn Input,
    typed: &str,
) -> Result<Option<String>, CliError> {
    let typed = typed.trim();
    let meant = tracker.ask(&SpeakerLookupQuery {
        typed: typed.to_owned(),
    })?;
    if let Some(speaker) = meant.exact {
        return Ok(Some(speaker.name));
    }
    let candidates: Vec<SpeakerRef> = meant.by_prefix.into_iter().chain(meant.similar).collect();
    let shown = clean(typed);
    if candidates.is_empty() {
        ui.line(format_args!("nobody in the record is called “{shown}”"))?;
        let answer = input.choice(ui, &format!("create the speaker “{shown}”? y or Return for no:"))?;
        return Ok((answer == "y").then(|| typed.to_owned()));
    }
    ui.line(format_args!(
        "nobody in the record is called just “{shown}”; did you mean"
    ))?;
    for (number, speaker) in (1..).zip(&candidates) {
        ui.line(format_args!(
            "  {number}  {} ({})",
            clean(&speaker.name),
            speaker.id
        ))?;
    }
    ui.line(format_args!("  +  a new speaker “{shown}”"))?;
    let answer = input.choice(ui, "a number, + or Return for neither:")?;
    if answer == "+" {
        return Ok(Some(typed.to_owned()));
    }
    let number: Option<usize> = answer.parse().ok();
    let chosen = number.and_then(|number| candidates.get(number.checked_sub(1)?));
    Ok(chosen.map(|speaker| speaker.name.clone()))
}

/// The names that `typed` may be completed to.
pub(super) fn completions(tracker: &Tracker, typed: &str) -> Vec<String> {
    let meant = tracker.ask(&SpeakerLookupQuery {
        typed: typed.to_owned(),
    });
    // A name that cannot be completed is no reason to stop: it can be typed.
    let meant = meant.unwrap_or_default();
    let found = meant
        .exact
        .into_iter()
        .chain(meant.by_prefix)
        .chain(meant.similar);
    let mut names: Vec<String> = Vec::new();
    for speaker in found {
        if !names.contains(&speaker.name) {
            names.push(speaker.name);
        }
    }
    names
}
