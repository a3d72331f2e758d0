//! The time that stands with a report in its own sentence.

use super::{Chronicle, Said};
use crate::domain::{DateRule, SpeakerKind};
use crate::extract::attribution::{Party, Report};
use crate::extract::date::{self, Dated};
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::speakers::ResolvedSpeaker;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;

/// How many tokens outside the words said may stand between a cue and its time.
const NEAR: usize = 25;
/// How many tokens a signature has between the name and the day.
const SIGNATURE: usize = 12;
/// How many of the times of a sentence, the nearest, are looked at for a report.
const CANDIDATES: usize = 6;

impl Chronicle<'_, '_> {
    /// For each report, the time that its sentence tells outside the words said.
    pub(super) fn own(&self, reports: &[Report], speakers: &[ResolvedSpeaker]) -> Vec<Option<Said>> {
        let mut cues: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
        for report in reports {
            if let Some(cue) = &report.cue {
                cues.entry(report.sentence).or_default().push(cue.clone());
            }
        }
        let own = |(report, speaker): (&Report, &ResolvedSpeaker)| {
            if let Some(signed) = self.signed(report) {
                return Some(signed);
            }
            let others = cues.get(&report.sentence).map_or(&[][..], Vec::as_slice);
            let times = self.in_sentence(report.sentence).iter();
            let mut near: Vec<(usize, &Dated)> = times
                .map(|dated| (distance(report, dated.tokens.start), dated))
                .filter(|(distance, _)| *distance <= NEAR)
                .collect();
            near.sort_by_key(|(distance, _)| *distance);
            near.truncate(CANDIDATES);
            let nearest = near
                .into_iter()
                .find(|(distance, dated)| self.dates(dated, *distance, report, speaker, others))
                .map(|(_, dated)| dated);
            nearest.map(|dated| (dated.date, Some(dated.tokens.clone()), dated.rule))
        };
        reports.iter().zip(speakers).map(own).collect()
    }

    /// "— N (@n) March 16, 2026": the day in the line with which a post is signed.
    fn signed(&self, report: &Report) -> Option<Said> {
        let (Party::Phrase(phrase), None) = (&report.party, &report.cue) else {
            return None;
        };
        let end = phrase.tokens.end;
        if report.pieces.last()?.end > phrase.tokens.start {
            return None;
        }
        let line = self.page.line_around(phrase.tokens.start);
        let first = self.dated.partition_point(|dated| dated.tokens.start < end);
        let dated = self.dated.get(first)?;
        let near = dated.tokens.end <= line.end && dated.tokens.start < end + SIGNATURE;
        (near && dated.date.is_exact() && self.is_past(dated.date))
            .then(|| (dated.date, Some(dated.tokens.clone()), dated.rule))
    }

    /// The day in the article's dateline, and the sentence that stands behind it.
    pub(super) fn dateline(&self, published: Option<NaiveDate>) -> Option<(usize, Said)> {
        let page = self.page;
        let dateline = date::dateline(page, published)?;
        let dash = (dateline.tokens.end..page.tokens.len())
            .take(9)
            .find(|at| page.is_mark(*at, '-') || page.is_mark(*at, '–') || page.is_mark(*at, '—'))?;
        let said = (dateline.date, Some(dateline.tokens), DateRule::Dateline);
        Some((page.sentence_index(dash + 1), said))
    }

    /// Whether the time dates the report, whose sentence has the other cues too.
    fn dates(
        &self,
        dated: &Dated,
        distance: usize,
        report: &Report,
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
            !own && !opens && apart(cue, at) < distance
        });
        !taken
            && !self.is_bounded(at, sentence.start)
            && !self.describes(dated, speaker)
            && (Self::is_of_document(dated, report) || !self.modifies(dated, sentence))
            && !self.is_relative(dated, report, sentence)
    }

    /// "depuis mardi", "until the 3rd", "entre lundi et mardi": the word before makes it no time at which something
    /// was said.
    pub(super) fn is_bounded(&self, at: usize, from: usize) -> bool {
        let page = self.page;
        let linked = at.checked_sub(1).is_some_and(|link| {
            let before = self.dated.partition_point(|dated| dated.tokens.end < link);
            let other = self
                .dated
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

    /// "le sommet de mardi", "Friday's vote": the time belongs to a noun that does not consist of words.
    fn modifies(&self, dated: &Dated, sentence: &Range<usize>) -> bool {
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
        // "dans un communiqué de mardi"
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

    /// "N, aujourd'hui professeur, a dit": a time that describes who speaks. A document is dated by what describes it.
    fn describes(&self, dated: &Dated, speaker: &ResolvedSpeaker) -> bool {
        let page = self.page;
        let at = dated.tokens.start;
        let behind_comma = |at: usize| at > 0 && page.is_mark(at - 1, ',');
        // "élu mardi": not "interrogé mardi"
        let done = at > 0
            && page.has_form(at - 1, VerbForm::PastParticiple)
            && page.readings(at - 1).iter().all(|reading| reading.cue.is_none())
            && speaker.kind != SpeakerKind::Document
            && speaker.mention.as_ref().is_some_and(|mention| mention.start < at);
        let apposed =
            behind_comma(at) && page.noun_at(dated.tokens.end).is_some() || done && behind_comma(at - 1);
        let mention = speaker.mention.as_ref();
        apposed
            || mention.is_some_and(|mention| mention.contains(&at)) && speaker.kind != SpeakerKind::Document
    }

    /// "la loi du 3 mars prévoit": a document is of its day.
    fn is_of_document(dated: &Dated, report: &Report) -> bool {
        matches!(&report.party, Party::Phrase(phrase)
            if phrase.kind == SpeakerKind::Document && phrase.tokens.contains(&dated.tokens.start))
    }

    /// "N, qui part lundi, a dit": the time of another clause.
    fn is_relative(&self, dated: &Dated, report: &Report, sentence: &Range<usize>) -> bool {
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

/// How far the token stands from the report's cue, the words said left out; nothing is far from no cue.
fn distance(report: &Report, at: usize) -> usize {
    let Some(cue) = &report.cue else { return 0 };
    let between = at.min(cue.end)..at.max(cue.start);
    let words = report.pieces.iter().map(|piece| {
        let inside = piece.start.max(between.start)..piece.end.min(between.end);
        inside.len()
    });
    let words: usize = words.sum();
    apart(cue, at).saturating_sub(words)
}

fn apart(cue: &Range<usize>, at: usize) -> usize {
    if at < cue.start {
        cue.start - at
    } else {
        at.saturating_sub(cue.end)
    }
}
