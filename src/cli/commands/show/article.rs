use super::history::history;
use super::{ended, maybe, plain};
use crate::cli::commands::speakers::day;
use crate::cli::error::CliError;
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::statements;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, sheet};
use crate::query::{ArticleDetails, ArticleEntry};
use std::fmt::Write as _;

/// Prints an article: what is known of it, its text, and its statements.
pub(super) fn print(session: &mut Session, article: &ArticleDetails) -> Result<(), CliError> {
    let line = &article.line;
    let (width, colored) = (session.ui.width(), session.ui.colored());
    let history = history(session, &line.id, None)?;
    let ui = &mut session.ui;
    ended::announce(ui, article.ended.as_ref())?;
    ui.paragraph(line.title.as_deref().unwrap_or("untitled"), style::TITLE)?;
    ui.line("")?;
    let copies = article.copies.iter().fold(Cell::default(), |cell, copy| {
        let told = format!(
            "{} ({})",
            statements::source(copy),
            statements::short(copy.id.as_str())
        );
        cell.and(&told, style::PLAIN)
    });
    let values = [
        ("id", plain(line.id.as_str())),
        ("publisher", maybe(line.publisher.as_deref())),
        ("published", published(line)),
        ("author", maybe(line.author.as_deref())),
        ("agency", maybe(line.agency.as_deref())),
        ("url", maybe(line.url.as_deref())),
        ("canonical", maybe(line.canonical.as_deref())),
        ("language", plain(line.lang.as_str())),
        ("copies", copies),
        ("read by", readers(article)),
        ("history", history),
    ];
    ui.write(&sheet(&values, width, colored))?;
    let text = match &article.text {
        Some(text) => text
            .lines()
            .fold(Cell::default(), |cell, line| cell.and(line, style::PLAIN)),
        None => Cell::new("the text was taken down", style::FAINT),
    };
    ui.line("")?;
    ended::write_text(ui, text, article.ended.is_some())?;
    if !article.reported.is_empty() {
        ui.line("")?;
        listing::show(session, &statements::plain(&article.reported), "")?;
    }
    Ok(())
}

/// What read it, and who or what else.
fn readers(article: &ArticleDetails) -> Cell {
    article
        .read_by
        .iter()
        .fold(plain(&article.extractor), |cell, other| {
            let count = statements::counted(other.statements, "statement");
            cell.and(&format!("{} ({count})", other.reader), style::FAINT)
        })
}

/// The day of publication, the other one that is possible, and the instant.
fn published(line: &ArticleEntry) -> Cell {
    let mut told = day(line.published);
    if let Some(other) = line.published_or {
        let _ = write!(told, " or {other}");
    }
    match &line.published_at {
        Some(instant) => Cell::new(&told, style::PLAIN).and(instant, style::FAINT),
        None => plain(&told),
    }
}
