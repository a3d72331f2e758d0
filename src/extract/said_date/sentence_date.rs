//! The date that a report's own sentence gives.

use super::article_dates::{ArticleDates, SaidDate};
use crate::domain::{DateRule, SpeakerKind};
use crate::extract::attribution::{ReportCandidate, SpeakerMention};
use crate::extract::date::{self, DateExpression};
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::speakers::ResolvedSpeaker;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;

/// Maximum number of tokens between a cue and its date, without the words said.
const CUE_DISTANCE_MAX: usize = 25;
/// Maximum number of tokens between the name and the day in a signature.
const SIGNATURE_TOKENS_MAX: usize = 12;
/// Number of dates of a sentence, nearest first, that are tried for a report.
const CANDIDATES_MAX: usize = 6;

impl ArticleDates<'_, '_> {
    /// Returns for each report the date in its sentence and outside the words said.
    pub(super) fn dates_in_own_sentence(
        &self,
        reports: &[ReportCandidate],
        speakers: &[ResolvedSpeaker],
    ) -> Vec<Option<SaidDate>> {
        let mut cues: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
        for report in reports {
            if let Some(cue) = &report.cue {
                cues.entry(report.sentence).or_default().push(cue.clone());
            }
        }
        let own = |(report, speaker): (&ReportCandidate, &ResolvedSpeaker)| {
            if let Some(signed) = self.date_in_signature(report) {
                return Some(signed);
            }
            let others = cues.get(&report.sentence).map_or(&[][..], Vec::as_slice);
            let times = self.in_sentence(report.sentence).iter();
            let mut near: Vec<(usize, &DateExpression)> = times
                .map(|dated| (distance_from_cue(report, dated.tokens.start), dated))
                .filter(|(distance, _)| *distance <= CUE_DISTANCE_MAX)
                .collect();
            near.sort_by_key(|(distance, _)| *distance);
            near.truncate(CANDIDATES_MAX);
            let nearest = near
                .into_iter()
                .find(|(distance, dated)| self.is_date_of_report(dated, *distance, report, speaker, others))
                .map(|(_, dated)| dated);
            nearest.map(|dated| (dated.date, Some(dated.tokens.clone()), dated.rule))
        };
        reports.iter().zip(speakers).map(own).collect()
    }

    /// The day in the signature line of a post: "— N (@n) March 16, 2026".
    fn date_in_signature(&self, report: &ReportCandidate) -> Option<SaidDate> {
        let (SpeakerMention::Phrase(phrase), None) = (&report.speaker, &report.cue) else {
            return None;
        };
        let end = phrase.tokens.end;
        if report.pieces.last()?.end > phrase.tokens.start {
            return None;
        }
        let line = self.page.line_around(phrase.tokens.start);
        let first = self.dates.partition_point(|dated| dated.tokens.start < end);
        let dated = self.dates.get(first)?;
        let near = dated.tokens.end <= line.end && dated.tokens.start < end + SIGNATURE_TOKENS_MAX;
        (near && dated.date.is_exact() && self.is_past(dated.date))
            .then(|| (dated.date, Some(dated.tokens.clone()), dated.rule))
    }

    /// The day in the article's dateline, and the sentence after it.
    pub(super) fn dateline(&self, published: Option<NaiveDate>) -> Option<(usize, SaidDate)> {
        let page = self.page;
        let dateline = date::find_dateline(page, published)?;
        let dash = (dateline.tokens.end..page.tokens.len())
            .take(9)
            .find(|at| page.is_mark(*at, '-') || page.is_mark(*at, '–') || page.is_mark(*at, '—'))?;
        let said = (dateline.date, Some(dateline.tokens), DateRule::Dateline);
        Some((page.sentence_index(dash + 1), said))
    }

    /// Whether the date belongs to the report. `cues` are all cues of its sentence, `distance` the tokens from its
    /// own.
    fn is_date_of_report(
        &self,
        dated: &DateExpression,
        distance: usize,
        report: &ReportCandidate,
        speaker: &ResolvedSpeaker,
        cues: &[Range<usize>],
    ) -> bool {
        let page = self.page;
        let at = dated.tokens.start;
        if report.pieces.iter().any(|p| p.contains(&at)) || !self.is_past(dated.date) {
            return false;
        }
        let sentence = &page.sentences[report.sentence];
        let opens = at <= sentence.start + 3;
        let taken = cues.iter().any(|cue| {
            let own = report.cue.as_ref() == Some(cue);
            !own && !opens && tokens_between(cue, at) < distance
        });
        !taken
            && !self.is_bounded(at, sentence.start)
            && !self.describes_speaker(dated, speaker)
            && (Self::is_of_document(dated, report) || !self.modifies_noun(dated, sentence))
            && !self.is_in_relative_clause(dated, report, sentence)
    }

    /// Whether a word before it makes the date a bound of a period, and not the time of an utterance: "depuis mardi",
    /// "until the 3rd", "entre lundi et mardi".
    pub(super) fn is_bounded(&self, at: usize, from: usize) -> bool {
        let page = self.page;
        let linked = at.checked_sub(1).is_some_and(|link| {
            let before = self.dates.partition_point(|dated| dated.tokens.end < link);
            let other = self
                .dates
                .get(before)
                .is_some_and(|dated| dated.tokens.end == link);
            other && self.means(link, |m| matches!(m, PhraseMeaning::RangeTo))
        });
        if linked {
            return true;
        }
        (at.saturating_sub(4).max(from)..at).any(|before| {
            let bound = page.meaning(before, |m| matches!(m, PhraseMeaning::DateBound));
            bound.is_some_and(|(_, length)| {
                let end = before + length;
                end == at
                    || end + 1 == at && page.has_class(end, WordClass::DETERMINER | WordClass::PREPOSITION)
            })
        })
    }

    /// Whether the date modifies a noun that is no utterance: "le sommet de mardi", "Friday's vote".
    fn modifies_noun(&self, dated: &DateExpression, sentence: &Range<usize>) -> bool {
        let page = self.page;
        let (start, end) = (dated.tokens.start, dated.tokens.end);
        let speech = |at: usize| {
            self.means(at, |m| {
                matches!(
                    m,
                    PhraseMeaning::SpeechEvent
                        | PhraseMeaning::SpeechVehicle
                        | PhraseMeaning::ContentNoun
                        | PhraseMeaning::Document
                )
            })
        };
        if date::is_possessive(page, end) {
            return !(end + 1..sentence.end.min(end + 4)).any(speech);
        }
        let Some(link) = start.checked_sub(1).filter(|link| *link > sentence.start) else {
            return false;
        };
        if !page.has_class(link, WordClass::NOUN_LINK) {
            return false;
        }
        // the date of a text that somebody speaks in is also that of the words: "dans un communiqué de mardi"
        let noun = (link.saturating_sub(4).max(sentence.start)..link)
            .rev()
            .find(|at| speech(*at));
        let held = noun.is_some_and(|noun| {
            (noun.saturating_sub(3).max(sentence.start)..noun).any(|at| {
                page.has_class(at, WordClass::PREPOSITION)
                    && !self.means(at, |m| matches!(m, PhraseMeaning::DateBound))
            })
        });
        !held
    }

    /// Whether the date describes the speaker: "N, aujourd'hui professeur, a dit". A document is an exception: the
    /// date in its description is its own.
    fn describes_speaker(&self, dated: &DateExpression, speaker: &ResolvedSpeaker) -> bool {
        let page = self.page;
        let at = dated.tokens.start;
        let behind_comma = |at: usize| at > 0 && page.is_mark(at - 1, ',');
        // "élu mardi" describes the speaker; "interrogé mardi" (a cue) does not
        let done = at > 0
            && page.has_form(at - 1, VerbForm::PastParticiple)
            && page
                .verb_analyses(at - 1)
                .iter()
                .all(|reading| reading.cue.is_none())
            && speaker.kind != SpeakerKind::Document
            && speaker.mention.as_ref().is_some_and(|mention| mention.start < at);
        let apposed =
            behind_comma(at) && page.noun_at(dated.tokens.end).is_some() || done && behind_comma(at - 1);
        let mention = speaker.mention.as_ref();
        apposed
            || mention.is_some_and(|mention| mention.contains(&at)) && speaker.kind != SpeakerKind::Document
    }

    /// Whether the date is part of the document that speaks: "la loi du 3 mars prévoit".
    fn is_of_document(dated: &DateExpression, report: &ReportCandidate) -> bool {
        matches!(&report.speaker, SpeakerMention::Phrase(phrase)
            if phrase.kind == SpeakerKind::Document && phrase.tokens.contains(&dated.tokens.start))
    }

    /// Whether the date stands in a relative clause: "N, qui part lundi, a dit".
    fn is_in_relative_clause(
        &self,
        dated: &DateExpression,
        report: &ReportCandidate,
        sentence: &Range<usize>,
    ) -> bool {
        let Some(cue) = &report.cue else { return false };
        let page = self.page;
        let at = dated.tokens.start;
        let relative = |at: &usize| {
            page.has_class(*at, WordClass::RELATIVE)
                && !page.has_class(*at, WordClass::THAT)
                && page.quotation_at(*at).is_none()
        };
        if at < cue.start {
            let opening = (sentence.start..at).rev().take(20).find(relative);
            return opening.is_some() && (dated.tokens.end..cue.start).any(|at| page.is_mark(at, ','));
        }
        let inside = |at: &usize| report.pieces.iter().any(|piece| piece.contains(at));
        (cue.end..at).any(|at| relative(&at) && !inside(&at))
    }
}

/// The distance of the token from the report's cue, without the words said; 0 if the report has no cue.
fn distance_from_cue(report: &ReportCandidate, at: usize) -> usize {
    let Some(cue) = &report.cue else { return 0 };
    let between = at.min(cue.end)..at.max(cue.start);
    let words = report.pieces.iter().map(|piece| {
        let inside = piece.start.max(between.start)..piece.end.min(between.end);
        inside.len()
    });
    let words: usize = words.sum();
    tokens_between(cue, at).saturating_sub(words)
}

fn tokens_between(cue: &Range<usize>, at: usize) -> usize {
    if at < cue.start {
        cue.start - at
    } else {
        at.saturating_sub(cue.end)
    }
}
