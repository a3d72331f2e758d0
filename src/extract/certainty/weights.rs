//! The weights of the signs, and the certainty that follows from them.
//!
//! Two logistic regressions: one for the words, one for the speaker given the words. The log-odds of being right are
//! the base of the language plus the weights of the signs. All numbers are whole hundredths, so that a reading has
//! the same certainty on every machine.

use super::Sign;
use crate::domain::{CertaintyWeight, Lang};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The weights of one language in `weights.toml`: pairs of hundredths of log-odds, for the words and for the speaker.
#[derive(Debug, Deserialize)]
struct LanguageWeights {
    /// The log-odds of a reading without signs.
    base: [i32; 2],
    /// The margin that both log-odds need above [`Certainty::HIGH_PERCENT`]. Without it, kinds of readings of which
    /// few were annotated would too often claim a high certainty.
    caution: i32,
    /// The weight of each sign, by its kind and name.
    signs: HashMap<String, HashMap<String, [i32; 2]>>,
}

/// How sure a reading is, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Certainty {
    /// That the words are right.
    pub(in crate::extract) words: u8,
    /// That the speaker is right, given that the words are.
    pub(in crate::extract) speaker: u8,
    /// That both are right. It reaches [`Self::HIGH_PERCENT`] only with the margin [`LanguageWeights::caution`].
    pub(in crate::extract) both: u8,
}

impl Certainty {
    /// From this per cent on, a reading counts as sure.
    const HIGH_PERCENT: u8 = 90;

    /// Computes the certainty from the log-odds of the words and of the speaker.
    fn from_log_odds(words: i32, speaker: i32, caution: i32) -> Self {
        let both = joint_percent(percent_from_log_odds(words), percent_from_log_odds(speaker));
        let is_high = joint_percent(
            percent_from_log_odds(words - caution),
            percent_from_log_odds(speaker - caution),
        ) >= Self::HIGH_PERCENT;
        Self {
            words: percent_from_log_odds(words),
            speaker: percent_from_log_odds(speaker),
            both: if is_high {
                both
            } else {
                both.min(Self::HIGH_PERCENT - 1)
            },
        }
    }
}

/// The probability that both are right, in per cent.
fn joint_percent(words: u8, speaker: u8) -> u8 {
    u8::try_from((u32::from(words) * u32::from(speaker) + 50) / 100).unwrap_or(99)
}

/// Returns the certainty of a reading with these signs, and the weight of each sign in hundredths of log-odds.
///
/// A language without weights has a certainty of even odds.
pub(in crate::extract) fn compute_certainty(lang: Lang, signs: &[Sign]) -> (Certainty, Vec<CertaintyWeight>) {
    let Some(weights) = load_weights().and_then(|weights| weights.get(lang.as_str())) else {
        return (
            Certainty::from_log_odds(0, 0, 0),
            vec![CertaintyWeight { words: 0, speaker: 0 }; signs.len()],
        );
    };
    let added: Vec<CertaintyWeight> = signs.iter().map(|sign| weights.weight_of(*sign)).collect();
    let [words, speaker] = weights.base;
    let certainty = Certainty::from_log_odds(
        words + added.iter().map(|weight| weight.words).sum::<i32>(),
        speaker + added.iter().map(|weight| weight.speaker).sum::<i32>(),
        weights.caution,
    );
    (certainty, added)
}

impl LanguageWeights {
    /// The weight of the sign; 0 if no reading that the weights were fitted to had it.
    fn weight_of(&self, sign: Sign) -> CertaintyWeight {
        let known = self.signs.get(sign.kind).and_then(|names| names.get(sign.name));
        let [words, speaker] = known.copied().unwrap_or_default();
        CertaintyWeight { words, speaker }
    }
}

/// The weights that are built into the program, by language.
fn load_weights() -> Option<&'static HashMap<String, LanguageWeights>> {
    static WEIGHTS: OnceLock<Option<HashMap<String, LanguageWeights>>> = OnceLock::new();
    WEIGHTS
        .get_or_init(|| toml::from_str(include_str!("weights.toml")).ok())
        .as_ref()
}

/// The log-odds, in hundredths, from which on a probability rounds to 1 %, 2 %, … 99 %: `100 ln(p / (1 - p))` at `p`
/// = 0.5 %, 1.5 %, … 98.5 %.
const LOG_ODDS_BY_PERCENT: [i32; 99] = [
    -529, -418, -366, -332, -306, -284, -267, -251, -238, -225, -214, -204, -195, -186, -177, -170, -162,
    -155, -148, -142, -136, -130, -124, -118, -113, -107, -102, -97, -92, -87, -82, -78, -73, -69, -64, -60,
    -55, -51, -47, -43, -38, -34, -30, -26, -22, -18, -14, -10, -6, -2, 2, 6, 10, 14, 18, 22, 26, 30, 34, 38,
    43, 47, 51, 55, 60, 64, 69, 73, 78, 82, 87, 92, 97, 102, 107, 113, 118, 124, 130, 136, 142, 148, 155,
    162, 170, 177, 186, 195, 204, 214, 225, 238, 251, 267, 284, 306, 332, 366, 418,
];

/// Converts log-odds to a probability in per cent, 0 to 99.
fn percent_from_log_odds(hundredths: i32) -> u8 {
    u8::try_from(LOG_ODDS_BY_PERCENT.partition_point(|least| *least <= hundredths)).unwrap_or(99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_weights_are_parsed() {
        let weights = load_weights().unwrap();
        assert!(
            Lang::EXTRACTED
                .iter()
                .all(|lang| weights.contains_key(lang.as_str()))
        );
    }

    #[test]
    fn log_odds_are_converted_to_percent() {
        assert_eq!(
            [-600, -2, 0, 220, 460].map(percent_from_log_odds),
            [0, 50, 50, 90, 99]
        );
    }

    #[test]
    fn certainty_is_high_only_with_margin() {
        let both = |words, speaker, caution| Certainty::from_log_odds(words, speaker, caution).both;
        assert_eq!(both(220, 220, 0), 81);
        assert_eq!(
            (both(400, 400, 0), both(400, 400, 50), both(400, 400, 200)),
            (96, 96, 89)
        );
    }
}
