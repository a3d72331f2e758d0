//! The patterns of a grammar, as a data file writes them.
//!
//! A pattern is a row of words, `<phrase>`s (others of the file), `{slot}`s (a number, or one of the words that
//! the file has for it) and `{slot=1}`, which fills a slot and takes no word. What has a `?` behind it may be
//! missing.

use crate::projection::token::entry_words;
use serde::Deserialize;
use serde::de::IntoDeserializer;

/// What a pattern can have a value for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Slot {
    /// A year, in four digits.
    Year,
    /// The last of several years, in four digits.
    YearTo,
    /// A plan of a state for some years: its first year, then its last.
    Plan,
    /// How many years from this one.
    YearAway,
    /// A month, from 1.
    Month,
    /// How many months from this one.
    MonthAway,
    /// A day of the month.
    Day,
    /// How many days from this one.
    DayAway,
    /// A day of the week, Monday being 1.
    Weekday,
    /// How many weeks from this one.
    WeekAway,
    /// A season, as the month in which it ends.
    Season,
    /// A quarter of a year, from 1.
    Quarter,
    /// How many quarters from this one.
    QuarterAway,
    /// A half of a year, 1 or 2.
    Half,
    /// A period of so many years: a decade, a century.
    Era,
    /// A feast that each year has on another day, as [`feast`](super::feasts::feast) takes it.
    Feast,
    /// The beginning (1), middle (2) or end (3) of a period.
    Part,
    /// That the period which is on is not meant (1).
    Next,
    /// A number.
    Number,
    /// What multiplies the number before it: part of a number, never a slot of its own.
    Multiplier,
    /// A unit of so many hours.
    Hours,
    /// A unit of so many days.
    Days,
    /// A unit of so many months.
    Months,
}

/// How many slots there are.
const SLOTS: usize = Slot::Months as usize + 1;

/// The values that a match gives to slots.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SlotValues([Option<i32>; SLOTS]);

impl SlotValues {
    /// The value of a slot.
    pub(super) fn get(&self, slot: Slot) -> Option<i32> {
        self.0.get(slot as usize).copied().flatten()
    }

    /// With one more value.
    pub(super) fn with(mut self, slot: Slot, value: i32) -> Self {
        if let Some(place) = self.0.get_mut(slot as usize) {
            *place = Some(value);
        }
        self
    }
}

/// What has to stand, one behind the other.
pub(super) type Pattern = Vec<Element>;

/// A part of a pattern.
pub(super) struct Element {
    /// What it is.
    pub(super) kind: ElementKind,
    /// Whether the rest may stand without it.
    pub(super) is_optional: bool,
}

/// What a part of a pattern is.
pub(super) enum ElementKind {
    /// These words.
    Words(Vec<String>),
    /// Any of the patterns of a phrase, by its number.
    Phrase(usize),
    /// A word that has a value.
    Slot(Slot),
    /// A value, without a word.
    Value(Slot, i32),
}

/// The pattern that `text` has, where the phrases have these names.
pub(super) fn parse_pattern(text: &str, names: &[&str]) -> Result<Pattern, String> {
    text.split_whitespace()
        .map(|element| {
            let without = element.strip_suffix('?');
            let is = parse_element(without.unwrap_or(element), names);
            Ok(Element {
                kind: is.ok_or_else(|| format!("{text:?} has an unknown {element}"))?,
                is_optional: without.is_some(),
            })
        })
        .collect()
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
