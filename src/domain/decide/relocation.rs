//! Finding a statement again in another text of its article.

use crate::domain::{Evidence, Span, Statement, TextSlice};

/// Returns `statement` at its position in `text`, which must contain its whole passage, from the first to the last
/// word that it was read from, exactly as `old_text` does. `None` otherwise.
pub(super) fn relocate(statement: &Statement, old_text: &str, text: &str) -> Option<Statement> {
    let mut moved = statement.clone();
    let span = passage_span(&mut moved)?;
    // A withdrawn statement may have been read in a text older than `old_text`.
    let words = span
        .slice(old_text)
        .filter(|_| statement.matches_text(old_text))?;
    if span.slice(text) == Some(words) && statement.matches_text(text) {
        return Some(moved);
    }
    let found = Evidence::find_nearest(text, words, span.start)?.quote.span;
    for slice in slices(&mut moved) {
        let shift = |at: u32| at - span.start + found.start;
        slice.span = Span::new(shift(slice.span.start), shift(slice.span.end));
    }
    for piece in &mut moved.evidence {
        *piece = Evidence::find_nearest(text, &piece.quote.text, piece.quote.span.start)?;
    }
    Some(moved)
}

/// The range from the first to the last word that the statement was read from.
fn passage_span(statement: &mut Statement) -> Option<Span> {
    let mut all: Option<Span> = None;
    for slice in slices(statement) {
        let span = all.unwrap_or(slice.span);
        all = Some(Span::new(
            span.start.min(slice.span.start),
            span.end.max(slice.span.end),
        ));
    }
    all
}

/// All slices of the text that the statement was read from.
fn slices(statement: &mut Statement) -> Vec<&mut TextSlice> {
    let mut slices: Vec<&mut TextSlice> = Vec::new();
    slices.extend(statement.evidence.iter_mut().map(|piece| &mut piece.quote));
    slices.extend(statement.cue.as_mut().map(|cue| &mut cue.words));
    slices.extend(statement.speaker.mention.as_mut());
    slices.extend(statement.side.as_mut().and_then(|side| side.mention.as_mut()));
    slices.extend(statement.said.expression.as_mut());
    if let Some(occasion) = &mut statement.occasion {
        slices.extend(occasion.event.as_mut());
        slices.extend(occasion.place.as_mut());
    }
    slices.extend(statement.points.iter_mut());
    slices
}

/// Returns `statement` with the positions at which `reading` finds its words.
pub(super) fn with_positions_of(statement: &Statement, reading: &Statement) -> Statement {
    let mut relocated = reading.clone();
    relocated.id = statement.id.clone();
    relocated
        .speaker
        .reference
        .clone_from(&statement.speaker.reference);
    relocated.speaker.capacity.clone_from(&statement.speaker.capacity);
    relocated.speaker.kind = statement.speaker.kind;
    relocated.said.date = statement.said.date;
    relocated.said.rule = statement.said.rule;
    relocated.act = statement.act;
    relocated.report = statement.report;
    relocated.mode = statement.mode;
    relocated.confidence = statement.confidence;
    relocated.doubts.clone_from(&statement.doubts);
    relocated.rules.clone_from(&statement.rules);
    relocated
}
