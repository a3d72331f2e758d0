//! Parses days that are written with numbers: "26 juillet 2025", "July 26", "2025-07-26", "du 1er au 3 mars", "the
//! 10th".

use super::date_expression::DateExpression;
use crate::domain::{DateRule, Edtf};
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use chrono::{Datelike, Months, NaiveDate};
use std::ops::Range;

/// A day of the month, and the month if one stands beside it.
#[derive(Debug, Clone, Copy)]
struct DayAndMonth {
    day: u32,
    month: Option<u32>,
    end: usize,
}

/// Parses "26 juillet 2025", "le 26 juillet", "July 26, 2025", "26 July", "juillet 2025".
pub(super) fn parse_calendar_date(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    if let Some(point) = parse_day_and_month(page, at, limit).filter(|point| point.month.is_some()) {
        let (given, end) = parse_year_after(page, point.end, limit);
        let date = resolve_day(given, point.month?, point.day, published);
        return Some(absolute_date(at..end, date.map(Edtf::day)));
    }
    let (month, end) = parse_month(page, at, limit)?;
    let (given, end) = parse_year_after(page, end, limit);
    // a month alone is a date only with a year: "may" and "march" are also ordinary words
    let first = NaiveDate::from_ymd_opt(given?, month, 1)?;
    Some(absolute_date(at..end, Some(Edtf::month_of(first))))
}

/// Parses "2026-03-10", "10/03/2026", "10.03.2026".
pub(super) fn parse_digits(page: &Page<'_>, at: usize, limit: usize) -> Option<DateExpression> {
    if !page.is_number(at) {
        return None;
    }
    let text = page.tokens[at].text(page.text);
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    if let [day, month, year] = parts[..]
        && year.len() == 4
    {
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        // English dates may begin with the month, so the order is clear only if the day is above 12
        let clear = !page.lexicon.bare_clauses() || day > 12;
        let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month, day).filter(|_| clear);
        return Some(absolute_date(at..at + 1, date.map(Edtf::day)));
    }
    let number = |at: usize, length: usize| {
        let token = page.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let text = token.text(page.text);
        (text.len() == length).then(|| text.parse::<u32>().ok()).flatten()
    };
    let joined = |at: usize| page.is_mark(at, '-') && !page.tokens[at].has_space_before;
    if at + 4 >= limit || !joined(at + 1) || !joined(at + 3) {
        return None;
    }
    let (year, month, day) = (parse_year(page, at)?, number(at + 2, 2)?, number(at + 4, 2)?);
    let date = NaiveDate::from_ymd_opt(year, month, day);
    Some(absolute_date(at..at + 5, date.map(Edtf::day)))
}

/// Parses a range of days: "du 1er au 3 mars", "from March 1 to 3", "March 1-3", "entre le 30 mars et le 2 avril".
pub(super) fn parse_day_range(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    let opening = page
        .meaning(at, |m| matches!(m, PhraseMeaning::RangeFrom))
        .map_or(0, |(_, length)| length);
    let first = parse_day_and_month(page, skip_article(page, at + opening), limit)?;
    let hyphen = matches!(
        page.tokens.get(first.end).map(|t| t.kind),
        Some(TokenKind::Mark('-' | '–' | '—'))
    );
    let link = if hyphen && !page.tokens[first.end].has_space_before {
        1
    } else {
        let (_, length) = page
            .meaning(first.end, |m| matches!(m, PhraseMeaning::RangeTo))
            .filter(|_| opening > 0)?;
        length
    };
    let last = parse_day_and_month(page, skip_article(page, first.end + link), limit)?;
    let (given, end) = parse_year_after(page, last.end, limit);
    let last_month = last.month.or(first.month)?;
    let first_month = first.month.unwrap_or(last_month);
    let to = resolve_day(given, last_month, last.day, published);
    let from = to.and_then(|to| {
        let from = NaiveDate::from_ymd_opt(to.year(), first_month, first.day)?;
        if from > to {
            from.checked_sub_months(Months::new(12))
        } else {
            Some(from)
        }
    });
    let date = from.zip(to).map(|(from, to)| Edtf::between(from, to));
    Some(absolute_date(at..end, date))
}

/// Parses a day without a month: "the 10th", "le 10". It is the last such day. A noun after it, which it could count,
/// rules it out.
pub(super) fn parse_day_alone(
    page: &Page<'_>,
    at: usize,
    published: Option<NaiveDate>,
) -> Option<DateExpression> {
    if !page.has_class(at, WordClass::DEFINITE) {
        return None;
    }
    let day = parse_day_number(page, at + 1)?;
    let text = page.tokens[at + 1].text(page.text);
    if page.lexicon.bare_clauses() && text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let ends = match page.tokens.get(at + 2).map(|t| t.kind) {
        None | Some(TokenKind::LineBreak | TokenKind::Mark(',' | '.' | ';' | ':')) => true,
        Some(_) => page.has_class(at + 2, WordClass::THAT),
    };
    if !ends {
        return None;
    }
    let date = published.and_then(|published| {
        let this = published.with_day(day).filter(|date| *date <= published);
        this.or_else(|| published.checked_sub_months(Months::new(1))?.with_day(day))
    });
    Some(absolute_date(at..at + 2, date.map(Edtf::day)))
}

/// A date with the rule `Absolute`; unknown if there is none.
fn absolute_date(tokens: Range<usize>, date: Option<Edtf>) -> DateExpression {
    let rule = if date.is_some() {
        DateRule::Absolute
    } else {
        DateRule::None
    };
    DateExpression::new(tokens, date.unwrap_or(Edtf::Unknown), rule)
}

/// The token after an article: "le", "the".
fn skip_article(page: &Page<'_>, at: usize) -> usize {
    at + usize::from(page.has_class(at, WordClass::DEFINITE))
}

/// Parses a day with or without a month: "3", "1er mars", "March 1".
fn parse_day_and_month(page: &Page<'_>, at: usize, limit: usize) -> Option<DayAndMonth> {
    if let Some(day) = parse_day_number(page, at) {
        let (month, end) = match parse_month(page, at + 1, limit) {
            Some((month, end)) => (Some(month), end),
            None => (None, at + 1),
        };
        return Some(DayAndMonth { day, month, end });
    }
    let (month, end) = parse_month(page, at, limit)?;
    let day = parse_day_number(page, end).filter(|_| end < limit && parse_year(page, end).is_none())?;
    Some(DayAndMonth {
        day,
        month: Some(month),
        end: end + 1,
    })
}

/// The month at the token, and the token after it.
pub(super) fn parse_month(page: &Page<'_>, at: usize, limit: usize) -> Option<(u32, usize)> {
    match page.meaning(at, |m| matches!(m, PhraseMeaning::Month(_))) {
        Some((PhraseMeaning::Month(month), length)) if at + length <= limit => Some((month, at + length)),
        _ => None,
    }
}

/// The year at the token, or after a comma there, and the token after the date.
pub(super) fn parse_year_after(page: &Page<'_>, end: usize, limit: usize) -> (Option<i32>, usize) {
    let comma = usize::from(page.is_mark(end, ',') && page.is_number(end + 1));
    match parse_year(page, end + comma).filter(|_| end + comma < limit) {
        Some(year) => (Some(year), end + comma + 1),
        None => (None, end),
    }
}

/// The day in the given year, or else the one nearest to publication.
fn resolve_day(year: Option<i32>, month: u32, day: u32, published: Option<NaiveDate>) -> Option<NaiveDate> {
    match (year, published) {
        (Some(year), _) => NaiveDate::from_ymd_opt(year, month, day),
        (None, Some(published)) => nearest_day(published, month, day),
        (None, None) => None,
    }
}

/// The day without a year that is nearest to publication: the last such day, or the next one if that is nearer.
fn nearest_day(published: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let this = in_year(published.year());
    let before = in_year(published.year() - 1);
    // in December, "January" means the next one
    let next = in_year(published.year() + 1).filter(|next| (*next - published).num_days() < 60);
    match (this, before) {
        (Some(this), _) if this <= published => next.or(Some(this)),
        (Some(this), Some(before)) => {
            let ahead = (this - published).num_days();
            let behind = (published - before).num_days();
            Some(if behind < ahead { before } else { this })
        }
        (this, before) => this.or(before),
    }
}

fn parse_day_number(page: &Page<'_>, at: usize) -> Option<u32> {
    let text = page
        .tokens
        .get(at)
        .filter(|_| page.is_number(at))?
        .text(page.text);
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = &text[digits.len()..];
    if !page.lexicon.is_ordinal_suffix(suffix) {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// The year at the token, 1900 to 2100.
pub(super) fn parse_year(page: &Page<'_>, at: usize) -> Option<i32> {
    let text = page
        .tokens
        .get(at)
        .filter(|_| page.is_number(at))?
        .text(page.text);
    text.parse().ok().filter(|year| (1900..=2100).contains(year))
}
