//! What remains of a body after a redaction: the same JSON, in which the strings that are taken away are empty.
//!
//! It works on JSON and not on the wire types, so that it works for every version that was ever written. A string is
//! taken away unless it is known to be harmless: what a newer version adds is redacted until it is listed here.

use crate::domain::{RedactedNames, RedactedWords, SpeakerId, StatementId};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What a redaction takes from the bodies of a stream. Contexts of words, which are pieces of a text, always go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redaction {
    /// Everything that may be text of an article.
    Article,
    /// Everything about these statements, and every string that shares these words.
    Statements(BTreeSet<StatementId>, RedactedWords),
    /// These speakers: who they are in these statements, decisions on them, and every string that has one of these
    /// names.
    Speakers {
        /// The speakers.
        speakers: BTreeSet<SpeakerId>,
        /// Their statements.
        statements: BTreeSet<StatementId>,
        /// Their names.
        names: RedactedNames,
    },
}

/// Strings that are no text of an article: the member that they are, and the member of which that is a part (empty at
/// the top). Ids, hashes, addresses, times, words of closed vocabularies, and who published.
const HARMLESS: [(&str, &str); 42] = [
    ("", "article"),
    ("", "extractor"),
    ("", "into"),
    ("", "lang"),
    ("", "link"),
    ("", "reading"),
    ("", "speaker"),
    ("", "statement"),
    ("", "status"),
    ("", "tag"),
    ("", "to"),
    ("", "topic"),
    ("correction", "act"),
    ("correction", "report"),
    ("correction", "said"),
    ("fetched", "at"),
    ("provenance", "document"),
    ("provenance", "format"),
    ("provenance", "modified_at"),
    ("reading", "act"),
    ("reading", "doubts"),
    ("reading", "id"),
    ("reading", "mode"),
    ("reading", "reader"),
    ("reading", "report"),
    ("reading", "rules"),
    ("reason", "kind"),
    ("redacted", "sha256"),
    ("said", "date"),
    ("said", "rule"),
    ("source", "published"),
    ("source", "published_at"),
    ("source", "published_or"),
    ("speaker", "kind"),
    ("statement", "act"),
    ("statement", "doubts"),
    ("statement", "id"),
    ("statement", "mode"),
    ("statement", "reader"),
    ("statement", "report"),
    ("statement", "rules"),
    ("text", "sha256"),
];

/// Strings that stay, unless they have the name of a speaker who is redacted: where the article is, and who published
/// it.
const ADDRESSES: [(&str, &str); 4] = [
    ("fetched", "from"),
    ("source", "canonical"),
    ("source", "publisher"),
    ("source", "url"),
];

/// What remains of `body`, the body of an event of type `kind`; `None` where it has nothing to take away.
pub(in crate::log) fn mask_body(
    kind: &str,
    body: &str,
    redaction: &Redaction,
) -> serde_json::Result<Option<String>> {
    // Why something was redacted is all that is left to say about it.
    if kind.ends_with(".redacted") {
        return Ok(None);
    }
    let mut value: Value = serde_json::from_str(body)?;
    let mut mask = Mask {
        redaction,
        of_subject: subject_of(&value).is_some_and(|id| redaction.concerns(id)),
        changed: false,
    };
    // Of a statement that loses some of its words, nothing stays.
    if !mask.of_subject && matches!(redaction, Redaction::Statements(..)) {
        mask.of_subject = loses_words(&value, redaction);
    }
    let is_whole = redaction.is_about_speaker_of(&value);
    mask.walk(&mut value, ("", ""), is_whole);
    if mask.changed {
        serde_json::to_string(&value).map(Some)
    } else {
        Ok(None)
    }
}

/// The statement that a body is about.
fn subject_of(body: &Value) -> Option<&str> {
    let statement = body.get("statement")?;
    statement.as_str().or_else(|| statement.get("id")?.as_str())
}

/// Whether a piece of a statement's words in `body` is to be taken away.
fn loses_words(body: &Value, redaction: &Redaction) -> bool {
    let readings = ["statement", "reading", "correction"];
    let pieces = readings
        .iter()
        .filter_map(|part| body.get(part)?.get("evidence")?.as_array());
    let mut words = pieces
        .flatten()
        .filter_map(|piece| piece.get("quote")?.get("text")?.as_str());
    words.any(|words| redaction.takes(words))
}

impl Redaction {
    fn concerns(&self, statement: &str) -> bool {
        match self {
            Self::Article => true,
            Self::Statements(ids, _) | Self::Speakers { statements: ids, .. } => {
                ids.iter().any(|id| id.as_str() == statement)
            }
        }
    }

    /// Whether `body` is a decision on one of the speakers.
    fn is_about_speaker_of(&self, body: &Value) -> bool {
        let Self::Speakers { speakers, .. } = self else {
            return false;
        };
        let mut decided = ["speaker", "into"]
            .iter()
            .filter_map(|name| body.get(name)?.as_str());
        decided.any(|decided| speakers.iter().any(|id| id.as_str() == decided))
    }

    /// Whether a string that is not known to be harmless is taken away, wherever it stands.
    fn takes(&self, text: &str) -> bool {
        match self {
            Self::Article => true,
            Self::Statements(_, words) => words.is_shared_by(text),
            Self::Speakers { names, .. } => names.are_in(text),
        }
    }
}

/// One pass over a body.
struct Mask<'a> {
    redaction: &'a Redaction,
    /// Whether the body is about a statement that is redacted, or whose speaker is.
    of_subject: bool,
    changed: bool,
}

impl Mask<'_> {
    /// Empties what is to be taken away in `value`, which is the member `key` of the member `parent`. `is_whole` tells
    /// that this is everything but harmless strings.
    fn walk(&mut self, value: &mut Value, (parent, key): (&str, &str), is_whole: bool) {
        match value {
            Value::String(text) => {
                if !text.is_empty() && self.goes(text, (parent, key), is_whole) {
                    text.clear();
                    self.changed = true;
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.walk(item, (parent, key), is_whole);
                }
            }
            Value::Object(members) => {
                let is_whole = is_whole || self.goes_whole(members, key);
                for (name, member) in members {
                    self.walk(member, (key, name), is_whole);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn goes(&self, text: &str, place: (&str, &str), is_whole: bool) -> bool {
        if HARMLESS.contains(&place) {
            return false;
        }
        if ADDRESSES.contains(&place) {
            return matches!(self.redaction, Redaction::Speakers { names, .. } if names.are_in(text));
        }
        let is_context = matches!(place, ("evidence", "prefix" | "suffix"));
        let is_corrected_speaker = self.of_subject && matches!(place, ("correction", "speaker" | "capacity"));
        is_whole || is_context || is_corrected_speaker || self.redaction.takes(text)
    }

    /// Whether all of the object `members` under the name `key` goes.
    fn goes_whole(&self, members: &Map<String, Value>, key: &str) -> bool {
        match self.redaction {
            Redaction::Article => true,
            Redaction::Statements(..) => self.of_subject,
            Redaction::Speakers { names, .. } => {
                let name = members.get("reference").and_then(Value::as_str);
                let is_named = name.is_some_and(|name| names.are_in(name));
                key == "speaker" && self.of_subject || matches!(key, "speaker" | "for") && is_named
            }
        }
    }
}
