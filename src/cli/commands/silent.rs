use super::speakers::day;
use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::when::Span;
use crate::cli::{listing, statements};
use crate::domain::Act;
use crate::query::{SilentQuery, SilentStatement, StatementEntry};
use clap::Args;

const EXAMPLES: &str = "\
Silence is counted up to the day on which the latest article of the log was published. What says it again in the \
same language, takes it back, answers it or was linked to it by a person counts as a mention; the same with another \
figure or date does not, and is told. What `dixit status` settled is left out. Only articles in its language are \
counted. A month is 30 days, a year 365.

Examples:
  dixit silent --for 6m
  dixit silent --act commitment --for 1y --topic \"artificial intelligence\"";

/// List what was proposed and never mentioned again, the longest silent first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SilentArgs {
    #[command(flatten)]
    filters: Filters,
    /// What does this
    #[arg(long, value_parser = filters::act(), default_value = Act::Proposal.as_str(), help_heading = "Filters")]
    act: Act,
    /// For at least so long: 180d, 26w, 6m or 1y
    #[arg(long = "for", value_name = "TIME", default_value = "180d")]
    time: Span,
}

impl SilentArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let silence = session.ask(&SilentQuery {
            within: self.filters.timeline(Some(self.act)),
            days: self.time.days().unwrap_or(u32::MAX),
        })?;
        if session.format == Format::Table {
            if let Some(end) = silence.covered_until {
                let covered = format!("the log covers until {end}");
                session.ui.paragraph(&covered, style::TITLE)?;
            }
            if !silence.silent.is_empty() {
                session.ui.line("")?;
            }
            let table = statements::led(Column::whole("silent"), silence.silent.iter().map(row));
            listing::show(session, &table, "nothing was silent for so long")?;
        } else {
            listing::whole(session, &silence)?;
        }
        if !silence.silent.is_empty() {
            session.ui.flush()?;
            session
                .ui
                .note("absence in the log is not silence: it only knows the articles that it was given");
        }
        Ok(Exit::Done)
    }
}

fn row(line: &SilentStatement) -> (Cell, &StatementEntry, Vec<String>) {
    let days = statements::counted(line.days.unsigned_abs(), "day");
    let lead = Cell::new(&days, style::TITLE)
        .and("since", style::FAINT)
        .and(&day(line.last_mention), style::PLAIN);
    let lang = line.entry.article.lang;
    let looked_at = match (line.articles_since, line.articles_on_topic_since) {
        (0, _) => format!("no article in {lang} since: nothing could have told of it"),
        (all, 0) => format!(
            "looked at since: {} in {lang}, none on its topics",
            statements::counted(all, "article")
        ),
        (all, about) => format!(
            "looked at since: {} in {lang}, {about} of them on its topics",
            statements::counted(all, "article")
        ),
    };
    let mut notes = vec![looked_at];
    notes.extend(line.otherwise.iter().map(|other| {
        let id = statements::short(other.statement.id.as_str());
        let (differs, said) = (other.differs, &other.statement.said);
        format!("with another {differs}, {said}: {} ({id})", other.words)
    }));
    (lead, &line.entry, notes)
}
