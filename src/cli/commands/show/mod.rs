//! `show`: everything about one statement, article, speaker or topic.
//!
//! Top-down: this file selects the page; `article`, `speaker`, `statement`, `topic` and `redacted` print one each;
//! [`change_log`] prints `--history`; [`event_history`], [`ended`] and [`values`] are parts of pages.

mod article;
mod change_log;
mod ended;
mod event_history;
mod redacted;
mod speaker;
mod statement;
mod topic;
mod values;

use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::table::Cell;
use crate::cli::views::flag_marks;
use crate::query::{Details, ShowQuery};
use clap::Args;

const EXAMPLES: &str = "\
An id may be shortened as long as it stays unique. Something that is no longer current is shown in its last state, \
with what ended it.

Examples:
  dixit show s4k2m8xw
  dixit show s4k2m8xw --around 1000
  dixit show s4k2m8xw --history
  dixit show medtop:20001298 --format json";

/// Show everything about a statement, article, speaker or topic
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ShowArgs {
    /// Id; a unique beginning is enough
    id: String,
    /// Characters of the article to show on each side of a statement
    #[arg(long, value_name = "COUNT", default_value_t = 240)]
    around: u32,
    /// Show only who changed what, when and why
    #[arg(long, conflicts_with = "around")]
    history: bool,
}

impl ShowArgs {
    /// Prints the page or the change log.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        if self.history {
            change_log::print_change_log(session, &self.id)?;
            return Ok(ExitStatus::Done);
        }
        let shown = session.ask(&ShowQuery {
            id: self.id,
            around: self.around,
        })?;
        match session.format {
            Format::Table => {}
            Format::Json | Format::Jsonl => {
                session.print_json(&shown)?;
                return Ok(ExitStatus::Done);
            }
            Format::Csv | Format::Md | Format::Csl | Format::Svg => {
                return Err(CliError::usage("`show` does not support this output format")
                    .with_hint("use --format table, json or jsonl"));
            }
        }
        match shown {
            Details::Statement(sheet) => {
                statement::print_statement(session, &sheet)?;
                let entry = &sheet.entry;
                let marks = flag_marks::add_flag_marks(Cell::default(), &entry.flags, entry.confidence);
                session.legend.extend(marks.legend());
            }
            Details::Article(sheet) => article::print_article(session, &sheet)?,
            Details::Speaker(sheet) => speaker::print_speaker(session, &sheet)?,
            Details::Topic(sheet) => topic::print_topic(session, &sheet)?,
            Details::Redacted(item) => redacted::print_redacted(session, &item)?,
        }
        Ok(ExitStatus::Done)
    }
}
