//! The deadline that a speaker's words set: "d'ici 2030", "by the end of next year", "三年内".
//!
//! How deadlines are worded is in `deadlines.toml`; what its values mean in the calendar in `period.rs`.

use super::grammar::{File, Grammar, Match};
use super::pattern::Slot;
use super::period::{BEGINNING, Period};
use crate::domain::{Edtf, Lang};
use crate::projection::token::tokens;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashSet};
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
    let all: HashSet<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        let Some(found) = grammar.longest(&tokens, &all, start) else {
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

#[cfg(test)]
mod tests;
