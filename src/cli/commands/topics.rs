use super::speakers::day;
use crate::cli::error::{CliError, Exit};
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::query::{TopicList, TopicsQuery};
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
        let lines = session.ask(&TopicsQuery { all: self.all })?;
        listing::print(
            session,
            &lines,
            &table(&lines),
            "no topics (--all lists those that nobody speaks about)",
        )?;
        Ok(Exit::Done)
    }
}

/// The table of topics; where that is too wide, with all labels and the id in one column.
pub(crate) fn table(lines: &TopicList) -> Table {
    let mut wide = Table::new([
        Column::text("topic", 16),
        Column::text("français", 12),
        Column::text("中文", 8),
        Column::number("statements"),
        Column::whole("first"),
        Column::whole("last"),
        Column::whole("id"),
    ]);
    let mut narrow = Table::new([
        Column::text("topic", 16),
        Column::number("statements"),
        Column::whole("first"),
        Column::whole("last"),
    ]);
    for line in &lines.0 {
        let french = line.label.fr.as_deref().unwrap_or_default();
        let chinese = line.label.zh.as_deref().unwrap_or_default();
        let topic = Cell::new(&line.label.en, style::TITLE);
        let counts = [
            Cell::new(&line.statements.to_string(), style::PLAIN),
            Cell::new(&day(line.first), style::PLAIN),
            Cell::new(&day(line.last), style::PLAIN),
        ];
        let mut row = vec![
            topic.clone(),
            Cell::new(french, style::PLAIN),
            Cell::new(chinese, style::PLAIN),
        ];
        row.extend(counts.iter().cloned());
        row.push(Cell::new(&line.id, style::FAINT));
        wide.row(row);
        let all = topic
            .and(french, style::PLAIN)
            .and(chinese, style::PLAIN)
            .and(&line.id, style::FAINT);
        let mut row = vec![all];
        row.extend(counts);
        narrow.row(row);
    }
    wide.or(narrow)
}
