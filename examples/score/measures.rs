//! The measures: how far the extractor's readings agree with the annotations of the same texts.
//!
//! Spans are matched as Asr et al. do for the Gender Gap Tracker (PLOS ONE 16(1), 2021): an annotated statement is
//! found if a reading covers more than a given share of it, and each reading is used once, the best first. This does
//! not penalise readings that are too long, so the share of the union is measured too.

use dixit::domain::fold;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A span of the article's text, in Unicode code points, end exclusive.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct QuotedSpan {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
}

impl QuotedSpan {
    fn overlap(&self, other: &Self) -> u32 {
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }

    /// Start and end without surrounding white space, quotation marks and punctuation.
    fn trimmed_span(&self) -> (u32, u32) {
        let mark = |c: char| c.is_whitespace() || "\"«»“”„'‘’「」『』.,;:!?…，。；：！？".contains(c);
        let before = self.text.chars().take_while(|c| mark(*c)).count();
        let after = self.text.chars().rev().take_while(|c| mark(*c)).count();
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (
            self.start + number(before),
            self.end
                .saturating_sub(number(after))
                .max(self.start + number(before)),
        )
    }
}

/// A statement, either annotated or read by the extractor.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StatementItem {
    pub(crate) quote: QuotedSpan,
    pub(crate) cue: Option<QuotedSpan>,
    pub(crate) speaker: Option<QuotedSpan>,
    pub(crate) reference: Option<String>,
    pub(crate) act: Option<String>,
    #[serde(default)]
    pub(crate) report: Option<String>,
    pub(crate) said: Option<String>,
    /// The statement that this item is a piece of; its number for readings.
    #[serde(default)]
    pub(crate) group: serde_json::Value,
    /// The certainty from 0 to 1; readings only.
    pub(crate) confidence: Option<f64>,
    /// The explanation of the reading; readings only.
    #[serde(default)]
    pub(crate) steps: Vec<ExplanationStep>,
}

/// A step of the explanation of a reading.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ExplanationStep {
    pub(crate) part: String,
    pub(crate) rule: String,
    pub(crate) entry: Option<String>,
    pub(crate) weight: Option<[f64; 2]>,
}

impl StatementItem {
    /// Whether `read` has the speaker of this annotation: by canonical name, or by mention if the annotation has no
    /// name; `None` if it has neither.
    pub(crate) fn has_same_speaker(&self, read: &Self) -> Option<bool> {
        let mention = read.speaker.as_ref().map(|speaker| speaker.text.as_str());
        if let Some(reference) = &self.reference {
            let name = read.reference.as_deref().or(mention);
            return Some(name.is_some_and(|name| are_names_compatible(reference, name)));
        }
        let speaker = self.speaker.as_ref()?;
        Some(mention.is_some_and(|mention| are_names_compatible(&speaker.text, mention)))
    }
}

/// The share of the annotated words that the reading covers, and the share of the union that both have in common.
pub(crate) fn overlap_shares(marked: &StatementItem, read: &StatementItem) -> (f64, f64) {
    let shared = marked.quote.overlap(&read.quote);
    let length = |words: &QuotedSpan| words.end - words.start;
    let either = length(&marked.quote) + length(&read.quote) - shared;
    (ratio(shared, length(&marked.quote)), ratio(shared, either))
}

/// A number of hits out of a total.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HitCount {
    pub(crate) hits: usize,
    pub(crate) total: usize,
}

impl HitCount {
    fn count(&mut self, hit: bool) {
        self.total += 1;
        self.hits += usize::from(hit);
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.total += other.total;
    }

    /// The share of hits from 0 to 1; `None` if the total is 0.
    #[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
    pub(crate) fn rate(self) -> Option<f64> {
        (self.total > 0).then(|| self.hits as f64 / self.total as f64)
    }
}

/// The hits among the annotated statements (recall) and among the readings (precision).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PrecisionRecall {
    pub(crate) recall: HitCount,
    pub(crate) precision: HitCount,
}

impl PrecisionRecall {
    fn from_counts(hits: usize, gold: usize, read: usize) -> Self {
        Self {
            recall: HitCount { hits, total: gold },
            precision: HitCount { hits, total: read },
        }
    }

    fn add(&mut self, other: Self) {
        self.recall.add(other.recall);
        self.precision.add(other.precision);
    }

    /// The harmonic mean of precision and recall; 0 if both are 0.
    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (
            self.precision.rate().unwrap_or(0.0),
            self.recall.rate().unwrap_or(0.0),
        );
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// The scores of one set of articles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scores {
    /// Matches that cover more than 30 % of the annotated words.
    pub(crate) coverage_30: PrecisionRecall,
    /// Matches that cover more than 80 % of the annotated words.
    pub(crate) coverage_80: PrecisionRecall,
    /// Matches whose common words are more than 80 % of the union.
    pub(crate) union_80: PrecisionRecall,
    /// Matches with the same words, without surrounding marks.
    pub(crate) exact: PrecisionRecall,
    // Of the matches that cover more than 30 %: how many have the right field, where the annotation has that field.
    /// The mention of the speaker.
    pub(crate) speaker: HitCount,
    pub(crate) reference: HitCount,
    pub(crate) cue: HitCount,
    pub(crate) act: HitCount,
    pub(crate) report: HitCount,
    pub(crate) said: HitCount,
    /// How many readings are matched, by fifths of their confidence.
    pub(crate) confidence_bands: [HitCount; 5],
}

impl Scores {
    /// Adds one article.
    pub(crate) fn add_article(&mut self, gold: &[StatementItem], read: &[StatementItem]) {
        let found =
            |pairs: &[(usize, usize)]| PrecisionRecall::from_counts(pairs.len(), gold.len(), read.len());
        let covered = |g: &StatementItem, r: &StatementItem| {
            ratio(g.quote.overlap(&r.quote), g.quote.end - g.quote.start)
        };
        let union = |g: &StatementItem, r: &StatementItem| {
            let shared = g.quote.overlap(&r.quote);
            ratio(
                shared,
                g.quote.end - g.quote.start + r.quote.end - r.quote.start - shared,
            )
        };
        let pairs = match_statements(gold, read, 0.3, covered);
        self.coverage_30.add(found(&pairs));
        self.coverage_80
            .add(found(&match_statements(gold, read, 0.8, covered)));
        self.union_80
            .add(found(&match_statements(gold, read, 0.8, union)));
        self.exact.add(found(&match_statements(gold, read, 0.5, |g, r| {
            f64::from(u8::from(g.quote.trimmed_span() == r.quote.trimmed_span()))
        })));
        for (g, r) in &pairs {
            self.compare_fields(&gold[*g], &read[*r]);
        }
        let right: BTreeSet<usize> = pairs.iter().map(|(_, r)| *r).collect();
        for (number, item) in read.iter().enumerate() {
            if let Some(confidence) = item.confidence {
                let band = (1..5).filter(|n| confidence >= f64::from(*n) / 5.0).count();
                self.confidence_bands[band].count(right.contains(&number));
            }
        }
    }

    fn compare_fields(&mut self, gold: &StatementItem, read: &StatementItem) {
        let said_by = read.speaker.as_ref();
        if let Some(speaker) = &gold.speaker {
            let same = said_by
                .is_some_and(|s| speaker.overlap(s) > 0 || are_names_compatible(&speaker.text, &s.text));
            self.speaker.count(same);
        }
        if let Some(reference) = &gold.reference {
            let name = read.reference.as_deref().or(said_by.map(|s| s.text.as_str()));
            self.reference
                .count(name.is_some_and(|name| are_names_compatible(reference, name)));
        }
        if let Some(cue) = &gold.cue {
            let same = |c: &QuotedSpan| cue.overlap(c) > 0 || fold(&cue.text) == fold(&c.text);
            self.cue.count(read.cue.as_ref().is_some_and(same));
        }
        if gold.act.is_some() {
            self.act.count(gold.act == read.act);
        }
        if gold.report.is_some() {
            self.report.count(gold.report == read.report);
        }
        if gold.said.is_some() {
            self.said.count(gold.said == read.said);
        }
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

/// Pairs of an annotated statement and its best reading, by index. The reading must be worth more than `least`, and
/// each reading is used once.
fn match_statements(
    gold: &[StatementItem],
    read: &[StatementItem],
    least: f64,
    worth: impl Fn(&StatementItem, &StatementItem) -> f64,
) -> Vec<(usize, usize)> {
    let mut used = BTreeSet::new();
    let mut pairs = Vec::new();
    for (number, marked) in gold.iter().enumerate() {
        let best = (0..read.len())
            .filter(|r| !used.contains(r))
            .map(|r| (r, worth(marked, &read[r])))
            .filter(|(_, worth)| *worth > least)
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        if let Some((reading, _)) = best {
            used.insert(reading);
            pairs.push((number, reading));
        }
    }
    pairs
}

/// Whether two names can mean the same speaker: one contains the other, or both end with the same word.
fn are_names_compatible(name_a: &str, name_b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        fold(name)
            .replace("'s", " ")
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (words_a, words_b) = (words(name_a), words(name_b));
    let contains = |long: &[String], short: &[String]| {
        !short.is_empty() && long.windows(short.len()).any(|part| part == short)
    };
    let joined = (words_a.concat(), words_b.concat());
    let has_han = joined
        .0
        .chars()
        .chain(joined.1.chars())
        .any(dixit::domain::is_han);
    contains(&words_a, &words_b)
        || contains(&words_b, &words_a)
        || words_a.last().is_some_and(|last| words_b.last() == Some(last))
        || has_han && (joined.0.contains(&joined.1) || joined.1.contains(&joined.0))
}
