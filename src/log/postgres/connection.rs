//! Connects to the primary of the servers of an address.

use super::OriginError;
use super::address::OriginHost;
use super::connection_target::ConnectionTarget;
use super::server_error::{ConnectionName, describe_server_message};
use super::tls::verified_tls;
use postgres::config::SslMode;
use postgres::error::Severity;
use postgres::{Client, Config, NoTls};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Maximum wait for a server to take the connection.
const CONNECT_WAIT_MAX: Duration = Duration::from_secs(10);
/// How long a connection is silent before the machine on the other side is asked whether it is still there.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);
/// Pause between such questions, and how many stay without answer before the connection counts as lost.
const KEEPALIVE_PAUSE: Duration = Duration::from_secs(10);
const KEEPALIVE_QUESTIONS: u32 = 3;
/// Maximum wait for the machine on the other side to confirm what was sent.
const CONFIRMATION_WAIT_MAX: Duration = Duration::from_secs(60);

/// What every connection sets, whatever the role or the database has set.
///
/// No time limit may end a transaction between its first event and its commit, except that of a machine that vanished:
/// the lock of all writers would stay with it. A commit has to be on disk, and at the standbys that the server waits
/// for. Policies of rows must fail rather than hide rows. Warnings have to arrive, as they tell that a commit is not
/// confirmed. And a plan that was made while the tables were small must not read them whole later.
const SESSION_SETTINGS: &str = "
    SET client_min_messages = warning;
    SET search_path = pg_catalog;
    SET row_security = off;
    SET statement_timeout = 0;
    SET lock_timeout = 0;
    SET idle_in_transaction_session_timeout = '60s';
    SET tcp_keepalives_idle = 30;
    SET tcp_keepalives_interval = 10;
    SET tcp_keepalives_count = 3;
    SET enable_seqscan = off;
    SET enable_hashjoin = off;
    SET jit = off;
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');
    SELECT set_config(name, '0', false) FROM unnest(ARRAY['transaction_timeout', 'idle_session_timeout']) AS name
        WHERE current_setting(name, true) IS NOT NULL";

/// Warnings of the server, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct ServerWarnings(Arc<Mutex<Vec<String>>>);

impl ServerWarnings {
    fn push(&self, warning: String) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(warning);
    }

    /// Those since the last call.
    pub(super) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Connects to the first server of `target` that is not a standby.
pub(super) fn connect_to_primary(
    target: &ConnectionTarget,
    warnings: &ServerWarnings,
) -> Result<(Client, ConnectionName), OriginError> {
    let mut errors = Vec::new();
    for (host, password) in &target.hosts {
        let name = ConnectionName {
            server: host.to_string(),
            database: target.database.clone(),
            role: target.user.clone(),
        };
        match connect_to_host(target, host, password.as_deref(), &name, warnings) {
            Ok(client) => return Ok((client, name)),
            Err(error) => errors.push(error),
        }
    }
    Err(most_telling(errors))
}

/// The error to show where no server would do: the one that somebody can do something about.
fn most_telling(mut errors: Vec<OriginError>) -> OriginError {
    if let Some(i) = errors.iter().position(|error| !error.is_unreachable()) {
        return errors.swap_remove(i);
    }
    if errors.len() == 1 {
        return errors.swap_remove(0);
    }
    let why: Vec<String> = errors.iter().map(OriginError::to_string).collect();
    OriginError::Unreachable {
        server: "each server of the address".to_owned(),
        why: why.join("; "),
    }
}

fn connect_to_host(
    target: &ConnectionTarget,
    host: &OriginHost,
    password: Option<&str>,
    name: &ConnectionName,
    warnings: &ServerWarnings,
) -> Result<Client, OriginError> {
    let mut config = Config::new();
    config
        .host(&host.name)
        .port(host.port)
        .user(&target.user)
        .dbname(&target.database)
        .application_name("dixit")
        .connect_timeout(CONNECT_WAIT_MAX)
        .keepalives_idle(KEEPALIVE_IDLE)
        .keepalives_interval(KEEPALIVE_PAUSE)
        .keepalives_retries(KEEPALIVE_QUESTIONS)
        .tcp_user_timeout(CONFIRMATION_WAIT_MAX);
    if let Some(password) = password {
        config.password(password);
    }
    let warnings = warnings.clone();
    config.notice_callback(move |notice| {
        if notice.parsed_severity() == Some(Severity::Warning) {
            warnings.push(describe_server_message(&notice));
        }
    });
    let is_encrypted = !host.is_socket() && target.is_encrypted.unwrap_or_else(|| !host.is_local());
    let connected = if is_encrypted {
        let tls = verified_tls(target.root_certificates.as_deref(), &name.server)?;
        config.ssl_mode(SslMode::Require).connect(tls)
    } else {
        config.ssl_mode(SslMode::Disable).connect(NoTls)
    };
    let mut client = connected.map_err(|error| name.connect_error(&error))?;
    set_up(&mut client, name)?;
    Ok(client)
}

/// Makes sure that the server is no standby, and sets what every connection sets.
fn set_up(client: &mut Client, name: &ConnectionName) -> Result<(), OriginError> {
    let failed = |error| name.connect_error(&error);
    let row = client
        .query_one("SELECT pg_is_in_recovery()", &[])
        .map_err(failed)?;
    if row.try_get(0).map_err(failed)? {
        return Err(OriginError::Standby {
            server: name.server.clone(),
        });
    }
    client.batch_execute(SESSION_SETTINGS).map_err(failed)
}
