//! The only place that reads the clock, randomness and the environment, so that all of it is an input.
//!
//! For tests and for reproducible runs, `DIXIT_NOW` (RFC 3339) stops the clock at that moment and
//! `DIXIT_SEED` (any text) takes the place of the machine's randomness. They are not in the help: a log
//! whose salts can be guessed does not protect texts that are taken down.

use super::error::CliError;
use crate::domain::Timestamp;
use chrono::DateTime;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::time::SystemTime;

/// A variable of the environment; an empty one counts as none.
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The width that the environment asks for, in cells.
pub(crate) fn columns() -> Option<usize> {
    variable("COLUMNS")?.parse().ok().filter(|&columns| columns >= 20)
}

/// The pager that the environment asks for, an empty one included: that asks for none.
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
pub(crate) fn pager() -> Option<String> {
    std::env::var("PAGER").ok()
}

/// Whether the environment has a variable of this name.
pub(crate) fn is_set(name: &str) -> bool {
    variable(name).is_some()
}

/// Whether the terminal can do no more than print lines.
pub(crate) fn is_dumb() -> bool {
    variable("TERM").is_some_and(|term| term == "dumb")
}

/// The directory in which the user's configuration of programs is, if any.
pub(crate) fn config_dir() -> Option<PathBuf> {
    let given = variable("XDG_CONFIG_HOME").map(PathBuf::from);
    let given = given.filter(|path| path.is_absolute());
    let home = || variable("HOME").map(|home| PathBuf::from(home).join(".config"));
    given
        .or_else(|| variable("APPDATA").map(PathBuf::from))
        .or_else(home)
}

/// Who uses the machine, by login name.
pub(crate) fn user() -> String {
    variable("USER")
        .or_else(|| variable("USERNAME"))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// What tells the time: the machine's clock, or the moment at which `DIXIT_NOW` stopped it.
pub(crate) fn clock() -> Result<Box<dyn Fn() -> Timestamp + Send>, CliError> {
    let Some(text) = variable("DIXIT_NOW") else {
        return Ok(Box::new(now));
    };
    let moment = DateTime::parse_from_rfc3339(&text)
        .map_err(|error| CliError::usage(format_args!("DIXIT_NOW={text:?} is no RFC 3339 time: {error}")))?;
    let moment = Timestamp::from_micros(moment.timestamp_micros());
    Ok(Box::new(move || moment))
}

#[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
fn now() -> Timestamp {
    let micros = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()),
        Err(before) => i64::try_from(before.duration().as_micros()).map(std::ops::Neg::neg),
    };
    Timestamp::from_micros(micros.unwrap_or(i64::MAX))
}

/// Thirty-two bytes that nobody can guess, or those that `DIXIT_SEED` stands for.
pub(crate) fn seed() -> Result<[u8; 32], CliError> {
    if let Some(text) = variable("DIXIT_SEED") {
        return Ok(Sha256::digest(text.as_bytes()).into());
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| CliError::store(format_args!("the machine gives no randomness: {error}")))?;
    Ok(seed)
}
