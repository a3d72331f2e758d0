//! The state that the classifiers of lines share, and the rule for notes of the editors.

use super::line_form::LineForm;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Classifies the lines of a page.
pub(super) struct LineClassifier<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) ranges: Vec<Range<usize>>,
    pub(super) forms: Vec<LineForm>,
}

impl LineClassifier<'_, '_> {
    /// The form of a line before other rules: an aside if it is a note of the editors ("Correction: …", "Lire aussi …",
    /// "(The House divided.)"), else prose.
    pub(super) fn editors_note(&self, line: &Range<usize>) -> LineForm {
        let page = self.page;
        let mut at = line.start;
        while at < line.end && !page.is_word(at) && at < line.start + 4 {
            at += 1;
        }
        let marked = |end: usize| {
            // brackets can stand between the label and its mark: "Correction (March 12): …"
            let bracket = page
                .is_mark(end, '(')
                .then(|| (end..line.end).take(10).find(|t| page.is_mark(*t, ')')));
            let end = bracket.flatten().map_or(end, |close| close + 1);
            let parts = |c: TokenKind| matches!(c, TokenKind::Mark(':' | '|' | '–' | '—' | '-' | '>' | '»'));
            end >= line.end || page.token(end).is_some_and(|t| parts(t.kind))
        };
        let in_brackets = page.is_mark(line.start, '(') || page.is_mark(line.start, '[');
        let aside = page
            .meaning(at, |m| matches!(m, PhraseMeaning::AsideLabel))
            .is_some_and(|(_, n)| {
                // capitals with a full stop, or brackets, mark the label as well: "VIDÉO. …", "(Corrects …)"
                let shouted = page.is_mark(at + n, '.') && page.tokens[at].is_all_caps;
                marked(at + n) || shouted || in_brackets
            });
        // inside a quotation, somebody said these words: “Read also the notes,” said N
        let pointer = page.quotation_at(at).is_none()
            && page
                .meaning(at, |m| matches!(m, PhraseMeaning::CrossReferenceLabel))
                .is_some();
        let bracketed = !line.is_empty()
            && (page.is_mark(line.start, '(') && page.is_mark(line.end - 1, ')')
                || page.is_mark(line.start, '[') && page.is_mark(line.end - 1, ']'))
            && !(line.start..line.end).any(|at| page.quotation_at(at).is_some());
        if aside || pointer || bracketed && self.is_stage_direction(line) {
            LineForm::Aside
        } else {
            LineForm::Prose
        }
    }

    /// Whether the line in brackets is a stage direction, with one pair of brackets and few words:
    /// "(Applaudissements.)".
    fn is_stage_direction(&self, line: &Range<usize>) -> bool {
        let inside = line.start + 1..line.end - 1;
        let nested = inside
            .clone()
            .any(|at| self.page.is_mark(at, '(') || self.page.is_mark(at, ')'));
        !nested && self.page.count_words(inside) <= 12
    }

    /// The nearest line with words before this one, at most three lines away.
    pub(super) fn line_before(&self, number: usize) -> Option<usize> {
        (0..number).rev().take(3).find(|n| !self.ranges[*n].is_empty())
    }

    /// The nearest line with words after this one, at most three lines away.
    pub(super) fn line_after(&self, number: usize) -> Option<usize> {
        (number + 1..self.ranges.len())
            .take(3)
            .find(|n| !self.ranges[*n].is_empty())
    }

    /// Whether the line has words and is still classified as prose.
    pub(super) fn is_prose(&self, number: usize) -> bool {
        matches!(self.forms.get(number), Some(LineForm::Prose)) && !self.ranges[number].is_empty()
    }
}
