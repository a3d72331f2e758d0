//! The only code that reads the clock, randomness and environment variables, so that everything else gets them as
//! input.
//!
//! For tests and reproducible runs, `DIXIT_NOW` (RFC 3339) stops the clock at that time, and `DIXIT_SEED` (any text)
//! replaces the machine's randomness. They are not in the help: a log whose salts can be guessed does not protect
//! redacted texts.

use super::error::CliError;
use super::interrupt::Interrupt;
use crate::domain::Timestamp;
use crate::fetch::FetchClock;
use chrono::DateTime;
use sha2::{Digest, Sha256};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often a pause looks whether the user asks to stop.
const STOP_WITHIN: Duration = Duration::from_millis(100);

/// Returns an environment variable; an empty one counts as unset.
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
fn read_variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns the terminal width in cells that `COLUMNS` asks for, if it is at least 20.
pub(crate) fn requested_columns() -> Option<usize> {
    read_variable("COLUMNS")?
        .parse()
        .ok()
        .filter(|&columns| columns >= 20)
}

/// Returns the `PAGER` variable; an empty one is kept, because it asks for no pager.
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
pub(crate) fn pager() -> Option<String> {
    std::env::var("PAGER").ok()
}

/// Whether an environment variable is set and not empty.
pub(crate) fn is_variable_set(name: &str) -> bool {
    read_variable(name).is_some()
}

/// Whether the terminal can only print lines (`TERM=dumb`).
pub(crate) fn is_dumb_terminal() -> bool {
    read_variable("TERM").is_some_and(|term| term == "dumb")
}

/// Returns the directory of user configurations.
pub(crate) fn config_dir() -> Option<PathBuf> {
    let given = read_variable("XDG_CONFIG_HOME").map(PathBuf::from);
    let given = given.filter(|path| path.is_absolute());
    let home = || read_variable("HOME").map(|home| PathBuf::from(home).join(".config"));
    given
        .or_else(|| read_variable("APPDATA").map(PathBuf::from))
        .or_else(home)
}

/// What the variables of PostgreSQL's own programs say about connections.
pub(crate) struct PostgresVariables {
    /// `PGUSER`, or else the login name.
    pub(crate) user: Option<String>,
    /// `PGPASSWORD`.
    pub(crate) password: Option<String>,
    /// `PGPASSFILE`, or else where the password file usually is.
    pub(crate) password_file: Option<PathBuf>,
    /// `PGSERVICEFILE`, or else where the service file usually is.
    pub(crate) service_file: Option<PathBuf>,
}

/// Returns what the variables of PostgreSQL's own programs say about connections.
pub(crate) fn postgres_variables() -> PostgresVariables {
    let home = || read_variable("HOME").map(PathBuf::from);
    let windows = || read_variable("APPDATA").map(|folder| PathBuf::from(folder).join("postgresql"));
    let given = |variable: &str| read_variable(variable).map(PathBuf::from);
    PostgresVariables {
        user: read_variable("PGUSER")
            .or_else(|| read_variable("USER"))
            .or_else(|| read_variable("USERNAME")),
        password: read_variable("PGPASSWORD"),
        password_file: given("PGPASSFILE")
            .or_else(|| Some(windows()?.join("pgpass.conf")))
            .or_else(|| Some(home()?.join(".pgpass"))),
        service_file: given("PGSERVICEFILE")
            .or_else(|| Some(windows()?.join(".pg_service.conf")))
            .or_else(|| Some(home()?.join(".pg_service.conf"))),
    }
}

/// Returns the login name of the user.
pub(crate) fn user_name() -> String {
    read_variable("USER")
        .or_else(|| read_variable("USERNAME"))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// Returns the clock: the machine's, or one stopped by `DIXIT_NOW`.
pub(crate) fn clock() -> Result<Box<dyn Fn() -> Timestamp + Send + Sync>, CliError> {
    let Some(text) = read_variable("DIXIT_NOW") else {
        return Ok(Box::new(machine_time));
    };
    let moment = DateTime::parse_from_rfc3339(&text).map_err(|error| {
        CliError::usage(format_args!(
            "DIXIT_NOW={text:?} is not an RFC 3339 time: {error}"
        ))
    })?;
    let moment = Timestamp::from_micros(moment.timestamp_micros());
    Ok(Box::new(move || moment))
}

#[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
fn machine_time() -> Timestamp {
    let micros = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()),
        Err(before) => i64::try_from(before.duration().as_micros()).map(std::ops::Neg::neg),
    };
    Timestamp::from_micros(micros.unwrap_or(i64::MAX))
}

/// The clock of what fetches web addresses: that of [`clock`], with pauses that end when the user asks to stop.
pub(crate) fn fetch_clock(interrupt: Interrupt) -> Result<Arc<dyn FetchClock>, CliError> {
    Ok(Arc::new(PauseClock {
        clock: Mutex::new(clock()?),
        interrupt,
    }))
}

struct PauseClock {
    clock: Mutex<Box<dyn Fn() -> Timestamp + Send>>,
    interrupt: Interrupt,
}

impl fmt::Debug for PauseClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PauseClock")
    }
}

impl FetchClock for PauseClock {
    fn now(&self) -> SystemTime {
        let now = self.clock.lock().unwrap_or_else(PoisonError::into_inner)();
        let micros = u64::try_from(now.micros()).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_micros(micros)
    }

    fn sleep(&self, duration: Duration) {
        let mut left = duration;
        while !left.is_zero() && !self.interrupt.is_asked() {
            let pause = left.min(STOP_WITHIN);
            thread::sleep(pause);
            left -= pause;
        }
    }

    fn is_interrupted(&self) -> bool {
        self.interrupt.is_asked()
    }
}

/// Returns 32 random bytes, or those derived from `DIXIT_SEED`.
pub(crate) fn random_seed() -> Result<[u8; 32], CliError> {
    if let Some(text) = read_variable("DIXIT_SEED") {
        return Ok(Sha256::digest(text.as_bytes()).into());
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| {
        CliError::store(format_args!(
            "cannot get random bytes from the operating system: {error}"
        ))
    })?;
    Ok(seed)
}
