//! The signs that speak against a reading, and those that make an error in it costly: their points and explanations.

/// A feature that makes a reading more doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoubtSign {
    /// Its number, from 0, by which records of readings name it.
    pub number: u8,
    /// Its name, as `--doubt` takes it.
    pub name: &'static str,
    /// The points it adds.
    pub points: i64,
    /// Its explanation; `{}` stands for the words it was found in.
    pub why: &'static str,
}

/// Declares signs of doubt as constants, and a list of them in the order of their numbers.
macro_rules! signs {
    ($($name:ident = $number:literal, $text:literal, $points:literal, $why:literal;)+) => {
        $(
            #[doc = concat!("The sign `", $text, "`.")]
            pub const $name: DoubtSign = DoubtSign { number: $number, name: $text, points: $points, why: $why };
        )+
        /// All signs of doubt, in the order of their numbers.
        pub const DOUBT_SIGNS: &[DoubtSign] = &[$($name),+];
    };
}

// In points of about one per cent. The points follow how often each sign came with a wrong speaker or with words that
// nobody said, in annotated news in three languages; see "How reading is measured" in the README. Numbers are stored:
// a sign that goes leaves its number unused, or the code version of the records is raised.
signs! {
    DISPUTE = 0, "dispute", 100, "{}";
    GONE = 1, "gone", 100, "{}, and gone from the revised article";
    COPIES_DISAGREE = 2, "copies-disagree", 40, "a copy of the article gives the same words to {}";
    SURNAME = 3, "surname", 40, "the name fits several people: {}";
    BARE_ROLE = 4, "bare-role", 30, "the speaker is a role or description, not a name: “{}”";
    KIND_UNKNOWN = 5, "kind-unknown", 30, "“{}” may be nobody who can speak";
    SPEAKER_AMBIGUOUS = 6, "speaker-ambiguous", 25, "“{}” fits several people of the article, and the nearest was taken";
    NO_SURNAME = 7, "no-surname", 25, "“{}” does not begin with a surname, as names of people do";
    PRONOUN_OF_THING = 8, "pronoun-of-thing", 20, "“{}” stands for what is not known to be a person";
    COPIES_DIFFER_IN_ACT = 9, "copies-differ-in-act", 15, "a copy of the article has the same words as {}";
    FIGURES_IN_NAME = 10, "figures-in-name", 15, "the speaker's name has figures: “{}”";
    ONE_WORD_NAME = 11, "one-word-name", 15, "a person known by one word only: “{}”";
    SPEAKER_UNKNOWN = 12, "speaker-unknown", 15, "somebody speaks whom the article does not name";
    SPEAKER_CARRIED = 13, "speaker-carried", 15, "the speaker was carried over from the quotation before";
    KIND_UNTOLD = 14, "kind-untold", 10, "the article does not tell what “{}” is";
    LONG_NAME = 15, "long-name", 10, "the speaker's name has many words: “{}”";
    QUOTE_UNCLOSED = 16, "quote-unclosed", 10, "a quotation mark is never closed";
    AFTER_PUBLICATION = 17, "after-publication", 10, "said {}, after the article was published";
    HEADLINE = 18, "headline", 10, "the words stand in the headline";
    PRONOUN = 19, "pronoun", 8, "the speaker is only “{}” here";
    PRONOUN_FAR = 20, "pronoun-far", 8, "the name stands {} characters before the pronoun";
    OTHER_NAME = 21, "other-name", 8, "“{}” has no word of the speaker's name";
    SHORT = 22, "short", 8, "very few words";
    INDIRECT = 23, "indirect", 8, "no words are quoted";
    PARTICIPLE = 24, "participle", 8, "reported by a participle, which often reports no speech";
    SHARED_SUBJECT = 25, "shared-subject", 8, "the verb has the subject of an earlier one";
    LONE = 26, "lone", 6, "the article has nothing else by this speaker";
    CUE_WEAK = 27, "cue-weak", 5, "“{}” is as often no report of speech";
    SOURCE_PHRASE = 28, "source", 5, "reported by a phrase such as “according to”";
    UNNAMED = 29, "unnamed", 5, "the article keeps the name of the speaker to itself: “{}”";
    DOCUMENT = 30, "document", 5, "the speaker is a document";
    DATE_UNRESOLVED = 31, "date-unresolved", 5, "an expression of time could not be resolved";
    DATE_AMBIGUOUS = 32, "date-ambiguous", 5, "the time of publication may be of one day or of the next";
    QUESTION = 33, "question", 4, "the words are a question";
    CERTAINTY = 34, "certainty", 0, "the reader is {} % sure";
    DATE_APPROXIMATE = 35, "date-approximate", 0, "the date is only that of the article";
}

/// What a named person adds to the cost of an error, in per cent of the base cost.
pub(super) const NAMED_PERSON_COST: i64 = 20;
/// What it adds that nobody is named.
pub(super) const NOBODY_NAMED_COST: i64 = -10;
/// What it adds that somebody is quoted word for word.
pub(super) const QUOTED_COST: i64 = 10;
/// What an act adds that is easily held against somebody.
pub(super) const BINDING_COST: i64 = 20;
/// What an act adds that is often cited.
pub(super) const WEIGHTY_COST: i64 = 10;
/// What each statement adds that says the same and is linked to the reading.
pub(super) const DEPENDENT_COST: i64 = 5;
/// Maximum of what dependent statements add.
pub(super) const DEPENDENTS_COST_MAX: i64 = 20;

/// Number of dependent statements that add the maximum; more make no difference.
pub const DEPENDENTS_MAX: i64 = DEPENDENTS_COST_MAX / DEPENDENT_COST;

/// Readings with fewer points of doubt are left out of the queue unless all are asked for.
pub const DOUBT_POINTS_MIN: i64 = 38;

/// The names of all signs of doubt, except the certainty of the reader.
pub fn doubt_names() -> impl Iterator<Item = &'static str> {
    let named = DOUBT_SIGNS.iter().filter(|sign| **sign != CERTAINTY);
    named.map(|sign| sign.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_names_are_unique_and_numbers_are_places() {
        let mut names: Vec<_> = doubt_names().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        for (place, sign) in DOUBT_SIGNS.iter().enumerate() {
            assert_eq!(usize::from(sign.number), place, "{}", sign.name);
        }
    }
}
