use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters;
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::{Link, StatementCommand};
use clap::Args;
use clap::builder::TypedValueParser;

const EXAMPLES: &str = "\
A link goes from the first to the second: the first contradicts, fulfils or answers the second, or follows up on it.

Examples:
  dixit link s4k2m8xw s9t1v3qd --as contradicts
  dixit link s4k2m8xw s9t1v3qd --as fulfils --reason \"the register opened in May\"";

/// Link a statement to another: what it contradicts, fulfils, answers or follows up
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LinkArgs {
    #[command(flatten)]
    linking: Linking,
}

/// Which statements, and how they are linked.
#[derive(Debug, Args)]
pub(super) struct Linking {
    /// The statement: its id, or enough of its beginning
    #[arg(value_name = "ID")]
    from: String,
    /// The other statement: its id, or enough of its beginning
    #[arg(value_name = "OTHER")]
    to: String,
    /// What the first does to the other
    #[arg(long = "as", value_name = "LINK", value_parser = link())]
    link: Link,
    #[command(flatten)]
    deciding: Deciding,
}

impl LinkArgs {
    /// Links them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        self.linking.run(session, true)
    }
}

impl Linking {
    /// Links them, or takes the link back.
    pub(super) fn run(self, session: &mut Session, is: bool) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let from = naming::statement(&tracker, &self.from)?;
        let to = naming::statement(&tracker, &self.to)?;
        if from == to {
            return Err(CliError::input(format_args!(
                "{} and {} are one statement, {from}: a link needs two",
                self.from, self.to
            )));
        }
        let order = StatementCommand::Link(to, self.link, is);
        self.deciding.each(session, [order], |order, reason| {
            tracker.decide_statement(&from, order, reason)
        })
    }
}

/// Reads a link, offering those that there are.
fn link() -> impl TypedValueParser<Value = Link> {
    filters::one_of(Link::ALL.iter().map(|link| link.as_str()))
}
