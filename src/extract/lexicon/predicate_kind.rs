//! What the words of a clause tell about the act that it performs: verbs by lemma, adjectives in all their forms.

use super::lexicon_file::LexiconFile;
use super::{Lexicon, PhraseMeaning, VerbForm};
use serde::Deserialize;
use std::ops::{BitOr, BitOrAssign};

/// The kinds of predicate that a word can be, or that it lets a clause have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct PredicateKind(u64);

impl PredicateKind {
    /// "proposer": whoever is its subject puts forward a measure.
    pub(in crate::extract) const PROPOSES: Self = Self(1);
    /// "appeler", "demander": its subject wants somebody to act.
    pub(in crate::extract) const CALLS: Self = Self(1 << 1);
    /// "s'engager", "promettre": its subject binds itself.
    pub(in crate::extract) const COMMITS: Self = Self(1 << 2);
    /// "nier", "démentir".
    pub(in crate::extract) const DENIES: Self = Self(1 << 3);
    /// "décider", "signer", "lancer": in the perfect tense, its subject makes known what it did.
    pub(in crate::extract) const DECIDES: Self = Self(1 << 4);
    /// "menacer", "détruire": something bad is told or foretold.
    pub(in crate::extract) const HARMS: Self = Self(1 << 5);
    /// "s'attendre", "prévoir".
    pub(in crate::extract) const EXPECTS: Self = Self(1 << 6);
    /// "regretter", "remercier", "saluer".
    pub(in crate::extract) const FEELS: Self = Self(1 << 7);
    /// "soutenir", "refuser", "condamner": its subject is for or against.
    pub(in crate::extract) const JUDGES: Self = Self(1 << 8);
    /// "souhaiter", "vouloir", "espérer" before a clause: others are to act.
    pub(in crate::extract) const WISHES: Self = Self(1 << 9);
    /// "penser", "croire": its subject thinks what the clause behind it tells.
    pub(in crate::extract) const OPINES: Self = Self(1 << 10);
    /// "ouvrir", "entrer", "débuter": what is scheduled.
    pub(in crate::extract) const SCHEDULES: Self = Self(1 << 11);
    /// "inacceptable", "une erreur": judges what it is said of.
    pub(in crate::extract) const EVALUATIVE: Self = Self(1 << 12);
    /// "heureux", "choqué": a feeling of whoever says it of himself.
    pub(in crate::extract) const EMOTION: Self = Self(1 << 13);
    /// "danger", "alarmant", "crise".
    pub(in crate::extract) const BAD: Self = Self(1 << 14);
    /// "prêt", "déterminé": before an infinitive, the subject binds itself.
    pub(in crate::extract) const READY: Self = Self(1 << 15);
    /// "doit", "must": its subject is obliged.
    pub(in crate::extract) const OBLIGATION: Self = Self(1 << 16);
    /// "devrait", "should": its subject had better.
    pub(in crate::extract) const ADVICE: Self = Self(1 << 17);
    /// "pourrait", "may": what is possible.
    pub(in crate::extract) const POSSIBILITY: Self = Self(1 << 18);
    /// "would": what is conditional.
    pub(in crate::extract) const CONDITIONAL: Self = Self(1 << 19);
    /// "je", "nous", "we": whoever speaks.
    pub(in crate::extract) const FIRST_PERSON: Self = Self(1 << 20);
    /// "vous", "you": whoever is spoken to.
    pub(in crate::extract) const SECOND_PERSON: Self = Self(1 << 21);
    /// "notre", "our": what belongs to whoever speaks.
    pub(in crate::extract) const FIRST_PERSON_POSSESSIVE: Self = Self(1 << 22);
    /// "gouvernement", "entreprise", "parti": a side that somebody speaks for.
    pub(in crate::extract) const SIDE_NOUN: Self = Self(1 << 23);
    /// "chacun", "États", "citoyens": somebody who can be told to act.
    pub(in crate::extract) const ACTOR_NOUN: Self = Self(1 << 24);
    /// "encore", "yet": a denied clause tells that something has still to come.
    pub(in crate::extract) const YET: Self = Self(1 << 25);
    /// "jamais", "rien", "aucun": denies outright.
    pub(in crate::extract) const OUTRIGHT_NEGATION: Self = Self(1 << 26);
    /// "ce", "cela", "that": points at what was said.
    pub(in crate::extract) const POINTS_BACK: Self = Self(1 << 27);
    /// "accusations", "allégations": what is rejected where one denies.
    pub(in crate::extract) const REPROACH: Self = Self(1 << 28);
    /// "was", "did": a form of the past.
    pub(in crate::extract) const PAST: Self = Self(1 << 29);
    /// "going" in "is going to".
    pub(in crate::extract) const GOING_TO: Self = Self(1 << 30);
    /// "rester", "constituer", "remain": says of its subject what stands behind it.
    pub(in crate::extract) const LINKING_VERB: Self = Self(1 << 31);
    /// "menacer", "craindre": warns in the present tense already.
    pub(in crate::extract) const THREATENS: Self = Self(1 << 32);
    /// 将, 会: what is to come, in a language whose verbs have no tenses.
    pub(in crate::extract) const FUTURE: Self = Self(1 << 34);
    /// 已, 了: what is done.
    pub(in crate::extract) const PERFECTIVE: Self = Self(1 << 35);
    /// 如果, 随着: opens a clause that only leads up to the main one.
    pub(in crate::extract) const OPENS_SUBORDINATE: Self = Self(1 << 36);
    /// 是, 属于: says of its subject what stands behind it.
    pub(in crate::extract) const HAN_COPULA: Self = Self(1 << 37);
    /// 不, 没有.
    pub(in crate::extract) const HAN_NEGATION: Self = Self(1 << 38);
    /// 机会, 里程碑: judges only what is said to be one.
    pub(in crate::extract) const EVALUATIVE_NOUN: Self = Self(1 << 39);
    /// 得到, 被: what is done to the subject.
    pub(in crate::extract) const HAN_PASSIVE: Self = Self(1 << 40);
    /// "loi", "rapport", "treaty": a text that itself provides or finds something, where others only carry words.
    pub(in crate::extract) const PROVIDING_TEXT: Self = Self(1 << 41);
    /// "allegedly", 据称: beside a cue, whoever reports it has it from others and does not vouch for it.
    pub(in crate::extract) const HEARSAY: Self = Self(1 << 42);
    /// "chiffre d'affaires", "sales": what a company reports is an account, not speech.
    pub(in crate::extract) const ACCOUNTING_FIGURE: Self = Self(1 << 43);
    /// 要: without a subject, whoever is meant is to act.
    pub(in crate::extract) const BARE_OBLIGATION: Self = Self(1 << 44);
    /// 推动, 加强: begins a clause without a subject that tells what is to be done.
    pub(in crate::extract) const MEASURE_VERB: Self = Self(1 << 45);
    /// "personne", "nobody" as a subject: what is said of it is denied.
    pub(in crate::extract) const NEGATIVE_SUBJECT: Self = Self(1 << 33);

    /// Whether the two share a kind.
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

/// What a cue tells of the act where its content is a whole clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(in crate::extract) struct CueActTraits {
    /// The cue performs its act, whatever the clause says.
    pub(in crate::extract) performs_act: bool,
    /// A clause that tells nothing else is a position.
    pub(in crate::extract) defaults_to_position: bool,
    /// What is rejected is denied only where it is a reproach.
    pub(in crate::extract) denies_only_reproach: bool,
    /// Before a clause in the indicative, only a hint.
    pub(in crate::extract) only_hints: bool,
    /// A belief or a plan that nobody need have uttered.
    pub(in crate::extract) may_be_unsaid: bool,
    /// Its object names the act: "réaffirmer sa volonté".
    pub(in crate::extract) act_named_by_object: bool,
    /// With a figure as its object, it gives an account, and reports no speech.
    pub(in crate::extract) gives_accounts: bool,
}

/// The section `[predicates]` of a lexicon file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateSection {
    pub(super) verbs: PredicateVerbs,
    pub(super) adjectives: PredicateAdjectives,
    pub(super) words: PredicateWords,
    pub(super) cues: PredicateCues,
    /// Nouns that name an act, at the head of a noun phrase that is the content: "sa volonté de", "deux options".
    pub(super) nouns: super::lexicon_file::WordsByAct,
    /// How the forms of an adjective are made: its ending, then the endings that may stand in its place.
    pub(super) endings: Vec<Vec<String>>,
    pub(super) conditional_endings: Vec<String>,
    /// Endings of an imperative that no other form has: "-ons", "-ez".
    pub(super) imperative_endings: Vec<String>,
}

/// Verbs by lemma; their forms are those of the same verb among cues and other verbs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateVerbs {
    pub(super) propose: Vec<String>,
    pub(super) call: Vec<String>,
    pub(super) commit: Vec<String>,
    pub(super) deny: Vec<String>,
    pub(super) decide: Vec<String>,
    pub(super) harm: Vec<String>,
    pub(super) expect: Vec<String>,
    pub(super) feel: Vec<String>,
    pub(super) judge: Vec<String>,
    pub(super) wish: Vec<String>,
    pub(super) opine: Vec<String>,
    pub(super) start: Vec<String>,
    pub(super) link: Vec<String>,
    pub(super) threaten: Vec<String>,
}

/// Adjectives by lemma.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateAdjectives {
    pub(super) evaluative: Vec<String>,
    pub(super) emotion: Vec<String>,
    pub(super) bad: Vec<String>,
    pub(super) ready: Vec<String>,
}

/// Words as they stand.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateWords {
    pub(super) evaluative: Vec<String>,
    pub(super) bad: Vec<String>,
    pub(super) oblige: Vec<String>,
    pub(super) advise: Vec<String>,
    pub(super) possible: Vec<String>,
    pub(super) conditional: Vec<String>,
    pub(super) own: Vec<String>,
    pub(super) addressed: Vec<String>,
    pub(super) ours: Vec<String>,
    pub(super) side: Vec<String>,
    pub(super) actor: Vec<String>,
    pub(super) yet: Vec<String>,
    pub(super) outright: Vec<String>,
    pub(super) points_back: Vec<String>,
    pub(super) reproach: Vec<String>,
    pub(super) past: Vec<String>,
    pub(super) going: Vec<String>,
    pub(super) nobody: Vec<String>,
    pub(super) future: Vec<String>,
    pub(super) done: Vec<String>,
    pub(super) opens: Vec<String>,
    pub(super) is: Vec<String>,
    pub(super) denied: Vec<String>,
    pub(super) bids: Vec<String>,
    pub(super) measures: Vec<String>,
    pub(super) hearsay: Vec<String>,
    pub(super) accounts: Vec<String>,
    pub(super) provides: Vec<String>,
    pub(super) values: Vec<String>,
    pub(super) undergoes: Vec<String>,
    /// Words that only hold one of the others, and are none: 社会 for 会.
    pub(super) masks: Vec<String>,
}

impl PredicateSection {
    /// Each list of words as they stand, verbs and adjectives among them, for a language that does not inflect.
    pub(super) fn uninflected(&self) -> impl Iterator<Item = (&[String], PredicateKind)> {
        let adjectives = adjective_lists(&self.adjectives);
        verb_lists(&self.verbs)
            .into_iter()
            .chain(adjectives)
            .chain(word_lists(&self.words))
    }

    /// What the cue tells of the act before a whole clause.
    pub(super) fn cue_act_traits(&self, lemma: &str) -> CueActTraits {
        let among = |list: &[String]| list.iter().any(|known| known == lemma);
        CueActTraits {
            performs_act: among(&self.cues.perform),
            defaults_to_position: among(&self.cues.judge),
            denies_only_reproach: among(&self.cues.reject),
            only_hints: among(&self.cues.hint),
            may_be_unsaid: among(&self.cues.unsaid),
            act_named_by_object: among(&self.cues.renew),
            gives_accounts: among(&self.cues.account),
        }
    }

    /// The words that only hold one of the others.
    pub(super) fn masks(&self) -> &[String] {
        &self.words.masks
    }
}

/// Cues by lemma: what each says about a whole clause as its content.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateCues {
    /// The cue performs its act, whatever the clause says.
    pub(super) perform: Vec<String>,
    /// A clause that tells nothing else is a position: "juger", "trouver".
    pub(super) judge: Vec<String>,
    /// What is rejected is denied only where it is a reproach; else the cue takes a position.
    pub(super) reject: Vec<String>,
    /// Before a clause in the indicative, only a hint: "suggérer".
    pub(super) hint: Vec<String>,
    /// A belief or a plan that nobody need have uttered: "craindre".
    pub(super) unsaid: Vec<String>,
    /// Its object names the act: "réaffirmer sa volonté".
    pub(super) renew: Vec<String>,
    /// With a figure as its object, an account: "déclarer un chiffre d'affaires".
    pub(super) account: Vec<String>,
}

impl Lexicon {
    /// Marks the words of the section; the verbs among them have their forms already.
    pub(super) fn add_predicates(&mut self, file: &LexiconFile) {
        let predicates = &file.predicates;
        for (lemmas, own) in adjective_lists(&predicates.adjectives) {
            for form in lemmas
                .iter()
                .flat_map(|lemma| adjective_forms(&predicates.endings, lemma))
            {
                self.add_predicate_kind(&form, own);
            }
        }
        for (nouns, act) in predicates.nouns.lists() {
            self.add_phrases(nouns, PhraseMeaning::ActNoun(act));
        }
        for (words, own) in word_lists(&predicates.words) {
            for word in words {
                self.add_predicate_kind(word, own);
            }
        }
        self.conditional_endings
            .clone_from(&predicates.conditional_endings);
        self.imperative_endings.clone_from(&predicates.imperative_endings);
        for cue in &mut self.cues {
            cue.act_traits = predicates.cue_act_traits(&cue.lemma);
        }
    }

    fn add_predicate_kind(&mut self, word: &str, own: PredicateKind) {
        // what the tokeniser parts in two has no kind of its own
        if let [word] = self.split_words(word)[..] {
            self.entries[word.0 as usize].predicate |= own;
        }
    }

    /// The kinds of predicate that the forms of the verb are.
    pub(super) fn predicate_kind_of_verb(file: &LexiconFile, lemma: &str) -> PredicateKind {
        let mut found = PredicateKind::default();
        for (lemmas, own) in verb_lists(&file.predicates.verbs) {
            if lemmas.iter().any(|known| known == lemma) {
                found |= own;
            }
        }
        found
    }

    /// Whether a form of a verb ends as its conditional does: "rouvrirait".
    pub(in crate::extract) fn ends_as_conditional(&self, word: &str) -> bool {
        self.conditional_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a form at the head of a sentence can be its imperative by its ending.
    pub(in crate::extract) fn ends_as_imperative(&self, word: &str) -> bool {
        self.imperative_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a word is a plain verb form, as an imperative is in English.
    pub(in crate::extract) fn is_base_form(&self, word: super::WordId) -> bool {
        self.verb_analyses(word)
            .iter()
            .any(|reading| reading.form == VerbForm::Infinitive)
    }
}

fn verb_lists(verbs: &PredicateVerbs) -> [(&[String], PredicateKind); 14] {
    [
        (&verbs.propose, PredicateKind::PROPOSES),
        (&verbs.call, PredicateKind::CALLS),
        (&verbs.commit, PredicateKind::COMMITS),
        (&verbs.deny, PredicateKind::DENIES),
        (&verbs.decide, PredicateKind::DECIDES),
        (&verbs.harm, PredicateKind::HARMS),
        (&verbs.expect, PredicateKind::EXPECTS),
        (&verbs.feel, PredicateKind::FEELS),
        (&verbs.judge, PredicateKind::JUDGES),
        (&verbs.wish, PredicateKind::WISHES),
        (&verbs.opine, PredicateKind::OPINES),
        (&verbs.start, PredicateKind::SCHEDULES),
        (&verbs.link, PredicateKind::LINKING_VERB),
        (&verbs.threaten, PredicateKind::THREATENS),
    ]
}

fn adjective_lists(lists: &PredicateAdjectives) -> [(&[String], PredicateKind); 4] {
    [
        (&lists.evaluative, PredicateKind::EVALUATIVE),
        (&lists.emotion, PredicateKind::EMOTION),
        (&lists.bad, PredicateKind::BAD),
        (&lists.ready, PredicateKind::READY),
    ]
}

fn word_lists(lists: &PredicateWords) -> [(&[String], PredicateKind); 30] {
    [
        (&lists.evaluative, PredicateKind::EVALUATIVE),
        (&lists.bad, PredicateKind::BAD),
        (&lists.oblige, PredicateKind::OBLIGATION),
        (&lists.advise, PredicateKind::ADVICE),
        (&lists.possible, PredicateKind::POSSIBILITY),
        (&lists.conditional, PredicateKind::CONDITIONAL),
        (&lists.own, PredicateKind::FIRST_PERSON),
        (&lists.addressed, PredicateKind::SECOND_PERSON),
        (&lists.ours, PredicateKind::FIRST_PERSON_POSSESSIVE),
        (&lists.side, PredicateKind::SIDE_NOUN),
        (&lists.actor, PredicateKind::ACTOR_NOUN),
        (&lists.yet, PredicateKind::YET),
        (&lists.outright, PredicateKind::OUTRIGHT_NEGATION),
        (&lists.points_back, PredicateKind::POINTS_BACK),
        (&lists.reproach, PredicateKind::REPROACH),
        (&lists.past, PredicateKind::PAST),
        (&lists.going, PredicateKind::GOING_TO),
        (&lists.nobody, PredicateKind::NEGATIVE_SUBJECT),
        (&lists.future, PredicateKind::FUTURE),
        (&lists.done, PredicateKind::PERFECTIVE),
        (&lists.opens, PredicateKind::OPENS_SUBORDINATE),
        (&lists.is, PredicateKind::HAN_COPULA),
        (&lists.denied, PredicateKind::HAN_NEGATION),
        (&lists.bids, PredicateKind::BARE_OBLIGATION),
        (&lists.measures, PredicateKind::MEASURE_VERB),
        (&lists.hearsay, PredicateKind::HEARSAY),
        (&lists.accounts, PredicateKind::ACCOUNTING_FIGURE),
        (&lists.provides, PredicateKind::PROVIDING_TEXT),
        (&lists.values, PredicateKind::EVALUATIVE_NOUN),
        (&lists.undergoes, PredicateKind::HAN_PASSIVE),
    ]
}

/// The forms of an adjective: its own, and those that its ending gives it.
fn adjective_forms(endings: &[Vec<String>], lemma: &str) -> Vec<String> {
    let mut forms = vec![lemma.to_owned()];
    let fitting = endings.iter().find_map(|row| {
        let (own, others) = row.split_first()?;
        Some((lemma.strip_suffix(own.as_str())?, others))
    });
    if let Some((stem, others)) = fitting {
        forms.extend(others.iter().map(|ending| format!("{stem}{ending}")));
    }
    forms
}
