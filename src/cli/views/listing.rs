//! Prints answers in the requested format.

use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::Ui;
use crate::cli::ui::table::Table;
use crate::export::{self, Tabular};
use crate::query::{StatementEntry, StatementFilter};
use serde::Serialize;
use std::io;

/// Number of rows that a terminal shows of a listing if the user gives no limit. Its cost then follows what is shown.
const PAGE_ROWS: usize = 100;

/// How much of a listing is asked for and shown: on a terminal the first page, unless the user gave a limit.
#[derive(Debug)]
pub(crate) struct ListingPage {
    /// The limit of the question; one row more than a page, to know whether there are more.
    pub(crate) limit: Option<usize>,
    is_page: bool,
    has_more: bool,
}

impl ListingPage {
    /// What is asked for where the user gave the limit `given`.
    pub(crate) fn new(session: &Session, given: Option<usize>) -> Self {
        let is_page = given.is_none() && session.format == Format::Table && Ui::is_terminal();
        Self {
            limit: if is_page { Some(PAGE_ROWS + 1) } else { given },
            is_page,
            has_more: false,
        }
    }

    /// Leaves in `rows` those that are shown.
    pub(crate) fn cut<T>(&mut self, rows: &mut Vec<T>) {
        if self.is_page && rows.len() > PAGE_ROWS {
            rows.truncate(PAGE_ROWS);
            self.has_more = true;
        }
    }

    /// Tells how to see the rows that are not shown.
    pub(crate) fn print_note(&self, session: &mut Session) -> Result<(), CliError> {
        if self.has_more {
            session.ui.flush()?;
            session.ui.print_note(format_args!(
                "only the first {PAGE_ROWS} are shown: --limit all shows the others, too"
            ));
        }
        Ok(())
    }
}

/// Prints a list: `table` in table format, else `answer` as data. If the table is empty, prints `empty` on stderr.
pub(crate) fn print_answer<A: Tabular + Serialize>(
    session: &mut Session,
    answer: &A,
    table: &Table,
    empty: &str,
) -> Result<(), CliError> {
    if session.format == Format::Table {
        return print_table(session, table, empty);
    }
    print_list(session, answer)
}

/// Prints `table`; if it is empty, prints `empty` on stderr.
pub(crate) fn print_table(session: &mut Session, table: &Table, empty: &str) -> Result<(), CliError> {
    session.legend.extend(table.legend());
    let ui = &mut session.ui;
    if table.is_empty() {
        ui.print_summary(empty);
        return Ok(());
    }
    let text = table.render(ui.width(), ui.is_colored());
    ui.write(&text)
}

/// Prints a list in a data format; as JSON Lines, one line per row.
pub(crate) fn print_list<A: Tabular + Serialize>(session: &mut Session, answer: &A) -> Result<(), CliError> {
    match session.format {
        Format::Jsonl => session.ui.write_with(|out| export::write_jsonl(answer, out)),
        _ => print_record(session, answer),
    }
}

/// Prints a timeline as JSON or JSON Lines, statement by statement, however long it is.
pub(crate) fn stream_timeline(session: &mut Session, filter: &StatementFilter) -> Result<(), CliError> {
    let is_json = session.format == Format::Json;
    let (tracker, ui) = session.tracker_and_ui()?;
    let mut failed = None;
    let mut write_each = |write: &mut dyn FnMut(&StatementEntry) -> io::Result<()>| {
        let mut visit = |entry| write(&entry).map_err(|error| CliError::output(&error));
        tracker.for_each_statement(filter, &mut visit).map_err(|error| {
            failed = Some(error);
            io::ErrorKind::Other.into()
        })
    };
    let written = ui.write_with(|out| {
        if is_json {
            export::write_json_items(out, &mut write_each)
        } else {
            export::write_jsonl_items(out, &mut write_each)
        }
    });
    failed.map_or(written, Err)
}

/// Prints an answer that is more than a list in a data format: as JSON Lines, one line for all; as CSV and Markdown,
/// its rows.
pub(crate) fn print_record<A: Tabular + Serialize>(
    session: &mut Session,
    answer: &A,
) -> Result<(), CliError> {
    session.require_format(&LISTING_FORMATS)?;
    let ui = &mut session.ui;
    match session.format {
        Format::Json => ui.write_with(|out| export::write_json(answer, out)),
        Format::Jsonl => ui.write_with(|out| export::write_jsonl_line(answer, out)),
        Format::Csv => {
            if session.has_bom {
                ui.write("\u{feff}")?;
            }
            ui.write_with(|out| export::write_csv(answer, out))
        }
        Format::Md => ui.write_with(|out| export::write_markdown(answer, out)),
        Format::Table | Format::Csl => Ok(()),
    }
}

/// The formats that every listing supports.
pub(crate) const LISTING_FORMATS: [Format; 5] = [
    Format::Table,
    Format::Json,
    Format::Jsonl,
    Format::Csv,
    Format::Md,
];
