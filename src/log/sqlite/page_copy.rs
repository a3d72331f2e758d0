//! Copies a database page by page with SQLite's backup interface.

use crate::log::LogError;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, ffi};

/// Pages that are copied between two reports: 1 MiB of pages of SQLite's usual size.
const STEP_PAGES: i32 = 256;

/// How far a copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyProgress {
    /// Another mebibyte was copied, of so many in all.
    Copied {
        /// Size of the database in mebibytes.
        of: u64,
    },
    /// The copy is complete, and its hashes are computed.
    Verifying,
}

/// Called with how far a copy has come. It returns whether to go on.
pub(super) type OnProgress<'a> = dyn FnMut(CopyProgress) -> bool + 'a;

/// Copies the database of `source` into that of `target`, whose content is replaced.
///
/// `source` must be in a transaction. It then reads one state of the database from beginning to end, whatever others
/// write meanwhile. `once_locked` is called when nobody else can write to the target any more; nothing of the target
/// has changed if it fails. The target is as it was before unless everything was copied.
pub(super) fn copy_pages(
    source: &Connection,
    target: &mut Connection,
    once_locked: &mut dyn FnMut() -> Result<(), LogError>,
    progress: &mut OnProgress<'_>,
) -> Result<(), LogError> {
    let backup = Backup::new(source, target)?;
    // The first step takes the lock of the target, which it keeps until `backup` is dropped.
    let mut step = backup.step(1)?;
    if matches!(step, StepResult::More | StepResult::Done) {
        once_locked()?;
    }
    loop {
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {
                let pages = u64::try_from(backup.progress().pagecount).unwrap_or_default();
                let step_pages = u64::from(STEP_PAGES.unsigned_abs());
                if !progress(CopyProgress::Copied {
                    of: pages.div_ceil(step_pages),
                }) {
                    return Err(LogError::Interrupted);
                }
                step = backup.step(STEP_PAGES)?;
            }
            _ => {
                let busy = ffi::Error {
                    code: ErrorCode::DatabaseBusy,
                    extended_code: ffi::SQLITE_BUSY,
                };
                return Err(rusqlite::Error::SqliteFailure(busy, None).into());
            }
        }
    }
}
