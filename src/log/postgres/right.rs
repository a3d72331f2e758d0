/// What a role may do with the log on a server. Each includes the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OriginRight {
    /// Read all events.
    Read,
    /// Record events.
    Write,
    /// Take words away.
    Redact,
}

impl OriginRight {
    /// What it allows, as a verb that "this log" follows.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write to",
            Self::Redact => "redact words of",
        }
    }

    /// The statements that grant it, after the quoted name of the role.
    pub(super) const fn grants(self) -> &'static [&'static str] {
        const GRANTS: [&str; 4] = [
            "GRANT USAGE ON SCHEMA dixit TO",
            "GRANT SELECT ON dixit.format, dixit.event, dixit.body, dixit.text, dixit.tree TO",
            "GRANT INSERT ON dixit.event, dixit.body, dixit.text, dixit.tree TO",
            "GRANT UPDATE (salt, content) ON dixit.body, dixit.text TO",
        ];
        let (readers, _) = GRANTS.split_at(2);
        let (writers, _) = GRANTS.split_at(3);
        match self {
            Self::Read => readers,
            Self::Write => writers,
            Self::Redact => &GRANTS,
        }
    }
}
