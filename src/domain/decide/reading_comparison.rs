//! Comparison of two readings of the same words.

use crate::domain::{Span, Statement};
use std::collections::BTreeSet;

/// Whether two folded names can belong to one speaker: one is empty, or contains all words of the other.
pub(super) fn names_are_compatible(name_a: &str, name_b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (words_a, words_b) = (words(name_a), words(name_b));
    words_a.is_subset(&words_b) || words_b.is_subset(&words_a)
}

pub(super) fn words(statement: &Statement) -> Vec<&str> {
    statement
        .evidence
        .iter()
        .map(|piece| piece.quote.text.as_str())
        .collect()
}

pub(super) fn spans(statement: &Statement) -> impl Iterator<Item = Span> + '_ {
    statement.evidence.iter().map(|piece| piece.quote.span)
}

/// Returns `statement` with the attributes that only newer readings give: how it came to be known, and for which
/// side. No person decided on those. The side is taken over only where nothing else differs, because it belongs to
/// the rest of the reading.
pub(super) fn with_new_attributes(statement: Statement, reading: &Statement) -> Statement {
    let extended = Statement {
        report: statement.report.or(reading.report),
        side: statement.side.clone().or_else(|| reading.side.clone()),
        ..statement.clone()
    };
    if agree_on_content(&extended, reading) {
        return extended;
    }
    Statement {
        report: extended.report,
        ..statement
    }
}

/// Whether `reading` equals the known statement, ignoring attributes that readers did not give at that time.
pub(super) fn equals_known(known: &Statement, reading: &Statement) -> bool {
    let without_new = || Statement {
        report: None,
        side: None,
        ..reading.clone()
    };
    known == reading || known.report.is_none() && known.side.is_none() && *known == without_new()
}

/// Whether two readings of the same words agree on speaker, side, capacity, mode, date, act, report and points.
/// Positions and certainty are ignored.
pub(super) fn agree_on_content(a: &Statement, b: &Statement) -> bool {
    let content = |statement: &Statement| {
        let points: Vec<String> = statement.points.iter().map(|point| point.text.clone()).collect();
        (
            words(statement).join("\n"),
            statement.speaker.reference.clone(),
            statement.speaker.capacity.clone(),
            statement.side.as_ref().map(|side| side.reference.clone()),
            statement.said.date,
            (statement.act, statement.report),
            statement.mode,
            points,
        )
    };
    content(a) == content(b)
}

/// Position of the first piece of the statement's words, to sort by.
pub(super) fn first_span(statement: &Statement) -> Option<u32> {
    statement.evidence.first().map(|piece| piece.quote.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_name_is_compatible_with_surname() {
        for (one, other) in [("ana lund", "lund"), ("ana lund", ""), ("lund ana", "ana lund")] {
            assert!(
                names_are_compatible(one, other) && names_are_compatible(other, one),
                "{one}, {other}"
            );
        }
        for (one, other) in [
            ("ana lund", "omar sall"),
            ("ana lund", "omar lund"),
            ("ministre", "ana lund"),
        ] {
            assert!(!names_are_compatible(one, other), "{one}, {other}");
        }
    }
}
