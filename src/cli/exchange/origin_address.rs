use crate::cli::error::CliError;
use crate::tracker::{LogError, OriginAddress, OriginError, TrackerError};

/// Parses the address of a log on a server. An error never repeats it: there may be a password in it.
pub(crate) fn parse_origin_address(text: &str) -> Result<OriginAddress, CliError> {
    text.parse()
        .map_err(|error: OriginError| TrackerError::from(LogError::from(error)).into())
}
