use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::{ArticleId, RecordedEvent, StatementCommand, StatementId, StreamId};
use crate::query::{ResolveQuery, ResolvedId};
use crate::tracker::{ArticleChange, LogFilter, Tracker, TrackerError};
use clap::Args;

const EXAMPLES: &str = "\
Nothing is erased: the log keeps what was withdrawn, and `dixit undo` restores it. Reading the article again does not. \
Give a reason, so that others can understand the decision later.

Examples:
  dixit withdraw s4k2m8xw --reason \"a headline, said by nobody\"
  dixit withdraw abzq2tb62 --reason \"the paper has retracted it\"";

/// Withdraw statements or whole articles
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct WithdrawArgs {
    /// Ids of statements and articles; a unique beginning is enough
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    deciding: DecisionArgs,
}

/// What can be withdrawn, in the order of recording: the statements of an article are withdrawn with it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum WithdrawalTarget {
    Statement(StatementId),
    Article(ArticleId),
}

impl WithdrawArgs {
    /// Records the decisions.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let targets = self.ids.iter().map(|text| resolve_target(&tracker, text));
        let mut targets = targets.collect::<Result<Vec<WithdrawalTarget>, _>>()?;
        targets.sort();
        targets.dedup();
        self.deciding
            .decide_each(session, targets, |target, reason| match target {
                WithdrawalTarget::Statement(id) => {
                    tracker.decide_statement(&id, StatementCommand::Withdraw, reason)
                }
                WithdrawalTarget::Article(id) => withdraw_article(&mut tracker, id, reason),
            })
    }
}

/// Resolves `text`. A complete id is used as it is, so that the decision can say why it is not current.
fn resolve_target(tracker: &Tracker, text: &str) -> Result<WithdrawalTarget, CliError> {
    if let Ok(id) = text.trim().parse() {
        return Ok(WithdrawalTarget::Article(id));
    }
    if text.trim().parse::<StatementId>().is_ok() {
        return name_resolution::resolve_statement(tracker, text).map(WithdrawalTarget::Statement);
    }
    match tracker.ask(&ResolveQuery {
        text: text.to_owned(),
    })? {
        ResolvedId::Statement(id) => Ok(WithdrawalTarget::Statement(id)),
        ResolvedId::Article(id) => Ok(WithdrawalTarget::Article(id)),
        other => {
            let what = other.what();
            let error = format!("{text:?} is a {what}; only statements and articles can be withdrawn");
            Err(match other {
                ResolvedId::Topic(id) => CliError::input(error)
                    .with_hint(format_args!("to remove a topic, use `dixit topic retire {id}`")),
                ResolvedId::Speaker(_) | ResolvedId::Statement(_) | ResolvedId::Article(_) => {
                    CliError::input(error)
                }
            })
        }
    }
}

/// Withdraws an article, and returns the event that was recorded.
fn withdraw_article(
    tracker: &mut Tracker,
    id: ArticleId,
    reason: Option<String>,
) -> Result<Vec<RecordedEvent>, TrackerError> {
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
