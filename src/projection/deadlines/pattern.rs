//! Parses the patterns of a grammar.
//!
//! A pattern is a sequence of words, `<phrase>` (a named list of patterns), `{slot}` (a number, or one of the words
//! listed for the slot) and `{slot=1}` (sets a slot without matching a word). An element with `?` after it is
//! optional.

use super::element_set::ElementSet;
use crate::projection::token::entry_words;
use serde::Deserialize;
use serde::de::IntoDeserializer;

/// A value that a pattern can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Slot {
    /// A year, in four digits.
    Year,
    /// The last of several years, in four digits.
    YearTo,
    /// A multi-year plan of a state: its first and last year as one number, 20262030.
    Plan,
    /// Number of years from the current one.
    YearAway,
    /// A month, from 1.
    Month,
    /// Number of months from the current one.
    MonthAway,
    /// A day of the month.
    Day,
    /// Number of days from the current one.
    DayAway,
    /// A day of the week, Monday being 1.
    Weekday,
    /// Number of weeks from the current one.
    WeekAway,
    /// A season, as the number of the month in which it ends.
    Season,
    /// A quarter of a year, from 1.
    Quarter,
    /// Number of quarters from the current one.
    QuarterAway,
    /// A half of a year, 1 or 2.
    Half,
    /// A period of this many years: a decade, a century.
    Era,
    /// A feast that falls on another day each year, as [`feast_day`](super::feasts::feast_day) takes it.
    Feast,
    /// The beginning (1), middle (2) or end (3) of a period.
    Part,
    /// 1 where the current period is not meant ("next").
    Next,
    /// A number.
    Number,
    /// A word that multiplies the number before it ("hundred"). Part of a number, never used in a pattern.
    Multiplier,
    /// A unit of this many hours.
    Hours,
    /// A unit of this many days.
    Days,
    /// A unit of this many months.
    Months,
}

/// Number of slots.
pub(super) const SLOTS: usize = Slot::Months as usize + 1;

/// The values that a match has for slots.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SlotValues([Option<i32>; SLOTS]);

impl SlotValues {
    /// The value of a slot.
    pub(super) fn get(&self, slot: Slot) -> Option<i32> {
        self.0.get(slot as usize).copied().flatten()
    }

    /// These values with one more.
    pub(super) fn with(mut self, slot: Slot, value: i32) -> Self {
        if let Some(place) = self.0.get_mut(slot as usize) {
            *place = Some(value);
        }
        self
    }
}

/// Elements that must follow one another.
pub(super) struct Pattern {
    /// The elements.
    pub(super) elements: Vec<Element>,
    /// What the text must have from the first element on for the pattern to match. Set by the grammar.
    pub(super) required: ElementSet,
}

/// A part of a pattern.
pub(super) struct Element {
    /// What it matches.
    pub(super) kind: ElementKind,
    /// Whether it may be missing.
    pub(super) is_optional: bool,
}

/// What an element of a pattern matches.
pub(super) enum ElementKind {
    /// These words.
    Words(Vec<String>),
    /// Any of the patterns of a phrase, by its index.
    Phrase(usize),
    /// A number or word with a value for the slot.
    Slot(Slot),
    /// No word; sets the slot to the value.
    Value(Slot, i32),
}

/// Parses a pattern. `names` are the names of the phrases. Fails at an unknown element.
pub(super) fn parse_pattern(text: &str, names: &[&str]) -> Result<Pattern, String> {
    let elements = text
        .split_whitespace()
        .map(|element| {
            let without = element.strip_suffix('?');
            let is = parse_element(without.unwrap_or(element), names);
            Ok(Element {
                kind: is.ok_or_else(|| format!("{text:?} has an unknown {element}"))?,
                is_optional: without.is_some(),
            })
        })
        .collect::<Result<_, String>>()?;
    Ok(Pattern {
        elements,
        required: ElementSet::default(),
    })
}

fn parse_element(element: &str, names: &[&str]) -> Option<ElementKind> {
    let inside = |open, close| element.strip_prefix(open)?.strip_suffix(close);
    if let Some(name) = inside('<', '>') {
        return names
            .iter()
            .position(|known| *known == name)
            .map(ElementKind::Phrase);
    }
    let Some(slot) = inside('{', '}') else {
        return Some(ElementKind::Words(entry_words(element)));
    };
    match slot.split_once('=') {
        Some((slot, value)) => Some(ElementKind::Value(parse_slot(slot)?, value.parse().ok()?)),
        None => parse_slot(slot).map(ElementKind::Slot),
    }
}

fn parse_slot(name: &str) -> Option<Slot> {
    let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    Slot::deserialize(name).ok()
}
