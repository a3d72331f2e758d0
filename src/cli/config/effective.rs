//! The settings in effect, combined from all files.

use super::file::{ConfigFile, ConfigLocation, FILE_NAME};
use super::sourced::Sourced;
use crate::cli::environment;
use crate::cli::error::CliError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Config {
    /// Database file.
    pub(crate) db: Sourced<PathBuf>,
    /// Author of decisions.
    pub(crate) actor: Sourced<String>,
    /// Pager command; empty for none.
    pub(crate) pager: Sourced<String>,
    /// Filters of questions, by option name.
    pub(crate) filters: BTreeMap<String, Sourced<String>>,
    /// The files that were read, nearest first.
    pub(crate) files: Vec<PathBuf>,
}

impl Config {
    /// Loads the settings. `given` is the database named by the command line or the environment; `read` says whether
    /// to read files.
    pub(crate) fn load(
        command_line: fn() -> clap::Command,
        given: Option<Sourced<PathBuf>>,
        read: bool,
    ) -> Result<Self, CliError> {
        let read_file = |path: &Path, place| ConfigFile::read(command_line, path, place);
        let mut files = Vec::new();
        if read {
            files.extend(read_file(Path::new(FILE_NAME), ConfigLocation::CurrentDir)?);
        }
        let user = match environment::config_dir().filter(|_| read) {
            Some(dir) => read_file(&dir.join("dixit").join(FILE_NAME), ConfigLocation::UserConfig)?,
            None => None,
        };
        let db = given
            .or_else(|| files.iter().chain(&user).find_map(ConfigFile::db))
            .unwrap_or_else(|| Sourced {
                value: PathBuf::from("dixit.db"),
                origin: "default".to_owned(),
            });
        let beside = db.value.parent().filter(|dir| !is_current_dir(dir));
        if let Some(dir) = beside.filter(|_| read) {
            files.extend(read_file(&dir.join(FILE_NAME), ConfigLocation::DatabaseDir)?);
        }
        files.extend(user);
        let actor = files.iter().find_map(|file| file.sourced(file.actor.as_ref()));
        let pager = files.iter().find_map(|file| file.sourced(file.pager.as_ref()));
        let mut filters = BTreeMap::new();
        for file in &files {
            for (name, value) in &file.filters {
                let sourced = || Sourced {
                    value: value.clone(),
                    origin: file.display_name(),
                };
                filters.entry(name.clone()).or_insert_with(sourced);
            }
        }
        Ok(Self {
            db,
            actor: actor.unwrap_or_else(|| Sourced {
                value: environment::user_name(),
                origin: "user of this machine".to_owned(),
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
            origin: "PAGER".to_owned(),
        },
        None => Sourced {
            value: "less".to_owned(),
            origin: "default".to_owned(),
        },
    }
}

/// Whether `dir` is the current directory, whose file has been read already.
fn is_current_dir(dir: &Path) -> bool {
    dir.as_os_str().is_empty()
        || match (dir.canonicalize(), Path::new(".").canonicalize()) {
            (Ok(dir), Ok(here)) => dir == here,
            _ => false,
        }
}
