use super::Sourced;
use super::defaults::known_filters;
use crate::cli::error::CliError;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The name of every such file.
pub(crate) const NAME: &str = "dixit.toml";

/// Where a file is, which decides what it may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the current directory.
    Here,
    /// Beside the database.
    Database,
    /// In the user's configuration.
    User,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: PathBuf,
    db: Option<PathBuf>,
    pub(super) actor: Option<String>,
    pub(super) pager: Option<String>,
    pub(super) filters: BTreeMap<String, String>,
}

impl File {
    /// Reads the file at `path`, if there is one.
    pub(super) fn read(path: &Path, place: Place) -> Result<Option<Self>, CliError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(path, place, &text).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(bad(path, &error.to_string())),
        }
    }

    fn parse(path: &Path, place: Place, text: &str) -> Result<Self, CliError> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| bad(path, error.to_string().trim_end()))?;
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
                // A directory that somebody else made must not choose what is run.
                ("pager", _) if place != Place::User => {
                    return Err(bad(
                        path,
                        "pager names a program: only your own configuration may do that",
                    ));
                }
                ("pager", Value::String(pager)) => file.pager = Some(pager),
                ("pager", Value::Boolean(false)) => file.pager = Some(String::new()),
                ("filters", Value::Table(filters)) => file.filters = self::filters(path, filters)?,
                ("db" | "actor", _) => {
                    return Err(bad(path, &format!("{key} is no text that names something")));
                }
                ("pager", _) => return Err(bad(path, "pager is neither a text nor false")),
                ("filters", _) => return Err(bad(path, "filters is no table: write [filters]")),
                _ => {
                    return Err(bad(path, &format!("there is no key {key:?}"))
                        .hint("the keys are actor, db, pager (in your own configuration) and [filters]"));
                }
            }
        }
        Ok(file)
    }

    /// The database that it names.
    pub(super) fn db(&self) -> Option<Sourced<PathBuf>> {
        self.sourced(self.db.as_ref())
    }

    /// `value` as from this file.
    pub(super) fn sourced<T: Clone>(&self, value: Option<&T>) -> Option<Sourced<T>> {
        value.cloned().map(|value| Sourced {
            value,
            from: self.name(),
        })
    }

    /// Its path, as a person reads it.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// The filters of a file, by the names of the options.
fn filters(path: &Path, table: Table) -> Result<BTreeMap<String, String>, CliError> {
    let known = known_filters();
    let mut filters = BTreeMap::new();
    for (key, value) in table {
        if !known.contains(&key) {
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            return Err(bad(path, &format!("there is no key {key:?} in [filters]"))
                .hint(format_args!("the keys are {}", names.join(", "))));
        }
        let text = match value {
            Value::String(text) => text,
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Datetime(date) => date.to_string(),
            Value::Boolean(_) | Value::Array(_) | Value::Table(_) => {
                return Err(bad(
                    path,
                    &format!("filters.{key} is neither a text nor a number"),
                ));
            }
        };
        filters.insert(key, text);
    }
    Ok(filters)
}

fn bad(path: &Path, what: &str) -> CliError {
    CliError::input(format_args!("{}: {what}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(place: Place, text: &str) -> String {
        match File::parse(Path::new("press/dixit.toml"), place, text) {
            Ok(file) => format!(
                "{:?} {:?} {:?} {:?}",
                file.db, file.actor, file.pager, file.filters
            ),
            Err(error) => error.message,
        }
    }

    #[test]
    fn every_key_is_read() {
        let text = "db = \"a.db\"\nactor = \" Ada \"\npager = false\n[filters]\nlang = \"fr\"\nlimit = 20";
        insta::assert_snapshot!(told(Place::User, text), @r#"Some("press/a.db") Some("Ada") Some("") {"lang": "fr", "limit": "20"}"#);
        insta::assert_snapshot!(told(Place::Here, ""), @"None None None {}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        insta::assert_snapshot!(told(Place::Here, "acter = \"Ada\""), @r#"press/dixit.toml: there is no key "acter""#);
        insta::assert_snapshot!(told(Place::Here, "actor = \" \""), @"press/dixit.toml: actor is no text that names something");
        insta::assert_snapshot!(told(Place::Here, "db = 1"), @"press/dixit.toml: db is no text that names something");
        insta::assert_snapshot!(told(Place::Here, "filters = 1"), @"press/dixit.toml: filters is no table: write [filters]");
        insta::assert_snapshot!(told(Place::Here, "[filters]\nlung = \"fr\""), @r#"press/dixit.toml: there is no key "lung" in [filters]"#);
        insta::assert_snapshot!(told(Place::Here, "[filters]\nlang = [\"fr\"]"), @"press/dixit.toml: filters.lang is neither a text nor a number");
        assert!(told(Place::Here, "db = ").starts_with("press/dixit.toml: TOML parse error"));
    }

    #[test]
    fn only_the_users_own_file_names_a_pager() {
        for place in [Place::Here, Place::Database] {
            let told = told(place, "pager = \"evil\"");
            assert!(told.contains("only your own configuration"), "{told}");
        }
        assert!(told(Place::User, "pager = \"more\"").contains("more"));
    }
}
