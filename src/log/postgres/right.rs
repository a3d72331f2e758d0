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
}
