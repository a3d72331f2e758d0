//! How a list of statements looks on a terminal: what an analyst reads first stands first.

use super::error::CliError;
use super::marks;
use super::session::Session;
use super::ui::Ui;
use super::ui::rich::Rich;
use super::ui::style;
use super::ui::table::{Cell, Column, Table, sheet};
use super::ui::text::truncate;
use crate::domain::{Edtf, Lang, Report};
use crate::query::{ArticleRef, Highlight, StatementEntry};
use std::ops::Range;

/// So many letters of an id tell it from a million others; more are asked for where they do not.
const ID_SHOWN: usize = 9;
/// The words of a listing are cut here; `show` has all of them.
const WORDS_MAX: usize = 400;

/// The table of statements, when said and by whom at the left, the words in the middle, the source at the
/// right. Each statement comes with the stretches of its words to be brought out.
pub(crate) fn table<'a>(entries: impl IntoIterator<Item = (&'a StatementEntry, &'a [Highlight])>) -> Table {
    let mut table = Table::new(COLUMNS);
    for (entry, marks) in entries {
        table.row(cells(entry, marks, &[]));
    }
    table
}

/// The table of statements with nothing brought out.
pub(crate) fn plain(entries: &[StatementEntry]) -> Table {
    table(entries.iter().map(|entry| (entry, [].as_slice())))
}

/// The columns of a statement.
const COLUMNS: [Column; 4] = [
    Column::whole("said"),
    Column::text("speaker", 16).at_most(28),
    Column::text("words", 30).weighing(3),
    Column::text("source", 14).at_most(24),
];

/// The cells of a statement, with `notes` as lines under its words.
fn cells(entry: &StatementEntry, marks: &[Highlight], notes: &[String]) -> [Cell; 4] {
    let words = points(Cell::default().rich(words(entry, marks)), &entry.points);
    [
        said_cell(entry),
        speaker(entry),
        notes
            .iter()
            .fold(words, |cell, note| cell.and(note, style::FAINT)),
        source_cell(entry),
    ]
}

/// The table of statements, each with lines under its words that tell what is to be known of it.
pub(crate) fn noted<'a>(entries: impl IntoIterator<Item = (&'a StatementEntry, Vec<String>)>) -> Table {
    let mut table = Table::new(COLUMNS);
    for (entry, notes) in entries {
        table.row(cells(entry, &[], &notes));
    }
    table
}

/// The table of statements behind a column of its own, which tells what is asked for.
pub(crate) fn led<'a>(
    lead: Column,
    entries: impl IntoIterator<Item = (Cell, &'a StatementEntry, Vec<String>)>,
) -> Table {
    // Narrower than in a table of their own, so that five still stand beside each other in eighty cells.
    let columns = [
        lead,
        Column::whole("said"),
        Column::text("speaker", 12).at_most(28),
        Column::text("words", 22).weighing(3),
        Column::text("source", 12).at_most(24),
    ];
    let mut table = Table::new(columns);
    for (lead, entry, notes) in entries {
        let mut row = vec![lead];
        row.extend(cells(entry, &[], &notes));
        table.row(row);
    }
    table
}

/// The words of a statement with its numbered parts, as its cell in a table.
pub(crate) fn words_cell(entry: &StatementEntry) -> Cell {
    points(Cell::default().rich(words(entry, &[])), &entry.points)
}

/// The source of a statement and its id, as its cell in a table.
pub(crate) fn source_cell(entry: &StatementEntry) -> Cell {
    Cell::new(&source(&entry.article), style::PLAIN).and(short(entry.id.as_str()), style::FAINT)
}

/// When a statement was said, what is done by it, and the marks that tell how far one may rely on it, as its cell in
/// a table.
pub(crate) fn said_cell(entry: &StatementEntry) -> Cell {
    let cell = Cell::new(&said(entry.said), style::TITLE).and(entry.act.as_str(), style::ACT);
    // Most is said; what was done or laid down is told.
    let report = entry.report.filter(|report| *report != Report::Speech);
    let cell = cell.and(report.map_or("", Report::as_str), style::FAINT);
    marks::marked(cell, &entry.flags, entry.confidence)
}

/// Writes one statement above what is told of it, with `notes` as lines under it.
pub(crate) fn write_head(
    session: &mut Session,
    entry: &StatementEntry,
    notes: &[String],
) -> Result<(), CliError> {
    let marks = marks::marked(Cell::default(), &entry.flags, entry.confidence);
    session.legend.extend(marks.legend());
    let text = head(entry, notes, &session.ui);
    session.ui.write(&text)
}

/// One statement above what is told of it, with `notes` as lines under it.
fn head(entry: &StatementEntry, notes: &[String], ui: &Ui) -> String {
    let place = format!("{}, {}", source(&entry.article), short(entry.id.as_str()));
    let mut cell = speaker(entry).rich(words(entry, &[])).and(&place, style::FAINT);
    cell = marks::marked(cell, &entry.flags, entry.confidence);
    for note in notes {
        cell = cell.and(note, style::TITLE);
    }
    sheet(&[(&*said(entry.said), cell)], ui.width(), ui.colored())
}

/// "1 article", "2 articles".
pub(crate) fn counted(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// "5 articles, 2 independent sources".
pub(crate) fn carried(articles: u64, independent: u64) -> String {
    let sources = counted(independent, "independent source");
    format!("{}, {sources}", counted(articles, "article"))
}

/// When it was said: `~` behind what is approximate, `?` where nothing is known.
pub(crate) fn said(date: Edtf) -> String {
    match date {
        Edtf::Unknown => "?".to_owned(),
        date => date.to_string(),
    }
}

/// An id, as far as it is shown.
pub(crate) fn short(id: &str) -> &str {
    id.get(..ID_SHOWN).unwrap_or(id)
}

/// The publisher, or else the headline, and the day of publication.
pub(crate) fn source(article: &ArticleRef) -> String {
    let name = article.publisher.as_deref().or(article.title.as_deref());
    let date = article.published.map(|date| date.to_string());
    match (name, date) {
        (Some(name), Some(date)) => format!("{name}, {date}"),
        (Some(name), None) => name.to_owned(),
        (None, Some(date)) => date,
        (None, None) => short(article.id.as_str()).to_owned(),
    }
}

/// "1 statement", "2 statements".
pub(crate) fn count(statements: usize) -> String {
    counted(statements as u64, "statement")
}

/// Who said it, and in which capacity; a speaker whom the article does not name stays unknown.
fn speaker(entry: &StatementEntry) -> Cell {
    let capacity = entry.capacity.as_deref().unwrap_or_default();
    let cell = match (&entry.speaker, &entry.mention) {
        (Some(speaker), _) => Cell::new(&speaker.name, style::SPEAKER),
        (None, Some(mention)) => Cell::new(mention, style::PLAIN),
        (None, None) => Cell::new("unknown", style::FAINT),
    };
    cell.and(capacity, style::FAINT)
        .and(&on_behalf(entry), style::FAINT)
}

/// "for gouvernement chinois", where the speaker speaks for a side.
pub(crate) fn on_behalf(entry: &StatementEntry) -> String {
    entry
        .side
        .as_ref()
        .map_or_else(String::new, |side| format!("for {}", side.name))
}

/// What stands around the words: quotation marks where all of them are quoted.
fn quotation_marks(entry: &StatementEntry) -> (&'static str, &'static str) {
    match (entry.is_quoted(), entry.article.lang) {
        (true, Lang::Fr) => ("«\u{a0}", "\u{a0}»"),
        (true, _) => ("“", "”"),
        (false, _) => ("", ""),
    }
}

/// The words, in quotation marks where all of them are quoted.
pub(crate) fn quoted(entry: &StatementEntry) -> String {
    quoted_up_to(entry, WORDS_MAX)
}

/// The same, cut to `cells` cells.
pub(crate) fn quoted_up_to(entry: &StatementEntry, cells: usize) -> String {
    let (open, close) = quotation_marks(entry);
    format!("{open}{}{close}", truncate(&entry.words, cells))
}

/// The words with the stretches to be brought out.
fn words(entry: &StatementEntry, marks: &[Highlight]) -> Rich {
    let (open, _) = quotation_marks(entry);
    let shift = u32::try_from(open.chars().count()).unwrap_or(0);
    let text = quoted(entry);
    let marks = marks.iter().map(|mark| Range {
        start: mark.start + shift,
        end: mark.end + shift,
    });
    Rich::marked(&text, style::PLAIN, marks, style::QUOTE)
}

/// The cell with the numbered parts of a proposal under the words.
pub(crate) fn points(cell: Cell, points: &[String]) -> Cell {
    points.iter().zip(1..).fold(cell, |cell, (point, number)| {
        cell.and(&format!("{number}. {}", truncate(point, WORDS_MAX)), style::PLAIN)
    })
}
