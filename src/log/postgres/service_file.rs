use super::OriginError;
use super::address::{OriginAddress, refusal};

/// Settings of `libpq` that a service may have and that change nothing for a log.
const IGNORED_SETTINGS: [&str; 12] = [
    "application_name",
    "client_encoding",
    "connect_timeout",
    "fallback_application_name",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "krbsrvname",
    "load_balance_hosts",
    "tcp_user_timeout",
];

/// Completes `address` by the entry of this name in a file in the form of `~/.pg_service.conf`, and returns the
/// password of the entry. What the address says itself stays.
///
/// An entry is `[name]` and lines `setting=value`; lines that begin with `#` are comments.
pub(super) fn complete_by_service(
    address: &mut OriginAddress,
    file: &str,
    name: &str,
) -> Result<Option<String>, OriginError> {
    let mut lines = file
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let header = |line: &str| {
        line.strip_prefix('[')
            .and_then(|line| line.strip_suffix(']').map(str::to_owned))
    };
    if !lines.any(|line| header(line).as_deref() == Some(name)) {
        return Err(refusal(format!("the service file has no service {name}")));
    }
    let (mut hosts, mut ports, mut password) = (String::new(), String::new(), None);
    for line in lines.take_while(|line| header(line).is_none()) {
        let Some((key, value)) = line.split_once('=') else {
            // Without the line: what it holds may be a password.
            return Err(refusal(format!("the service {name} has a line without =")));
        };
        match key {
            "host" => value.clone_into(&mut hosts),
            "port" => value.clone_into(&mut ports),
            "password" => password = Some(value.to_owned()),
            "service" => return Err(refusal(format!("the service {name} refers to another service"))),
            _ if IGNORED_SETTINGS.contains(&key) => {}
            _ => address.set(key, value)?,
        }
    }
    if !hosts.is_empty() {
        address.set_hosts(&hosts, &ports)?;
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# services of the desk\n\
                        [other]\nhost=elsewhere\nuser=x\n\n\
                        [press]\n  host=h1,h2\nport=5433\nuser=anna\ndbname=press\n# comment\n\
                        sslmode=verify-full\nconnect_timeout=5\npassword=a=b\n\
                        [press2]\nhost=h9\n";

    fn complete(text: &str, file: &str, name: &str) -> Result<(String, Option<String>), OriginError> {
        let mut address: OriginAddress = text.parse()?;
        let password = complete_by_service(&mut address, file, name)?;
        Ok((address.to_string(), password))
    }

    #[test]
    fn service_completes_the_address() {
        let (address, password) = complete("postgres://?service=press", FILE, "press").unwrap();
        assert_eq!(
            address,
            "postgres://anna@h1:5433,h2:5433/press?sslmode=verify-full&service=press"
        );
        assert_eq!(password.as_deref(), Some("a=b"));
    }

    #[test]
    fn what_the_address_says_stays() {
        let text = "postgres://boris@db/archive?sslmode=disable&service=press";
        let (address, _) = complete(text, FILE, "press").unwrap();
        assert_eq!(
            address,
            "postgres://boris@db:5432/archive?sslmode=disable&service=press"
        );
    }

    #[test]
    fn what_is_wrong_with_a_service_is_said_without_its_password() {
        for (file, expected) in [
            ("[other]\nhost=h\n", "has no service press"),
            ("[press]\nhunter2\n", "a line without ="),
            ("[press]\nservice=other\n", "refers to another service"),
            ("[press]\nsslcert=mine.pem\n", "sslcert=mine.pem is unknown"),
            ("[press]\nhost=a,b\nport=1,2,3\n", "not as many ports as hosts"),
        ] {
            let message = complete("postgres://?service=press", file, "press")
                .unwrap_err()
                .to_string();
            assert!(
                message.contains(expected) && !message.contains("hunter2"),
                "{message}"
            );
        }
    }
}
