//! Finds the deadlines that the words of a statement set: "d'ici 2030", "in the first quarter of 2028", "三年内".
//!
//! `deadlines.toml` has the forms of words; `period.rs` and `window.rs` compute the days.

use super::deadline_kind::DeadlineKind;
use super::grammar::{FormMatch, Grammar, GrammarFile};
use super::pattern::Slot;
use super::period::{BEGINNING, Period};
use super::window::Window;
use crate::domain::Lang;
use crate::projection::token::Token;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A deadline in the words of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deadline {
    /// How the days relate to what is due.
    pub(super) kind: DeadlineKind,
    /// The days.
    pub(super) window: Window,
    /// The words that set the deadline, as in the text.
    pub(super) expression: String,
    /// Whether the days are relative to the day of utterance.
    pub(super) is_counted: bool,
}

/// The words of a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct StatementWords<'a> {
    /// Their language.
    pub(super) lang: Lang,
    /// The words.
    pub(super) text: &'a str,
    /// Whether the statement promises, proposes, announces, demands or forecasts something.
    pub(super) is_prospective: bool,
}

/// The grammars of `deadlines.toml`, by language.
type Grammars = BTreeMap<String, Grammar>;

static GRAMMARS: LazyLock<Result<Grammars, String>> = LazyLock::new(|| {
    let files: BTreeMap<String, GrammarFile> =
        toml::from_str(include_str!("deadlines.toml")).map_err(|error| error.to_string())?;
    files
        .into_iter()
        .map(|(lang, file)| Ok((lang, Grammar::new(&file)?)))
        .collect()
});

fn grammar(lang: Lang) -> Option<&'static Grammar> {
    GRAMMARS.as_ref().ok()?.get(lang.as_str())
}

/// Whether the speakers speak of themselves: "we", "notre".
pub(super) fn speaks_of_own_side(lang: Lang, tokens: &[Token<'_>]) -> bool {
    grammar(lang).is_some_and(|grammar| grammar.tense.speaks_of_own_side(tokens))
}

/// The deadlines that `words` set and that are not over on `anchor`, the day of utterance, in the order of the words.
/// Relative deadlines are found only where `anchor` is known. `tokens` are those of the words.
pub(super) fn find_deadlines(
    words: StatementWords<'_>,
    tokens: &[Token<'_>],
    anchor: Option<NaiveDate>,
) -> Vec<Deadline> {
    let mut deadlines: Vec<Deadline> = Vec::new();
    let Some((grammar, text)) =
        grammar(words.lang).and_then(|grammar| Some((grammar, grammar.look_up(tokens)?)))
    else {
        return deadlines;
    };
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        let Some(found) = grammar.longest_match(&text, start) else {
            at += 1;
            continue;
        };
        at = found.end;
        let days_ahead = || grammar.tense.days_ahead_max(tokens, start, words.is_prospective);
        let Some(window) =
            resolve_window(&found, anchor).filter(|window| is_deadline(&found, window, anchor, days_ahead))
        else {
            continue;
        };
        let kind = window.kind(found.kind);
        if deadlines
            .iter()
            .all(|known| (known.kind, known.window) != (kind, window))
        {
            deadlines.push(Deadline {
                kind,
                window,
                expression: matched_text(words.text, tokens, start, found.end),
                is_counted: resolve_window(&found, None) != Some(window),
            });
        }
    }
    deadlines
}

/// The text of the tokens `start..end`.
fn matched_text(text: &str, tokens: &[Token<'_>], start: usize, end: usize) -> String {
    let (start, end) = (tokens[start].start, tokens[end - 1].end);
    text[start..end].to_owned()
}

/// The days of a match; `None` where they cannot be computed.
fn resolve_window(found: &FormMatch, anchor: Option<NaiveDate>) -> Option<Window> {
    let part = found.bound.get(Slot::Part);
    // "Before the end of 2030" means before 2030 is over, so only the beginning of a period is a limit of its own.
    let before = found.is_before && part.is_none_or(|part| part == BEGINNING);
    let period = Period::new(&found.bound, anchor, before)?;
    if before {
        Window::of(period.before()?)
    } else if found.kind == DeadlineKind::By {
        Window::of(period.part(part)?)
    } else {
        Window::within(&period, &found.bound)
    }
}

/// Whether a match is a deadline: its context allows it, it is not over, and it is not about the past.
fn is_deadline(
    found: &FormMatch,
    window: &Window,
    anchor: Option<NaiveDate>,
    days_ahead: impl Fn() -> i64,
) -> bool {
    if !found.may_stand || anchor.is_some_and(|said| window.last < said) {
        return false;
    }
    let bound = &found.bound;
    // "de 1990 à 2030" compares two years and sets no deadline.
    let begins_before = |said: NaiveDate| window.first.year() < said.year();
    if bound.get(Slot::YearTo).is_some() && anchor.is_some_and(begins_before) {
        return false;
    }
    let is_named = [Slot::Year, Slot::Plan, Slot::Next]
        .iter()
        .any(|slot| bound.get(*slot).is_some());
    // "Tomorrow" (a day ahead) often means the future in general, so it is not among these.
    let aways = [Slot::YearAway, Slot::QuarterAway, Slot::MonthAway, Slot::WeekAway];
    let is_away = aways
        .iter()
        .any(|slot| bound.get(*slot).is_some_and(|away| away > 0));
    let is_ahead = anchor.is_some_and(|said| window.first > said);
    if found.kind == DeadlineKind::By || is_ahead && (is_named || is_away) {
        return true;
    }
    // "Tonight" and "today" say when something takes place, not when something is due.
    if bound.get(Slot::DayAway) == Some(0) {
        return false;
    }
    // A span ("in 90 days") is not bounded: it is as far ahead as it says.
    let is_span = bound.get(Slot::Number).is_some();
    let days = |said: NaiveDate| (window.first - said).num_days().max(0);
    let ahead = anchor.filter(|_| !is_span).map_or(0, days);
    ahead <= days_ahead()
}

#[cfg(test)]
mod tests;
