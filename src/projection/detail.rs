//! What only `show` tells of a statement, as one JSON text.

use crate::domain::{Slice, Statement};
use serde::Serialize;

/// The detail of a statement. What is not there is left out.
#[derive(Serialize)]
struct Detail<'a> {
    evidence: Vec<Piece<'a>>,
    rules: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lemma: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place<'a>>,
}

/// Start, end, words.
type Place<'a> = (u32, u32, &'a str);
/// Start, end, words, and what stands before and after them.
type Piece<'a> = (u32, u32, &'a str, &'a str, &'a str);

/// The detail of `statement`.
pub(super) fn of(statement: &Statement) -> Result<String, serde_json::Error> {
    let occasion = statement.occasion.as_ref();
    let pieces = statement.evidence.iter().map(|evidence| {
        let (start, end, text) = place(&evidence.quote);
        (
            start,
            end,
            text,
            evidence.prefix.as_str(),
            evidence.suffix.as_str(),
        )
    });
    serde_json::to_string(&Detail {
        evidence: pieces.collect(),
        rules: &statement.rules,
        cue: statement.cue.as_ref().map(|cue| place(&cue.words)),
        lemma: statement.cue.as_ref().map(|cue| cue.lemma.as_str()),
        mention: statement.speaker.mention.as_ref().map(place),
        expression: statement.said.expression.as_ref().map(place),
        event: occasion.and_then(|at| at.event.as_ref()).map(place),
        place: occasion.and_then(|at| at.place.as_ref()).map(place),
    })
}

fn place(slice: &Slice) -> Place<'_> {
    (slice.span.start, slice.span.end, &slice.text)
}
