//! One configuration file.

use super::filter_defaults::filter_names;
use super::sourced::Sourced;
use crate::cli::error::CliError;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Name of every configuration file.
pub(crate) const FILE_NAME: &str = "dixit.toml";

/// Location of a file, which decides which keys it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConfigLocation {
    /// In the current directory.
    CurrentDir,
    /// In the directory of the database.
    DatabaseDir,
    /// In the user configuration.
    UserConfig,
}

/// A parsed configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ConfigFile {
    pub(super) path: PathBuf,
    db: Option<PathBuf>,
    pub(super) actor: Option<String>,
    pub(super) pager: Option<String>,
    pub(super) filters: BTreeMap<String, String>,
}

impl ConfigFile {
    /// Reads the file at `path`; `None` if there is none.
    pub(super) fn read(
        command_line: fn() -> clap::Command,
        path: &Path,
        place: ConfigLocation,
    ) -> Result<Option<Self>, CliError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(command_line, path, place, &text).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(config_error(path, &error.to_string())),
        }
    }

    fn parse(
        command_line: fn() -> clap::Command,
        path: &Path,
        place: ConfigLocation,
        text: &str,
    ) -> Result<Self, CliError> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| config_error(path, error.to_string().trim_end()))?;
        let mut file = Self {
            path: path.to_owned(),
            db: None,
            actor: None,
            pager: None,
            filters: BTreeMap::new(),
        };
        for (key, value) in table {
            match (key.as_str(), value) {
                ("db", Value::String(db)) => {
                    let dir = path.parent().unwrap_or_else(|| Path::new(""));
                    file.db = Some(dir.join(db));
                }
                ("actor", Value::String(actor)) if !actor.trim().is_empty() => {
                    file.actor = Some(actor.trim().to_owned());
                }
                // A directory that somebody else made must not choose a program to run.
                ("pager", _) if place != ConfigLocation::UserConfig => {
                    return Err(config_error(
                        path,
                        "pager names a program, which only your user configuration may do",
                    ));
                }
                ("pager", Value::String(pager)) => file.pager = Some(pager),
                ("pager", Value::Boolean(false)) => file.pager = Some(String::new()),
                ("filters", Value::Table(filters)) => {
                    file.filters = parse_filters(&command_line(), path, filters)?;
                }
                ("db" | "actor", _) => {
                    return Err(config_error(path, &format!("{key} must be a non-empty text")));
                }
                ("pager", _) => return Err(config_error(path, "pager must be a text or false")),
                ("filters", _) => return Err(config_error(path, "filters must be a table: write [filters]")),
                _ => {
                    return Err(config_error(path, &format!("unknown key {key:?}")).with_hint(
                        "the keys are actor, db, pager (only in your user configuration) and [filters]",
                    ));
                }
            }
        }
        Ok(file)
    }

    /// Returns the database it names.
    pub(super) fn db(&self) -> Option<Sourced<PathBuf>> {
        self.sourced(self.db.as_ref())
    }

    /// Returns `value` with this file as its origin.
    pub(super) fn sourced<T: Clone>(&self, value: Option<&T>) -> Option<Sourced<T>> {
        value.cloned().map(|value| Sourced {
            value,
            origin: self.display_name(),
        })
    }

    /// Returns its path for people.
    pub(super) fn display_name(&self) -> String {
        self.path.display().to_string()
    }
}

/// Parses the filters of a file, by option name.
fn parse_filters(
    command_line: &clap::Command,
    path: &Path,
    table: Table,
) -> Result<BTreeMap<String, String>, CliError> {
    let known = filter_names(command_line);
    let mut filters = BTreeMap::new();
    for (key, value) in table {
        if !known.contains(&key) {
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            return Err(config_error(path, &format!("unknown key {key:?} in [filters]"))
                .with_hint(format_args!("the keys are {}", names.join(", "))));
        }
        let text = match value {
            Value::String(text) => text,
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Datetime(date) => date.to_string(),
            Value::Boolean(_) | Value::Array(_) | Value::Table(_) => {
                return Err(config_error(
                    path,
                    &format!("filters.{key} must be a text or a number"),
                ));
            }
        };
        filters.insert(key, text);
    }
    Ok(filters)
}

fn config_error(path: &Path, what: &str) -> CliError {
    CliError::input(format_args!("{}: {what}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_line::CommandLine;
    use clap::CommandFactory as _;

    fn parse_to_text(place: ConfigLocation, text: &str) -> String {
        match ConfigFile::parse(CommandLine::command, Path::new("press/dixit.toml"), place, text) {
            Ok(file) => format!(
                "{:?} {:?} {:?} {:?}",
                file.db, file.actor, file.pager, file.filters
            ),
            Err(error) => error.message,
        }
    }

    #[test]
    fn all_config_keys_are_parsed() {
        let text = "db = \"a.db\"\nactor = \" Ada \"\npager = false\n[filters]\nlang = \"fr\"\nlimit = 20";
        insta::assert_snapshot!(parse_to_text(ConfigLocation::UserConfig, text), @r#"Some("press/a.db") Some("Ada") Some("") {"lang": "fr", "limit": "20"}"#);
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, ""), @"None None None {}");
    }

    #[test]
    fn error_names_the_wrong_key() {
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, "acter = \"Ada\""), @r#"press/dixit.toml: unknown key "acter""#);
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, "actor = \" \""), @"press/dixit.toml: actor must be a non-empty text");
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, "db = 1"), @"press/dixit.toml: db must be a non-empty text");
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, "filters = 1"), @"press/dixit.toml: filters must be a table: write [filters]");
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, "[filters]\nlung = \"fr\""), @r#"press/dixit.toml: unknown key "lung" in [filters]"#);
        insta::assert_snapshot!(parse_to_text(ConfigLocation::CurrentDir, "[filters]\nlang = [\"fr\"]"), @"press/dixit.toml: filters.lang must be a text or a number");
        assert!(
            parse_to_text(ConfigLocation::CurrentDir, "db = ")
                .starts_with("press/dixit.toml: TOML parse error")
        );
    }

    #[test]
    fn only_user_config_may_name_a_pager() {
        for place in [ConfigLocation::CurrentDir, ConfigLocation::DatabaseDir] {
            let message = parse_to_text(place, "pager = \"evil\"");
            assert!(message.contains("only your user configuration"), "{message}");
        }
        assert!(parse_to_text(ConfigLocation::UserConfig, "pager = \"more\"").contains("more"));
    }
}
