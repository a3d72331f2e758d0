use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::views::{listing, statement_table};
use crate::domain::{Act, Edtf};
use crate::query::{FirstQuery, FirstStatements, StatementEntry};
use clap::Args;
use std::collections::BTreeSet;

const EXAMPLES: &str = "\
If dates overlap, several statements may be the first; all of them are shown. --limit applies to the later ones.

Examples:
  dixit first --text \"registre public des systèmes d'IA\"
  dixit first --topic \"artificial intelligence\" --act proposal";

/// Find who said something first, and who followed
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct FirstArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with these exact words, or with the same meaning in the same language
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    text: Option<String>,
    /// Only statements with this act
    #[arg(long, value_parser = values::act_parser(), help_heading = "Filters")]
    act: Option<Act>,
}

impl FirstArgs {
    /// Prints who may have been first, and what followed.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let firsts = session.ask(&FirstQuery {
            within: self.filters.into_statement_filter(self.act),
            text: self.text,
        })?;
        if session.format != Format::Table {
            listing::print_record(session, &firsts)?;
            return Ok(ExitStatus::Done);
        }
        if firsts.first.is_empty() {
            session.ui.print_summary(if firsts.undated == 0 {
                "no statements match".to_owned()
            } else {
                format!(
                    "no matching statement has a date ({} without a date)",
                    firsts.undated
                )
            });
            return Ok(ExitStatus::Done);
        }
        session.ui.write_paragraph(&verdict(&firsts), style::TITLE)?;
        session.ui.write_line("")?;
        listing::print_table(session, &statement_table::from_entries(&firsts.first), "")?;
        if !firsts.after.is_empty() {
            session.ui.write_line("")?;
            session.ui.write_paragraph("later", style::TITLE)?;
            session.ui.write_line("")?;
            listing::print_table(session, &statement_table::from_entries(&firsts.after), "")?;
        }
        Ok(ExitStatus::Done)
    }
}

/// Says who was first, whether that is certain, and whether a reading is in doubt.
fn verdict(firsts: &FirstStatements) -> String {
    let is_doubtful = |entry: &StatementEntry| entry.flags.iter().any(|flag| flag.is_warning());
    let verdict = verdict_by_dates(firsts);
    match (firsts.first.iter().any(is_doubtful), firsts.first.len()) {
        (false, _) => verdict,
        (true, 1) => format!("{verdict} (the reading is in doubt)"),
        (true, _) => format!("{verdict} (some of the readings are in doubt)"),
    }
}

/// Says who was first by the dates alone, and why that may be uncertain.
fn verdict_by_dates(firsts: &FirstStatements) -> String {
    let mut names: Vec<&str> = firsts.first.iter().map(name).collect();
    names.sort_unstable();
    names.dedup();
    let many = firsts.first.len();
    if firsts.certain {
        let when = firsts.first.first().map_or(Edtf::Unknown, |first| first.said);
        return match names.as_slice() {
            [name] if many == 1 => format!("first: {name}, {when}"),
            [name] => format!("first: {name}, in one of these {many}"),
            names => format!("first, all on {when}: {}", names.join(", ")),
        };
    }
    let undated = match firsts.undated {
        0 => String::new(),
        1 => "one more has no date".to_owned(),
        more => format!("{more} more have no date"),
    };
    let days: BTreeSet<String> = firsts.first.iter().map(|entry| entry.said.to_string()).collect();
    let one_day = days.len() == 1 && firsts.first.iter().all(|entry| entry.said.is_exact());
    match (many, undated.is_empty()) {
        (1, true) => format!("not certain: {}, but that date is approximate", names.concat()),
        (1, _) => format!("not certain: the first of those with a date, but {undated}"),
        (_, true) => format!("not certain: one of these {many}, their dates overlap"),
        (_, false) if one_day => format!("not certain: these {many} on one day, but {undated}"),
        (_, false) => format!("not certain: one of these {many}, their dates overlap, and {undated}"),
    }
}

fn name(entry: &StatementEntry) -> &str {
    entry.speaker_or_mention().unwrap_or("an unknown speaker")
}
