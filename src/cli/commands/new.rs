use super::articles;
use crate::cli::args::Format;
use crate::cli::as_of::{self, AsOf};
use crate::cli::environment;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::TrustFilter;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::{listing, statements};
use crate::domain::{Position, Timestamp};
use crate::query::{ArticleEntry, ArticleList, EndedStatement, NewRecordsQuery};
use clap::Args;

const EXAMPLES: &str = "\
This is about when something was recorded, not when it was said or published.

Examples:
  dixit new
  dixit new --since 2026-03-12
  dixit new --since yesterday
  dixit new --since @1200 --format json";

/// The microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Show what the log learned since: articles, statements, decisions, and what no longer counts
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct NewArgs {
    #[command(flatten)]
    trust: TrustFilter,
    /// After this position in the log, @1200, or since this time: 2026, 2026-03-12 (from its beginning, UTC),
    /// yesterday, 30d, last monday, or 2026-03-12T08:00:00Z; by default for 24 hours
    #[arg(long, value_name = "WHEN", value_parser = as_of::since)]
    since: Option<AsOf>,
}

impl NewArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let since = if let Some(since) = self.since {
            session.position_of(since)?
        } else {
            let now = environment::clock()?().micros();
            session
                .reader()?
                .position_at(Timestamp::from_micros(now.saturating_sub(DAY)))?
        };
        let news = session.ask(&NewRecordsQuery {
            since,
            reliability: self.trust.trust(),
        })?;
        if session.format != Format::Table {
            listing::whole(session, &news)?;
            return Ok(Exit::Done);
        }
        let mut sections = Sections { since, told: false };
        let lines = |lines: &[ArticleEntry]| articles::table(&ArticleList(lines.to_vec()));
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
            &statements::plain(&news.statements),
        )?;
        sections.print(
            session,
            "decided on",
            news.decided.len(),
            &statements::plain(&news.decided),
        )?;
        sections.print(session, "no longer counts", news.gone.len(), &gone(&news.gone))?;
        if !sections.told {
            session.ui.summary(format_args!("nothing new since {since}"));
        }
        Ok(Exit::Done)
    }
}

/// Tables under titles, those without rows left out.
struct Sections {
    since: Position,
    told: bool,
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
        if self.told {
            session.ui.line("")?;
        } else {
            let since = match self.since {
                Position::START => "since the log began".to_owned(),
                since => format!("since {since}"),
            };
            session.ui.paragraph(&since, style::FAINT)?;
            session.ui.line("")?;
        }
        self.told = true;
        session.ui.paragraph(&format!("{title}: {count}"), style::TITLE)?;
        session.ui.line("")?;
        listing::show(session, table, "")
    }
}

fn gone(lines: &[EndedStatement]) -> Table {
    let mut table = Table::new([
        Column::text("words", 30),
        Column::number("since"),
        Column::whole("id"),
    ]);
    for line in lines {
        table.row([
            Cell::new(&line.words, style::REMOVED),
            Cell::new(&Position::new(line.position).to_string(), style::PLAIN),
            Cell::new(statements::short(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}
