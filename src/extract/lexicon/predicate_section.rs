//! The section `[predicates]` of a lexicon file, as it is written.

use super::words_by_act::WordsByAct;
use super::{CueActTraits, PredicateKind};
use serde::Deserialize;

/// What the words of a clause show about its act.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateSection {
    /// Forms of adjectives: the ending of the lemma, then those that replace it. The first row that fits counts:
    /// "-eux": "heureux", "heureuse".
    pub(super) adjective_endings: Vec<Vec<String>>,
    /// Endings of a verb in the conditional: "rouvrirait".
    pub(super) conditional_endings: Vec<String>,
    /// Endings of a verb that opens a sentence as an imperative.
    pub(super) imperative_endings: Vec<String>,
    pub(super) verbs: PredicateVerbs,
    pub(super) adjectives: PredicateAdjectives,
    pub(super) words: PredicateWords,
    /// Nouns that name an act, at the head of a noun phrase that is the content: "sa volonté de".
    pub(super) nouns: WordsByAct,
    pub(super) cues: PredicateCues,
}

/// Verbs by lemma; their forms are those of the same lemma in `cue` and `words.verbs`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateVerbs {
    /// The subject puts forward a measure.
    propose: Vec<String>,
    /// The subject wants somebody to act.
    call: Vec<String>,
    /// The subject makes a commitment.
    commit: Vec<String>,
    /// The subject denies.
    deny: Vec<String>,
    /// In the perfect tense, the subject announces what it did: "a décidé", "signed".
    decide: Vec<String>,
    /// They warn in the present tense already: "menacer", "craindre".
    threaten: Vec<String>,
    /// Something bad happens or is foretold: "détruire".
    harm: Vec<String>,
    /// A forecast: "prévoir".
    expect: Vec<String>,
    /// A feeling or a courtesy: "regretter", "remercier".
    feel: Vec<String>,
    /// The subject is for or against: "soutenir", "refuse".
    judge: Vec<String>,
    /// Before a clause, others are to act: "souhaiter que".
    wish: Vec<String>,
    /// The subject thinks what the clause after it says: "croire".
    opine: Vec<String>,
    /// What is scheduled: "ouvrir", "begin".
    schedule: Vec<String>,
    /// Linking verbs: what follows is said of the subject: "rester", "remain".
    link: Vec<String>,
}

/// Adjectives by lemma.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateAdjectives {
    /// They judge what they are said of: "inacceptable".
    evaluative: Vec<String>,
    /// A feeling of the person who says it of himself: "heureux", "shocked".
    emotion: Vec<String>,
    /// Something bad: "dangereux".
    bad: Vec<String>,
    /// Before an infinitive, the subject makes a commitment: "prêt".
    ready: Vec<String>,
}

/// Word forms, matched as they are.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateWords {
    /// Nouns that judge what they are said of: "une erreur".
    evaluative: Vec<String>,
    /// They judge only what is said to be one: 机会, 里程碑.
    evaluative_nouns: Vec<String>,
    /// Something bad: "danger", "crise".
    bad: Vec<String>,
    /// What is rejected where one denies: "accusations".
    reproach: Vec<String>,
    /// Somebody has to: "must", "doit".
    obligation: Vec<String>,
    /// Somebody had better: "should", "devrait".
    advice: Vec<String>,
    /// Without a subject, the person meant is to act: 要.
    bare_obligation: Vec<String>,
    /// They open a clause without a subject that says what is to be done: 推动.
    measure_verbs: Vec<String>,
    /// What is possible: "may", "pourrait".
    possibility: Vec<String>,
    /// What is conditional: "would".
    conditional: Vec<String>,
    /// What is to come, in a language whose verbs have no tense: 将.
    future: Vec<String>,
    /// Forms of the past: "was", "did".
    past: Vec<String>,
    /// What is done: 已, 了.
    perfective: Vec<String>,
    /// "going" in "is going to".
    going_to: Vec<String>,
    /// The person who speaks: "je", "we".
    first_person: Vec<String>,
    /// What belongs to the person who speaks: "notre", "our".
    first_person_possessive: Vec<String>,
    /// The person who is spoken to: "vous", "you".
    second_person: Vec<String>,
    /// Sides that somebody speaks for: "gouvernement", "company".
    side_nouns: Vec<String>,
    /// Those who can be called on to act: "States", "citoyens".
    actor_nouns: Vec<String>,
    /// As a subject they deny what is said of them: "personne", "nobody".
    negative_subject: Vec<String>,
    /// In a denied clause, something is still to come: "encore", "yet".
    yet: Vec<String>,
    /// They deny outright: "jamais", "never".
    outright_negation: Vec<String>,
    /// They deny the predicate: 不.
    negation: Vec<String>,
    /// What follows is said of the subject: 是.
    copula: Vec<String>,
    /// The subject undergoes the deed: 被.
    passive: Vec<String>,
    /// They open a clause that only leads up to the main one: 如果, 随着.
    opens_subordinate: Vec<String>,
    /// They refer to what was said before: "cela", "that".
    points_back: Vec<String>,
    /// Beside a cue, the reporter has it from others and does not vouch for it: "allegedly".
    hearsay: Vec<String>,
    /// What a company reports is an account, no speech: "sales", "chiffre d'affaires".
    accounting_figures: Vec<String>,
    /// Texts that lay down or find something themselves; others only carry words: "law", "rapport".
    providing_texts: Vec<String>,
    /// Words that contain one of the lists above and are none: 社会 for 会.
    masks: Vec<String>,
}

/// Lemmas of cues, by what they do where their content is a whole clause or a quotation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PredicateCues {
    /// It performs its act, whatever the clause says: "accuser".
    performs_act: Vec<String>,
    /// A clause that shows no other act is a position: "juger".
    defaults_to_position: Vec<String>,
    /// What is rejected is denied only where it is a reproach; else the cue takes a position: "reject".
    denies_only_reproach: Vec<String>,
    /// Before a clause in the indicative it only hints: "suggérer".
    only_hints: Vec<String>,
    /// With a figure as its object it gives an account and reports no speech: "déclarer un chiffre d'affaires".
    gives_accounts: Vec<String>,
    /// Its object names the act: "réaffirmer sa volonté".
    act_named_by_object: Vec<String>,
    /// A belief or a plan that nobody need have uttered: a statement only where words are quoted or a cue of speech
    /// stands before.
    may_be_unsaid: Vec<String>,
}

impl PredicateSection {
    /// Every list of verbs, adjectives and words with its kind, for a language that does not inflect.
    pub(super) fn uninflected(&self) -> impl Iterator<Item = (&[String], PredicateKind)> {
        self.verbs
            .lists()
            .into_iter()
            .chain(self.adjectives.lists())
            .chain(self.words.lists())
    }

    /// Words that contain one of the others and are none: 社会 for 会.
    pub(super) fn masks(&self) -> &[String] {
        &self.words.masks
    }

    /// How the cue of this lemma decides the act of a whole clause.
    pub(super) fn cue_act_traits(&self, lemma: &str) -> CueActTraits {
        let is_in = |list: &[String]| list.iter().any(|known| known == lemma);
        CueActTraits {
            performs_act: is_in(&self.cues.performs_act),
            defaults_to_position: is_in(&self.cues.defaults_to_position),
            denies_only_reproach: is_in(&self.cues.denies_only_reproach),
            only_hints: is_in(&self.cues.only_hints),
            gives_accounts: is_in(&self.cues.gives_accounts),
            act_named_by_object: is_in(&self.cues.act_named_by_object),
            may_be_unsaid: is_in(&self.cues.may_be_unsaid),
        }
    }
}

impl PredicateVerbs {
    /// Each list with its kind.
    pub(super) fn lists(&self) -> [(&[String], PredicateKind); 14] {
        [
            (&self.propose, PredicateKind::PROPOSES),
            (&self.call, PredicateKind::CALLS),
            (&self.commit, PredicateKind::COMMITS),
            (&self.deny, PredicateKind::DENIES),
            (&self.decide, PredicateKind::DECIDES),
            (&self.harm, PredicateKind::HARMS),
            (&self.expect, PredicateKind::EXPECTS),
            (&self.feel, PredicateKind::FEELS),
            (&self.judge, PredicateKind::JUDGES),
            (&self.wish, PredicateKind::WISHES),
            (&self.opine, PredicateKind::OPINES),
            (&self.schedule, PredicateKind::SCHEDULES),
            (&self.link, PredicateKind::LINKING_VERB),
            (&self.threaten, PredicateKind::THREATENS),
        ]
    }
}

impl PredicateAdjectives {
    /// Each list with its kind.
    pub(super) fn lists(&self) -> [(&[String], PredicateKind); 4] {
        [
            (&self.evaluative, PredicateKind::EVALUATIVE),
            (&self.emotion, PredicateKind::EMOTION),
            (&self.bad, PredicateKind::BAD),
            (&self.ready, PredicateKind::READY),
        ]
    }
}

impl PredicateWords {
    /// Each list with its kind, but for the masks.
    pub(super) fn lists(&self) -> [(&[String], PredicateKind); 30] {
        [
            (&self.evaluative, PredicateKind::EVALUATIVE),
            (&self.bad, PredicateKind::BAD),
            (&self.obligation, PredicateKind::OBLIGATION),
            (&self.advice, PredicateKind::ADVICE),
            (&self.possibility, PredicateKind::POSSIBILITY),
            (&self.conditional, PredicateKind::CONDITIONAL),
            (&self.first_person, PredicateKind::FIRST_PERSON),
            (&self.second_person, PredicateKind::SECOND_PERSON),
            (
                &self.first_person_possessive,
                PredicateKind::FIRST_PERSON_POSSESSIVE,
            ),
            (&self.side_nouns, PredicateKind::SIDE_NOUN),
            (&self.actor_nouns, PredicateKind::ACTOR_NOUN),
            (&self.yet, PredicateKind::YET),
            (&self.outright_negation, PredicateKind::OUTRIGHT_NEGATION),
            (&self.points_back, PredicateKind::POINTS_BACK),
            (&self.reproach, PredicateKind::REPROACH),
            (&self.past, PredicateKind::PAST),
            (&self.going_to, PredicateKind::GOING_TO),
            (&self.negative_subject, PredicateKind::NEGATIVE_SUBJECT),
            (&self.future, PredicateKind::FUTURE),
            (&self.perfective, PredicateKind::PERFECTIVE),
            (&self.opens_subordinate, PredicateKind::OPENS_SUBORDINATE),
            (&self.copula, PredicateKind::HAN_COPULA),
            (&self.negation, PredicateKind::HAN_NEGATION),
            (&self.bare_obligation, PredicateKind::BARE_OBLIGATION),
            (&self.measure_verbs, PredicateKind::MEASURE_VERB),
            (&self.hearsay, PredicateKind::HEARSAY),
            (&self.accounting_figures, PredicateKind::ACCOUNTING_FIGURE),
            (&self.providing_texts, PredicateKind::PROVIDING_TEXT),
            (&self.evaluative_nouns, PredicateKind::EVALUATIVE_NOUN),
            (&self.passive, PredicateKind::HAN_PASSIVE),
        ]
    }
}
