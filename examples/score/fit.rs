//! Fits the weights by which a reading is judged, `src/extract/certainty/weights.toml`, to annotated articles.
//!
//! Two logistic regressions over the signs of a reading: whether its words are right, and whether its speaker is where
//! its words are. Each language is fitted by itself: it has a base, and each sign a weight, drawn towards nothing (L2), so
//! that a sign seen a few times changes little. A set that was annotated by other rules than ours ([`OTHER_RULES`]) has an offset of its own, fitted
//! with the rest and then left out.
//!
//! Words are right where more than 80 % of the marked ones are covered and at least 30 % of what either holds is
//! shared; the speaker is right where the canonical name is, or, where the marking has none, the mention.

use super::measures::{Item, compared};
use super::sets::{self, Read};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// How strongly a weight and a base are drawn towards nothing.
const PULL: [f64; 2] = [4.0, 0.05];

/// How often all weights are gone through; the likelihood no longer changes long before.
const ROUNDS: usize = 60;

/// Into how many parts the articles are divided for the check: each is judged by weights fitted to the others.
const FOLDS: usize = 8;

/// The share of wrong readings that those judged "0.9 or more" may have in the check, half a reading aside: one of a
/// few says little.
const WRONG_MOST: f64 = 0.025;

/// Where even more caution would not do, this much is taken.
const CAUTION_MOST: f64 = 2.0;

/// What a doubt adds at most, in hundredths.
const DOUBT_MOST: i64 = -20;

/// Sets that were annotated by other rules: the first has beliefs and plans too, the second runs of sentences as one.
const OTHER_RULES: [&str; 2] = ["polnear_en", "zh_news"];

/// A reading, and whether it is right.
struct Example {
    lang: &'static str,
    set: String,
    /// Which of the [`FOLDS`] its article is in.
    fold: usize,
    /// Kinds and names.
    signs: Vec<(String, String)>,
    words: bool,
    /// Nothing where the words are not right, or the marking names nobody.
    speaker: Option<bool>,
}

/// The file of weights, and the check as a table.
pub(crate) struct Fitted {
    pub(crate) weights: String,
    pub(crate) check: String,
}

/// Fits the weights to every set of the folders.
pub(crate) fn fit(folders: &[String]) -> io::Result<Fitted> {
    let mut examples = Vec::new();
    for folder in folders {
        for (name, articles) in sets::read(Path::new(folder))? {
            for (number, article) in articles.iter().enumerate() {
                examples.extend(examples_of(&name, number % FOLDS, article));
            }
        }
    }
    let mut check = Check::default();
    for fold in 0..FOLDS {
        let (held, fitted): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.fold == fold);
        let models = Models::fit(&fitted);
        for example in held {
            check.count(example, models.log_odds(example));
        }
    }
    let all: Vec<&Example> = examples.iter().collect();
    let caution = check.caution();
    Ok(Fitted {
        weights: Models::fit(&all).toml(&caution, examples.len()),
        check: check.table(&caution),
    })
}

fn examples_of(set: &str, fold: usize, article: &Read) -> Vec<Example> {
    let groups: BTreeSet<u64> = article
        .items
        .iter()
        .filter_map(|item| item.group.as_u64())
        .collect();
    let lang = article.lang.as_str();
    groups
        .into_iter()
        .filter_map(|group| {
            let item = article
                .items
                .iter()
                .find(|item| item.group.as_u64() == Some(group))?;
            let (words, speaker) = judged(&article.gold, item);
            Some(Example {
                lang,
                set: set.to_owned(),
                fold,
                signs: signs(item),
                words,
                speaker,
            })
        })
        .collect()
}

fn signs(item: &Item) -> Vec<(String, String)> {
    let signs = item
        .steps
        .iter()
        .filter(|step| step.part == "certainty" && step.weight.is_some());
    signs
        .map(|step| (step.rule.clone(), step.entry.clone().unwrap_or_default()))
        .collect()
}

/// Whether the words of a reading are right, and its speaker.
fn judged(gold: &[Item], item: &Item) -> (bool, Option<bool>) {
    let best = gold
        .iter()
        .map(|marked| (marked, compared(marked, item)))
        .filter(|(_, (covered, union))| *covered > 0.8 && *union >= 0.3)
        .max_by(|a, b| a.1.1.total_cmp(&b.1.1));
    match best {
        Some((marked, _)) => (true, marked.same_speaker(item)),
        None => (false, None),
    }
}

/// What has a weight: a language, a sign, or a set that was annotated by other rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Base(&'static str),
    Sign(&'static str, String, String),
    Set(String),
}

impl Key {
    fn pull(&self) -> f64 {
        match self {
            Self::Sign(..) => PULL[0],
            Self::Base(_) | Self::Set(_) => PULL[1],
        }
    }
}

fn keys(example: &Example) -> Vec<Key> {
    let mut keys = vec![Key::Base(example.lang)];
    if OTHER_RULES.contains(&example.set.as_str()) {
        keys.push(Key::Set(example.set.clone()));
    }
    keys.extend(
        example
            .signs
            .iter()
            .map(|(kind, name)| Key::Sign(example.lang, kind.clone(), name.clone())),
    );
    keys
}

/// One logistic regression.
struct Model(BTreeMap<Key, f64>);

impl Model {
    /// By Newton's method, a weight at a time.
    fn fit(examples: &[(&Example, bool)]) -> Self {
        let mut weights: Vec<f64> = Vec::new();
        let mut number: BTreeMap<Key, usize> = BTreeMap::new();
        let mut of_weight: Vec<Vec<usize>> = Vec::new();
        for (row, (example, _)) in examples.iter().enumerate() {
            for key in keys(example) {
                let index = *number.entry(key).or_insert_with(|| {
                    weights.push(0.0);
                    of_weight.push(Vec::new());
                    of_weight.len() - 1
                });
                of_weight[index].push(row);
            }
        }
        let mut sums = vec![0.0; examples.len()];
        for _ in 0..ROUNDS {
            for (key, &index) in &number {
                let (mut slope, mut curve) = (-key.pull() * weights[index], key.pull());
                for &row in &of_weight[index] {
                    let p = probability(sums[row]);
                    slope += f64::from(u8::from(examples[row].1)) - p;
                    curve += p * (1.0 - p);
                }
                let step = slope / curve;
                weights[index] += step;
                for &row in &of_weight[index] {
                    sums[row] += step;
                }
            }
        }
        Self(
            number
                .into_iter()
                .map(|(key, index)| (key, weights[index]))
                .collect(),
        )
    }

    /// Without the offset of its set.
    fn log_odds(&self, example: &Example) -> f64 {
        keys(example)
            .iter()
            .filter(|key| !matches!(key, Key::Set(_)))
            .filter_map(|key| self.0.get(key))
            .sum()
    }
}

fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The two regressions.
struct Models {
    words: Model,
    speaker: Model,
}

impl Models {
    fn fit(examples: &[&Example]) -> Self {
        let words: Vec<_> = examples.iter().map(|example| (*example, example.words)).collect();
        let speaker: Vec<_> = examples
            .iter()
            .filter_map(|example| Some((*example, example.speaker?)))
            .collect();
        Self {
            words: Model::fit(&words),
            speaker: Model::fit(&speaker),
        }
    }

    fn log_odds(&self, example: &Example) -> [f64; 2] {
        [self.words.log_odds(example), self.speaker.log_odds(example)]
    }

    /// The file; `caution` is taken from the bases.
    fn toml(&self, caution: &BTreeMap<&'static str, f64>, examples: usize) -> String {
        let mut out = format!(
            "# Weights of the signs of a reading, in hundredths of log-odds: fitted to {examples} readings by\n\
             #   cargo run --release --example score -- --fit FOLDER...\n\
             # See examples/score/fit.rs for how, and src/extract/certainty/ for what they are used for.\n"
        );
        let hundredths = |key: &Key, less: f64| {
            [&self.words, &self.speaker]
                .map(|model| hundredths(model.0.get(key).copied().unwrap_or(0.0) - less))
        };
        for (lang, less) in caution {
            let [words, speaker] = hundredths(&Key::Base(lang), *less);
            let _ = writeln!(out, "\n[{lang}]\nbase = [{words}, {speaker}]");
            let mut table = "";
            for key in self.words.0.keys() {
                let Key::Sign(of, kind, name) = key else { continue };
                if of != lang {
                    continue;
                }
                if kind != table {
                    let _ = write!(out, "\n[{lang}.signs.{kind:?}]\n");
                    table = kind;
                }
                // a doubt that few readings had must not make them surer
                let most = if kind == "doubt" || name == "hearsay" {
                    DOUBT_MOST
                } else {
                    i64::MAX
                };
                let [words, speaker] = hundredths(key, 0.0).map(|weight| weight.min(most));
                let _ = writeln!(out, "{name:?} = [{words}, {speaker}]");
            }
        }
        out
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a weight is a few thousand at most"
)]
fn hundredths(weight: f64) -> i64 {
    (weight * 100.0).round() as i64
}

/// What each held-out reading was judged, and whether it was right.
#[derive(Default)]
struct Check(Vec<Judged>);

struct Judged {
    lang: &'static str,
    by_our_rules: bool,
    log_odds: [f64; 2],
    right: bool,
}

impl Check {
    fn count(&mut self, example: &Example, log_odds: [f64; 2]) {
        self.0.push(Judged {
            lang: example.lang,
            by_our_rules: !OTHER_RULES.contains(&example.set.as_str()),
            log_odds,
            right: example.words && example.speaker != Some(false),
        });
    }

    /// What is taken from the log-odds of a language so that enough of what is judged "0.9 or more" is right.
    fn caution(&self) -> BTreeMap<&'static str, f64> {
        let langs: BTreeSet<&'static str> = self.0.iter().map(|judged| judged.lang).collect();
        langs
            .into_iter()
            .map(|lang| {
                let enough = (0..40).map(|step| f64::from(step) * 0.05).find(|caution| {
                    let (right, of) = self.band(lang, *caution, 0.895, 1.0);
                    is_rarely_wrong(right, of)
                });
                (lang, enough.unwrap_or(CAUTION_MOST))
            })
            .collect()
    }

    /// Of the readings in a language whose certainty is within the bounds, how many are right, and how many there are.
    fn band(&self, lang: &str, caution: f64, least: f64, below: f64) -> (usize, usize) {
        let judged = self
            .0
            .iter()
            .filter(|judged| judged.lang == lang && judged.by_our_rules);
        let inside = judged.filter(|judged| {
            let both: f64 = judged
                .log_odds
                .iter()
                .map(|log_odds| probability(log_odds - caution))
                .product();
            both >= least && both < below
        });
        inside.fold((0, 0), |(right, of), judged| {
            (right + usize::from(judged.right), of + 1)
        })
    }

    fn table(&self, caution: &BTreeMap<&'static str, f64>) -> String {
        let mut out =
            String::from("lang caution │ right of those judged ≥ .9, .8 to .9, .6 to .8, .4 to .6, < .4\n");
        for (lang, caution) in caution {
            let _ = write!(out, "{lang:4} {caution:7.2} │");
            for (least, below) in [
                (0.895, 1.0),
                (0.795, 0.895),
                (0.595, 0.795),
                (0.395, 0.595),
                (0.0, 0.395),
            ] {
                let (right, of) = self.band(lang, *caution, least, below);
                let _ = write!(out, " {:.3} of {of:<4}", rate(right, of));
            }
            out.push('\n');
        }
        out
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
fn is_rarely_wrong(right: usize, of: usize) -> bool {
    (of - right) as f64 <= WRONG_MOST * of as f64 + 0.5
}

#[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
fn rate(right: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { right as f64 / of as f64 }
}
