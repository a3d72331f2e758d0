use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::table::Table;
use crate::cli::ui::text::{sanitize, truncate};
use crate::cli::ui::{Ui, style};
use crate::cli::views::listing::{self, LISTING_FORMATS};
use crate::cli::views::phrases::{count_statements, short_id};
use crate::domain::ArticleId;
use crate::export::{self, Rereading, Rereadings};
use crate::query::ArticlesQuery;
use crate::query::input::parse_count;
use crate::tracker::{ArticleChange, ArticleOutcome};
use clap::Args;
use std::collections::HashMap;

/// Articles per transaction; other writers wait for its end.
const BATCH_ARTICLES: usize = 32;

const EXAMPLES: &str = "\
Run this after an update of dixit: it reads the stored text of every article that an earlier version read. Statements \
that nobody reviewed are replaced. What a person confirmed, corrected or otherwise decided stays; if the new reading \
differs, `dixit show ID --history` shows the dispute. You can interrupt the command and run it again.

Examples:
  dixit reread
  dixit reread --limit 100 --format jsonl";

/// Extract statements again with this version of dixit
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RereadArgs {
    /// Read at most this many articles
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<usize>,
}

/// Totals of one `reread`.
#[derive(Default)]
struct RereadTotals {
    articles: usize,
    changed: usize,
    refused: usize,
    recorded: usize,
    dropped: usize,
    disputed: usize,
}

impl RereadArgs {
    /// Reads the outdated articles again.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&LISTING_FORMATS)?;
        session.require_database()?;
        let mut tracker = session.open_for_writing(None)?;
        let mut articles = tracker.find_outdated_articles()?;
        let all = articles.len();
        articles.truncate(self.limit.unwrap_or(all));
        let mut titles: HashMap<ArticleId, String> = HashMap::new();
        if !articles.is_empty() {
            let lines = tracker.ask(&ArticlesQuery::default())?.0.into_iter();
            titles.extend(lines.filter_map(|line| Some((line.id, line.title?))));
        }
        let (mut totals, mut kept) = (RereadTotals::default(), Rereadings(Vec::new()));
        session.ui.start_progress("articles");
        for batch in articles.chunks(BATCH_ARTICLES) {
            for outcome in tracker.reread_articles(batch.to_vec())? {
                let line = outcome_line(outcome, &mut titles);
                session.ui.advance_progress(&line.article);
                if !totals.count(&line) {
                    continue;
                }
                match session.format {
                    Format::Table => print_line(&mut session.ui, &line)?,
                    Format::Jsonl => {
                        let json = export::format_json(&line).map_err(CliError::store)?;
                        session.ui.write_line(json)?;
                    }
                    Format::Json | Format::Csv | Format::Md | Format::Csl | Format::Svg => kept.0.push(line),
                }
            }
            session.ui.flush()?;
        }
        session.ui.end_progress();
        if !matches!(session.format, Format::Table | Format::Jsonl) {
            listing::print_answer(session, &kept, &Table::new([]), "")?;
            session.ui.flush()?;
        }
        session.ui.print_summary(totals.format(all));
        Ok(ExitStatus::Done)
    }
}

/// Builds the line of one article.
fn outcome_line(outcome: ArticleOutcome, titles: &mut HashMap<ArticleId, String>) -> Rereading {
    let mut line = Rereading {
        article: outcome.article.to_string(),
        title: titles.remove(&outcome.article),
        recorded: 0,
        dropped: 0,
        disputed: 0,
        refused: None,
    };
    match outcome.change {
        ArticleChange::Reread {
            recorded,
            dropped,
            disputed,
        } => {
            (line.recorded, line.dropped, line.disputed) = (recorded, dropped, disputed);
        }
        ArticleChange::Refused(refusal) => line.refused = Some(refusal.to_string()),
        // Another process read the article first; the other outcomes do not occur here.
        ArticleChange::Unchanged
        | ArticleChange::Recorded { .. }
        | ArticleChange::Revised { .. }
        | ArticleChange::Withdrawn
        | ArticleChange::ReadExternally { .. } => {}
    }
    line
}

fn print_line(ui: &mut Ui, line: &Rereading) -> Result<(), CliError> {
    let (word, style) = match line.refused {
        Some(_) => ("refused", style::REMOVED),
        None => ("reread", style::ADDED),
    };
    let word = ui.paint(&format!("{word:<7}"), style);
    let id = ui.paint(short_id(&line.article), style::FAINT);
    let what = match (&line.refused, line.disputed) {
        (Some(why), _) => why.clone(),
        (None, 0) => format!("+{} −{} statements", line.recorded, line.dropped),
        (None, disputed) => format!(
            "+{} −{} statements, {disputed} disputed",
            line.recorded, line.dropped
        ),
    };
    let room = ui.width().saturating_sub(7 + 2 + 9 + 2 + 31 + 2).max(20);
    let title = sanitize(line.title.as_deref().unwrap_or_default()).into_owned();
    let line = format!("{word}  {id}  {what:<31}  {}", truncate(&title, room));
    ui.write_line(line.trim_end())
}

impl RereadTotals {
    /// Counts one article, and returns whether its line is worth printing.
    fn count(&mut self, line: &Rereading) -> bool {
        self.articles += 1;
        self.recorded += line.recorded;
        self.dropped += line.dropped;
        self.disputed += line.disputed;
        self.refused += usize::from(line.refused.is_some());
        let is_changed = line.recorded + line.dropped + line.disputed > 0;
        self.changed += usize::from(is_changed);
        is_changed || line.refused.is_some()
    }

    /// Formats the totals; `all` is the number of outdated articles.
    fn format(&self, all: usize) -> String {
        let Self {
            articles,
            changed,
            refused,
            ..
        } = self;
        if *articles == 0 {
            return "no articles to read again: this version of dixit has read all of them".to_owned();
        }
        let refused = match refused {
            0 => String::new(),
            refused => format!(", {refused} refused"),
        };
        let statements = [
            (self.recorded, "recorded"),
            (self.dropped, "dropped"),
            (self.disputed, "disputed"),
        ];
        let statements = statements.iter().filter(|(number, _)| *number > 0);
        let statements = statements.map(|(number, what)| format!("; {} {what}", count_statements(*number)));
        let statements: String = statements.collect();
        let left = match all - articles {
            0 => String::new(),
            left => format!("; {left} left"),
        };
        format!("articles read again: {articles}, {changed} of them changed{refused}{statements}{left}")
    }
}
