use crate::domain::{Position, RemainderHash};
use crate::log::redact::{Redactions, redactions};
use crate::log::store::LogStore;
use crate::log::{Finding, FindingPart, Findings, LogError};

/// What the redaction events of a log list. They are read when the first redacted text or body is met.
pub(super) struct KnownRedactions<'c> {
    log: &'c dyn LogStore,
    read: Option<Redactions>,
}

impl<'c> KnownRedactions<'c> {
    pub(super) const fn new(log: &'c dyn LogStore) -> Self {
        Self { log, read: None }
    }

    /// Whether an event says that the text at `position` was taken away.
    pub(super) fn has_text(&mut self, position: Position, findings: &mut Findings) -> bool {
        self.read(findings).texts.contains(&position)
    }

    /// Whether an event says that `remainder` is what remains of the body at `position`.
    pub(super) fn has_body(&mut self, position: Position, remainder: &str, findings: &mut Findings) -> bool {
        let known = self.read(findings).bodies.get(&position);
        known.is_some_and(|hash| *hash == RemainderHash::of(remainder))
    }

    fn read(&mut self, findings: &mut Findings) -> &Redactions {
        let log = self.log;
        self.read.get_or_insert_with(|| {
            redactions(log).unwrap_or_else(|error| {
                let position = match &error {
                    LogError::Undecodable { position, .. } => Some(*position),
                    _ => None,
                };
                let what = format!("the redactions cannot be read: {error}");
                let finding = Finding::damage(FindingPart::Body, "table body", what);
                findings.push(match position {
                    Some(position) => finding.at(position),
                    None => finding,
                });
                Redactions::default()
            })
        })
    }
}
