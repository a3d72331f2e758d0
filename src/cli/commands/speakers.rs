use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::statements::short;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::{filters, listing};
use crate::domain::SpeakerKind;
use crate::query::{SpeakerList, SpeakersQuery};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::TypedValueParser;

const EXAMPLES: &str = "\
Example:
  dixit speakers --kind institution
  dixit speakers \"li qiang\" --format json";

/// List who speaks, whoever speaks most first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SpeakersArgs {
    /// Only those of this name, without case or accents
    name: Option<String>,
    /// Those whom articles only describe ("ministre", "experts"), each of one article, in place of those with a name
    #[arg(long, conflicts_with = "name")]
    unnamed: bool,
    /// Only those of this kind
    #[arg(long, value_parser = kind())]
    kind: Option<SpeakerKind>,
    /// Only the first so many
    #[arg(long, value_name = "COUNT", value_parser = filters::count)]
    limit: Option<usize>,
}

impl SpeakersArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let lines = session.ask(&SpeakersQuery {
            kind: self.kind,
            unnamed: self.unnamed,
            name: self.name,
            limit: self.limit,
        })?;
        listing::print(session, &lines, &table(&lines), "no such speakers")?;
        Ok(Exit::Done)
    }
}

/// The table of speakers.
pub(crate) fn table(lines: &SpeakerList) -> Table {
    let mut table = Table::new([
        Column::text("speaker", 20),
        Column::whole("kind"),
        Column::number("statements"),
        Column::whole("first"),
        Column::whole("last"),
        Column::whole("id"),
    ]);
    for line in &lines.0 {
        table.row([
            Cell::new(&line.name, style::SPEAKER).and(&line.aliases.join(" · "), style::FAINT),
            Cell::new(line.kind.as_str(), style::PLAIN),
            Cell::new(&line.statements.to_string(), style::PLAIN),
            Cell::new(&day(line.first), style::PLAIN),
            Cell::new(&day(line.last), style::PLAIN),
            Cell::new(short(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}

/// A day, or nothing where it is not known.
pub(crate) fn day(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn kind() -> impl TypedValueParser<Value = SpeakerKind> {
    filters::one_of(SpeakerKind::ALL.iter().map(|kind| kind.as_str()))
}
