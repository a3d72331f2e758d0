//! Checks dates that depend on the day of publication, if more than one day is possible.
//!
//! "Thursday" in an article published at 23:30 UTC can be the same day in one time zone and six days earlier in
//! another. The article is then read by both days. If the results differ, the day that the article names decides; if
//! it names none, the reading gets a doubt.

use super::input::ExtractorInput;
use crate::domain::{DateRule, Doubt, ExplainedStatement, Statement};
use chrono::{Datelike, NaiveDate};

/// Checks the statements in `read`, dated by `input.published`, against the other possible days.
///
/// `grammar` reads the article again for another day. Returns the statements with dates replaced or doubts added.
pub(super) fn check_publication_day(
    input: &ExtractorInput<'_>,
    mut read: Vec<ExplainedStatement>,
    grammar: impl Fn(&ExtractorInput<'_>) -> Vec<ExplainedStatement>,
) -> Vec<ExplainedStatement> {
    let Some(day) = input.published else {
        return read;
    };
    let read_by = |day| {
        grammar(&ExtractorInput {
            published: Some(day),
            ..*input
        })
    };
    if let Some(other) = input.published_or.filter(|other| *other != day) {
        reconcile(&mut read, read_by(other), day, other);
    }
    let last = input.published_or.map_or(day, |other| other.max(day));
    if let Some(next) = last.succ_opt()
        && read
            .iter()
            .any(|explained| can_name_next_day(&explained.statement, day, next))
    {
        for (explained, later) in read.iter_mut().zip(read_by(next)) {
            if names_day(&explained.statement) && is_dated_earlier(&explained.statement, &later.statement) {
                add_date_doubt(&mut explained.statement);
            }
        }
    }
    // An article cannot report words that were said after its publication.
    for explained in &mut read {
        if explained
            .statement
            .said
            .date
            .earliest()
            .is_some_and(|said| said > last)
        {
            add_date_doubt(&mut explained.statement);
        }
    }
    read
}

/// For each statement, chooses between its dates by `day` and by `other_day`: the one closer to publication.
fn reconcile(
    read: &mut [ExplainedStatement],
    alternatives: Vec<ExplainedStatement>,
    day: NaiveDate,
    other_day: NaiveDate,
) {
    let mut settled: Vec<(NaiveDate, NaiveDate, bool)> = Vec::new();
    let mut derived = Vec::new();
    for (number, (explained, alternative)) in read.iter_mut().zip(alternatives).enumerate() {
        let dates = (explained.statement.said.date, alternative.statement.said.date);
        if dates.0 == dates.1
            || explained.statement.id != alternative.statement.id
            || explained.statement.said.rule == DateRule::Publication
        {
            continue;
        }
        if explained.statement.said.rule == DateRule::Occasion {
            derived.push((number, alternative));
            continue;
        }
        let (Some(said), Some(said_or)) = (dates.0.earliest(), dates.1.earliest()) else {
            add_date_doubt(&mut explained.statement);
            continue;
        };
        if !names_day(&explained.statement) {
            add_date_doubt(&mut explained.statement);
            continue;
        }
        let takes_other = (day - said).abs() > (other_day - said_or).abs();
        settled.push((said, said_or, takes_other));
        if takes_other {
            *explained = alternative;
            add_date_doubt(&mut explained.statement);
        }
    }
    // A date carried over from the same occasion follows the statement that it was carried from.
    for (number, alternative) in derived {
        let explained = &mut read[number];
        let dates = (
            explained.statement.said.date.earliest(),
            alternative.statement.said.date.earliest(),
        );
        let like = settled
            .iter()
            .find(|(said, said_or, _)| dates == (Some(*said), Some(*said_or)));
        match like {
            Some((.., false)) => {}
            Some((.., true)) => {
                *explained = alternative;
                add_date_doubt(&mut explained.statement);
            }
            None => add_date_doubt(&mut explained.statement),
        }
    }
}

/// Whether the article names the weekday or the day of the month.
fn names_day(statement: &Statement) -> bool {
    matches!(statement.said.rule, DateRule::Weekday | DateRule::Absolute)
}

/// Whether the named day can also be `next`, the day after publication: it was resolved to the last such weekday or
/// day of the month before `day`.
fn can_name_next_day(statement: &Statement, day: NaiveDate, next: NaiveDate) -> bool {
    let Some(said) = statement.said.date.earliest().filter(|said| *said < day) else {
        return false;
    };
    match statement.said.rule {
        DateRule::Weekday => said.weekday() == next.weekday(),
        DateRule::Absolute => said.day() == next.day(),
        _ => false,
    }
}

/// Whether `a` and `b` are the same statement and `a` is dated earlier.
fn is_dated_earlier(a: &Statement, b: &Statement) -> bool {
    a.id == b.id && a.said.date.earliest() < b.said.date.earliest()
}

/// Marks the date of the statement as ambiguous.
fn add_date_doubt(statement: &mut Statement) {
    if !statement.doubts.contains(&Doubt::DateAmbiguous) {
        statement.doubts.push(Doubt::DateAmbiguous);
    }
}
