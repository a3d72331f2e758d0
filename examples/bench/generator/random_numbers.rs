/// A random number generator (`SplitMix64`): the same seed gives the same numbers on every machine.
#[derive(Debug)]
pub(super) struct RandomNumbers(u64);

impl RandomNumbers {
    /// Creates a generator; different seeds give different numbers.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        // The step of SplitMix64 (Steele, Lea and Flood, 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end` - 1.
    pub(super) fn number_below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % end.max(1)
    }

    /// A number from 0 to `end` - 1; small ones are far more frequent, as the ranks of words in a text.
    pub(super) fn rank_below(&mut self, end: usize) -> usize {
        let thousandth = |random: &mut Self| random.number_below(1_000);
        let share = thousandth(self) * thousandth(self) * thousandth(self);
        share * end / 1_000_000_000
    }

    /// Whether something with this chance, in per cent, happens.
    pub(super) fn happens(&mut self, per_cent: usize) -> bool {
        self.number_below(100) < per_cent
    }

    /// One of `all`, each as often as any other. `all` must not be empty.
    pub(super) fn choose<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.number_below(all.len())]
    }

    /// One of `all`, the first ones far more often. `all` must not be empty.
    pub(super) fn choose_by_rank<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.rank_below(all.len())]
    }
}
