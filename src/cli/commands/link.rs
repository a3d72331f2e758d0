use crate::cli::args::values;
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::{Link, StatementCommand};
use clap::Args;
use clap::builder::TypedValueParser;

const EXAMPLES: &str = "\
A link points from the first statement to the second: the first contradicts, fulfils or answers the second, or follows \
up on it.

Examples:
  dixit link s4k2m8xw s9t1v3qd --as contradicts
  dixit link s4k2m8xw s9t1v3qd --as fulfils --reason \"the register opened in May\"";

/// Link a statement to another one
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LinkArgs {
    #[command(flatten)]
    linking: LinkFields,
}

/// The two statements and the kind of link; shared by `link` and `unlink`.
#[derive(Debug, Args)]
pub(super) struct LinkFields {
    /// Statement that the link starts from: its id, or a unique beginning of it
    #[arg(value_name = "ID")]
    from: String,
    /// Statement that the link points to: its id, or a unique beginning of it
    #[arg(value_name = "OTHER")]
    to: String,
    /// Relation of the first statement to the second
    #[arg(long = "as", value_name = "LINK", value_parser = link_parser())]
    link: Link,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl LinkArgs {
    /// Records the link.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        self.linking.run(session, true)
    }
}

impl LinkFields {
    /// Records the link, or its removal if `is_linked` is false.
    pub(super) fn run(self, session: &mut Session, is_linked: bool) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let from = name_resolution::resolve_statement(&tracker, &self.from)?;
        let to = name_resolution::resolve_statement(&tracker, &self.to)?;
        if from == to {
            return Err(CliError::input(format_args!(
                "{} and {} are the same statement, {from}; a link needs two statements",
                self.from, self.to
            )));
        }
        let order = StatementCommand::Link(to, self.link, is_linked);
        self.deciding.decide_each(session, [order], |order, reason| {
            tracker.decide_statement(&from, order, reason)
        })
    }
}

/// Parses a kind of link; help and errors list the kinds.
fn link_parser() -> impl TypedValueParser<Value = Link> {
    values::word_parser(Link::ALL.iter().map(|link| link.as_str()))
}
