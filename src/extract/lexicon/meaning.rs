//! What the phrases of a lexicon mean.

use super::{Gender, Unit};
use crate::domain::Act;

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Meaning {
    Title(Gender),
    Role(Gender),
    Institution,
    Document,
    Group,
    Given(Gender),
    Pronoun(Gender),
    First,
    /// "on": somebody who is not named.
    Anybody,
    Impersonal,
    Days(i64),
    Vague(Unit, i32),
    Anaphoric,
    /// "that evening": on the day that was told last.
    SameDay,
    /// "in recent days": so many days up to that of publication.
    Recent(i64),
    /// A season or a quarter, by its first month, and whether it means one by itself.
    Period(u32, bool),
    /// "early", "mid", "late" before a month or a year: which third of it, from 0.
    Third(u32),
    /// "from" and "to" of a range of days.
    RangeFrom,
    RangeTo,
    /// "next" beside a weekday.
    Next,
    /// "until": what stands behind it bounds a time, and dates nothing.
    Bound,
    /// "previously": on another occasion.
    AnotherTime,
    /// "avait", "had": the auxiliary of what had happened before.
    PastPerfect,
    Month(u32),
    /// 0 is Monday.
    Weekday(u32),
    Source(u16),
    NotASource,
    /// A noun that reports, and its entry among the cues: "claim", "promesse".
    NounCue(u16),
    /// "his": whose the noun behind it is.
    Owner(Gender),
    Vehicle,
    ContentNoun,
    OccasionAt,
    OccasionHead,
    /// An event, or what is published, that consists of words.
    Speech,
    Announces,
    /// "including" before a colon: the list behind it is part of what was said.
    Includes,
    /// "view", "words" in "in N's view".
    View,
    /// "profit", "sales": a figure in accounts, which is reported without being said.
    Accounts,
    Ordinal(u16),
    Act(Act),
    /// A noun that names an act: "volonté", "proposal".
    ActNoun(Act),
    Adverb,
    /// Sets another thought against the clause before: "alors que", "while".
    Turns,
    /// Adds to the noun before a comma: "incluant", "y compris".
    Extends,
    /// An indirect question of several words: "ce que".
    Whether,
    Asks,
    Answers,
    /// "de même source": whoever was the source before.
    SameSource,
    /// "auprès de": what follows was asked.
    AskedAt,
    /// Tells that a page is an interview.
    Interview,
    /// "Correction": opens, with a mark behind it, a line that is nobody's statement.
    Aside,
    /// "Lire aussi": opens a line that points to another article.
    Pointer,
    /// "Photo": stands before a colon and is no speaker.
    NoSpeaker,
}
