//! Kinds of words that show the act of a clause, as a set of bits per word.

use std::ops::{BitOr, BitOrAssign};

/// What a word shows about the act of its clause, as predicate or beside it. A word can be of several kinds.
/// The words of each kind are listed under `[predicates]` in the lexicon files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct PredicateKind(u64);

impl PredicateKind {
    /// "proposer": its subject puts forward a measure.
    pub(in crate::extract) const PROPOSES: Self = Self(1);
    /// "appeler", "demander": its subject wants somebody to act.
    pub(in crate::extract) const CALLS: Self = Self(1 << 1);
    /// "promettre": its subject makes a commitment.
    pub(in crate::extract) const COMMITS: Self = Self(1 << 2);
    /// "nier", "démentir": its subject denies.
    pub(in crate::extract) const DENIES: Self = Self(1 << 3);
    /// "décider", "signer": in the perfect tense, its subject announces what it did.
    pub(in crate::extract) const DECIDES: Self = Self(1 << 4);
    /// "détruire": something bad happens or is foretold.
    pub(in crate::extract) const HARMS: Self = Self(1 << 5);
    /// "prévoir": a forecast.
    pub(in crate::extract) const EXPECTS: Self = Self(1 << 6);
    /// "regretter", "remercier": a feeling or a courtesy.
    pub(in crate::extract) const FEELS: Self = Self(1 << 7);
    /// "soutenir", "refuser", "condamner": its subject is for or against.
    pub(in crate::extract) const JUDGES: Self = Self(1 << 8);
    /// "souhaiter", "vouloir", "espérer" before a clause: others are to act.
    pub(in crate::extract) const WISHES: Self = Self(1 << 9);
    /// "penser", "croire": its subject thinks what the clause after it says.
    pub(in crate::extract) const OPINES: Self = Self(1 << 10);
    /// "ouvrir", "entrer", "débuter": what is scheduled.
    pub(in crate::extract) const SCHEDULES: Self = Self(1 << 11);
    /// "inacceptable", "une erreur": judges what it is said of.
    pub(in crate::extract) const EVALUATIVE: Self = Self(1 << 12);
    /// "heureux", "choqué": a feeling of the person who says it of himself.
    pub(in crate::extract) const EMOTION: Self = Self(1 << 13);
    /// "danger", "alarmant": something bad.
    pub(in crate::extract) const BAD: Self = Self(1 << 14);
    /// "prêt", "déterminé": before an infinitive, the subject makes a commitment.
    pub(in crate::extract) const READY: Self = Self(1 << 15);
    /// "doit", "must": its subject is obliged.
    pub(in crate::extract) const OBLIGATION: Self = Self(1 << 16);
    /// "devrait", "should": its subject had better.
    pub(in crate::extract) const ADVICE: Self = Self(1 << 17);
    /// "pourrait", "may": what is possible.
    pub(in crate::extract) const POSSIBILITY: Self = Self(1 << 18);
    /// "would": what is conditional.
    pub(in crate::extract) const CONDITIONAL: Self = Self(1 << 19);
    /// "je", "nous", "we": the person who speaks.
    pub(in crate::extract) const FIRST_PERSON: Self = Self(1 << 20);
    /// "vous", "you": the person who is spoken to.
    pub(in crate::extract) const SECOND_PERSON: Self = Self(1 << 21);
    /// "notre", "our": what belongs to the person who speaks.
    pub(in crate::extract) const FIRST_PERSON_POSSESSIVE: Self = Self(1 << 22);
    /// "gouvernement", "entreprise", "parti": a side that somebody speaks for.
    pub(in crate::extract) const SIDE_NOUN: Self = Self(1 << 23);
    /// "chacun", "États", "citoyens": somebody who can be called on to act.
    pub(in crate::extract) const ACTOR_NOUN: Self = Self(1 << 24);
    /// "encore", "yet": in a denied clause, something is still to come.
    pub(in crate::extract) const YET: Self = Self(1 << 25);
    /// "jamais", "rien", "aucun": denies outright.
    pub(in crate::extract) const OUTRIGHT_NEGATION: Self = Self(1 << 26);
    /// "ce", "cela", "that": refers to what was said before.
    pub(in crate::extract) const POINTS_BACK: Self = Self(1 << 27);
    /// "accusations", "allégations": what is rejected where one denies.
    pub(in crate::extract) const REPROACH: Self = Self(1 << 28);
    /// "was", "did": a form of the past.
    pub(in crate::extract) const PAST: Self = Self(1 << 29);
    /// "going" in "is going to".
    pub(in crate::extract) const GOING_TO: Self = Self(1 << 30);
    /// "rester", "remain": what follows it is said of its subject.
    pub(in crate::extract) const LINKING_VERB: Self = Self(1 << 31);
    /// "menacer", "craindre": warns in the present tense already.
    pub(in crate::extract) const THREATENS: Self = Self(1 << 32);
    /// 将, 会: what is to come, in a language whose verbs have no tense.
    pub(in crate::extract) const FUTURE: Self = Self(1 << 34);
    /// 已, 了: what is done.
    pub(in crate::extract) const PERFECTIVE: Self = Self(1 << 35);
    /// 如果, 随着: opens a clause that only leads up to the main one.
    pub(in crate::extract) const OPENS_SUBORDINATE: Self = Self(1 << 36);
    /// 是, 属于: what follows it is said of its subject.
    pub(in crate::extract) const HAN_COPULA: Self = Self(1 << 37);
    /// 不, 没有: denies the predicate.
    pub(in crate::extract) const HAN_NEGATION: Self = Self(1 << 38);
    /// 机会, 里程碑: judges only what is said to be one.
    pub(in crate::extract) const EVALUATIVE_NOUN: Self = Self(1 << 39);
    /// 得到, 被: what is done to the subject.
    pub(in crate::extract) const HAN_PASSIVE: Self = Self(1 << 40);
    /// "loi", "rapport", "treaty": a text that lays down or finds something itself; others only carry words.
    pub(in crate::extract) const PROVIDING_TEXT: Self = Self(1 << 41);
    /// "allegedly", 据称: beside a cue, the reporter has it from others and does not vouch for it.
    pub(in crate::extract) const HEARSAY: Self = Self(1 << 42);
    /// "sales": a figure in accounts; reporting it gives an account, no speech.
    pub(in crate::extract) const ACCOUNTING_FIGURE: Self = Self(1 << 43);
    /// 要: without a subject, the person meant is to act.
    pub(in crate::extract) const BARE_OBLIGATION: Self = Self(1 << 44);
    /// 推动, 加强: opens a clause without a subject that says what is to be done.
    pub(in crate::extract) const MEASURE_VERB: Self = Self(1 << 45);
    /// "personne", "nobody" as a subject: what is said of it is denied.
    pub(in crate::extract) const NEGATIVE_SUBJECT: Self = Self(1 << 33);

    /// Whether both have a kind in common.
    pub(in crate::extract) const fn intersects(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for PredicateKind {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for PredicateKind {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
