//! Fits the weights of the certainty, `src/extract/certainty/weights.toml`, to annotated articles.
//!
//! There are two logistic regressions over the signs of a reading: whether its words are right, and whether its speaker
//! is right if the words are. Each language is fitted separately: it has a base, and a weight for each of its signs.
//! The weights are regularised (L2), so that a rare sign changes little. A set that was annotated by other guidelines
//! than ours ([`OTHER_GUIDELINES`]) has an offset, which is fitted with the rest and then left out.
//!
//! The words are right if they cover more than 80 % of the annotated ones and at least 30 % of the union is common. The
//! speaker is right if the canonical name is, or, where the annotation has none, the mention.

use super::measures::{StatementItem, overlap_shares};
use super::sets::{self, ScoredArticle};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// The strength of the L2 regularisation of the weight of a sign.
const SIGN_REGULARIZATION: f64 = 4.0;

/// The strength of the L2 regularisation of the base of a language and of the offset of a set.
const BASE_REGULARIZATION: f64 = 0.05;

/// The number of passes over all weights; the likelihood converges long before.
const FITTING_ROUNDS: usize = 60;

/// The number of folds of the cross-validation: each fold of the articles is judged by weights fitted to the others.
const FOLD_COUNT: usize = 8;

/// Maximum share of wrong readings among those judged "0.9 or more" in the cross-validation. Half a reading more is
/// allowed, because one wrong reading among a few says little.
const WRONG_SHARE_MAX: f64 = 0.025;

/// The lowest certainty that is published as 90 % or more, after rounding to per cent.
const HIGH_CERTAINTY_MIN: f64 = 0.895;

/// The caution, in log-odds, of a language for which no tried value is enough.
const CAUTION_MAX: f64 = 2.0;

/// Maximum weight of a doubt, in hundredths of log-odds: it must lower the certainty.
const DOUBT_WEIGHT_MAX: i64 = -20;

/// Sets that were annotated by other guidelines: the first also has beliefs and plans, the second marks consecutive
/// sentences as one statement.
const OTHER_GUIDELINES: [&str; 2] = ["polnear_en", "zh_news"];

/// A reading of an annotated article, and whether it is right.
struct LabelledReading {
    lang: &'static str,
    set: String,
    /// The fold of its article, below [`FOLD_COUNT`].
    fold: usize,
    /// The kind and name of each sign.
    signs: Vec<(String, String)>,
    has_right_words: bool,
    /// `None` if the words are wrong or the annotation has no speaker.
    has_right_speaker: Option<bool>,
}

/// The content of `weights.toml`, and the cross-validation as a table.
pub(crate) struct FittedWeights {
    pub(crate) weights: String,
    pub(crate) validation_table: String,
}

/// Fits the weights to all sets of the folders, and cross-validates them.
pub(crate) fn fit_weights(folders: &[String]) -> io::Result<FittedWeights> {
    let mut readings = Vec::new();
    for folder in folders {
        for (name, articles) in sets::read_folder(Path::new(folder))? {
            for (number, article) in articles.iter().enumerate() {
                readings.extend(labelled_readings(&name, number % FOLD_COUNT, article));
            }
        }
    }
    let mut validation = CrossValidation::default();
    for fold in 0..FOLD_COUNT {
        let (held_out, fitted): (Vec<&LabelledReading>, Vec<&LabelledReading>) =
            readings.iter().partition(|reading| reading.fold == fold);
        let models = CertaintyModels::fit(&fitted);
        for reading in held_out {
            validation.add_reading(reading, models.log_odds(reading));
        }
    }
    let all: Vec<&LabelledReading> = readings.iter().collect();
    let cautions = validation.fit_cautions();
    Ok(FittedWeights {
        weights: CertaintyModels::fit(&all).to_toml(&cautions, readings.len()),
        validation_table: validation.format_table(&cautions),
    })
}

/// The first item of each reading of an article, with its labels.
fn labelled_readings(set: &str, fold: usize, article: &ScoredArticle) -> Vec<LabelledReading> {
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
            let (words, speaker) = label_reading(&article.gold, item);
            Some(LabelledReading {
                lang,
                set: set.to_owned(),
                fold,
                signs: signs_of(item),
                has_right_words: words,
                has_right_speaker: speaker,
            })
        })
        .collect()
}

/// The signs of a reading, from its explanation.
fn signs_of(item: &StatementItem) -> Vec<(String, String)> {
    let signs = item
        .steps
        .iter()
        .filter(|step| step.part == "certainty" && step.weight.is_some());
    signs
        .map(|step| (step.rule.clone(), step.entry.clone().unwrap_or_default()))
        .collect()
}

/// Whether the words of a reading are right, and whether its speaker is; `None` as in
/// [`LabelledReading::has_right_speaker`].
fn label_reading(gold: &[StatementItem], item: &StatementItem) -> (bool, Option<bool>) {
    let best = gold
        .iter()
        .map(|marked| (marked, overlap_shares(marked, item)))
        .filter(|(_, (covered, union))| *covered > 0.8 && *union >= 0.3)
        .max_by(|a, b| a.1.1.total_cmp(&b.1.1));
    match best {
        Some((marked, _)) => (true, marked.has_same_speaker(item)),
        None => (false, None),
    }
}

/// The key of a weight: the base of a language, a sign in a language, or the offset of a set of [`OTHER_GUIDELINES`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum WeightKey {
    Base(&'static str),
    Sign(&'static str, String, String),
    Set(String),
}

impl WeightKey {
    fn regularization(&self) -> f64 {
        match self {
            Self::Sign(..) => SIGN_REGULARIZATION,
            Self::Base(_) | Self::Set(_) => BASE_REGULARIZATION,
        }
    }
}

fn weight_keys(reading: &LabelledReading) -> Vec<WeightKey> {
    let mut keys = vec![WeightKey::Base(reading.lang)];
    if OTHER_GUIDELINES.contains(&reading.set.as_str()) {
        keys.push(WeightKey::Set(reading.set.clone()));
    }
    keys.extend(
        reading
            .signs
            .iter()
            .map(|(kind, name)| WeightKey::Sign(reading.lang, kind.clone(), name.clone())),
    );
    keys
}

/// The weights of one logistic regression.
struct LogisticModel(BTreeMap<WeightKey, f64>);

impl LogisticModel {
    /// Fits the weights to readings and labels by Newton's method, one weight at a time.
    fn fit(readings: &[(&LabelledReading, bool)]) -> Self {
        let mut weights: Vec<f64> = Vec::new();
        let mut index_of_key: BTreeMap<WeightKey, usize> = BTreeMap::new();
        let mut rows_of_weight: Vec<Vec<usize>> = Vec::new();
        for (row, (reading, _)) in readings.iter().enumerate() {
            for key in weight_keys(reading) {
                let index = *index_of_key.entry(key).or_insert_with(|| {
                    weights.push(0.0);
                    rows_of_weight.push(Vec::new());
                    rows_of_weight.len() - 1
                });
                rows_of_weight[index].push(row);
            }
        }
        let mut sums = vec![0.0; readings.len()];
        for _ in 0..FITTING_ROUNDS {
            for (key, &index) in &index_of_key {
                let (mut slope, mut curve) = (-key.regularization() * weights[index], key.regularization());
                for &row in &rows_of_weight[index] {
                    let p = probability(sums[row]);
                    slope += f64::from(u8::from(readings[row].1)) - p;
                    curve += p * (1.0 - p);
                }
                let step = slope / curve;
                weights[index] += step;
                for &row in &rows_of_weight[index] {
                    sums[row] += step;
                }
            }
        }
        Self(
            index_of_key
                .into_iter()
                .map(|(key, index)| (key, weights[index]))
                .collect(),
        )
    }

    /// The log-odds that a reading is right, without the offset of its set.
    fn log_odds(&self, reading: &LabelledReading) -> f64 {
        weight_keys(reading)
            .iter()
            .filter(|key| !matches!(key, WeightKey::Set(_)))
            .filter_map(|key| self.0.get(key))
            .sum()
    }
}

fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The two regressions: for the words and for the speaker.
struct CertaintyModels {
    words: LogisticModel,
    speaker: LogisticModel,
}

impl CertaintyModels {
    fn fit(readings: &[&LabelledReading]) -> Self {
        let words: Vec<_> = readings
            .iter()
            .map(|reading| (*reading, reading.has_right_words))
            .collect();
        let speaker: Vec<_> = readings
            .iter()
            .filter_map(|reading| Some((*reading, reading.has_right_speaker?)))
            .collect();
        Self {
            words: LogisticModel::fit(&words),
            speaker: LogisticModel::fit(&speaker),
        }
    }

    fn log_odds(&self, reading: &LabelledReading) -> [f64; 2] {
        [self.words.log_odds(reading), self.speaker.log_odds(reading)]
    }

    /// The content of `weights.toml`.
    fn to_toml(&self, cautions: &BTreeMap<&'static str, f64>, readings: usize) -> String {
        let mut out = format!(
            "# Weights of the signs of a reading, in hundredths of log-odds: fitted to {readings} readings by\n\
             #   cargo run --release --example score -- --fit FOLDER...\n\
             # See examples/score/fit.rs for how, and src/extract/certainty/ for what they are used for.\n"
        );
        let hundredths = |key: &WeightKey| {
            [&self.words, &self.speaker].map(|model| hundredths_of(model.0.get(key).copied().unwrap_or(0.0)))
        };
        for (lang, language_caution) in cautions {
            let [words, speaker] = hundredths(&WeightKey::Base(lang));
            let caution = hundredths_of(*language_caution);
            let _ = writeln!(
                out,
                "\n[{lang}]\nbase = [{words}, {speaker}]\ncaution = {caution}"
            );
            let mut table = "";
            for key in self.words.0.keys() {
                let WeightKey::Sign(sign_lang, kind, name) = key else {
                    continue;
                };
                if sign_lang != lang {
                    continue;
                }
                if kind != table {
                    let _ = write!(out, "\n[{lang}.signs.{kind:?}]\n");
                    table = kind;
                }
                // A doubt that few readings have must not raise the certainty.
                let weight_max = if kind == "doubt" || name == "hearsay" {
                    DOUBT_WEIGHT_MAX
                } else {
                    i64::MAX
                };
                let [words, speaker] = hundredths(key).map(|weight| weight.min(weight_max));
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
fn hundredths_of(weight: f64) -> i64 {
    (weight * 100.0).round() as i64
}

/// The held-out readings of all folds, with their judgement.
#[derive(Default)]
struct CrossValidation(Vec<ValidatedReading>);

/// A held-out reading: the log-odds that it was given, and whether it is right.
struct ValidatedReading {
    lang: &'static str,
    has_our_guidelines: bool,
    log_odds: [f64; 2],
    is_right: bool,
}

impl CrossValidation {
    fn add_reading(&mut self, reading: &LabelledReading, log_odds: [f64; 2]) {
        self.0.push(ValidatedReading {
            lang: reading.lang,
            has_our_guidelines: !OTHER_GUIDELINES.contains(&reading.set.as_str()),
            log_odds,
            is_right: reading.has_right_words && reading.has_right_speaker != Some(false),
        });
    }

    /// The caution of each language: a certainty of 0.9 or more is given only to readings that would also reach it with
    /// log-odds lower by this amount. It is the smallest one with which such readings are rarely wrong.
    fn fit_cautions(&self) -> BTreeMap<&'static str, f64> {
        let langs: BTreeSet<&'static str> = self.0.iter().map(|reading| reading.lang).collect();
        langs
            .into_iter()
            .map(|lang| {
                let enough = (0..40).map(|step| f64::from(step) * 0.05).find(|caution| {
                    let (right, total) = self.count_right_between(lang, *caution, HIGH_CERTAINTY_MIN, 1.0);
                    is_rarely_wrong(right, total)
                });
                (lang, enough.unwrap_or(CAUTION_MAX))
            })
            .collect()
    }

    /// Among the readings in a language with a certainty from `least` to `below`: the number of right ones, and of all.
    fn count_right_between(&self, lang: &str, caution: f64, least: f64, below: f64) -> (usize, usize) {
        let of_language = self
            .0
            .iter()
            .filter(|reading| reading.lang == lang && reading.has_our_guidelines);
        let inside = of_language.filter(|reading| {
            let certainty_after = |caution: f64| -> f64 {
                let log_odds = reading.log_odds.iter();
                log_odds.map(|log_odds| probability(log_odds - caution)).product()
            };
            let certainty = if certainty_after(caution) >= HIGH_CERTAINTY_MIN {
                certainty_after(0.0)
            } else {
                certainty_after(0.0).min(HIGH_CERTAINTY_MIN - 0.01)
            };
            certainty >= least && certainty < below
        });
        inside.fold((0, 0), |(right, total), reading| {
            (right + usize::from(reading.is_right), total + 1)
        })
    }

    fn format_table(&self, cautions: &BTreeMap<&'static str, f64>) -> String {
        let mut out =
            String::from("lang caution │ right of those judged ≥ .9, .8 to .9, .6 to .8, .4 to .6, < .4\n");
        for (lang, caution) in cautions {
            let _ = write!(out, "{lang:4} {caution:7.2} │");
            for (least, below) in [
                (0.895, 1.0),
                (0.795, 0.895),
                (0.595, 0.795),
                (0.395, 0.595),
                (0.0, 0.395),
            ] {
                let (right, total) = self.count_right_between(lang, *caution, least, below);
                let _ = write!(out, " {:.3} of {total:<4}", share_of_right(right, total));
            }
            out.push('\n');
        }
        out
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
fn is_rarely_wrong(right: usize, total: usize) -> bool {
    (total - right) as f64 <= WRONG_SHARE_MAX * total as f64 + 0.5
}

#[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
fn share_of_right(right: usize, total: usize) -> f64 {
    if total == 0 {
        0.0
    } else {
        right as f64 / total as f64
    }
}
