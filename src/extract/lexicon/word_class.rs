//! Grammatical classes of words, as a set of bits per word.

use std::ops::{BitOr, BitOrAssign};

/// The grammatical classes that a word belongs to. A word can be of several: "que" opens both a relative clause and a
/// clause that is reported. The words of each class are listed under `[words]`, `[roles]` and `[nouns]` in the lexicon
/// files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct WordClass(u64);

impl WordClass {
    /// Opens a noun phrase: "le", "the".
    pub(in crate::extract) const DETERMINER: Self = Self(1);
    /// A determiner of what is known or was named before: "le", "the".
    pub(in crate::extract) const DEFINITE: Self = Self(1 << 1);
    /// "un", "a": what it determines was not named before.
    pub(in crate::extract) const INDEFINITE_ARTICLE: Self = Self(1 << 2);
    /// A determiner that points to what was named before: "cet" in "cet élu".
    pub(in crate::extract) const DEMONSTRATIVE: Self = Self(1 << 3);
    /// "sa", "leur", "their": says whose the noun is.
    pub(in crate::extract) const POSSESSIVE: Self = Self(1 << 4);
    /// A determiner that shows its noun to be masculine.
    pub(in crate::extract) const MASCULINE: Self = Self(1 << 5);
    /// A determiner that shows its noun to be feminine.
    pub(in crate::extract) const FEMININE: Self = Self(1 << 6);
    /// A determiner that shows its noun to be plural.
    pub(in crate::extract) const PLURAL: Self = Self(1 << 7);
    /// An adjective between a determiner and a plural noun: "nombreux" in "de nombreux élus".
    pub(in crate::extract) const PLURAL_ADJECTIVE: Self = Self(1 << 8);
    /// A word of quantity: "plus" in "plus d'efforts".
    pub(in crate::extract) const QUANTITY: Self = Self(1 << 9);
    pub(in crate::extract) const PREPOSITION: Self = Self(1 << 10);
    /// "de", "of": joins a noun to the noun before it.
    pub(in crate::extract) const NOUN_LINK: Self = Self(1 << 11);
    /// "à", "for": joins a field to a role.
    pub(in crate::extract) const ROLE_LINK: Self = Self(1 << 12);
    /// "par" in "publié par N": names who did what the participle says.
    pub(in crate::extract) const AGENT_PREPOSITION: Self = Self(1 << 13);
    /// Joins two words or clauses: "et", "or".
    pub(in crate::extract) const COORDINATOR: Self = Self(1 << 14);
    /// "mais", "but": sets what follows against what stands before.
    pub(in crate::extract) const ADVERSATIVE: Self = Self(1 << 15);
    /// Opens a subordinate clause: "lorsque", "although".
    pub(in crate::extract) const SUBORDINATOR: Self = Self(1 << 16);
    /// Opens a relative clause: "dont", "who".
    pub(in crate::extract) const RELATIVE: Self = Self(1 << 17);
    /// "que", "that": opens a clause that is reported.
    pub(in crate::extract) const THAT: Self = Self(1 << 18);
    /// "si", "whether": opens an indirect question.
    pub(in crate::extract) const INDIRECT_QUESTION: Self = Self(1 << 19);
    /// Opens a comparison: "comme" in "« … », comme l'a dit N".
    pub(in crate::extract) const COMPARATIVE: Self = Self(1 << 20);
    pub(in crate::extract) const ADVERB: Self = Self(1 << 21);
    /// Denies a verb or a noun: "pas", "never".
    pub(in crate::extract) const NEGATION: Self = Self(1 << 22);
    /// An unstressed pronoun between subject and verb: "le", "lui".
    pub(in crate::extract) const CLITIC: Self = Self(1 << 23);
    /// "se", "himself": the object is the subject.
    pub(in crate::extract) const REFLEXIVE: Self = Self(1 << 24);
    /// "y": in something that was mentioned before.
    pub(in crate::extract) const LOCATIVE: Self = Self(1 << 25);
    /// A form of "avoir", "have".
    pub(in crate::extract) const AUXILIARY_HAVE: Self = Self(1 << 26);
    /// A form of "être", "be".
    pub(in crate::extract) const AUXILIARY_BE: Self = Self(1 << 27);
    /// "pourrait", "may": before a cue, nothing has been said yet.
    pub(in crate::extract) const MODAL: Self = Self(1 << 28);
    /// An auxiliary that leaves no doubt that something was or will be said: "will", "did".
    pub(in crate::extract) const ASSERTIVE_AUXILIARY: Self = Self(1 << 29);
    /// "would" in "the bill would ban": what a draft law lays down.
    pub(in crate::extract) const DRAFT_LAW_MODAL: Self = Self(1 << 30);
    /// "va", "will": puts the verb after it in the future.
    pub(in crate::extract) const FUTURE_AUXILIARY: Self = Self(1 << 31);
    /// "to" before an infinitive.
    pub(in crate::extract) const INFINITIVE_MARKER: Self = Self(1 << 32);
    /// "en", "tout" before a present participle.
    pub(in crate::extract) const GERUND_MARKER: Self = Self(1 << 33);
    /// "finir (par)", "tenir (à)": a verb that hands on to the infinitive after it.
    pub(in crate::extract) const CATENATIVE: Self = Self(1 << 34);
    /// "de", "à", "par", "pour" between such a verb and its infinitive.
    pub(in crate::extract) const CATENATIVE_LINK: Self = Self(1 << 35);
    /// "vouloir", "compter": before an infinitive, its subject means to do it.
    pub(in crate::extract) const INTENTION_VERB: Self = Self(1 << 36);
    /// "manifester", "défiler": what people do together to say what they want.
    pub(in crate::extract) const GATHERING_VERB: Self = Self(1 << 37);
    /// "publier", "issue": its object is a document of its subject.
    pub(in crate::extract) const ISSUING_VERB: Self = Self(1 << 38);
    /// "made" in "made the claim that …": its object is what its subject says.
    pub(in crate::extract) const SUPPORT_VERB: Self = Self(1 << 39);
    /// "le groupe", "le chercheur": refers back to whoever of its kind was named before.
    pub(in crate::extract) const GENERIC_NOUN: Self = Self(1 << 40);
    /// "rapport", "report": a document that stands for who issued it.
    pub(in crate::extract) const ISSUED_DOCUMENT: Self = Self(1 << 41);
    /// "vice", "former" before a role: whoever bears it does not bear the bare role.
    pub(in crate::extract) const ROLE_MODIFIER: Self = Self(1 << 42);
    /// "certains", "some": people whom nobody names.
    pub(in crate::extract) const INDEFINITE_PRONOUN: Self = Self(1 << 43);
    /// A word that is no name although a capital opens it, at the start of a sentence.
    pub(in crate::extract) const NOT_A_NAME: Self = Self(1 << 44);
    /// "de", "van", "bin" inside a name.
    pub(in crate::extract) const NAME_PARTICLE: Self = Self(1 << 45);
    /// "Jr." after a name, and part of it.
    pub(in crate::extract) const NAME_SUFFIX: Self = Self(1 << 46);
    /// "MP" after a name, and no part of it.
    pub(in crate::extract) const POST_NOMINAL: Self = Self(1 << 47);
    /// A body or text named after somebody who is not it: "le gouvernement N".
    pub(in crate::extract) const NAMED_AFTER: Self = Self(1 << 48);
    /// The noun after the number of an age: "ans" in "N, 54 ans".
    pub(in crate::extract) const AGE_NOUN: Self = Self(1 << 49);
    /// "last" beside a weekday.
    pub(in crate::extract) const LAST_ADJECTIVE: Self = Self(1 << 50);
    /// "début" before a month, "soir" after a day.
    pub(in crate::extract) const PART_OF_TIME: Self = Self(1 << 51);
    /// An expression of time may begin with it.
    pub(in crate::extract) const TIME_OPENER: Self = Self(1 << 52);

    /// Whether both have a class in common.
    pub(in crate::extract) const fn intersects(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for WordClass {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for WordClass {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
