//! The date expressions of an article, with the tests that all ways of assigning them share.

use crate::domain::{DateRule, Edtf};
use crate::extract::attribution::ReportCandidate;
use crate::extract::date::{self, DateExpression};
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::occasion_day::exact_day;
use crate::extract::page::Page;
use chrono::NaiveDate;
use std::ops::Range;

/// The date of an utterance, the tokens it was read from, and the rule that resolved it.
pub(in crate::extract) type SaidDate = (Edtf, Option<Range<usize>>, DateRule);

/// The date expressions of one article, and what is needed to assign them to reports.
pub(super) struct ArticleDates<'p, 't> {
    pub(super) page: &'p Page<'t>,
    /// All date expressions outside quotations, in order.
    pub(super) dates: Vec<DateExpression>,
    /// The last day on which the article may have been published. Later dates are not the date of an utterance.
    pub(super) last_published: Option<NaiveDate>,
    /// For each token, 1 + the index of the report whose words it belongs to; 0 if it belongs to none.
    pub(super) report_by_token: Vec<usize>,
}

impl<'p, 't> ArticleDates<'p, 't> {
    pub(super) fn new(
        page: &'p Page<'t>,
        reports: &[ReportCandidate],
        published: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Self {
        let mut reported = vec![0; page.tokens.len()];
        for (number, report) in (1..).zip(reports) {
            for piece in &report.pieces {
                reported[piece.clone()].fill(number);
            }
        }
        let mut dates = date::find_dates(page, 0..page.tokens.len(), published);
        // "that evening" means the exact day named in this sentence or in the three before it
        let mut latest: Option<(usize, Edtf)> = None;
        for dated in &mut dates {
            let sentence = page.sentence_index(dated.tokens.start);
            if dated.is_same_day {
                if let Some((_, date)) = latest.filter(|(named_in, _)| named_in + 3 >= sentence) {
                    dated.date = date;
                    dated.rule = DateRule::Occasion;
                }
            } else if exact_day(dated.date).is_some_and(|day| last.is_none_or(|last| day <= last)) {
                latest = Some((sentence, dated.date));
            }
        }
        Self {
            page,
            dates,
            last_published: last,
            report_by_token: reported,
        }
    }

    /// The date expressions of the sentence.
    pub(super) fn in_sentence(&self, sentence: usize) -> &[DateExpression] {
        let Some(range) = self.page.sentences.get(sentence) else {
            return &[];
        };
        let from = self.dates.partition_point(|d| d.tokens.start < range.start);
        let to = self.dates.partition_point(|d| d.tokens.start < range.end);
        &self.dates[from..to.max(from)]
    }

    /// Whether the cue reports something that had been said before: "avait dit".
    pub(super) fn is_past_perfect(&self, report: &ReportCandidate) -> bool {
        let mut cue = report.cue.clone().into_iter().flatten();
        cue.any(|at| self.means(at, |m| matches!(m, PhraseMeaning::PastPerfectAuxiliary)))
    }

    /// Whether the report belongs to another occasion than the text around it: "previously", or a past perfect.
    pub(super) fn is_of_other_occasion(&self, report: &ReportCandidate) -> bool {
        let Some(cue) = &report.cue else { return false };
        let sentence = &self.page.sentences[report.sentence];
        let around = cue.start.saturating_sub(12).max(sentence.start)..(cue.end + 6).min(sentence.end);
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        let mut outside = around.filter(|at| !inside(*at) && self.page.quotation_at(*at).is_none());
        self.is_past_perfect(report)
            || outside.any(|at| self.means(at, |m| matches!(m, PhraseMeaning::OtherOccasion)))
    }

    pub(super) fn means(&self, at: usize, wanted: impl Fn(&PhraseMeaning) -> bool) -> bool {
        self.page.meaning(at, wanted).is_some()
    }

    /// Whether the words may have been said on the date, because it does not lie after publication.
    pub(super) fn is_past(&self, date: Edtf) -> bool {
        let first = date.earliest();
        first.is_none_or(|first| self.last_published.is_none_or(|last| first <= last))
    }
}
