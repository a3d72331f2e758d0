//! Reads Chinese, with a grammar over strings, since the script has no spaces.
//!
//! A sentence is split into clauses at its commas. In each clause a cue (reporting word) separates the speaker,
//! before it, from the words said, after it. Adverbs, times and prepositional phrases are removed from the speaker.
//! Sentences after a report that name no other speaker belong to the same speaker, as is usual in Chinese wire copy.
//!
//! Takes the Chinese text of an article; the statements follow when the reading is dated. Files, top-down: `report`
//! (finds the reports), `speaker_resolver` (who speaks, over the whole article), `dates` (when), `act` (what is done),
//! `occasion` (at which event). These use `speaker_parser` (who is named before a cue), `mention_classifier` (whether a
//! stretch is a name, a title or a body) and `adverbial`; all of them `layout` (the text with its lexicon matches),
//! which uses `article_names` and `mention_memo`. At the bottom are `mention`, `written_date` and `characters`.
//!
//! Types that have the same name as in the grammar of the other languages (`ActReading`, `ArticleDates`, …) play the
//! same part there; their places are bytes here and tokens there.

mod act;
mod adverbial;
mod article_names;
mod characters;
mod dates;
mod layout;
mod mention;
mod mention_classifier;
mod mention_memo;
mod occasion;
mod report;
mod speaker_parser;
mod speaker_resolver;
#[cfg(test)]
mod tests;
mod written_date;

use super::draft::{RuleNote, StatementDraft};
use super::finish;
use super::input::ExtractorInput;
use super::lexicon::PredicateKind;
use super::lexicon::han_lexicon::{HanLexicon, HanSense, LexiconMatch};
use super::normalization::NormalizedText;
use super::undated_reading::UndatedReading;
use crate::domain::{self, Act, Doubt, ExplainedStatement, Mode, ReadingPart, SpeakerKind};
use layout::Layout;
use report::{HanReport, read_reports};
use speaker_resolver::{ResolvedSpeaker, SpeakerResolver};
use std::ops::Range;

/// A Chinese text that is read but not yet dated.
pub(super) struct HanReading<'t> {
    normal: &'t NormalizedText,
    layout: Layout<'t>,
    reports: Vec<HanReport>,
    /// The name of the speaker of each report.
    names: Vec<Option<String>>,
    /// The draft of each report, without its date.
    drafts: Vec<StatementDraft>,
}

impl<'t> HanReading<'t> {
    /// Reads a Chinese text; `None` if the lexicon cannot be read.
    pub(super) fn new(normal: &'t NormalizedText) -> Option<Self> {
        let layout = Layout::new(normal.as_str(), HanLexicon::get()?);
        let mut reports = read_reports(&layout);
        reports.retain(|report| !is_unsaid(&layout, report));
        let mut resolver = SpeakerResolver::new(&layout);
        let speakers: Vec<ResolvedSpeaker> = reports.iter().map(|report| resolver.resolve(report)).collect();
        let names = speakers.iter().map(|who| who.reference.clone()).collect();
        let drafts = reports
            .iter()
            .zip(speakers)
            .map(|(report, who)| draft_statement(&layout, report, who))
            .collect();
        Some(Self {
            normal,
            layout,
            reports,
            names,
            drafts,
        })
    }
}

impl UndatedReading for HanReading<'_> {
    fn date(&self, input: &ExtractorInput<'_>, explains: bool) -> Vec<ExplainedStatement> {
        let last = input.published_or.max(input.published);
        let times =
            dates::resolve_said_dates(&self.layout, &self.reports, &self.names, input.published, last);
        let dated = self.drafts.iter().zip(times).map(|(draft, said)| StatementDraft {
            said,
            ..draft.clone()
        });
        finish::finish_drafts(input, self.normal, dated, explains)
    }
}

/// The draft of a report, without its date.
fn draft_statement(layout: &Layout<'_>, report: &HanReport, who: ResolvedSpeaker) -> StatementDraft {
    let mut doubts: Vec<Doubt> = who.doubt.into_iter().collect();
    if report.is_cue_weak {
        doubts.push(Doubt::CueWeak);
    }
    let event = occasion::find_event(layout, report);
    let reading = act::read_act(layout, report, &who, !report.points.is_empty());
    let mut notes = vec![
        note(ReadingPart::Speaker, who.rule, None),
        note(ReadingPart::Act, reading.rule, reading.words),
    ];
    if !report.points.is_empty() {
        notes.push(note(ReadingPart::Points, "list", None));
    }
    StatementDraft {
        said: None,
        pieces: report.pieces.clone(),
        cue: report.cue.clone(),
        lemma: report.lemma.clone(),
        mention: report.subject.clone().filter(|_| !report.is_carried),
        reference: who.reference,
        capacity: who.capacity,
        kind: who.kind,
        side: reading.side,
        mode: find_mode(layout, report),
        report: Some(find_report_kind(layout, report)),
        act: reading.act,
        // "会上" alone names no event
        event: event.filter(|event| event.len() > '会'.len_utf8()),
        place: None,
        points: report.points.clone(),
        trust: report.trust.clone(),
        doubts,
        rule: report.rule,
        notes,
    }
}

/// A stance is a verb of attitude with a noun phrase as its object. What a law, plan or report itself says is a
/// provision.
fn find_report_kind(layout: &Layout<'_>, report: &HanReport) -> domain::Report {
    let object = matches!(report.rule, "attitude" | "speaker-cue-object");
    let attitude = matches!(report.cue_act, Some(Act::Position | Act::Expressive));
    let provides = |hit: &LexiconMatch| match hit.sense {
        HanSense::Predicate(kind) => kind.intersects(PredicateKind::PROVIDING_TEXT),
        _ => false,
    };
    let text = report.subject.clone().filter(|_| {
        report
            .mention
            .is_some_and(|who| who.kind == SpeakerKind::Document)
    });
    if text.is_some_and(|text| layout.hits_in(text.clone()).any(provides)) {
        domain::Report::Provision
    } else if object && (attitude || report.cue_act_traits.denies_only_reproach) {
        domain::Report::Stance
    } else {
        domain::Report::Speech
    }
}

/// Whether the cue names a belief or a plan that need not have been uttered, and no word of it is quoted.
fn is_unsaid(layout: &Layout<'_>, report: &HanReport) -> bool {
    report.cue_act_traits.may_be_unsaid && !report.pieces.iter().any(|piece| layout.is_quoted(piece.start))
}

fn find_mode(layout: &Layout<'_>, report: &HanReport) -> Mode {
    let (mut quoted, mut all) = (0, 0);
    for piece in &report.pieces {
        for (at, c) in layout.text[piece.clone()].char_indices() {
            if c.is_alphanumeric() {
                all += 1;
                quoted += usize::from(layout.is_quoted(piece.start + at));
            }
        }
    }
    // words after a colon and without marks are verbatim if the speaker says "我"
    let own_words = report.rule == "speaker-cue-colon"
        && report.pieces.iter().any(|piece| {
            layout
                .hits_in(piece.clone())
                .any(|hit| hit.sense == HanSense::FirstPerson)
        });
    // a transcript is verbatim
    if quoted == all || own_words || matches!(report.rule, "label" | "turn-goes-on" | "answer" | "post") {
        Mode::Direct
    } else if quoted * 3 >= all && quoted > 8 || quoted * 2 > all && quoted > 3 {
        Mode::Mixed
    } else {
        Mode::Indirect
    }
}

fn note(part: ReadingPart, rule: &'static str, words: Option<Range<usize>>) -> RuleNote {
    RuleNote {
        part,
        rule,
        entry: None,
        words,
    }
}
