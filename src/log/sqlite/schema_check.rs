use super::migrate::{APPLICATION_ID, LATEST_VERSION, create_at_version};
use crate::log::{Finding, FindingPart, Findings, LogError, Repair};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Kind and name of an object of a schema.
type Key = (String, String);

/// The tables, indexes, triggers and views of a database, with their definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaObjects(BTreeMap<Key, Definition>);

/// What `sqlite_schema` says of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Definition {
    /// The table that an index or trigger belongs to.
    table: String,
    /// The SQL that made it; `None` for an index that a constraint made.
    sql: Option<String>,
    /// The types of the four values: SQLite does not see a trigger whose name is no text.
    types: String,
}

impl SchemaObjects {
    /// Those of a new log without read models.
    pub fn of_new_log() -> Result<Self, LogError> {
        Self::of_version(LATEST_VERSION)
    }

    /// Those of a new log in the format of `conn`, which an older dixit may have written.
    pub fn of_same_format(conn: &Connection) -> Result<Self, LogError> {
        Self::of_version(read_version(conn)?)
    }

    fn of_version(version: i64) -> Result<Self, LogError> {
        let new = Connection::open_in_memory()?;
        create_at_version(&new, version)?;
        Ok(Self::read(&new)?)
    }

    /// Those of the database in `conn`. Left out are the statistics that `ANALYZE` of any program stores: they change
    /// no answer.
    pub fn read(conn: &Connection) -> rusqlite::Result<Self> {
        // As bytes: what a damaged page holds need not be text.
        let mut select = conn.prepare(
            "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB),
                 CAST(typeof(type) || ' ' || typeof(name) || ' ' || typeof(tbl_name) || ' ' || typeof(sql) AS BLOB)
             FROM main.sqlite_schema",
        )?;
        let mut rows = select.query([])?;
        let mut objects = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let text = |column| {
                let bytes: Option<Vec<u8>> = row.get(column)?;
                Ok::<_, rusqlite::Error>(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
            };
            let name = text(1)?.unwrap_or_default();
            if !name.starts_with("sqlite_stat") {
                let key = (text(0)?.unwrap_or_default(), name);
                let definition = Definition {
                    table: text(2)?.unwrap_or_default(),
                    sql: text(3)?,
                    types: text(4)?.unwrap_or_default(),
                };
                objects.insert(key, definition);
            }
        }
        Ok(Self(objects))
    }

    /// These, and those of `other`.
    #[must_use]
    pub fn united(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether there is a table of this name.
    pub fn has_table(&self, name: &str) -> bool {
        self.0.contains_key(&("table".to_owned(), name.to_owned()))
    }
}

/// Compares the definitions of tables, indexes, triggers and views, and the settings of the file, with those of a new
/// database: `log_objects` without read models, and `all_objects` with them. Without `all_objects`, only the log is
/// compared, with what was attached to it.
pub fn verify_schema(
    conn: &Connection,
    log_objects: &SchemaObjects,
    all_objects: Option<&SchemaObjects>,
    findings: &mut Findings,
) -> Result<(), LogError> {
    verify_settings(conn, findings)?;
    let found = SchemaObjects::read(conn)?;
    let expected = all_objects.unwrap_or(log_objects);
    for (key, definition) in &expected.0 {
        let finding = |what: &str| {
            let place = format!("{} {}", key.0, key.1);
            if log_objects.0.contains_key(key) {
                Finding::damage(FindingPart::Schema, place, what)
            } else {
                Finding::difference(FindingPart::Schema, place, what)
            }
        };
        match found.0.get(key) {
            Some(found) if found == definition => {}
            Some(_) => findings.push(finding("it is not defined as dixit defines it")),
            None => findings.push(finding("it is missing")),
        }
    }
    for (key, definition) in &found.0 {
        if !expected.0.contains_key(key)
            && let Some(finding) = foreign_object(key, definition, log_objects, all_objects)
        {
            findings.push(finding);
        }
    }
    Ok(())
}

/// The finding about an object that a new database does not have.
fn foreign_object(
    key: &Key,
    definition: &Definition,
    log_objects: &SchemaObjects,
    all_objects: Option<&SchemaObjects>,
) -> Option<Finding> {
    let (kind, name) = key;
    let place = format!("{kind} {name}");
    if log_objects.has_table(&definition.table) {
        let table = &definition.table;
        let finding = if kind == "trigger" {
            let what =
                format!("it is not dixit's, and can change or swallow what is recorded in the table {table}");
            Finding::damage(FindingPart::Schema, place, what)
        } else {
            let what = format!("it is not dixit's, and stands on the table {table}");
            Finding::difference(FindingPart::Schema, place, what)
        };
        return Some(finding.with_repair(Repair::RemoveObject));
    }
    let all_objects = all_objects?;
    Some(if all_objects.has_table(&definition.table) {
        let what = format!("it is not dixit's, and stands on the table {}", definition.table);
        Finding::difference(FindingPart::Schema, place, what)
    } else {
        let what = "it is not dixit's: keep tables and views of your own in another database";
        Finding::difference(FindingPart::Schema, place, what).with_repair(Repair::RemoveObject)
    })
}

/// The version of the format of the database in `conn`.
pub(super) fn read_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA main.user_version", [], |row| row.get(0))
}

/// Compares the settings that the file itself has. Its version was compared when it was opened.
fn verify_settings(conn: &Connection, findings: &mut Findings) -> Result<(), LogError> {
    let expected = [
        ("application_id", APPLICATION_ID.to_string()),
        ("encoding", "UTF-8".to_owned()),
        ("auto_vacuum", "0".to_owned()),
    ];
    for (name, expected) in expected {
        let found: rusqlite::types::Value =
            conn.query_row(&format!("PRAGMA main.{name}"), [], |row| row.get(0))?;
        let found = match found {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        };
        if found != expected {
            let what = format!("it is {found}, not {expected}");
            findings.push(Finding::damage(
                FindingPart::Schema,
                format!("setting {name}"),
                what,
            ));
        }
    }
    Ok(())
}
