//! The days on which something is due, and their EDTF.

use super::deadline_kind::DeadlineKind;
use super::pattern::{Slot, SlotValues};
use super::period::{BEGINNING, END, MIDDLE, Period};
use crate::domain::Edtf;
use chrono::{Datelike, NaiveDate};

/// A first and a last day, with the precision in which they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// The first day.
    pub(super) first: NaiveDate,
    /// The last day.
    pub(super) last: NaiveDate,
    /// The date of which `last` is the last day: a day, a month or a year.
    exact: Edtf,
}

impl Window {
    /// The days of a date; `None` where it has no first or last day.
    pub(super) fn of(date: Edtf) -> Option<Self> {
        Some(Self {
            first: date.earliest()?,
            last: date.latest()?,
            exact: date,
        })
    }

    /// The days of `period`, or of the part of it that the values name.
    pub(super) fn within(period: &Period, bound: &SlotValues) -> Option<Self> {
        // A span ("in 90 days") is due at its end, not at any time before.
        if bound.get(Slot::Number).is_some() {
            return Self::of(period.date);
        }
        if let Some(part) = bound.get(Slot::Part) {
            return period
                .part_days(part)
                .map(|(first, last, exact)| Self { first, last, exact });
        }
        let exact = if bound.get(Slot::Season).is_some() {
            about(period.date)
        } else {
            period.date
        };
        Some(Self {
            first: period.first,
            last: period.date.latest()?,
            exact,
        })
    }

    /// The same days, known only approximately.
    pub(super) const fn about(self) -> Self {
        Self {
            exact: about(self.exact),
            ..self
        }
    }

    /// As EDTF: one date, or an interval of two.
    pub(super) fn edtf(&self) -> String {
        if self.exact.earliest() <= Some(self.first) {
            return self.exact.to_string();
        }
        let first = match self.exact {
            Edtf::Month { approximate, .. } => Edtf::Month {
                first: self.first,
                approximate,
            },
            Edtf::Year { approximate, .. } => Edtf::Year {
                first: self.first,
                approximate,
            },
            Edtf::Day { approximate, .. } => Edtf::Day {
                date: self.first,
                approximate,
            },
            Edtf::Interval { .. } | Edtf::Unknown => self.exact,
        };
        format!("{first}/{}", self.exact)
    }

    /// The kind that fits these days: `at` for a single day, `in` for several.
    pub(super) fn kind(&self, kind: DeadlineKind) -> DeadlineKind {
        match kind {
            DeadlineKind::In | DeadlineKind::At if self.first == self.last => DeadlineKind::At,
            DeadlineKind::At => DeadlineKind::In,
            kind => kind,
        }
    }
}

/// The same date, as approximate.
const fn about(date: Edtf) -> Edtf {
    match date {
        Edtf::Day { date, .. } => Edtf::Day {
            date,
            approximate: true,
        },
        Edtf::Month { first, .. } => Edtf::Month {
            first,
            approximate: true,
        },
        Edtf::Year { first, .. } => Edtf::Year {
            first,
            approximate: true,
        },
        Edtf::Interval { .. } | Edtf::Unknown => date,
    }
}

impl Period {
    /// The first and last day of a part of it, approximately, and the date of the last: a third of a month; of a year
    /// January to March, May to August, or October to December. `None` for an unknown part.
    fn part_days(&self, part: i32) -> Option<(NaiveDate, NaiveDate, Edtf)> {
        let last = self.date.latest()?;
        match self.date {
            Edtf::Year { .. } if self.first.year() == last.year() => {
                let (from, to) = match part {
                    BEGINNING => (1, 3),
                    MIDDLE => (5, 8),
                    END => (10, 12),
                    _ => return None,
                };
                let exact = Edtf::Month {
                    first: NaiveDate::from_ymd_opt(last.year(), to, 1)?,
                    approximate: true,
                };
                Some((
                    NaiveDate::from_ymd_opt(last.year(), from, 1)?,
                    exact.latest()?,
                    exact,
                ))
            }
            Edtf::Month { .. } if self.first.month() == last.month() => {
                let (from, to) = match part {
                    BEGINNING => (1, 10),
                    MIDDLE => (11, 20),
                    END => (21, last.day()),
                    _ => return None,
                };
                let to = last.with_day(to)?;
                Some((last.with_day(from)?, to, Edtf::approximate_day(to)))
            }
            date => Some((self.first, last, about(date))),
        }
    }
}
