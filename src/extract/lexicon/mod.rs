//! What the reader knows of a language, made ready for looking up: every word an index, every index its
//! classes, verb readings and the phrases that begin with it. The knowledge itself is in the TOML files.

mod class;
mod file;
mod forms;
pub(super) mod han;

pub(super) use class::Class;

use crate::domain::{Act, Lang};
use file::File;
use std::collections::HashMap;
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
pub(super) struct Cue {
    pub(super) lemma: String,
    /// What is done by it; `None` where the content decides.
    pub(super) act: Option<Act>,
    pub(super) frames: Vec<Frame>,
    pub(super) reflexive: bool,
    /// The words behind the inflected one: "valoir", "en garde".
    pub(super) rest: Vec<Word>,
    pub(super) addressee: bool,
    pub(super) weak: bool,
    pub(super) noun_like: bool,
    pub(super) mental: bool,
    pub(super) document: bool,
}

impl Cue {
    pub(super) fn takes(&self, frame: &Frame) -> bool {
        self.frames.contains(frame)
    }
}

/// A preposition that names a source: "selon", "according to".
#[derive(Debug)]
pub(super) struct Source {
    pub(super) lemma: String,
    pub(super) act: Option<Act>,
    pub(super) strict: bool,
    /// Chinese: the words that close the phrase.
    pub(super) after: Vec<String>,
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

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Title(Gender),
    Role(Gender),
    Institution,
    Document,
    Group,
    Given(Gender),
    Pronoun(Gender),
    First,
    Impersonal,
    Days(i64),
    Vague(Unit, i32),
    Anaphoric,
    Month(u32),
    /// 0 is Monday.
    Weekday(u32),
    Source(u16),
    NotASource,
    Vehicle,
    ContentNoun,
    OccasionAt,
    OccasionHead,
    Announces,
    Ordinal(u16),
    Act(Act),
    Adverb,
    Asks,
    Answers,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<Word>,
    meaning: Meaning,
}

#[derive(Debug, Default)]
struct Entry {
    class: Class,
    readings: Vec<Reading>,
    /// Indices into `phrases`, longest first.
    phrases: Vec<u32>,
}

/// One language, ready for looking up.
#[derive(Debug)]
pub(super) struct Lexicon {
    lang: Lang,
    index: HashMap<String, Word>,
    entries: Vec<Entry>,
    phrases: Vec<Phrase>,
    abbreviations: std::collections::HashSet<String>,
    pub(super) cues: Vec<Cue>,
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
            index: HashMap::new(),
            entries: vec![Entry::default()],
            phrases: Vec::new(),
            abbreviations: file.words.abbreviations.iter().cloned().collect(),
            cues: Vec::new(),
            sources: Vec::new(),
        };
        lexicon.add_classes(&file);
        lexicon.add_verbs(&file)?;
        lexicon.add_adverbs(&file);
        lexicon.add_nouns(&file);
        lexicon.add_sources(&file)?;
        lexicon.add_dates(&file);
        lexicon.add_acts(&file);
        let Self { entries, phrases, .. } = &mut lexicon;
        for entry in entries {
            entry
                .phrases
                .sort_by_key(|i| std::cmp::Reverse(phrases[*i as usize].words.len()));
        }
        Ok(lexicon)
    }

    /// The index of the lower-case form `word`.
    pub(super) fn word(&self, word: &str) -> Word {
        self.index.get(word).copied().unwrap_or(Word::UNKNOWN)
    }

    /// Whether hyphens and apostrophes part words, as in French.
    pub(super) fn splits_hyphens(&self) -> bool {
        self.lang == Lang::Fr
    }

    /// Whether a clause may follow a cue without a word that introduces it, as in English.
    pub(super) fn bare_clauses(&self) -> bool {
        self.lang == Lang::En
    }

    pub(super) fn is_abbreviation(&self, lower: &str) -> bool {
        self.abbreviations.contains(lower)
    }

    pub(super) fn class(&self, word: Word) -> Class {
        self.entries[word.0 as usize].class
    }

    pub(super) fn readings(&self, word: Word) -> &[Reading] {
        &self.entries[word.0 as usize].readings
    }

    /// The phrases that `words` begins with, longest first, and how many words each takes.
    pub(super) fn phrases<'l>(
        &'l self,
        words: impl Fn(usize) -> Option<Word> + 'l,
    ) -> impl Iterator<Item = (Meaning, usize)> + 'l {
        let first = words(0).unwrap_or(Word::UNKNOWN);
        self.entries[first.0 as usize]
            .phrases
            .iter()
            .filter_map(move |i| {
                let phrase = &self.phrases[*i as usize];
                let fits = phrase
                    .words
                    .iter()
                    .enumerate()
                    .skip(1)
                    .all(|(n, word)| words(n) == Some(*word));
                fits.then_some((phrase.meaning, phrase.words.len()))
            })
    }

    fn intern(&mut self, word: &str) -> Word {
        if let Some(known) = self.index.get(word) {
            return *known;
        }
        let id = Word(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.index.insert(word.to_owned(), id);
        self.entries.push(Entry::default());
        id
    }

    /// The words of a phrase, parted as the tokeniser parts them.
    fn split(&mut self, phrase: &str) -> Vec<Word> {
        let mut words = Vec::new();
        for part in phrase.split_whitespace() {
            let mut rest = part;
            while let Some(at) = rest
                .find('\'')
                .filter(|_| self.lang == Lang::Fr && !rest.starts_with("aujourd"))
            {
                let (elided, behind) = rest.split_at(at + 1);
                words.push(self.intern(elided));
                rest = behind;
            }
            if let Some(owner) = rest.strip_suffix("'s").filter(|_| self.lang == Lang::En) {
                words.push(self.intern(owner));
                rest = "'s";
            }
            if !rest.is_empty() {
                words.push(self.intern(rest));
            }
        }
        words
    }

    fn add_phrase(&mut self, phrase: &str, meaning: Meaning) {
        let words = self.split(phrase);
        let Some(first) = words.first().copied() else {
            return;
        };
        let at = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        self.phrases.push(Phrase { words, meaning });
        self.entries[first.0 as usize].phrases.push(at);
    }

    fn add_phrases(&mut self, phrases: &[String], meaning: Meaning) {
        for phrase in phrases {
            self.add_phrase(phrase, meaning);
        }
    }

    fn mark(&mut self, words: &[String], class: Class) {
        for word in words {
            for word in self.split(word) {
                self.entries[word.0 as usize].class |= class;
            }
        }
    }

    fn add_classes(&mut self, file: &File) {
        let w = &file.words;
        for (words, class) in [
            (&w.determiners, Class::DETERMINER),
            (&w.possessives, Class::DETERMINER),
            (&w.prepositions, Class::PREPOSITION),
            (&w.coordinators, Class::COORDINATOR),
            (&w.subordinators, Class::SUBORDINATOR),
            (&w.relatives, Class::RELATIVE),
            (&w.adverbs, Class::ADVERB),
            (&w.negations, Class::NEGATION),
            (&w.clitics, Class::CLITIC),
            (&w.auxiliaries_have, Class::HAVE),
            (&w.auxiliaries_be, Class::BE),
            (&w.modals, Class::MODAL),
            (&w.that, Class::THAT),
            (&w.whether, Class::WHETHER),
            (&w.not_capitalised_names, Class::NO_NAME),
            (&w.of, Class::OF),
            (&w.role_links, Class::ROLE_LINK),
            (&w.masculine, Class::MASCULINE),
            (&w.feminine, Class::FEMININE),
            (&w.plural, Class::PLURAL),
            (&w.reflexives, Class::REFLEXIVE),
            (&w.definite, Class::DEFINITE),
            (&w.parts_of_time, Class::PART_OF_TIME),
        ] {
            // a multi-word entry is a phrase of the language, not a class of its words
            let single: Vec<String> = words.iter().filter(|word| !word.contains(' ')).cloned().collect();
            self.mark(&single, class);
        }
    }

    fn add_adverbs(&mut self, file: &File) {
        for list in [&file.words.adverbs, &file.words.not_capitalised_names] {
            for phrase in list.iter().filter(|p| p.contains([' ', '\''])) {
                self.add_phrase(phrase, Meaning::Adverb);
            }
        }
    }

    fn add_nouns(&mut self, file: &File) {
        for (genders, title) in [(&file.titles, true), (&file.given, false)] {
            let meaning = |g| {
                if title {
                    Meaning::Title(g)
                } else {
                    Meaning::Given(g)
                }
            };
            self.add_phrases(&genders.m, meaning(Gender::M));
            self.add_phrases(&genders.f, meaning(Gender::F));
            self.add_phrases(&genders.mf, meaning(Gender::ANY));
            self.add_phrases(&genders.pl, meaning(Gender::PL));
        }
        let roles = &file.roles;
        self.add_phrases(&roles.m, Meaning::Role(Gender::M));
        self.add_phrases(&roles.f, Meaning::Role(Gender::F));
        self.add_phrases(&roles.mf, Meaning::Role(Gender::ANY));
        self.add_phrases(&roles.pl, Meaning::Role(Gender::PL));
        self.add_phrases(&roles.institutions, Meaning::Institution);
        self.add_phrases(&roles.documents, Meaning::Document);
        self.add_phrases(&roles.groups, Meaning::Group);
        let pronouns = &file.pronouns;
        for (list, gender) in [
            (&pronouns.m, Gender::M),
            (&pronouns.f, Gender::F),
            (&pronouns.mf, Gender::ANY),
            (&pronouns.m_pl, Gender::M_PL),
            (&pronouns.f_pl, Gender::F_PL),
            (&pronouns.pl, Gender::PL),
        ] {
            self.add_phrases(list, Meaning::Pronoun(gender));
            if self.lang == Lang::Fr {
                let inverted = list.iter().flat_map(|p| [format!("-{p}"), format!("-t-{p}")]);
                self.add_phrases(&inverted.collect::<Vec<_>>(), Meaning::Pronoun(gender));
            }
        }
        self.add_phrases(&pronouns.first, Meaning::First);
        self.add_phrases(&pronouns.impersonal, Meaning::Impersonal);
        self.add_phrases(&file.nouns.vehicles, Meaning::Vehicle);
        self.add_phrases(&file.nouns.content, Meaning::ContentNoun);
        self.add_phrases(&file.occasions.prepositions, Meaning::OccasionAt);
        self.add_phrases(&file.occasions.heads, Meaning::OccasionHead);
        self.add_phrases(&file.enumerations.announce, Meaning::Announces);
        for (n, word) in file.enumerations.ordinals.iter().enumerate() {
            self.add_phrase(word, Meaning::Ordinal(u16::try_from(n).unwrap_or(u16::MAX)));
        }
        self.add_phrases(&file.questions.question, Meaning::Asks);
        self.add_phrases(&file.questions.answer, Meaning::Answers);
    }

    fn add_sources(&mut self, file: &File) -> Result<(), LexiconError> {
        for source in &file.source {
            let act = self.act(&source.words, &source.act)?;
            let at = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
            self.add_phrase(&source.words, Meaning::Source(at));
            self.add_phrases(&source.not_before, Meaning::NotASource);
            let after = source
                .after
                .split('|')
                .filter(|a| !a.is_empty())
                .map(str::to_owned)
                .collect();
            self.sources.push(Source {
                lemma: source.words.clone(),
                act,
                strict: source.strict,
                after,
            });
        }
        Ok(())
    }

    fn add_dates(&mut self, file: &File) {
        let dates = &file.dates;
        for (n, names) in (1..).zip(&dates.months) {
            self.add_phrases(names, Meaning::Month(n));
        }
        for (n, names) in (0..).zip(&dates.weekdays) {
            self.add_phrases(names, Meaning::Weekday(n));
        }
        for relative in &dates.relative {
            self.add_phrase(&relative.words, Meaning::Days(relative.days));
        }
        for vague in &dates.vague {
            let unit = match vague.unit.as_str() {
                "week" => Unit::Week,
                "month" => Unit::Month,
                _ => Unit::Year,
            };
            self.add_phrase(&vague.words, Meaning::Vague(unit, vague.back));
        }
        self.add_phrases(&dates.anaphoric, Meaning::Anaphoric);
        self.mark(&dates.last, Class::LAST);
    }

    fn add_acts(&mut self, file: &File) {
        let acts = &file.acts;
        for (phrases, act) in [
            (&acts.denial, Act::Denial),
            (&acts.commitment, Act::Commitment),
            (&acts.call, Act::Call),
            (&acts.proposal, Act::Proposal),
            (&acts.warning, Act::Warning),
            (&acts.forecast, Act::Forecast),
            (&acts.announcement, Act::Announcement),
            (&acts.expressive, Act::Expressive),
            (&acts.position, Act::Position),
        ] {
            self.add_phrases(phrases, Meaning::Act(act));
        }
    }

    /// The act of that name; `None` for "neutral".
    fn act(&self, entry: &str, word: &str) -> Result<Option<Act>, LexiconError> {
        if word == "neutral" {
            return Ok(None);
        }
        word.parse().map(Some).map_err(|_| LexiconError::Word {
            lang: self.lang,
            entry: entry.to_owned(),
            word: word.to_owned(),
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
