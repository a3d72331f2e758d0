use std::ops::{BitOr, BitOrAssign};

/// The grammatical classes that a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct WordClass(u64);

impl WordClass {
    pub(in crate::extract) const DETERMINER: Self = Self(1);
    pub(in crate::extract) const PREPOSITION: Self = Self(1 << 1);
    pub(in crate::extract) const COORDINATOR: Self = Self(1 << 2);
    pub(in crate::extract) const SUBORDINATOR: Self = Self(1 << 3);
    pub(in crate::extract) const RELATIVE: Self = Self(1 << 4);
    pub(in crate::extract) const ADVERB: Self = Self(1 << 5);
    pub(in crate::extract) const NEGATION: Self = Self(1 << 6);
    pub(in crate::extract) const CLITIC: Self = Self(1 << 7);
    pub(in crate::extract) const AUXILIARY_HAVE: Self = Self(1 << 8);
    pub(in crate::extract) const AUXILIARY_BE: Self = Self(1 << 9);
    pub(in crate::extract) const MODAL: Self = Self(1 << 10);
    pub(in crate::extract) const THAT: Self = Self(1 << 11);
    pub(in crate::extract) const INDIRECT_QUESTION: Self = Self(1 << 12);
    /// Capitalised at the start of a sentence without being a name.
    pub(in crate::extract) const NOT_A_NAME: Self = Self(1 << 13);
    /// "last" beside a weekday.
    pub(in crate::extract) const LAST_ADJECTIVE: Self = Self(1 << 14);
    /// "de", "of": joins a noun to the one before.
    pub(in crate::extract) const NOUN_LINK: Self = Self(1 << 15);
    /// "à", "for": joins a field to a role.
    pub(in crate::extract) const ROLE_LINK: Self = Self(1 << 16);
    /// A determiner that tells its noun is masculine, feminine, plural.
    pub(in crate::extract) const MASCULINE: Self = Self(1 << 17);
    pub(in crate::extract) const FEMININE: Self = Self(1 << 18);
    pub(in crate::extract) const PLURAL: Self = Self(1 << 19);
    /// "se": the object is the subject.
    pub(in crate::extract) const REFLEXIVE: Self = Self(1 << 20);
    /// "le", "the": what it determines is known.
    pub(in crate::extract) const DEFINITE: Self = Self(1 << 22);
    /// "de", "van", "bin" inside a name.
    pub(in crate::extract) const NAME_PARTICLE: Self = Self(1 << 23);
    /// "en", "tout" before a present participle.
    pub(in crate::extract) const GERUND_MARKER: Self = Self(1 << 24);
    /// "to" before an infinitive.
    pub(in crate::extract) const INFINITIVE_MARKER: Self = Self(1 << 25);
    /// An auxiliary that leaves no doubt that something was said: "will", "did".
    pub(in crate::extract) const ASSERTIVE_AUXILIARY: Self = Self(1 << 26);
    /// A body or paper that is named after somebody who is not it: "le gouvernement Untel".
    pub(in crate::extract) const NAMED_AFTER: Self = Self(1 << 27);
    /// "finir (par)", "tenir (à)": a verb that hands on to the infinitive behind it.
    pub(in crate::extract) const CATENATIVE: Self = Self(1 << 28);
    /// "de", "à", "par", "pour" between such a verb and the infinitive.
    pub(in crate::extract) const CATENATIVE_LINK: Self = Self(1 << 30);
    /// "plus" in "plus d'efforts".
    pub(in crate::extract) const QUANTITY: Self = Self(1 << 31);
    /// "le groupe", "le chercheur": means whoever of its kind was named before.
    pub(in crate::extract) const GENERIC_NOUN: Self = Self(1 << 32);
    /// "cet" in "cet élu".
    pub(in crate::extract) const DEMONSTRATIVE: Self = Self(1 << 33);
    /// "va", "will": makes the verb behind it one of the future.
    pub(in crate::extract) const FUTURE_AUXILIARY: Self = Self(1 << 34);
    /// "vouloir", "compter" before an infinitive: the subject means to do it.
    pub(in crate::extract) const INTENTION_VERB: Self = Self(1 << 35);
    /// "comme" in "« … », comme l'a dit N".
    pub(in crate::extract) const COMPARATIVE: Self = Self(1 << 29);
    /// "début" before a month, "soir" behind a day.
    pub(in crate::extract) const PART_OF_TIME: Self = Self(1 << 21);
    /// "par" in "publié par N": who did what the participle tells.
    pub(in crate::extract) const AGENT_PREPOSITION: Self = Self(1 << 36);
    /// "made" in "made the claim that …": its object is what its subject says.
    pub(in crate::extract) const SUPPORT_VERB: Self = Self(1 << 40);
    /// "would" in "the bill would ban": what a draft law lays down.
    pub(in crate::extract) const DRAFT_LAW_MODAL: Self = Self(1 << 41);
    /// "sa", "leur", "their": whose the noun is.
    pub(in crate::extract) const POSSESSIVE: Self = Self(1 << 37);
    /// "manifester", "défiler": what people do to tell what they want.
    pub(in crate::extract) const GATHERING_VERB: Self = Self(1 << 38);
    /// "y": in something that was told before.
    pub(in crate::extract) const LOCATIVE: Self = Self(1 << 39);

    /// "Jr." behind a name, and part of it.
    pub(in crate::extract) const NAME_SUFFIX: Self = Self(1 << 50);
    /// "MP", "Jr." behind a name, and no part of it.
    pub(in crate::extract) const POST_NOMINAL: Self = Self(1 << 51);
    /// "rapport", "report": a document that stands for who issued it.
    pub(in crate::extract) const ISSUED_DOCUMENT: Self = Self(1 << 52);
    /// "certains", "some": a pronoun for people whom nobody names.
    pub(in crate::extract) const INDEFINITE_PRONOUN: Self = Self(1 << 53);

    /// "publier", "issue": makes a document known as one's own.
    pub(in crate::extract) const ISSUING_VERB: Self = Self(1 << 54);
    /// "vice", "former" before a role: whoever bears it is not the bearer of the bare role.
    pub(in crate::extract) const ROLE_MODIFIER: Self = Self(1 << 55);

    /// "un", "a": what it determines was not spoken of before.
    pub(in crate::extract) const INDEFINITE_ARTICLE: Self = Self(1 << 56);

    /// "mais", "but": sets what follows against what stands before.
    pub(in crate::extract) const ADVERSATIVE: Self = Self(1 << 58);
    /// "ans" in "Untel, 54 ans".
    pub(in crate::extract) const AGE_NOUN: Self = Self(1 << 60);
    /// "nombreux" in "de nombreux élus".
    pub(in crate::extract) const PLURAL_ADJECTIVE: Self = Self(1 << 59);

    /// An expression of time may begin with it.
    pub(in crate::extract) const TIME_OPENER: Self = Self(1 << 62);

    /// Whether the two share a class.
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
