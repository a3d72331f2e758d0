//! Classifies the lines of a page and gives the reports of those that are not prose.

use super::line_classifier::LineClassifier;
use super::line_form::LineForm;
use crate::extract::attribution::report_candidate::ReportCandidate;
use crate::extract::page::Page;

/// The form of each line of a page.
#[derive(Debug)]
pub(in crate::extract::attribution) struct LineForms {
    forms: Vec<LineForm>,
}

impl LineForms {
    /// Classifies all lines of the page.
    pub(in crate::extract::attribution) fn classify(page: &Page<'_>) -> Self {
        let mut lines = LineClassifier {
            page,
            ranges: page.line_ranges().collect(),
            forms: Vec::new(),
        };
        lines.forms = lines.ranges.iter().map(|line| lines.editors_note(line)).collect();
        lines.classify_signatures();
        if !lines.classify_transcript() {
            lines.classify_interview();
        }
        Self { forms: lines.forms }
    }

    /// The reports of the sentence if the form of its line gives them; `None` for a line of prose.
    pub(in crate::extract::attribution) fn reports(
        &self,
        page: &Page<'_>,
        number: usize,
    ) -> Option<Vec<ReportCandidate>> {
        let sentence = page.sentences.get(number)?;
        match self.forms.get(page.line_index(sentence.start))? {
            LineForm::Prose => None,
            LineForm::Aside | LineForm::Question => Some(Vec::new()),
            // the words of a line are reported with its first sentence
            LineForm::Attributed(words) => {
                let first = sentence.contains(&words.tokens.start);
                Some(if first {
                    words.report(page, number)
                } else {
                    Vec::new()
                })
            }
        }
    }
}
