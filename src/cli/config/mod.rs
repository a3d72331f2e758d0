//! What holds where the command line does not say otherwise, as `dixit.toml` has it.
//!
//! Three files are looked at, the nearest first: in the current directory, beside the database, and in the user's
//! configuration. The first that has a key wins. Paths are those of the file that has them.

mod defaults;
mod file;

pub(crate) use defaults::{Applied, applied, apply, known_filters};
pub(crate) use file::NAME;

use super::environment;
use super::error::CliError;
use file::{File, Place};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A value, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sourced<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it is from, as a person reads it.
    pub(crate) from: String,
}

/// What is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Config {
    /// The database.
    pub(crate) db: Sourced<PathBuf>,
    /// Who decides.
    pub(crate) actor: Sourced<String>,
    /// What shows long output on a terminal; an empty text for nothing.
    pub(crate) pager: Sourced<String>,
    /// What questions are filtered by, by the names of the options.
    pub(crate) filters: BTreeMap<String, Sourced<String>>,
    /// The files that were read, the nearest first.
    pub(crate) files: Vec<PathBuf>,
}

impl Config {
    /// What is in force where `given` is the database that the command line or the environment names. `read` says
    /// whether files are looked at.
    pub(crate) fn load(given: Option<Sourced<PathBuf>>, read: bool) -> Result<Self, CliError> {
        let mut files = Vec::new();
        if read {
            files.extend(File::read(Path::new(NAME), Place::Here)?);
        }
        let user = match environment::config_dir().filter(|_| read) {
            Some(dir) => File::read(&dir.join("dixit").join(NAME), Place::User)?,
            None => None,
        };
        let db = given
            .or_else(|| files.iter().chain(&user).find_map(File::db))
            .unwrap_or_else(|| Sourced {
                value: PathBuf::from("dixit.db"),
                from: "default".to_owned(),
            });
        let beside = db.value.parent().filter(|dir| !is_here(dir));
        if let Some(dir) = beside.filter(|_| read) {
            files.extend(File::read(&dir.join(NAME), Place::Database)?);
        }
        files.extend(user);
        let actor = files.iter().find_map(|file| file.sourced(file.actor.as_ref()));
        let pager = files.iter().find_map(|file| file.sourced(file.pager.as_ref()));
        let mut filters = BTreeMap::new();
        for file in &files {
            for (name, value) in &file.filters {
                let sourced = || Sourced {
                    value: value.clone(),
                    from: file.name(),
                };
                filters.entry(name.clone()).or_insert_with(sourced);
            }
        }
        Ok(Self {
            db,
            actor: actor.unwrap_or_else(|| Sourced {
                value: environment::user(),
                from: "user of this machine".to_owned(),
            }),
            pager: pager.unwrap_or_else(default_pager),
            filters,
            files: files.into_iter().map(|file| file.path).collect(),
        })
    }
}

fn default_pager() -> Sourced<String> {
    match environment::pager() {
        Some(value) => Sourced {
            value,
            from: "PAGER".to_owned(),
        },
        None => Sourced {
            value: "less".to_owned(),
            from: "default".to_owned(),
        },
    }
}

/// Whether `dir` is the current directory, whose file is read first.
fn is_here(dir: &Path) -> bool {
    dir.as_os_str().is_empty()
        || match (dir.canonicalize(), Path::new(".").canonicalize()) {
            (Ok(dir), Ok(here)) => dir == here,
            _ => false,
        }
}
