//! Days written with numbers: "26 juillet 2025", "July 26", "2025-07-26", "du 1er au 3 mars", "the 10th".

use super::Dated;
use crate::domain::{DateRule, Edtf};
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use chrono::{Datelike, Months, NaiveDate};
use std::ops::Range;

/// A day with its number, and its month where one stands beside it.
#[derive(Debug, Clone, Copy)]
struct Point {
    day: u32,
    month: Option<u32>,
    end: usize,
}

/// "26 juillet 2025", "le 26 juillet", "July 26, 2025", "26 July", "juillet 2025".
pub(super) fn calendar(
    page: &Page<'_>,
    at: usize,
    limit: usize,
    published: Option<NaiveDate>,
) -> Option<Dated> {
    if let Some(point) = point(page, at, limit).filter(|point| point.month.is_some()) {
        let (given, end) = year_behind(page, point.end, limit);
        let date = resolved(given, point.month?, point.day, published);
        return Some(absolute(at..end, date.map(Edtf::day)));
    }
    let (month, end) = month(page, at, limit)?;
    let (given, end) = year_behind(page, end, limit);
    // a month alone is a date only with its year: "may" and "march" are words too
    let first = NaiveDate::from_ymd_opt(given?, month, 1)?;
    Some(absolute(at..end, Some(Edtf::month_of(first))))
}

/// "2026-03-10", "10/03/2026", "10.03.2026".
pub(super) fn digits(page: &Page<'_>, at: usize, limit: usize) -> Option<Dated> {
    if !page.is_number(at) {
        return None;
    }
    let text = page.tokens[at].text(page.text);
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    if let [day, month, year] = parts[..]
        && year.len() == 4
    {
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        // English dates may begin with the month
        let clear = !page.lexicon.bare_clauses() || day > 12;
        let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month, day).filter(|_| clear);
        return Some(absolute(at..at + 1, date.map(Edtf::day)));
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
    let (year, month, day) = (year(page, at)?, number(at + 2, 2)?, number(at + 4, 2)?);
    let date = NaiveDate::from_ymd_opt(year, month, day);
    Some(absolute(at..at + 5, date.map(Edtf::day)))
}

/// "du 1er au 3 mars", "from March 1 to 3", "March 1-3", "entre le 30 mars et le 2 avril".
pub(super) fn range(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let opening = page
        .meaning(at, |m| matches!(m, PhraseMeaning::RangeFrom))
        .map_or(0, |(_, length)| length);
    let first = point(page, article(page, at + opening), limit)?;
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
    let last = point(page, article(page, first.end + link), limit)?;
    let (given, end) = year_behind(page, last.end, limit);
    let last_month = last.month.or(first.month)?;
    let first_month = first.month.unwrap_or(last_month);
    let to = resolved(given, last_month, last.day, published);
    let from = to.and_then(|to| {
        let from = NaiveDate::from_ymd_opt(to.year(), first_month, first.day)?;
        if from > to {
            from.checked_sub_months(Months::new(12))
        } else {
            Some(from)
        }
    });
    let date = from.zip(to).map(|(from, to)| Edtf::between(from, to));
    Some(absolute(at..end, date))
}

/// "the 10th", "le 10": the last such day, where nothing stands behind it that it could count.
pub(super) fn day_alone(page: &Page<'_>, at: usize, published: Option<NaiveDate>) -> Option<Dated> {
    if !page.has_class(at, WordClass::DEFINITE) {
        return None;
    }
    let day = day_number(page, at + 1)?;
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
    Some(absolute(at..at + 2, date.map(Edtf::day)))
}

fn absolute(tokens: Range<usize>, date: Option<Edtf>) -> Dated {
    let rule = if date.is_some() {
        DateRule::Absolute
    } else {
        DateRule::None
    };
    Dated::new(tokens, date.unwrap_or(Edtf::Unknown), rule)
}

/// Behind "le", "the".
fn article(page: &Page<'_>, at: usize) -> usize {
    at + usize::from(page.has_class(at, WordClass::DEFINITE))
}

/// "3", "1er mars", "March 1".
fn point(page: &Page<'_>, at: usize, limit: usize) -> Option<Point> {
    if let Some(day) = day_number(page, at) {
        let (month, end) = match month(page, at + 1, limit) {
            Some((month, end)) => (Some(month), end),
            None => (None, at + 1),
        };
        return Some(Point { day, month, end });
    }
    let (month, end) = month(page, at, limit)?;
    let day = day_number(page, end).filter(|_| end < limit && year(page, end).is_none())?;
    Some(Point {
        day,
        month: Some(month),
        end: end + 1,
    })
}

pub(super) fn month(page: &Page<'_>, at: usize, limit: usize) -> Option<(u32, usize)> {
    match page.meaning(at, |m| matches!(m, PhraseMeaning::Month(_))) {
        Some((PhraseMeaning::Month(month), length)) if at + length <= limit => Some((month, at + length)),
        _ => None,
    }
}

/// The year that stands at the token, or behind a comma there, and where the date ends.
pub(super) fn year_behind(page: &Page<'_>, end: usize, limit: usize) -> (Option<i32>, usize) {
    let comma = usize::from(page.is_mark(end, ',') && page.is_number(end + 1));
    match year(page, end + comma).filter(|_| end + comma < limit) {
        Some(year) => (Some(year), end + comma + 1),
        None => (None, end),
    }
}

fn resolved(year: Option<i32>, month: u32, day: u32, published: Option<NaiveDate>) -> Option<NaiveDate> {
    match (year, published) {
        (Some(year), _) => NaiveDate::from_ymd_opt(year, month, day),
        (None, Some(published)) => nearest(published, month, day),
        (None, None) => None,
    }
}

/// Without a year: the last such day, or one within the next months where that is nearer.
fn nearest(published: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let this = in_year(published.year());
    let before = in_year(published.year() - 1);
    // in December, January is the next one
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

fn day_number(page: &Page<'_>, at: usize) -> Option<u32> {
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

pub(super) fn year(page: &Page<'_>, at: usize) -> Option<i32> {
    let text = page
        .tokens
        .get(at)
        .filter(|_| page.is_number(at))?
        .text(page.text);
    text.parse().ok().filter(|year| (1900..=2100).contains(year))
}
