use super::address::{OriginAddress, OriginHost, refusal};
use super::credentials::OriginCredentials;
use super::error::OriginError;
use super::password_file::find_password;
use super::service_file::complete_by_service;
use std::net::IpAddr;

impl OriginHost {
    /// Whether the connection does not leave the machine.
    pub(super) fn is_local(&self) -> bool {
        let is_loopback = |ip: IpAddr| ip.is_loopback();
        self.is_socket() || self.name == "localhost" || self.name.parse().is_ok_and(is_loopback)
    }
}

/// All that a connection needs.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ConnectionTarget {
    pub(super) user: String,
    pub(super) database: String,
    /// Each server, and the password for it.
    pub(super) hosts: Vec<(OriginHost, Option<String>)>,
    /// Whether the connection is encrypted; `None` leaves it to the host.
    pub(super) is_encrypted: Option<bool>,
    pub(super) root_certificates: Option<String>,
}

impl OriginCredentials {
    /// What `address` means for whoever has these credentials.
    ///
    /// A password comes from the service, from the variable or from the password file, in this order, as in `libpq`.
    pub(super) fn complete(&self, address: &OriginAddress) -> Result<ConnectionTarget, OriginError> {
        let mut address = address.clone();
        let mut service_password = None;
        if let Some(name) = address.service.clone() {
            let file = self
                .service_file
                .as_deref()
                .ok_or_else(|| refusal(format!("there is no service file with the service {name}")))?;
            service_password = complete_by_service(&mut address, file, &name)?;
        }
        let missing = |what: &str| refusal(format!("it names no {what}: postgres://USER@HOST/DATABASE"));
        let user = address
            .user
            .or_else(|| self.user.clone())
            .ok_or_else(|| missing("user"))?;
        let database = address.database.ok_or_else(|| missing("database"))?;
        if address.hosts.is_empty() {
            return Err(missing("host"));
        }
        let password = service_password.or_else(|| self.password.clone());
        let with_password = |host: OriginHost| {
            let file = self.password_file.as_deref().unwrap_or_default();
            let password = password
                .clone()
                .or_else(|| find_password(file, &host, &database, &user));
            (host, password)
        };
        Ok(ConnectionTarget {
            hosts: address.hosts.into_iter().map(with_password).collect(),
            is_encrypted: address.is_encrypted,
            root_certificates: address.root_certificates,
            user,
            database,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials() -> OriginCredentials {
        OriginCredentials {
            user: Some("anna".to_owned()),
            password: None,
            password_file: Some("h1:*:*:anna:one\nh2:*:*:anna:two\n".to_owned()),
            service_file: Some(
                "[press]\nhost=h1\ndbname=press\nuser=boris\npassword=of-service\n".to_owned(),
            ),
        }
    }

    fn passwords(credentials: &OriginCredentials, address: &str) -> Vec<Option<String>> {
        let target = credentials.complete(&address.parse().unwrap()).unwrap();
        target.hosts.into_iter().map(|(_, password)| password).collect()
    }

    #[test]
    fn each_host_has_its_own_password() {
        assert_eq!(
            passwords(&credentials(), "postgres://h1,h2,h3/press"),
            [Some("one".to_owned()), Some("two".to_owned()), None]
        );
    }

    #[test]
    fn variable_comes_before_the_file_and_after_the_service() {
        let credentials = OriginCredentials {
            password: Some("of-variable".to_owned()),
            ..credentials()
        };
        assert_eq!(
            passwords(&credentials, "postgres://h1/p"),
            [Some("of-variable".to_owned())]
        );
        assert_eq!(
            passwords(&credentials, "postgres://?service=press"),
            [Some("of-service".to_owned())]
        );
    }

    #[test]
    fn role_is_that_of_the_address_the_service_or_the_machine() {
        let user = |address: &str| credentials().complete(&address.parse().unwrap()).unwrap().user;
        assert_eq!(user("postgres://eva@h1/p?service=press"), "eva");
        assert_eq!(user("postgres://h1/p?service=press"), "boris");
        assert_eq!(user("postgres://h1/p"), "anna");
    }

    #[test]
    fn missing_service_file_is_an_error() {
        let address: OriginAddress = "postgres://?service=press".parse().unwrap();
        let error = OriginCredentials::default().complete(&address).err().unwrap();
        assert!(error.to_string().contains("no service file"), "{error}");
    }

    #[test]
    fn loopback_and_sockets_are_local() {
        let host = |name: &str| OriginHost {
            name: name.to_owned(),
            port: 1,
        };
        for name in ["localhost", "127.0.0.1", "127.8.0.1", "::1", "/run/postgresql"] {
            assert!(host(name).is_local(), "{name}");
        }
        for name in ["db", "10.0.0.1", "localhost.example.org", "2001:db8::1"] {
            assert!(!host(name).is_local(), "{name}");
        }
    }
}
