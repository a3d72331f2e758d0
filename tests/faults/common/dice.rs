//! Chance that can be repeated.

use std::time::{SystemTime, UNIX_EPOCH};

/// Whether the long form was asked for.
pub(crate) fn is_long() -> bool {
    std::env::var("DIXIT_FAULTS").is_ok_and(|form| form == "long")
}

/// The number of rounds of this form.
pub(crate) fn rounds(quick: usize, long: usize) -> usize {
    if is_long() { long } else { quick }
}

/// A random number generator (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Dice {
    pub(crate) seed: u64,
    state: u64,
}

impl Dice {
    /// The seed is the one asked for, otherwise a fixed one in the quick form, and the time in the long form.
    pub(crate) fn new() -> Self {
        let asked = std::env::var("DIXIT_FAULTS_SEED").ok();
        let seed = match asked {
            Some(seed) => seed.parse().expect("DIXIT_FAULTS_SEED is a number"),
            None if is_long() => SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs(),
            None => 1,
        };
        Self { seed, state: seed }
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        // The step of SplitMix64 (Steele, Lea and Flood, 2014).
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn choose<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
