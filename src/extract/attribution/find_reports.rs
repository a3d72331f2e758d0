//! Finds the reports of a page: applies the rules for lines, sentences and bare quotations, in this order.

use super::bare_quotation::{bare_quotation, name_reopened_quotations};
use super::line_forms::LineForms;
use super::report_candidate::ReportCandidate;
use super::sentence_parser::{ClauseRole, SentenceParser};
use super::signed_quotation::signed_quotation;
use super::speaker_mention::SpeakerMention;
use crate::domain::Act;
use crate::extract::content::ContentFrame;
use crate::extract::page::Page;
use crate::extract::{list, verb};

/// All reports of the page, in reading order. They may overlap.
pub(in crate::extract) fn find_reports(page: &Page<'_>) -> Vec<ReportCandidate> {
    let mut found: Vec<ReportCandidate> = Vec::new();
    let mut read = 0;
    let forms = LineForms::classify(page);
    for number in 0..page.sentences.len() {
        // lines of a list that belong to an earlier report
        if page.sentences[number].start < read {
            continue;
        }
        if let Some(mut reports) = forms.reports(page, number) {
            found.append(&mut reports);
            continue;
        }
        let mut sentence = SentenceParser::new(page, number);
        sentence.parse();
        let numbered = sentence.add_numbered_sentences();
        let mut reports = sentence.reports;
        if reports.is_empty()
            && let Some(report) =
                signed_quotation(page, number).or_else(|| bare_quotation(page, number, found.last()))
        {
            reports.push(report);
        }
        if let Some(last) = reports.last_mut() {
            let lines = list::list_lines_after(page, last.sentence);
            read = lines.last().map_or(read, |line| line.end);
            let part_of_words = list::ends_with_including(page, &page.sentences[number]);
            last.list_line_count = if part_of_words { 0 } else { lines.len() };
            last.pieces.extend(lines);
        }
        read = read.max(numbered.unwrap_or(0));
        found.append(&mut reports);
    }
    name_reopened_quotations(page, &mut found);
    found
}

impl SentenceParser<'_, '_> {
    /// Applies all rules to the sentence.
    fn parse(&mut self) {
        if self.is_question_line() {
            return;
        }
        self.add_labelled_words();
        self.groups = verb::find_verb_groups(self.page, &self.range);
        for index in 0..self.groups.len() {
            let plan = self.plan_group(index);
            self.plans.push(plan);
        }
        for index in 0..self.groups.len() {
            self.add_planned_report(index);
        }
        self.add_sources();
        self.add_passives();
        self.add_french_noun_cues();
        self.add_quoted_verbs();
        self.add_english_noun_cues();
        self.add_views();
        self.add_introduced_quotation();
        self.reports
            .sort_by_key(|r| r.pieces.first().map_or(0, |p| p.start));
        self.drop_outer_reports();
    }

    /// Of two reports of the same words, drops the outer one if the inner one has its own speaker: "N a rappelé que la
    /// préfecture avait affirmé que …".
    fn drop_outer_reports(&mut self) {
        let holds = |outer: &ReportCandidate, inner: &ReportCandidate| {
            let (Some(outside), Some(inside)) = (outer.pieces.first(), inner.pieces.first()) else {
                return false;
            };
            let SpeakerMention::Phrase(speaker) = &inner.speaker else {
                return false;
            };
            let clauses = |r: &ReportCandidate| {
                matches!(r.frame, Some(ContentFrame::ThatClause | ContentFrame::BareClause)) && !r.is_mental
            };
            let asserts = matches!(inner.act, None | Some(Act::Claim | Act::Warning)) && !inner.is_weak;
            clauses(outer)
                && clauses(inner)
                && asserts
                && !speaker.is_pronoun
                && speaker.tokens.start == outside.start
                && inside.end == outside.end
        };
        let nested = |n: usize| {
            self.reports
                .get(n + 1)
                .is_some_and(|inner| holds(&self.reports[n], inner))
        };
        let outer: Vec<bool> = (0..self.reports.len()).map(nested).collect();
        let mut at = 0;
        self.reports.retain(|_| {
            at += 1;
            !outer[at - 1]
        });
    }

    /// Adds the report of a verb group by its plan.
    fn add_planned_report(&mut self, index: usize) {
        let plan = self.plans[index].clone();
        match plan.role {
            ClauseRole::NoReport => {}
            ClauseRole::Incise => self.add_incise(index, &plan),
            ClauseRole::SubjectFirst | ClauseRole::SharedSubject | ClauseRole::Participle => {
                self.add_clause(index, &plan);
            }
        }
    }
}
