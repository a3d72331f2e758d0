use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::views::phrases::{self, format_day};
use crate::cli::views::{listing, statement_table};
use crate::domain::Act;
use crate::query::input::TimeSpan;
use crate::query::{SilentQuery, SilentStatement, StatementEntry, StatementFilter};
use clap::Args;

const EXAMPLES: &str = "\
Silence is counted up to the publication day of the latest article in the log. A later statement is a mention if it \
repeats the proposal in the same language, takes it back, answers it, or was linked to it by a person. The same words \
with another figure or date are not a mention, but are shown. Proposals settled with `dixit status` are left out. Only \
articles in the same language are counted. A month is 30 days, a year 365.

Examples:
  dixit silent --for 6m
  dixit silent --act commitment --for 1y --topic \"artificial intelligence\"";

/// List proposals that were not mentioned again, longest silence first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SilentArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// List statements with this act
    #[arg(long, value_parser = values::act_parser(), default_value = SilentQuery::ACT.as_str(), help_heading = "Filters")]
    act: Act,
    /// Minimum length of the silence: 180d, 26w, 6m or 1y
    #[arg(long = "for", value_name = "TIME", default_value_t = TimeSpan::of_days(SilentQuery::DAYS))]
    time: TimeSpan,
}

impl SilentArgs {
    /// Prints the statements.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut page = listing::ListingPage::new(session, self.filters.limit);
        let mut silence = session.ask(&SilentQuery {
            within: StatementFilter {
                limit: page.limit,
                ..self.filters.into_statement_filter(Some(self.act))
            },
            days: self.time.days().unwrap_or(u32::MAX),
        })?;
        page.cut(&mut silence.silent);
        if session.format == Format::Table {
            if let Some(end) = silence.covered_until {
                let covered = format!("the log covers articles up to {end}");
                session.ui.write_paragraph(&covered, style::TITLE)?;
            }
            if !silence.silent.is_empty() {
                session.ui.write_line("")?;
            }
            let table = statement_table::with_lead_column(
                Column::unwrapped("silent"),
                silence.silent.iter().map(row),
            );
            listing::print_table(session, &table, "nothing was silent for that long")?;
        } else {
            listing::print_record(session, &silence)?;
        }
        if !silence.silent.is_empty() {
            page.print_note(session)?;
            session.ui.flush()?;
            session.ui.print_note(
                "a statement missing from the log does not prove silence: the log only knows the articles \
                     it was given",
            );
        }
        Ok(ExitStatus::Done)
    }
}

fn row(line: &SilentStatement) -> (Cell, &StatementEntry, Vec<String>) {
    let days = phrases::pluralize(line.days.unsigned_abs(), "day");
    let lead = Cell::new(&days, style::TITLE)
        .with_paragraph("since", style::FAINT)
        .with_paragraph(&format_day(line.last_mention), style::PLAIN);
    let lang = line.entry.article.lang;
    let looked_at = match (line.articles_since, line.articles_on_topic_since) {
        (0, _) => format!("no article in {lang} since then, so no mention was possible"),
        (all, 0) => format!(
            "searched since then: {} in {lang}, none on its topics",
            phrases::pluralize(all, "article")
        ),
        (all, about) => format!(
            "searched since then: {} in {lang}, {about} of them on its topics",
            phrases::pluralize(all, "article")
        ),
    };
    let mut notes = vec![looked_at];
    notes.extend(line.otherwise.iter().map(|other| {
        let id = phrases::short_id(other.statement.id.as_str());
        let (differs, said) = (other.differs, &other.statement.said);
        format!("with another {differs}, {said}: {} ({id})", other.words)
    }));
    (lead, &line.entry, notes)
}
