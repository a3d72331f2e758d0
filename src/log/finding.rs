use super::{Damage, DamagedPart};
use crate::domain::Position;
use std::fmt;

/// Something that a verification found wrong, or worth a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The kind of thing that is wrong.
    pub part: FindingPart,
    /// How bad it is.
    pub severity: Severity,
    /// The event that it concerns, if it concerns one.
    pub position: Option<Position>,
    /// Where it is: a position, or the kind and name of an object of the database.
    pub place: String,
    /// What is wrong, as a clause.
    pub what: String,
    /// What mends it.
    pub repair: Repair,
    /// The damaged part of the event, where the hashes or the order of the log tell it.
    pub damaged_part: Option<DamagedPart>,
}

/// The kind of thing that a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingPart {
    /// The header of an event, or its place in the log.
    Event,
    /// The body of an event.
    Body,
    /// The text of an article.
    Text,
    /// A stored node of the Merkle tree.
    Tree,
    /// The words of a statement are not those of its article.
    Evidence,
    /// The time of recording.
    Clock,
    /// The definition of a table, index, trigger or view, or a setting of the file.
    Schema,
    /// SQLite's own trees and lists of pages.
    Structure,
    /// The log is not the one that was signed.
    Checkpoint,
    /// A read model.
    ReadModel,
    /// A full-text index.
    FullTextIndex,
}

impl FindingPart {
    /// Its name, as in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Body => "body",
            Self::Text => "text",
            Self::Tree => "tree",
            Self::Evidence => "evidence",
            Self::Clock => "clock",
            Self::Schema => "schema",
            Self::Structure => "structure",
            Self::Checkpoint => "checkpoint",
            Self::ReadModel => "read_model",
            Self::FullTextIndex => "full_text_index",
        }
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is wrong, but a reader of the log should know.
    Note,
    /// What is derived from the log, or stands beside it, is not as it should be.
    Difference,
    /// The log is damaged, or something stands in the way of what is recorded.
    Damage,
}

impl Severity {
    /// Its name, as in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Difference => "difference",
            Self::Damage => "damage",
        }
    }
}

/// What mends a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repair {
    /// Nothing needs to be mended.
    Nothing,
    /// The read models are to be rebuilt.
    Rebuild,
    /// The database is to be restored from a backup.
    RestoreBackup,
    /// An object that is not dixit's is to be removed from the database.
    RemoveObject,
    /// A newer dixit is needed.
    UpdateDixit,
    /// The owner of the tables on a server is to mend them.
    AskOwner,
}

impl Repair {
    /// What to do.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing to do",
            Self::Rebuild => "run `dixit rebuild`",
            Self::RestoreBackup => "restore the database from a backup",
            Self::RemoveObject => "drop it with SQLite: it is not dixit's",
            Self::UpdateDixit => "use a newer dixit",
            Self::AskOwner => "the owner of the tables on the server mends it",
        }
    }
}

impl Finding {
    /// A finding about the log, which only a backup mends.
    pub fn damage(part: FindingPart, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            part,
            severity: Severity::Damage,
            position: None,
            place: place.into(),
            what: what.into(),
            repair: Repair::RestoreBackup,
            damaged_part: None,
        }
    }

    /// A finding about something derived, which a rebuild mends.
    pub fn difference(part: FindingPart, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            severity: Severity::Difference,
            repair: Repair::Rebuild,
            ..Self::damage(part, place, what)
        }
    }

    /// Something that a reader of the log should know.
    pub fn note(part: FindingPart, position: Position, what: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            repair: Repair::Nothing,
            ..Self::damage(part, "", what).at(position)
        }
    }

    /// The same finding about the event at `position`.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self.place = position.to_string();
        self
    }

    /// The same finding about the event at `position`, in the place where it is.
    #[must_use]
    pub fn about(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// The same finding, mended by `repair`.
    #[must_use]
    pub fn with_repair(mut self, repair: Repair) -> Self {
        self.repair = repair;
        self
    }
}

impl From<Damage> for Finding {
    fn from(damage: Damage) -> Self {
        let part = match damage.part {
            DamagedPart::Body | DamagedPart::BodyTaken => FindingPart::Body,
            DamagedPart::Text | DamagedPart::TextTaken => FindingPart::Text,
            DamagedPart::Clock => FindingPart::Clock,
            _ => FindingPart::Event,
        };
        Self {
            damaged_part: Some(damage.part),
            ..Self::damage(part, "", damage.part.to_string()).at(damage.position)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place, what, repair, ..
        } = self;
        match self.severity {
            Severity::Damage => write!(f, "the log is damaged at {place}: {what}; {}", repair.as_str()),
            Severity::Difference => write!(f, "{place}: {what}; {}", repair.as_str()),
            Severity::Note => write!(f, "{place}: {what}"),
        }
    }
}
