//! Finds out what is behind a failure of a command, where the failure alone does not say it.

use super::error::{CliError, ExitStatus};
use super::file_limit::FileLimit;
use super::session::Session;
use super::views::phrases::pluralize;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Returns the result of a command with what is behind its failure.
pub(crate) fn explain(
    session: &Session,
    file_limit: &FileLimit,
    ended: Result<ExitStatus, CliError>,
) -> Result<ExitStatus, CliError> {
    let is_failure = ended.as_ref().is_err_and(|error| error.exit == ExitStatus::Store);
    if ended.is_ok() || is_failure {
        // What was read while another process wrote can look like damage, and an answer from it be wrong.
        session.check_database_unchanged()?;
    }
    ended.map_err(|error| match error {
        error if error.is_output_closed || error.exit != ExitStatus::Store => error,
        error if error.is_output_failure => explain_output_failure(session.recorded_events(), error),
        _ if file_limit.is_reached() => CliError::store(
            "a file would be larger than this process may write (ulimit -f): nothing of this step was recorded, and \
             nothing before it is lost",
        )
        .with_hint("raise the limit, and run the command again"),
        error if error.is_damage => match read_to_end(&session.db) {
            Err(disk) => CliError::store(format_args!("{} cannot be read: {disk}", session.db.display()))
                .with_hint("this is an error of the disk or the system; copy the database to another disk"),
            Ok(()) => error,
        },
        error => error,
    })
}

/// Says that everything is recorded, if that is so.
fn explain_output_failure(recorded: u64, error: CliError) -> CliError {
    if recorded == 0 {
        return error;
    }
    let events = pluralize(recorded, "event");
    let message = format!("{events} recorded, but {}", error.message);
    CliError::new(ExitStatus::RecordedWithoutOutput, message)
        .with_hint("`dixit log` lists what is recorded; there is no need to run the command again")
}

/// Reads the file at `path` to its end, to see whether the disk can.
fn read_to_end(path: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    while file.read(&mut buffer)? > 0 {}
    Ok(())
}
