use crate::log::{LogError, OriginAddress, OriginCredentials, OriginError, PostgresLog};
use crate::tracker::error::TrackerError;

/// The connection of a copy to its origin: made when it is first needed, and kept.
#[derive(Debug, Default)]
pub(in crate::tracker) struct OriginLink {
    /// Who connects.
    pub(in crate::tracker) credentials: OriginCredentials,
    kept: Option<(String, PostgresLog)>,
}

impl OriginLink {
    /// The connection to the log at `address`: the one that was kept, or a new one.
    pub(in crate::tracker) fn take(&mut self, address: &str) -> Result<PostgresLog, TrackerError> {
        match self.kept.take() {
            Some((at, log)) if at == address => Ok(log),
            _ => self.connect_anew(address),
        }
    }

    /// Keeps a connection for the next time.
    pub(in crate::tracker) fn keep(&mut self, address: String, log: PostgresLog) {
        self.kept = Some((address, log));
    }

    /// Another connection to the log at `address`.
    pub(in crate::tracker) fn connect_anew(&self, address: &str) -> Result<PostgresLog, TrackerError> {
        let parsed: OriginAddress = address.parse().map_err(LogError::from)?;
        Ok(PostgresLog::open(&parsed, &self.credentials)?)
    }
}

/// Whether `error` says that a connection is of no use any more.
pub(in crate::tracker) const fn is_lost(error: &TrackerError) -> bool {
    matches!(
        error,
        TrackerError::Log(LogError::Origin(
            OriginError::Lost { .. } | OriginError::InDoubt { .. } | OriginError::Standby { .. }
        ))
    )
}
