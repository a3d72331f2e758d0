//! Chinese: a grammar over strings, for a script without spaces.
//!
//! A sentence is parted into clauses at its commas; in each clause a reporting word parts who speaks (what
//! stands before it, without adverbs, times and prepositional phrases) from what is said (what stands behind it,
//! up to the next report). What a paragraph says after a report without naming another speaker belongs to the
//! same speaker, as Chinese wire copy has it.

mod act;
mod article_names;
mod dates;
mod layout;
mod mention_classifier;
mod occasion;
mod report;
mod speaker_parser;
mod speaker_resolver;
#[cfg(test)]
mod tests;

use super::ExtractorInput;
use super::draft::{self, RuleNote, StatementDraft};
use super::lexicon::PredicateKind;
use super::lexicon::han_lexicon::{HanLexicon, HanSense, LexiconMatch};
use super::normalization::Normal;
use crate::domain::{self, Act, Doubt, Explained, Mode, Part, SpeakerKind};
use layout::Layout;
use report::{Report, reports};
use speaker_resolver::{Cast, Resolved};
use std::ops::Range;

/// The statements of a Chinese text; `words` are those of `input` that are Chinese.
pub(super) fn statements(input: &ExtractorInput<'_>, words: &str) -> Vec<Explained> {
    let Some(lexicon) = HanLexicon::get() else {
        return Vec::new();
    };
    let normal = Normal::new(words);
    let layout = Layout::new(normal.as_str(), lexicon);
    let mut found = reports(&layout);
    found.retain(|report| !is_unsaid(&layout, report));
    let mut cast = Cast::new(&layout);
    let speakers: Vec<Resolved> = found.iter().map(|report| cast.resolve(report)).collect();
    let names: Vec<Option<String>> = speakers.iter().map(|who| who.reference.clone()).collect();
    let last = input.published_or.max(input.published);
    let times = dates::said(&layout, &found, &names, input.published, last);
    let drafts = found
        .iter()
        .zip(speakers)
        .zip(times)
        .map(|((report, who), said)| draft(&layout, report, who, said))
        .collect();
    draft::finish_drafts(input, &normal, drafts)
}

fn draft(layout: &Layout<'_>, report: &Report, who: Resolved, said: Option<dates::Said>) -> StatementDraft {
    let mut doubts: Vec<Doubt> = who.doubt.into_iter().collect();
    if report.weak {
        doubts.push(Doubt::CueWeak);
    }
    let event = occasion::of(layout, report);
    let told = act::of(layout, report, &who, !report.points.is_empty());
    let mut notes = vec![
        note(Part::Speaker, who.rule, None),
        note(Part::Act, told.rule, told.words),
    ];
    if !report.points.is_empty() {
        notes.push(note(Part::Points, "list", None));
    }
    StatementDraft {
        said,
        pieces: report.pieces.clone(),
        cue: report.cue.clone(),
        lemma: report.lemma.clone(),
        mention: report.subject.clone().filter(|_| !report.carried),
        reference: who.reference,
        capacity: who.capacity,
        kind: who.kind,
        side: told.side,
        mode: mode(layout, report),
        report: Some(kind_of_report(layout, report)),
        act: told.act,
        // "会上" dates what was said, and names nothing
        event: event.filter(|event| event.len() > '会'.len_utf8()),
        place: None,
        points: report.points.clone(),
        trust: report.sure.clone(),
        doubts,
        rule: report.rule,
        notes,
    }
}

/// A stance is a verb of attitude with a noun phrase; what the text of a rule, a plan or a report says is a provision.
fn kind_of_report(layout: &Layout<'_>, report: &Report) -> domain::Report {
    let object = matches!(report.rule, "attitude" | "speaker-cue-object");
    let attitude = matches!(report.act, Some(Act::Position | Act::Expressive));
    let provides = |hit: &LexiconMatch| matches!(hit.sense, HanSense::Predicate(kind) if kind.intersects(PredicateKind::PROVIDING_TEXT));
    let text = report
        .subject
        .clone()
        .filter(|_| report.who.is_some_and(|who| who.kind == SpeakerKind::Document));
    if text.is_some_and(|text| layout.hits_in(text.clone()).any(provides)) {
        domain::Report::Provision
    } else if object && (attitude || report.cue_content.denies_only_reproach) {
        domain::Report::Stance
    } else {
        domain::Report::Speech
    }
}

/// Whether it is a belief or a plan that nobody need have uttered, and no word of it is quoted.
fn is_unsaid(layout: &Layout<'_>, report: &Report) -> bool {
    report.cue_content.may_be_unsaid && !report.pieces.iter().any(|piece| layout.quoted(piece.start))
}

fn mode(layout: &Layout<'_>, report: &Report) -> Mode {
    let (mut quoted, mut all) = (0, 0);
    for piece in &report.pieces {
        for (at, c) in layout.text[piece.clone()].char_indices() {
            if layout::is_han(c) || c.is_alphanumeric() {
                all += 1;
                quoted += usize::from(layout.quoted(piece.start + at));
            }
        }
    }
    // a colon without marks gives the words themselves where the speaker says "我"
    let own_words = report.rule == "speaker-cue-colon"
        && report.pieces.iter().any(|piece| {
            layout
                .hits_in(piece.clone())
                .any(|hit| hit.sense == HanSense::FirstPerson)
        });
    // a transcript gives the words themselves
    if quoted == all || own_words || matches!(report.rule, "label" | "turn-goes-on" | "answer" | "post") {
        Mode::Direct
    } else if quoted * 3 >= all && quoted > 8 || quoted * 2 > all && quoted > 3 {
        Mode::Mixed
    } else {
        Mode::Indirect
    }
}

fn note(part: Part, rule: &'static str, words: Option<Range<usize>>) -> RuleNote {
    RuleNote {
        part,
        rule,
        entry: None,
        words,
    }
}
