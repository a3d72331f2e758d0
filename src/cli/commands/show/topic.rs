//! Prints everything about a topic.

use super::ended;
use super::values::{optional, plain};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::render_values;
use crate::cli::views::phrases::format_day;
use crate::cli::views::speaker_table;
use crate::query::{SpeakerList, TopicDetails};

/// Prints the labels, terms and speakers of a topic.
pub(super) fn print_topic(session: &mut Session, topic: &TopicDetails) -> Result<(), CliError> {
    let line = &topic.line;
    let ui = &mut session.ui;
    let (width, colored) = (ui.width(), ui.is_colored());
    let label = ui.paint(&line.label.en, style::TITLE);
    ended::print_ending(ui, topic.ended.as_ref())?;
    ui.write_line(format_args!("{label}\n"))?;
    let values = [
        ("id", plain(&line.id)),
        ("français", optional(line.label.fr.as_deref())),
        ("中文", optional(line.label.zh.as_deref())),
        ("broader", optional(line.broader.as_deref())),
        ("narrower", plain(&topic.narrower.join(", "))),
        ("statements", plain(&line.statements.to_string())),
        ("first", plain(&format_day(line.first))),
        ("last", plain(&format_day(line.last))),
        ("terms", plain(&topic.terms.join(", "))),
    ];
    ui.write(&render_values(&values, width, colored))?;
    if !topic.speakers.is_empty() {
        ui.write_line("")?;
        ui.write(&speaker_table::build_table(&SpeakerList(topic.speakers.clone())).render(width, colored))?;
    }
    Ok(())
}
