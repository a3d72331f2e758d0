//! The weights of the signs, and the certainty that their sum is.
//!
//! Two logistic regressions, one for the words and one for the speaker given the words: the log-odds of being right
//! are a base of the language and the weights of the signs. All is kept in hundredths as whole numbers, so that the
//! same reading has the same certainty on every machine.

use super::Sign;
use crate::domain::{Lang, Weight};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The weights of a language in `weights.toml`: pairs of hundredths of log-odds, for the words and for the speaker.
#[derive(Debug, Deserialize)]
struct Weights {
    /// What a reading begins with.
    base: [i32; 2],
    /// What the log-odds must have to spare, each, for a certainty of [`Certainty::HIGH`]: it is more often promised
    /// than kept where little was seen of a kind.
    caution: i32,
    /// What each sign adds, by its kind and name.
    signs: HashMap<String, HashMap<String, [i32; 2]>>,
}

/// How sure a reading is, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Certainty {
    /// That these are the words.
    pub(in crate::extract) words: u8,
    /// That this is the speaker, if these are the words.
    pub(in crate::extract) speaker: u8,
    /// That both are right; [`Self::HIGH`] only where there is enough to spare.
    pub(in crate::extract) both: u8,
}

impl Certainty {
    /// From here on a reading counts as sure.
    const HIGH: u8 = 90;

    /// Of the log-odds of the words and of the speaker.
    fn of(words: i32, speaker: i32, caution: i32) -> Self {
        let both = product(percent(words), percent(speaker));
        let is_high = product(percent(words - caution), percent(speaker - caution)) >= Self::HIGH;
        Self {
            words: percent(words),
            speaker: percent(speaker),
            both: if is_high { both } else { both.min(Self::HIGH - 1) },
        }
    }
}

fn product(words: u8, speaker: u8) -> u8 {
    u8::try_from((u32::from(words) * u32::from(speaker) + 50) / 100).unwrap_or(99)
}

/// The certainty of a reading with these signs, and what each sign adds to that of the words and of the speaker, in
/// hundredths of log-odds.
pub(in crate::extract) fn certainty(lang: Lang, signs: &[Sign]) -> (Certainty, Vec<Weight>) {
    let Some(weights) = weights().and_then(|weights| weights.get(lang.as_str())) else {
        return (
            Certainty::of(0, 0, 0),
            vec![Weight { words: 0, speaker: 0 }; signs.len()],
        );
    };
    let added: Vec<Weight> = signs.iter().map(|sign| weights.of(*sign)).collect();
    let [words, speaker] = weights.base;
    let certainty = Certainty::of(
        words + added.iter().map(|weight| weight.words).sum::<i32>(),
        speaker + added.iter().map(|weight| weight.speaker).sum::<i32>(),
        weights.caution,
    );
    (certainty, added)
}

impl Weights {
    /// The weight of the sign; nothing where no reading had it that the weights were fitted to.
    fn of(&self, sign: Sign) -> Weight {
        let known = self.signs.get(sign.kind).and_then(|names| names.get(sign.name));
        let [words, speaker] = known.copied().unwrap_or_default();
        Weight { words, speaker }
    }
}

/// The weights that the program carries, by language.
fn weights() -> Option<&'static HashMap<String, Weights>> {
    static WEIGHTS: OnceLock<Option<HashMap<String, Weights>>> = OnceLock::new();
    WEIGHTS
        .get_or_init(|| toml::from_str(include_str!("weights.toml")).ok())
        .as_ref()
}

/// The log-odds, in hundredths, from which on a probability rounds to 1 %, 2 %, … 99 %: `100 ln(p / (1 - p))` at
/// `p` = 0.5 %, 1.5 %, … 98.5 %.
const LOG_ODDS: [i32; 99] = [
    -529, -418, -366, -332, -306, -284, -267, -251, -238, -225, -214, -204, -195, -186, -177, -170, -162,
    -155, -148, -142, -136, -130, -124, -118, -113, -107, -102, -97, -92, -87, -82, -78, -73, -69, -64, -60,
    -55, -51, -47, -43, -38, -34, -30, -26, -22, -18, -14, -10, -6, -2, 2, 6, 10, 14, 18, 22, 26, 30, 34, 38,
    43, 47, 51, 55, 60, 64, 69, 73, 78, 82, 87, 92, 97, 102, 107, 113, 118, 124, 130, 136, 142, 148, 155,
    162, 170, 177, 186, 195, 204, 214, 225, 238, 251, 267, 284, 306, 332, 366, 418,
];

/// The probability of these log-odds, in per cent: 0 to 99.
fn percent(hundredths: i32) -> u8 {
    u8::try_from(LOG_ODDS.partition_point(|least| *least <= hundredths)).unwrap_or(99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_weights_can_be_read() {
        let weights = weights().unwrap();
        assert!(Lang::READ.iter().all(|lang| weights.contains_key(lang.as_str())));
    }

    #[test]
    fn log_odds_become_per_cent() {
        assert_eq!([-600, -2, 0, 220, 460].map(percent), [0, 50, 50, 90, 99]);
    }

    #[test]
    fn certainty_is_high_only_with_enough_to_spare() {
        let both = |words, speaker, caution| Certainty::of(words, speaker, caution).both;
        assert_eq!(both(220, 220, 0), 81);
        assert_eq!(
            (both(400, 400, 0), both(400, 400, 50), both(400, 400, 200)),
            (96, 96, 89)
        );
    }
}
