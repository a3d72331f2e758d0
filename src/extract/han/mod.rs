//! Chinese: a grammar over strings, for a script without spaces.
//!
//! A sentence is parted into clauses at its commas; in each clause a reporting word parts who speaks (what
//! stands before it, without adverbs, times and prepositional phrases) from what is said (what stands behind it,
//! up to the next report). What a paragraph says after a report without naming another speaker belongs to the
//! same speaker, as Chinese wire copy has it.

mod cast;
mod dates;
mod layout;
mod occasion;
mod report;
mod speaker;

use super::Input;
use super::act::most_trusted;
use super::draft::{self, Draft, Note};
use super::lexicon::han::{Han, Sense};
use super::normal::Normal;
use crate::domain::{Act, Doubt, Explained, Mode, Part};
use cast::Cast;
use layout::Layout;
use report::{Report, reports};
use std::ops::Range;

/// The statements of a Chinese text.
pub(super) fn statements(input: &Input<'_>) -> Vec<Explained> {
    let Some(lexicon) = Han::get() else {
        return Vec::new();
    };
    let normal = Normal::new(input.text);
    let layout = Layout::new(normal.as_str(), lexicon);
    let found = reports(&layout);
    let mut cast = Cast::new(&layout);
    let mut calendar = dates::Calendar::new(&layout, input.published);
    let drafts = found
        .iter()
        .map(|report| draft(&layout, report, &mut cast, &mut calendar))
        .collect();
    draft::statements(input, &normal, drafts)
}

fn draft(
    layout: &Layout<'_>,
    report: &Report,
    cast: &mut Cast<'_>,
    calendar: &mut dates::Calendar<'_>,
) -> Draft {
    let who = cast.resolve(report);
    let (act, act_rule, marker) = act(layout, report);
    let mut doubts: Vec<Doubt> = who.doubt.into_iter().collect();
    if report.weak {
        doubts.push(Doubt::CueWeak);
    }
    let event = occasion::of(layout, report);
    let points = points(layout, report);
    let mut notes = vec![
        note(Part::Speaker, who.rule, None),
        note(Part::Act, act_rule, marker),
    ];
    if !points.is_empty() {
        notes.push(note(Part::Points, "list", None));
    }
    Draft {
        said: calendar.said(report, who.reference.as_deref(), event.is_some()),
        pieces: report.pieces.clone(),
        cue: report.cue.clone(),
        lemma: report.lemma.clone(),
        mention: report.subject.clone().filter(|_| !report.carried),
        reference: who.reference,
        capacity: who.capacity,
        kind: who.kind,
        side: None,
        mode: mode(layout, report),
        report: None,
        act,
        // "会上" dates what was said, and names nothing
        event: event.filter(|event| event.len() > '会'.len_utf8()),
        place: None,
        points,
        sure: report.sure.clone(),
        doubts,
        rule: report.rule,
        notes,
    }
}

fn mode(layout: &Layout<'_>, report: &Report) -> Mode {
    let (mut quoted, mut all) = (0, 0);
    for piece in &report.pieces {
        for (at, c) in layout.text[piece.clone()].char_indices() {
            if c.is_alphanumeric() {
                all += 1;
                quoted += usize::from(layout.quoted(piece.start + at));
            }
        }
    }
    // a transcript gives the words themselves
    if quoted == all || matches!(report.rule, "label" | "turn-goes-on") {
        Mode::Direct
    } else if quoted * 3 >= all && quoted > 8 {
        Mode::Mixed
    } else {
        Mode::Indirect
    }
}

fn note(part: Part, rule: &'static str, words: Option<Range<usize>>) -> Note {
    Note {
        part,
        rule,
        entry: None,
        words,
    }
}

/// The act of the cue, else the most trusted that the words have a marker of; by which rule; and the marker. A cue
/// that only asserts, or tells an attitude before a whole clause, leaves it to the words.
fn act(layout: &Layout<'_>, report: &Report) -> (Act, &'static str, Option<Range<usize>>) {
    let hits = report.pieces.iter().flat_map(|p| layout.hits_in(p.clone()));
    let markers = hits.filter_map(|hit| match hit.sense {
        Sense::Act(act) => Some((act, hit.start..hit.end)),
        _ => None,
    });
    let whole = !matches!(report.rule, "attitude" | "speaker-cue-object");
    let open = match report.act {
        None | Some(Act::Claim) => true,
        Some(Act::Position | Act::Expressive) => whole && !report.mental,
        Some(_) => false,
    };
    match (report.act.filter(|_| !open), most_trusted(markers)) {
        (Some(act), _) => (act, "cue", None),
        (None, Some((act, words))) => (act, "words", Some(words)),
        (None, None) => (Act::Claim, "nothing-else", None),
    }
}

/// The members of a list that "三点建议：" announces.
fn points(layout: &Layout<'_>, report: &Report) -> Vec<Range<usize>> {
    let Some(piece) = report.pieces.first() else {
        return Vec::new();
    };
    let lead = report
        .cue
        .as_ref()
        .map_or(piece.start, |c| c.start.min(piece.start));
    let announced = layout
        .hits_in(lead..piece.end)
        .any(|hit| hit.sense == Sense::Announces);
    if !announced {
        return Vec::new();
    }
    let text = &layout.text[piece.clone()];
    // where each number begins, and where the words behind it do
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.char_indices() {
        if let Some(length) = Layout::ordinal(&text[at..], starts.len()) {
            starts.push((at, at + length));
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain(std::iter::once(text.len()));
    starts
        .iter()
        .zip(ends)
        .map(|((_, start), end)| {
            let member = text[*start..end].trim_end_matches(['，', '；', '。', '、', ',', ';', ' ', '\n']);
            piece.start + start..piece.start + start + member.len()
        })
        .collect()
}
