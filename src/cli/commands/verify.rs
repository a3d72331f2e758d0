use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, render_values};
use crate::domain::{Hexadecimal, Position};
use crate::export::{VerificationReport, VerifiedReadModel};
use crate::tracker::Verification;
use clap::Args;

const EXAMPLES: &str = "\
This checks the hashes of every event, the order of the log, and every read model against a rebuild from the log. The \
exit code is 1 if a read model differs (repair it with `dixit rebuild`), and 4 if the log is damaged. The root is that \
of the RFC 6962 Merkle tree over all events; keep a copy elsewhere to detect a rewritten history.

Example:
  dixit verify";

/// Check the integrity of the log and the read models
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct VerifyArgs {}

impl VerifyArgs {
    /// Checks them. Fails with [`ExitStatus::Difference`] if a read model differs from the log.
    #[expect(clippy::unused_self, reason = "every command has the same shape")]
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        let verified = to_report(&session.tracker()?.verify()?);
        match session.format {
            Format::Json => session
                .ui
                .write_line(serde_json::to_string_pretty(&verified).map_err(CliError::store)?)?,
            Format::Jsonl => session
                .ui
                .write_line(serde_json::to_string(&verified).map_err(CliError::store)?)?,
            Format::Table | Format::Csv | Format::Md | Format::Csl => print_report(session, &verified)?,
        }
        if verified.sound {
            return Ok(ExitStatus::Done);
        }
        session.ui.flush()?;
        let differing = CliError::new(ExitStatus::Difference, "the read models do not match the log");
        Err(differing.with_hint("repair them with `dixit rebuild`"))
    }
}

/// Converts the result to its output form.
fn to_report(found: &Verification) -> VerificationReport {
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

fn print_report(session: &mut Session, verified: &VerificationReport) -> Result<(), CliError> {
    let ui = &mut session.ui;
    let plain = |text: &str| Cell::new(text, style::PLAIN);
    let values = [
        (
            "log",
            plain(&format!("{} events, all unchanged", verified.events)),
        ),
        ("texts taken down", plain(&verified.redacted.to_string())),
        ("root", plain(&verified.root)),
        (
            "read models",
            plain(&format!("folded up to {}", Position::new(verified.folded))),
        ),
    ];
    ui.write(&render_values(&values, ui.width(), ui.is_colored()))?;
    ui.write_line("")?;
    let mut table = Table::new([
        Column::unwrapped("read model"),
        Column::number("rows"),
        Column::unwrapped("sha256"),
        Column::unwrapped("rebuilt"),
    ]);
    for model in &verified.read_models {
        let (word, style) = if model.agrees {
            ("the same", style::ADDED)
        } else {
            ("differs", style::REMOVED)
        };
        table.push_row([
            plain(&model.name),
            plain(&model.rows.to_string()),
            Cell::new(model.sha256.get(..16).unwrap_or_default(), style::FAINT),
            Cell::new(word, style),
        ]);
    }
    ui.write(&table.render(ui.width(), ui.is_colored()))
}
