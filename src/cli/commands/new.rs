use crate::cli::args::clock_values;
use crate::cli::args::filters::ReliabilityArgs;
use crate::cli::args::global::Format;
use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::{article_table, listing, phrases, statement_table};
use crate::domain::{Position, Timestamp};
use crate::query::input::LogMoment;
use crate::query::{ArticleEntry, ArticleList, EndedStatement, NewRecordsQuery};
use clap::Args;

const EXAMPLES: &str = "\
This command goes by the time of recording, not by the time when something was said or published.

Examples:
  dixit new
  dixit new --since 2026-03-12
  dixit new --since yesterday
  dixit new --since @1200 --format json";

/// Show what was recorded recently: articles, statements and decisions
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct NewArgs {
    #[command(flatten)]
    trust: ReliabilityArgs,
    /// Start after this log position (@1200), or at this time: 2026, 2026-03-12 (from its start, UTC), yesterday,
    /// 30d, last monday, or 2026-03-12T08:00:00Z; 24 hours ago by default
    #[arg(long, value_name = "WHEN", value_parser = clock_values::parse_recorded_since)]
    since: Option<LogMoment>,
}

impl NewArgs {
    /// Prints a table for each kind of change.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let since = if let Some(since) = self.since {
            session.position_before(since)?
        } else {
            let now = environment::clock()?().micros();
            session.tracker()?.position_at(Timestamp::from_micros(
                now.saturating_sub(NewRecordsQuery::MICROSECONDS),
            ))?
        };
        let news = session.ask(&NewRecordsQuery {
            since,
            reliability: self.trust.to_filter(),
            limit: None,
        })?;
        if session.format != Format::Table {
            listing::print_record(session, &news)?;
            return Ok(ExitStatus::Done);
        }
        let mut sections = Sections {
            since,
            has_printed: false,
        };
        let lines = |lines: &[ArticleEntry]| article_table::build_table(&ArticleList(lines.to_vec()));
        sections.print(
            session,
            "new articles",
            news.articles.len(),
            &lines(&news.articles),
        )?;
        sections.print(
            session,
            "revised articles",
            news.revised.len(),
            &lines(&news.revised),
        )?;
        sections.print(
            session,
            "new statements",
            news.statements.len(),
            &statement_table::from_entries(&news.statements),
        )?;
        sections.print(
            session,
            "reviewed statements",
            news.decided.len(),
            &statement_table::from_entries(&news.decided),
        )?;
        sections.print(
            session,
            "no longer current",
            news.gone.len(),
            &ended_table(&news.gone),
        )?;
        if !sections.has_printed {
            session
                .ui
                .print_summary(format_args!("nothing was recorded since {since}"));
        }
        Ok(ExitStatus::Done)
    }
}

/// Prints tables under titles, and leaves out empty ones.
struct Sections {
    since: Position,
    has_printed: bool,
}

impl Sections {
    fn print(
        &mut self,
        session: &mut Session,
        title: &str,
        count: usize,
        table: &Table,
    ) -> Result<(), CliError> {
        if table.is_empty() {
            return Ok(());
        }
        if self.has_printed {
            session.ui.write_line("")?;
        } else {
            let since = match self.since {
                Position::START => "since the start of the log".to_owned(),
                since => format!("since {since}"),
            };
            session.ui.write_paragraph(&since, style::FAINT)?;
            session.ui.write_line("")?;
        }
        self.has_printed = true;
        session
            .ui
            .write_paragraph(&format!("{title}: {count}"), style::TITLE)?;
        session.ui.write_line("")?;
        listing::print_table(session, table, "")
    }
}

fn ended_table(lines: &[EndedStatement]) -> Table {
    let mut table = Table::new([
        Column::text("words", 30),
        Column::number("since"),
        Column::unwrapped("id"),
    ]);
    for line in lines {
        table.push_row([
            Cell::new(&line.words, style::REMOVED),
            Cell::new(&Position::new(line.position).to_string(), style::PLAIN),
            Cell::new(phrases::short_id(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}
