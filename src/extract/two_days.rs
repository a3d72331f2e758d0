//! Dates that hang on which day the article was published: where two days are possible, both are tried.
//!
//! "Thursday" in an article that was published at half past eleven in the evening, UTC, is the same day in one place
//! and six days earlier in another. Where two readings differ, the day that the article names decides; where it names
//! none, the reading carries a doubt.

use super::ExtractorInput;
use crate::domain::{DateRule, Doubt, Explained, Statement};
use chrono::{Datelike, NaiveDate};

/// `read`, which was read by the day of publication, checked against the other days that are possible. `grammar` reads
/// the article by another one.
pub(super) fn checked(
    input: &ExtractorInput<'_>,
    mut read: Vec<Explained>,
    grammar: impl Fn(&ExtractorInput<'_>) -> Vec<Explained>,
) -> Vec<Explained> {
    let Some(day) = input.published else {
        return read;
    };
    let by = |other| {
        grammar(&ExtractorInput {
            published: Some(other),
            ..*input
        })
    };
    if let Some(other) = input.published_or.filter(|other| *other != day) {
        reconcile(&mut read, by(other), day, other);
    }
    let last = input.published_or.map_or(day, |other| other.max(day));
    if let Some(next) = last.succ_opt()
        && read.iter().any(|one| may_name(&one.statement, day, next))
    {
        for (one, later) in read.iter_mut().zip(by(next)) {
            if is_named(&one.statement) && is_earlier(&one.statement, &later.statement) {
                doubt(&mut one.statement);
            }
        }
    }
    // What an article reports was said before it was published.
    for one in &mut read {
        if one.statement.said.date.earliest().is_some_and(|said| said > last) {
            doubt(&mut one.statement);
        }
    }
    read
}

/// Takes for each statement the reading of the day that fits what the article names.
fn reconcile(read: &mut [Explained], others: Vec<Explained>, day: NaiveDate, other_day: NaiveDate) {
    let mut settled: Vec<(NaiveDate, NaiveDate, bool)> = Vec::new();
    let mut derived = Vec::new();
    for (number, (one, other)) in read.iter_mut().zip(others).enumerate() {
        let dates = (one.statement.said.date, other.statement.said.date);
        if dates.0 == dates.1
            || one.statement.id != other.statement.id
            || one.statement.said.rule == DateRule::Publication
        {
            continue;
        }
        if one.statement.said.rule == DateRule::Occasion {
            derived.push((number, other));
            continue;
        }
        let (Some(said), Some(said_or)) = (dates.0.earliest(), dates.1.earliest()) else {
            doubt(&mut one.statement);
            continue;
        };
        if !is_named(&one.statement) {
            doubt(&mut one.statement);
            continue;
        }
        let takes_other = (day - said).abs() > (other_day - said_or).abs();
        settled.push((said, said_or, takes_other));
        if takes_other {
            *one = other;
            doubt(&mut one.statement);
        }
    }
    // "At the same occasion": as the statement that tells its day.
    for (number, other) in derived {
        let one = &mut read[number];
        let dates = (
            one.statement.said.date.earliest(),
            other.statement.said.date.earliest(),
        );
        let like = settled
            .iter()
            .find(|(said, said_or, _)| dates == (Some(*said), Some(*said_or)));
        match like {
            Some((.., false)) => {}
            Some((.., true)) => {
                *one = other;
                doubt(&mut one.statement);
            }
            None => doubt(&mut one.statement),
        }
    }
}

/// Whether the article names the weekday or the day of the month.
fn is_named(statement: &Statement) -> bool {
    matches!(statement.said.rule, DateRule::Weekday | DateRule::Absolute)
}

/// Whether the day that is named may be `next`, the one after publication: it was taken for the last such weekday or
/// day of a month before `day`.
fn may_name(statement: &Statement, day: NaiveDate, next: NaiveDate) -> bool {
    let Some(said) = statement.said.date.earliest().filter(|said| *said < day) else {
        return false;
    };
    match statement.said.rule {
        DateRule::Weekday => said.weekday() == next.weekday(),
        DateRule::Absolute => said.day() == next.day(),
        _ => false,
    }
}

fn is_earlier(one: &Statement, other: &Statement) -> bool {
    one.id == other.id && one.said.date.earliest() < other.said.date.earliest()
}

fn doubt(statement: &mut Statement) {
    if !statement.doubts.contains(&Doubt::DateAmbiguous) {
        statement.doubts.push(Doubt::DateAmbiguous);
    }
}
