//! Sources named by a preposition: 据…报道，… and 根据…，…

use super::site::clause_start;
use super::{Report, trimmed};
use crate::extract::certainty::Trust;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker;
use crate::extract::lexicon::han::Sense;
use std::ops::Range;

/// 据…报道，… and 根据…，…
pub(super) fn source(layout: &Layout<'_>, sentence: &Range<usize>, found: &[Report]) -> Option<Report> {
    let hit = *layout.hits_in(sentence.clone()).find(|hit| {
        matches!(hit.sense, Sense::Source(_))
            && !layout.quoted(hit.start)
            && !layout.masked(hit)
            && clause_start(layout, sentence, hit.start) + 4 >= hit.start
    })?;
    let Sense::Source(number) = hit.sense else {
        return None;
    };
    let source = &layout.lexicon.sources[number];
    let text = layout.text;
    let rest = &text[hit.end..sentence.end];
    if source
        .not_before
        .iter()
        .any(|word| rest.starts_with(word.as_str()))
    {
        return None;
    }
    let closing = source
        .after
        .iter()
        .filter_map(|word| rest.find(word.as_str()).map(|at| (at, at + word.len())))
        .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)));
    let comma = rest.find(['，', ',', '：']).unwrap_or(rest.len());
    let (name_end, behind) = match closing {
        Some((at, end)) if at < comma + 1 => (at, end),
        _ if source.after.is_empty() => (comma, comma),
        _ => return None,
    };
    let named = trimmed(text, hit.end..hit.end + name_end);
    let (range, who) = match speaker::parse(layout, named.clone()) {
        speaker::Parsed::Who(range, who) => (range, who),
        _ if !source.strict => speaker::unknown(layout, named)?,
        _ => return None,
    };
    let start = hit.end + behind;
    let piece = trimmed(text, start..sentence.end);
    if found.iter().any(|r| r.shares(&piece)) || text[piece.clone()].chars().count() < 6 {
        return None;
    }
    Some(Report {
        cue: Some(hit.start..hit.end),
        lemma: source.lemma.clone(),
        act: source.act,
        weak: source.strict,
        ..Report::new(sentence, piece, "source", Trust::of(68, "a source")).of(range, who)
    })
}
