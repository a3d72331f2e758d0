//! A file that takes its place when it is complete.

use crate::cli::error::CliError;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that is written beside its place (`FILE.part`) and put there when it is complete. One that is not finished
/// is removed.
pub(crate) struct OutputFile {
    out: BufWriter<File>,
    part: PathBuf,
    path: PathBuf,
    is_finished: bool,
}

impl OutputFile {
    /// Creates the file for `path`, as private as the file `model`. What an interrupted program left of it is replaced.
    pub(crate) fn create(path: &Path, model: &Path) -> Result<Self, CliError> {
        let failed = |error: io::Error| write_error(path, &error);
        match fs::metadata(path) {
            Ok(metadata) if !metadata.is_file() => {
                let what = io::Error::other("it is no regular file");
                return Err(failed(what));
            }
            Ok(_) if is_database(path, model) => {
                return Err(failed(io::Error::other("it is the database itself")));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            Ok(_) | Err(_) => {}
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(&part).map_err(failed)?;
        let file = Self {
            out: BufWriter::with_capacity(1 << 16, file),
            part,
            path: path.to_owned(),
            is_finished: false,
        };
        let permissions = fs::metadata(model).map_err(failed)?.permissions();
        file.out.get_ref().set_permissions(permissions).map_err(failed)?;
        Ok(file)
    }

    /// Where its content is written.
    pub(crate) fn writer(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Syncs the file and puts it in its place.
    pub(crate) fn finish(mut self) -> Result<(), CliError> {
        let mut finish = || {
            self.out.flush()?;
            self.out.get_ref().sync_all()?;
            fs::rename(&self.part, &self.path)
        };
        finish().map_err(|error| write_error(&self.path, &error))?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        if !self.is_finished {
            // What is left of it is of no use; that it cannot be removed is no reason to fail.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// The error about a file that cannot be written.
pub(crate) fn write_error(path: &Path, error: &io::Error) -> CliError {
    CliError::store(format_args!("cannot write {}: {error}", path.display()))
}

/// Whether `path` leads to the database `db`.
fn is_database(path: &Path, db: &Path) -> bool {
    matches!((fs::canonicalize(path), fs::canonicalize(db)), (Ok(path), Ok(db)) if path == db)
}
