//! Finds the addresses of a host, and leaves only those that may be connected to.
//!
//! The client connects to exactly the addresses that are returned here and does not look up the host again. So a name
//! that changes its address between check and connection gains nothing.

use super::options::HostLookup;
use super::public_address::is_public;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use thiserror::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// The number of addresses that the client has room for.
const ADDRESSES_MAX: usize = 16;

/// Why a host has no address to connect to. It travels inside an error of the HTTP client.
#[derive(Debug, Error)]
pub(super) enum UnusableHost {
    /// No address was found.
    #[error("{0}")]
    NotFound(String),
    /// All addresses are private; this is the first.
    #[error("{0} is not a public address")]
    Private(IpAddr),
}

impl From<UnusableHost> for ureq::Error {
    fn from(unusable: UnusableHost) -> Self {
        Self::Other(Box::new(unusable))
    }
}

/// The resolver of the HTTP client.
#[derive(Debug)]
pub(super) struct CheckedResolver {
    pub(super) host_lookup: Option<Arc<dyn HostLookup>>,
    pub(super) allow_private: bool,
    pub(super) private_hosts: Vec<String>,
}

impl CheckedResolver {
    /// Whether the host of `uri` may be private.
    fn may_be_private(&self, uri: &Uri) -> bool {
        let host = host_name(uri);
        let mut named = self.private_hosts.iter();
        self.allow_private || named.any(|named| named.eq_ignore_ascii_case(host))
    }

    /// All addresses of the host of `uri`, in the order in which they are to be tried.
    fn look_up(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<Vec<SocketAddr>, ureq::Error> {
        let host = host_name(uri);
        let https = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if https { 443 } else { 80 });
        if let Ok(ip) = host.parse::<IpAddr>() {
            return Ok(vec![SocketAddr::new(ip, port)]);
        }
        let not_found = |reason: String| UnusableHost::NotFound(reason).into();
        if let Some(lookup) = &self.host_lookup {
            let found = lookup
                .look_up(host)
                .map_err(|error| not_found(error.to_string()))?;
            return Ok(found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect());
        }
        match DefaultResolver::default().resolve(uri, config, timeout) {
            Ok(found) => Ok(found.to_vec()),
            Err(ureq::Error::Io(error)) => Err(not_found(error.to_string())),
            Err(error) => Err(error),
        }
    }
}

/// The host of `uri`, without the dot that may end it and the brackets around an IPv6 address.
fn host_name(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host);
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether the host of `uri` is this machine by its name (RFC 6761).
fn is_localhost(uri: &Uri) -> bool {
    let mut labels = host_name(uri).rsplit('.');
    labels
        .next()
        .is_some_and(|label| label.eq_ignore_ascii_case("localhost"))
}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let may_be_private = self.may_be_private(uri);
        let found = if is_localhost(uri) && !may_be_private {
            // Some systems do not know every spelling of this name, and would call it unknown.
            vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0))]
        } else {
            self.look_up(uri, config, timeout)?
        };
        let Some(first) = found.first().copied() else {
            return Err(UnusableHost::NotFound("it has no address".to_owned()).into());
        };
        let usable = found
            .into_iter()
            .filter(|found| may_be_private || is_public(found.ip()));
        let mut resolved = self.empty();
        for address in usable.take(ADDRESSES_MAX) {
            resolved.push(address);
        }
        if resolved.is_empty() {
            return Err(UnusableHost::Private(first.ip()).into());
        }
        Ok(resolved)
    }
}
