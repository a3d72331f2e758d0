use super::history::history;
use super::{maybe, plain};
use crate::cli::commands::speakers::day;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::statements;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, sheet};
use crate::query::ArticleSheet;

/// Prints an article: what is known of it, its text, and its statements.
pub(super) fn print(session: &mut Session, article: &ArticleSheet) -> Result<(), CliError> {
    let line = &article.line;
    let (width, colored) = (session.ui.width(), session.ui.colored());
    let history = history(session, &line.id, None)?;
    let ui = &mut session.ui;
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
        ("published", plain(&day(line.published))),
        ("author", maybe(line.author.as_deref())),
        ("agency", maybe(line.agency.as_deref())),
        ("url", maybe(line.url.as_deref())),
        ("language", plain(line.lang.as_str())),
        ("copies", copies),
        ("read by", plain(&article.extractor)),
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
    ui.write(&sheet(&[("", text)], width, colored))?;
    if !article.reported.is_empty() {
        let table = statements::plain(&article.reported);
        ui.line("")?;
        ui.write(&table.render(width, colored))?;
    }
    Ok(())
}
