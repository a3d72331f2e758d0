//! When something was said: date expressions of a sentence resolved against the day of publication.

use super::days;
use super::lexicon::{Class, Meaning};
use super::page::Page;
use crate::domain::{DateRule, Edtf};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// A date expression and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) tokens: Range<usize>,
    pub(super) date: Edtf,
    pub(super) rule: DateRule,
}

/// The date expressions among the tokens, quotations left out.
pub(super) fn dates(page: &Page<'_>, tokens: Range<usize>, published: Option<NaiveDate>) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match (page.quotation(at).is_none())
            .then(|| date_at(page, at, tokens.end, published))
            .flatten()
        {
            Some(dated) => {
                at = dated.tokens.end;
                found.push(dated);
            }
            None => at += 1,
        }
    }
    found
}

fn date_at(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    if let Some(dated) = calendar(page, at, limit, published) {
        return Some(dated);
    }
    let (meaning, length) = page.meaning(at, |m| {
        matches!(
            m,
            Meaning::Days(_) | Meaning::Vague(..) | Meaning::Weekday(_) | Meaning::Anaphoric
        )
    })?;
    let tokens = at..at + length;
    let (date, rule) = match meaning {
        Meaning::Days(count) => (
            published.and_then(|p| days::shifted(p, count)).map(Edtf::day),
            DateRule::Relative,
        ),
        Meaning::Vague(unit, back) => (
            published.and_then(|p| days::vague(p, unit, back)),
            DateRule::Vague,
        ),
        Meaning::Weekday(day) => {
            // "last Monday" said on a Monday is a week ago
            let last = page.is(at + 1, Class::LAST) || at > 0 && page.is(at - 1, Class::LAST);
            let date = published.map(|published| match days::last_weekday(published, day) {
                today if today == published && last => days::shifted(today, -7).unwrap_or(today),
                date => date,
            });
            (date.map(Edtf::day), DateRule::Weekday)
        }
        _ => (None, DateRule::None),
    };
    Some(Dated {
        tokens,
        date: date.unwrap_or(Edtf::Unknown),
        rule: if date.is_some() { rule } else { DateRule::None },
    })
}

/// How many tokens the expression of time at `at` takes, an article or "early" before it and a part of the day
/// behind it included; `None` where none stands there.
pub(super) fn length_at(page: &Page<'_>, at: usize) -> Option<usize> {
    let mut here = at;
    if page.is(here, Class::DETERMINER)
        && (page.is_number(here + 1) || page.is(here + 1, Class::PART_OF_TIME))
    {
        here += 1;
    }
    while page.is(here, Class::PART_OF_TIME) && here < at + 2 {
        here += 1;
    }
    let found = calendar_end(page, here).or_else(|| {
        let (_, length) = page.meaning(here, |m| {
            matches!(
                m,
                Meaning::Weekday(_)
                    | Meaning::Month(_)
                    | Meaning::Days(_)
                    | Meaning::Vague(..)
                    | Meaning::Anaphoric
            )
        })?;
        Some(here + length)
    })?;
    let mut end = found;
    // "mardi 3 mars", "dimanche soir", "lundi dernier"
    if let Some(date) = calendar_end(page, end) {
        end = date;
    }
    while page.is(end, Class::PART_OF_TIME | Class::LAST) {
        end += 1;
    }
    Some(end - at)
}

/// Where a day of the month, or a month with its year, ends.
fn calendar_end(page: &Page<'_>, at: usize) -> Option<usize> {
    calendar(page, at, page.tokens.len(), None).map(|d| d.tokens.end)
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
            matches!(page.tokens[at].kind, super::token::Kind::Mark('-' | '–' | '—'))
                && page.tokens[at].spaced
        });
        let opens = page.count_words(sentence.start..dated.tokens.start) <= 2;
        (dash && opens && dated.date.is_exact() && dated.rule == DateRule::Absolute).then_some(Dated {
            rule: DateRule::Dateline,
            ..dated
        })
    })
}

/// "26 juillet 2025", "le 26 juillet", "July 26, 2025", "26 July", "juillet 2025".
fn calendar(page: &Page<'_>, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<Dated> {
    let month = |at: usize| match page.meaning(at, |m| matches!(m, Meaning::Month(_))) {
        Some((Meaning::Month(month), length)) if at + length <= limit => Some((month, at + length)),
        _ => None,
    };
    let (day, month, end) = if let Some(day) = day_number(page, at) {
        let (month, end) = month(at + 1)?;
        (Some(day), month, end)
    } else {
        let (month, end) = month(at)?;
        match day_number(page, end)
            .filter(|_| end < limit && page.is_number(end) && year(page, end).is_none())
        {
            Some(day) => (Some(day), month, end + 1),
            None => (None, month, end),
        }
    };
    let comma = usize::from(page.is_mark(end, ',') && page.is_number(end + 1));
    let given = year(page, end + comma).filter(|_| end + comma < limit);
    let tokens = at..if given.is_some() { end + comma + 1 } else { end };
    let Some(day) = day else {
        // a month alone is a date only with its year: "may" and "march" are words too
        let first = NaiveDate::from_ymd_opt(given?, month, 1)?;
        return Some(Dated {
            tokens,
            date: Edtf::month_of(first),
            rule: DateRule::Absolute,
        });
    };
    let date = match (given, published) {
        (Some(year), _) => NaiveDate::from_ymd_opt(year, month, day),
        (None, Some(published)) => nearest(published, month, day),
        (None, None) => None,
    };
    let rule = if date.is_some() {
        DateRule::Absolute
    } else {
        DateRule::None
    };
    Some(Dated {
        tokens,
        date: date.map_or(Edtf::Unknown, Edtf::day),
        rule,
    })
}

/// Without a year: the last such day, or one within the next months where that is nearer.
fn nearest(published: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let this = NaiveDate::from_ymd_opt(published.year(), month, day);
    let before = NaiveDate::from_ymd_opt(published.year() - 1, month, day);
    match (this, before) {
        (Some(this), _) if this <= published => Some(this),
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

fn year(page: &Page<'_>, at: usize) -> Option<i32> {
    let text = page
        .tokens
        .get(at)
        .filter(|_| page.is_number(at))?
        .text(page.text);
    text.parse().ok().filter(|year| (1900..=2100).contains(year))
}
