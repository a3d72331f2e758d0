use crate::cli::args::values;
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::{Act, CorrectionRequest, Edtf, Report, StatementCommand};
use clap::Args;

const EXAMPLES: &str = "\
Options that you give replace what was read; everything else stays. An empty text removes the speaker or the capacity. \
The words must occur in the article exactly as you give them; ` […] ` joins pieces that are apart.

A known speaker is found by any name or id. A name that only resembles a known one is refused; --new creates a new \
speaker.

Examples:
  dixit correct s4k2m8xw --speaker \"Claire Aubert\" --capacity \"ministre du Numérique\"
  dixit correct s4k2m8xw --said 2026-03-12 --act proposal --reason \"the decree says so\"
  dixit correct s4k2m8xw --speaker \"\"";

/// Correct the speaker, capacity, date, act, report or words of a statement
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CorrectArgs {
    /// Statement id; a unique beginning is enough
    id: String,
    #[command(flatten)]
    change: Corrected,
    /// Accept --speaker as a new speaker, although a similar name exists
    #[arg(long, requires = "speaker")]
    new: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

/// The fields to correct.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Corrected {
    /// Speaker: the full name, or the id of a known speaker; "" if unknown
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Role in which the speaker spoke; "" for none
    #[arg(long, value_name = "TEXT")]
    capacity: Option<String>,
    /// Date of the statement: 2025-07-26, 2025-07 or 2025, with a final ~ if approximate; .. if unknown
    #[arg(long, value_name = "DATE")]
    said: Option<Edtf>,
    /// Act that the statement performs
    #[arg(long, value_parser = values::act_parser())]
    act: Option<Act>,
    /// Kind of report: speech (said or written), stance (an attitude or deed), provision (laid down by a text)
    #[arg(long, value_parser = values::report_parser())]
    report: Option<Report>,
    /// Words, exactly as in the article
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

impl CorrectArgs {
    /// Records the correction.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let id = name_resolution::resolve_statement(&tracker, &self.id)?;
        let Corrected {
            speaker,
            capacity,
            said,
            act,
            report,
            text,
        } = self.change;
        let order = StatementCommand::Correct(CorrectionRequest {
            speaker: speaker
                .map(|name| name_resolution::resolve_or_name_speaker(&tracker, &name, self.new))
                .transpose()?,
            capacity: capacity.map(|capacity| capacity.trim().to_owned()),
            said,
            act,
            report,
            text,
        });
        self.deciding.decide_each(session, [order], |order, reason| {
            tracker.decide_statement(&id, order, reason)
        })
    }
}
