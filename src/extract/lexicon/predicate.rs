//! What the words of a clause tell about the act that it performs: verbs by lemma, adjectives in all their forms.

use super::file::File;
use super::{CueContent, Form, Lexicon, Meaning};
use serde::Deserialize;
use std::ops::{BitOr, BitOrAssign};

/// The kinds of predicate that a word can be, or that it lets a clause have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Predicate(u64);

impl Predicate {
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
    pub(in crate::extract) const STARTS: Self = Self(1 << 11);
    /// "inacceptable", "une erreur": judges what it is said of.
    pub(in crate::extract) const EVALUATES: Self = Self(1 << 12);
    /// "heureux", "choqué": a feeling of whoever says it of himself.
    pub(in crate::extract) const EMOTION: Self = Self(1 << 13);
    /// "danger", "alarmant", "crise".
    pub(in crate::extract) const BAD: Self = Self(1 << 14);
    /// "prêt", "déterminé": before an infinitive, the subject binds itself.
    pub(in crate::extract) const READY: Self = Self(1 << 15);
    /// "doit", "must": its subject is obliged.
    pub(in crate::extract) const OBLIGES: Self = Self(1 << 16);
    /// "devrait", "should": its subject had better.
    pub(in crate::extract) const ADVISES: Self = Self(1 << 17);
    /// "pourrait", "may": what is possible.
    pub(in crate::extract) const POSSIBLE: Self = Self(1 << 18);
    /// "would": what is conditional.
    pub(in crate::extract) const CONDITIONAL: Self = Self(1 << 19);
    /// "je", "nous", "we": whoever speaks.
    pub(in crate::extract) const OWN: Self = Self(1 << 20);
    /// "vous", "you": whoever is spoken to.
    pub(in crate::extract) const ADDRESSED: Self = Self(1 << 21);
    /// "notre", "our": what belongs to whoever speaks.
    pub(in crate::extract) const OURS: Self = Self(1 << 22);
    /// "gouvernement", "entreprise", "parti": a side that somebody speaks for.
    pub(in crate::extract) const SIDE: Self = Self(1 << 23);
    /// "chacun", "États", "citoyens": somebody who can be told to act.
    pub(in crate::extract) const ACTOR: Self = Self(1 << 24);
    /// "encore", "yet": a denied clause tells that something has still to come.
    pub(in crate::extract) const YET: Self = Self(1 << 25);
    /// "jamais", "rien", "aucun": denies outright.
    pub(in crate::extract) const OUTRIGHT: Self = Self(1 << 26);
    /// "ce", "cela", "that": points at what was said.
    pub(in crate::extract) const POINTS_BACK: Self = Self(1 << 27);
    /// "accusations", "allégations": what is rejected where one denies.
    pub(in crate::extract) const REPROACH: Self = Self(1 << 28);
    /// "was", "did": a form of the past.
    pub(in crate::extract) const PAST: Self = Self(1 << 29);
    /// "going" in "is going to".
    pub(in crate::extract) const GOING: Self = Self(1 << 30);
    /// "rester", "constituer", "remain": says of its subject what stands behind it.
    pub(in crate::extract) const LINKS: Self = Self(1 << 31);
    /// "menacer", "craindre": warns in the present tense already.
    pub(in crate::extract) const THREATENS: Self = Self(1 << 32);
    /// 将, 会: what is to come, in a language whose verbs have no tenses.
    pub(in crate::extract) const FUTURE: Self = Self(1 << 34);
    /// 已, 了: what is done.
    pub(in crate::extract) const DONE: Self = Self(1 << 35);
    /// 如果, 随着: opens a clause that only leads up to the main one.
    pub(in crate::extract) const OPENS: Self = Self(1 << 36);
    /// 是, 属于: says of its subject what stands behind it.
    pub(in crate::extract) const IS: Self = Self(1 << 37);
    /// 不, 没有.
    pub(in crate::extract) const DENIED: Self = Self(1 << 38);
    /// 机会, 里程碑: judges only what is said to be one.
    pub(in crate::extract) const VALUES: Self = Self(1 << 39);
    /// 得到, 被: what is done to the subject.
    pub(in crate::extract) const UNDERGOES: Self = Self(1 << 40);
    /// "loi", "rapport", "treaty": a text that itself provides or finds something, where others only carry words.
    pub(in crate::extract) const PROVIDES: Self = Self(1 << 41);
    /// "allegedly", 据称: beside a cue, whoever reports it has it from others and does not vouch for it.
    pub(in crate::extract) const HEARSAY: Self = Self(1 << 42);
    /// "chiffre d'affaires", "sales": what a company reports is an account, not speech.
    pub(in crate::extract) const ACCOUNTS: Self = Self(1 << 43);
    /// "personne", "nobody" as a subject: what is said of it is denied.
    pub(in crate::extract) const NOBODY: Self = Self(1 << 33);

    /// Whether the two share a kind.
    pub(in crate::extract) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Predicate {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Predicate {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The section `[predicates]` of a lexicon file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Predicates {
    pub(super) verbs: Verbs,
    pub(super) adjectives: Adjectives,
    pub(super) words: Words,
    pub(super) cues: Cues,
    /// Nouns that name an act, at the head of a noun phrase that is the content: "sa volonté de", "deux options".
    pub(super) nouns: super::file::Acts,
    /// How the forms of an adjective are made: its ending, then the endings that may stand in its place.
    pub(super) endings: Vec<Vec<String>>,
    pub(super) conditional_endings: Vec<String>,
    /// Endings of an imperative that no other form has: "-ons", "-ez".
    pub(super) imperative_endings: Vec<String>,
}

/// Verbs by lemma; their forms are those of the same verb among cues and other verbs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Verbs {
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
pub(super) struct Adjectives {
    pub(super) evaluative: Vec<String>,
    pub(super) emotion: Vec<String>,
    pub(super) bad: Vec<String>,
    pub(super) ready: Vec<String>,
}

/// Words as they stand.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Words {
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
    pub(super) hearsay: Vec<String>,
    pub(super) accounts: Vec<String>,
    pub(super) provides: Vec<String>,
    pub(super) values: Vec<String>,
    pub(super) undergoes: Vec<String>,
    /// Words that only hold one of the others, and are none: 社会 for 会.
    pub(super) masks: Vec<String>,
}

impl Predicates {
    /// Each list of words as they stand, verbs and adjectives among them, for a language that does not inflect.
    pub(super) fn uninflected(&self) -> impl Iterator<Item = (&[String], Predicate)> {
        let adjectives = adjectives(&self.adjectives);
        verbs(&self.verbs)
            .into_iter()
            .chain(adjectives)
            .chain(words(&self.words))
    }

    /// What the cue tells of the act before a whole clause.
    pub(super) fn cue_content(&self, lemma: &str) -> CueContent {
        let among = |list: &[String]| list.iter().any(|known| known == lemma);
        CueContent {
            performs: among(&self.cues.perform),
            judges: among(&self.cues.judge),
            rejects: among(&self.cues.reject),
            hints: among(&self.cues.hint),
            unsaid: among(&self.cues.unsaid),
            accounts: among(&self.cues.account),
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
pub(super) struct Cues {
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
    /// With a figure as its object, an account: "déclarer un chiffre d'affaires".
    pub(super) account: Vec<String>,
}

impl Lexicon {
    /// Marks the words of the section; the verbs among them have their forms already.
    pub(super) fn add_predicates(&mut self, file: &File) {
        let predicates = &file.predicates;
        for (lemmas, own) in adjectives(&predicates.adjectives) {
            for form in lemmas.iter().flat_map(|lemma| forms(&predicates.endings, lemma)) {
                self.mark_predicate(&form, own);
            }
        }
        for (nouns, act) in predicates.nouns.lists() {
            self.add_phrases(nouns, Meaning::ActNoun(act));
        }
        for (words, own) in words(&predicates.words) {
            for word in words {
                self.mark_predicate(word, own);
            }
        }
        self.conditional_endings
            .clone_from(&predicates.conditional_endings);
        self.imperative_endings.clone_from(&predicates.imperative_endings);
        for cue in &mut self.cues {
            cue.content = predicates.cue_content(&cue.lemma);
        }
    }

    fn mark_predicate(&mut self, word: &str, own: Predicate) {
        // what the tokeniser parts in two has no kind of its own
        if let [word] = self.split(word)[..] {
            self.entries[word.0 as usize].predicate |= own;
        }
    }

    /// The kinds of predicate that the forms of the verb are.
    pub(super) fn predicate_of(file: &File, lemma: &str) -> Predicate {
        let mut found = Predicate::default();
        for (lemmas, own) in verbs(&file.predicates.verbs) {
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
    pub(in crate::extract) fn is_base_form(&self, word: super::Word) -> bool {
        self.readings(word)
            .iter()
            .any(|reading| reading.form == Form::Infinitive)
    }
}

fn verbs(verbs: &Verbs) -> [(&[String], Predicate); 14] {
    [
        (&verbs.propose, Predicate::PROPOSES),
        (&verbs.call, Predicate::CALLS),
        (&verbs.commit, Predicate::COMMITS),
        (&verbs.deny, Predicate::DENIES),
        (&verbs.decide, Predicate::DECIDES),
        (&verbs.harm, Predicate::HARMS),
        (&verbs.expect, Predicate::EXPECTS),
        (&verbs.feel, Predicate::FEELS),
        (&verbs.judge, Predicate::JUDGES),
        (&verbs.wish, Predicate::WISHES),
        (&verbs.opine, Predicate::OPINES),
        (&verbs.start, Predicate::STARTS),
        (&verbs.link, Predicate::LINKS),
        (&verbs.threaten, Predicate::THREATENS),
    ]
}

fn adjectives(lists: &Adjectives) -> [(&[String], Predicate); 4] {
    [
        (&lists.evaluative, Predicate::EVALUATES),
        (&lists.emotion, Predicate::EMOTION),
        (&lists.bad, Predicate::BAD),
        (&lists.ready, Predicate::READY),
    ]
}

fn words(lists: &Words) -> [(&[String], Predicate); 28] {
    [
        (&lists.evaluative, Predicate::EVALUATES),
        (&lists.bad, Predicate::BAD),
        (&lists.oblige, Predicate::OBLIGES),
        (&lists.advise, Predicate::ADVISES),
        (&lists.possible, Predicate::POSSIBLE),
        (&lists.conditional, Predicate::CONDITIONAL),
        (&lists.own, Predicate::OWN),
        (&lists.addressed, Predicate::ADDRESSED),
        (&lists.ours, Predicate::OURS),
        (&lists.side, Predicate::SIDE),
        (&lists.actor, Predicate::ACTOR),
        (&lists.yet, Predicate::YET),
        (&lists.outright, Predicate::OUTRIGHT),
        (&lists.points_back, Predicate::POINTS_BACK),
        (&lists.reproach, Predicate::REPROACH),
        (&lists.past, Predicate::PAST),
        (&lists.going, Predicate::GOING),
        (&lists.nobody, Predicate::NOBODY),
        (&lists.future, Predicate::FUTURE),
        (&lists.done, Predicate::DONE),
        (&lists.opens, Predicate::OPENS),
        (&lists.is, Predicate::IS),
        (&lists.denied, Predicate::DENIED),
        (&lists.hearsay, Predicate::HEARSAY),
        (&lists.accounts, Predicate::ACCOUNTS),
        (&lists.provides, Predicate::PROVIDES),
        (&lists.values, Predicate::VALUES),
        (&lists.undergoes, Predicate::UNDERGOES),
    ]
}

/// The forms of an adjective: its own, and those that its ending gives it.
fn forms(endings: &[Vec<String>], lemma: &str) -> Vec<String> {
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
