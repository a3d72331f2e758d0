//! One event of the log as a line of JSON: a `CloudEvents` 1.0 event.

use crate::domain::{EventId, Hexadecimal, Position};
use crate::export::CloudEvent;
use crate::proof::EventForm;
use crate::tracker::{EventRecord, Hash, ImportRefusal, TextRecord};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use chrono::{DateTime, SecondsFormat};
use serde_json::value::RawValue;
use std::io::{self, Write};

/// The version of `CloudEvents`.
const SPEC_VERSION: &str = "1.0";
/// The form of the body.
const BODY_TYPE: &str = "application/json";

/// The name of a log: that of the leaf hash of its first event, as RFC 6920 names things by their hash. Every copy of
/// a log has it, and no other log.
pub(crate) fn log_uri(first_leaf: &Hash) -> String {
    let digest = BASE64_URL_SAFE_NO_PAD.encode(first_leaf.as_bytes());
    format!("ni:///sha-256;{digest}")
}

/// The form of events in proofs: that of the lines of an export.
#[derive(Debug)]
pub(crate) struct EventLineForm;

impl EventForm for EventLineForm {
    fn write(&self, record: &EventRecord, source: &str) -> Result<Box<RawValue>, String> {
        let mut line = Vec::new();
        write_event_line(record, source, &mut line).map_err(|error| error.to_string())?;
        serde_json::from_slice(&line).map_err(|error| error.to_string())
    }

    fn read(&self, json: &str) -> Result<EventRecord, String> {
        let (record, leaf_hash, _) = read_event_line(json)?;
        if record.leaf_hash() == leaf_hash {
            return Ok(record);
        }
        Err(ImportRefusal::LeafHash.to_string())
    }
}

/// Writes `record`, of the log named `source`, as one line.
pub(crate) fn write_event_line(
    record: &EventRecord,
    source: &str,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let time = DateTime::from_timestamp_micros(record.recorded_at)
        .ok_or_else(|| io::Error::other("its time of recording is outside the calendar"))?
        .to_rfc3339_opts(SecondsFormat::Micros, true);
    let (textsalt, text) = match &record.text {
        Some(TextRecord::Kept(salt, content)) => (
            Some(hexadecimal(salt).into()),
            Some(BASE64_STANDARD.encode(content).into()),
        ),
        Some(TextRecord::Redacted) | None => (None, None),
    };
    let event = CloudEvent {
        specversion: SPEC_VERSION.into(),
        id: uuid(&record.id)?.into(),
        source: source.into(),
        kind: record.kind.as_str().into(),
        subject: record.stream.as_str().into(),
        time: time.into(),
        datacontenttype: BODY_TYPE.into(),
        position: record.position.number(),
        streamversion: record.version,
        schemaversion: record.schema_version,
        actor: record.actor.as_str().into(),
        correlationid: uuid(&record.correlation)?.into(),
        causationid: match &record.causation {
            Some(id) => Some(uuid(id)?.into()),
            None => None,
        },
        bodysalt: hexadecimal(&record.body_salt).into(),
        bodyhash: record.body_hash.to_string().into(),
        leafhash: record.leaf_hash().to_string().into(),
        textsalt,
        text,
        textredacted: record.text == Some(TextRecord::Redacted),
        data: serde_json::from_str(&record.body)?,
    };
    serde_json::to_writer(&mut *out, &event)?;
    out.write_all(b"\n")
}

/// Reads the event of one line, with the leaf hash that it was recorded with and the name of its log. An error says
/// what is wrong with the line.
pub(super) fn read_event_line(line: &str) -> Result<(EventRecord, Hash, String), String> {
    let event: CloudEvent<'_> = serde_json::from_str(line).map_err(|error| {
        let what = error.to_string();
        // Its line number is that within the line.
        let what = what.split(" at line ").next().unwrap_or_default();
        format!("not an event as `dixit export events` writes it ({what})")
    })?;
    let wrong =
        |attribute: &str| format!("the attribute {attribute} is not as `dixit export events` writes it");
    if event.specversion != SPEC_VERSION {
        return Err(wrong("specversion"));
    }
    if event.datacontenttype != BODY_TYPE {
        return Err(wrong("datacontenttype"));
    }
    let id = |attribute, text: &str| parse_uuid(text).ok_or_else(|| wrong(attribute));
    let hash = |attribute, text: &str| {
        let bytes = parse_hexadecimal::<32>(text).ok_or_else(|| wrong(attribute))?;
        Ok::<_, String>(Hash::from_bytes(bytes))
    };
    let salt = |attribute, text: &str| {
        let bytes = parse_hexadecimal::<16>(text).ok_or_else(|| wrong(attribute))?;
        Ok::<_, String>(bytes.to_vec())
    };
    let time = DateTime::parse_from_rfc3339(&event.time).map_err(|_| wrong("time"))?;
    let text = match (&event.textsalt, &event.text, event.textredacted) {
        (None, None, false) => None,
        (None, None, true) => Some(TextRecord::Redacted),
        (Some(text_salt), Some(text), false) => {
            let content = BASE64_STANDARD.decode(&**text).map_err(|_| wrong("text"))?;
            let content = String::from_utf8(content).map_err(|_| wrong("text"))?;
            Some(TextRecord::Kept(salt("textsalt", text_salt)?, content))
        }
        _ => return Err("text and textsalt stand together, and textredacted without them".to_owned()),
    };
    let record = EventRecord {
        position: Position::new(event.position),
        id: id("id", &event.id)?,
        stream: event.subject.into_owned(),
        version: event.streamversion,
        kind: event.kind.into_owned(),
        schema_version: event.schemaversion,
        recorded_at: time.timestamp_micros(),
        actor: event.actor.into_owned(),
        correlation: id("correlationid", &event.correlationid)?,
        causation: match &event.causationid {
            Some(text) => Some(id("causationid", text)?),
            None => None,
        },
        body_hash: hash("bodyhash", &event.bodyhash)?,
        body_salt: salt("bodysalt", &event.bodysalt)?,
        body: event.data.get().to_owned(),
        text,
    };
    Ok((
        record,
        hash("leafhash", &event.leafhash)?,
        event.source.into_owned(),
    ))
}

fn hexadecimal(bytes: &[u8]) -> String {
    Hexadecimal(bytes).to_string()
}

fn uuid(id: &[u8]) -> io::Result<String> {
    let bytes = id.try_into().map_err(io::Error::other)?;
    Ok(EventId::from_bytes(bytes).to_string())
}

/// Parses a UUID, only as [`uuid`] writes it.
fn parse_uuid(text: &str) -> Option<Vec<u8>> {
    let bytes = parse_hexadecimal::<16>(&text.replace('-', ""))?;
    (EventId::from_bytes(bytes).to_string() == text).then(|| bytes.to_vec())
}

/// Parses the lower-case hexadecimal digits of `N` bytes.
fn parse_hexadecimal<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    if text.len() != 2 * N || !text.bytes().all(is_digit) {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
