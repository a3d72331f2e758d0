use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::{ArticleId, Recorded, StatementCommand, StatementId, StreamId};
use crate::query::{ResolveQuery, ResolvedId};
use crate::tracker::{ArticleChange, LogFilter, Tracker, TrackerError};
use clap::Args;

const EXAMPLES: &str = "\
Nothing is erased: the log keeps what was withdrawn, and `dixit undo` brings it back. Reading the article again does \
not. Whoever comes later will want to know why: give a reason.

Examples:
  dixit withdraw s4k2m8xw --reason \"a headline, said by nobody\"
  dixit withdraw abzq2tb62 --reason \"the paper has retracted it\"";

/// Let statements, or whole articles, no longer count
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct WithdrawArgs {
    /// The statements and articles: ids, or enough of their beginnings
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    deciding: Deciding,
}

/// What can be withdrawn; in this order, for the statements of an article go with it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Statement(StatementId),
    Article(ArticleId),
}

impl WithdrawArgs {
    /// Withdraws them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let things = self.ids.iter().map(|text| thing(&tracker, text));
        let mut things = things.collect::<Result<Vec<Thing>, _>>()?;
        things.sort();
        things.dedup();
        self.deciding.each(session, things, |thing, reason| match thing {
            Thing::Statement(id) => tracker.decide_statement(&id, StatementCommand::Withdraw, reason),
            Thing::Article(id) => article(&mut tracker, id, reason),
        })
    }
}

/// What `text` means. A whole id is taken as it is: why it does not count is for the decision to say.
fn thing(tracker: &Tracker, text: &str) -> Result<Thing, CliError> {
    if let Ok(id) = text.trim().parse() {
        return Ok(Thing::Article(id));
    }
    if text.trim().parse::<StatementId>().is_ok() {
        return naming::statement(tracker, text).map(Thing::Statement);
    }
    match tracker.ask(&ResolveQuery {
        text: text.to_owned(),
    })? {
        ResolvedId::Statement(id) => Ok(Thing::Statement(id)),
        ResolvedId::Article(id) => Ok(Thing::Article(id)),
        other => {
            let what = other.what();
            let error = format!("{text:?} is a {what}: statements and articles can be withdrawn");
            Err(match other {
                ResolvedId::Topic(id) => CliError::input(error)
                    .hint(format_args!("`dixit topic retire {id}` lets nothing be about it")),
                ResolvedId::Speaker(_) | ResolvedId::Statement(_) | ResolvedId::Article(_) => {
                    CliError::input(error)
                }
            })
        }
    }
}

/// Withdraws an article, and finds what was recorded of it.
fn article(
    tracker: &mut Tracker,
    id: ArticleId,
    reason: Option<String>,
) -> Result<Vec<Recorded>, TrackerError> {
    let last = LogFilter {
        stream: Some(StreamId::Article(id.clone())),
        kind: Some("article.withdrawn".to_owned()),
        limit: Some(1),
        ..LogFilter::default()
    };
    if let ArticleChange::Refused(refusal) = tracker.withdraw_article(id, reason.unwrap_or_default())?.change
    {
        return Err(refusal.into());
    }
    let mut recorded = Vec::new();
    tracker.for_each_event(&last, &mut |event| {
        recorded.push(event);
        Ok::<_, TrackerError>(())
    })?;
    Ok(recorded)
}
