//! What only `show` tells of a statement, as one JSON text: places are `[start, end, text]`.

use crate::domain::{Evidence, Slice, Statement};
use serde_json::{Value, json};

/// The detail of `statement`. Keys are left out where there is nothing to say.
pub(super) fn of(statement: &Statement) -> String {
    let occasion = statement.occasion.as_ref();
    let evidence: Vec<Value> = statement.evidence.iter().map(piece).collect();
    let places = [
        ("cue", statement.cue.as_ref().map(|cue| &cue.words)),
        ("mention", statement.speaker.mention.as_ref()),
        ("expression", statement.said.expression.as_ref()),
        ("event", occasion.and_then(|at| at.event.as_ref())),
        ("place", occasion.and_then(|at| at.place.as_ref())),
    ];
    let mut detail = json!({ "evidence": evidence, "rules": statement.rules });
    for (key, slice) in places {
        if let Some(slice) = slice {
            detail[key] = place(slice);
        }
    }
    if let Some(cue) = &statement.cue {
        detail["lemma"] = json!(cue.lemma);
    }
    detail.to_string()
}

fn place(slice: &Slice) -> Value {
    json!([slice.span.start, slice.span.end, slice.text])
}

fn piece(evidence: &Evidence) -> Value {
    let Slice { span, text } = &evidence.quote;
    json!([span.start, span.end, text, evidence.prefix, evidence.suffix])
}
