//! What the program said that it recorded, kept in a file, and whether it is there.

use rusqlite::Connection;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file of acknowledgements: a line each, as [`Acknowledgement::line`] writes it.
#[derive(Debug, Clone)]
pub(crate) struct AcknowledgementFile(pub(crate) PathBuf);

/// One thing that the program said.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Acknowledgement {
    /// An article with this number of statements.
    Article { id: String, statements: i64 },
    /// Another reading of an article.
    Reading { id: String },
    /// A decision at this position.
    Decision { position: i64 },
    /// That all events up to this position were imported.
    Import { position: i64 },
}

impl Acknowledgement {
    /// Parses a line of the program's output.
    fn from_output(line: &str) -> Option<Self> {
        if let Ok(json) = serde_json::from_str::<serde_json::Value>(line) {
            if let (Some(_), Some(position)) = (json["recorded"].as_i64(), json["last"].as_i64()) {
                return Some(Self::Import { position });
            }
            if json["wal_emptied"].is_boolean() {
                let position = json["position"].as_i64()?;
                return Some(Self::Decision { position });
            }
            let id = json["article"].as_str()?.to_owned();
            return match json["change"].as_str() {
                Some("recorded") => Some(Self::Article {
                    id,
                    statements: json["statements"].as_i64()?,
                }),
                None if json["refused"].is_null() => Some(Self::Reading { id }),
                _ => None,
            };
        }
        let position = line.rsplit_once("dixit undo @")?.1.split('`').next()?;
        Some(Self::Decision {
            position: position.parse().ok()?,
        })
    }

    fn line(&self) -> String {
        match self {
            Self::Article { id, statements } => format!("article {id} {statements}\n"),
            Self::Reading { id } => format!("reading {id}\n"),
            Self::Decision { position } => format!("decision {position}\n"),
            Self::Import { position } => format!("import {position}\n"),
        }
    }

    fn from_line(line: &str) -> Self {
        let fields: Vec<&str> = line.split(' ').collect();
        match fields[..] {
            ["article", id, statements] => Self::Article {
                id: id.to_owned(),
                statements: statements.parse().unwrap(),
            },
            ["reading", id] => Self::Reading { id: id.to_owned() },
            ["decision", position] => Self::Decision {
                position: position.parse().unwrap(),
            },
            ["import", position] => Self::Import {
                position: position.parse().unwrap(),
            },
            _ => panic!("no acknowledgement: {line}"),
        }
    }

    /// The number of events that it stands for.
    fn events(&self) -> usize {
        match self {
            Self::Article { statements, .. } => 1 + usize::try_from(*statements).unwrap(),
            Self::Reading { .. } | Self::Decision { .. } => 1,
            Self::Import { position } => usize::try_from(*position).unwrap(),
        }
    }

    fn is_recorded(&self, log: &Connection) -> bool {
        let count = |sql: &str, key: &dyn rusqlite::ToSql| -> i64 {
            log.prepare_cached(sql)
                .unwrap()
                .query_row([key], |row| row.get(0))
                .unwrap()
        };
        match self {
            Self::Article { id, statements } => {
                let stream = format!("article-{id}");
                count(
                    "SELECT count(*) FROM event WHERE stream = ?1 AND type = 'article.ingested'",
                    &stream,
                ) == 1
                    && count(
                        "SELECT count(*) FROM event WHERE stream = ?1 AND type = 'statement.recorded'",
                        &stream,
                    ) >= *statements
            }
            Self::Reading { id } => {
                let stream = format!("article-{id}");
                count(
                    "SELECT count(*) FROM event WHERE stream = ?1 AND type = 'article.reread'",
                    &stream,
                ) == 1
            }
            Self::Import { position } => {
                count("SELECT count(*) FROM event WHERE pos <= ?1", position) == *position
            }
            Self::Decision { position } => {
                count(
                    "SELECT count(*) FROM event WHERE pos = ?1 AND type NOT IN ('article.ingested', 'statement.recorded')",
                    position,
                ) == 1
            }
        }
    }
}

impl AcknowledgementFile {
    /// Adds what the whole lines of `output` acknowledge, and returns the number of events.
    pub(crate) fn add(&self, output: &str) -> usize {
        let whole = output.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let found: Vec<Acknowledgement> = whole.lines().filter_map(Acknowledgement::from_output).collect();
        let lines: String = found.iter().map(Acknowledgement::line).collect();
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(&self.0)
            .unwrap();
        file.write_all(lines.as_bytes()).unwrap();
        found.iter().map(Acknowledgement::events).sum()
    }

    /// The number of events that are acknowledged and not in the database at `path`, which has a log.
    pub(crate) fn count_lost(&self, path: &Path) -> usize {
        let log = Connection::open(path).unwrap();
        let lost = self.read().into_iter().filter(|said| !said.is_recorded(&log));
        lost.map(|said| said.events()).sum()
    }

    /// The number of all events that are acknowledged.
    pub(crate) fn count(&self) -> usize {
        self.read().iter().map(Acknowledgement::events).sum()
    }

    fn read(&self) -> Vec<Acknowledgement> {
        let lines = fs::read_to_string(&self.0).unwrap_or_default();
        lines.lines().map(Acknowledgement::from_line).collect()
    }
}

#[test]
fn output_of_the_program_is_understood() {
    let said = |line| Acknowledgement::from_output(line).map(|said| said.line());
    assert_eq!(
        said(r#"{"place":"a:1","article":"a1","change":"recorded","statements":2}"#).as_deref(),
        Some("article a1 2\n")
    );
    assert_eq!(
        said(r#"{"place":"a:1","article":"a1","change":"unchanged","statements":0}"#),
        None
    );
    assert_eq!(
        said("confirmed s3rpgvna5: Ada, “words”; undo with `dixit undo @61`").as_deref(),
        Some("decision 61\n")
    );
    assert_eq!(
        said(r#"{"article":"a1","recorded":1,"dropped":0,"disputed":0,"refused":null}"#).as_deref(),
        Some("reading a1\n")
    );
    assert_eq!(
        said(r#"{"recorded":60,"known":2,"redacted":0,"last":62,"root":"00"}"#).as_deref(),
        Some("import 62\n")
    );
    assert_eq!(said("note: nothing"), None);
}
