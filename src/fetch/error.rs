//! Why an address was not fetched, and what to do.

use chrono::{DateTime, SecondsFormat, Utc};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use thiserror::Error;

/// Why an address was not fetched, or the fetch memory not used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The program was built without an HTTP client.
    #[error(
        "{address}: this build of dixit fetches nothing (save the page in a browser and give dixit the file, \
         or build it with the feature fetch)"
    )]
    NoClient {
        /// The address.
        address: String,
    },
    /// The text is not a web address.
    #[error("{address}: is not a web address: {problem} (write it as in the address bar: https://…)")]
    BadAddress {
        /// The address.
        address: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The address has a scheme other than `http` and `https`.
    #[error("{address}: an address that begins with {scheme}: is not fetched (only http: and https: are)")]
    Scheme {
        /// The address.
        address: String,
        /// Its scheme.
        scheme: String,
    },
    /// The address contains a user name or password; `address` is without them.
    #[error(
        "{address}: the address contains a user name or a password, which dixit does not send \
         (leave out what is before the @; if the page needs a login, save it in a browser and give dixit the file)"
    )]
    Credentials {
        /// The address.
        address: String,
    },
    /// The host is in a private network, on this machine, or otherwise not public.
    #[error(
        "{address}: {host} is at {ip}, which is not a public address (allow private addresses if you trust the site)"
    )]
    PrivateAddress {
        /// The address.
        address: String,
        /// The host.
        host: String,
        /// The address of the host.
        ip: String,
    },
    /// The name of the host has no address.
    #[error("{address}: the host {host} was not found: {reason} (check the spelling and the network)")]
    HostNotFound {
        /// The address.
        address: String,
        /// The host.
        host: String,
        /// Why.
        reason: String,
    },
    /// No connection was made.
    #[error("{address}: no connection to {host}: {reason} (check the address, or try again later)")]
    NotConnected {
        /// The address.
        address: String,
        /// The host.
        host: String,
        /// Why.
        reason: String,
    },
    /// The connection could not be secured.
    #[error(
        "{address}: no secure connection: {reason} \
         (if a browser warns too, the site must repair its certificate; otherwise check the clock of this machine)"
    )]
    Tls {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// Nothing came for too long, or everything together took too long.
    #[error("{address}: too slow: {what} took more than {seconds} s (try again later)")]
    TooSlow {
        /// The address.
        address: String,
        /// What took too long.
        what: &'static str,
        /// The limit in seconds.
        seconds: u64,
    },
    /// The user ended the program.
    #[error("{address}: was not fetched, because it was interrupted (run the same command again)")]
    Interrupted {
        /// The address.
        address: String,
    },
    /// The connection ended before the answer did.
    #[error("{address}: the server closed the connection before the answer was complete (try again later)")]
    CutOff {
        /// The address.
        address: String,
    },
    /// The answer is not HTTP.
    #[error(
        "{address}: the answer is not valid HTTP: {reason} (check that the address is that of a web page)"
    )]
    NotHttp {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// The body is damaged, or compressed in a way that was not asked for.
    #[error(
        "{address}: the answer cannot be decompressed: {reason} (save it in a browser and give dixit the file)"
    )]
    Compression {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// The decompressed body is larger than the limit.
    #[error(
        "{address}: the answer is larger than {max_bytes} bytes when decompressed \
         (raise the limit, or download it and give dixit the file)"
    )]
    TooLarge {
        /// The address.
        address: String,
        /// The limit in bytes.
        max_bytes: u64,
    },
    /// The redirects lead back to an address that was already visited.
    #[error(
        "{address}: redirects in a circle: back to {again} \
         (the site may need cookies or a login; save the page in a browser and give dixit the file)"
    )]
    RedirectLoop {
        /// The address.
        address: String,
        /// The address that was visited before.
        again: String,
    },
    /// There are more redirects than are followed.
    #[error(
        "{address}: more than {max} redirects, the last to {last} (give the address that a browser ends at)"
    )]
    TooManyRedirects {
        /// The address.
        address: String,
        /// The limit.
        max: usize,
        /// The address that the last redirect leads to.
        last: String,
    },
    /// A redirect without a usable target.
    #[error("{address}: redirects with status {status} but does not say where to (try again later)")]
    NoRedirectTarget {
        /// The address.
        address: String,
        /// The status.
        status: u16,
    },
    /// The address redirects to one that cannot be fetched.
    #[error("{address}: redirects to {source}")]
    Redirected {
        /// The address.
        address: String,
        /// What is wrong there.
        source: Box<FetchError>,
    },
    /// The site's robots.txt does not allow programs to fetch the address.
    #[error(
        "{address}: {robots} does not allow it: \"{rule}\" for \"{agent}\" \
         (open it in a browser, save it, and give dixit the file; for your own site, ignore robots.txt)"
    )]
    RobotsDisallow {
        /// The address.
        address: String,
        /// The address of the robots.txt.
        robots: String,
        /// The program that the rule is for, as the file names it.
        agent: String,
        /// The rule as written.
        rule: String,
    },
    /// The site's robots.txt cannot be read now, so it is not known whether the address may be fetched.
    #[error("{address}: not fetched, because the site's rules for programs cannot be read: {source}")]
    RobotsUnavailable {
        /// The address.
        address: String,
        /// What is wrong there.
        source: Box<FetchError>,
    },
    /// A robots.txt that cannot be understood.
    #[error("{address}: cannot be understood: {reason} (for your own site, repair it or ignore robots.txt)")]
    BadRobots {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// Status 401, 402, 403 or 407.
    #[error(
        "{address}: status {status}: the site refuses programs or needs a login \
         (open it in a browser, save it, and give dixit the file)"
    )]
    LoginNeeded {
        /// The address.
        address: String,
        /// The status.
        status: u16,
    },
    /// Status 404.
    #[error("{address}: status 404: there is no such page (check the address)")]
    NotFound {
        /// The address.
        address: String,
    },
    /// Status 410.
    #[error("{address}: status 410: the page was removed for good (look for a copy in a web archive)")]
    Gone {
        /// The address.
        address: String,
    },
    /// Status 451.
    #[error("{address}: status 451: the page is blocked for legal reasons (look for the publisher's notice)")]
    LegallyBlocked {
        /// The address.
        address: String,
    },
    /// Status 429, or 503 with a time to come back.
    #[error("{address}: status {status}: the site asks to wait{} (try again then)", until_text(*.until))]
    Busy {
        /// The address.
        address: String,
        /// The status.
        status: u16,
        /// When the site may be asked again, where it says so.
        until: Option<SystemTime>,
        /// The same as a duration from now.
        wait: Option<Duration>,
    },
    /// Another status from 500.
    #[error("{address}: status {status}: the site has a fault (try again later)")]
    ServerFailed {
        /// The address.
        address: String,
        /// The status.
        status: u16,
    },
    /// Any other status without a page.
    #[error(
        "{address}: status {status} is not an answer with a page (open the address in a browser to see why)"
    )]
    OtherStatus {
        /// The address.
        address: String,
        /// The status.
        status: u16,
    },
    /// The file of the fetch memory belongs to another program.
    #[error("{path}: is not dixit's fetch memory (choose another path)")]
    MemoryForeign {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file of the fetch memory is damaged.
    #[error(
        "{path}: the fetch memory is damaged: {reason} (delete the file; what it remembers is only fetched again)"
    )]
    MemoryDamaged {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A newer dixit wrote the file.
    #[error("{path}: a newer dixit wrote the fetch memory: version {found}, known is {known} (update dixit)")]
    MemoryNewer {
        /// Path of the file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
        /// The version that this program writes.
        known: i64,
    },
    /// Another process holds the file for too long.
    #[error("{path}: another process has locked the fetch memory (try again when it has finished)")]
    MemoryLocked {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file cannot be opened, read or written.
    #[error(
        "{path}: the fetch memory cannot be used: {reason} (check the path, its permissions and the free space)"
    )]
    MemoryAccess {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl FetchError {
    #[cfg(feature = "fetch")]
    /// What this failure to read a robots.txt means for the page `page` of the same site.
    pub(super) fn for_page(mut self, page: &str) -> Self {
        match &mut self {
            // The page would fail in the same way.
            Self::PrivateAddress { address, .. }
            | Self::HostNotFound { address, .. }
            | Self::NotConnected { address, .. }
            | Self::Tls { address, .. }
            | Self::Interrupted { address }
            | Self::Busy { address, .. } => {
                page.clone_into(address);
                self
            }
            _ => Self::RobotsUnavailable {
                address: page.to_owned(),
                source: Box::new(self),
            },
        }
    }

    /// How long the site asks to wait before it is asked again, where it says so.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            Self::Redirected { source, .. } => source.retry_after(),
            _ => None,
        }
    }

    /// Whether the address itself is gone or wrong, so that asking again later does not help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Redirected { source, .. } => source.is_permanent(),
            Self::BadAddress { .. }
            | Self::Scheme { .. }
            | Self::Credentials { .. }
            | Self::PrivateAddress { .. }
            | Self::RobotsDisallow { .. }
            | Self::LegallyBlocked { .. }
            | Self::Gone { .. } => true,
            _ => false,
        }
    }
}

/// `until` as the end of a sentence.
fn until_text(until: Option<SystemTime>) -> String {
    until.map_or_else(String::new, |until| {
        let until = DateTime::<Utc>::from(until).to_rfc3339_opts(SecondsFormat::Secs, true);
        format!(" until {until}")
    })
}
