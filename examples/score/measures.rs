//! The measures: how far what is read agrees with what people marked in the same texts.
//!
//! Spans are matched as Asr et al. do for the Gender Gap Tracker (PLOS ONE 16(1), 2021): a marked statement is found
//! where more than so much of it is covered, and each reading is used once, the best first. A reading that is too
//! long is not punished by that, so the share of the union is measured beside it.

use dixit::domain::fold;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A stretch of text, in Unicode code points, end exclusive.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Words {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
}

impl Words {
    fn shared(&self, other: &Self) -> u32 {
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }

    /// Without white space, quotation marks and full stops around it.
    fn core(&self) -> (u32, u32) {
        let mark = |c: char| c.is_whitespace() || "\"«»“”„'‘’「」『』.,;:!?…，。；：！？".contains(c);
        let before = self.text.chars().take_while(|c| mark(*c)).count();
        let behind = self.text.chars().rev().take_while(|c| mark(*c)).count();
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (
            self.start + number(before),
            self.end
                .saturating_sub(number(behind))
                .max(self.start + number(before)),
        )
    }
}

/// A statement, marked or read.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Item {
    pub(crate) quote: Words,
    pub(crate) cue: Option<Words>,
    pub(crate) speaker: Option<Words>,
    pub(crate) reference: Option<String>,
    pub(crate) act: Option<String>,
    #[serde(default)]
    pub(crate) report: Option<String>,
    pub(crate) said: Option<String>,
    /// The statement that this is a piece of: of what is read its number.
    #[serde(default)]
    pub(crate) group: serde_json::Value,
    /// Of what is read.
    pub(crate) confidence: Option<f64>,
    /// Of what is read: why.
    #[serde(default)]
    pub(crate) steps: Vec<Why>,
}

/// A step of a reading.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Why {
    pub(crate) part: String,
    pub(crate) rule: String,
    pub(crate) entry: Option<String>,
    pub(crate) weight: Option<[f64; 2]>,
}

impl Item {
    /// Whether both have the same speaker: by the canonical name, or by the mention where this one has no name; `None`
    /// where it has neither.
    pub(crate) fn same_speaker(&self, read: &Self) -> Option<bool> {
        let mention = read.speaker.as_ref().map(|speaker| speaker.text.as_str());
        if let Some(reference) = &self.reference {
            let name = read.reference.as_deref().or(mention);
            return Some(name.is_some_and(|name| alike(reference, name)));
        }
        let speaker = self.speaker.as_ref()?;
        Some(mention.is_some_and(|mention| alike(&speaker.text, mention)))
    }
}

/// How much of the marked words is covered, and how much of what either holds both hold.
pub(crate) fn compared(marked: &Item, read: &Item) -> (f64, f64) {
    let shared = marked.quote.shared(&read.quote);
    let length = |words: &Words| words.end - words.start;
    let either = length(&marked.quote) + length(&read.quote) - shared;
    (ratio(shared, length(&marked.quote)), ratio(shared, either))
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Share {
    pub(crate) hits: usize,
    pub(crate) of: usize,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += usize::from(hit);
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
    }

    /// From 0 to 1; `None` of nothing.
    #[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
    pub(crate) fn rate(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }
}

/// How many were found, of those that are marked and of those that were read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    pub(crate) recall: Share,
    pub(crate) precision: Share,
}

impl Found {
    fn of(hits: usize, gold: usize, read: usize) -> Self {
        Self {
            recall: Share { hits, of: gold },
            precision: Share { hits, of: read },
        }
    }

    fn add(&mut self, other: Self) {
        self.recall.add(other.recall);
        self.precision.add(other.precision);
    }

    /// The harmonic mean of precision and recall.
    pub(crate) fn f(self) -> f64 {
        let (p, r) = (
            self.precision.rate().unwrap_or(0.0),
            self.recall.rate().unwrap_or(0.0),
        );
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// What the readings of a set of texts are worth.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scores {
    /// More than 30 % of the marked words are covered.
    pub(crate) most: Found,
    /// More than 80 % of them.
    pub(crate) nearly_all: Found,
    /// The shared words are more than 80 % of those in either.
    pub(crate) union: Found,
    /// The same words, marks around them left out.
    pub(crate) exact: Found,
    /// On the matched ones, where the marking has it: the mention, the canonical speaker, the cue, act, report, day.
    pub(crate) speaker: Share,
    pub(crate) reference: Share,
    pub(crate) cue: Share,
    pub(crate) act: Share,
    pub(crate) report: Share,
    pub(crate) said: Share,
    /// How many are right, by fifths of the confidence.
    pub(crate) bands: [Share; 5],
}

impl Scores {
    /// Counts one text.
    pub(crate) fn count(&mut self, gold: &[Item], read: &[Item]) {
        let found = |pairs: &[(usize, usize)]| Found::of(pairs.len(), gold.len(), read.len());
        let covered = |g: &Item, r: &Item| ratio(g.quote.shared(&r.quote), g.quote.end - g.quote.start);
        let union = |g: &Item, r: &Item| {
            let shared = g.quote.shared(&r.quote);
            ratio(
                shared,
                g.quote.end - g.quote.start + r.quote.end - r.quote.start - shared,
            )
        };
        let pairs = matched(gold, read, 0.3, covered);
        self.most.add(found(&pairs));
        self.nearly_all.add(found(&matched(gold, read, 0.8, covered)));
        self.union.add(found(&matched(gold, read, 0.8, union)));
        self.exact.add(found(&matched(gold, read, 0.5, |g, r| {
            f64::from(u8::from(g.quote.core() == r.quote.core()))
        })));
        for (g, r) in &pairs {
            self.compare(&gold[*g], &read[*r]);
        }
        let right: BTreeSet<usize> = pairs.iter().map(|(_, r)| *r).collect();
        for (number, item) in read.iter().enumerate() {
            if let Some(confidence) = item.confidence {
                let band = (1..5).filter(|n| confidence >= f64::from(*n) / 5.0).count();
                self.bands[band].count(right.contains(&number));
            }
        }
    }

    fn compare(&mut self, gold: &Item, read: &Item) {
        let said_by = read.speaker.as_ref();
        if let Some(speaker) = &gold.speaker {
            let same = said_by.is_some_and(|s| speaker.shared(s) > 0 || alike(&speaker.text, &s.text));
            self.speaker.count(same);
        }
        if let Some(reference) = &gold.reference {
            let name = read.reference.as_deref().or(said_by.map(|s| s.text.as_str()));
            self.reference
                .count(name.is_some_and(|name| alike(reference, name)));
        }
        if let Some(cue) = &gold.cue {
            let same = |c: &Words| cue.shared(c) > 0 || fold(&cue.text) == fold(&c.text);
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

/// Pairs of a marked statement and the reading that is worth most to it, more than `least`; each reading once.
fn matched(
    gold: &[Item],
    read: &[Item],
    least: f64,
    worth: impl Fn(&Item, &Item) -> f64,
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

/// Whether two names can be of one party: one holds the other, or both end with the same word.
fn alike(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        fold(name)
            .replace("'s", " ")
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let holds = |long: &[String], short: &[String]| {
        !short.is_empty() && long.windows(short.len()).any(|part| part == short)
    };
    let joined = (one.concat(), other.concat());
    let han = joined
        .0
        .chars()
        .chain(joined.1.chars())
        .any(dixit::domain::is_han);
    holds(&one, &other)
        || holds(&other, &one)
        || one.last().is_some_and(|last| other.last() == Some(last))
        || han && (joined.0.contains(&joined.1) || joined.1.contains(&joined.0))
}
