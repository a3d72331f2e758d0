use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters;
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::{Act, Change, Edtf, Report, StatementCommand};
use clap::Args;

const EXAMPLES: &str = "\
What is given replaces what was read, and what is not stays. An empty text takes the speaker or the capacity away. \
Words are a slice of the article: they must stand in it exactly so; ` […] ` joins pieces that lie apart.

A speaker who is known is found by any name or id. A name that is only near to one is refused; --new makes a new speaker.

Examples:
  dixit correct s4k2m8xw --speaker \"Claire Aubert\" --capacity \"ministre du Numérique\"
  dixit correct s4k2m8xw --said 2026-03-12 --act proposal --reason \"the decree says so\"
  dixit correct s4k2m8xw --speaker \"\"";

/// Correct what was read of a statement: speaker, capacity, date, act, report or words
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CorrectArgs {
    /// The statement: its id, or enough of its beginning
    id: String,
    #[command(flatten)]
    change: Corrected,
    /// Take the speaker's name as it is, although another one is near
    #[arg(long, requires = "speaker")]
    new: bool,
    #[command(flatten)]
    deciding: Deciding,
}

/// What is to be otherwise.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Corrected {
    /// Who said it: the full name, or the id of a known speaker; "" where nobody knows
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// The role in which the speaker spoke; "" for none
    #[arg(long, value_name = "TEXT")]
    capacity: Option<String>,
    /// When it was said: 2025-07-26, 2025-07, 2025, with ~ behind it for about then, or .. where nobody knows
    #[arg(long, value_name = "DATE")]
    said: Option<Edtf>,
    /// What is done by saying it
    #[arg(long, value_parser = filters::act())]
    act: Option<Act>,
    /// How it came to be known: said or written, an attitude or a deed that was told, or laid down by a text
    #[arg(long, value_parser = filters::report())]
    report: Option<Report>,
    /// The words, exactly as the article has them
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

impl CorrectArgs {
    /// Corrects it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let id = naming::statement(&tracker, &self.id)?;
        let Corrected {
            speaker,
            capacity,
            said,
            act,
            report,
            text,
        } = self.change;
        let order = StatementCommand::Correct(Change {
            speaker: speaker
                .map(|name| naming::speaker_or_new(&tracker, &name, self.new))
                .transpose()?,
            capacity: capacity.map(|capacity| capacity.trim().to_owned()),
            said,
            act,
            report,
            text,
        });
        self.deciding.each(session, [order], |order, reason| {
            tracker.decide_statement(&id, order, reason)
        })
    }
}
