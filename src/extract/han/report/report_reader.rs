//! Reads a Chinese text sentence by sentence and remembers what a sentence may continue: a speech, a turn, a list.

use super::content::inside_quotation;
use super::han_report::HanReport;
use super::numbered_list::{self, NumberedList};
use super::sentence_reports::{drop_overlapping, read_sentence_reports};
use super::{continuation, paragraph_form, transcript};
use crate::extract::certainty::Trust;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::mention_classifier::is_side;
use std::ops::Range;

/// Returns the reports of the text, in reading order.
pub(in crate::extract::han) fn read_reports(layout: &Layout<'_>) -> Vec<HanReport> {
    let labelled = |p: &&Range<usize>| transcript::read_labelled_turn(layout, p).is_some();
    let mut reader = ReportReader {
        layout,
        is_transcript: layout.paragraphs.iter().filter(labelled).take(2).count() == 2,
        found: Vec::new(),
        open_speech: None,
        turn_paragraph: None,
        read_to: 0,
    };
    let forms = paragraph_form::find_paragraph_forms(layout);
    for (number, (paragraph, sentence)) in layout.sentences.iter().enumerate() {
        if let Some(reports) = forms
            .get(*paragraph)
            .and_then(|form| form.report_in_sentence(sentence))
        {
            reader.found.extend(reports);
            (reader.open_speech, reader.turn_paragraph) = (None, None);
            continue;
        }
        reader.read_sentence(number, *paragraph, sentence);
    }
    reader
        .found
        .retain(|report| report.rule != numbered_list::ANNOUNCEMENT_RULE);
    drop_overlapping(reader.found)
}

/// The state of reading a text sentence by sentence.
struct ReportReader<'a> {
    layout: &'a Layout<'a>,
    found: Vec<HanReport>,
    /// The speech that the following sentences may continue.
    open_speech: Option<OpenSpeech>,
    /// The paragraph of a transcript whose turn the next paragraph may continue.
    turn_paragraph: Option<usize>,
    /// The end of the sentences that a list has taken.
    read_to: usize,
    /// Whether the text is a transcript.
    is_transcript: bool,
}

/// A speech that may continue.
#[derive(Debug, Clone, Copy)]
struct OpenSpeech {
    report: usize,
    paragraph: usize,
    /// The number of sentences that it has been continued by.
    further_sentences: u8,
}

impl ReportReader<'_> {
    /// Reads one sentence of prose.
    fn read_sentence(&mut self, number: usize, paragraph: usize, sentence: &Range<usize>) {
        let layout = self.layout;
        if self.turn_paragraph == Some(paragraph) || sentence.start < self.read_to {
            return;
        }
        if self.open_speech.is_some_and(|open| open.paragraph != paragraph) {
            self.open_speech = None;
        }
        let mut here = read_sentence_reports(layout, sentence);
        if here.first().is_some_and(|r| r.rule == "label") {
            self.turn_paragraph = Some(paragraph);
        } else if self.continue_turn(paragraph, sentence) {
            return;
        }
        if let Some(speech) = self.open_speech.and_then(|open| self.found.get(open.report))
            && here
                .iter()
                .all(|report| is_attitude_of_own_side(layout, speech, report))
        {
            here.clear();
        }
        let list = numbered_list::find_list(layout, number);
        if let Some(list) = &list
            && self.assign_list(&mut here, list, sentence)
        {
            self.read_to = list.words.end;
        }
        if here.is_empty() {
            self.read_sentence_without_report(sentence);
            return;
        }
        let goes_on = here.last().is_some_and(continuation::may_continue);
        self.found.append(&mut here);
        self.open_speech = goes_on.then_some(OpenSpeech {
            report: self.found.len() - 1,
            paragraph,
            further_sentences: 0,
        });
    }

    /// Reads the sentence as the start of another paragraph of the same turn. Returns whether it was one.
    fn continue_turn(&mut self, paragraph: usize, sentence: &Range<usize>) -> bool {
        let layout = self.layout;
        let goes_on = self.is_transcript
            && self.turn_paragraph.is_some_and(|turn| turn + 1 == paragraph)
            && !transcript::has_label(layout, sentence);
        let Some(whole) = layout.paragraphs.get(paragraph).filter(|_| goes_on) else {
            return false;
        };
        let whole = trim_punctuation(layout.text, whole.clone());
        let Some(before) = self.found.last().filter(|_| whole.start < whole.end) else {
            return false;
        };
        let carried = transcript::continued_turn(before, whole, sentence);
        self.found.push(carried);
        self.turn_paragraph = Some(paragraph);
        true
    }

    /// Assigns a list to the report that contains its beginning, that announced it, or whose speech continues with
    /// it. Returns whether there was one.
    fn assign_list(
        &mut self,
        here: &mut Vec<HanReport>,
        list: &NumberedList,
        sentence: &Range<usize>,
    ) -> bool {
        let layout = self.layout;
        let start = list.words.start;
        let holds = |r: &HanReport| r.pieces.last().is_some_and(|p| p.start <= start && start < p.end);
        if let Some(index) = here.iter().position(holds) {
            here.truncate(index + 1);
            if let Some(report) = here.last_mut() {
                numbered_list::give_list(layout, report, list);
            }
            return true;
        }
        if start > trim_punctuation(layout.text, sentence.clone()).start {
            return false;
        }
        let announced = self
            .found
            .last_mut()
            .filter(|last| start - last.sentence.end.min(start) < 8)
            .filter(|last| {
                last.rule == numbered_list::ANNOUNCEMENT_RULE
                    || numbered_list::ends_with_announcement(layout, last)
            });
        if let Some(report) = announced {
            numbered_list::give_list(layout, report, list);
            here.clear();
            return true;
        }
        let Some(report) = self.open_speech.and_then(|open| self.found.get(open.report)) else {
            return false;
        };
        let mut carried = continuation::carried_report(report, list.words.clone(), sentence, "list-goes-on");
        carried.points.clone_from(&list.points);
        here.clear();
        here.push(carried);
        true
    }

    /// Reads a sentence without a report of its own: it may continue the speech before.
    fn read_sentence_without_report(&mut self, sentence: &Range<usize>) {
        let layout = self.layout;
        if let Some(last) = self.found.last_mut()
            && continuation::continues_last_sentence(layout, last, sentence)
        {
            continuation::extend_report(layout, last, sentence);
            return;
        }
        let quoted = paragraph_form::read_signed_quotation(layout, sentence)
            .or_else(|| lone_quotation(layout, sentence, self.found.last()));
        if let Some(quoted) = quoted {
            self.found.push(quoted);
            return;
        }
        let Some(open) = &mut self.open_speech else { return };
        let further = self.found.get(open.report).and_then(|report| {
            continuation::continue_speech(layout, report, sentence, open.further_sentences)
        });
        match further {
            Some(further) => {
                open.further_sentences = open.further_sentences.saturating_add(1);
                self.found.push(further);
            }
            None => self.open_speech = None,
        }
    }
}

/// Whether the report is an attitude of the speaker's own side ("中方希望 …", "某国坚持…"). After "N表示，…" it belongs to what
/// N said.
fn is_attitude_of_own_side(layout: &Layout<'_>, speech: &HanReport, report: &HanReport) -> bool {
    let straight = matches!(
        report.rule,
        "speaker-cue-clause" | "speaker-cue-object" | "attitude" | numbered_list::ANNOUNCEMENT_RULE
    );
    let Some(subject) = report.subject.as_ref().filter(|_| straight) else {
        return false;
    };
    let name = &layout.text[subject.clone()];
    let own_body = || {
        speech
            .subject
            .as_ref()
            .is_some_and(|speaker| layout.text[speaker.clone()].starts_with(name))
            || layout
                .names
                .is_office_of_body(&speech.speaker_name(layout.text), name)
    };
    // a pronoun that is not at the beginning of the sentence is the speaker: "此次来访意义重大，他对此充满期待"
    let pronoun =
        report.mention.is_some_and(|who| who.pronoun.is_some()) && subject.start > report.sentence.start;
    let attitude = report.cue_act.is_some() || report.is_mental;
    attitude && (pronoun || is_side(layout, subject) || own_body())
}

/// Reads a sentence that is only a quotation as words of the speaker before.
fn lone_quotation(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    before: Option<&HanReport>,
) -> Option<HanReport> {
    let range = trim_punctuation(layout.text, sentence.clone());
    let quotation = layout
        .quotation_at(range.start)
        .filter(|q| q.start == range.start)?;
    let inside = inside_quotation(layout.text, quotation);
    let near = before.is_some_and(|b| sentence.start.saturating_sub(b.sentence.end) < 12);
    let least = if near { 4 } else { 8 };
    if quotation.end < range.end || layout.text[inside.clone()].chars().count() < least {
        return None;
    }
    let sure = if near {
        Trust::new(75, "a quotation right behind a report")
    } else {
        Trust::new(50, "a quotation by itself")
    };
    Some(HanReport {
        is_carried: near,
        ..HanReport::new(sentence, inside, "carried", sure)
    })
}
