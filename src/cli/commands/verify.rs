use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, sheet};
use crate::domain::{Hexadecimal, Position};
use crate::export::{VerificationReport, VerifiedReadModel};
use crate::tracker::Verification;
use clap::Args;

const EXAMPLES: &str = "\
Every event is checked against its hashes, the order of the log against itself, and every read model against \
what a rebuild makes of the log. Exit code 1 tells that a read model differs (`dixit rebuild` mends that), 4 \
that the log is damaged. The root is that of the RFC 6962 Merkle tree over all events: keep it elsewhere to \
see whether history was rewritten.

Example:
  dixit verify";

/// Check the log and everything derived from it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct VerifyArgs {}

impl VerifyArgs {
    /// Checks them.
    #[expect(clippy::unused_self, reason = "every command has the same shape")]
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        session.only(&[Format::Table, Format::Json, Format::Jsonl])?;
        let verified = answer(&session.reader()?.verify()?);
        match session.format {
            Format::Json => session
                .ui
                .line(serde_json::to_string_pretty(&verified).map_err(CliError::store)?)?,
            Format::Jsonl => session
                .ui
                .line(serde_json::to_string(&verified).map_err(CliError::store)?)?,
            Format::Table | Format::Csv | Format::Md | Format::Csl => print(session, &verified)?,
        }
        if verified.sound {
            return Ok(Exit::Done);
        }
        session.ui.flush()?;
        let differing = CliError::new(Exit::Difference, "the read models are not what the log says");
        Err(differing.hint("`dixit rebuild` derives them anew"))
    }
}

/// What was found, in the form of the output.
fn answer(found: &Verification) -> VerificationReport {
    let models = found.read_models.iter().map(|compared| VerifiedReadModel {
        name: compared.stored.name.to_owned(),
        rows: compared.stored.rows,
        sha256: Hexadecimal(&compared.stored.sha256).to_string(),
        agrees: compared.matches(),
    });
    VerificationReport {
        sound: found.is_sound(),
        events: found.events,
        redacted: found.redacted,
        root: found.root.to_string(),
        folded: found.folded.number(),
        read_models: models.collect(),
    }
}

fn print(session: &mut Session, verified: &VerificationReport) -> Result<(), CliError> {
    let ui = &mut session.ui;
    let plain = |text: &str| Cell::new(text, style::PLAIN);
    let values = [
        (
            "log",
            plain(&format!(
                "{} events, every one as it was written",
                verified.events
            )),
        ),
        ("texts taken down", plain(&verified.redacted.to_string())),
        ("root", plain(&verified.root)),
        (
            "read models",
            plain(&format!("folded up to {}", Position::new(verified.folded))),
        ),
    ];
    ui.write(&sheet(&values, ui.width(), ui.colored()))?;
    ui.line("")?;
    let mut table = Table::new([
        Column::whole("read model"),
        Column::number("rows"),
        Column::whole("sha256"),
        Column::whole("rebuilt"),
    ]);
    for model in &verified.read_models {
        let (word, style) = if model.agrees {
            ("the same", style::ADDED)
        } else {
            ("differs", style::REMOVED)
        };
        table.row([
            plain(&model.name),
            plain(&model.rows.to_string()),
            Cell::new(model.sha256.get(..16).unwrap_or_default(), style::FAINT),
            Cell::new(word, style),
        ]);
    }
    ui.write(&table.render(ui.width(), ui.colored()))
}
