//! Expressions of time: where they stand, how long they are, and which day they mean, counted from publication.

mod calendar;

use super::days;
use super::lexicon::{PhraseMeaning, WordClass};
use super::page::Page;
use super::token::TokenKind;
use crate::domain::{DateRule, Edtf};
use calendar::{calendar, day_alone, digits, month, range, year, year_behind};
use chrono::{Datelike, Months, NaiveDate};
use std::ops::Range;

/// A date expression and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) tokens: Range<usize>,
    pub(super) date: Edtf,
    pub(super) rule: DateRule,
    /// "that evening": it means the day that was told before.
    pub(super) same_day: bool,
}

impl Dated {
    const fn new(tokens: Range<usize>, date: Edtf, rule: DateRule) -> Self {
        Self {
            tokens,
            date,
            rule,
            same_day: false,
        }
    }

    /// The same expression with a date that could be counted, or with none.
    fn counted(tokens: Range<usize>, date: Option<Edtf>, rule: DateRule) -> Self {
        match date {
            Some(date) => Self::new(tokens, date, rule),
            None => Self::new(tokens, Edtf::Unknown, DateRule::None),
        }
    }
}

/// The date expressions among the tokens, quotations left out.
pub(super) fn dates(page: &Page<'_>, tokens: Range<usize>, published: Option<NaiveDate>) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let here = page.quotation_at(at).is_none().then(|| {
            expression(page, at, tokens.end, published).or_else(|| behind_preposition(page, at, published))
        });
        match here.flatten() {
            Some(dated) => {
                at = dated.tokens.end;
                found.push(dated);
            }
            None => at += 1,
        }
    }
    found
}

/// How many tokens the expression of time at `at` takes, an article or "early" before it and a part of the day
/// behind it included; `None` where none stands there.
pub(super) fn length_at(page: &Page<'_>, at: usize) -> Option<usize> {
    // "Monday's vote" is a vote
    length(page, at).filter(|length| !is_possessive(page, at + length))
}

/// Whether the token makes what stands before it an owner: "Monday's".
pub(super) fn is_possessive(page: &Page<'_>, at: usize) -> bool {
    page.text_of(&(at..at + 1)).eq_ignore_ascii_case("'s")
}

fn length(page: &Page<'_>, at: usize) -> Option<usize> {
    if let Some(dated) = expression(page, at, page.tokens.len(), None) {
        return Some(dated.tokens.end - at);
    }
    let mut here = at;
    if page.has_class(here, WordClass::DETERMINER)
        && (page.is_number(here + 1) || page.has_class(here + 1, WordClass::PART_OF_TIME))
    {
        here += 1;
    }
    while page.has_class(here, WordClass::PART_OF_TIME) && here < at + 2 {
        here += 1;
    }
    let behind = (here > at).then(|| expression(page, here, page.tokens.len(), None));
    let end = behind
        .flatten()
        .map(|dated| dated.tokens.end)
        .or_else(|| month(page, here, page.tokens.len()).map(|(_, end)| end))?;
    Some(parts_of_time(page, end) - at)
}

/// The date that opens the article: in its first sentences, alone or behind a place, before a dash.
pub(super) fn dateline(page: &Page<'_>, published: Option<NaiveDate>) -> Option<Dated> {
    page.sentences.iter().take(4).find_map(|sentence| {
        let dated = dates(
            page,
            sentence.start..sentence.end.min(sentence.start + 10),
            published,
        )
        .into_iter()
        .next()?;
        let dash = (dated.tokens.end..page.tokens.len().min(dated.tokens.end + 9)).any(|at| {
            matches!(page.tokens[at].kind, TokenKind::Mark('-' | '–' | '—'))
                && page.tokens[at].has_space_before
        });
        let opens = page.count_words(sentence.start..dated.tokens.start) <= 2;
        (dash && opens && dated.date.is_exact() && dated.rule == DateRule::Absolute).then_some(Dated {
            rule: DateRule::Dateline,
            ..dated
        })
    })
}

/// The expression of time that begins at the token.
fn expression(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    if at >= limit || !may_begin(page, at) {
        return None;
    }
    phrase(page, at, published)
        .or_else(|| digits(page, at, limit))
        .or_else(|| range(page, at, limit, published))
        .or_else(|| third(page, at, limit, published))
        .or_else(|| weekday(page, at, limit, published))
        .or_else(|| {
            let here = at + usize::from(page.has_class(at, WordClass::DEFINITE) && page.is_number(at + 1));
            let dated = calendar(page, here, limit, published)?;
            Some(Dated {
                tokens: at..parts_of_time(page, dated.tokens.end),
                ..dated
            })
        })
        .or_else(|| day_alone(page, at, published))
        .or_else(|| period(page, at, limit, published))
}

/// Whether an expression of time can begin with the token at all.
fn may_begin(page: &Page<'_>, at: usize) -> bool {
    let time = WordClass::TIME_OPENER | WordClass::PART_OF_TIME | WordClass::LAST_ADJECTIVE;
    if page.is_number(at) || page.has_class(at, time) {
        return true;
    }
    let opening = WordClass::DETERMINER
        | WordClass::DEFINITE
        | WordClass::DEMONSTRATIVE
        | WordClass::PREPOSITION
        | WordClass::NOUN_LINK;
    page.has_class(at, opening)
        && (page.is_number(at + 1)
            || page.has_class(at + 1, time | WordClass::DETERMINER | WordClass::DEFINITE))
}

/// "hier", "last month", "ces derniers jours", "that evening": what the lexicon has as a whole.
fn phrase(page: &Page<'_>, at: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let (meaning, length) = page.meaning(at, |m| {
        matches!(
            m,
            PhraseMeaning::DayOffset(_)
                | PhraseMeaning::PeriodOffset(..)
                | PhraseMeaning::RecentDays(_)
                | PhraseMeaning::AnaphoricDate
                | PhraseMeaning::SameDay
        )
    })?;
    let tokens = at..at + length;
    let dated = match meaning {
        PhraseMeaning::DayOffset(count) => {
            // "hier mardi", "today, March 3": the word tells the day, what stands beside it is told too
            let date = published.and_then(|p| days::shifted(p, count)).map(Edtf::day);
            let beside = day_of_week(page, tokens.end).map_or(0, |(_, length)| length);
            Dated::counted(at..tokens.end + beside, date, DateRule::Relative)
        }
        PhraseMeaning::PeriodOffset(unit, back) => {
            let date = published.and_then(|p| days::vague(p, unit, back));
            Dated::counted(tokens, date, DateRule::Vague)
        }
        PhraseMeaning::RecentDays(count) => {
            let date = published.and_then(|p| Some(Edtf::between(days::shifted(p, -count)?, p)));
            Dated::counted(tokens, date, DateRule::Vague)
        }
        PhraseMeaning::SameDay => Dated {
            same_day: true,
            ..Dated::new(tokens, Edtf::Unknown, DateRule::None)
        },
        _ => Dated::new(tokens, Edtf::Unknown, DateRule::None),
    };
    Some(dated)
}

fn day_of_week(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    match page.meaning(at, |m| matches!(m, PhraseMeaning::Weekday(_))) {
        Some((PhraseMeaning::Weekday(day), length)) => Some((day, length)),
        _ => None,
    }
}

/// "mardi", "last Tuesday", "ce mardi 10 mars", "Monday, March 9". A day of the month beside a weekday must fall on it.
fn weekday(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let is_next = |at: usize| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::NextAdjective))
            .is_some()
    };
    let mut here = at;
    if page.has_class(here, WordClass::DEFINITE | WordClass::DEMONSTRATIVE)
        && !page.has_class(here, WordClass::THAT)
    {
        here += 1;
    }
    let determined = here > at;
    let before = here;
    while page.has_class(here, WordClass::PART_OF_TIME | WordClass::LAST_ADJECTIVE) || is_next(here) {
        here += 1;
        if here > at + 3 {
            return None;
        }
    }
    let (day, length) = day_of_week(page, here)?;
    let mut end = here + length;
    let written = {
        let mark = usize::from(page.is_mark(end, ',') || page.is_mark(end, '('));
        let article = usize::from(page.has_class(end + mark, WordClass::DEFINITE));
        calendar(page, end + mark + article, limit, published)
            .filter(|dated| published.is_none() || !matches!(dated.date, Edtf::Month { .. }))
    };
    if let Some(dated) = written {
        let closed = page.is_mark(end, '(') && page.is_mark(dated.tokens.end, ')');
        let tokens = at..parts_of_time(page, dated.tokens.end + usize::from(closed));
        let fits = dated
            .date
            .earliest()
            .is_some_and(|date| date.weekday().num_days_from_monday() == day);
        let date = Some(dated.date).filter(|_| fits);
        return Some(Dated::counted(tokens, date, dated.rule));
    }
    end = parts_of_time(page, end);
    let modifiers = (before..here).chain([end]);
    let last = modifiers
        .clone()
        .any(|at| page.has_class(at, WordClass::LAST_ADJECTIVE));
    let next = modifiers.clone().any(is_next);
    end += usize::from(page.has_class(end, WordClass::LAST_ADJECTIVE) || is_next(end));
    // "the Friday vote", "le mardi": every one, or one that something is named after
    let demonstrative = page.has_class(at, WordClass::DEMONSTRATIVE);
    if determined && !demonstrative && !last && !next {
        return None;
    }
    let date = published.and_then(|published| {
        let date = days::last_weekday(published, day);
        match (last, next) {
            (_, true) => days::shifted(date, 7),
            // "last Monday" said on a Monday is a week ago
            (true, _) if date == published => days::shifted(date, -7),
            _ => Some(date),
        }
    });
    Some(Dated::counted(at..end, date.map(Edtf::day), DateRule::Weekday))
}

/// "début mars", "early 2026", "à la fin de 2025": a third of a month or a year.
fn third(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let (meaning, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::ThirdOfPeriod(_)))?;
    let PhraseMeaning::ThirdOfPeriod(third) = meaning else {
        return None;
    };
    let mut here = at + length;
    here += usize::from(page.is_mark(here, '-'));
    here += usize::from(page.has_class(here, WordClass::NOUN_LINK) && !page.is_number(here));
    if let Some(year) = year(page, here).filter(|_| here < limit) {
        let first = NaiveDate::from_ymd_opt(year, 1 + 4 * third, 1)?;
        let date = months_from(first, 4);
        return Some(Dated::counted(at..here + 1, date, DateRule::Vague));
    }
    let (month, end) = month(page, here, limit)?;
    let (given, end) = year_behind(page, end, limit);
    let date = first_of(given, month, published).and_then(|first| {
        let from = first.with_day(1 + 10 * third)?;
        let to = if third == 2 {
            Edtf::month_of(first).latest()?
        } else {
            first.with_day(10 + 10 * third)?
        };
        Some(Edtf::between(from, to))
    });
    Some(Dated::counted(at..end, date, DateRule::Vague))
}

/// "l'été dernier", "in the summer of 2025", "au premier trimestre".
fn period(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let opening = page.has_class(at, WordClass::DETERMINER | WordClass::LAST_ADJECTIVE)
        || page.has_class(at, WordClass::PREPOSITION);
    let here = at + usize::from(opening);
    let here = here + usize::from(opening && page.has_class(here, WordClass::DETERMINER));
    let (meaning, length) = page.meaning(here, |m| matches!(m, PhraseMeaning::SeasonOrQuarter(..)))?;
    let PhraseMeaning::SeasonOrQuarter(month, alone) = meaning else {
        return None;
    };
    let end = here + length;
    let link = usize::from(page.has_class(end, WordClass::NOUN_LINK));
    let given = year(page, end + link).filter(|_| end + link < limit);
    let last = page.has_class(end, WordClass::LAST_ADJECTIVE)
        || (at..here).any(|at| page.has_class(at, WordClass::LAST_ADJECTIVE));
    let demonstrative = page.has_class(at, WordClass::DEMONSTRATIVE);
    if given.is_none() && !last && !demonstrative && !alone {
        return None;
    }
    let end = match given {
        Some(_) => end + link + 1,
        None => end + usize::from(page.has_class(end, WordClass::LAST_ADJECTIVE)),
    };
    let date = first_of(given, month, published).and_then(|first| months_from(first, 3));
    Some(Dated::counted(at..end, date, DateRule::Vague))
}

/// "en mars", "in 2025": a month or a year alone is a time behind a preposition.
fn behind_preposition(page: &Page<'_>, at: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let here = at + 1;
    let begins = page.is_number(here) || page.has_class(here, WordClass::TIME_OPENER);
    if !page.has_class(at, WordClass::PREPOSITION)
        || !begins
        || expression(page, here, page.tokens.len(), published).is_some()
    {
        return None;
    }
    if let Some(year) = year(page, here) {
        // "in 2000 homes"
        let counts =
            page.is_word(here + 1) && !page.has_class(here + 1, WordClass::THAT | WordClass::PREPOSITION);
        let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| !counts)?;
        return Some(Dated::new(here..here + 1, Edtf::year_of(first), DateRule::Vague));
    }
    let capital = page.tokens.get(here).is_some_and(|t| t.is_capitalised) || !page.lexicon.bare_clauses();
    let (month, end) = month(page, here, page.tokens.len()).filter(|_| capital)?;
    let date = first_of(None, month, published).map(Edtf::month_of);
    Some(Dated::counted(here..end, date, DateRule::Vague))
}

/// The first day of the month: of that year, else of the last one that has begun.
fn first_of(year: Option<i32>, month: u32, published: Option<NaiveDate>) -> Option<NaiveDate> {
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, 1);
    match (year, published) {
        (Some(year), _) => in_year(year),
        (None, Some(published)) => {
            let this = in_year(published.year()).filter(|first| *first <= published);
            this.or_else(|| in_year(published.year() - 1))
        }
        (None, None) => None,
    }
}

fn months_from(first: NaiveDate, months: u32) -> Option<Edtf> {
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some(Edtf::between(first, last))
}

/// Behind "soir", "night".
fn parts_of_time(page: &Page<'_>, end: usize) -> usize {
    let mut end = end;
    while page.has_class(end, WordClass::PART_OF_TIME) {
        end += 1;
    }
    end
}
