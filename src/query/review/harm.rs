//! How much harm a wrong reading may do: what speaks against it, times what a false line costs.
//!
//! Both are sums of named signs. All signs, what they weigh and how they are told stand in this file.

use schemars::JsonSchema;
use serde::Serialize;

/// Something that makes a reading less trustworthy, or a wrong one more costly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    /// Its name, as `--doubt` takes it.
    pub(super) name: &'static str,
    /// What it adds.
    pub(super) points: i64,
    /// What it says; `{}` stands for what it was seen by.
    pub(super) why: &'static str,
}

/// Declares signs, and a list of them where one is named.
macro_rules! signs {
    ($list:ident, $($name:ident = $text:literal, $points:literal, $why:literal;)+) => {
        signs! { $($name = $text, $points, $why;)+ }
        const $list: &[Sign] = &[$($name),+];
    };
    ($($name:ident = $text:literal, $points:literal, $why:literal;)+) => {
        $(pub(super) const $name: Sign = Sign { name: $text, points: $points, why: $why };)+
    };
}

// What speaks against a reading, in points that are about per cent. The numbers follow how often each sign stood at
// a wrong speaker or at words that nobody said, in annotated news in three languages; see "How reading is measured"
// in the README.
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

// What a false line costs, in per cent beside one hundred.
signs! {
    NAMED_PERSON = "named-person", 20, "a person is named";
    NOBODY_NAMED = "nobody-named", -10, "nobody is named";
    QUOTED = "quoted", 10, "somebody is quoted word for word";
    BINDING = "binding", 20, "{} is easily held against somebody";
    WEIGHTY = "weighty", 10, "{} is often cited";
    DEPENDED_ON = "depended-on", 5, "{} other statements say the same and are linked to it";
}

/// No matter how many statements depend on one, they add no more than this.
const DEPENDED_ON_MAX: i64 = 20;

/// What has fewer points against it is left out unless everything is wanted.
pub(super) const WORTH_ASKING: i64 = 38;

/// The names of all that can speak against a reading.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let named = DOUBTS.iter().filter(|sign| **sign != CERTAINTY);
    named.map(|sign| sign.name)
}

/// Why a statement is in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HarmReason {
    /// The name of the sign.
    pub sign: String,
    /// What it adds: to the doubt or, where it is about the cost, to that.
    pub points: i64,
    /// The sign in words.
    pub why: String,
}

/// The signs found, and their sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Harm {
    /// What speaks against the reading.
    pub(super) doubts: Vec<HarmReason>,
    /// What a false line costs.
    pub(super) costs: Vec<HarmReason>,
}

impl Harm {
    /// Adds what speaks against the reading, as seen by `what`.
    pub(super) fn doubt(&mut self, sign: Sign, what: &str) {
        self.doubts.push(sign.seen(sign.points, what));
    }

    /// The same where `so`.
    pub(super) fn doubt_if(&mut self, so: bool, sign: Sign, what: &str) {
        if so {
            self.doubt(sign, what);
        }
    }

    /// Adds how sure the reader is.
    pub(super) fn certainty(&mut self, percent: i64) {
        self.doubts
            .push(CERTAINTY.seen(100 - percent, &percent.to_string()));
    }

    /// Adds to what a false line costs, as seen by `what`.
    pub(super) fn cost_if(&mut self, so: bool, sign: Sign, what: &str) {
        if so {
            self.costs.push(sign.seen(sign.points, what));
        }
    }

    /// Adds that `count` other statements depend on it.
    pub(super) fn depended_on(&mut self, count: i64) {
        if count > 0 {
            let points = (DEPENDED_ON.points * count).min(DEPENDED_ON_MAX);
            self.costs.push(DEPENDED_ON.seen(points, &count.to_string()));
        }
    }

    /// Whether one of these signs was found.
    pub(super) fn has(&self, name: &str) -> bool {
        self.doubts.iter().any(|reason| reason.sign == name)
    }

    /// How many points speak against the reading.
    pub(super) fn points(&self) -> i64 {
        self.doubts.iter().map(|reason| reason.points).sum()
    }

    /// What a false line costs, in per cent of the least.
    pub(super) fn cost(&self) -> i64 {
        100 + self.costs.iter().map(|reason| reason.points).sum::<i64>()
    }

    /// The harm that is to be expected: the points, times the cost.
    pub(super) fn expected(&self) -> i64 {
        self.points() * self.cost() / 100
    }

    /// All that speaks against it, the weightiest first.
    pub(super) fn reasons(mut self) -> Vec<HarmReason> {
        self.doubts.sort_by_key(|reason| -reason.points);
        self.doubts
    }
}

impl Sign {
    fn seen(self, points: i64, what: &str) -> HarmReason {
        HarmReason {
            sign: self.name.to_owned(),
            points,
            why: self.why.replace("{}", what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harm_is_doubt_times_cost() {
        let mut harm = Harm::default();
        harm.certainty(72);
        harm.doubt(PRONOUN, "il");
        harm.cost_if(true, NAMED_PERSON, "");
        harm.depended_on(9);
        assert_eq!((harm.points(), harm.cost(), harm.expected()), (36, 140, 50));
        assert_eq!(harm.reasons()[1].why, "the speaker is only “il” here");
    }

    #[test]
    fn names_of_signs_differ() {
        let mut names: Vec<_> = names().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
