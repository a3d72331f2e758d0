use std::fmt;

/// Who connects to a server, and with which password: what the caller read from the environment and from files.
///
/// Passwords are never shown, also not in debug output.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct OriginCredentials {
    /// The role to connect as where neither the address nor a service names one: the user of the machine.
    pub user: Option<String>,
    /// The variable `PGPASSWORD`.
    pub password: Option<String>,
    /// The content of the password file (`~/.pgpass`).
    pub password_file: Option<String>,
    /// The content of the service file (`~/.pg_service.conf`).
    pub service_file: Option<String>,
}

impl fmt::Debug for OriginCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |secret: &Option<String>| secret.as_ref().map(|_| "…");
        f.debug_struct("OriginCredentials")
            .field("user", &self.user)
            .field("password", &shown(&self.password))
            .field("password_file", &shown(&self.password_file))
            .field("service_file", &shown(&self.service_file))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_no_password() {
        let credentials = OriginCredentials {
            user: Some("anna".to_owned()),
            password: Some("secret-1".to_owned()),
            password_file: Some("*:*:*:*:secret-2".to_owned()),
            service_file: Some("[press]\npassword=secret-3".to_owned()),
        };
        let shown = format!("{credentials:?}");
        assert!(shown.contains("anna") && !shown.contains("secret"), "{shown}");
    }
}
