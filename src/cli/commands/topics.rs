use super::speakers::day;
use crate::cli::error::{CliError, Exit};
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::query::{TopicLines, Topics};
use clap::Args;

const EXAMPLES: &str = "\
The default taxonomy is a part of the IPTC Media Topics (https://iptc.org/standards/media-topics/, CC BY 4.0).

Example:
  dixit topics --format csv";

/// List what is spoken about, in the order of the taxonomy
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TopicsArgs {
    /// Also those that nobody speaks about
    #[arg(long)]
    all: bool,
}

impl TopicsArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let lines = session.ask(&Topics { all: self.all })?;
        listing::print(
            session,
            &lines,
            &table(&lines),
            "no topics (--all lists those that nobody speaks about)",
        )?;
        Ok(Exit::Done)
    }
}

/// The table of topics.
pub(crate) fn table(lines: &TopicLines) -> Table {
    let mut table = Table::new([
        Column::text("topic", 16),
        Column::text("français", 12),
        Column::text("中文", 8),
        Column::number("statements"),
        Column::whole("first"),
        Column::whole("last"),
        Column::whole("id"),
    ]);
    for line in &lines.0 {
        table.row([
            Cell::new(&line.label.en, style::TITLE),
            Cell::new(line.label.fr.as_deref().unwrap_or_default(), style::PLAIN),
            Cell::new(line.label.zh.as_deref().unwrap_or_default(), style::PLAIN),
            Cell::new(&line.statements.to_string(), style::PLAIN),
            Cell::new(&day(line.first), style::PLAIN),
            Cell::new(&day(line.last), style::PLAIN),
            Cell::new(&line.id, style::FAINT),
        ]);
    }
    table
}
