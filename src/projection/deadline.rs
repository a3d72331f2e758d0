//! The deadline that a speaker's words set: "d'ici 2030", "by the end of next year", "三年内".
//!
//! How deadlines are worded is in `deadlines.toml`; here its values become dates.

use super::grammar::{Bound, File, Grammar, Match, Slot};
use super::token::tokens;
use crate::domain::{Edtf, Lang};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// When something is due, and by which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deadline {
    /// The period by whose last day it is due.
    pub(super) date: Edtf,
    /// The words that say so, as they stand.
    pub(super) expression: String,
}

/// The grammars of the file, by language.
type Grammars = BTreeMap<String, Grammar>;

static GRAMMARS: LazyLock<Result<Grammars, String>> = LazyLock::new(|| {
    let files: BTreeMap<String, File> =
        toml::from_str(include_str!("deadlines.toml")).map_err(|error| error.to_string())?;
    files
        .into_iter()
        .map(|(lang, file)| Ok((lang, Grammar::new(&file)?)))
        .collect()
});

/// The first deadline that `words` set which is not over on the day `anchor`, on which they were said. What has
/// to be counted from that day is counted only where it is known; later deadlines are not looked for instead.
pub(super) fn find(lang: Lang, words: &str, anchor: Option<NaiveDate>) -> Option<Deadline> {
    let grammar = GRAMMARS.as_ref().ok()?.get(lang.as_str())?;
    let tokens = tokens(words);
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        let Some(found) = grammar.longest(&tokens, start) else {
            at += 1;
            continue;
        };
        at = found.end;
        if !found.may_stand {
            continue;
        }
        // Without the day it cannot be told whether it is over, and what stands behind it is another matter.
        let date = due(&found, anchor);
        if date.is_some() || anchor.is_none() {
            let (start, end) = (tokens[start].start, tokens[found.end - 1].end);
            let expression = words[start..end].to_owned();
            return date.map(|date| Deadline { date, expression });
        }
    }
    None
}

/// When what was found is due; `None` where that cannot be counted or is over.
fn due(found: &Match, anchor: Option<NaiveDate>) -> Option<Edtf> {
    let part = found.bound.get(Slot::Part);
    // Before the end of a year is before the year is over.
    let before = found.before && part.is_none_or(|part| part == BEGINNING);
    let period = Period::new(&found.bound, anchor, before)?;
    let date = if before {
        period.before()?
    } else {
        period.part(part)?
    };
    let is_over = anchor.zip(date.latest()).is_some_and(|(said, due)| due < said);
    (!is_over).then_some(date)
}

/// The values of [`Slot::Part`].
const BEGINNING: i32 = 1;
const MIDDLE: i32 = 2;

/// A period that words name.
struct Period {
    /// Its first day.
    first: NaiveDate,
    /// By whose last day it is over.
    date: Edtf,
}

impl Period {
    /// The period that has these values. What has no year is the next that is not over, or where something is due
    /// before it, the next that has not begun.
    fn new(bound: &Bound, anchor: Option<NaiveDate>, before: bool) -> Option<Self> {
        Self::span(bound, anchor)
            .or_else(|| Self::day(bound, anchor, before))
            .or_else(|| Self::months(bound, anchor, before))
            .or_else(|| Self::years(bound, anchor))
    }

    /// "within 90 days", "三年内": days to the day, longer ones to the month.
    fn span(bound: &Bound, anchor: Option<NaiveDate>) -> Option<Self> {
        let count = |unit| Some(u32::try_from(bound.get(Slot::Number)? * bound.get(unit)?).ok());
        let first = anchor?;
        if let Some(months) = count(Slot::Months) {
            let date = Edtf::month_of(first.checked_add_months(Months::new(months?))?);
            return Some(Self { first, date });
        }
        let days = match count(Slot::Hours) {
            Some(hours) => hours?.div_ceil(24),
            None => count(Slot::Days)??,
        };
        let date = Edtf::day(first.checked_add_days(Days::new(days.into()))?);
        Some(Self { first, date })
    }

    /// "vendredi", "by tomorrow", "6月15日", "本周".
    fn day(bound: &Bound, anchor: Option<NaiveDate>, before: bool) -> Option<Self> {
        let weekday = bound.get(Slot::Weekday);
        let ahead = |days: i32| anchor?.checked_add_days(Days::new(u64::try_from(days).ok()?));
        let since_monday = || i32::try_from(anchor?.weekday().num_days_from_monday()).ok();
        if let Some(day) = bound.get(Slot::Day) {
            return Self::calendar(bound, u32::try_from(day).ok()?, anchor, before);
        }
        if let Some(weeks) = bound.get(Slot::WeekAway) {
            let monday = weeks * 7 - since_monday()?;
            let last = Edtf::day(ahead(monday + weekday.unwrap_or(7) - 1)?);
            let first = ahead((monday + weekday.unwrap_or(1) - 1).max(0))?;
            return Some(Self { first, date: last });
        }
        let day = match (bound.get(Slot::DayAway), weekday) {
            (Some(days), _) => ahead(days)?,
            (None, Some(weekday)) => ahead((weekday - 1 - since_monday()?).rem_euclid(7))?,
            (None, None) => return None,
        };
        Some(Self {
            first: day,
            date: Edtf::day(day),
        })
    }

    /// "le 15 juin", "1 March 2027", "本月15日".
    fn calendar(bound: &Bound, day: u32, anchor: Option<NaiveDate>, before: bool) -> Option<Self> {
        let of = |year, month| {
            let first = NaiveDate::from_ymd_opt(year, month, day)?;
            let date = Edtf::day(first);
            Some(Self { first, date })
        };
        if let Some(months) = bound.get(Slot::MonthAway) {
            let month = anchor?.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
            return of(month.year(), month.month());
        }
        let month = u32::try_from(bound.get(Slot::Month)?).ok()?;
        match year(bound, anchor) {
            Some(year) => of(year, month),
            None => next(anchor, before, |year| of(year, month)),
        }
    }

    /// A month, or months that end with one: a season, a quarter, a half.
    fn months(bound: &Bound, anchor: Option<NaiveDate>, before: bool) -> Option<Self> {
        if let Some(months) = bound.get(Slot::MonthAway) {
            let month = anchor?.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
            return Self::ending(month.year(), month.month(), 1);
        }
        if let Some(quarters) = bound.get(Slot::QuarterAway) {
            let month = anchor?.checked_add_months(Months::new(u32::try_from(quarters * 3).ok()?))?;
            return Self::ending(month.year(), month.month().div_ceil(3) * 3, 3);
        }
        let last = |slot, length: i32| Some((bound.get(slot)? * length, length));
        let season = bound.get(Slot::Season).map(|month| (month, 3));
        let (month, length) = last(Slot::Month, 1)
            .or(season)
            .or_else(|| last(Slot::Quarter, 3))
            .or_else(|| last(Slot::Half, 6))?;
        let (month, length) = (u32::try_from(month).ok()?, u32::try_from(length).ok()?);
        match year(bound, anchor) {
            // The winter of a year ends in the next.
            Some(year) if season.is_some() && month <= length => Self::ending(year + 1, month, length),
            Some(year) => Self::ending(year, month, length),
            None => next(anchor, before, |year| Self::ending(year, month, length)),
        }
    }

    /// The `length` months of which the last is this one.
    fn ending(year: i32, month: u32, length: u32) -> Option<Self> {
        let last = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Self {
            first: last.checked_sub_months(Months::new(length - 1))?,
            date: Edtf::month_of(last),
        })
    }

    /// A year; a decade or century, as the year that ends it.
    fn years(bound: &Bound, anchor: Option<NaiveDate>) -> Option<Self> {
        let (year, length) = match bound.get(Slot::Era) {
            Some(era) => {
                let last = (anchor?.year() - 1).div_euclid(era) * era + era;
                let is_middle = bound.get(Slot::Part) == Some(MIDDLE);
                (if is_middle { last - era / 2 } else { last }, era)
            }
            None => (year(bound, anchor)?, 1),
        };
        Some(Self {
            first: NaiveDate::from_ymd_opt(year - length + 1, 1, 1)?,
            date: Edtf::year_of(NaiveDate::from_ymd_opt(year, 1, 1)?),
        })
    }

    /// The period before it, as exact as it is.
    fn before(&self) -> Option<Edtf> {
        let last = self.first.pred_opt()?;
        Some(match self.date {
            Edtf::Day { .. } => Edtf::day(last),
            Edtf::Month { .. } => Edtf::month_of(last),
            Edtf::Year { .. } => Edtf::year_of(last),
            Edtf::Unknown => return None,
        })
    }

    /// What `part` of it is over by: about a quarter or half of a year, a third or half of
    /// a month, Tuesday or Thursday of a week.
    fn part(&self, part: Option<i32>) -> Option<Edtf> {
        let is_middle = part == Some(MIDDLE);
        if !is_middle && part != Some(BEGINNING) {
            return Some(self.date);
        }
        Some(match self.date {
            Edtf::Year { first, .. } if first == self.first => Edtf::Month {
                first: first.with_month(if is_middle { 6 } else { 3 })?,
                approximate: true,
            },
            Edtf::Month { first, .. } if first == self.first => {
                Edtf::about(first.with_day(if is_middle { 15 } else { 10 })?)
            }
            Edtf::Day { date, .. } if date != self.first => {
                Edtf::about(date.checked_sub_days(Days::new(if is_middle { 3 } else { 5 }))?)
            }
            whole => whole,
        })
    }
}

/// The year that is named, or counted from that of the anchor.
fn year(bound: &Bound, anchor: Option<NaiveDate>) -> Option<i32> {
    let counted = || Some(anchor?.year() + bound.get(Slot::YearAway)?);
    bound.get(Slot::Year).or_else(counted)
}

/// The next period of those that each year has: the first that is not over, or with `before`, has not begun.
fn next(anchor: Option<NaiveDate>, before: bool, of: impl Fn(i32) -> Option<Period>) -> Option<Period> {
    let said = anchor?;
    // Leap days come every four years, but for some that are eight apart.
    (said.year()..said.year() + 9).filter_map(of).find(|period| {
        if before {
            period.first > said
        } else {
            period.date.latest().is_some_and(|last| last >= said)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Said on Saturday, 26 July 2025.
    fn due(lang: Lang, words: &str) -> String {
        told(find(lang, words, NaiveDate::from_ymd_opt(2025, 7, 26)))
    }

    fn told(deadline: Option<Deadline>) -> String {
        deadline.map_or_else(
            || "-".to_owned(),
            |due| format!("{} {}", due.date, due.expression),
        )
    }

    /// One line for each of the expressions.
    fn all(lang: Lang, words: &[&str]) -> String {
        let lines: Vec<String> = words.iter().map(|words| due(lang, words)).collect();
        lines.join("\n")
    }

    #[test]
    fn the_file_is_sound() {
        let grammars = GRAMMARS.as_ref().unwrap();
        assert!(Lang::READ.iter().all(|lang| grammars.contains_key(lang.as_str())));
    }

    #[test]
    fn french() {
        insta::assert_snapshot!(all(Lang::Fr, &[
            "Nous réduirons de moitié les rejets d’ici 2030.",
            "d'ici à la fin de 2026",
            "D’ICI FIN 2026",
            "d'ici juin 2027",
            "d'ici la fin de l'année",
            "d'ici la fin du mois",
            "d'ici à la fin du trimestre",
            "d'ici la fin de la semaine",
            "avant la fin du mois de septembre",
            "avant la fin juin",
            "d'ici l'été",
            "avant l'été prochain",
            "avant l'hiver 2027",
            "dans les six mois",
            "d'ici deux ans",
            "d'ici à deux ou trois ans",
            "sous quarante-huit heures",
            "dans un délai de quatre-vingt-dix jours",
            "au cours des cinq prochaines années",
            "d'ici le 15 juin",
            "avant le 1er mars 2027",
            "avant 2030",
            "avant la fin de l'an prochain",
            "d'ici l'année prochaine",
            "d'ici à la mi-2027",
            "d’ici début 2027",
            "à l'horizon 2050",
            "en 2030 au plus tard",
            "au plus tard le 31 décembre 2026",
            "d'ici la fin du premier semestre",
            "avant la fin de la décennie",
            "d'ici à la fin du siècle",
            "d'ici vendredi",
            "avant la rentrée",
        ]), @"
        2030 d’ici 2030
        2026 d'ici à la fin de 2026
        2026 D’ICI FIN 2026
        2027-06 d'ici juin 2027
        2025 d'ici la fin de l'année
        2025-07 d'ici la fin du mois
        2025-09 d'ici à la fin du trimestre
        2025-07-27 d'ici la fin de la semaine
        2025-09 avant la fin du mois de septembre
        2026-06 avant la fin juin
        2025-09 d'ici l'été
        2026-06 avant l'été prochain
        2027-12 avant l'hiver 2027
        2026-01 dans les six mois
        2027-07 d'ici deux ans
        2028-07 d'ici à deux ou trois ans
        2025-07-28 sous quarante-huit heures
        2025-10-24 dans un délai de quatre-vingt-dix jours
        2030-07 au cours des cinq prochaines années
        2026-06-15 d'ici le 15 juin
        2027-02-28 avant le 1er mars 2027
        2029 avant 2030
        2026 avant la fin de l'an prochain
        2026 d'ici l'année prochaine
        2027-06~ d'ici à la mi-2027
        2027-03~ d’ici début 2027
        2050 à l'horizon 2050
        2030 en 2030 au plus tard
        2026-12-31 au plus tard le 31 décembre 2026
        2026-06 d'ici la fin du premier semestre
        2030 avant la fin de la décennie
        2100 d'ici à la fin du siècle
        2025-08-01 d'ici vendredi
        2025-08 avant la rentrée
        ");
    }

    #[test]
    fn english() {
        insta::assert_snapshot!(all(Lang::En, &[
            "We will halve it by 2030.",
            "by the end of 2027",
            "by late 2027",
            "by mid-2027",
            "before June 2027",
            "by May 2027",
            "by the end of the year",
            "before year-end",
            "by the end of next year",
            "by next year",
            "before the end of the month",
            "before the end of September",
            "by spring 2027",
            "by next summer",
            "within 90 days",
            "within the next twenty-five years",
            "over the next decade",
            "within two to three weeks",
            "by 1 March 2027",
            "by March 1, 2027",
            "before June 15th",
            "by Sept. 11",
            "by the middle of next week",
            "before 2030",
            "no later than Friday",
            "by the end of next week",
            "by tomorrow",
            "by the first quarter of 2026",
            "by the second half of next year",
            "by mid-century",
            "in 2030 at the latest",
            "by about 2035",
        ]), @"
        2030 by 2030
        2027 by the end of 2027
        2027 by late 2027
        2027-06~ by mid-2027
        2027-05 before June 2027
        2027-05 by May 2027
        2025 by the end of the year
        2025 before year-end
        2026 by the end of next year
        2026 by next year
        2025-07 before the end of the month
        2025-09 before the end of September
        2027-06 by spring 2027
        2025-09 by next summer
        2025-10-24 within 90 days
        2050-07 within the next twenty-five years
        2035-07 over the next decade
        2025-08-16 within two to three weeks
        2027-03-01 by 1 March 2027
        2027-03-01 by March 1, 2027
        2026-06-14 before June 15th
        2025-09-11 by Sept. 11
        2025-07-31~ by the middle of next week
        2029 before 2030
        2025-08-01 no later than Friday
        2025-08-03 by the end of next week
        2025-07-27 by tomorrow
        2026-03 by the first quarter of 2026
        2026-12 by the second half of next year
        2050 by mid-century
        2030 in 2030 at the latest
        2035 by about 2035
        ");
    }

    #[test]
    fn chinese() {
        insta::assert_snapshot!(all(Lang::Zh, &[
            "到2030年，排放量减半",
            "力争2030年前实现",
            "在2030年之前",
            "二〇三〇年以前",
            "2027年年底前",
            "到2027年底",
            "到2030年初步建成",
            "减半，至2030年",
            "年底前",
            "今年年底之前",
            "明年年底前",
            "本月底前",
            "下月底前",
            "三年内",
            "未来五年",
            "未來五年內",
            "三至五年内",
            "两三年内",
            "三十五天之内",
            "六个月内",
            "半年内",
            "年内",
            "本月内",
            "3月1日前",
            "2026年3月1日前",
            "9月底前",
            "下周五前",
            "周三之前",
            "上半年前",
            "2026年第一季度前",
            "最迟于2028年",
            "到本世纪中叶",
            "到2050年左右",
        ]), @"
        2030 到2030年
        2029 2030年前
        2029 在2030年之前
        2029 二〇三〇年以前
        2027 2027年年底前
        2027 到2027年底
        2030 到2030年
        2030 至2030年
        2025 年底前
        2025 今年年底之前
        2026 明年年底前
        2025-07 本月底前
        2025-08 下月底前
        2028-07 三年内
        2030-07 未来五年
        2030-07 未來五年內
        2030-07 三至五年内
        2028-07 两三年内
        2025-08-30 三十五天之内
        2026-01 六个月内
        2026-01 半年内
        2025 年内
        2025-07 本月内
        2026-02-28 3月1日前
        2026-02-28 2026年3月1日前
        2025-09 9月底前
        2025-07-31 下周五前
        2025-07-29 周三之前
        2025-12 上半年前
        2025-12 2026年第一季度前
        2028 最迟于2028年
        2050 到本世纪中叶
        2050 到2050年
        ");
    }

    #[test]
    fn what_is_no_deadline() {
        let none = |lang, words: &[&str]| {
            for words in words {
                assert_eq!(due(lang, words), "-", "{words}");
            }
        };
        none(
            Lang::Fr,
            &[
                "en 2030",
                "Rien ne sera prêt avant 2030.",
                "pas avant la fin de l'année",
                "avant 2008, c'était autre chose",
                "d'ici là",
                "d'ici quelques mois",
                "dans les six mois suivant son adoption",
                "la crise d'avant 2030",
            ],
        );
        none(
            Lang::En,
            &[
                "in 2030",
                "It will not be ready before 2030.",
                "by 2,000 people",
                "by 2012 it was over",
                "within 30 days of the vote",
                "within the past six months",
                "said by May",
                "the week before Friday",
            ],
        );
        none(
            Lang::Zh,
            &[
                "2030年",
                "三年前",
                "2030年前后",
                "9月1日前往",
                "过去三年内",
                "数年内",
                "1980年9月号至2031年2月",
                "从2025年到2030年",
                "推迟到2030年",
                "达到2035年的水平",
                "目前，此前",
                "通过后三年内",
            ],
        );
        none(Lang::Und, &["d'ici 2030"]);
    }

    #[test]
    fn the_first_that_is_not_over_is_taken() {
        insta::assert_snapshot!(due(Lang::Fr, "avant 2020 puis d'ici 2030, voire d'ici 2040"), @"2030 d'ici 2030");
        insta::assert_snapshot!(due(Lang::En, "by 2040, not by 2030"), @"2040 by 2040");
    }

    #[test]
    fn what_is_counted_needs_a_day() {
        let undated = |lang, words| told(find(lang, words, None));
        insta::assert_snapshot!(undated(Lang::Fr, "d'ici fin juin 2027"), @"2027-06 d'ici fin juin 2027");
        insta::assert_snapshot!(undated(Lang::Fr, "d'ici fin juin"), @"-");
        insta::assert_snapshot!(undated(Lang::En, "within two years"), @"-");
        insta::assert_snapshot!(undated(Lang::Zh, "年底前"), @"-");
        insta::assert_snapshot!(undated(Lang::Zh, "2030年之前"), @"2029 2030年之前");
    }
}
