//! The harm to expect from a reading: the doubt about it times the cost of an error.
//!
//! Doubt and cost are sums of named signs. This file defines all signs, their points and their explanations.

use schemars::JsonSchema;
use serde::Serialize;

/// A feature that makes a reading more doubtful, or an error in it more costly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    /// Its name, as `--doubt` takes it.
    pub(super) name: &'static str,
    /// The points it adds.
    pub(super) points: i64,
    /// Its explanation; `{}` stands for the words it was found in.
    pub(super) why: &'static str,
}

/// Declares signs as constants, and optionally a list of them.
macro_rules! signs {
    ($list:ident, $($name:ident = $text:literal, $points:literal, $why:literal;)+) => {
        signs! { $($name = $text, $points, $why;)+ }
        const $list: &[Sign] = &[$($name),+];
    };
    ($($name:ident = $text:literal, $points:literal, $why:literal;)+) => {
        $(pub(super) const $name: Sign = Sign { name: $text, points: $points, why: $why };)+
    };
}

// Signs of doubt, in points of about one per cent. The points follow how often each sign came with a wrong speaker or
// with words that nobody said, in annotated news in three languages; see "How reading is measured" in the README.
signs! { DOUBTS,
    DISPUTE = "dispute", 100, "{}";
    GONE = "gone", 100, "{}, and gone from the revised article";
    COPIES_DISAGREE = "copies-disagree", 40, "a copy of the article gives the same words to {}";
    SURNAME = "surname", 40, "the name fits several people: {}";
    BARE_ROLE = "bare-role", 30, "the speaker is a role or description, not a name: “{}”";
    KIND_UNKNOWN = "kind-unknown", 30, "“{}” may be nobody who can speak";
    SPEAKER_AMBIGUOUS = "speaker-ambiguous", 25, "“{}” fits several people of the article, and the nearest was taken";
    NO_SURNAME = "no-surname", 25, "“{}” does not begin with a surname, as names of people do";
    PRONOUN_OF_THING = "pronoun-of-thing", 20, "“{}” stands for what is not known to be a person";
    COPIES_DIFFER_IN_ACT = "copies-differ-in-act", 15, "a copy of the article has the same words as {}";
    FIGURES_IN_NAME = "figures-in-name", 15, "the speaker's name has figures: “{}”";
    ONE_WORD_NAME = "one-word-name", 15, "a person known by one word only: “{}”";
    SPEAKER_UNKNOWN = "speaker-unknown", 15, "somebody speaks whom the article does not name";
    SPEAKER_CARRIED = "speaker-carried", 15, "the speaker was carried over from the quotation before";
    KIND_UNTOLD = "kind-untold", 10, "the article does not tell what “{}” is";
    LONG_NAME = "long-name", 10, "the speaker's name has many words: “{}”";
    QUOTE_UNCLOSED = "quote-unclosed", 10, "a quotation mark is never closed";
    AFTER_PUBLICATION = "after-publication", 10, "said {}, after the article was published";
    HEADLINE = "headline", 10, "the words stand in the headline";
    PRONOUN = "pronoun", 8, "the speaker is only “{}” here";
    PRONOUN_FAR = "pronoun-far", 8, "the name stands {} characters before the pronoun";
    OTHER_NAME = "other-name", 8, "“{}” has no word of the speaker's name";
    SHORT = "short", 8, "very few words";
    INDIRECT = "indirect", 8, "no words are quoted";
    PARTICIPLE = "participle", 8, "reported by a participle, which often reports no speech";
    SHARED_SUBJECT = "shared-subject", 8, "the verb has the subject of an earlier one";
    LONE = "lone", 6, "the article has nothing else by this speaker";
    CUE_WEAK = "cue-weak", 5, "“{}” is as often no report of speech";
    SOURCE_PHRASE = "source", 5, "reported by a phrase such as “according to”";
    UNNAMED = "unnamed", 5, "the article keeps the name of the speaker to itself: “{}”";
    DOCUMENT = "document", 5, "the speaker is a document";
    DATE_UNRESOLVED = "date-unresolved", 5, "an expression of time could not be resolved";
    DATE_AMBIGUOUS = "date-ambiguous", 5, "the time of publication may be of one day or of the next";
    QUESTION = "question", 4, "the words are a question";
    CERTAINTY = "certainty", 0, "the reader is {} % sure";
    DATE_APPROXIMATE = "date-approximate", 0, "the date is only that of the article";
}

// Signs of cost, in per cent added to one hundred.
signs! {
    NAMED_PERSON = "named-person", 20, "a person is named";
    NOBODY_NAMED = "nobody-named", -10, "nobody is named";
    QUOTED = "quoted", 10, "somebody is quoted word for word";
    BINDING = "binding", 20, "{} is easily held against somebody";
    WEIGHTY = "weighty", 10, "{} is often cited";
    DEPENDED_ON = "depended-on", 5, "{} other statements say the same and are linked to it";
}

/// Maximum of the points that dependent statements add.
const DEPENDED_ON_MAX: i64 = 20;
/// Number of dependent statements that add that maximum; more make no difference.
pub(super) const DEPENDENTS_MAX: i64 = DEPENDED_ON_MAX / DEPENDED_ON.points;

/// Readings with fewer points of doubt are left out of the queue unless all are asked for.
pub(super) const DOUBT_POINTS_MIN: i64 = 38;

/// The names of all signs of doubt, except the certainty of the reader.
pub(super) fn doubt_names() -> impl Iterator<Item = &'static str> {
    let named = DOUBTS.iter().filter(|sign| **sign != CERTAINTY);
    named.map(|sign| sign.name)
}

/// A sign found in a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HarmReason {
    /// The name of the sign.
    pub sign: String,
    /// The points that it adds to the doubt.
    pub points: i64,
    /// The explanation.
    pub why: String,
}

/// The signs found in a reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ExpectedHarm {
    /// Whether the signs are put into words. Most readings are only judged, and never shown.
    explains: bool,
    /// The signs of doubt.
    doubts: Vec<FoundSign>,
    /// Sum of the points of the signs of cost.
    cost_points: i64,
}

/// A sign found in a reading, with its points and explanation; the explanation is empty where none is wanted.
type FoundSign = (&'static str, i64, String);

impl ExpectedHarm {
    /// Collects signs and their explanations.
    pub(super) fn explained() -> Self {
        Self {
            explains: true,
            ..Self::default()
        }
    }

    fn push_doubt(&mut self, sign: Sign, points: i64, what: &str) {
        let why = if self.explains {
            sign.why.replace("{}", what)
        } else {
            String::new()
        };
        self.doubts.push((sign.name, points, why));
    }

    /// Adds a sign of doubt, found in the words `what`.
    pub(super) fn add_doubt(&mut self, sign: Sign, what: &str) {
        self.push_doubt(sign, sign.points, what);
    }

    /// Adds a sign of doubt if `so`.
    pub(super) fn add_doubt_if(&mut self, so: bool, sign: Sign, what: &str) {
        if so {
            self.add_doubt(sign, what);
        }
    }

    /// Adds what the reader's certainty, in per cent, lacks to 100.
    pub(super) fn add_certainty(&mut self, percent: i64) {
        self.push_doubt(CERTAINTY, 100 - percent, &percent.to_string());
    }

    /// Adds a sign of cost if `so`.
    pub(super) fn add_cost_if(&mut self, so: bool, sign: Sign) {
        if so {
            self.cost_points += sign.points;
        }
    }

    /// Adds the cost that `count` other statements depend on the reading.
    pub(super) fn add_dependents(&mut self, count: i64) {
        self.cost_points += (DEPENDED_ON.points * count).min(DEPENDED_ON_MAX);
    }

    /// Whether the sign of doubt with this name was found.
    pub(super) fn has_sign(&self, name: &str) -> bool {
        self.doubts.iter().any(|(sign, ..)| *sign == name)
    }

    /// Sum of the points of doubt.
    pub(super) fn doubt_points(&self) -> i64 {
        self.doubts.iter().map(|(_, points, _)| points).sum()
    }

    /// The cost of an error, in per cent of the base cost.
    pub(super) fn cost_percent(&self) -> i64 {
        100 + self.cost_points
    }

    /// The expected harm: points of doubt times cost.
    pub(super) fn total(&self) -> i64 {
        self.doubt_points() * self.cost_percent() / 100
    }

    /// The signs of doubt, the most points first.
    pub(super) fn into_doubts(mut self) -> Vec<HarmReason> {
        self.doubts.sort_by_key(|(_, points, _)| -points);
        let reasons = self.doubts.into_iter().map(|(sign, points, why)| HarmReason {
            sign: sign.to_owned(),
            points,
            why,
        });
        reasons.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_harm_is_doubt_times_cost() {
        let mut harm = ExpectedHarm::explained();
        harm.add_certainty(72);
        harm.add_doubt(PRONOUN, "il");
        harm.add_cost_if(true, NAMED_PERSON);
        harm.add_dependents(9);
        assert_eq!(
            (harm.doubt_points(), harm.cost_percent(), harm.total()),
            (36, 140, 50)
        );
        assert_eq!(harm.into_doubts()[1].why, "the speaker is only “il” here");
    }

    #[test]
    fn sign_names_are_unique() {
        let mut names: Vec<_> = doubt_names().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
