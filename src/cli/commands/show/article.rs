//! Prints everything about an article.

use super::ended;
use super::event_history::history_cell;
use super::values::{optional, plain};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, render_values};
use crate::cli::views::phrases::{self, format_day};
use crate::cli::views::{listing, statement_table};
use crate::query::{ArticleDetails, ArticleEntry};
use std::fmt::Write as _;

/// Prints the metadata of an article, its text and its statements.
pub(super) fn print_article(session: &mut Session, article: &ArticleDetails) -> Result<(), CliError> {
    let line = &article.line;
    let (width, colored) = (session.ui.width(), session.ui.is_colored());
    let history = history_cell(session, &line.id, None)?;
    let ui = &mut session.ui;
    ended::print_ending(ui, article.ended.as_ref())?;
    ui.write_paragraph(line.title.as_deref().unwrap_or("untitled"), style::TITLE)?;
    ui.write_line("")?;
    let copies = article.copies.iter().fold(Cell::default(), |cell, copy| {
        let text = format!(
            "{} ({})",
            phrases::format_source(copy),
            phrases::short_id(copy.id.as_str())
        );
        cell.with_paragraph(&text, style::PLAIN)
    });
    let values = [
        ("id", plain(line.id.as_str())),
        ("publisher", optional(line.publisher.as_deref())),
        ("published", published(line)),
        ("author", optional(line.author.as_deref())),
        ("agency", optional(line.agency.as_deref())),
        ("url", optional(line.url.as_deref())),
        ("canonical", optional(line.canonical.as_deref())),
        ("language", plain(line.lang.as_str())),
        ("copies", copies),
        ("document", document(article)),
        ("read by", readers(article)),
        ("history", history),
    ];
    ui.write(&render_values(&values, width, colored))?;
    let text = match &article.text {
        Some(text) => text.lines().fold(Cell::default(), |cell, line| {
            cell.with_paragraph(line, style::PLAIN)
        }),
        None => Cell::new("the text was redacted", style::FAINT),
    };
    ui.write_line("")?;
    ended::write_text(ui, text, article.ended.is_some())?;
    if !article.reported.is_empty() {
        ui.write_line("")?;
        listing::print_table(session, &statement_table::from_entries(&article.reported), "")?;
    }
    Ok(())
}

/// Builds the cell with the document that the text was read from, and whether the text looks cut.
fn document(article: &ArticleDetails) -> Cell {
    let Some(document) = &article.document else {
        return Cell::default();
    };
    let mut text = document.format.clone();
    if let Some(at) = document.fetched_at {
        let _ = write!(text, ", fetched {at}");
    }
    let from = document
        .fetched_from
        .as_ref()
        .filter(|from| article.line.url.as_ref() != Some(from));
    if let Some(from) = from {
        let _ = write!(text, " from {from}");
    }
    if let Some(at) = &document.modified_at {
        let _ = write!(text, ", last changed {at}");
    }
    let cell = plain(&text).with_paragraph(&format!("SHA-256 {}", document.sha256), style::FAINT);
    match &document.looks_cut {
        Some(sign) => cell.with_paragraph(&format!("looks cut: {sign}"), style::REMOVED),
        None => cell,
    }
}

/// Builds the cell with the extractor and the other readers of the article.
fn readers(article: &ArticleDetails) -> Cell {
    article
        .read_by
        .iter()
        .fold(plain(&article.extractor), |cell, other| {
            let count = phrases::pluralize(other.statements, "statement");
            cell.with_paragraph(&format!("{} ({count})", other.reader), style::FAINT)
        })
}

/// Builds the cell with the day of publication, the alternative day, and the instant.
fn published(line: &ArticleEntry) -> Cell {
    let mut text = format_day(line.published);
    if let Some(other) = line.published_or {
        let _ = write!(text, " or {other}");
    }
    match &line.published_at {
        Some(instant) => Cell::new(&text, style::PLAIN).with_paragraph(instant, style::FAINT),
        None => plain(&text),
    }
}
