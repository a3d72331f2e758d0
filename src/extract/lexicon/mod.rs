//! What the reader knows of a language, made ready for looking up: every word an index, every index its
//! classes, verb readings and the phrases that begin with it. The knowledge itself is in the TOML files.

mod build;
pub(super) mod fast_hash;
mod function_words;
pub(super) mod han_lexicon;
mod lexicon_file;
mod phrase_meaning;
mod predicate_kind;
mod verb_forms;
mod word_class;

pub(super) use function_words::function_words;
pub(super) use phrase_meaning::PhraseMeaning;
pub(super) use predicate_kind::{CueActTraits, PredicateKind};
pub(super) use word_class::WordClass;

use crate::domain::{Act, Lang};
use fast_hash::FastMap;
use lexicon_file::LexiconFile;
use std::sync::OnceLock;

/// Why a lexicon file cannot be used; only a test can meet it, for the files are part of the program.
#[derive(Debug, thiserror::Error)]
pub(super) enum LexiconError {
    #[error("lexicon/{lang}.toml: {source}")]
    Toml {
        lang: Lang,
        source: Box<toml::de::Error>,
    },
    #[error("lexicon/{lang}.toml: {lemma:?} names no paradigm {paradigm:?} that fits it")]
    Paradigm {
        lang: Lang,
        lemma: String,
        paradigm: String,
    },
    #[error("lexicon/{lang}.toml: {entry:?} has the unknown word {word:?}")]
    Word { lang: Lang, entry: String, word: String },
}

/// The index of a word form; [`WordId::UNKNOWN`] for every form that the lexicon does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct WordId(u32);

impl WordId {
    pub(super) const UNKNOWN: Self = Self(0);
}

/// Which form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VerbForm {
    Finite,
    PastParticiple,
    PresentParticiple,
    Infinitive,
}

/// A word read as a form of a verb; `cue` where the verb reports speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VerbAnalysis {
    pub(super) form: VerbForm,
    pub(super) cue: Option<u16>,
}

/// What follows a cue and is the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    Quote,
    That,
    Whether,
    Infinitive,
    Object,
    Gerund,
    /// Preposition and infinitive: "de" + faire, "to" + do.
    PrepositionInfinitive(WordId),
    /// Preposition and noun phrase: "à" + la paix, "for" + peace.
    PrepositionObject(WordId),
}

/// A verb, or in Chinese a word, that reports speech.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(super) struct Cue {
    pub(super) lemma: String,
    /// What is done by it; `None` where the content decides.
    pub(super) act: Option<Act>,
    pub(super) frames: Vec<Frame>,
    pub(super) reflexive: bool,
    /// Whether "y" stands before it: "y voit une menace".
    pub(super) locative: bool,
    /// The words behind the inflected one: "valoir", "en garde".
    pub(super) remaining_words: Vec<WordId>,
    pub(super) addressee: bool,
    pub(super) weak: bool,
    pub(super) noun_like: bool,
    pub(super) mental: bool,
    pub(super) allows_document: bool,
    /// Whether the subject hears it from somebody else: "apprendre".
    pub(super) subject_hears: bool,
    /// Whether its last words open the content: "(se dire) favorable à …".
    pub(super) opens_content: bool,
    /// Whether only a text says something by it: "la loi autorise …".
    pub(super) only_provision: bool,
    /// Whether it reports only where it is denied: "n'exclut pas de …".
    pub(super) only_when_denied: bool,
    /// Nouns with which the verb has another sense: "annoncer la couleur".
    pub(super) excluded_nouns: Vec<WordId>,
    /// Whether it reports, as a noun, even where nobody is named: "allegations that …".
    pub(super) reports_without_speaker: bool,
    pub(super) act_traits: CueActTraits,
}

impl Cue {
    /// A cue that takes nothing and has no flags.
    fn with_lemma(lemma: String) -> Self {
        Self {
            lemma,
            act: None,
            frames: Vec::new(),
            reflexive: false,
            locative: false,
            remaining_words: Vec::new(),
            addressee: false,
            weak: false,
            noun_like: false,
            mental: false,
            allows_document: false,
            subject_hears: false,
            opens_content: false,
            only_provision: false,
            only_when_denied: false,
            excluded_nouns: Vec::new(),
            reports_without_speaker: false,
            act_traits: CueActTraits::default(),
        }
    }

    /// Whether the verb has another sense with the noun that the words begin with: "annonce la couleur".
    pub(super) fn has_another_sense(&self, mut words: impl Iterator<Item = WordId>) -> bool {
        !self.excluded_nouns.is_empty() && words.any(|word| self.excluded_nouns.contains(&word))
    }

    pub(super) fn takes(&self, frame: &Frame) -> bool {
        self.frames.contains(frame)
    }
}

/// A preposition that names a source: "selon", "according to".
#[derive(Debug)]
pub(super) struct SourcePhrase {
    /// Whether only a text is a source by it: "under the law".
    pub(super) only_document: bool,
    pub(super) lemma: String,
    pub(super) act: Option<Act>,
    pub(super) only_set_off: bool,
    /// Where it tells by itself whose the words are, whether of several: "à leurs yeux".
    pub(super) speaker_is_plural: Option<bool>,
}

/// Grammatical gender and number, as sets: several are possible at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) can_be_masculine: bool,
    pub(super) can_be_feminine: bool,
    pub(super) is_plural: bool,
}

impl Agreement {
    pub(super) const MASCULINE: Self = Self {
        can_be_masculine: true,
        can_be_feminine: false,
        is_plural: false,
    };
    pub(super) const FEMININE: Self = Self {
        can_be_masculine: false,
        can_be_feminine: true,
        is_plural: false,
    };
    pub(super) const EITHER_GENDER: Self = Self {
        can_be_masculine: true,
        can_be_feminine: true,
        is_plural: false,
    };
    pub(super) const MASCULINE_PLURAL: Self = Self {
        can_be_masculine: true,
        can_be_feminine: false,
        is_plural: true,
    };
    pub(super) const FEMININE_PLURAL: Self = Self {
        can_be_masculine: false,
        can_be_feminine: true,
        is_plural: true,
    };
    pub(super) const PLURAL: Self = Self {
        can_be_masculine: true,
        can_be_feminine: true,
        is_plural: true,
    };
}

/// The unit of a vague date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CalendarUnit {
    Week,
    Month,
    Year,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<WordId>,
    meaning: PhraseMeaning,
}

#[derive(Debug, Default)]
struct WordEntry {
    class: WordClass,
    predicate: PredicateKind,
    readings: Vec<VerbAnalysis>,
    /// Indices into `phrases`, longest first, with the second word of each, or none.
    phrases: Vec<(WordId, u32)>,
}

/// One language, ready for looking up.
#[derive(Debug)]
pub(super) struct Lexicon {
    lang: Lang,
    splits_hyphens: bool,
    bare_clauses: bool,
    index: FastMap<String, WordId>,
    /// Words with an accent on their first letter, without it: capitals are often typed so ("Etat", "A").
    unaccented_initials: FastMap<String, WordId>,
    entries: Vec<WordEntry>,
    phrases: Vec<Phrase>,
    abbreviations: fast_hash::FastSet<String>,
    elided: Vec<String>,
    inverted: Vec<String>,
    infinitive_endings: Vec<String>,
    adverb_endings: Vec<String>,
    future_endings: Vec<String>,
    participle_endings: Vec<String>,
    conditional_endings: Vec<String>,
    imperative_endings: Vec<String>,
    /// What stands for every adverb that is known by its ending only.
    unknown_adverb: WordId,
    prefixes: Vec<String>,
    first_person_future_endings: Vec<String>,
    ordinal_suffixes: Vec<String>,
    /// Verbs, by lemma, of what is written in a letter or the like.
    writing_verbs: Vec<String>,
    /// A preposition that has swallowed an article, and the preposition: "du", "de".
    contractions: FastMap<WordId, WordId>,
    /// Verbs, by lemma, by which somebody answers.
    answering_verbs: Vec<String>,
    /// The words of roles, and those of the role that stands for each.
    role_synonyms: Vec<(Vec<String>, Vec<String>)>,
    pub(super) cues: Vec<Cue>,
    /// The cue for a verb that reports by its place alone: "« … », a-t-il élaboré".
    pub(super) generic_cue: usize,
    pub(super) sources: Vec<SourcePhrase>,
}

impl Lexicon {
    /// The lexicon of `lang`; `None` for a language that is not read, and for Chinese, which has its own.
    pub(super) fn for_language(lang: Lang) -> Option<&'static Self> {
        static FR: OnceLock<Option<Lexicon>> = OnceLock::new();
        static EN: OnceLock<Option<Lexicon>> = OnceLock::new();
        let (cell, text) = match lang {
            Lang::Fr => (&FR, include_str!("fr.toml")),
            Lang::En => (&EN, include_str!("en.toml")),
            Lang::Zh | Lang::Und => return None,
        };
        cell.get_or_init(|| Self::parse(lang, text).ok()).as_ref()
    }

    pub(super) fn parse(lang: Lang, text: &str) -> Result<Self, LexiconError> {
        let file: LexiconFile = toml::from_str(text).map_err(|source| LexiconError::Toml {
            lang,
            source: Box::new(source),
        })?;
        let mut lexicon = Self {
            lang,
            splits_hyphens: file.splits_hyphens,
            bare_clauses: file.bare_clauses,
            index: FastMap::default(),
            unaccented_initials: FastMap::default(),
            entries: vec![WordEntry::default()],
            phrases: Vec::new(),
            abbreviations: file.words.abbreviations.iter().cloned().collect(),
            elided: file.words.elided.clone(),
            inverted: build::inverted_pronouns(&file),
            infinitive_endings: file.words.infinitive_endings.clone(),
            adverb_endings: file.words.adverb_endings.clone(),
            future_endings: file.words.future_endings.clone(),
            participle_endings: file.words.participle_endings.clone(),
            conditional_endings: Vec::new(),
            imperative_endings: Vec::new(),
            unknown_adverb: WordId::UNKNOWN,
            prefixes: file.words.prefixes.clone(),
            first_person_future_endings: file.words.first_person_future.clone(),
            ordinal_suffixes: file.dates.ordinal_suffixes.clone(),
            writing_verbs: file.occasions.writing.clone(),
            contractions: FastMap::default(),
            answering_verbs: file.words.answering.clone(),
            role_synonyms: Vec::new(),
            cues: Vec::new(),
            generic_cue: 0,
            sources: Vec::new(),
        };
        lexicon.add_classes(&file);
        lexicon.add_verbs(&file)?;
        lexicon.add_generic_cue();
        lexicon.add_noun_cues(&file)?;
        lexicon.add_adverbs(&file);
        // no text has a word with a blank in it
        lexicon.unknown_adverb = lexicon.intern("some adverb");
        lexicon.entries[lexicon.unknown_adverb.0 as usize].class = WordClass::ADVERB;
        lexicon.add_nouns(&file);
        lexicon.add_noun_cues(&file)?;
        lexicon.add_sources(&file)?;
        lexicon.add_dates(&file);
        lexicon.add_acts(&file);
        lexicon.add_predicates(&file);
        for (form, whole) in &file.words.contractions {
            let (form, whole) = (lexicon.intern(form), lexicon.intern(whole));
            lexicon.contractions.insert(form, whole);
        }
        let Self { entries, phrases, .. } = &mut lexicon;
        for entry in entries {
            entry
                .phrases
                .sort_by_key(|(_, i)| std::cmp::Reverse(phrases[*i as usize].words.len()));
        }
        Ok(lexicon)
    }

    /// The index of the lower-case form `word`.
    pub(super) fn word_id(&self, word: &str) -> WordId {
        self.index.get(word).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The same; capitals may lack their accents, and a word that the lexicon does not have is read by its prefix
    /// ("ex-ministre") or, in lower case, as an adverb by its ending ("sereinement").
    pub(super) fn word_id_or_guess(&self, word: &str, capital: bool) -> WordId {
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
        let adverb = !capital
            && word.len() > 6
            && self
                .adverb_endings
                .iter()
                .any(|ending| word.ends_with(ending.as_str()));
        if adverb {
            self.unknown_adverb
        } else {
            WordId::UNKNOWN
        }
    }

    /// Whether hyphens and apostrophes part words, as in French.
    pub(super) fn splits_hyphens(&self) -> bool {
        self.splits_hyphens
    }

    /// Whether a clause may follow a cue without a word that introduces it, as in English.
    pub(super) fn bare_clauses(&self) -> bool {
        self.bare_clauses
    }

    /// Words before an apostrophe that stand for a word of their own: "l", "qu".
    pub(super) fn is_elided_form(&self, word: &str) -> bool {
        self.elided.iter().any(|e| e.eq_ignore_ascii_case(word))
    }

    /// Pronouns joined to the verb before them by a hyphen, the longest first: "-t-elle", "-il".
    pub(super) fn inverted_pronouns(&self) -> &[String] {
        &self.inverted
    }

    /// Whether a word that is not in the lexicon may be an infinitive by its ending.
    pub(super) fn ends_as_infinitive(&self, word: &str) -> bool {
        self.infinitive_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a verb of the first person has the ending of the future tense.
    pub(super) fn ends_as_first_person_future(&self, word: &str) -> bool {
        self.first_person_future_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a verb has an ending of the future tense.
    pub(super) fn ends_as_future(&self, word: &str) -> bool {
        self.future_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a word may be a past participle by its ending.
    pub(super) fn ends_as_participle(&self, word: &str) -> bool {
        self.participle_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether the letters behind a number make it a day: "1er", "2nd".
    /// Whether the verb tells what is written in a letter or the like.
    pub(super) fn is_writing_verb(&self, lemma: &str) -> bool {
        self.writing_verbs.iter().any(|verb| verb == lemma)
    }

    pub(super) fn is_ordinal_suffix(&self, letters: &str) -> bool {
        letters.is_empty() || self.ordinal_suffixes.iter().any(|s| s == letters)
    }

    /// The preposition in a word that has swallowed an article: "de" in "du".
    pub(super) fn preposition_in_contraction(&self, word: WordId) -> Option<WordId> {
        self.contractions.get(&word).copied()
    }

    /// Whether somebody answers by the verb of this lemma.
    pub(super) fn is_answering_verb(&self, lemma: &str) -> bool {
        self.answering_verbs.iter().any(|known| known == lemma)
    }

    /// The words of a description, an office of several names under one of them: "chef du gouvernement".
    pub(super) fn unify_office_names(&self, words: Vec<String>) -> Vec<String> {
        let places = (0..words.len()).flat_map(|at| self.role_synonyms.iter().map(move |same| (at, same)));
        let found = places
            .filter(|(at, (other, _))| words[*at..].starts_with(other))
            .max_by_key(|(_, (other, _))| other.len());
        match found {
            Some((at, (other, first))) => {
                let behind = &words[at + other.len()..];
                words[..at].iter().chain(first).chain(behind).cloned().collect()
            }
            None => words,
        }
    }

    pub(super) fn is_abbreviation(&self, lower: &str) -> bool {
        self.abbreviations.contains(lower)
    }

    pub(super) fn word_class(&self, word: WordId) -> WordClass {
        self.entries[word.0 as usize].class
    }

    pub(super) fn predicate_kind(&self, word: WordId) -> PredicateKind {
        self.entries[word.0 as usize].predicate
    }

    pub(super) fn verb_analyses(&self, word: WordId) -> &[VerbAnalysis] {
        &self.entries[word.0 as usize].readings
    }

    /// Whether the word alone is a noun for a person, a body or a group: "ministre".
    pub(super) fn is_speaker_noun(&self, word: WordId) -> bool {
        let noun = |meaning: PhraseMeaning| {
            matches!(
                meaning,
                PhraseMeaning::Role(_) | PhraseMeaning::Institution | PhraseMeaning::Group
            )
        };
        self.match_phrases(|n| (n == 0).then_some(word))
            .any(|(meaning, _)| noun(meaning))
    }

    /// The phrases that `words` begins with, longest first, and how many words each takes.
    pub(super) fn match_phrases<'l>(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_lexicons_parse() {
        for (lang, text) in [
            (Lang::Fr, include_str!("fr.toml")),
            (Lang::En, include_str!("en.toml")),
        ] {
            let lexicon = Lexicon::parse(lang, text).unwrap_or_else(|e| panic!("{e}"));
            assert!(lexicon.cues.len() > 100, "{lang}: {} cues", lexicon.cues.len());
        }
    }
}
