//! Adds verbs to a lexicon: their forms, made by paradigms, and what they report.

use super::lexicon_file::{CueRow, LexiconFile, Paradigm, parse_act};
use super::{
    Cue, Frame, Lexicon, LexiconError, PhraseMeaning, PredicateKind, VerbAnalysis, VerbForm, WordClass,
};

impl Lexicon {
    /// Adds verbs that report nothing and then the cues. The analyses of a word form keep the order of the file.
    pub(super) fn add_verbs(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        for (name, lemmas) in &file.words.verbs {
            for lemma in lemmas {
                let head = split_lemma(lemma).head;
                let paradigm = self.find_paradigm(file, lemma, head, name)?;
                self.add_forms(file, head, paradigm, None);
            }
        }
        for row in &file.cue {
            self.add_cue(file, row)?;
        }
        Ok(())
    }

    fn add_cue(&mut self, file: &LexiconFile, row: &CueRow) -> Result<(), LexiconError> {
        let lemma = split_lemma(&row.lemma);
        if let Some(name) = &row.paradigm {
            let paradigm = self.find_paradigm(file, &row.lemma, lemma.head, name)?;
            let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
            self.add_forms(file, lemma.head, paradigm, Some(number));
        }
        let remaining_words = lemma
            .rest
            .iter()
            .flat_map(|word| self.split_words(word))
            .collect();
        let frames = self.parse_frames(&row.lemma, &row.takes)?;
        let act = parse_act(self.lang, &row.lemma, &row.act)?;
        let excluded_nouns = row.excluded_nouns.iter().map(|noun| self.intern(noun)).collect();
        let mut cue = Cue {
            act,
            frames,
            reflexive: lemma.reflexive,
            locative: lemma.locative,
            remaining_words,
            excluded_nouns,
            ..Cue::with_lemma(row.lemma.clone())
        };
        for flag in row.flags.split_whitespace() {
            *self.find_flag(&mut cue, flag)? = true;
        }
        self.cues.push(cue);
        Ok(())
    }

    /// The field of the cue that the flag of a lexicon file sets.
    fn find_flag<'c>(&self, cue: &'c mut Cue, flag: &str) -> Result<&'c mut bool, LexiconError> {
        Ok(match flag {
            "weak" => &mut cue.weak,
            "mental" => &mut cue.mental,
            "noun_like" => &mut cue.noun_like,
            "addressee" => &mut cue.addressee,
            "allows_document" => &mut cue.allows_document,
            "subject_hears" => &mut cue.subject_hears,
            "opens_content" => &mut cue.opens_content,
            "only_provision" => &mut cue.only_provision,
            "only_when_denied" => &mut cue.only_when_denied,
            _ => {
                return Err(LexiconError::Word {
                    lang: self.lang,
                    entry: cue.lemma.clone(),
                    word: flag.to_owned(),
                });
            }
        })
    }

    /// Adds the nouns that report: "la promesse de …".
    pub(super) fn add_noun_cues(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        for row in &file.nouns.cues {
            let lemma = row.forms.first().cloned().unwrap_or_default();
            let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
            let frames = self.parse_frames(&lemma, &row.takes)?;
            let act = parse_act(self.lang, &lemma, &row.act)?;
            let excluded_nouns = row.excluded_nouns.iter().map(|word| self.intern(word)).collect();
            self.add_phrases(&row.forms, PhraseMeaning::NounCue(number));
            self.cues.push(Cue {
                frames,
                act,
                reports_without_speaker: row.reports_without_speaker,
                excluded_nouns,
                ..Cue::with_lemma(lemma)
            });
        }
        Ok(())
    }

    /// Adds a cue of no lemma that takes only quotations, for verbs that report by their place alone.
    pub(super) fn add_generic_cue(&mut self) {
        self.generic_cue = self.cues.len();
        self.cues.push(Cue {
            frames: vec![Frame::Quote],
            weak: true,
            ..Cue::with_lemma(String::new())
        });
    }

    fn find_paradigm<'f>(
        &self,
        file: &'f LexiconFile,
        lemma: &str,
        head: &str,
        name: &str,
    ) -> Result<&'f Paradigm, LexiconError> {
        file.paradigm
            .get(name)
            .filter(|paradigm| head.ends_with(&paradigm.strip))
            .ok_or_else(|| LexiconError::Paradigm {
                lang: self.lang,
                lemma: lemma.to_owned(),
                paradigm: name.to_owned(),
            })
    }

    fn add_forms(&mut self, file: &LexiconFile, head: &str, paradigm: &Paradigm, cue: Option<u16>) {
        let (class, predicate) = (classes_of_verb(file, head), predicate_kind_of_verb(file, head));
        let stem = &head[..head.len() - paradigm.strip.len()];
        let own_infinitive = [paradigm.strip.clone()];
        let infinitive = paradigm.infinitive.as_deref().unwrap_or(&own_infinitive);
        for (endings, form) in [
            (paradigm.finite.as_slice(), VerbForm::Finite),
            (&paradigm.past_participle, VerbForm::PastParticiple),
            (&paradigm.present_participle, VerbForm::PresentParticiple),
            (infinitive, VerbForm::Infinitive),
        ] {
            for ending in endings {
                let word = self.intern(&format!("{stem}{ending}"));
                let entry = &mut self.entries[word.0 as usize];
                entry.class |= class;
                entry.predicate |= predicate;
                let analysis = VerbAnalysis { form, cue };
                if !entry.analyses.contains(&analysis) {
                    entry.analyses.push(analysis);
                }
            }
        }
    }

    fn parse_frames(&mut self, entry: &str, takes: &str) -> Result<Vec<Frame>, LexiconError> {
        takes
            .split_whitespace()
            .map(|frame| self.parse_frame(entry, frame))
            .collect()
    }

    fn parse_frame(&mut self, entry: &str, takes: &str) -> Result<Frame, LexiconError> {
        Ok(match takes {
            "quote" => Frame::Quote,
            "that" => Frame::That,
            "whether" => Frame::Whether,
            "inf" => Frame::Infinitive,
            "np" => Frame::Object,
            "ing" => Frame::Gerund,
            with_preposition => match with_preposition.split_once('+') {
                Some((preposition, "inf")) => Frame::PrepositionInfinitive(self.intern(preposition)),
                Some((preposition, "np" | "ing")) => Frame::PrepositionObject(self.intern(preposition)),
                _ => {
                    return Err(LexiconError::Word {
                        lang: self.lang,
                        entry: entry.to_owned(),
                        word: takes.to_owned(),
                    });
                }
            },
        })
    }
}

/// The classes that the forms of a verb get from the lists of lemmas that it is in.
fn classes_of_verb(file: &LexiconFile, lemma: &str) -> WordClass {
    let mut class = WordClass::default();
    for (lemmas, own) in [
        (&file.words.catenative_verbs, WordClass::CATENATIVE),
        (&file.words.intention_verbs, WordClass::INTENTION_VERB),
        (&file.words.gathering_verbs, WordClass::GATHERING_VERB),
        (&file.words.issuing_verbs, WordClass::ISSUING_VERB),
    ] {
        if lemmas.iter().any(|known| known == lemma) {
            class |= own;
        }
    }
    class
}

/// What the forms of a verb show about the act of their clause.
fn predicate_kind_of_verb(file: &LexiconFile, lemma: &str) -> PredicateKind {
    let mut kinds = PredicateKind::default();
    for (lemmas, own) in file.predicates.verbs.lists() {
        if lemmas.iter().any(|known| known == lemma) {
            kinds |= own;
        }
    }
    kinds
}

/// A lemma of one or more words.
struct Lemma<'l> {
    /// "y" stands before it: "y voir".
    locative: bool,
    /// "se", "s'" stands before it.
    reflexive: bool,
    /// The word that inflects.
    head: &'l str,
    /// The words after it.
    rest: Vec<&'l str>,
}

/// "se féliciter" → reflexive, "féliciter", nothing; "mettre en garde" → "mettre", "en", "garde".
fn split_lemma(lemma: &str) -> Lemma<'_> {
    let (locative, lemma) = match lemma.strip_prefix("y ") {
        Some(lemma) => (true, lemma),
        None => (false, lemma),
    };
    let (reflexive, lemma) = match lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'")) {
        Some(lemma) => (true, lemma),
        None => (false, lemma),
    };
    let mut words = lemma.split(' ');
    Lemma {
        locative,
        reflexive,
        head: words.next().unwrap_or_default(),
        rest: words.collect(),
    }
}
