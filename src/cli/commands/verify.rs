use crate::cli::args::global::Format;
use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, render_values};
use crate::cli::verified_root::VerifiedRoot;
use crate::cli::views::phrases::pluralize;
use crate::domain::{Hexadecimal, Position};
use crate::export::{self, LastFullCheck, QuickVerificationReport, VerificationReport, VerifiedReadModel};
use crate::tracker::{LogRoot, Verification};
use clap::Args;
use serde::Serialize;

const EXAMPLES: &str = "\
This checks the hashes of every event, the order of the log, and every read model against a rebuild from the log. The \
exit code is 1 if a read model differs (repair it with `dixit rebuild`), and 4 if the log is damaged. The root is that \
of the RFC 6962 Merkle tree over all events; keep a copy elsewhere to detect a rewritten history.

What it found is kept in a file beside the database (DATABASE-verified). --quick starts from that: it checks the \
events recorded since, and the headers of all others against the root in that file. It does not read their bodies and \
texts, nor the read models, so it never says that everything is unchanged. It detects a log that was cut off, \
rewritten or replaced.

Examples:
  dixit verify
  dixit verify --quick";

/// Check the integrity of the log and the read models
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct VerifyArgs {
    /// Check only what was recorded since the last full check, and that the log still is the one checked then
    #[arg(long)]
    quick: bool,
}

impl VerifyArgs {
    /// Checks them. Fails with [`ExitStatus::Difference`] if a read model differs from the log.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        let is_sound = if self.quick {
            verify_quickly(session)?
        } else {
            verify_everything(session)?
        };
        if is_sound {
            return Ok(ExitStatus::Done);
        }
        session.ui.flush()?;
        let differing = CliError::new(ExitStatus::Difference, "the read models do not match the log");
        Err(differing.with_hint("repair them with `dixit rebuild`"))
    }
}

/// Checks everything, and keeps what was found for `--quick`. Returns whether the read models match.
fn verify_everything(session: &mut Session) -> Result<bool, CliError> {
    let verified_at = environment::clock()?();
    let found = match session.tracker()?.verify() {
        Ok(found) => found,
        Err(error) => {
            if error.is_damage() {
                // The events that --quick would not read again may be the damaged ones.
                let _ = VerifiedRoot::forget(&session.db);
            }
            return Err(error.into());
        }
    };
    let verified = to_report(&found);
    match session.format {
        Format::Table => print_report(session, &verified)?,
        _ => print_json(session, &verified)?,
    }
    if verified.sound {
        let log = LogRoot {
            events: found.events,
            root: found.root,
        };
        if let Err(error) = (VerifiedRoot { log, verified_at }).write(&session.db) {
            session.ui.print_note(format_args!(
                "{} cannot be written ({error}): --quick will not know of this check",
                VerifiedRoot::path(&session.db).display()
            ));
        }
    }
    Ok(verified.sound)
}

/// Checks what was recorded since the last check of everything. Returns whether the read models are folded up to the
/// end of the log.
fn verify_quickly(session: &mut Session) -> Result<bool, CliError> {
    session.require_database()?;
    let Some(last) = VerifiedRoot::read(&session.db)? else {
        return Err(CliError::input(
            "no full check of this database is known, so there is nothing to start from",
        )
        .with_hint("run `dixit verify`"));
    };
    let found = session.tracker()?.verify_quick(&last.log)?;
    let report = QuickVerificationReport {
        events: found.log.events,
        root: found.log.root.to_string(),
        new_events: found.log.events - last.log.events,
        last_check: LastFullCheck {
            events: last.log.events,
            root: last.log.root.to_string(),
            at: last.verified_at.to_string(),
        },
        folded: found.folded.number(),
        not_checked: not_checked(last.log.events),
    };
    match session.format {
        Format::Table => print_quick_report(session, &report)?,
        _ => print_json(session, &report)?,
    }
    Ok(report.folded == report.events)
}

/// What `--quick` does not check.
fn not_checked(events: u64) -> Vec<String> {
    vec![
        format!("bodies and texts of the first {events} events"),
        "read models and full-text indexes".to_owned(),
        "structures of the database file".to_owned(),
    ]
}

fn print_json(session: &mut Session, report: &impl Serialize) -> Result<(), CliError> {
    let is_line = session.format == Format::Jsonl;
    session.ui.write_with(|out| {
        if is_line {
            export::write_jsonl_line(report, out)
        } else {
            export::write_json(report, out)
        }
    })
}

fn print_quick_report(session: &mut Session, found: &QuickVerificationReport) -> Result<(), CliError> {
    let ui = &mut session.ui;
    let plain = |text: &str| Cell::new(text, style::PLAIN);
    let last = &found.last_check;
    let values = [
        (
            "checked",
            plain(&format!(
                "{} since the last full check: unchanged",
                pluralize(found.new_events, "event")
            ))
            .with_paragraph(
                &format!(
                    "headers of the first {}: those of that check, {}",
                    last.events, last.at
                ),
                style::PLAIN,
            ),
        ),
        (
            "not checked",
            found.not_checked.iter().fold(Cell::default(), |cell, part| {
                cell.with_paragraph(part, style::NOTE)
            }),
        ),
        ("root", plain(&found.root)),
        (
            "read models",
            plain(&format!("folded up to {}", Position::new(found.folded))),
        ),
    ];
    ui.write(&render_values(&values, ui.width(), ui.is_colored()))
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
