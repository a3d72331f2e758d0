//! A Chinese text with all that the grammar looks up in it: lexicon matches, quotations, paragraphs, sentences. All
//! places are bytes.

use super::article_names::ArticleNames;
use super::mention_memo::MentionMemo;
use crate::extract::lexicon::han_lexicon::{HanLexicon, HanSense, LexiconMatch};
use crate::extract::steps::Step;
use std::ops::Range;

/// A text, its lexicon matches and its structure.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) lexicon: &'t HanLexicon,
    /// The persons and bodies that the article names.
    pub(super) names: ArticleNames,
    /// The stretches that were classified so far.
    pub(super) classified: MentionMemo,
    hits: Vec<LexiconMatch>,
    /// For each block of `BLOCK_BYTES` bytes, the first hit that begins in it or after it.
    first_hit_by_block: Vec<u32>,
    /// The outermost quotations, with their marks.
    pub(super) quotations: Vec<Range<usize>>,
    pub(super) paragraphs: Vec<Range<usize>>,
    /// Each with the number of its paragraph.
    pub(super) sentences: Vec<(usize, Range<usize>)>,
}

/// Maximum number of characters of a sentence; a quotation counts as one. Speech that was written down without full
/// stops is cut, after a comma where there is one. The rules look at a sentence once for each of its cues, so the
/// cost must be bounded.
const SENTENCE_CHARS_MAX: usize = 600;

/// Size, in bytes, of the blocks by which hits are looked up.
const BLOCK_BYTES: usize = 16;

const OPENING_MARKS: [char; 5] = ['“', '「', '『', '«', '\u{2018}'];

impl<'t> Layout<'t> {
    /// The last character boundary up to `at`, for limits that are counted in bytes.
    pub(super) fn floor_char_boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Lays the text out, with the matches of the lexicon.
    pub(super) fn new(text: &'t str, lexicon: &'t HanLexicon) -> Self {
        let hits = lexicon.find_matches(text);
        let mut layout = Self {
            text,
            lexicon,
            names: ArticleNames::new(text, lexicon, &hits),
            classified: MentionMemo::default(),
            first_hit_by_block: index_hits_by_block(text, &hits),
            hits,
            quotations: find_quotations(text),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let words = start + leading_time_length(line);
            let range = words..words.max(start + line.trim_end().len());
            start += line.len();
            if range.start < range.end {
                layout.split_sentences(range.clone());
                layout.paragraphs.push(range);
            }
        }
        layout
    }

    /// Splits the paragraph into sentences.
    fn split_sentences(&mut self, paragraph: Range<usize>) {
        Step::Byte.count(paragraph.len());
        let number = self.paragraphs.len();
        let mut start = paragraph.start;
        let mut skip_to = 0;
        // `length` is the number of characters of the sentence so far, where a quotation counts as one. `comma` is the
        // place after its last comma and the length up to there: a sentence that is too long is cut at that place
        let (mut length, mut comma) = (0, None);
        for (offset, c) in self.text[paragraph.clone()].char_indices() {
            let at = paragraph.start + offset;
            if at < skip_to {
                continue;
            }
            let mut end = at + c.len_utf8();
            length += 1;
            if length > SENTENCE_CHARS_MAX && at > start {
                // a comma near the beginning would leave almost everything to the next sentence
                let (cut, before) = comma
                    .filter(|(_, before)| *before > SENTENCE_CHARS_MAX / 2)
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
                // a quotation ends the sentence, unless it is followed by who said it
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

    /// Whether a short clause that ends with a cue follows a quotation: "…。”某某说。"
    fn speaker_follows(&self, at: usize, limit: usize) -> bool {
        let clause = self.text[at..limit]
            .split(['，', '。', '：', '“', '\n', ','])
            .next()
            .unwrap_or_default();
        Step::Byte.count(clause.len());
        let range = at..at + clause.len();
        clause.chars().count() <= 30
            && self
                .last_cue_in(range.clone())
                .is_some_and(|hit| hit.end == range.end)
    }

    /// The index of the first hit that begins at the place or after it.
    fn first_hit(&self, at: usize) -> usize {
        Step::Match.count_one();
        let block = self.first_hit_by_block.get(at / BLOCK_BYTES);
        let from = block.map_or(self.hits.len(), |number| *number as usize);
        let before = self.hits[from..].iter().take_while(|hit| hit.start < at);
        from + before.count()
    }

    /// The lexicon matches inside the range, in order.
    pub(super) fn hits_in(&self, range: Range<usize>) -> impl Iterator<Item = &LexiconMatch> {
        let from = self.first_hit(range.start);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.start < range.end)
            .inspect(|_| Step::Match.count_one())
            .filter(move |hit| hit.end <= range.end)
    }

    /// The lexicon matches that begin at the place, longest first.
    pub(super) fn hits_at(&self, at: usize) -> impl Iterator<Item = &LexiconMatch> {
        let from = self.first_hit(at);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.start == at)
            .inspect(|_| Step::Match.count_one())
    }

    /// Whether the place lies inside a quotation, marks included.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quotation_at(at).is_some()
    }

    /// The quotation that contains the place, marks included.
    pub(super) fn quotation_at(&self, at: usize) -> Option<&Range<usize>> {
        Step::Match.count_one();
        let number = self.quotations.partition_point(|q| q.end <= at);
        self.quotations.get(number).filter(|q| q.start <= at)
    }

    /// Whether the quotation is introduced by a colon, or by a cue with a comma: then it belongs to what introduces
    /// it.
    pub(super) fn is_introduced(&self, quotation: &Range<usize>) -> bool {
        let before = &self.text[..quotation.start];
        before.ends_with(['：', ':'])
            || before.strip_suffix('，').is_some_and(|before| {
                let from = before.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
                self.last_cue_in(from..before.len())
                    .is_some_and(|hit| hit.end == before.len())
            })
    }

    /// The last quotation that ends at the place or before it.
    pub(super) fn quotation_before(&self, place: usize) -> Option<&Range<usize>> {
        Step::Match.count_one();
        let number = self.quotations.partition_point(|q| q.end <= place);
        self.quotations[..number].last()
    }

    /// The first quotation that begins at the place or after it.
    pub(super) fn quotation_from(&self, place: usize) -> Option<&Range<usize>> {
        Step::Match.count_one();
        let number = self.quotations.partition_point(|q| q.start < place);
        self.quotations.get(number)
    }

    /// The paragraph that begins at the place.
    pub(super) fn paragraph_at(&self, place: usize) -> Option<&Range<usize>> {
        Step::Match.count_one();
        let number = self.paragraphs.binary_search_by_key(&place, |p| p.start).ok()?;
        self.paragraphs.get(number)
    }

    /// Whether a longer word contains the match, so that the match means nothing by itself.
    pub(super) fn is_masked(&self, hit: &LexiconMatch) -> bool {
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

    /// The cues in the range, in order: the longest at each place, outside quotations and not part of another word.
    pub(super) fn cues_in(&self, range: Range<usize>) -> Vec<LexiconMatch> {
        let mut found: Vec<LexiconMatch> = Vec::new();
        for hit in self.hits_in(range) {
            let HanSense::Cue(_) = hit.sense else { continue };
            if found.last().is_some_and(|last| hit.start < last.end)
                || self.is_quoted(hit.start)
                || self.is_masked(hit)
            {
                continue;
            }
            found.push(*hit);
        }
        found
    }

    fn last_cue_in(&self, range: Range<usize>) -> Option<LexiconMatch> {
        self.cues_in(range).into_iter().next_back()
    }
}

/// For each block of `BLOCK_BYTES` bytes, the first hit that begins in it or after it.
fn index_hits_by_block(text: &str, hits: &[LexiconMatch]) -> Vec<u32> {
    let mut number = 0;
    let block = |start: usize| {
        number += hits[number..].iter().take_while(|hit| hit.start < start).count();
        u32::try_from(number).unwrap_or(u32::MAX)
    };
    (0..=text.len()).step_by(BLOCK_BYTES).map(block).collect()
}

/// Maximum length of a signature, in bytes.
const SIGNATURE_BYTES_MAX: usize = 100;

/// Whether the rest of a paragraph is only a signature: a bracket, or a dash and a few words.
fn is_signature(rest: &str) -> bool {
    let short = rest.len() <= SIGNATURE_BYTES_MAX;
    short && (rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']) || rest.starts_with('—'))
}

/// The length in bytes of the time at the beginning of a line in a live report: "14:32 ", "【15:10】".
fn leading_time_length(line: &str) -> usize {
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

/// Finds the outermost quotations. One without a closing mark ends with its line.
fn find_quotations(text: &str) -> Vec<Range<usize>> {
    Step::Byte.count(text.len());
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut depth: Vec<(usize, usize)> = Vec::new();
        // how many of each opening mark are open, so that a mark that closes none is known without a search
        let mut open_counts = [0_usize; OPENING_MARKS.len()];
        let mut straight: Option<usize> = None;
        for (offset, c) in line.char_indices() {
            let at = start + offset;
            if let Some(kind) = OPENING_MARKS.iter().position(|mark| *mark == c) {
                depth.push((at, kind));
                open_counts[kind] += 1;
            } else if let Some(kind) = opening_mark_of(c).filter(|kind| open_counts[*kind] > 0) {
                // it closes the last mark of its kind, and all that were opened after that one
                while let Some((from, of)) = depth.pop() {
                    Step::Match.count_one();
                    open_counts[of] -= 1;
                    if of != kind {
                        continue;
                    }
                    if depth.is_empty() {
                        found.push(from..at + c.len_utf8());
                    }
                    break;
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

/// The index in `OPENING_MARKS` of the mark that `c` closes.
fn opening_mark_of(c: char) -> Option<usize> {
    const CLOSING_MARKS: [char; OPENING_MARKS.len()] = ['”', '」', '』', '»', '\''];
    CLOSING_MARKS.iter().position(|mark| *mark == c)
}
