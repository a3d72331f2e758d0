//! Prints answers in the requested format.

use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::table::{Cell, Table};
use crate::export::{self, ListFormat, ListWriter, TableRow, Tabular};
use crate::query::ListQuery;
use serde::Serialize;

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
    empty: &str,
) -> Result<usize, CliError>
where
    Q: ListQuery<Item: Serialize + TableRow>,
{
    session.require_format(&LISTING_FORMATS)?;
    let Some(format) = list_format(session) else {
        return print_rows(session, question, (table, to_cells), empty);
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
        Format::Table | Format::Csl => None,
    }
}

/// Prints the answer to `question` as a table.
fn print_rows<Q: ListQuery, const N: usize>(
    session: &mut Session,
    question: &Q,
    (mut table, to_cells): (Table, impl Fn(&Q::Item) -> [Cell; N]),
    empty: &str,
) -> Result<usize, CliError> {
    let (tracker, ui) = session.tracker_and_ui()?;
    let list = tracker.read_list(question)?;
    let mut count = 0;
    list.for_each(&mut |item| {
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
