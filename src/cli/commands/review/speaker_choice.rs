//! Resolves a typed speaker name. A new speaker is created only after a question, so that a part of a name or a
//! typing error creates nobody.

use super::input::AnswerSource;
use crate::cli::error::CliError;
use crate::cli::ui::Ui;
use crate::cli::ui::text::sanitize;
use crate::query::{SpeakerLookupQuery, SpeakerRef};
use crate::tracker::Tracker;

/// Returns the name of the speaker that `typed` refers to, asking if several fit; `None` if the person cancels.
pub(super) fn choose_speaker(
    tracker: &Tracker,
    ui: &mut Ui,
    input: &mut dyn AnswerSource,
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
    let shown = sanitize(typed);
    if candidates.is_empty() {
        ui.write_line(format_args!("there is no speaker “{shown}”"))?;
        let answer = input.choice(
            ui,
            &format!("create the speaker “{shown}”? y for yes, Return for no:"),
        )?;
        return Ok((answer == "y").then(|| typed.to_owned()));
    }
    ui.write_line(format_args!("there is no speaker “{shown}”; did you mean"))?;
    for (number, speaker) in (1..).zip(&candidates) {
        ui.write_line(format_args!(
            "  {number}  {} ({})",
            sanitize(&speaker.name),
            speaker.id
        ))?;
    }
    ui.write_line(format_args!("  +  create the speaker “{shown}”"))?;
    let answer = input.choice(ui, "number, + or Return for none:")?;
    if answer == "+" {
        return Ok(Some(typed.to_owned()));
    }
    let number: Option<usize> = answer.parse().ok();
    let chosen = number.and_then(|number| candidates.get(number.checked_sub(1)?));
    Ok(chosen.map(|speaker| speaker.name.clone()))
}

/// Returns the names that `typed` can be completed to.
pub(super) fn complete_name(tracker: &Tracker, typed: &str) -> Vec<String> {
    let meant = tracker.ask(&SpeakerLookupQuery {
        typed: typed.to_owned(),
    });
    // If completion fails, the name can still be typed.
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
