//! What the phrases of a lexicon mean.

use super::{Agreement, CalendarUnit};
use crate::domain::Act;

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum PhraseMeaning {
    Title(Agreement),
    Role(Agreement),
    Institution,
    Document,
    Group,
    GivenName(Agreement),
    Pronoun(Agreement),
    FirstPerson,
    /// "on": somebody who is not named.
    GenericPronoun,
    Impersonal,
    DayOffset(i64),
    PeriodOffset(CalendarUnit, i32),
    AnaphoricDate,
    /// "that evening": on the day that was told last.
    SameDay,
    /// "in recent days": so many days up to that of publication.
    RecentDays(i64),
    /// A season or a quarter, by its first month, and whether it means one by itself.
    SeasonOrQuarter(u32, bool),
    /// "early", "mid", "late" before a month or a year: which third of it, from 0.
    ThirdOfPeriod(u32),
    /// "from" and "to" of a range of days.
    RangeFrom,
    RangeTo,
    /// "next" beside a weekday.
    NextAdjective,
    /// "until": what stands behind it bounds a time, and dates nothing.
    DateBound,
    /// "previously": on another occasion.
    OtherOccasion,
    /// "avait", "had": the auxiliary of what had happened before.
    PastPerfectAuxiliary,
    Month(u32),
    /// 0 is Monday.
    Weekday(u32),
    SourcePhrase(u16),
    NotASourcePhrase,
    /// A noun that reports, and its entry among the cues: "claim", "promesse".
    NounCue(u16),
    /// "his": whose the noun behind it is.
    Possessive(Agreement),
    SpeechVehicle,
    ContentNoun,
    OccasionPreposition,
    OccasionHead,
    /// An event, or what is published, that consists of words.
    SpeechEvent,
    EnumerationNoun,
    /// "including" before a colon: the list behind it is part of what was said.
    EnumerationInclusion,
    /// "view", "words" in "in N's view".
    ViewNoun,
    /// "profit", "sales": a figure in accounts, which is reported without being said.
    AccountingFigure,
    EnumerationOrdinal(u16),
    ActMarker(Act),
    /// A noun that names an act: "volonté", "proposal".
    ActNoun(Act),
    AdverbialPhrase,
    /// Sets another thought against the clause before: "alors que", "while".
    ContrastConjunction,
    /// Adds to the noun before a comma: "incluant", "y compris".
    NounExtension,
    /// An indirect question of several words: "ce que".
    IndirectQuestion,
    QuestionLabel,
    AnswerLabel,
    /// "de même source": whoever was the source before.
    SameSource,
    /// "auprès de": what follows was asked.
    AskedSourcePreposition,
    /// Tells that a page is an interview.
    InterviewMarker,
    /// "Correction": opens, with a mark behind it, a line that is nobody's statement.
    AsideLabel,
    /// "Lire aussi": opens a line that points to another article.
    CrossReferenceLabel,
    /// "Photo": stands before a colon and is no speaker.
    ColonLabel,
}
