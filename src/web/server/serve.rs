//! Listens for requests until it is told to stop.

use super::allowed_hosts::AllowedHosts;
use super::connections::answer_connections;
use super::response::Service;
use super::workers::Workers;
use crate::domain::Timestamp;
use crate::web::error::WebError;
use std::fmt;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// What a server serves, and to whom.
pub struct ServeOptions {
    /// The database.
    pub db: PathBuf,
    /// Where to listen; port 0 for any free one.
    pub address: SocketAddr,
    /// Names of hosts by which the server may be asked, besides `localhost` and numbers.
    pub hosts: Vec<String>,
    /// The time.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// How long a page may take.
    pub time_max: Duration,
}

impl fmt::Debug for ServeOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServeOptions")
            .field("db", &self.db)
            .field("address", &self.address)
            .field("hosts", &self.hosts)
            .finish_non_exhaustive()
    }
}

/// A server that listens, and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: tokio::net::TcpListener,
    runtime: Runtime,
    service: Service,
    address: SocketAddr,
}

/// How often the server looks whether it is told to stop.
const STOP_CHECK: Duration = Duration::from_millis(100);

impl Server {
    /// Opens the database and listens.
    pub fn bind(options: ServeOptions) -> Result<Self, WebError> {
        let failed = |what: &str, source| WebError::Io {
            what: what.to_owned(),
            source,
        };
        let threads = thread::available_parallelism().map_or(2, usize::from);
        let workers = Workers::start(&options.db, threads)?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|source| failed("the server cannot be started", source))?;
        let cannot_listen = |source| failed(&format!("cannot listen at {}", options.address), source);
        let listener = TcpListener::bind(options.address).map_err(cannot_listen)?;
        listener.set_nonblocking(true).map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(cannot_listen)?
        };
        Ok(Self {
            listener,
            runtime,
            service: Service {
                hosts: AllowedHosts::new(&options.hosts),
                workers,
                clock: options.clock,
                time_max: options.time_max,
            },
            address,
        })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests until `is_stopped` says so.
    pub fn run(self, is_stopped: impl Fn() -> bool) {
        let stopped = async {
            while !is_stopped() {
                tokio::time::sleep(STOP_CHECK).await;
            }
        };
        self.runtime
            .block_on(answer_connections(&self.listener, &self.service, stopped));
    }
}
