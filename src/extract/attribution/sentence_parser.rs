//! The state that all rules for one sentence share: its verb groups, their plans, and the reports found so far.

use super::report_candidate::ReportCandidate;
use super::speaker_mention::SpeakerMention;
use crate::extract::lexicon::WordClass;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::verb::VerbGroup;
use std::ops::Range;

/// Parses one sentence. The rules are methods in files of their own; each adds the reports that it finds.
pub(super) struct SentenceParser<'p, 't> {
    pub(super) page: &'p Page<'t>,
    /// The number of the sentence on its page.
    pub(super) number: usize,
    /// The tokens of the sentence.
    pub(super) range: Range<usize>,
    pub(super) groups: Vec<VerbGroup>,
    /// The plan of each verb group, by the same index.
    pub(super) plans: Vec<ClausePlan>,
    pub(super) reports: Vec<ReportCandidate>,
}

/// The role of a verb group in its sentence, and its speaker.
#[derive(Debug, Clone)]
pub(super) struct ClausePlan {
    /// The tokens of the clause, its subject included.
    pub(super) extent: Range<usize>,
    pub(super) role: ClauseRole,
    pub(super) speaker: SpeakerMention,
}

/// Where the content and the subject of a verb group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClauseRole {
    /// Content, then cue: an incise ("…, a dit N").
    Incise,
    /// Subject, cue, content.
    SubjectFirst,
    /// "…, et a ajouté que": it shares the subject of an earlier verb.
    SharedSubject,
    /// "…, expliquant que": it has the subject of the main verb.
    Participle,
    /// It reports nothing.
    NoReport,
}

impl<'p, 't> SentenceParser<'p, 't> {
    /// A parser for sentence `number` of the page.
    pub(super) fn new(page: &'p Page<'t>, number: usize) -> Self {
        Self {
            page,
            number,
            range: page.sentences[number].clone(),
            groups: Vec::new(),
            plans: Vec::new(),
            reports: Vec::new(),
        }
    }

    /// The speaker after the preposition at `at`, if the token is of this class: "(la promesse) de N", "(rejeté) par
    /// N".
    pub(super) fn speaker_after_preposition(&self, at: usize, class: WordClass) -> Option<NounPhrase> {
        self.page
            .has_class(at, class)
            .then(|| noun::phrase_from(self.page, at + 1, self.range.end))
            .flatten()
            .filter(NounPhrase::can_speak)
    }

    /// Adds a report.
    pub(super) fn push(&mut self, report: ReportCandidate) {
        self.reports.push(report);
    }
}
