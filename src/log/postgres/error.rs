use super::OriginRight;

/// Why the log on a server could not be reached, read or written. No variant ever holds a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// The text is no address of a log, or the settings that it refers to are not usable.
    #[error("not an address of a log on PostgreSQL: {0}")]
    Address(String),
    /// The address holds a password.
    #[error(
        "the address holds a password, which would be visible in the list of processes and the history of the shell: \
         take it out, and put it into the variable PGPASSWORD, the file ~/.pgpass, or a service file"
    )]
    PasswordInAddress,
    /// This program was built without the feature `postgres`.
    #[error("this dixit was built without PostgreSQL: build it with the feature `postgres`")]
    NotBuiltIn,
    /// No connection was made.
    #[error("{server} cannot be reached: {why}")]
    Unreachable {
        /// The server.
        server: String,
        /// What prevents it.
        why: String,
    },
    /// The server does not accept the user or the password.
    #[error(
        "{server} refuses the connection: {why}; a password is taken from a service file, the variable PGPASSWORD, or \
         the file that PGPASSFILE names (otherwise ~/.pgpass), in this order"
    )]
    Refused {
        /// The server.
        server: String,
        /// What the server says.
        why: String,
    },
    /// No encrypted connection to the server that the address names was made.
    #[error("no secure connection to {server}: {why}")]
    Tls {
        /// The server.
        server: String,
        /// What is wrong.
        why: String,
    },
    /// The server only follows another one, or its database may only be read.
    #[error(
        "{server} is a standby, which only repeats what another server writes: name the primary in the address"
    )]
    Standby {
        /// The server.
        server: String,
    },
    /// The server has no such database.
    #[error("there is no database {database} on {server}: createdb makes it, with ENCODING 'UTF8'")]
    NoDatabase {
        /// The server.
        server: String,
        /// The database.
        database: String,
    },
    /// The database holds no log.
    #[error("the database {database} on {server} holds no log of dixit: `dixit share` puts one there")]
    NoLog {
        /// The server.
        server: String,
        /// The database.
        database: String,
    },
    /// The log was made by a newer version of dixit.
    #[error(
        "the log on {server} has version {found} of the format, and this dixit knows {known}: use a newer dixit"
    )]
    Newer {
        /// The server.
        server: String,
        /// The version of its format.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The log was made by an older version of dixit.
    #[error(
        "the log on {server} has version {found} of the format, and this dixit reads {known}: the owner of its tables \
         brings it up to date with `dixit share`"
    )]
    Outdated {
        /// The server.
        server: String,
        /// The version of its format.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// The database does not store text as UTF-8.
    #[error(
        "the database {database} stores text as {found}: a log needs one that is created with ENCODING 'UTF8'"
    )]
    Encoding {
        /// The database.
        database: String,
        /// Its encoding.
        found: String,
    },
    /// The role lacks a right.
    #[error("the role {role} may not {} this log ({why}): the owner of its tables can grant that", right.action())]
    NotAllowed {
        /// The role.
        role: String,
        /// The right that it lacks.
        right: OriginRight,
        /// What the server says.
        why: String,
    },
    /// The role may not make a log in the database.
    #[error(
        "the role {role} may not make a log in the database {database}: whoever may can allow that with GRANT CREATE ON \
         DATABASE"
    )]
    MayNotCreate {
        /// The role.
        role: String,
        /// The database.
        database: String,
    },
    /// The transaction was committed on the server, and no standby confirmed it.
    #[error(
        "the server recorded the events but did not wait until a standby has them too ({warning}): a failover may still \
         lose them; the next synchronisation shows whether they are there"
    )]
    NotAcknowledged {
        /// What the server says.
        warning: String,
    },
    /// The connection was lost while the transaction was committed, so it may or may not be recorded.
    #[error(
        "the connection to {server} was lost while it committed ({why}): the events are either all recorded or none is; \
         the next synchronisation shows which"
    )]
    InDoubt {
        /// The server.
        server: String,
        /// What happened.
        why: String,
    },
    /// The connection was lost; nothing of an open transaction is recorded.
    #[error("the connection to {server} was lost: {why}; nothing of this step was recorded there")]
    Lost {
        /// The server.
        server: String,
        /// What happened.
        why: String,
    },
    /// Whatever else the server says.
    #[error("PostgreSQL refuses: {0}")]
    Other(String),
}

impl OriginError {
    /// Whether the same is worth trying again later without any change: the server, or the way to it, is at fault.
    pub const fn is_unreachable(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. } | Self::Lost { .. } | Self::Standby { .. }
        )
    }

    /// Whether the events of the transaction may be recorded all the same.
    pub const fn is_in_doubt(&self) -> bool {
        matches!(self, Self::InDoubt { .. } | Self::NotAcknowledged { .. })
    }
}
