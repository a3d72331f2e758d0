//! What an error of the client library means.

use super::{OriginError, OriginRight};
use crate::log::LogError;
use postgres::error::{DbError, Severity, SqlState};
use std::error::Error;
use std::io;

/// A connection as messages name it.
#[derive(Debug, Clone)]
pub(super) struct ConnectionName {
    pub(super) server: String,
    pub(super) database: String,
    pub(super) role: String,
}

impl ConnectionName {
    /// Why no connection was made.
    pub(super) fn connect_error(&self, error: &postgres::Error) -> OriginError {
        let (server, why) = (self.server.clone(), describe(error));
        if let Some(db) = error.as_db_error() {
            return match db.code().code().get(..2) {
                Some("28") => OriginError::Refused { server, why },
                _ if *db.code() == SqlState::UNDEFINED_DATABASE => OriginError::NoDatabase {
                    server,
                    database: self.database.clone(),
                },
                _ if *db.code() == SqlState::INSUFFICIENT_PRIVILEGE => OriginError::Refused { server, why },
                _ => OriginError::Unreachable { server, why },
            };
        }
        let causes = || causes(error);
        if causes().any(|cause| cause.to_string() == "password missing") {
            let why = "it asks for a password, and there is none".to_owned();
            return OriginError::Refused { server, why };
        }
        if error.to_string().starts_with("authentication error") {
            return OriginError::Refused { server, why };
        }
        if causes().any(|cause| cause.to_string() == "server does not support TLS") {
            let why = "the server does not offer TLS; where the network between is trusted, sslmode=disable in the \
                       address does without"
                .to_owned();
            return OriginError::Tls { server, why };
        }
        if causes().any(is_tls_error) {
            return OriginError::Tls { server, why };
        }
        OriginError::Unreachable { server, why }
    }

    /// Why a statement failed that needs `right`.
    pub(super) fn statement_error(&self, error: &postgres::Error, right: OriginRight) -> LogError {
        let (server, why) = (self.server.clone(), describe(error));
        if is_lost(error) {
            return OriginError::Lost { server, why }.into();
        }
        let Some(db) = error.as_db_error() else {
            // The server answered, and what it answered has another type than the tables allow.
            return LogError::Corrupt(why);
        };
        match db.code() {
            code if *code == SqlState::INSUFFICIENT_PRIVILEGE => OriginError::NotAllowed {
                role: self.role.clone(),
                right,
                why,
            }
            .into(),
            code if *code == SqlState::UNDEFINED_TABLE || *code == SqlState::INVALID_SCHEMA_NAME => {
                OriginError::NoLog {
                    server,
                    database: self.database.clone(),
                }
                .into()
            }
            code if *code == SqlState::READ_ONLY_SQL_TRANSACTION => OriginError::Standby { server }.into(),
            code if *code == SqlState::LOCK_NOT_AVAILABLE => LogError::Locked,
            code if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => {
                LogError::Corrupt(why)
            }
            _ => OriginError::Other(why).into(),
        }
    }
}

/// Whether the connection is gone, or about to be closed by the server.
pub(super) fn is_lost(error: &postgres::Error) -> bool {
    match error.as_db_error() {
        Some(db) => matches!(db.parsed_severity(), Some(Severity::Fatal | Severity::Panic)),
        None => error.is_closed() || causes(error).any(is_io_error),
    }
}

/// What the server says, or what happened on the way to it.
pub(super) fn describe(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => describe_server_message(db),
        None => causes(error).last().unwrap_or(error).to_string(),
    }
}

/// An error or a warning of the server, with its details.
pub(super) fn describe_server_message(db: &DbError) -> String {
    match db.detail() {
        Some(detail) => format!("{} ({detail})", db.message()),
        None => db.message().to_owned(),
    }
}

/// The causes of an error, from the nearest on.
fn causes(error: &postgres::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause| {
        let cause: &(dyn Error + 'static) = *cause;
        match cause.downcast_ref::<io::Error>() {
            // An error that was wrapped is not the source of the wrapper, but the content.
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => cause.source(),
        }
    })
}

fn is_tls_error(cause: &(dyn Error + 'static)) -> bool {
    cause.is::<rustls::Error>()
}

fn is_io_error(cause: &(dyn Error + 'static)) -> bool {
    cause.is::<io::Error>()
}
