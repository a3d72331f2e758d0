use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters;
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::statements::{count, short};
use crate::cli::ui::Ui;
use crate::cli::ui::style;
use crate::cli::ui::table::Table;
use crate::cli::ui::text::{clean, truncate};
use crate::domain::ArticleId;
use crate::export::{Rereading, Rereadings};
use crate::query::ArticlesQuery;
use crate::tracker::{ArticleChange, ArticleOutcome};
use clap::Args;
use std::collections::HashMap;

/// How many articles are read again in one transaction: whoever else writes waits for it.
const BATCH: usize = 32;

const EXAMPLES: &str = "\
After dixit was updated, the articles that an earlier version read are read anew from the stored text. Statements that \
nobody looked at are replaced; what a person confirmed, corrected or otherwise decided stays, and where the new \
reading differs, `dixit show ID --history` tells of the dispute. It can be interrupted and called again.

Examples:
  dixit reread
  dixit reread --limit 100 --format jsonl";

/// Read the stored articles again that another version of dixit has read
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RereadArgs {
    /// No more than so many articles
    #[arg(long, value_name = "COUNT", value_parser = filters::count)]
    limit: Option<usize>,
}

/// What became of all articles.
#[derive(Default)]
struct Sum {
    articles: usize,
    changed: usize,
    refused: usize,
    recorded: usize,
    dropped: usize,
    disputed: usize,
}

impl RereadArgs {
    /// Reads them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        session.must_exist()?;
        let mut tracker = session.open(None)?;
        let mut articles = tracker.find_outdated_articles()?;
        let all = articles.len();
        articles.truncate(self.limit.unwrap_or(all));
        let mut titles: HashMap<ArticleId, String> = HashMap::new();
        if !articles.is_empty() {
            let lines = tracker.ask(&ArticlesQuery::default())?.0.into_iter();
            titles.extend(lines.filter_map(|line| Some((line.id, line.title?))));
        }
        let (mut sum, mut kept) = (Sum::default(), Rereadings(Vec::new()));
        session.ui.start_progress("articles");
        for batch in articles.chunks(BATCH) {
            for outcome in tracker.reread_articles(batch.to_vec())? {
                let line = line(outcome, &mut titles);
                session.ui.progress(&line.article);
                if !sum.count(&line) {
                    continue;
                }
                match session.format {
                    Format::Table => print(&mut session.ui, &line)?,
                    Format::Jsonl => {
                        let json = serde_json::to_string(&line).map_err(CliError::store)?;
                        session.ui.line(json)?;
                    }
                    Format::Json | Format::Csv | Format::Md | Format::Csl => kept.0.push(line),
                }
            }
            session.ui.flush()?;
        }
        session.ui.end_progress();
        if matches!(session.format, Format::Json | Format::Csv | Format::Md) {
            listing::print(session, &kept, &Table::new([]), "")?;
            session.ui.flush()?;
        }
        session.ui.summary(sum.told(all));
        Ok(Exit::Done)
    }
}

/// The line of one article.
fn line(outcome: ArticleOutcome, titles: &mut HashMap<ArticleId, String>) -> Rereading {
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
        // Another process was there first, or nothing of the kind.
        ArticleChange::Unchanged
        | ArticleChange::Recorded { .. }
        | ArticleChange::Revised { .. }
        | ArticleChange::Withdrawn
        | ArticleChange::ReadExternally { .. } => {}
    }
    line
}

fn print(ui: &mut Ui, line: &Rereading) -> Result<(), CliError> {
    let (word, style) = match line.refused {
        Some(_) => ("refused", style::REMOVED),
        None => ("reread", style::ADDED),
    };
    let word = ui.paint(&format!("{word:<7}"), style);
    let id = ui.paint(short(&line.article), style::FAINT);
    let what = match (&line.refused, line.disputed) {
        (Some(why), _) => why.clone(),
        (None, 0) => format!("+{} −{} statements", line.recorded, line.dropped),
        (None, disputed) => format!(
            "+{} −{} statements, {disputed} disputed",
            line.recorded, line.dropped
        ),
    };
    let room = ui.width().saturating_sub(7 + 2 + 9 + 2 + 31 + 2).max(20);
    let title = clean(line.title.as_deref().unwrap_or_default()).into_owned();
    let line = format!("{word}  {id}  {what:<31}  {}", truncate(&title, room));
    ui.line(line.trim_end())
}

impl Sum {
    /// Counts one more, and returns whether there is anything to tell of it.
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

    /// What became of `all` articles that there were to read.
    fn told(&self, all: usize) -> String {
        let Self {
            articles,
            changed,
            refused,
            ..
        } = self;
        if *articles == 0 {
            return "no articles to read again: this version of dixit has read them all".to_owned();
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
        let statements = statements.map(|(number, what)| format!("; {} {what}", count(*number)));
        let statements: String = statements.collect();
        let left = match all - articles {
            0 => String::new(),
            left => format!("; {left} left"),
        };
        format!("articles read again: {articles}, {changed} of them otherwise{refused}{statements}{left}")
    }
}
