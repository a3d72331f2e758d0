use crate::cli::args::filters::ReliabilityArgs;
use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::views::{listing, phrases, statement_table};
use crate::query::input::parse_count;
use crate::query::{SimilarQuery, SimilarStatement};
use clap::Args;

const EXAMPLES: &str = "\
The percentage is the share of the shorter statement's content that the other one contains. Statements are compared \
within one language.

Examples:
  dixit similar s4k2m8xw
  dixit similar s4k2m8xw --limit 5 --format json";

/// Find who else said this and when, most similar first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SimilarArgs {
    /// Statement id; a unique beginning is enough
    id: String,
    /// Show at most this many; all are counted
    #[arg(long, value_name = "COUNT", value_parser = parse_count, default_value_t = SimilarQuery::LIMIT)]
    limit: usize,
    #[command(flatten)]
    trust: ReliabilityArgs,
}

impl SimilarArgs {
    /// Prints the similar statements.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let alikes = session.ask(&SimilarQuery {
            id: self.id,
            limit: Some(self.limit),
            reliability: self.trust.to_filter(),
        })?;
        if session.format != Format::Table {
            listing::print_record(session, &alikes)?;
            return Ok(ExitStatus::Done);
        }
        let carried = phrases::format_reach(alikes.articles, alikes.independent_sources);
        let like = usize::try_from(alikes.said_alike).unwrap_or(usize::MAX);
        let like = format!("{} similar", phrases::count_statements(like));
        statement_table::write_statement_head(session, &alikes.of, &[carried, like])?;
        if !alikes.alike.is_empty() {
            session.ui.write_line("")?;
        }
        let rows = alikes.alike.iter().map(row);
        let table = statement_table::with_lead_column(Column::unwrapped("relation"), rows);
        listing::print_table(session, &table, "no similar statements found")?;
        Ok(ExitStatus::Done)
    }
}

fn row(alike: &SimilarStatement) -> (Cell, &crate::query::StatementEntry, Vec<String>) {
    let lead = Cell::new(alike.relation.as_str(), style::TITLE)
        .with_paragraph(&format!("{} %", alike.percent), style::PLAIN)
        .with_paragraph(if alike.copy { "in a copy" } else { "" }, style::FAINT)
        .with_paragraph(if alike.rounded { "rounded?" } else { "" }, style::ACT);
    (
        lead,
        &alike.entry,
        vec![format!("both: {}", alike.shared.join(", "))],
    )
}
