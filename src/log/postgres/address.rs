use super::OriginError;
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// The port of PostgreSQL where the address names none.
const DEFAULT_PORT: u16 = 5432;

/// Where a log on PostgreSQL is: `postgres://user@host:port/database?sslmode=…`, as `libpq` writes it.
///
/// It never holds a password. Several hosts (`postgres://h1,h2/database`) are those of one log: the one that is the
/// primary at the moment is used, so that a failover is followed.
///
/// ```
/// # use dixit::log::OriginAddress;
/// let address: OriginAddress = "postgres://anna@db.example.org/press".parse()?;
/// assert_eq!(address.to_string(), "postgres://anna@db.example.org:5432/press");
/// assert!("postgres://anna:secret@db.example.org/press".parse::<OriginAddress>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OriginAddress {
    /// The role to connect as.
    pub(super) user: Option<String>,
    /// The servers; none where a service names them.
    pub(super) hosts: Vec<OriginHost>,
    /// The database.
    pub(super) database: Option<String>,
    /// Whether the connection is encrypted; `None` leaves it to the host.
    pub(super) is_encrypted: Option<bool>,
    /// The file with the certificates that are trusted, instead of those that come with dixit.
    pub(super) root_certificates: Option<String>,
    /// The entry of a service file that has what the address does not say.
    pub(super) service: Option<String>,
}

/// One server of an [`OriginAddress`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OriginHost {
    /// A name, an IP address, or the directory of a Unix socket.
    pub(super) name: String,
    /// The port.
    pub(super) port: u16,
}

impl OriginHost {
    /// Whether the name is the directory of a Unix socket.
    pub(super) fn is_socket(&self) -> bool {
        self.name.starts_with('/')
    }
}

impl fmt::Display for OriginHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, port } = self;
        if name.contains(':') {
            write!(f, "[{name}]:{port}")
        } else {
            write!(f, "{name}:{port}")
        }
    }
}

impl OriginAddress {
    /// The entry of a service file that the address refers to.
    pub fn service(&self) -> Option<&str> {
        self.service.as_deref()
    }

    /// Whether a text is meant as such an address, and not as the path of a file.
    pub fn is_address(text: &str) -> bool {
        without_scheme(text).is_some()
    }

    /// Takes a setting of the address or of a service, unless it has a value already.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Result<(), OriginError> {
        match key {
            "user" => keep_first(&mut self.user, value),
            "dbname" => keep_first(&mut self.database, value),
            "sslrootcert" => keep_first(&mut self.root_certificates, value),
            "service" => keep_first(&mut self.service, value),
            "sslmode" => {
                let mode = encryption(value)?;
                self.is_encrypted = self.is_encrypted.or(mode);
            }
            "target_session_attrs" if matches!(value, "read-write" | "primary" | "any") => {}
            _ => {
                return Err(refusal(format!(
                    "the setting {key}={value} is unknown; host, port, user, dbname, service, sslmode, sslrootcert and \
                     target_session_attrs=read-write are known"
                )));
            }
        }
        Ok(())
    }

    /// Takes the hosts and ports of two lists, unless it has hosts already.
    pub(super) fn set_hosts(&mut self, names: &str, ports: &str) -> Result<(), OriginError> {
        if !self.hosts.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = names.split(',').collect();
        let ports: Vec<&str> = ports.split(',').collect();
        if ports.len() != 1 && ports.len() != names.len() {
            return Err(refusal("there are not as many ports as hosts"));
        }
        for (i, name) in names.into_iter().enumerate() {
            let port = ports.get(i).unwrap_or(&ports[0]);
            if name.is_empty() {
                return Err(refusal("it names no host"));
            }
            self.hosts.push(OriginHost {
                name: name.to_owned(),
                port: parse_port(port)?,
            });
        }
        Ok(())
    }
}

impl FromStr for OriginAddress {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let rest = without_scheme(text).ok_or_else(|| refusal("it does not begin with postgres://"))?;
        let (rest, settings) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let mut address = Self::default();
        let hosts = match authority.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(OriginError::PasswordInAddress),
            Some((user, hosts)) => {
                keep_first(&mut address.user, &percent_decoded(user)?);
                hosts
            }
            None => authority,
        };
        let (mut names, mut ports) = split_hosts(hosts)?;
        keep_first(&mut address.database, &percent_decoded(path)?);
        for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
            let (key, value) = setting.split_once('=').unwrap_or((setting, ""));
            match (key, percent_decoded(value)?) {
                ("password", _) => return Err(OriginError::PasswordInAddress),
                ("host", value) => names = value,
                ("port", value) => ports = value,
                (key, value) => address.set(key, &value)?,
            }
        }
        if !names.is_empty() {
            address.set_hosts(&names, &ports)?;
        } else if !ports.is_empty() || address.service.is_none() {
            return Err(refusal("it names no host: postgres://USER@HOST/DATABASE"));
        }
        if address.database.is_none() && address.service.is_none() {
            return Err(refusal("it names no database: postgres://USER@HOST/DATABASE"));
        }
        Ok(address)
    }
}

impl fmt::Display for OriginAddress {
    /// The address in one spelling, which parses to the same address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = &self.user {
            write!(f, "{}@", percent_encoded(user))?;
        }
        let mut settings = String::new();
        if self.hosts.iter().any(OriginHost::is_socket) {
            let list = |part: fn(&OriginHost) -> String| {
                let parts: Vec<String> = self.hosts.iter().map(part).collect();
                parts.join(",")
            };
            let names = list(|host| percent_encoded(&host.name));
            let ports = list(|host| host.port.to_string());
            write!(settings, "&host={names}&port={ports}")?;
        } else {
            let hosts: Vec<String> = self.hosts.iter().map(OriginHost::to_string).collect();
            f.write_str(&hosts.join(","))?;
        }
        if let Some(database) = &self.database {
            write!(f, "/{}", percent_encoded(database))?;
        }
        if let Some(is_encrypted) = self.is_encrypted {
            let mode = if is_encrypted { "verify-full" } else { "disable" };
            write!(settings, "&sslmode={mode}")?;
        }
        for (key, value) in [
            ("sslrootcert", &self.root_certificates),
            ("service", &self.service),
        ] {
            if let Some(value) = value {
                write!(settings, "&{key}={}", percent_encoded(value))?;
            }
        }
        match settings.strip_prefix('&') {
            Some(settings) => write!(f, "?{settings}"),
            None => Ok(()),
        }
    }
}

/// What comes after `postgres://` or `postgresql://`.
fn without_scheme(text: &str) -> Option<&str> {
    ["postgres://", "postgresql://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme))
}

pub(super) fn refusal(why: impl Into<String>) -> OriginError {
    OriginError::Address(why.into())
}

fn keep_first(setting: &mut Option<String>, value: &str) {
    if setting.is_none() && !value.is_empty() {
        *setting = Some(value.to_owned());
    }
}

/// Whether a mode of `libpq` means an encrypted connection; `None` where it leaves that to the server. A connection
/// that is encrypted and does not verify the server would protect from nobody who stands between, so none is made.
fn encryption(mode: &str) -> Result<Option<bool>, OriginError> {
    match mode {
        "disable" => Ok(Some(false)),
        "allow" | "prefer" => Ok(None),
        "require" | "verify-ca" | "verify-full" => Ok(Some(true)),
        _ => Err(refusal(format!(
            "sslmode={mode} is unknown; disable and verify-full are the two that differ"
        ))),
    }
}

fn parse_port(port: &str) -> Result<u16, OriginError> {
    if port.is_empty() {
        return Ok(DEFAULT_PORT);
    }
    match port.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(refusal(format!("{port} is no port"))),
    }
}

/// The names and the ports of `h1:5432,h2:5433`, as two lists.
fn split_hosts(hosts: &str) -> Result<(String, String), OriginError> {
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',') {
        let (name, port) = match host.strip_prefix('[').map(|host| host.split_once(']')) {
            Some(Some((name, port))) => (name, port.strip_prefix(':').unwrap_or(port)),
            Some(None) => return Err(refusal("a bracket of an IPv6 address is not closed")),
            None => host.split_once(':').unwrap_or((host, "")),
        };
        names.push(percent_decoded(name)?);
        ports.push(port);
    }
    if ports.iter().all(|port| port.is_empty()) {
        ports.truncate(1);
    }
    Ok((names.join(","), ports.join(",")))
}

fn percent_decoded(text: &str) -> Result<String, OriginError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let digits = part
            .get(..2)
            .filter(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit()));
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.ok_or_else(|| refusal("a % is not followed by two hexadecimal digits"))?);
        bytes.extend(part.bytes().skip(2));
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        _ => Err(refusal("it holds bytes that are no text")),
    }
}

/// The text with everything encoded that means something in an address.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> String {
        let address: OriginAddress = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        let spelled = address.to_string();
        assert_eq!(spelled.parse(), Ok(address), "{spelled}");
        spelled
    }

    fn refused(text: &str) -> String {
        text.parse::<OriginAddress>().unwrap_err().to_string()
    }

    #[test]
    fn address_has_one_spelling() {
        for (text, expected) in [
            ("postgres://db/press", "postgres://db:5432/press"),
            ("postgresql://anna@db:6000/press", "postgres://anna@db:6000/press"),
            ("postgres://h1,h2/press", "postgres://h1:5432,h2:5432/press"),
            ("postgres://h1:1,h2:2/p", "postgres://h1:1,h2:2/p"),
            ("postgres://h1,h2:2/p", "postgres://h1:5432,h2:2/p"),
            ("postgres://[::1]:7/p", "postgres://[::1]:7/p"),
            (
                "postgres://a%40b@db/p%2Fq%20r",
                "postgres://a%40b@db:5432/p/q%20r",
            ),
            (
                "postgres://db/p?sslmode=require",
                "postgres://db:5432/p?sslmode=verify-full",
            ),
            (
                "postgres://db/p?sslmode=disable",
                "postgres://db:5432/p?sslmode=disable",
            ),
            ("postgres://db/p?sslmode=prefer", "postgres://db:5432/p"),
            (
                "postgres:///p?host=/run/pg",
                "postgres:///p?host=/run/pg&port=5432",
            ),
            ("postgres://%2Frun%2Fpg:9/p", "postgres:///p?host=/run/pg&port=9"),
            (
                "postgres://?host=db&port=7&user=u&dbname=p",
                "postgres://u@db:7/p",
            ),
            ("postgres://?service=press", "postgres://?service=press"),
            (
                "postgres://db/p?target_session_attrs=read-write",
                "postgres://db:5432/p",
            ),
            (
                "postgres://db/p?sslrootcert=/etc/our ca.pem",
                "postgres://db:5432/p?sslrootcert=/etc/our%20ca.pem",
            ),
        ] {
            assert_eq!(spelled(text), expected, "{text}");
        }
    }

    #[test]
    fn password_is_refused_and_not_repeated() {
        for text in [
            "postgres://anna:s3cret@db/press",
            "postgres://anna:@db/press",
            "postgres://db/press?password=s3cret",
        ] {
            let message = refused(text);
            assert!(
                message.contains("PGPASSWORD") && !message.contains("s3cret"),
                "{message}"
            );
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said() {
        for (text, expected) in [
            ("db.example.org/press", "it does not begin with postgres://"),
            ("postgres:///press", "names no host"),
            ("postgres://db", "names no database"),
            ("postgres://db:0/press", "0 is no port"),
            ("postgres://db:70000/press", "70000 is no port"),
            ("postgres://[::1/press", "bracket"),
            ("postgres://h1,/press", "names no host"),
            ("postgres://a:1,b:2,c:3/p?port=1,2", "not as many ports as hosts"),
            ("postgres://db/press?sslmode=maybe", "sslmode=maybe is unknown"),
            (
                "postgres://db/press?sslcert=mine.pem",
                "sslcert=mine.pem is unknown",
            ),
            ("postgres://db/press?target_session_attrs=standby", "unknown"),
            ("postgres://db/pre%zzss", "two hexadecimal digits"),
            ("postgres://db/pre%é", "two hexadecimal digits"),
            ("postgres://db/%FF", "no text"),
            ("postgres://db/%00", "no text"),
        ] {
            let message = refused(text);
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
