//! Takes an event that another copy of the log recorded into this one, after everything about it was checked.

use super::append::write_rows;
use super::codec::WireBody;
use super::event_hashes::is_redacted_salt;
use super::event_record::{EventRecord, TextRecord};
use super::hash::{Hash, SALT_LENGTH, salted_hash};
use super::import_refusal::ImportRefusal;
use super::log_head::LogHead;
use super::row::TextRow;
use super::store::{LogStore, RowSelection};
use super::{DamagedPart, LogError};
use crate::domain::{Position, RecordedEvent};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// An event whose hashes are right, so that only its place in the log is left to check.
#[derive(Debug)]
pub struct CheckedRecord {
    record: EventRecord,
    leaf_hash: Hash,
    /// The event, decoded.
    pub recorded: RecordedEvent,
}

impl CheckedRecord {
    /// The event as it is stored.
    pub const fn record(&self) -> &EventRecord {
        &self.record
    }

    /// The hash over its header.
    pub const fn leaf_hash(&self) -> Hash {
        self.leaf_hash
    }

    /// Checks `record` against its own hashes and the leaf hash that was recorded, and decodes it.
    ///
    /// The hash of a redacted body or text cannot be computed any more. The leaf hash still covers the rest, and
    /// [`verify()`](super::verify()) checks that an event says so.
    pub fn new(record: EventRecord, leaf_hash: Hash) -> Result<Self, ImportRefusal> {
        if record.leaf_hash() != leaf_hash {
            return Err(ImportRefusal::LeafHash);
        }
        Self::with_leaf(record, leaf_hash)
    }

    /// As [`new`](Self::new), for an event that was read from a store, which compares the leaf hash itself.
    pub fn of_stored(record: EventRecord) -> Result<Self, ImportRefusal> {
        let leaf_hash = record.leaf_hash();
        Self::with_leaf(record, leaf_hash)
    }

    fn with_leaf(mut record: EventRecord, leaf_hash: Hash) -> Result<Self, ImportRefusal> {
        if !record.is_body_redacted() {
            restore_body(&mut record)?;
        }
        let recorded = decode(&record, &leaf_hash)?;
        Ok(Self {
            record,
            leaf_hash,
            recorded,
        })
    }

    /// Whether its body or text was redacted.
    pub fn is_redacted(&self) -> bool {
        self.record.is_body_redacted() || self.record.text == Some(TextRecord::Redacted)
    }

    /// Size of its body and text in bytes.
    pub fn bytes(&self) -> usize {
        self.record.bytes()
    }
}

/// Checks the body against its hash. A program that rewrote the line may have changed white space and escapes: then
/// the body is brought back to how it was recorded, which the hash proves.
fn restore_body(record: &mut EventRecord) -> Result<(), ImportRefusal> {
    if record.body_salt.len() != SALT_LENGTH {
        return Err(ImportRefusal::BodyHash);
    }
    let is_right = |body: &str| salted_hash(&record.body_salt, body) == record.body_hash;
    if is_right(&record.body) {
        return Ok(());
    }
    let value: serde_json::Value = serde_json::from_str(&record.body).map_err(|_| ImportRefusal::BodyHash)?;
    let body = value.to_string();
    if !is_right(&body) {
        return Err(ImportRefusal::BodyHash);
    }
    record.body = body;
    Ok(())
}

fn decode(record: &EventRecord, leaf_hash: &Hash) -> Result<RecordedEvent, ImportRefusal> {
    let wire = WireBody::decode(&record.kind, record.schema_version, &record.body)
        .map_err(ImportRefusal::Undecodable)?;
    match record.find_damage() {
        None => {}
        Some(DamagedPart::Identity) => return Err(ImportRefusal::Id),
        Some(DamagedPart::Text) if record.text.is_some() => return Err(ImportRefusal::TextHash),
        Some(_) => return Err(ImportRefusal::Text),
    }
    let recorded = record
        .row(leaf_hash)
        .build_recorded_event(wire)
        .map_err(ImportRefusal::Undecodable)?;
    let stream = recorded.event.stream();
    if stream != recorded.stream {
        return Err(ImportRefusal::Stream(stream));
    }
    Ok(recorded)
}

/// Appends an event as another copy of this log recorded it: with its position, id, time, actor and salts. Returns
/// whether it was appended: the same event at the same position is left alone.
///
/// The store must be in a transaction that no other writer can interleave with. Errors: [`LogError::NotImported`] where
/// the event does not come next in this log. Nothing was written then.
pub fn append_recorded(log: &dyn LogStore, checked: &CheckedRecord) -> Result<bool, LogError> {
    let head = log.head()?;
    if checked.record.position < next_position(head.as_ref()) {
        compare_with_recorded(log, checked)?;
        return Ok(false);
    }
    append_records(log, head, &[(&checked.record, checked.leaf_hash)])?;
    Ok(true)
}

/// Appends events as [`append_recorded`] does, all of which come next in this log, in their order. On an error, none
/// was written.
pub fn append_all_recorded(log: &dyn LogStore, all: &[CheckedRecord]) -> Result<(), LogError> {
    let all: Vec<_> = all
        .iter()
        .map(|checked| (&checked.record, checked.leaf_hash))
        .collect();
    append_records(log, log.head()?, &all)
}

/// As [`append_all_recorded`], for events of which nothing was checked but their leaf hashes. The whole log must be
/// verified before anything is derived from it, as a rebuild of the read models does.
pub fn append_all_unverified(log: &dyn LogStore, all: &[EventRecord]) -> Result<(), LogError> {
    let all: Vec<_> = all.iter().map(|record| (record, record.leaf_hash())).collect();
    append_records(log, log.head()?, &all)
}

/// Appends the records, each with its leaf hash, to `log`, whose end is `head`.
fn append_records(
    log: &dyn LogStore,
    head: Option<LogHead>,
    all: &[(&EventRecord, Hash)],
) -> Result<(), LogError> {
    let mut next = next_position(head.as_ref());
    let size = next.number() - 1;
    let mut clock = head.map_or(i64::MIN, |head| head.recorded_at.micros());
    let mut versions = current_versions(log, all)?;
    for (record, _) in all {
        if record.position != next {
            let (found, expected) = (record.position, next);
            return Err(ImportRefusal::Gap { found, expected }.into());
        }
        let version = versions.entry(&record.stream).or_default();
        if record.version != *version + 1 {
            let (found, expected) = (record.version, *version + 1);
            return Err(ImportRefusal::Version { found, expected }.into());
        }
        *version = record.version;
        if record.recorded_at < clock {
            return Err(ImportRefusal::Clock.into());
        }
        clock = record.recorded_at;
        if record.kind.ends_with(".redacted")
            && let Some(position) = find_unredacted(log, &record.body)?
        {
            // Recording it without taking anything away would keep what somebody had taken away.
            return Err(ImportRefusal::RedactedElsewhere(position).into());
        }
        next = next.next();
    }
    let rows: Vec<_> = all.iter().map(|(record, leaf)| record.row(leaf)).collect();
    write_rows(log, size, &rows)
}

/// The version that each of the streams of these events has.
fn current_versions<'a>(
    log: &dyn LogStore,
    all: &[(&'a EventRecord, Hash)],
) -> Result<HashMap<&'a str, u64>, LogError> {
    let streams: BTreeSet<&str> = all.iter().map(|(record, _)| &*record.stream).collect();
    let streams: Vec<&str> = streams.into_iter().collect();
    let versions = log.stream_versions(&streams)?;
    Ok(streams.into_iter().zip(versions).collect())
}

fn next_position(head: Option<&LogHead>) -> Position {
    head.map_or(Position::START, |head| head.position).next()
}

/// The part of the body of a redaction that says what was taken away.
#[derive(Deserialize)]
struct RedactionBody {
    #[serde(default)]
    redacted: Vec<RedactedRow>,
}

#[derive(Deserialize)]
struct RedactedRow {
    position: u64,
    /// The hash of what remains of the body; a text leaves nothing.
    sha256: Option<String>,
}

/// The first position whose text or body a redaction with this `body` took away, and which has it here.
fn find_unredacted(log: &dyn LogStore, body: &str) -> Result<Option<Position>, LogError> {
    // A body of another form is reported when it is decoded.
    let redacted =
        serde_json::from_str(body).map_or_else(|_| Vec::new(), |body: RedactionBody| body.redacted);
    for RedactedRow { position, sha256 } in redacted {
        let position = Position::new(position);
        let mut is_whole = false;
        log.for_each_row(&RowSelection::at(position), &mut |row| {
            let row = row.event?;
            is_whole = match sha256 {
                Some(_) => row.body.is_some_and(|(salt, _)| !is_redacted_salt(salt)),
                None => matches!(row.text, TextRow::Kept(..)),
            };
            Ok(false)
        })?;
        if is_whole {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

/// Compares the event with the event that is recorded at its position.
fn compare_with_recorded(log: &dyn LogStore, checked: &CheckedRecord) -> Result<(), LogError> {
    let record = &checked.record;
    let other = || LogError::from(ImportRefusal::OtherHistory(record.position));
    let mut found = Err(other());
    log.for_each_row(&RowSelection::at(record.position), &mut |row| {
        let row = row.event?;
        if row.leaf_hash != checked.leaf_hash.as_bytes() {
            return Ok(false);
        }
        // The header is the same, and with it the hashes of body and text. What was redacted here stays so.
        let is_body_whole = row.body.is_some_and(|(salt, _)| !is_redacted_salt(salt));
        let is_text_whole = matches!(row.text, TextRow::Kept(..));
        let is_text_redacted = record.text == Some(TextRecord::Redacted);
        found = if (record.is_body_redacted() && is_body_whole) || (is_text_redacted && is_text_whole) {
            Err(ImportRefusal::RedactedElsewhere(record.position).into())
        } else {
            Ok(())
        };
        Ok(false)
    })?;
    found
}
