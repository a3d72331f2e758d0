use super::{ended, maybe, plain};
use crate::cli::commands::speakers::{self, day};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::sheet;
use crate::query::{SpeakerList, TopicDetails};

/// Prints a topic: labels, terms, speakers.
pub(super) fn print(session: &mut Session, topic: &TopicDetails) -> Result<(), CliError> {
    let line = &topic.line;
    let ui = &mut session.ui;
    let (width, colored) = (ui.width(), ui.colored());
    let label = ui.paint(&line.label.en, style::TITLE);
    ended::announce(ui, topic.ended.as_ref())?;
    ui.line(format_args!("{label}\n"))?;
    let values = [
        ("id", plain(&line.id)),
        ("français", maybe(line.label.fr.as_deref())),
        ("中文", maybe(line.label.zh.as_deref())),
        ("broader", maybe(line.broader.as_deref())),
        ("narrower", plain(&topic.narrower.join(", "))),
        ("statements", plain(&line.statements.to_string())),
        ("first", plain(&day(line.first))),
        ("last", plain(&day(line.last))),
        ("terms", plain(&topic.terms.join(", "))),
    ];
    ui.write(&sheet(&values, width, colored))?;
    if !topic.speakers.is_empty() {
        ui.line("")?;
        ui.write(&speakers::table(&SpeakerList(topic.speakers.clone())).render(width, colored))?;
    }
    Ok(())
}
