//! A Chinese text laid out: words of the lexicon, quotations, sentences and clauses, in bytes.

use super::article_names::Naming;
use crate::extract::lexicon::han_lexicon::{HanLexicon, HanSense, LexiconMatch};
use std::ops::Range;

/// A text and what stands in it.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) lexicon: &'t HanLexicon,
    /// Whom and which bodies the article names.
    pub(super) naming: Naming,
    hits: Vec<LexiconMatch>,
    /// For each `BLOCK` bytes of the text, the first of the hits that begin in it or behind.
    blocks: Vec<u32>,
    /// Outermost quotations: from the opening mark to behind the closing one.
    pub(super) quotations: Vec<Range<usize>>,
    pub(super) paragraphs: Vec<Range<usize>>,
    /// With the number of the paragraph.
    pub(super) sentences: Vec<(usize, Range<usize>)>,
}

/// No sentence has more characters outside of quotations: speech that was written down without full stops is cut,
/// behind a comma where there is one. The rules look at a sentence once for each of its reporting words, so that what
/// they cost must be bounded.
const CHARACTERS_MAX: usize = 600;

/// Hits are looked up by so many bytes of the text.
const BLOCK: usize = 16;

const OPENING: [char; 5] = ['“', '「', '『', '«', '\u{2018}'];

impl<'t> Layout<'t> {
    /// The last boundary of a character up to `at`, for bounds that are counted in bytes.
    pub(super) fn boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    pub(super) fn new(text: &'t str, lexicon: &'t HanLexicon) -> Self {
        let hits = lexicon.find_matches(text);
        let mut layout = Self {
            text,
            lexicon,
            naming: Naming::new(text, lexicon, &hits),
            blocks: blocks(text, &hits),
            hits,
            quotations: quotations(text),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let words = start + behind_time(line);
            let range = words..words.max(start + line.trim_end().len());
            start += line.len();
            if range.start < range.end {
                layout.sentences_of(range.clone());
                layout.paragraphs.push(range);
            }
        }
        layout
    }

    fn sentences_of(&mut self, paragraph: Range<usize>) {
        let number = self.paragraphs.len();
        let mut start = paragraph.start;
        let mut skip_to = 0;
        // how many characters the sentence has so far, a quotation for one, and its last comma: the place behind it
        // and how many came before
        let (mut length, mut comma) = (0, None);
        for (offset, c) in self.text[paragraph.clone()].char_indices() {
            let at = paragraph.start + offset;
            if at < skip_to {
                continue;
            }
            let mut end = at + c.len_utf8();
            length += 1;
            if length > CHARACTERS_MAX && at > start {
                // a comma right at the beginning would leave all the rest to the next sentence
                let (cut, before) = comma
                    .filter(|(_, before)| *before > CHARACTERS_MAX / 2)
                    .unwrap_or((at, length - 1));
                self.sentences.push((number, start..cut));
                (start, length, comma) = (cut, length - before, None);
            }
            if matches!(c, '，' | ',' | '、') {
                comma = Some((end, length));
            }
            if let Some(quotation) = self.quotation_from(at).filter(|q| q.start == at).cloned() {
                skip_to = quotation.end;
                end = quotation.end;
                let inside = &self.text[quotation.clone()];
                let full = inside
                    .chars()
                    .rev()
                    .nth(1)
                    .is_some_and(|c| matches!(c, '。' | '！' | '？' | '!' | '?'));
                let long = inside.chars().count() > 8;
                let next = self.text[end..].chars().next();
                // a quotation that ends a sentence, unless who said it follows
                let introduced = self.is_introduced(&quotation);
                let followed = next.is_some_and(|c| matches!(c, '，' | ',' | '。' | '、'))
                    || is_signature(&self.text[end..paragraph.end]);
                if !full || !long || followed || !introduced && self.speaker_follows(end, paragraph.end) {
                    continue;
                }
            } else if !matches!(c, '。' | '！' | '？' | '!' | '?' | '；') {
                continue;
            }
            if end > start {
                self.sentences.push((number, start..end));
            }
            (start, length, comma) = (end, 0, None);
        }
        if start < paragraph.end {
            self.sentences.push((number, start..paragraph.end));
        }
    }

    /// "…。”某某说。": a short clause with a reporting word at its end.
    fn speaker_follows(&self, at: usize, limit: usize) -> bool {
        let clause = self.text[at..limit]
            .split(['，', '。', '：', '“', '\n', ','])
            .next()
            .unwrap_or_default();
        let range = at..at + clause.len();
        clause.chars().count() <= 30 && self.cue_in(range.clone()).is_some_and(|hit| hit.end == range.end)
    }

    /// The number of the first hit that begins at the place or behind it.
    fn first_hit(&self, at: usize) -> usize {
        let block = self.blocks.get(at / BLOCK);
        let from = block.map_or(self.hits.len(), |number| *number as usize);
        let before = self.hits[from..].iter().take_while(|hit| hit.start < at);
        from + before.count()
    }

    /// The words of the lexicon that lie in the range, in order.
    pub(super) fn hits_in(&self, range: Range<usize>) -> impl Iterator<Item = &LexiconMatch> {
        let from = self.first_hit(range.start);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.start < range.end)
            .filter(move |hit| hit.end <= range.end)
    }

    /// The words of the lexicon that begin at the place, longest first.
    pub(super) fn hits_at(&self, at: usize) -> impl Iterator<Item = &LexiconMatch> {
        let from = self.first_hit(at);
        self.hits[from..].iter().take_while(move |hit| hit.start == at)
    }

    /// Whether the place lies inside a quotation, marks included.
    pub(super) fn quoted(&self, at: usize) -> bool {
        self.quotation(at).is_some()
    }

    pub(super) fn quotation(&self, at: usize) -> Option<&Range<usize>> {
        let number = self.quotations.partition_point(|q| q.end <= at);
        self.quotations.get(number).filter(|q| q.start <= at)
    }

    /// Whether a colon, or a reporting word with a comma, stands before the quotation: it belongs to what
    /// introduces it.
    pub(super) fn is_introduced(&self, quotation: &Range<usize>) -> bool {
        let before = &self.text[..quotation.start];
        before.ends_with(['：', ':'])
            || before.strip_suffix('，').is_some_and(|before| {
                let from = before.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
                self.cue_in(from..before.len())
                    .is_some_and(|hit| hit.end == before.len())
            })
    }

    /// The last quotation that ends at the place or before it.
    pub(super) fn quotation_before(&self, place: usize) -> Option<&Range<usize>> {
        let number = self.quotations.partition_point(|q| q.end <= place);
        self.quotations[..number].last()
    }

    /// The first quotation that begins at the place or behind it.
    pub(super) fn quotation_from(&self, place: usize) -> Option<&Range<usize>> {
        let number = self.quotations.partition_point(|q| q.start < place);
        self.quotations.get(number)
    }

    /// The paragraph that begins at the place.
    pub(super) fn paragraph_at(&self, place: usize) -> Option<&Range<usize>> {
        let number = self.paragraphs.binary_search_by_key(&place, |p| p.start).ok()?;
        self.paragraphs.get(number)
    }

    /// Whether a word that holds it, and is no report, masks the stretch.
    pub(super) fn masked(&self, hit: &LexiconMatch) -> bool {
        let from = self.first_hit(hit.start.saturating_sub(24));
        self.hits[from..]
            .iter()
            .take_while(|h| h.start <= hit.start)
            .any(|h| {
                matches!(h.sense, HanSense::CueMask | HanSense::Impersonal)
                    && h.start <= hit.start
                    && h.end >= hit.end
                    && h.end - h.start > hit.end - hit.start
            })
    }

    /// The reporting words in the range that are none of another word, the longest at each place, in order.
    pub(super) fn cues_in(&self, range: Range<usize>) -> Vec<LexiconMatch> {
        let mut found: Vec<LexiconMatch> = Vec::new();
        for hit in self.hits_in(range) {
            let HanSense::Cue(_) = hit.sense else { continue };
            if found.last().is_some_and(|last| hit.start < last.end)
                || self.quoted(hit.start)
                || self.masked(hit)
            {
                continue;
            }
            found.push(*hit);
        }
        found
    }

    fn cue_in(&self, range: Range<usize>) -> Option<LexiconMatch> {
        self.cues_in(range).into_iter().next_back()
    }
}

/// For each `BLOCK` bytes of the text, the first of the hits that begin in it or behind.
fn blocks(text: &str, hits: &[LexiconMatch]) -> Vec<u32> {
    let mut number = 0;
    let block = |start: usize| {
        number += hits[number..].iter().take_while(|hit| hit.start < start).count();
        u32::try_from(number).unwrap_or(u32::MAX)
    };
    (0..=text.len()).step_by(BLOCK).map(block).collect()
}

/// Whether the character is Chinese; quicker to tell than whether it is a letter.
pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A signature has at most so many bytes.
const SIGNATURE_MAX: usize = 100;

/// Whether what is left of a paragraph is nothing but brackets, or a dash and a few words: who is quoted.
fn is_signature(rest: &str) -> bool {
    let short = rest.len() <= SIGNATURE_MAX;
    short && (rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']) || rest.starts_with('—'))
}

/// How many bytes the time takes that the line of a live report begins with: "14:32 ", "【15:10】".
fn behind_time(line: &str) -> usize {
    let opened = line.trim_start_matches(['【', '[', '（', '(', ' ']);
    let digits = |text: &str| text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let hour = digits(opened);
    let Some(rest) = opened.get(hour..).filter(|_| hour > 0) else {
        return 0;
    };
    let Some(rest) = rest.strip_prefix([':', '：']) else {
        return 0;
    };
    let Some(rest) = rest.get(2..).filter(|_| digits(rest) == 2) else {
        return 0;
    };
    let rest = rest.trim_start_matches(['】', ']', '）', ')', ' ', '-', '—', '–', '|', '｜', '·', '：']);
    line.len() - rest.len()
}

fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut depth: Vec<(usize, char)> = Vec::new();
        let mut straight: Option<usize> = None;
        for (offset, c) in line.char_indices() {
            let at = start + offset;
            if OPENING.contains(&c) {
                depth.push((at, c));
            } else if let Some(opened) = closes(c, &depth) {
                let (from, _) = depth[opened];
                depth.truncate(opened);
                if opened == 0 {
                    found.push(from..at + c.len_utf8());
                }
            } else if c == '"' && depth.is_empty() {
                match straight.take() {
                    Some(from) => found.push(from..at + 1),
                    None => straight = Some(at),
                }
            }
        }
        if let Some((from, _)) = depth.first() {
            found.push(*from..start + line.trim_end().len());
        }
        start += line.len();
    }
    found.sort_by_key(|q| q.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

fn closes(c: char, open: &[(usize, char)]) -> Option<usize> {
    let opener = match c {
        '”' => '“',
        '」' => '「',
        '』' => '『',
        '»' => '«',
        '\'' => '\u{2018}',
        _ => return None,
    };
    open.iter().rposition(|(_, o)| *o == opener)
}
