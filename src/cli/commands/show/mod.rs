//! `show`: everything about one thing.

mod article;
mod changes;
pub(super) mod context;
mod ended;
mod history;
mod speaker;
mod statement;
mod topic;

use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::marks;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
use crate::export;
use crate::query::{Details, ShowQuery};
use clap::Args;

const EXAMPLES: &str = "\
An id may be shortened, as long as only one thing begins so. What no longer counts is shown as it last stood, with \
what ended it.

Examples:
  dixit show s4k2m8xw
  dixit show s4k2m8xw --around 1000
  dixit show s4k2m8xw --history
  dixit show medtop:20001298 --format json";

/// Show a statement, article, speaker or topic whole: the words in their context, dates, sources, history
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ShowArgs {
    /// The id, or enough of its beginning
    id: String,
    /// How much of the article to show on either side of a statement, in characters
    #[arg(long, value_name = "COUNT", default_value_t = 240)]
    around: u32,
    /// Only who changed what, when and why
    #[arg(long, conflicts_with = "around")]
    history: bool,
}

impl ShowArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        if self.history {
            changes::print(session, &self.id)?;
            return Ok(Exit::Done);
        }
        let shown = session.ask(&ShowQuery {
            id: self.id,
            around: self.around,
        })?;
        match session.format {
            Format::Table => {}
            Format::Json => {
                session.ui.emit(|out| export::write_json(&shown, out))?;
                return Ok(Exit::Done);
            }
            Format::Jsonl => {
                session.ui.emit(|out| export::write_jsonl_line(&shown, out))?;
                return Ok(Exit::Done);
            }
            Format::Csv | Format::Md | Format::Csl => {
                return Err(CliError::usage("`show` has no such form").hint("it has table, json and jsonl"));
            }
        }
        match shown {
            Details::Statement(sheet) => {
                statement::print(session, &sheet)?;
                let entry = &sheet.entry;
                let marks = marks::marked(Cell::default(), &entry.flags, entry.confidence);
                session.legend.extend(marks.legend());
            }
            Details::Article(sheet) => article::print(session, &sheet)?,
            Details::Speaker(sheet) => speaker::print(session, &sheet)?,
            Details::Topic(sheet) => topic::print(session, &sheet)?,
        }
        Ok(Exit::Done)
    }
}

/// A value of a sheet, in plain style.
fn plain(text: &str) -> Cell {
    Cell::new(text, style::PLAIN)
}

/// A value that may be missing.
fn maybe(text: Option<&str>) -> Cell {
    plain(text.unwrap_or_default())
}
