//! Takes an event that another copy of the log recorded into this one, after everything about it was checked.

use super::append::{insert_event, stream_version};
use super::codec::WireBody;
use super::event_hashes::is_redacted_salt;
use super::event_record::{EventRecord, TextRecord};
use super::hash::{Hash, SALT_LENGTH, salted_hash};
use super::import_refusal::ImportRefusal;
use super::read::{read_head, select_events};
use super::row::{EventRow, TextRow};
use super::tree::{expect_inserted, store_completed_subtrees};
use super::{DamagedPart, LogError, LogHead};
use crate::domain::{Position, RecordedEvent};
use rusqlite::{Connection, Transaction, params};
use serde::Deserialize;

/// An event whose hashes are right, so that only its place in the log is left to check.
#[derive(Debug)]
pub struct CheckedRecord {
    record: EventRecord,
    leaf_hash: Hash,
    /// The event, decoded.
    pub recorded: RecordedEvent,
}

impl CheckedRecord {
    /// Checks `record` against its own hashes and the leaf hash that was recorded, and decodes it.
    ///
    /// The hash of a redacted body or text cannot be computed any more. The leaf hash still covers the rest, and
    /// [`verify()`](super::verify()) checks that an event says so.
    pub fn new(mut record: EventRecord, leaf_hash: Hash) -> Result<Self, ImportRefusal> {
        if record.leaf_hash() != leaf_hash {
            return Err(ImportRefusal::LeafHash);
        }
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
        let text = match &self.record.text {
            Some(TextRecord::Kept(_, content)) => content.len(),
            Some(TextRecord::Redacted) | None => 0,
        };
        self.record.body.len() + text
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
/// The transaction must have been started as IMMEDIATE. Errors: [`LogError::NotImported`] where the event does not
/// come next in this log. Nothing was written then.
pub fn append_recorded(tx: &Transaction<'_>, checked: &CheckedRecord) -> Result<bool, LogError> {
    let record = &checked.record;
    let head = read_head(tx)?;
    let next = head.map_or(Position::START, |head| head.position).next();
    if record.position < next {
        compare_with_recorded(tx, checked)?;
        return Ok(false);
    }
    check_place(tx, record, next, head.as_ref())?;
    insert_event(tx, &record.columns())?;
    let pos = record.columns().pos;
    let mut insert = tx.prepare_cached("INSERT INTO body (pos, salt, content) VALUES (?1, ?2, ?3)")?;
    expect_inserted(insert.execute(params![pos, record.body_salt, record.body])?)?;
    match &record.text {
        None => {}
        Some(TextRecord::Kept(salt, content)) => insert_text(tx, pos, salt, content)?,
        Some(TextRecord::Redacted) => {
            // The log accepts a text only as a whole, and an existing one may be taken down.
            insert_text(tx, pos, &[0; SALT_LENGTH], "")?;
            let mut redact =
                tx.prepare_cached("UPDATE text SET salt = NULL, content = NULL WHERE pos = ?1")?;
            redact.execute([pos])?;
        }
    }
    store_completed_subtrees(tx, record.position)?;
    Ok(true)
}

fn insert_text(tx: &Connection, pos: i64, salt: &[u8], content: &str) -> Result<(), LogError> {
    let mut insert = tx.prepare_cached("INSERT INTO text (pos, salt, content) VALUES (?1, ?2, ?3)")?;
    expect_inserted(insert.execute(params![pos, salt, content])?)
}

/// Checks that `record` comes next, at `next` and in its stream.
fn check_place(
    conn: &Connection,
    record: &EventRecord,
    next: Position,
    head: Option<&LogHead>,
) -> Result<(), LogError> {
    if record.position != next {
        let (found, expected) = (record.position, next);
        return Err(ImportRefusal::Gap { found, expected }.into());
    }
    let expected = stream_version(conn, &record.stream)? + 1;
    if record.version != expected {
        let found = record.version;
        return Err(ImportRefusal::Version { found, expected }.into());
    }
    if head.is_some_and(|head| record.recorded_at < head.recorded_at.micros()) {
        return Err(ImportRefusal::Clock.into());
    }
    if record.kind.ends_with(".redacted")
        && let Some(position) = find_unredacted(conn, &record.body)?
    {
        // Recording it without taking anything away would keep what somebody had taken away.
        return Err(ImportRefusal::RedactedElsewhere(position).into());
    }
    Ok(())
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
fn find_unredacted(conn: &Connection, body: &str) -> Result<Option<Position>, LogError> {
    // A body of another form is reported when it is decoded.
    let redacted =
        serde_json::from_str(body).map_or_else(|_| Vec::new(), |body: RedactionBody| body.redacted);
    let mut text = conn.prepare_cached("SELECT 1 FROM text WHERE pos = ?1 AND content IS NOT NULL")?;
    let mut salted = conn.prepare_cached("SELECT 1 FROM body WHERE pos = ?1 AND salt <> zeroblob(16)")?;
    for RedactedRow { position, sha256 } in redacted {
        let select = if sha256.is_some() { &mut salted } else { &mut text };
        if select.exists([position.cast_signed()])? {
            return Ok(Some(Position::new(position)));
        }
    }
    Ok(None)
}

/// Compares the event with the event that is recorded at its position.
fn compare_with_recorded(conn: &Connection, checked: &CheckedRecord) -> Result<(), LogError> {
    let record = &checked.record;
    let mut select = conn.prepare_cached(&select_events(" WHERE e.pos = ?1"))?;
    let mut rows = select.query([record.position.number().cast_signed()])?;
    let other = || LogError::from(ImportRefusal::OtherHistory(record.position));
    let row = rows.next()?.ok_or_else(other)?;
    let row = EventRow::from_row(row)?;
    if row.leaf_hash != checked.leaf_hash.as_bytes() {
        return Err(other());
    }
    // The header is the same, and with it the hashes of body and text. What was redacted here stays so.
    let is_body_whole = row.body.is_some_and(|(salt, _)| !is_redacted_salt(salt));
    let is_text_whole = matches!(row.text, TextRow::Kept(..));
    let is_text_redacted = record.text == Some(TextRecord::Redacted);
    if (record.is_body_redacted() && is_body_whole) || (is_text_redacted && is_text_whole) {
        return Err(ImportRefusal::RedactedElsewhere(record.position).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redaction_of_what_is_whole_here_is_found() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE text (pos, content); INSERT INTO text VALUES (1, 'kept'), (3, NULL);
             CREATE TABLE body (pos, salt);
             INSERT INTO body VALUES (1, randomblob(16)), (2, zeroblob(16)), (3, randomblob(16));",
        )
        .unwrap();
        let find = |body: &str| find_unredacted(&conn, body).unwrap().map(Position::number);
        assert_eq!(
            find(r#"{"redacted":[{"position":3},{"position":2,"sha256":"0a"}]}"#),
            None
        );
        assert_eq!(find(r#"{"redacted":[{"position":3},{"position":1}]}"#), Some(1));
        assert_eq!(find(r#"{"redacted":[{"position":3,"sha256":"0a"}]}"#), Some(3));
        assert_eq!(find("{}"), None);
    }
}
