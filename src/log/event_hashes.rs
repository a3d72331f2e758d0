//! What the hashes of one event say of its parts: for verification, exchange and proofs alike.

use super::DamagedPart;
use super::append::event_id;
use super::codec::{UNSEALED_TEXT_HASH, replace_text_hash};
use super::hash::{EventColumns, SALT_LENGTH, salted_hash};
use super::row::TextRow;
use crate::domain::EventId;

/// The id that an event with these columns must have.
pub(super) fn expected_event_id(columns: &EventColumns<'_>, body: &str, text_hash: Option<&str>) -> EventId {
    let id = |body| {
        event_id(
            columns.stream,
            columns.version,
            columns.kind,
            columns.schema_version,
            body,
        )
    };
    let Some(text_hash) = text_hash else {
        return id(body);
    };
    let mut unsealed = body.to_owned();
    replace_text_hash(&mut unsealed, text_hash, UNSEALED_TEXT_HASH);
    id(&unsealed)
}

/// Compares the text of an event with the `hash` in its body; returns what is wrong.
pub(super) fn find_text_damage(text: TextRow<'_>, hash: Option<&str>) -> Option<DamagedPart> {
    match (hash, text) {
        (None, TextRow::Absent) | (Some(_), TextRow::Redacted) => None,
        (None, _) => Some(DamagedPart::Stray),
        (Some(_), TextRow::Absent) => Some(DamagedPart::Text),
        (Some(hash), TextRow::Kept(salt, content)) => {
            let holds = salt.len() == SALT_LENGTH && salted_hash(salt, content).to_string() == hash;
            (!holds).then_some(DamagedPart::Text)
        }
    }
}

/// Whether `salt` is that of a redacted body.
pub(super) fn is_redacted_salt(salt: &[u8]) -> bool {
    salt == [0; SALT_LENGTH]
}
