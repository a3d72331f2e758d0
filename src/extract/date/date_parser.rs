//! Parses date expressions, word by word; numbers are left to `calendar`.

use super::calendar::{
    parse_calendar_date, parse_day_alone, parse_day_range, parse_digits, parse_month, parse_year,
    parse_year_after,
};
use super::date_expression::DateExpression;
use crate::domain::{DateRule, Edtf};
use crate::extract::day_arithmetic;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use chrono::{Datelike, Months, NaiveDate};
use std::ops::Range;

/// Returns the date expressions among the tokens, outside quotations, in order.
pub(in crate::extract) fn find_dates(
    page: &Page<'_>,
    tokens: Range<usize>,
    published: Option<NaiveDate>,
) -> Vec<DateExpression> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let here = page.quotation_at(at).is_none().then(|| {
            parse_date(page, at, tokens.end, published)
                .or_else(|| parse_after_preposition(page, at, published))
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

/// Returns the length in tokens of the expression of time at `at`; `None` if there is none.
///
/// An article or "early" before it and a part of the day after it count.
pub(in crate::extract) fn date_length_at(page: &Page<'_>, at: usize) -> Option<usize> {
    // "Monday's vote" is a vote, not a time
    date_length_before_owner(page, at).filter(|length| !is_possessive(page, at + length))
}

/// Whether the token is a possessive ending, so that the noun before it is an owner: "Monday's".
pub(in crate::extract) fn is_possessive(page: &Page<'_>, at: usize) -> bool {
    page.text_of(&(at..at + 1)).eq_ignore_ascii_case("'s")
}

/// As [`date_length_at`], without the test for a possessive after it.
fn date_length_before_owner(page: &Page<'_>, at: usize) -> Option<usize> {
    if let Some(dated) = parse_date(page, at, page.tokens.len(), None) {
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
    let behind = (here > at).then(|| parse_date(page, here, page.tokens.len(), None));
    let end = behind
        .flatten()
        .map(|dated| dated.tokens.end)
        .or_else(|| parse_month(page, here, page.tokens.len()).map(|(_, end)| end))?;
    Some(skip_parts_of_day(page, end) - at)
}

/// The dateline of the article: an exact date in its first four sentences, alone or after a place, before a dash.
pub(in crate::extract) fn find_dateline(
    page: &Page<'_>,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    page.sentences.iter().take(4).find_map(|sentence| {
        let dated = find_dates(
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
        (dash && opens && dated.date.is_exact() && dated.rule == DateRule::Absolute).then_some(
            DateExpression {
                rule: DateRule::Dateline,
                ..dated
            },
        )
    })
}

/// Parses the expression of time that begins at the token.
fn parse_date(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    if at >= limit || !can_begin_date(page, at) {
        return None;
    }
    parse_lexicon_phrase(page, at, published)
        .or_else(|| parse_digits(page, at, limit))
        .or_else(|| parse_day_range(page, at, limit, published))
        .or_else(|| parse_third_of_period(page, at, limit, published))
        .or_else(|| parse_weekday(page, at, limit, published))
        .or_else(|| {
            let here = at + usize::from(page.has_class(at, WordClass::DEFINITE) && page.is_number(at + 1));
            let dated = parse_calendar_date(page, here, limit, published)?;
            Some(DateExpression {
                tokens: at..skip_parts_of_day(page, dated.tokens.end),
                ..dated
            })
        })
        .or_else(|| parse_day_alone(page, at, published))
        .or_else(|| parse_season_or_quarter(page, at, limit, published))
}

/// Whether an expression of time can begin with the token. A cheap test before the parsers.
fn can_begin_date(page: &Page<'_>, at: usize) -> bool {
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

/// Parses an expression that is one entry of the lexicon: "hier", "last month", "ces derniers jours", "that evening".
fn parse_lexicon_phrase(page: &Page<'_>, at: usize, published: Option<NaiveDate>) -> Option<DateExpression> {
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
            // "hier mardi": the weekday beside the word belongs to the expression
            let date = published
                .and_then(|p| day_arithmetic::shift_days(p, count))
                .map(Edtf::day);
            let beside = day_of_week(page, tokens.end).map_or(0, |(_, length)| length);
            DateExpression::or_unknown(at..tokens.end + beside, date, DateRule::Relative)
        }
        PhraseMeaning::PeriodOffset(unit, back) => {
            let date = published.and_then(|p| day_arithmetic::period_before(p, unit, back));
            DateExpression::or_unknown(tokens, date, DateRule::Vague)
        }
        PhraseMeaning::RecentDays(count) => {
            let date = published.and_then(|p| Some(Edtf::between(day_arithmetic::shift_days(p, -count)?, p)));
            DateExpression::or_unknown(tokens, date, DateRule::Vague)
        }
        PhraseMeaning::SameDay => DateExpression {
            is_same_day: true,
            ..DateExpression::new(tokens, Edtf::Unknown, DateRule::None)
        },
        _ => DateExpression::new(tokens, Edtf::Unknown, DateRule::None),
    };
    Some(dated)
}

fn day_of_week(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    match page.meaning(at, |m| matches!(m, PhraseMeaning::Weekday(_))) {
        Some((PhraseMeaning::Weekday(day), length)) => Some((day, length)),
        _ => None,
    }
}

/// Parses "mardi", "last Tuesday", "ce mardi 10 mars", "Monday, March 9". A day of the month beside the weekday must
/// fall on that weekday; otherwise the date is unknown.
fn parse_weekday(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
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
        parse_calendar_date(page, end + mark + article, limit, published)
            .filter(|dated| published.is_none() || !matches!(dated.date, Edtf::Month { .. }))
    };
    if let Some(dated) = written {
        let closed = page.is_mark(end, '(') && page.is_mark(dated.tokens.end, ')');
        let tokens = at..skip_parts_of_day(page, dated.tokens.end + usize::from(closed));
        let fits = dated
            .date
            .earliest()
            .is_some_and(|date| date.weekday().num_days_from_monday() == day);
        let date = Some(dated.date).filter(|_| fits);
        return Some(DateExpression::or_unknown(tokens, date, dated.rule));
    }
    end = skip_parts_of_day(page, end);
    let modifiers = (before..here).chain([end]);
    let last = modifiers
        .clone()
        .any(|at| page.has_class(at, WordClass::LAST_ADJECTIVE));
    let next = modifiers.clone().any(is_next);
    end += usize::from(page.has_class(end, WordClass::LAST_ADJECTIVE) || is_next(end));
    // "le mardi": every Tuesday; "the Friday vote": a day that names something else
    let demonstrative = page.has_class(at, WordClass::DEMONSTRATIVE);
    if determined && !demonstrative && !last && !next {
        return None;
    }
    let date = published.and_then(|published| {
        let date = day_arithmetic::last_weekday(published, day);
        match (last, next) {
            (_, true) => day_arithmetic::shift_days(date, 7),
            // "last Monday" on a Monday is a week ago
            (true, _) if date == published => day_arithmetic::shift_days(date, -7),
            _ => Some(date),
        }
    });
    Some(DateExpression::or_unknown(
        at..end,
        date.map(Edtf::day),
        DateRule::Weekday,
    ))
}

/// Parses a third of a month or a year: "début mars", "early 2026", "à la fin de 2025".
fn parse_third_of_period(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    let (meaning, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::ThirdOfPeriod(_)))?;
    let PhraseMeaning::ThirdOfPeriod(third) = meaning else {
        return None;
    };
    let mut here = at + length;
    here += usize::from(page.is_mark(here, '-'));
    here += usize::from(page.has_class(here, WordClass::NOUN_LINK) && !page.is_number(here));
    if let Some(year) = parse_year(page, here).filter(|_| here < limit) {
        let first = NaiveDate::from_ymd_opt(year, 1 + 4 * third, 1)?;
        let date = months_from(first, 4);
        return Some(DateExpression::or_unknown(at..here + 1, date, DateRule::Vague));
    }
    let (month, end) = parse_month(page, here, limit)?;
    let (given, end) = parse_year_after(page, end, limit);
    let date = first_of_month(given, month, published).and_then(|first| {
        let from = first.with_day(1 + 10 * third)?;
        let to = if third == 2 {
            Edtf::month_of(first).latest()?
        } else {
            first.with_day(10 + 10 * third)?
        };
        Some(Edtf::between(from, to))
    });
    Some(DateExpression::or_unknown(at..end, date, DateRule::Vague))
}

/// Parses a season or a quarter: "l'été dernier", "in the summer of 2025", "au premier trimestre".
fn parse_season_or_quarter(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
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
    let given = parse_year(page, end + link).filter(|_| end + link < limit);
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
    let date = first_of_month(given, month, published).and_then(|first| months_from(first, 3));
    Some(DateExpression::or_unknown(at..end, date, DateRule::Vague))
}

/// Parses a month or a year alone, which is a time only after a preposition: "en mars", "in 2025".
fn parse_after_preposition(
    page: &Page<'_>,
    at: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    let here = at + 1;
    let begins = page.is_number(here) || page.has_class(here, WordClass::TIME_OPENER);
    if !page.has_class(at, WordClass::PREPOSITION)
        || !begins
        || parse_date(page, here, page.tokens.len(), published).is_some()
    {
        return None;
    }
    if let Some(year) = parse_year(page, here) {
        // "in 2000 homes": a number of things, not a year
        let counts =
            page.is_word(here + 1) && !page.has_class(here + 1, WordClass::THAT | WordClass::PREPOSITION);
        let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| !counts)?;
        return Some(DateExpression::new(
            here..here + 1,
            Edtf::year_of(first),
            DateRule::Vague,
        ));
    }
    let capital = page.tokens.get(here).is_some_and(|t| t.is_capitalised) || !page.lexicon.bare_clauses();
    let (month, end) = parse_month(page, here, page.tokens.len()).filter(|_| capital)?;
    let date = first_of_month(None, month, published).map(Edtf::month_of);
    Some(DateExpression::or_unknown(here..end, date, DateRule::Vague))
}

/// The first day of the month in the given year, or else of the last such month that has begun by the day of
/// publication.
fn first_of_month(year: Option<i32>, month: u32, published: Option<NaiveDate>) -> Option<NaiveDate> {
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

/// The token after parts of the day: "soir", "night".
fn skip_parts_of_day(page: &Page<'_>, end: usize) -> usize {
    let mut end = end;
    while page.has_class(end, WordClass::PART_OF_TIME) {
        end += 1;
    }
    end
}
