//! Prints answers in the requested format.

use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::Ui;
use crate::cli::ui::table::{Cell, Table};
use crate::export::{self, ListFormat, ListWriter, TableRow, Tabular};
use crate::query::ListQuery;
use serde::Serialize;

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

    /// Everything, also on a terminal.
    pub(crate) const fn whole() -> Self {
        Self {
            limit: None,
            is_page: false,
            has_more: false,
        }
    }

    /// Whether the row with this number, from 1, is shown.
    const fn shows(&mut self, number: usize) -> bool {
        let is_beyond = self.is_page && number > PAGE_ROWS;
        self.has_more |= is_beyond;
        !is_beyond
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

/// Maximum number of rows of a table that are kept in memory. The rows of a longer table are read twice: once for the
/// widths of its columns, once to print them.
const KEPT_ROWS_MAX: usize = 1000;

/// Prints the answer to `question` item by item, so that one of any length needs little memory: as rows of `table`,
/// with the cells that `to_cells` makes of an item, or as data. Returns the number of items. If there are none, prints
/// `empty` on stderr.
pub(crate) fn print_items<Q, const N: usize>(
    session: &mut Session,
    question: &Q,
    (table, to_cells): (Table, impl Fn(&Q::Item) -> [Cell; N]),
    (page, empty): (&mut ListingPage, &str),
) -> Result<usize, CliError>
where
    Q: ListQuery<Item: Serialize + TableRow>,
{
    session.require_format(&LISTING_FORMATS)?;
    let Some(format) = list_format(session) else {
        return print_rows(session, question, (table, to_cells), (page, empty));
    };
    let (tracker, ui) = session.tracker_and_ui()?;
    let list = tracker.read_list(question)?;
    let mut writer = ListWriter::new(format, ui.output());
    let mut count = 0;
    list.for_each(&mut |item| {
        count += 1;
        writer.push(&item).map_err(|error| CliError::output(&error))
    })?;
    writer.finish().map_err(|error| CliError::output(&error))?;
    Ok(count)
}

/// Returns the data format of a list; `None` for a table, and for a format that no list has.
pub(crate) const fn list_format(session: &Session) -> Option<ListFormat> {
    match session.format {
        Format::Json => Some(ListFormat::Json),
        Format::Jsonl => Some(ListFormat::JsonLines),
        Format::Csv => Some(ListFormat::Csv { bom: session.has_bom }),
        Format::Md => Some(ListFormat::Markdown),
        Format::Table | Format::Csl | Format::Svg => None,
    }
}

/// Prints the answer to `question` as a table.
fn print_rows<Q: ListQuery, const N: usize>(
    session: &mut Session,
    question: &Q,
    (mut table, to_cells): (Table, impl Fn(&Q::Item) -> [Cell; N]),
    (page, empty): (&mut ListingPage, &str),
) -> Result<usize, CliError> {
    let (tracker, ui) = session.tracker_and_ui()?;
    let list = tracker.read_list(question)?;
    let mut count = 0;
    list.for_each(&mut |item| {
        if !page.shows(count + 1) {
            return Ok(());
        }
        count += 1;
        let cells = to_cells(&item);
        if count <= KEPT_ROWS_MAX {
            table.push_row(cells);
        } else {
            table.measure_row(&cells);
        }
        Ok::<_, CliError>(())
    })?;
    if count > KEPT_ROWS_MAX {
        let mut rows = table.begin_rows(ui.width(), ui.is_colored());
        list.for_each(&mut |item| ui.write(&rows.render(&to_cells(&item))))?;
        drop(list);
        session.legend.extend(table.legend());
    } else {
        drop(list);
        print_table(session, &table, empty)?;
    }
    Ok(count)
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
        Format::Table | Format::Csl | Format::Svg => Ok(()),
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
