//! What a [`Fetcher`](super::Fetcher) is allowed to do, how long it waits, and the clock that it is given.

use std::fmt::Debug;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The clock of a fetcher. The library reads no clock, and tests do not wait.
pub trait FetchClock: Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> SystemTime;
    /// Waits for `duration`, or until the user interrupts.
    fn sleep(&self, duration: Duration);
    /// Whether the user wants the program to end. What is being fetched is given up then.
    fn is_interrupted(&self) -> bool {
        false
    }
}

/// How the names of hosts become addresses, where it is not the system that looks them up.
pub trait HostLookup: Debug + Send + Sync {
    /// All addresses of `host`.
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The limits and the behaviour of a fetcher.
#[derive(Debug, Clone)]
pub struct FetchOptions {
    /// The clock.
    pub clock: Arc<dyn FetchClock>,
    /// Looks up hosts; `None` is the system's way.
    pub host_lookup: Option<Arc<dyn HostLookup>>,
    /// Maximum time to find the host and connect to it.
    pub connect_timeout: Duration,
    /// Maximum time in which nothing arrives.
    pub stall_timeout: Duration,
    /// Maximum time of all requests for one address together, redirects included and pauses not.
    pub request_timeout: Duration,
    /// Maximum size of a body, in bytes after decompression.
    pub max_body_bytes: u64,
    /// Maximum number of redirects that are followed for one address.
    pub max_redirects: usize,
    /// Whether hosts in private networks and this machine may be asked.
    pub allow_private: bool,
    /// Hosts that may be asked although they are private, such as a site of the own network. What they redirect to may
    /// not.
    pub private_hosts: Vec<String>,
    /// Whether robots.txt is neither read nor obeyed: for one's own site.
    pub ignore_robots: bool,
    /// Pause between two requests to one host.
    pub host_delay: Duration,
    /// Maximum `Crawl-delay` of a robots.txt that is waited for between two requests.
    pub max_crawl_delay: Duration,
    /// Maximum `Retry-After` that is waited for before asking again.
    pub max_retry_wait: Duration,
    /// Maximum number of times that a busy site is asked again.
    pub max_retries: u32,
}

impl FetchOptions {
    /// The usual limits.
    pub fn new(clock: Arc<dyn FetchClock>) -> Self {
        Self {
            clock,
            host_lookup: None,
            connect_timeout: Duration::from_secs(10),
            stall_timeout: Duration::from_secs(20),
            request_timeout: Duration::from_secs(60),
            max_body_bytes: 16 * 1024 * 1024,
            max_redirects: 10,
            allow_private: false,
            private_hosts: Vec::new(),
            ignore_robots: false,
            host_delay: Duration::from_secs(1),
            max_crawl_delay: Duration::from_secs(30),
            max_retry_wait: Duration::from_secs(60),
            max_retries: 2,
        }
    }
}
