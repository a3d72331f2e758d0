//! What the commands that give a log away and take it back share.
//!
//! `event_line` is one line of an export; `event_lines` reads them from a file; `import_run` records them;
//! `output_file` takes its place when it is complete; `origin_address` is that of a log on a server; `copying` shows
//! how far a backup or a synchronisation has come, and `report` what was done.

mod copying;
mod event_line;
mod event_lines;
mod import_run;
mod origin_address;
mod output_file;
mod report;

pub(super) use copying::{show_progress, show_sync_progress};
pub(super) use event_line::{EventLineForm, log_uri, write_event_line};
pub(super) use event_lines::EventLines;
pub(super) use import_run::import_lines;
pub(super) use origin_address::parse_origin_address;
pub(super) use output_file::{OutputFile, write_error};
pub(super) use report::print_report;
