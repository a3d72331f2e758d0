//! A French or English lexicon, ready for looking up.

use super::fast_hash::{FastMap, FastSet};
use super::{Cue, PhraseMeaning, PredicateKind, SourcePhrase, VerbAnalysis, VerbForm, WordClass, WordId};
use crate::domain::Lang;

/// A row of words and one of its meanings. A phrase of several meanings is there several times.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) words: Vec<WordId>,
    pub(super) meaning: PhraseMeaning,
}

/// What the lexicon knows of a word form.
#[derive(Debug, Default)]
pub(super) struct WordEntry {
    pub(super) class: WordClass,
    pub(super) predicate: PredicateKind,
    pub(super) analyses: Vec<VerbAnalysis>,
    /// The phrases that begin with the word, longest first: the second word of each, [`WordId::UNKNOWN`] for a phrase
    /// of one word, and its index in `Lexicon::phrases`.
    pub(super) phrases: Vec<(WordId, u32)>,
}

/// What is known of one language. Each word form has an index, and each index its classes, its verb forms and the
/// phrases that begin with it. Phrases are matched as whole words, in lower case.
#[derive(Debug)]
pub(in crate::extract) struct Lexicon {
    pub(super) lang: Lang,
    pub(super) splits_hyphens: bool,
    pub(super) bare_clauses: bool,
    pub(super) index: FastMap<String, WordId>,
    /// Words with an accent on their first letter, by the same word without it: capitals are often typed so ("Etat",
    /// "A").
    pub(super) unaccented_initials: FastMap<String, WordId>,
    /// By [`WordId`].
    pub(super) entries: Vec<WordEntry>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) abbreviations: FastSet<String>,
    pub(super) elided_forms: Vec<String>,
    pub(super) inverted_pronouns: Vec<String>,
    pub(super) infinitive_endings: Vec<String>,
    pub(super) adverb_endings: Vec<String>,
    pub(super) future_endings: Vec<String>,
    pub(super) first_person_future_endings: Vec<String>,
    pub(super) participle_endings: Vec<String>,
    pub(super) conditional_endings: Vec<String>,
    pub(super) imperative_endings: Vec<String>,
    /// Stands for every adverb that is known by its ending only.
    pub(super) unknown_adverb: WordId,
    pub(super) prefixes: Vec<String>,
    pub(super) ordinal_suffixes: Vec<String>,
    /// Lemmas of verbs for what is written in a letter or the like.
    pub(super) writing_verbs: Vec<String>,
    /// Prepositions that contain an article, each with the bare preposition: "du", "de".
    pub(super) contractions: FastMap<WordId, WordId>,
    /// Lemmas of verbs by which somebody answers.
    pub(super) answering_verbs: Vec<String>,
    /// The words of a role, and the words of the role that stands for it.
    pub(super) role_synonyms: Vec<(Vec<String>, Vec<String>)>,
    pub(in crate::extract) cues: Vec<Cue>,
    /// The index in `cues` of the cue for a verb that reports by its place alone: "« … », a-t-il élaboré".
    pub(in crate::extract) generic_cue: usize,
    pub(in crate::extract) sources: Vec<SourcePhrase>,
}

impl Lexicon {
    /// The index of the lower-case form `word`; [`WordId::UNKNOWN`] where the lexicon does not have it.
    pub(in crate::extract) fn word_id(&self, word: &str) -> WordId {
        self.index.get(word).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The index of `word`, in lower case, which a capital opens in the text if `capital`. Capitals may lack their
    /// accents. A word that the lexicon does not have is read by its prefix ("ex-ministre") or, where no capital opens
    /// it, as an adverb by its ending ("sereinement").
    pub(in crate::extract) fn word_id_or_guess(&self, word: &str, capital: bool) -> WordId {
        let short = capital && word.chars().nth(1).is_none();
        if let Some(known) = self
            .index
            .get(word)
            .filter(|_| !short || !self.unaccented_initials.contains_key(word))
        {
            return *known;
        }
        if let Some(known) = self.unaccented_initials.get(word).filter(|_| capital) {
            return *known;
        }
        let bare = self
            .prefixes
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix.as_str()));
        if let Some(known) = bare.and_then(|bare| self.index.get(bare)) {
            return *known;
        }
        if !capital && word.len() > 6 && has_ending(word, &self.adverb_endings) {
            self.unknown_adverb
        } else {
            WordId::UNKNOWN
        }
    }

    /// Whether words are split at hyphens and apostrophes, as in French.
    pub(in crate::extract) fn splits_hyphens(&self) -> bool {
        self.splits_hyphens
    }

    /// Whether a clause may follow a cue without a word that introduces it, as in English.
    pub(in crate::extract) fn bare_clauses(&self) -> bool {
        self.bare_clauses
    }

    /// Whether the letters before an apostrophe are a word of their own: "l", "qu".
    pub(in crate::extract) fn is_elided_form(&self, word: &str) -> bool {
        self.elided_forms.iter().any(|e| e.eq_ignore_ascii_case(word))
    }

    /// Pronouns joined to the verb before them by a hyphen, the longest first: "-t-elle", "-il".
    pub(in crate::extract) fn inverted_pronouns(&self) -> &[String] {
        &self.inverted_pronouns
    }

    /// Whether a word that is not in the lexicon may be an infinitive by its ending.
    pub(in crate::extract) fn ends_as_infinitive(&self, word: &str) -> bool {
        has_ending(word, &self.infinitive_endings)
    }

    /// Whether a verb has the ending of a first person in the future tense.
    pub(in crate::extract) fn ends_as_first_person_future(&self, word: &str) -> bool {
        has_ending(word, &self.first_person_future_endings)
    }

    /// Whether a verb has an ending of the future tense.
    pub(in crate::extract) fn ends_as_future(&self, word: &str) -> bool {
        has_ending(word, &self.future_endings)
    }

    /// Whether a word may be a past participle by its ending.
    pub(in crate::extract) fn ends_as_participle(&self, word: &str) -> bool {
        has_ending(word, &self.participle_endings)
    }

    /// Whether a verb has an ending of the conditional: "rouvrirait".
    pub(in crate::extract) fn ends_as_conditional(&self, word: &str) -> bool {
        has_ending(word, &self.conditional_endings)
    }

    /// Whether a verb that opens a sentence can be an imperative by its ending.
    pub(in crate::extract) fn ends_as_imperative(&self, word: &str) -> bool {
        has_ending(word, &self.imperative_endings)
    }

    /// Whether the verb of this lemma says what is written in a letter or the like.
    pub(in crate::extract) fn is_writing_verb(&self, lemma: &str) -> bool {
        self.writing_verbs.iter().any(|verb| verb == lemma)
    }

    /// Whether a number with these letters after it is a day: "1er", "2nd", or no letters.
    pub(in crate::extract) fn is_ordinal_suffix(&self, letters: &str) -> bool {
        letters.is_empty() || self.ordinal_suffixes.iter().any(|s| s == letters)
    }

    /// The preposition in a word that contains an article: "de" in "du".
    pub(in crate::extract) fn preposition_in_contraction(&self, word: WordId) -> Option<WordId> {
        self.contractions.get(&word).copied()
    }

    /// Whether somebody answers by the verb of this lemma.
    pub(in crate::extract) fn is_answering_verb(&self, lemma: &str) -> bool {
        self.answering_verbs.iter().any(|known| known == lemma)
    }

    /// The words of a description, with an office of several names under the first of them: `chef du gouvernement` →
    /// `premier ministre`.
    pub(in crate::extract) fn unify_office_names(&self, words: Vec<String>) -> Vec<String> {
        let places = (0..words.len()).flat_map(|at| self.role_synonyms.iter().map(move |pair| (at, pair)));
        let found = places
            .filter(|(at, (synonym, _))| words[*at..].starts_with(synonym))
            .max_by_key(|(_, (synonym, _))| synonym.len());
        match found {
            Some((at, (synonym, first))) => {
                let after = &words[at + synonym.len()..];
                words[..at].iter().chain(first).chain(after).cloned().collect()
            }
            None => words,
        }
    }

    /// Whether the full stop of this word ends no sentence: "m.", "etc.".
    pub(in crate::extract) fn is_abbreviation(&self, lower: &str) -> bool {
        self.abbreviations.contains(lower)
    }

    /// The grammatical classes of a word.
    pub(in crate::extract) fn word_class(&self, word: WordId) -> WordClass {
        self.entries[word.0 as usize].class
    }

    /// What a word shows about the act of its clause.
    pub(in crate::extract) fn predicate_kind(&self, word: WordId) -> PredicateKind {
        self.entries[word.0 as usize].predicate
    }

    /// The word as a form of each verb that has it; empty for a word that is no form of a known verb.
    pub(in crate::extract) fn verb_analyses(&self, word: WordId) -> &[VerbAnalysis] {
        &self.entries[word.0 as usize].analyses
    }

    /// Whether a word is the base form of a verb, as an imperative is in English.
    pub(in crate::extract) fn is_base_form(&self, word: WordId) -> bool {
        self.verb_analyses(word)
            .iter()
            .any(|analysis| analysis.form == VerbForm::Infinitive)
    }

    /// Whether the word alone is a noun for a person, a body or a group: "ministre".
    pub(in crate::extract) fn is_speaker_noun(&self, word: WordId) -> bool {
        self.match_phrases(|n| (n == 0).then_some(word))
            .any(|(meaning, _)| {
                matches!(
                    meaning,
                    PhraseMeaning::Role(_) | PhraseMeaning::Institution | PhraseMeaning::Group
                )
            })
    }

    /// The phrases that `words` begins with, longest first, and the number of words of each.
    pub(in crate::extract) fn match_phrases<'l>(
        &'l self,
        words: impl Fn(usize) -> Option<WordId> + 'l,
    ) -> impl Iterator<Item = (PhraseMeaning, usize)> + 'l {
        let (first, next) = (words(0).unwrap_or(WordId::UNKNOWN), words(1));
        self.entries[first.0 as usize]
            .phrases
            .iter()
            .filter(move |(second, _)| *second == WordId::UNKNOWN || Some(*second) == next)
            .filter_map(move |(_, i)| {
                let phrase = &self.phrases[*i as usize];
                let mut rest = phrase.words.iter().enumerate().skip(2);
                let fits = rest.all(|(n, word)| words(n) == Some(*word));
                fits.then_some((phrase.meaning, phrase.words.len()))
            })
    }
}

fn has_ending(word: &str, endings: &[String]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending.as_str()))
}
