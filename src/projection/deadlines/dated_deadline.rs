//! The deadlines of a statement, with the days counted from the day on which it was said.

use super::deadline_kind::DeadlineKind;
use super::find_deadlines::{self, Deadline, StatementWords};
use crate::domain::{Act, Doubt, Edtf, Lang, Statement};
use crate::projection::day_range::{DayRange, date_of_day};
use crate::projection::token::Token;
use chrono::{Days as CalendarDays, NaiveDate};

/// A deadline of a statement. Days count from 0001-01-01 = 1.
#[derive(Debug, Clone)]
pub(in crate::projection) struct DatedDeadline {
    /// How the days relate to what is due.
    pub(super) kind: DeadlineKind,
    /// First day of `due`.
    pub(in crate::projection) first_day: i64,
    /// Last day of `due`.
    pub(in crate::projection) last_day: i64,
    /// The days, as EDTF.
    pub(super) due: String,
    /// The words that set the deadline.
    pub(super) expression: String,
    /// The date that a relative expression was resolved against, as EDTF.
    pub(super) counted_from: Option<String>,
    /// Whether the speakers speak of themselves.
    pub(super) is_own: bool,
}

/// The deadlines that `words` set, those of `statement`, given with their tokens. `published_day` is the day of
/// publication of its article.
pub(in crate::projection) fn dated_deadlines(
    lang: Lang,
    published_day: i64,
    statement: &Statement,
    (words, tokens): (&str, &[Token<'_>]),
) -> Vec<DatedDeadline> {
    let words = StatementWords {
        lang,
        text: words,
        is_prospective: is_prospective(statement.act),
    };
    let anchor = Anchor::from_statement(statement, published_day);
    let dated = anchor
        .find_deadlines(words, tokens)
        .into_iter()
        .map(|(found, is_sure)| {
            let window = if is_sure {
                found.window
            } else {
                found.window.about()
            };
            let day_number = |day: NaiveDate| DayRange::from(Edtf::day(day)).from;
            DatedDeadline {
                kind: found.kind,
                first_day: day_number(window.first),
                last_day: day_number(window.last),
                due: window.edtf(),
                expression: found.expression,
                counted_from: found.is_counted.then(|| anchor.date.to_string()),
                is_own: find_deadlines::speaks_of_own_side(words.lang, tokens),
            }
        });
    dated.collect()
}

/// Whether statements of this act are about the future unless their words say otherwise.
const fn is_prospective(act: Act) -> bool {
    matches!(
        act,
        Act::Proposal | Act::Commitment | Act::Call | Act::Announcement | Act::Forecast
    )
}

/// The date from which relative deadlines are counted.
struct Anchor {
    /// When the words were said; approximately the day of publication where that is unknown.
    date: Edtf,
    /// By how many days the words may have been said before `date`.
    days_earlier: u64,
}

/// `days_earlier` of an approximate date: a paper reports what was said in the last few days.
const APPROXIMATE_DAYS: u64 = 7;
/// `days_earlier` where the words have a date expression that could not be resolved.
const UNRESOLVED_DAYS: u64 = 31;

impl Anchor {
    fn from_statement(statement: &Statement, published_day: i64) -> Self {
        let said = statement.said.date;
        let published = || date_of_day(published_day).map_or(Edtf::Unknown, Edtf::approximate_day);
        let date = if said == Edtf::Unknown { published() } else { said };
        let doubts = &statement.doubts;
        let days_earlier = if doubts.contains(&Doubt::DateUnresolved) {
            UNRESOLVED_DAYS
        } else if doubts.contains(&Doubt::DateApproximate) || is_approximate(date) {
            APPROXIMATE_DAYS
        } else {
            0
        };
        Self { date, days_earlier }
    }

    /// The deadlines, each with whether its days are certain: they are not relative, or the same from every day on
    /// which the words may have been said.
    fn find_deadlines(&self, words: StatementWords<'_>, tokens: &[Token<'_>]) -> Vec<(Deadline, bool)> {
        let first = self.date.earliest();
        let found = find_deadlines::find_deadlines(words, tokens, first);
        if found.iter().all(|deadline| !deadline.is_counted) {
            return found.into_iter().map(|deadline| (deadline, true)).collect();
        }
        let earlier = first.and_then(|day| day.checked_sub_days(CalendarDays::new(self.days_earlier)));
        let mut others = vec![earlier, self.date.latest()];
        others.retain(|day| *day != first);
        let others: Vec<Vec<Deadline>> = others
            .into_iter()
            .map(|day| find_deadlines::find_deadlines(words, tokens, day))
            .collect();
        let is_sure =
            |deadline: &Deadline| !deadline.is_counted || others.iter().all(|other| other.contains(deadline));
        let deadlines = found.into_iter().map(|deadline| {
            let sure = is_sure(&deadline);
            (deadline, sure)
        });
        deadlines.collect()
    }
}

/// Whether a date is approximate, an interval or unknown.
const fn is_approximate(date: Edtf) -> bool {
    match date {
        Edtf::Day { approximate, .. } | Edtf::Month { approximate, .. } | Edtf::Year { approximate, .. } => {
            approximate
        }
        Edtf::Interval { .. } | Edtf::Unknown => true,
    }
}
