use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::{listing, statements};
use crate::domain::{Act, Edtf};
use crate::query::{FirstQuery, FirstStatements, StatementEntry};
use clap::Args;
use std::collections::BTreeSet;

const EXAMPLES: &str = "\
Where dates overlap, several can have been the first, and all of them are shown. --limit counts what came after.

Examples:
  dixit first --text \"registre public des systèmes d'IA\"
  dixit first --topic \"artificial intelligence\" --act proposal";

/// Find who said it first, and what came after
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct FirstArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what has these words as they stand, or says the same in the same language
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    text: Option<String>,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
}

impl FirstArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let firsts = session.ask(&FirstQuery {
            within: self.filters.timeline(self.act),
            text: self.text,
        })?;
        if session.format != Format::Table {
            listing::whole(session, &firsts)?;
            return Ok(Exit::Done);
        }
        if firsts.first.is_empty() {
            session.ui.summary(if firsts.undated == 0 {
                "no such statements".to_owned()
            } else {
                format!("no such statement has a date, and {} have none", firsts.undated)
            });
            return Ok(Exit::Done);
        }
        session.ui.paragraph(&verdict(&firsts), style::TITLE)?;
        session.ui.line("")?;
        listing::show(session, &statements::plain(&firsts.first), "")?;
        if !firsts.after.is_empty() {
            session.ui.line("")?;
            session.ui.paragraph("then", style::TITLE)?;
            session.ui.line("")?;
            listing::show(session, &statements::plain(&firsts.after), "")?;
        }
        Ok(Exit::Done)
    }
}

/// Whether it is certain who was first, and why not: by the dates, if the readings are right.
fn verdict(firsts: &FirstStatements) -> String {
    let is_doubtful = |entry: &StatementEntry| entry.flags.iter().any(|flag| flag.is_warning());
    let verdict = verdict_by_dates(firsts);
    match (firsts.first.iter().any(is_doubtful), firsts.first.len()) {
        (false, _) => verdict,
        (true, 1) => format!("{verdict} (the reading is in doubt)"),
        (true, _) => format!("{verdict} (some of the readings are in doubt)"),
    }
}

/// Whether it is certain who was first by the dates, and why not.
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
    entry.who().unwrap_or("somebody unknown")
}
