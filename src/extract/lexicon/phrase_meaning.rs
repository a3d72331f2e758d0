//! What the phrases of a French or English lexicon mean.

use super::Agreement;
use crate::domain::Act;

/// What a phrase of one or more words means. A phrase can have several meanings; the rules ask for the one they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum PhraseMeaning {
    /// A form of address: "M.", "Mrs".
    Title(Agreement),
    /// What a person is: "ministre".
    Role(Agreement),
    /// A body that speaks: "ministère".
    Institution,
    /// A text that speaks: "rapport".
    Document,
    /// People who are not named one by one: "experts".
    Group,
    GivenName(Agreement),
    Pronoun(Agreement),
    /// "je", "we": the person who speaks.
    FirstPerson,
    /// "on": somebody who is not named.
    GenericPronoun,
    /// "il faut", "someone": a subject that is nobody in particular.
    Impersonal,
    /// "yesterday": days from the day of publication, negative before it.
    DayOffset(i64),
    /// "last week": a whole week, month or year, and how many before the one of publication.
    PeriodOffset(CalendarUnit, i32),
    /// "the day before": counted from a day that was mentioned before.
    AnaphoricDate,
    /// "that evening": on the day that was mentioned last.
    SameDay,
    /// "in recent days": at most this number of days before publication.
    RecentDays(i64),
    /// A season or a quarter: its first month, and whether it is a time without "last" or a year beside it.
    SeasonOrQuarter(u32, bool),
    /// "early", "mid", "late" before a month or a year: which third of it, from 0.
    ThirdOfPeriod(u32),
    /// "from" before the first day of a range.
    RangeFrom,
    /// "to" before the last day of a range.
    RangeTo,
    /// "next" beside a weekday.
    NextAdjective,
    /// "until": the date after it is a bound, and dates no statement.
    DateBound,
    /// "previously": on another occasion.
    OtherOccasion,
    /// "avait", "had": the auxiliary of what had happened before.
    PastPerfectAuxiliary,
    /// From 1.
    Month(u32),
    /// 0 is Monday.
    Weekday(u32),
    /// "according to": an index in `Lexicon::sources`.
    SourcePhrase(u16),
    /// After a source phrase it shows that no source is meant: "le cas" after "selon".
    NotASourcePhrase,
    /// "claim", "promesse": a noun that reports; an index in `Lexicon::cues`.
    NounCue(u16),
    /// "his": whose the noun after it is.
    Possessive(Agreement),
    /// "communiqué": carries speech.
    SpeechVehicle,
    /// "annonce", "claim": what is said.
    ContentNoun,
    /// "lors de", "at": stands before an event.
    OccasionPreposition,
    /// "conférence": names an event.
    OccasionHead,
    /// An event or a publication that consists of words: "discours".
    SpeechEvent,
    /// "proposals": announces numbered points.
    EnumerationNoun,
    /// "including" before a colon: the list after it is part of what was said.
    EnumerationInclusion,
    /// "view", "words" in "in N's view".
    ViewNoun,
    /// "profit", "sales": a figure in accounts, which is reported without being said.
    AccountingFigure,
    /// "firstly": opens a point.
    EnumerationOrdinal,
    /// Shows the act of what is said: "il est urgent de".
    ActMarker(Act),
    /// A noun that names an act: "volonté", "proposal".
    ActNoun(Act),
    /// An adverb of several words: "en effet".
    AdverbialPhrase,
    /// Sets another thought against the clause before: "alors que", "while".
    ContrastConjunction,
    /// Adds to the noun before a comma: "incluant", "y compris".
    NounExtension,
    /// Opens an indirect question, in several words: "ce que".
    IndirectQuestion,
    /// "Q": opens a question of an interview.
    QuestionLabel,
    /// "A": opens an answer of an interview.
    AnswerLabel,
    /// "de même source": whoever was the source before.
    SameSource,
    /// "auprès de": who was asked, after a verb without a speaker.
    AskedSourcePreposition,
    /// Shows that a page is an interview.
    InterviewMarker,
    /// "Correction": opens, with a mark after it, a line that is nobody's statement.
    AsideLabel,
    /// "Lire aussi": opens a line that points to another article.
    CrossReferenceLabel,
    /// "Photo": stands before a colon and is no speaker.
    ColonLabel,
}

/// The unit of an expression such as "last week".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum CalendarUnit {
    Week,
    Month,
    Year,
}

impl CalendarUnit {
    /// The unit of that name in a lexicon file: "week", "month", or else a year.
    pub(super) fn from_name(name: &str) -> Self {
        match name {
            "week" => Self::Week,
            "month" => Self::Month,
            _ => Self::Year,
        }
    }
}
