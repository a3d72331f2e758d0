//! Prints everything about a statement.

use super::ended;
use super::event_history::history_cell;
use super::values::{optional, plain};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::table::{Cell, render_values};
use crate::cli::ui::{Ui, style};
use crate::cli::views::phrases::{format_said, short_id};
use crate::cli::views::{flag_marks, statement_context};
use crate::domain::{DateRule, Report, Status};
use crate::query::{SpeakerRef, StatementDetails, StatementEntry, StatementLink, StatementRef};

/// Prints everything about a statement: the words in their context, then its values and its history.
pub(super) fn print_statement(session: &mut Session, statement: &StatementDetails) -> Result<(), CliError> {
    let entry = &statement.entry;
    let (width, colored) = (session.ui.width(), session.ui.is_colored());
    let history = history_cell(session, &entry.article.id, Some(&entry.id))?;
    let ui = &mut session.ui;
    let id = ui.paint(entry.id.as_str(), style::TITLE);
    let act = ui.paint(entry.act.as_str(), style::ACT);
    ended::print_ending(ui, statement.ended.as_ref())?;
    let marks = match flag_marks::format_flags(&entry.flags, entry.confidence) {
        none if none.is_empty() => none,
        marks => format!("  {}", ui.paint(&marks, style::DOUBT)),
    };
    ui.write_line(format_args!("{id}  {act}, {}{marks}\n", entry.mode))?;
    print_words(ui, statement)?;
    ui.write_line("")?;
    let points = entry
        .points
        .iter()
        .zip(1..)
        .fold(Cell::default(), |cell, (point, number)| {
            cell.with_paragraph(&format!("{number}. {point}"), style::PLAIN)
        });
    let topics = statement
        .topic_reasons
        .iter()
        .fold(Cell::default(), |cell, topic| {
            let why = format!(
                "{} ({}; “{}” in the {})",
                topic.label, topic.id, topic.term, topic.place
            );
            cell.with_paragraph(&why, style::PLAIN)
        });
    let values = [
        ("speaker", speaker(entry, statement.context.is_some())),
        ("named", optional(entry.mention.as_deref())),
        ("capacity", optional(entry.capacity.as_deref())),
        ("for", side(entry)),
        ("cue", plain(&cue(statement))),
        ("report", plain(entry.report.map_or("", explain_report))),
        ("said", plain(&format_date(statement))),
        ("occasion", plain(&occasion(entry))),
        ("points", points),
        ("topics", topics),
        ("names", plain(&names(&statement.names))),
        ("source", source(entry)),
        ("links", links(&statement.links)),
        ("evidence", evidence(statement)),
        ("certainty", certainty(entry)),
        ("reviewed", plain(&reviewed(entry))),
        ("disputed", optional(statement.dispute.as_deref())),
        ("status", plain(entry.status.map_or("", Status::as_str))),
        (
            "read by",
            plain(&format!(
                "{} ({})",
                statement.extractor,
                statement.rules.join(", ")
            )),
        ),
        ("also read", also_read(statement)),
        ("history", history),
    ];
    ui.write(&render_values(&values, width, colored))
}

/// Prints the words in their context, and what the marks around them mean.
fn print_words(ui: &mut Ui, statement: &StatementDetails) -> Result<(), CliError> {
    let is_struck = statement.ended.is_some();
    let Some(context) = &statement.context else {
        let words = Cell::new(&statement.entry.words, style::PLAIN);
        let words = words.with_paragraph("the text of the article was redacted", style::FAINT);
        return ended::write_text(ui, words, is_struck);
    };
    let shown = statement_context::render_context(context, ui.is_colored());
    let body = shown
        .paragraphs
        .into_iter()
        .fold(Cell::default(), Cell::with_text);
    ended::write_text(ui, body, is_struck)?;
    if let Some(legend) = shown.legend {
        ui.write_line("")?;
        ui.write_paragraph(&legend, style::FAINT)?;
    }
    Ok(())
}

fn speaker(entry: &StatementEntry, has_text: bool) -> Cell {
    match &entry.speaker {
        Some(speaker) => {
            Cell::new(&speaker.name, style::SPEAKER).with_paragraph(speaker.id.as_str(), style::FAINT)
        }
        None if has_text => Cell::new("not named by the article", style::FAINT),
        None => Cell::new("not named by the article, or redacted", style::FAINT),
    }
}

/// Builds the cell of the side that the speaker speaks for.
fn side(entry: &StatementEntry) -> Cell {
    match &entry.side {
        Some(side) => Cell::new(&side.name, style::SPEAKER).with_paragraph(side.id.as_str(), style::FAINT),
        None => Cell::default(),
    }
}

/// Explains a kind of report.
const fn explain_report(report: Report) -> &'static str {
    match report {
        Report::Speech => "speech: it was said or written",
        Report::Stance => "stance: an attitude or a deed was reported",
        Report::Provision => "provision: a text or a rule lays it down",
    }
}

/// Lists how other readers read the same words.
fn also_read(statement: &StatementDetails) -> Cell {
    statement.also_read.iter().fold(Cell::default(), |cell, other| {
        let speaker = other.speaker.as_deref().unwrap_or("no speaker named");
        let side = other.side.as_deref();
        let side = side.map_or_else(String::new, |side| format!(", for {side}"));
        let (reader, act, id) = (&other.reader, other.act, short_id(other.id.as_str()));
        let same = if other.words == statement.entry.words {
            ""
        } else {
            ", other words"
        };
        cell.with_paragraph(
            &format!("by {reader}: {act} of {speaker}{side} ({id}{same})"),
            style::PLAIN,
        )
    })
}

fn cue(statement: &StatementDetails) -> String {
    match (&statement.entry.cue, &statement.cue_lemma) {
        (Some(cue), Some(lemma)) if cue != lemma => format!("{cue} ({lemma})"),
        (Some(cue), _) => cue.clone(),
        (None, _) => String::new(),
    }
}

/// Formats the date, the expression it was read from, and the rule.
fn format_date(statement: &StatementDetails) -> String {
    let date = format_said(statement.entry.said);
    let why = explain_date_rule(statement.entry.said_rule);
    match &statement.said_expression {
        Some(expression) => format!("{date}, from “{}”: {why}", expression.text),
        None => format!("{date}: {why}"),
    }
}

const fn explain_date_rule(rule: DateRule) -> &'static str {
    match rule {
        DateRule::Absolute => "a full date",
        DateRule::Relative => "counted from the day of publication",
        DateRule::Weekday => "the last such day up to the day of publication",
        DateRule::Vague => "as exact as its words",
        DateRule::Occasion => "the date of the occasion",
        DateRule::Dateline => "the date in the article’s dateline",
        DateRule::Publication => "the day of publication, approximately",
        DateRule::Given => "as the reader gives it",
        DateRule::None => "nothing in the article gives a date",
    }
}

fn occasion(entry: &StatementEntry) -> String {
    let parts = [entry.event.as_deref(), entry.place.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn source(entry: &StatementEntry) -> Cell {
    let article = &entry.article;
    let published = article.published.map(|date| date.to_string());
    let known = [article.publisher.as_deref(), published.as_deref()];
    Cell::new(
        &known.into_iter().flatten().collect::<Vec<_>>().join(", "),
        style::PLAIN,
    )
    .with_paragraph(article.title.as_deref().unwrap_or_default(), style::PLAIN)
    .with_paragraph(article.url.as_deref().unwrap_or_default(), style::PLAIN)
    .with_paragraph(article.id.as_str(), style::FAINT)
}

/// Lists where the words are, and whether the stored text proves it.
fn evidence(statement: &StatementDetails) -> Cell {
    statement.evidence.iter().fold(Cell::default(), |cell, piece| {
        let found = match &statement.context {
            Some(context) if context.has(piece) => "exactly there in the stored text",
            Some(_) => "NOT there in the stored text",
            None => "the text was redacted",
        };
        let (start, end) = (piece.start, piece.end);
        cell.with_paragraph(
            &format!(
                "characters {start} to {end}, revision {}: {found}",
                statement.revision
            ),
            style::PLAIN,
        )
    })
}

fn certainty(entry: &StatementEntry) -> Cell {
    let doubts: Vec<&str> = entry.doubts.iter().map(|doubt| doubt.as_str()).collect();
    Cell::new(&format!("{:.0} %", entry.confidence * 100.0), style::PLAIN)
        .with_paragraph(&doubts.join(", "), style::FAINT)
}

/// Joins the names of speakers.
fn names(names: &[SpeakerRef]) -> String {
    let names: Vec<&str> = names.iter().map(|speaker| speaker.name.as_str()).collect();
    names.join(", ")
}

/// Lists the links to other statements, one per line.
fn links(links: &[StatementLink]) -> Cell {
    links.iter().fold(Cell::default(), |cell, line| {
        let StatementRef { id, speaker, said } = &line.statement;
        let speaker = speaker.as_deref().unwrap_or("unknown");
        let why = line
            .why
            .as_deref()
            .map_or(String::new(), |why| format!("; {why}"));
        let text = format!(
            "{} {} ({speaker}, {said}; by {}{why})",
            line.link,
            short_id(id.as_str()),
            line.by
        );
        cell.with_paragraph(&text, style::PLAIN)
    })
}

/// Formats what a person confirmed or corrected.
fn reviewed(entry: &StatementEntry) -> String {
    let Some(review) = &entry.review else {
        return String::new();
    };
    let mut parts = Vec::new();
    if review.confirmed {
        parts.push("confirmed".to_owned());
    }
    if !review.corrected.is_empty() {
        parts.push(format!("corrected: {}", review.corrected.join(", ")));
    }
    parts.join("; ")
}
