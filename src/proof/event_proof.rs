//! A file that proves, without the database, that events are in the log of a signed checkpoint.

use super::annotation::Annotation;
use super::encoding::{hash_from_base64, to_base64};
use super::{Checkpoint, ProofError, SignedNote, VerifierKey};
use crate::domain::{ArticleText, Event, Source, Statement};
use crate::log::{EventRecord, Hash, TextRecord, is_included};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The form of the file that this version writes and reads.
const FORMAT: &str = "dixit-proof/1";
/// Most events that are checked.
const EVENTS_MAX: usize = 10_000;

/// A file that proves that events are in the log of a signed checkpoint, and what they say.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventProof {
    /// `dixit-proof/1`.
    format: String,
    /// What it is about: the id of a statement or article, or a position.
    subject: String,
    /// The statement as a W3C Web Annotation, with the context of its words; it follows from the events below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    annotation: Option<Annotation>,
    /// The checkpoint: a C2SP signed note.
    checkpoint: String,
    /// The key that signed it. Compare it with one that the keeper of the log gave you.
    verifier_key: String,
    /// The events, in the order of the log.
    events: Vec<ProvenEvent>,
}

/// An event, and the path from it to the root.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProvenEvent {
    /// The event, as `dixit export events` writes it. The text of the article may be left out.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    event: Box<RawValue>,
    /// The inclusion path of RFC 9162, in base64, from the event upwards.
    path: Vec<String>,
}

/// Where the text form of an event comes from, and how it is read: proofs have no form of their own for it.
pub trait EventForm {
    /// The JSON object of `record`.
    fn write(&self, record: &EventRecord) -> Result<Box<RawValue>, String>;
    /// The event of a JSON object, and what is wrong with it otherwise.
    fn read(&self, json: &str) -> Result<EventRecord, String>;
}

/// What a proof proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedProof {
    /// The log that the events are in.
    pub checkpoint: Checkpoint,
    /// What it is about.
    pub subject: String,
    /// The events, in the order of the log.
    pub events: Vec<CheckedEvent>,
    /// The words of the statement, if it is about one whose words were not redacted.
    pub words: Option<String>,
    /// Whether the words were found at their place in the text of the article; `None` where the file does not have
    /// the text.
    pub is_in_text: Option<bool>,
}

/// An event that is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedEvent {
    /// It, as the log has it.
    pub record: EventRecord,
    /// What it says.
    pub event: Event,
}

impl EventProof {
    /// Makes the file of a proof about `subject`: each of `records` with its inclusion path in the log of `note`.
    pub fn new(
        subject: String,
        note: &SignedNote,
        key: &VerifierKey,
        records: &[(EventRecord, Vec<Hash>)],
        form: &dyn EventForm,
    ) -> Result<Self, ProofError> {
        let mut events = Vec::with_capacity(records.len());
        let mut checked = Vec::with_capacity(records.len());
        for (record, path) in records {
            events.push(ProvenEvent {
                event: form.write(record).map_err(ProofError::does_not_hold)?,
                path: path.iter().map(|hash| to_base64(hash.as_bytes())).collect(),
            });
            checked.push(decode(record.clone())?);
        }
        Ok(Self {
            format: FORMAT.to_owned(),
            annotation: find_statement(&subject, &checked).map(|found| found.annotation()),
            subject,
            checkpoint: note.to_string(),
            verifier_key: key.to_string(),
            events,
        })
    }

    /// Whether a file says of itself that it is such a proof.
    pub fn is_format(format: &str) -> bool {
        format == FORMAT
    }

    /// The key that the file names. It proves nothing by itself: who forged the file can have put in a key of their own.
    pub fn named_key(&self) -> Result<VerifierKey, ProofError> {
        self.verifier_key.parse()
    }

    /// Checks everything: the signature by `key`, every hash of every event, its path to the root, and that the
    /// annotation and the words follow from the events.
    pub fn check(&self, key: &VerifierKey, form: &dyn EventForm) -> Result<CheckedProof, ProofError> {
        let note: SignedNote = self.checkpoint.parse()?;
        note.check_signature(key)?;
        let checkpoint = Checkpoint::from_note(&note)?;
        if self.events.is_empty() || self.events.len() > EVENTS_MAX {
            return Err(ProofError::malformed("proof", "it has no events, or too many"));
        }
        let mut events: Vec<CheckedEvent> = Vec::with_capacity(self.events.len());
        for proven in &self.events {
            let event = proven.check(&checkpoint, form)?;
            if events
                .last()
                .is_some_and(|last| last.record.position >= event.record.position)
            {
                return Err(ProofError::malformed(
                    "proof",
                    "its events are not in the order of the log",
                ));
            }
            events.push(event);
        }
        let found = find_statement(&self.subject, &events);
        if found.as_ref().map(FoundStatement::annotation) != self.annotation {
            return Err(ProofError::does_not_hold(
                "the annotation is not what the events say",
            ));
        }
        let is_in_text = found.as_ref().and_then(FoundStatement::is_in_text);
        if is_in_text == Some(false) {
            return Err(ProofError::does_not_hold(
                "the words are not at their place in the text of the article",
            ));
        }
        let words = found.map(|found| found.statement.words());
        Ok(CheckedProof {
            checkpoint,
            subject: self.subject.clone(),
            words: words.filter(|words| !words.is_empty()),
            is_in_text,
            events,
        })
    }
}

impl ProvenEvent {
    /// Checks the hashes of the event, and that it is in the log of `checkpoint`.
    fn check(&self, checkpoint: &Checkpoint, form: &dyn EventForm) -> Result<CheckedEvent, ProofError> {
        let record = form
            .read(self.event.get())
            .map_err(|problem| ProofError::malformed("event of a proof", problem))?;
        let position = record.position;
        let damage = match record.text {
            Some(TextRecord::Kept(..)) => record.find_damage(),
            _ => record.find_damage_of_body(),
        };
        if let Some(part) = damage {
            return Err(ProofError::does_not_hold(format_args!(
                "of the event at {position}, {part}"
            )));
        }
        let path: Vec<Hash> = self
            .path
            .iter()
            .map(|hash| hash_from_base64("inclusion path", hash))
            .collect::<Result<_, _>>()?;
        let index = position.number().wrapping_sub(1);
        let log = &checkpoint.log;
        if !is_included(&record.leaf_hash(), index, log.events, &path, &log.root) {
            return Err(ProofError::does_not_hold(format_args!(
                "the event is not at {position} in the log of the checkpoint"
            )));
        }
        decode(record)
    }
}

fn decode(record: EventRecord) -> Result<CheckedEvent, ProofError> {
    let position = record.position;
    let event = record.decode().map_err(|error| {
        ProofError::malformed("event of a proof", format_args!("that at {position}: {error}"))
    })?;
    Ok(CheckedEvent { record, event })
}

/// The last reading of a statement among events, and its article.
struct FoundStatement<'a> {
    statement: &'a Statement,
    source: &'a Source,
    article: &'a crate::domain::ArticleId,
    text: &'a ArticleText,
}

impl FoundStatement<'_> {
    fn annotation(&self) -> Annotation {
        Annotation::new(self.statement, self.article, self.source)
    }

    /// Whether the words are at their place in the text; `None` where the text is not at hand, or the words were
    /// redacted.
    fn is_in_text(&self) -> Option<bool> {
        let text = self.text.as_str()?;
        let is_redacted = self
            .statement
            .evidence
            .iter()
            .any(|piece| piece.quote.text.is_empty());
        (!is_redacted).then(|| self.statement.matches_text(text))
    }
}

/// The statement with the id `subject`, as the last of `events` that records it has it.
fn find_statement<'a>(subject: &str, events: &'a [CheckedEvent]) -> Option<FoundStatement<'a>> {
    let (article, revision, statement) = events.iter().rev().find_map(|checked| match &checked.event {
        Event::StatementRecorded {
            article,
            revision,
            statement,
        } if statement.id.as_str() == subject => Some((article, *revision, &**statement)),
        _ => None,
    })?;
    events.iter().find_map(|checked| match &checked.event {
        Event::ArticleIngested {
            article: of,
            source,
            text,
            ..
        } if of == article && revision == 0 => Some(FoundStatement {
            statement,
            source,
            article,
            text,
        }),
        Event::ArticleRevised {
            article: of,
            revision: number,
            source,
            text,
            ..
        } if of == article && *number == revision => Some(FoundStatement {
            statement,
            source,
            article,
            text,
        }),
        _ => None,
    })
}
