//! Classifies the lines of transcripts: which labels name speakers, and which words they have.

use super::label::{LabelEnd, SpeakerLabel};
use super::line_classifier::LineClassifier;
use super::line_form::{AttributedWords, LineForm};
use crate::domain::fold;
use crate::extract::attribution::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::page::Page;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Maximum number of words with which an unnamed chair only calls to order or gives the floor.
const CHAIR_WORDS_MAX: usize = 6;
/// Maximum number of tokens before a colon that can be the label of an unknown speaker.
const OTHER_LABEL_TOKENS_MAX: usize = 7;

impl LineClassifier<'_, '_> {
    /// Attributes the lines of a transcript to their speakers; returns whether the page is one.
    pub(super) fn classify_transcript(&mut self) -> bool {
        let mut labels: Vec<SpeakerLabel> = (0..self.ranges.len())
            .filter_map(|number| self.label_at_line(number))
            .collect();
        self.keep_speaker_labels(&mut labels);
        let Some((first, last)) = labels.first().zip(labels.last()) else {
            return false;
        };
        let span = first.line..last.line + 1;
        let lines = span.clone().filter(|n| !self.ranges[*n].is_empty()).count();
        let formal = labels.iter().filter(|l| l.end != LabelEnd::Colon).count() >= 2;
        let transcript = labels.len() >= 2 && (formal || labels.len() * 3 >= lines);
        let ends = if transcript && (formal || labels.len() * 2 >= lines) {
            self.ranges.len()
        } else {
            last.line + 1
        };
        let askers: HashSet<String> = labels
            .iter()
            .filter(|l| l.is_asker)
            .filter_map(|l| folded_last_name(self.page, l))
            .collect();
        for (index, label) in labels.iter().enumerate() {
            let next = labels.get(index + 1);
            let end = next.map_or(ends, |next| next.line);
            let asker = folded_last_name(self.page, label).is_some_and(|word| askers.contains(&word));
            if self.is_turn_without_statement(label, next, asker) {
                self.forms[label.line] = LineForm::Question;
            } else {
                self.attribute_turn(label, if transcript { end } else { label.line + 1 });
            }
        }
        transcript
    }

    /// Whether the turn contains no statement: a reporter's question, or a chair who gives the floor to the next
    /// speaker.
    fn is_turn_without_statement(
        &self,
        label: &SpeakerLabel,
        next: Option<&SpeakerLabel>,
        asker: bool,
    ) -> bool {
        let page = self.page;
        let line = self.ranges[label.line].clone();
        let words = label.words_start.min(line.end)..line.end;
        if asker && words.end > words.start && page.is_mark(words.end - 1, '?') {
            return true;
        }
        let chair = label.phrase.name.is_none();
        let called = next
            .and_then(|next| next.phrase.name.as_ref())
            .map(|name| fold(page.text_of(&(name.end - 1..name.end))));
        let calls = called.is_some_and(|called| {
            let mut words = words.clone().take(40);
            words.any(|at| page.is_name_word(at) && fold(page.text_of(&(at..at + 1))) == called)
        });
        chair
            && !words.is_empty()
            && (calls || label.end != LabelEnd::Colon && page.count_words(words) <= CHAIR_WORDS_MAX)
    }

    /// Attributes the words after the label, up to the line `end`, to the speaker that it names.
    fn attribute_turn(&mut self, label: &SpeakerLabel, end: usize) {
        let mut speaker = SpeakerMention::Phrase(label.phrase.clone());
        let mut rule = "turn";
        let mut trust = Trust::new(95, "a turn of a transcript");
        for number in label.line..end {
            let line = self.ranges[number].clone();
            if number > label.line && self.is_prose(number) && self.has_other_label(&line) {
                self.skip_turn(number, end);
                return;
            }
            let start = if number == label.line {
                label.words_start
            } else {
                line.start
            };
            if start >= line.end {
                if number == label.line {
                    self.forms[number] = LineForm::Aside;
                }
            } else if self.is_prose(number) {
                self.forms[number] = LineForm::Attributed(AttributedWords {
                    tokens: start..line.end,
                    speaker,
                    rule,
                    trust: trust.clone(),
                    signature: None,
                });
                speaker = SpeakerMention::PreviousSpeaker;
                rule = "turn-goes-on";
                trust = Trust::new(88, "the turn of a transcript goes on");
            }
        }
    }

    /// Skips the turn of an unknown speaker, from the line `from` to the next label at `end`.
    fn skip_turn(&mut self, from: usize, end: usize) {
        for number in from..end {
            if self.is_prose(number) {
                self.forms[number] = LineForm::Aside;
            }
        }
    }

    /// Whether the line begins with a few words and a colon, or with a name in capitals and a full stop.
    fn has_other_label(&self, line: &Range<usize>) -> bool {
        let page = self.page;
        let end = line.end.min(line.start + OTHER_LABEL_TOKENS_MAX);
        if self.is_question_by_letter(line) {
            return true;
        }
        let mark = (line.start..end).find(|at| !page.is_word(*at) && !page.is_number(*at));
        let Some(mark) = mark.filter(|mark| *mark > line.start && page.quotation_at(*mark).is_none()) else {
            return false;
        };
        let begins = page.tokens[line.start].is_capitalised || page.is_number(line.start);
        let stop = page.is_mark(mark, '.') && page.tokens[mark - 1].is_all_caps && mark + 1 < line.end;
        let short = mark - line.start <= 2 || !page.has_finite_verb(line.start..mark);
        begins && (page.is_mark(mark, ':') || stop) && short
    }

    /// Whether the line begins with a single letter that marks a question: "Q Mr. President, …".
    fn is_question_by_letter(&self, line: &Range<usize>) -> bool {
        let page = self.page;
        let asks = page
            .meaning(line.start, |m| matches!(m, PhraseMeaning::QuestionLabel))
            .is_some();
        let next = page
            .token(line.start + 1)
            .is_some_and(|t| t.is_capitalised && t.has_space_before);
        asks && next && page.text_of(&(line.start..line.start + 1)).len() == 1
    }

    /// Keeps the labels that are shown to name speakers by their own marks or by other labels of the same kind.
    fn keep_speaker_labels(&self, labels: &mut Vec<SpeakerLabel>) {
        let page = self.page;
        let last_word = |l: &SpeakerLabel| folded_last_name(page, l);
        let count = |style: LabelEnd, ok: fn(&SpeakerLabel) -> bool| {
            labels.iter().filter(|l| l.end == style && ok(l)).count()
        };
        let stops = count(LabelEnd::FullStop, |l| l.has_title);
        let dashes = count(LabelEnd::Dash, |l| l.is_marked);
        let alone = count(LabelEnd::WholeLine, |l| l.has_brackets || l.has_title);
        let known: HashSet<String> = labels
            .iter()
            .filter(|l| l.is_marked && (l.end != LabelEnd::WholeLine || alone >= 2 && l.has_brackets))
            .filter_map(last_word)
            .collect();
        let mut roles: HashMap<String, usize> = HashMap::new();
        for role in labels.iter().filter_map(|l| l.role(page)) {
            *roles.entry(role).or_default() += 1;
        }
        let recurs = |l: &SpeakerLabel| {
            l.role(page)
                .is_some_and(|role| roles.get(&role).is_some_and(|n| *n >= 2))
        };
        let colons = labels
            .iter()
            .filter(|l| {
                l.end == LabelEnd::Colon
                    && (l.is_marked || recurs(l) || last_word(l).is_some_and(|w| known.contains(&w)))
            })
            .count();
        labels.retain(|l| {
            let named = last_word(l).is_some_and(|w| known.contains(&w));
            match l.end {
                LabelEnd::FullStop => l.has_title && stops >= 2,
                LabelEnd::Dash => l.has_title || l.is_full_name && dashes >= 2,
                LabelEnd::WholeLine => alone >= 2 && (l.has_brackets || l.has_title || named),
                LabelEnd::Colon => (l.is_marked || named || recurs(l)) && (colons >= 2 || l.has_brackets),
            }
        });
    }
}

/// The folded last word of the label's name.
fn folded_last_name(page: &Page<'_>, label: &SpeakerLabel) -> Option<String> {
    let name = label.phrase.name.as_ref()?;
    Some(fold(page.text_of(&(name.end - 1..name.end))))
}
