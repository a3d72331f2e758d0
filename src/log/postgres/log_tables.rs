//! The tables of a log on a server: made, brought up to date, and opened to other roles.

use super::postgres_row::column;
use super::{OriginError, OriginRight, PostgresLog};
use crate::log::LogError;

/// The step from each version of the format to the next, which stores the version. A released step is never edited.
const STEPS: &[&str] = &[include_str!("../../../schema/postgres/0001_log.sql")];

/// The version after all steps.
#[expect(clippy::cast_possible_wrap, reason = "there are few steps")]
const LATEST_VERSION: i64 = STEPS.len() as i64;

/// The statements that grant a role the rights, without its name: two for reading, one more for each further right.
const GRANTS: [&str; 4] = [
    "GRANT USAGE ON SCHEMA dixit TO",
    "GRANT SELECT ON dixit.format, dixit.event, dixit.body, dixit.text, dixit.tree TO",
    "GRANT INSERT ON dixit.event, dixit.body, dixit.text, dixit.tree TO",
    "GRANT UPDATE (salt, content) ON dixit.body, dixit.text TO",
];

/// What a database must be created with.
const ENCODING: &str = "UTF8";

impl PostgresLog {
    /// Whether the database holds a log, of whatever version.
    pub fn has_log(&self) -> Result<bool, LogError> {
        Ok(self.read_version()? > 0)
    }

    /// Makes the tables of a log in the database, or brings those that are there up to date. They belong to the role of
    /// this connection, and nobody else may use them: see [`grant`](Self::grant).
    pub fn create_schema(&self) -> Result<(), LogError> {
        let rows = self.query("SELECT current_setting('server_encoding')", &[])?;
        let found: String = rows.first().map_or(Ok(String::new()), |row| column(row, 0))?;
        if found != ENCODING {
            let database = self.name().database.clone();
            return Err(OriginError::Encoding { database, found }.into());
        }
        self.begin_write()?;
        let made = self.make_tables().and_then(|()| self.commit());
        if made.is_err() {
            self.roll_back()?;
        }
        made
    }

    fn make_tables(&self) -> Result<(), LogError> {
        // Under the lock: another program may have made them meanwhile.
        let version = self.read_version()?;
        if version > LATEST_VERSION {
            return self.check_version(version);
        }
        for step in STEPS.iter().skip(usize::try_from(version).unwrap_or(0)) {
            self.run(step, OriginRight::Write).map_err(|error| match error {
                LogError::Origin(OriginError::NotAllowed { role, .. }) => {
                    let database = self.name().database.clone();
                    OriginError::MayNotCreate { role, database }.into()
                }
                error => error,
            })?;
        }
        Ok(())
    }

    /// Grants a role of the server a right on this log. Only the owner of its tables can.
    pub fn grant(&self, role: &str, right: OriginRight) -> Result<(), LogError> {
        let role = format!("\"{}\"", role.replace('"', "\"\""));
        let grants = match right {
            OriginRight::Read => &GRANTS[..2],
            OriginRight::Write => &GRANTS[..3],
            OriginRight::Redact => &GRANTS,
        };
        self.begin_write()?;
        let grants: Vec<String> = grants.iter().map(|grant| format!("{grant} {role}")).collect();
        let granted = self.run(&grants.join("; "), OriginRight::Read);
        // Who is not the owner gets no error but a warning, where they have any right themselves.
        let granted = granted.and_then(|()| match self.warnings().take().join("; ") {
            warning if warning.is_empty() => self.commit(),
            warning => Err(OriginError::Other(warning).into()),
        });
        if granted.is_err() {
            self.roll_back()?;
        }
        granted
    }

    /// Fails where the database has no log in the format of this program.
    pub(super) fn check_format(&self) -> Result<(), LogError> {
        self.check_version(self.read_version()?)
    }

    fn check_version(&self, found: i64) -> Result<(), LogError> {
        let (server, known) = (self.name().server.clone(), LATEST_VERSION);
        let error = match found {
            LATEST_VERSION => return Ok(()),
            0 => OriginError::NoLog {
                server,
                database: self.name().database.clone(),
            },
            _ if found > known => OriginError::Newer { server, found, known },
            _ => OriginError::Outdated { server, found, known },
        };
        Err(error.into())
    }

    /// The version of the format; 0 where there is no log.
    fn read_version(&self) -> Result<i64, LogError> {
        let rows = self.query("SELECT to_regclass('dixit.format') IS NOT NULL", &[])?;
        if !rows.first().map_or(Ok(false), |row| column(row, 0))? {
            return Ok(0);
        }
        let rows = self.query("SELECT version FROM dixit.format", &[])?;
        rows.first().map_or(Ok(0), |row| column(row, 0))
    }
}
