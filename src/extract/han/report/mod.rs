//! Reports in Chinese: speaker, reporting word and words said.
//!
//! A reporting word with its subject is a `site`; the `content` is looked for before and behind it. A source that a
//! preposition names (`source`) and the turns of a transcript (`turns`) have no such word.

mod content;
mod site;
mod source;
mod turns;

use super::layout::Layout;
use super::speaker::{self, Who};
use crate::domain::Act;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::han::{Hit, Sense};
use content::inside;
use site::{Site, Subject};
use std::collections::BTreeMap;
use std::ops::Range;

/// A report found in a text.
#[derive(Debug, Clone)]
pub(in crate::extract::han) struct Report {
    pub(in crate::extract::han) pieces: Vec<Range<usize>>,
    pub(in crate::extract::han) cue: Option<Range<usize>>,
    pub(in crate::extract::han) lemma: String,
    pub(in crate::extract::han) act: Option<Act>,
    /// Where the speaker is named.
    pub(in crate::extract::han) subject: Option<Range<usize>>,
    pub(in crate::extract::han) who: Option<Who>,
    /// Whether the speaker is that of the report before.
    pub(in crate::extract::han) carried: bool,
    pub(in crate::extract::han) rule: &'static str,
    pub(in crate::extract::han) sure: Trust,
    pub(in crate::extract::han) weak: bool,
    /// Whether the cue tells a thought or a wish.
    pub(in crate::extract::han) mental: bool,
    /// The sentence, for its dates.
    pub(in crate::extract::han) sentence: Range<usize>,
}

impl Report {
    /// Words that no cue reports, of nobody who is known yet.
    fn new(sentence: &Range<usize>, words: Range<usize>, rule: &'static str, sure: Trust) -> Self {
        Self {
            pieces: vec![words],
            cue: None,
            lemma: String::new(),
            act: None,
            subject: None,
            who: None,
            carried: false,
            rule,
            sure,
            weak: false,
            mental: false,
            sentence: sentence.clone(),
        }
    }

    /// The same, of whoever is named at the place.
    fn of(self, subject: Range<usize>, who: Who) -> Self {
        Self {
            subject: Some(subject),
            who: Some(who),
            ..self
        }
    }

    /// Whether a piece of it shares words with the stretch.
    fn shares(&self, words: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|p| p.start < words.end && words.start < p.end)
    }
}

/// The reports of the text, in reading order.
pub(in crate::extract::han) fn reports(layout: &Layout<'_>) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    // the report that the sentences behind it may go on with, and its paragraph
    let mut open: Option<(usize, usize)> = None;
    // the paragraph of a transcript whose turn goes on in the next one
    let mut turn: Option<usize> = None;
    let transcript = layout
        .paragraphs
        .iter()
        .filter(|p| turns::label(layout, p).is_some())
        .count()
        >= 2;
    for (paragraph, sentence) in &layout.sentences {
        if turn == Some(*paragraph) {
            continue;
        }
        if let Some((index, of)) = &mut open
            && *of + 1 == *paragraph
            && is_next_point(layout, &found[*index], sentence)
        {
            *of = *paragraph;
            extend(layout, &mut found[*index], sentence);
            continue;
        }
        let mut here = sentence_reports(layout, sentence);
        if here.first().is_some_and(|r| r.rule == "label") {
            turn = Some(*paragraph);
        } else if transcript
            && turn.is_some_and(|t| t + 1 == *paragraph)
            && !turns::is_labelled(layout, sentence)
        {
            let whole = trimmed(layout.text, layout.paragraphs[*paragraph].clone());
            if let Some(before) = found.last().filter(|_| whole.start < whole.end) {
                let carried = turns::carried_turn(before, whole, sentence);
                found.push(carried);
                turn = Some(*paragraph);
                continue;
            }
        }
        if open.is_some_and(|(_, of)| of == *paragraph) && here.iter().all(|r| is_own_side(layout, r)) {
            here.clear();
        }
        if here.is_empty() {
            if let Some((index, of)) = open
                && of == *paragraph
            {
                extend(layout, &mut found[index], sentence);
            }
            if let Some(quoted) = lone_quotation(layout, sentence, found.last()) {
                found.push(quoted);
            }
            continue;
        }
        let extends = here
            .last()
            .is_some_and(|r| matches!(r.rule, "speaker-cue-comma") && !r.weak && r.subject.is_some())
            || announces_list(layout, sentence);
        found.append(&mut here);
        open = extends.then_some((found.len() - 1, *paragraph));
    }
    disjoint(found)
}

/// "中方希望 …": a wish of one's own side, which behind "N表示，…" goes on with what N said.
fn is_own_side(layout: &Layout<'_>, report: &Report) -> bool {
    let subject = report.subject.as_ref();
    report.mental && subject.is_some_and(|subject| speaker::is_side(layout, subject))
}

/// "N提出三点建议：" at the end of a paragraph.
fn announces_list(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    let announces = |hit: &Hit| hit.sense == Sense::Announces;
    layout.text[sentence.clone()].trim_end().ends_with(['：', ':'])
        && layout.hits_in(sentence.clone()).any(announces)
}

/// Whether a paragraph goes on with the list that the report announces: its number is the next one.
fn is_next_point(layout: &Layout<'_>, report: &Report, sentence: &Range<usize>) -> bool {
    let begins = &layout.text[sentence.clone()];
    if !(0..9).any(|number| Layout::ordinal(begins, number).is_some()) {
        return false;
    }
    let lead = report.sentence.start..report.pieces.last().map_or(report.sentence.end, |p| p.end);
    let announced = layout
        .hits_in(lead.clone())
        .any(|hit| hit.sense == Sense::Announces);
    let numbered = layout.text[lead]
        .lines()
        .skip(1)
        .filter(|line| (0..9).any(|n| Layout::ordinal(line, n).is_some()))
        .count();
    announced && Layout::ordinal(&layout.text[sentence.clone()], numbered).is_some()
}

/// Takes the sentence into the report, closing marks left out.
fn extend(layout: &Layout<'_>, report: &mut Report, sentence: &Range<usize>) {
    if let Some(piece) = report.pieces.last_mut() {
        let end = trimmed(layout.text, sentence.clone()).end;
        if end > piece.end && sentence.start <= piece.end + 12 {
            piece.end = end;
        }
    }
}

/// A sentence that is one quotation goes on with the speaker before.
fn lone_quotation(layout: &Layout<'_>, sentence: &Range<usize>, before: Option<&Report>) -> Option<Report> {
    let range = trimmed(layout.text, sentence.clone());
    let quotation = layout.quotation(range.start).filter(|q| q.start == range.start)?;
    let inside = inside(layout.text, quotation);
    if quotation.end < range.end || layout.text[inside.clone()].chars().count() < 8 {
        return None;
    }
    let near = before.is_some_and(|b| sentence.start.saturating_sub(b.sentence.end) < 12);
    let sure = if near {
        Trust::of(75, "a quotation right behind a report")
    } else {
        Trust::of(50, "a quotation by itself")
    };
    Some(Report {
        carried: near,
        ..Report::new(sentence, inside, "carried", sure)
    })
}

fn sentence_reports(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<Report> {
    if let Some(report) = turns::label(layout, sentence) {
        return vec![report];
    }
    let mut sites: Vec<Site> = Vec::new();
    for hit in layout.cues_in(sentence.clone()) {
        let Sense::Cue(cue) = hit.sense else { continue };
        if let Some(mut site) = site::site(layout, sentence, hit, cue, &sites) {
            if sites
                .last()
                .is_some_and(|last| site::only_tells_when(layout, last, &site))
                && let Some(last) = sites.pop()
                && !matches!(site.subject, Subject::Named(..))
            {
                site.subject = last.subject;
            }
            sites.push(site);
        }
    }
    let mut found = Vec::new();
    for index in 0..sites.len() {
        if let Some(report) = content::report(layout, sentence, &sites, index) {
            found.extend(content::further(layout, sentence, &sites, index, &report));
            found.push(report);
        }
    }
    if let Some(source) = source::source(layout, sentence, &found) {
        found.push(source);
    }
    disjoint(found)
}

/// Drops what takes words that an earlier, more trusted report has.
fn disjoint(mut found: Vec<Report>) -> Vec<Report> {
    found.sort_by_key(|r| std::cmp::Reverse(r.sure.percent()));
    // where the words begin that are taken, and where they end
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|report| {
        let overlaps = |piece: &Range<usize>| {
            let before = taken.range(..piece.end).next_back();
            before.is_some_and(|(_, end)| *end > piece.start)
        };
        let free = !report.pieces.iter().any(overlaps);
        if free {
            taken.extend(report.pieces.iter().map(|piece| (piece.start, piece.end)));
        }
        free
    });
    found.sort_by_key(|r| r.pieces[0].start);
    found
}

/// The range without blanks and closing marks at its ends.
pub(in crate::extract::han) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    if range.start >= range.end {
        return range.start..range.start;
    }
    let words = &text[range.clone()];
    let start = words.len()
        - words
            .trim_start_matches([' ', '\n', '，', ',', '：', ':', '；', '、'])
            .len();
    let kept =
        words[start..].trim_end_matches([' ', '\n', '。', '，', ',', '；', ';', '：', '！', '？', '、']);
    range.start + start..range.start + start + kept.len()
}
