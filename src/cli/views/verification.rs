//! What `verify` found.

use super::phrases::pluralize;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, render_values};
use crate::domain::{Hexadecimal, Position};
use crate::export::{
    OriginVerification, QuickVerificationReport, VerificationFinding, VerificationReport, VerifiedCheckpoint,
    VerifiedReadModel,
};
use crate::tracker::{Finding, Findings, Severity, Verification, VerifiedLog};

/// Converts the result of a check of everything to its output form.
pub(crate) fn to_report(found: &Verification, checkpoint: Option<VerifiedCheckpoint>) -> VerificationReport {
    let models = found.read_models.iter().map(|compared| VerifiedReadModel {
        name: compared.stored.name.to_owned(),
        rows: compared.stored.rows,
        sha256: Hexadecimal(&compared.stored.sha256).to_string(),
        agrees: compared.matches(),
    });
    VerificationReport {
        sound: found.is_sound(),
        damaged: found.findings.has_damage(),
        events: found.events,
        redacted: found.redacted,
        root: found.root.to_string(),
        checkpoint,
        folded: found.folded.number(),
        read_models: models.collect(),
        findings: list_findings(&found.findings),
        unlisted_findings: found.findings.unlisted(),
    }
}

/// Converts the result of a check of the origin at `address` to its output form.
pub(crate) fn to_origin_report(
    address: &str,
    verified: VerifiedLog,
    findings: &Findings,
) -> OriginVerification {
    OriginVerification {
        address: address.to_owned(),
        sound: findings.is_sound(),
        events: verified.events,
        redacted: verified.redacted,
        root: verified.root.to_string(),
        findings: list_findings(findings),
        unlisted_findings: findings.unlisted(),
    }
}

fn list_findings(findings: &Findings) -> Vec<VerificationFinding> {
    let findings = findings.listed().iter().map(|finding| VerificationFinding {
        severity: finding.severity.as_str().to_owned(),
        part: finding.part.as_str().to_owned(),
        position: finding.position.map(Position::number),
        place: finding.place.clone(),
        what: finding.what.clone(),
        repair: finding.repair.as_str().to_owned(),
    });
    findings.collect()
}

/// The error for a check with findings, the worst of which is `worst`.
pub(crate) fn to_error(worst: &Finding, findings: &Findings) -> CliError {
    let others = |count: u64| match count {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", pluralize(count - 1, "finding")),
    };
    let Finding {
        place, what, repair, ..
    } = worst;
    let mut error = if findings.has_damage() {
        let others = others(findings.count(Severity::Damage));
        CliError::store(format_args!("the log is damaged at {place}: {what}{others}"))
    } else {
        let others = others(findings.count(Severity::Difference));
        let message = format!("{place} does not match the log: {what}{others}");
        CliError::new(ExitStatus::Difference, message)
    };
    error.is_damage = findings.has_damage();
    error.with_hint(repair.as_str())
}

/// Prints the result of a check of everything.
pub(crate) fn print_report(session: &mut Session, verified: &VerificationReport) -> Result<(), CliError> {
    let ui = &mut session.ui;
    let plain = |text: &str| Cell::new(text, style::PLAIN);
    let log = if verified.damaged {
        Cell::new(&format!("{} events, damaged", verified.events), style::REMOVED)
    } else {
        plain(&format!("{} events, all unchanged", verified.events))
    };
    let folded = format!("folded up to {}", Position::new(verified.folded));
    let read_models = if verified.damaged {
        plain(&folded).with_paragraph("not compared, because the log is damaged", style::NOTE)
    } else {
        plain(&folded)
    };
    let values = [
        ("log", log),
        ("texts taken down", plain(&verified.redacted.to_string())),
        ("root", plain(&verified.root)),
        ("checkpoint", checkpoint_cell(verified.checkpoint.as_ref())),
        ("read models", read_models),
    ];
    ui.write(&render_values(&values, ui.width(), ui.is_colored()))?;
    if !verified.read_models.is_empty() {
        print_read_models(session, &verified.read_models)?;
    }
    print_findings(session, &verified.findings, verified.unlisted_findings)
}

/// Prints the result of a check of the origin of a copy.
pub(crate) fn print_origin_report(
    session: &mut Session,
    verified: &OriginVerification,
) -> Result<(), CliError> {
    let ui = &mut session.ui;
    let plain = |text: &str| Cell::new(text, style::PLAIN);
    let log = if verified.sound {
        plain(&format!("{} events, all unchanged", verified.events))
    } else {
        Cell::new(&format!("{} events, not sound", verified.events), style::REMOVED)
    };
    let values = [
        ("origin", plain(&verified.address)),
        ("log", log),
        ("texts taken down", plain(&verified.redacted.to_string())),
        ("root", plain(&verified.root)),
    ];
    ui.write(&render_values(&values, ui.width(), ui.is_colored()))?;
    print_findings(session, &verified.findings, verified.unlisted_findings)
}

/// What the log was compared with, and how that went.
fn checkpoint_cell(checkpoint: Option<&VerifiedCheckpoint>) -> Cell {
    let Some(checkpoint) = checkpoint else {
        return Cell::new(
            "none is kept: `dixit checkpoint --init` signs the first",
            style::NOTE,
        );
    };
    let (events, origin) = (pluralize(checkpoint.events, "event"), &checkpoint.origin);
    let cell = if checkpoint.agrees {
        Cell::new(
            &format!("of {events} of {origin}: the log begins with them"),
            style::PLAIN,
        )
    } else {
        Cell::new(
            &format!("of {events} of {origin}: this is another log"),
            style::REMOVED,
        )
    };
    if checkpoint.is_signature_checked {
        cell
    } else {
        cell.with_paragraph(
            "its signature was not checked: the key is not at hand",
            style::NOTE,
        )
    }
}

fn print_read_models(session: &mut Session, models: &[VerifiedReadModel]) -> Result<(), CliError> {
    let ui = &mut session.ui;
    let plain = |text: &str| Cell::new(text, style::PLAIN);
    let mut table = Table::new([
        Column::unwrapped("read model"),
        Column::number("rows"),
        Column::unwrapped("sha256"),
        Column::unwrapped("rebuilt"),
    ]);
    for model in models {
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
    ui.write_line("")?;
    ui.write(&table.render(ui.width(), ui.is_colored()))
}

fn print_findings(
    session: &mut Session,
    findings: &[VerificationFinding],
    unlisted: u64,
) -> Result<(), CliError> {
    if findings.is_empty() {
        return Ok(());
    }
    let ui = &mut session.ui;
    let mut table = Table::new([
        Column::unwrapped("finding"),
        Column::text("where", 12),
        Column::text("what", 24).with_weight(2),
        Column::text("repair", 16),
    ]);
    for finding in findings {
        let style = if finding.severity == Severity::Note.as_str() {
            style::NOTE
        } else {
            style::REMOVED
        };
        table.push_row([
            Cell::new(&finding.severity, style),
            Cell::new(&finding.place, style::PLAIN),
            Cell::new(&finding.what, style::PLAIN),
            Cell::new(&finding.repair, style::PLAIN),
        ]);
    }
    ui.write_line("")?;
    ui.write(&table.render(ui.width(), ui.is_colored()))?;
    if unlisted > 0 {
        let more = pluralize(unlisted, "more finding");
        ui.write_line(format!("and {more}"))?;
    }
    Ok(())
}

/// Prints the result of a check of what was recorded since the last check of everything.
pub(crate) fn print_quick_report(
    session: &mut Session,
    found: &QuickVerificationReport,
) -> Result<(), CliError> {
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
