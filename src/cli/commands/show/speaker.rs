//! Prints everything about a speaker.

use super::ended;
use super::values::plain;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, render_values};
use crate::cli::views::phrases::format_day;
use crate::cli::views::topic_table;
use crate::query::{ExchangeCount, SpeakerDetails, TopicList};

/// Prints the names, capacities and topics of a speaker.
pub(super) fn print_speaker(session: &mut Session, speaker: &SpeakerDetails) -> Result<(), CliError> {
    let line = &speaker.line;
    let ui = &mut session.ui;
    let (width, colored) = (ui.width(), ui.is_colored());
    let name = ui.paint(&line.name, style::SPEAKER);
    ended::print_ending(ui, speaker.ended.as_ref())?;
    if let Some(merger) = &speaker.merged {
        let who = merger.name.as_deref().unwrap_or("a speaker");
        let text = format!("{who} ({}) is now {}: {}", merger.id, line.name, merger.by);
        ui.write_paragraph(&text, style::TITLE)?;
        ui.write_line("")?;
    }
    ui.write_line(format_args!("{name}\n"))?;
    let names = speaker.names.iter().fold(Cell::default(), |cell, name| {
        cell.with_paragraph(
            &format!("{} ({}, {}×)", name.name, name.source, name.uses),
            style::PLAIN,
        )
    });
    let named_by = match speaker.named_by {
        0 => String::new(),
        1 => "1 statement by others".to_owned(),
        more => format!("{more} statements by others"),
    };
    let values = [
        ("id", plain(line.id.as_str())),
        ("kind", plain(line.kind.as_str())),
        ("statements", plain(&line.statements.to_string())),
        ("first", plain(&format_day(line.first))),
        ("last", plain(&format_day(line.last))),
        ("names", names),
        ("identifiers", plain(&speaker.identifiers.join(", "))),
        ("named by", plain(&named_by)),
        ("answers", plain(&exchanges(&speaker.answers))),
        ("answered by", plain(&exchanges(&speaker.answered_by))),
    ];
    ui.write(&render_values(&values, width, colored))?;
    if !speaker.capacities.is_empty() {
        let mut table = Table::new([
            Column::text("capacity", 30),
            Column::number("statements"),
            Column::unwrapped("first"),
            Column::unwrapped("last"),
        ]);
        for capacity in &speaker.capacities {
            table.push_row([
                plain(&capacity.capacity),
                plain(&capacity.statements.to_string()),
                plain(&format_day(capacity.first)),
                plain(&format_day(capacity.last)),
            ]);
        }
        ui.write_line("")?;
        ui.write(&table.render(width, colored))?;
    }
    if !speaker.topics.is_empty() {
        ui.write_line("")?;
        ui.write(&topic_table::build_table(&TopicList(speaker.topics.clone())).render(width, colored))?;
    }
    Ok(())
}

/// Formats other speakers, each with a count.
fn exchanges(with: &[ExchangeCount]) -> String {
    let with = with
        .iter()
        .map(|with| format!("{} ({}×)", with.speaker.name, with.statements));
    with.collect::<Vec<_>>().join(", ")
}
