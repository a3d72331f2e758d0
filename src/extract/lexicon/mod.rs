//! What the reader knows of a language, made ready for looking up: every word an index, every index its
//! classes, verb readings and the phrases that begin with it. The knowledge itself is in the TOML files.

mod build;
mod class;
mod file;
mod forms;
mod function_words;
pub(super) mod han;
pub(super) mod hash;
mod meaning;
mod predicate;

pub(super) use class::Class;
pub(super) use function_words::function_words;
pub(super) use meaning::Meaning;
pub(super) use predicate::{CueContent, Predicate};

use crate::domain::{Act, Lang};
use file::File;
use hash::Map;
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

/// The index of a word form; [`Word::UNKNOWN`] for every form that the lexicon does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Word(u32);

impl Word {
    pub(super) const UNKNOWN: Self = Self(0);
}

/// Which form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Finite,
    PastParticiple,
    PresentParticiple,
    Infinitive,
}

/// A word read as a form of a verb; `cue` where the verb reports speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) form: Form,
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
    To(Word),
    /// Preposition and noun phrase: "à" + la paix, "for" + peace.
    For(Word),
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
    pub(super) rest: Vec<Word>,
    pub(super) addressee: bool,
    pub(super) weak: bool,
    pub(super) noun_like: bool,
    pub(super) mental: bool,
    pub(super) document: bool,
    /// Whether the subject hears it from somebody else: "apprendre".
    pub(super) hears: bool,
    /// Whether its last words open the content: "(se dire) favorable à …".
    pub(super) predicate: bool,
    /// Whether only a text says something by it: "la loi autorise …".
    pub(super) provision: bool,
    /// Whether it reports only where it is denied: "n'exclut pas de …".
    pub(super) denied: bool,
    /// Nouns with which the verb has another sense: "annoncer la couleur".
    pub(super) not_with: Vec<Word>,
    /// Whether it reports, as a noun, even where nobody is named: "allegations that …".
    pub(super) alone: bool,
    pub(super) content: CueContent,
}

impl Cue {
    /// A cue that takes nothing and has no flags.
    fn of_lemma(lemma: String) -> Self {
        Self {
            lemma,
            act: None,
            frames: Vec::new(),
            reflexive: false,
            locative: false,
            rest: Vec::new(),
            addressee: false,
            weak: false,
            noun_like: false,
            mental: false,
            document: false,
            hears: false,
            predicate: false,
            provision: false,
            denied: false,
            not_with: Vec::new(),
            alone: false,
            content: CueContent::default(),
        }
    }

    /// Whether the verb has another sense with the noun that the words begin with: "annonce la couleur".
    pub(super) fn has_another_sense(&self, mut words: impl Iterator<Item = Word>) -> bool {
        !self.not_with.is_empty() && words.any(|word| self.not_with.contains(&word))
    }

    pub(super) fn takes(&self, frame: &Frame) -> bool {
        self.frames.contains(frame)
    }
}

/// A preposition that names a source: "selon", "according to".
#[derive(Debug)]
pub(super) struct Source {
    /// Whether only a text is a source by it: "under the law".
    pub(super) document: bool,
    pub(super) lemma: String,
    pub(super) act: Option<Act>,
    pub(super) strict: bool,
    /// Where it tells by itself whose the words are, whether of several: "à leurs yeux".
    pub(super) plural: Option<bool>,
}

/// Grammatical gender and number, as sets: several are possible at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gender {
    pub(super) m: bool,
    pub(super) f: bool,
    pub(super) plural: bool,
}

impl Gender {
    pub(super) const M: Self = Self {
        m: true,
        f: false,
        plural: false,
    };
    pub(super) const F: Self = Self {
        m: false,
        f: true,
        plural: false,
    };
    pub(super) const ANY: Self = Self {
        m: true,
        f: true,
        plural: false,
    };
    pub(super) const M_PL: Self = Self {
        m: true,
        f: false,
        plural: true,
    };
    pub(super) const F_PL: Self = Self {
        m: false,
        f: true,
        plural: true,
    };
    pub(super) const PL: Self = Self {
        m: true,
        f: true,
        plural: true,
    };
}

/// The unit of a vague date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
    Year,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<Word>,
    meaning: Meaning,
}

#[derive(Debug, Default)]
struct Entry {
    class: Class,
    predicate: Predicate,
    readings: Vec<Reading>,
    /// Indices into `phrases`, longest first, with the second word of each, or none.
    phrases: Vec<(Word, u32)>,
}

/// One language, ready for looking up.
#[derive(Debug)]
pub(super) struct Lexicon {
    lang: Lang,
    splits_hyphens: bool,
    bare_clauses: bool,
    index: Map<String, Word>,
    /// Words with an accent on their first letter, without it: capitals are often typed so ("Etat", "A").
    bare: Map<String, Word>,
    entries: Vec<Entry>,
    phrases: Vec<Phrase>,
    abbreviations: hash::Set<String>,
    elided: Vec<String>,
    inverted: Vec<String>,
    infinitive_endings: Vec<String>,
    adverb_endings: Vec<String>,
    future_endings: Vec<String>,
    participle_endings: Vec<String>,
    conditional_endings: Vec<String>,
    imperative_endings: Vec<String>,
    /// What stands for every adverb that is known by its ending only.
    some_adverb: Word,
    prefixes: Vec<String>,
    first_person_future: Vec<String>,
    ordinal_suffixes: Vec<String>,
    /// Verbs, by lemma, of what is written in a letter or the like.
    writing: Vec<String>,
    /// A preposition that has swallowed an article, and the preposition: "du", "de".
    contractions: Map<Word, Word>,
    /// Verbs, by lemma, by which somebody answers.
    answering: Vec<String>,
    /// The words of roles, and those of the role that stands for each.
    same_roles: Vec<(Vec<String>, Vec<String>)>,
    pub(super) cues: Vec<Cue>,
    /// The cue for a verb that reports by its place alone: "« … », a-t-il élaboré".
    pub(super) any_cue: usize,
    pub(super) sources: Vec<Source>,
}

impl Lexicon {
    /// The lexicon of `lang`; `None` for a language that is not read, and for Chinese, which has its own.
    pub(super) fn of(lang: Lang) -> Option<&'static Self> {
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
        let file: File = toml::from_str(text).map_err(|source| LexiconError::Toml {
            lang,
            source: Box::new(source),
        })?;
        let mut lexicon = Self {
            lang,
            splits_hyphens: file.splits_hyphens,
            bare_clauses: file.bare_clauses,
            index: Map::default(),
            bare: Map::default(),
            entries: vec![Entry::default()],
            phrases: Vec::new(),
            abbreviations: file.words.abbreviations.iter().cloned().collect(),
            elided: file.words.elided.clone(),
            inverted: build::inverted(&file),
            infinitive_endings: file.words.infinitive_endings.clone(),
            adverb_endings: file.words.adverb_endings.clone(),
            future_endings: file.words.future_endings.clone(),
            participle_endings: file.words.participle_endings.clone(),
            conditional_endings: Vec::new(),
            imperative_endings: Vec::new(),
            some_adverb: Word::UNKNOWN,
            prefixes: file.words.prefixes.clone(),
            first_person_future: file.words.first_person_future.clone(),
            ordinal_suffixes: file.dates.ordinal_suffixes.clone(),
            writing: file.occasions.writing.clone(),
            contractions: Map::default(),
            answering: file.words.answering.clone(),
            same_roles: Vec::new(),
            cues: Vec::new(),
            any_cue: 0,
            sources: Vec::new(),
        };
        lexicon.add_classes(&file);
        lexicon.add_verbs(&file)?;
        lexicon.add_any_cue();
        lexicon.add_noun_cues(&file)?;
        lexicon.add_adverbs(&file);
        // no text has a word with a blank in it
        lexicon.some_adverb = lexicon.intern("some adverb");
        lexicon.entries[lexicon.some_adverb.0 as usize].class = Class::ADVERB;
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
    pub(super) fn word(&self, word: &str) -> Word {
        self.index.get(word).copied().unwrap_or(Word::UNKNOWN)
    }

    /// The same; capitals may lack their accents, and a word that the lexicon does not have is read by its prefix
    /// ("ex-ministre") or, in lower case, as an adverb by its ending ("sereinement").
    pub(super) fn word_or_like(&self, word: &str, capital: bool) -> Word {
        let short = capital && word.chars().nth(1).is_none();
        if let Some(known) = self
            .index
            .get(word)
            .filter(|_| !short || !self.bare.contains_key(word))
        {
            return *known;
        }
        if let Some(known) = self.bare.get(word).filter(|_| capital) {
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
        if adverb { self.some_adverb } else { Word::UNKNOWN }
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
    pub(super) fn elides(&self, word: &str) -> bool {
        self.elided.iter().any(|e| e.eq_ignore_ascii_case(word))
    }

    /// Pronouns joined to the verb before them by a hyphen, the longest first: "-t-elle", "-il".
    pub(super) fn inverted(&self) -> &[String] {
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
        self.first_person_future
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
    pub(super) fn writes(&self, lemma: &str) -> bool {
        self.writing.iter().any(|verb| verb == lemma)
    }

    pub(super) fn is_ordinal_suffix(&self, letters: &str) -> bool {
        letters.is_empty() || self.ordinal_suffixes.iter().any(|s| s == letters)
    }

    /// The preposition in a word that has swallowed an article: "de" in "du".
    pub(super) fn uncontracted(&self, word: Word) -> Option<Word> {
        self.contractions.get(&word).copied()
    }

    /// Whether somebody answers by the verb of this lemma.
    pub(super) fn is_answering(&self, lemma: &str) -> bool {
        self.answering.iter().any(|known| known == lemma)
    }

    /// The words of a description, an office of several names under one of them: "chef du gouvernement".
    pub(super) fn with_one_name_per_office(&self, words: Vec<String>) -> Vec<String> {
        let places = (0..words.len()).flat_map(|at| self.same_roles.iter().map(move |same| (at, same)));
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

    pub(super) fn class(&self, word: Word) -> Class {
        self.entries[word.0 as usize].class
    }

    pub(super) fn predicate(&self, word: Word) -> Predicate {
        self.entries[word.0 as usize].predicate
    }

    pub(super) fn readings(&self, word: Word) -> &[Reading] {
        &self.entries[word.0 as usize].readings
    }

    /// Whether the word alone is a noun for a person, a body or a group: "ministre".
    pub(super) fn is_noun_of_a_party(&self, word: Word) -> bool {
        let noun =
            |meaning: Meaning| matches!(meaning, Meaning::Role(_) | Meaning::Institution | Meaning::Group);
        self.phrases(|n| (n == 0).then_some(word))
            .any(|(meaning, _)| noun(meaning))
    }

    /// The phrases that `words` begins with, longest first, and how many words each takes.
    pub(super) fn phrases<'l>(
        &'l self,
        words: impl Fn(usize) -> Option<Word> + 'l,
    ) -> impl Iterator<Item = (Meaning, usize)> + 'l {
        let (first, next) = (words(0).unwrap_or(Word::UNKNOWN), words(1));
        self.entries[first.0 as usize]
            .phrases
            .iter()
            .filter(move |(second, _)| *second == Word::UNKNOWN || Some(*second) == next)
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
    fn the_files_are_in_order() {
        for (lang, text) in [
            (Lang::Fr, include_str!("fr.toml")),
            (Lang::En, include_str!("en.toml")),
        ] {
            let lexicon = Lexicon::parse(lang, text).unwrap_or_else(|e| panic!("{e}"));
            assert!(lexicon.cues.len() > 100, "{lang}: {} cues", lexicon.cues.len());
        }
    }
}
