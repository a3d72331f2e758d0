//! The bars of a chart over time: one for each period between the first and the last, or for several in a row where
//! these would be too many.

use crate::domain::Act;
use crate::query::{PeriodUnit, TimelineCounts};

/// Maximum number of bars. Narrower ones would hide their patterns.
const BARS_MAX: i64 = 120;

/// Numbers of months and of years that make a bar, or that lie between two labels of the axis.
const MONTH_STEPS: [i64; 10] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const YEAR_STEPS: [i64; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/// The bars of a chart, in the order of time.
#[derive(Debug)]
pub(super) struct TimeBins {
    unit: PeriodUnit,
    /// Number of periods of a bar.
    step: i64,
    /// The first bar is the one with this number; the bar of a period has the number of the period, divided by `step`.
    first: i64,
    /// The numbers of each bar, by act in the order of [`Act::ALL`].
    pub(super) bars: Vec<[u64; Act::ALL.len()]>,
}

impl TimeBins {
    /// Sorts the counts into bars; no bars where there is no dated statement.
    pub(super) fn new(counts: &TimelineCounts) -> Self {
        let numbers: Vec<Option<i64>> = counts
            .periods
            .iter()
            .map(|period| parse_period(&period.period))
            .collect();
        let first = numbers.iter().flatten().min().copied().unwrap_or(0);
        let last = numbers.iter().flatten().max().copied().unwrap_or(first - 1);
        let steps = steps_of(counts.by);
        let step = steps
            .iter()
            .copied()
            .find(|step| (last - first) / step < BARS_MAX);
        let step = step.or(steps.last().copied()).unwrap_or(1);
        let first_bar = first.div_euclid(step);
        let bars = usize::try_from(last.div_euclid(step) + 1 - first_bar).unwrap_or_default();
        let mut bins = Self {
            unit: counts.by,
            step,
            first: first_bar,
            bars: vec![[0; Act::ALL.len()]; bars],
        };
        for (period, number) in counts.periods.iter().zip(numbers) {
            let at = number.and_then(|number| usize::try_from(number.div_euclid(step) - first_bar).ok());
            if let Some(bar) = at.and_then(|at| bins.bars.get_mut(at)) {
                for count in &period.acts {
                    bar[count.act as usize] += count.statements;
                }
            }
        }
        bins
    }

    /// The first and the last period of the bar at this place, as EDTF.
    pub(super) fn periods_at(&self, at: usize) -> (String, String) {
        let first = (self.first + i64::try_from(at).unwrap_or_default()) * self.step;
        (
            self.format_period(first),
            self.format_period(first + self.step - 1),
        )
    }

    /// The bars that get a label, at most about `labels_max` of them: at round dates, at the same distance.
    pub(super) fn labelled_bars(&self, labels_max: i64) -> Vec<usize> {
        let all = i64::try_from(self.bars.len()).unwrap_or_default();
        let steps = steps_of(self.unit).iter().copied();
        let mut distances = steps
            .filter(|distance| distance % self.step == 0)
            .map(|distance| distance / self.step);
        let distance = distances.find(|distance| (all - 1) / distance < labels_max.max(1));
        let distance = distance.unwrap_or(all.max(1));
        (0..self.bars.len())
            .filter(|at| (self.first + i64::try_from(*at).unwrap_or_default()).rem_euclid(distance) == 0)
            .collect()
    }

    fn format_period(&self, number: i64) -> String {
        match self.unit {
            PeriodUnit::Year => format!("{number:04}"),
            PeriodUnit::Month => format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
        }
    }
}

const fn steps_of(unit: PeriodUnit) -> &'static [i64] {
    match unit {
        PeriodUnit::Month => &MONTH_STEPS,
        PeriodUnit::Year => &YEAR_STEPS,
    }
}

/// The number of a period: years from year 0, or months from January of year 0.
fn parse_period(period: &str) -> Option<i64> {
    match period.split_once('-') {
        None => period.parse().ok(),
        Some((year, month)) => {
            let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
            Some(year * 12 + month - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ActCount, PeriodCount};

    fn counts(by: PeriodUnit, periods: &[&str]) -> TimelineCounts {
        let period = |period: &&str| PeriodCount {
            period: (*period).to_owned(),
            statements: 1,
            acts: vec![ActCount {
                act: Act::Call,
                statements: 1,
            }],
        };
        TimelineCounts {
            by,
            periods: periods.iter().map(period).collect(),
            undated: period(&".."),
            spanning: 0,
        }
    }

    #[test]
    fn months_without_statements_have_a_bar() {
        let bins = TimeBins::new(&counts(PeriodUnit::Month, &["2025-11", "2026-02"]));
        let sums: Vec<u64> = bins.bars.iter().map(|bar| bar.iter().sum()).collect();
        assert_eq!(sums, [1, 0, 0, 1]);
        assert_eq!(bins.periods_at(1), ("2025-12".to_owned(), "2025-12".to_owned()));
        assert_eq!(bins.labelled_bars(4), [0, 1, 2, 3]);
        assert_eq!(bins.labelled_bars(2), [2]);
    }

    #[test]
    fn many_periods_share_bars() {
        let bins = TimeBins::new(&counts(PeriodUnit::Year, &["0044", "1789", "2026"]));
        assert_eq!(bins.bars.len(), 100);
        assert_eq!(bins.periods_at(0), ("0040".to_owned(), "0059".to_owned()));
        assert_eq!(bins.bars.iter().flatten().sum::<u64>(), 3);
        assert!(
            (2..=6).contains(&bins.labelled_bars(6).len()),
            "{:?}",
            bins.labelled_bars(6)
        );
    }

    #[test]
    fn nothing_dated_has_no_bars() {
        assert!(TimeBins::new(&counts(PeriodUnit::Month, &[])).bars.is_empty());
    }
}
