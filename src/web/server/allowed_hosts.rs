//! Which hosts a request may name.
//!
//! A page of another site can have the browser ask this server under that site's own name, after it made the name point
//! to this machine (DNS rebinding). Such a request names the other host, so it is refused. A number of an address
//! cannot be rebound.

use std::net::IpAddr;

/// The names by which this server may be asked.
#[derive(Debug, Clone)]
pub(super) struct AllowedHosts(Vec<String>);

impl AllowedHosts {
    /// `localhost`, every number of an address, and `names`.
    pub(super) fn new(names: &[String]) -> Self {
        let own = names.iter().map(|name| name.to_ascii_lowercase());
        Self(own.chain(["localhost".to_owned()]).collect())
    }

    /// Whether the header `Host` has an allowed name; the port does not matter.
    pub(super) fn contains(&self, header: &str) -> bool {
        let name = match header.strip_prefix('[') {
            Some(rest) => match rest.split_once(']') {
                Some((address, port)) if port.is_empty() || port.starts_with(':') => {
                    return address.parse::<IpAddr>().is_ok();
                }
                _ => return false,
            },
            None => header.split_once(':').map_or(header, |(name, _)| name),
        };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        name.parse::<IpAddr>().is_ok() || self.0.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_are_refused() {
        let hosts = AllowedHosts::new(&["Dixit.Gazette.example".to_owned()]);
        for allowed in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:80",
            "[::1]:8080",
            "[::1]",
            "dixit.gazette.example",
        ] {
            assert!(hosts.contains(allowed), "{allowed}");
        }
        for refused in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "[evil]",
            "[::1]x",
        ] {
            assert!(!hosts.contains(refused), "{refused}");
        }
    }
}
