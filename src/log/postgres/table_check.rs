//! Whether the tables and triggers on the server are still those that dixit made.

use super::PostgresLog;
use super::postgres_row::column;
use crate::log::LogError;
use crate::log::finding::{Finding, FindingPart, Repair};
use crate::log::findings::Findings;
use std::collections::BTreeMap;

/// The query for the objects of the schema: kind, name and definition.
const OBJECTS: &str = include_str!("../../../schema/postgres/objects.sql");
/// What it gives for a new log.
const EXPECTED: &str = include_str!("../../../schema/postgres/objects.tsv");

/// Rights that nobody but the owner may have: role, right, and the table or column.
const EXCESSIVE_RIGHTS: &str = "
    SELECT coalesce(pg_get_userbyid(nullif(acl.grantee, 0)), 'PUBLIC')::text, acl.privilege_type, acl.place
    FROM (
        SELECT c.relowner, concat(c.relname) AS place, explicit.grantee, explicit.privilege_type, NULL AS attname
        FROM pg_class c, aclexplode(c.relacl) AS explicit
        WHERE c.relnamespace = to_regnamespace('dixit')
        UNION ALL
        SELECT c.relowner, concat(c.relname, '.', a.attname), explicit.grantee, explicit.privilege_type, a.attname
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) AS explicit
        WHERE c.relnamespace = to_regnamespace('dixit')
    ) AS acl
    WHERE acl.grantee <> acl.relowner
        AND acl.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES')
        AND (acl.privilege_type, acl.place) NOT IN (
            ('UPDATE', 'body.salt'), ('UPDATE', 'body.content'), ('UPDATE', 'text.salt'), ('UPDATE', 'text.content')
        )
    ORDER BY 1, 2, 3";

impl PostgresLog {
    /// Compares the tables, triggers and functions of the log with those of a new one, and looks for rights that allow
    /// more than to append and to redact. What the rows hold is checked elsewhere.
    pub fn verify_tables(&self, findings: &mut Findings) -> Result<(), LogError> {
        let mut found = BTreeMap::new();
        for row in self.query(OBJECTS, &[])? {
            let (kind, name): (String, String) = (column(&row, 0)?, column(&row, 1)?);
            found.insert((kind, name), column::<String>(&row, 2)?);
        }
        for line in EXPECTED.lines() {
            let mut fields = line.splitn(3, '\t').map(str::to_owned);
            let (Some(kind), Some(name), Some(definition)) = (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let place = format!("{kind} {name}");
            match found.remove(&(kind, name)) {
                Some(found) if found == definition => {}
                Some(_) => findings.push(damage(place, "it is not defined as dixit defines it")),
                None => findings.push(damage(place, "it is missing")),
            }
        }
        for (kind, name) in found.into_keys() {
            let place = format!("{kind} {name}");
            findings.push(match &*kind {
                "trigger" | "rule" | "policy" => damage(
                    place,
                    "it is not dixit's, and can change, swallow or hide what is recorded in the table",
                ),
                _ => difference(
                    place,
                    "it is not dixit's: keep tables of your own in another schema",
                ),
            });
        }
        for row in self.query(EXCESSIVE_RIGHTS, &[])? {
            let (role, right, place): (&str, &str, &str) =
                (column(&row, 0)?, column(&row, 1)?, column(&row, 2)?);
            let what = format!("{role} has the right {right} on dixit.{place}, which no role needs");
            findings.push(difference(format!("rights of {role}"), &what));
        }
        Ok(())
    }
}

fn damage(place: String, what: &str) -> Finding {
    Finding::damage(FindingPart::Schema, place, what).with_repair(Repair::AskOwner)
}

fn difference(place: String, what: &str) -> Finding {
    Finding::difference(FindingPart::Schema, place, what).with_repair(Repair::AskOwner)
}
