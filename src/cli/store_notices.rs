//! What a person reads about other processes that use the database.

use super::ui::text::{sanitize, truncate};
use crate::tracker::{LockHolder, StoreNotice};

/// Maximum width of the command line of another process, in cells.
const COMMAND_CELLS_MAX: usize = 60;
/// Maximum number of processes that are named.
const PROCESSES_MAX: usize = 4;

/// Words a notice.
pub(crate) fn describe(notice: &StoreNotice) -> String {
    match notice {
        StoreNotice::WaitingForWriter { writer: None } => {
            "waiting for another process to finish writing".to_owned()
        }
        StoreNotice::WaitingForWriter { writer: Some(writer) } => {
            let what = if is_dixit(writer) { "dixit" } else { "program" };
            format!(
                "waiting for another {what} ({}) to finish writing",
                name_process(writer)
            )
        }
        StoreNotice::WalHeldByReaders { bytes, readers } => {
            let named: Vec<String> = readers.iter().take(PROCESSES_MAX).map(name_process).collect();
            let by = match (named.len(), readers.len() - named.len()) {
                (0, _) => String::new(),
                (_, 0) => format!(": {}", named.join(", ")),
                (_, more) => format!(": {} and {more} more", named.join(", ")),
            };
            format!(
                "the write-ahead log of the database has grown to {} MB, because another process has been reading for \
                 long{by}; nothing is lost, and it shrinks with the next writing after that has ended",
                bytes / 1_000_000
            )
        }
    }
}

fn is_dixit(holder: &LockHolder) -> bool {
    let program = holder
        .command
        .as_deref()
        .and_then(|command| command.split(' ').next());
    program.is_some_and(|program| program.trim_end_matches(".exe") == "dixit")
}

fn name_process(holder: &LockHolder) -> String {
    match &holder.command {
        Some(command) => format!(
            "process {}, `{}`",
            holder.process,
            truncate(&sanitize(command), COMMAND_CELLS_MAX)
        ),
        None => format!("process {}", holder.process),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(process: u32, command: Option<&str>) -> LockHolder {
        LockHolder {
            process,
            command: command.map(str::to_owned),
        }
    }

    fn waiting(writer: Option<LockHolder>) -> String {
        describe(&StoreNotice::WaitingForWriter { writer })
    }

    #[test]
    fn writer_is_named_as_far_as_it_is_known() {
        insta::assert_snapshot!(
            waiting(Some(holder(1234, Some("dixit ingest articles/")))),
            @"waiting for another dixit (process 1234, `dixit ingest articles/`) to finish writing"
        );
        insta::assert_snapshot!(
            waiting(Some(holder(7, Some("sqlite3 a\u{1b}[2J.db")))),
            @"waiting for another program (process 7, `sqlite3 a�[2J.db`) to finish writing"
        );
        insta::assert_snapshot!(
            waiting(Some(holder(7, None))),
            @"waiting for another program (process 7) to finish writing"
        );
        insta::assert_snapshot!(waiting(None), @"waiting for another process to finish writing");
    }

    #[test]
    fn few_of_many_readers_are_named() {
        let readers = (1..=6).map(|process| holder(process, None)).collect();
        let notice = StoreNotice::WalHeldByReaders {
            bytes: 80_000_000,
            readers,
        };
        insta::assert_snapshot!(describe(&notice), @"the write-ahead log of the database has grown to 80 MB, because another process has been reading for long: process 1, process 2, process 3, process 4 and 2 more; nothing is lost, and it shrinks with the next writing after that has ended");
        let notice = StoreNotice::WalHeldByReaders {
            bytes: 80_000_000,
            readers: Vec::new(),
        };
        assert!(!describe(&notice).contains("long:"));
    }
}
