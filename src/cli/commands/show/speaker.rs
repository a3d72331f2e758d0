use super::{ended, plain};
use crate::cli::commands::{speakers::day, topics};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, sheet};
use crate::query::{ExchangeCount, SpeakerDetails, TopicList};

/// Prints a speaker: names, capacities, topics.
pub(super) fn print(session: &mut Session, speaker: &SpeakerDetails) -> Result<(), CliError> {
    let line = &speaker.line;
    let ui = &mut session.ui;
    let (width, colored) = (ui.width(), ui.colored());
    let name = ui.paint(&line.name, style::SPEAKER);
    ended::announce(ui, speaker.ended.as_ref())?;
    if let Some(merger) = &speaker.merged {
        let who = merger.name.as_deref().unwrap_or("a speaker");
        let told = format!("{who} ({}) is now {}: {}", merger.id, line.name, merger.by);
        ui.paragraph(&told, style::TITLE)?;
        ui.line("")?;
    }
    ui.line(format_args!("{name}\n"))?;
    let names = speaker.names.iter().fold(Cell::default(), |cell, name| {
        cell.and(
            &format!("{} ({}, {}×)", name.name, name.source, name.uses),
            style::PLAIN,
        )
    });
    let named_by = match speaker.named_by {
        0 => String::new(),
        1 => "1 statement of others".to_owned(),
        more => format!("{more} statements of others"),
    };
    let values = [
        ("id", plain(line.id.as_str())),
        ("kind", plain(line.kind.as_str())),
        ("statements", plain(&line.statements.to_string())),
        ("first", plain(&day(line.first))),
        ("last", plain(&day(line.last))),
        ("names", names),
        ("identifiers", plain(&speaker.identifiers.join(", "))),
        ("named by", plain(&named_by)),
        ("answers", plain(&exchanges(&speaker.answers))),
        ("answered by", plain(&exchanges(&speaker.answered_by))),
    ];
    ui.write(&sheet(&values, width, colored))?;
    if !speaker.capacities.is_empty() {
        let mut table = Table::new([
            Column::text("capacity", 30),
            Column::number("statements"),
            Column::whole("first"),
            Column::whole("last"),
        ]);
        for capacity in &speaker.capacities {
            table.row([
                plain(&capacity.capacity),
                plain(&capacity.statements.to_string()),
                plain(&day(capacity.first)),
                plain(&day(capacity.last)),
            ]);
        }
        ui.line("")?;
        ui.write(&table.render(width, colored))?;
    }
    if !speaker.topics.is_empty() {
        ui.line("")?;
        ui.write(&topics::table(&TopicList(speaker.topics.clone())).render(width, colored))?;
    }
    Ok(())
}

/// Other speakers, each with how often.
fn exchanges(with: &[ExchangeCount]) -> String {
    let with = with
        .iter()
        .map(|with| format!("{} ({}×)", with.speaker.name, with.statements));
    with.collect::<Vec<_>>().join(", ")
}
