//! Verbs: their forms made from paradigms, and the cues among them.

use super::lexicon_file::{LexiconFile, Paradigm};
use super::{
    Cue, CueActTraits, Frame, Lexicon, LexiconError, PhraseMeaning, PredicateKind, VerbAnalysis, VerbForm,
    WordClass,
};

impl Lexicon {
    pub(super) fn add_verbs(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        for verb in &file.words.verbs {
            let (_, head, _) = split_lemma(&verb.lemma);
            let paradigm = self.find_paradigm(file, &verb.lemma, head, &verb.paradigm)?;
            let class = Self::classes_of_verb(file, head);
            self.add_forms(
                head,
                paradigm,
                None,
                (class, Self::predicate_kind_of_verb(file, head)),
            );
        }
        for cue in &file.cue {
            let (locative, lemma) = match cue.lemma.strip_prefix("y ") {
                Some(lemma) => (true, lemma),
                None => (false, cue.lemma.as_str()),
            };
            let (reflexive, head, rest) = split_lemma(lemma);
            let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
            if let Some(name) = &cue.paradigm {
                let paradigm = self.find_paradigm(file, &cue.lemma, head, name)?;
                let class = Self::classes_of_verb(file, head);
                self.add_forms(
                    head,
                    paradigm,
                    Some(number),
                    (class, Self::predicate_kind_of_verb(file, head)),
                );
            }
            let rest = rest.iter().flat_map(|word| self.split_words(word)).collect();
            let frames = cue
                .takes
                .iter()
                .map(|t| self.parse_frame(&cue.lemma, t))
                .collect::<Result<_, _>>()?;
            let act = self.parse_act(&cue.lemma, &cue.act)?;
            let not_with = cue.not_with.iter().map(|noun| self.intern(noun)).collect();
            self.cues.push(Cue {
                lemma: cue.lemma.clone(),
                act,
                frames,
                reflexive,
                locative,
                remaining_words: rest,
                addressee: cue.addressee,
                weak: cue.weak,
                noun_like: cue.noun_like,
                mental: cue.mental,
                allows_document: cue.document,
                subject_hears: cue.hears,
                opens_content: cue.predicate,
                only_provision: cue.provision,
                only_when_denied: cue.denied,
                excluded_nouns: not_with,
                reports_without_speaker: false,
                act_traits: CueActTraits::default(),
            });
        }
        Ok(())
    }

    /// Nouns that report: "la promesse de …".
    pub(super) fn add_noun_cues(&mut self, file: &LexiconFile) -> Result<(), LexiconError> {
        for noun in &file.nouns.cues {
            let lemma = noun.forms.first().cloned().unwrap_or_default();
            let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
            let frames = noun
                .takes
                .iter()
                .map(|taken| self.parse_frame(&lemma, taken))
                .collect::<Result<_, _>>()?;
            let act = self.parse_act(&lemma, &noun.act)?;
            let not_with = noun.not_with.iter().map(|word| self.intern(word)).collect();
            self.add_phrases(&noun.forms, PhraseMeaning::NounCue(number));
            self.cues.push(Cue {
                frames,
                act,
                reports_without_speaker: noun.alone,
                excluded_nouns: not_with,
                ..Cue::with_lemma(lemma)
            });
        }
        Ok(())
    }

    /// A cue of no lemma, which only takes quotations.
    pub(super) fn add_generic_cue(&mut self) {
        self.generic_cue = self.cues.len();
        self.cues.push(Cue {
            frames: vec![Frame::Quote],
            weak: true,
            ..Cue::with_lemma(String::new())
        });
    }

    /// The classes of a verb's forms: how it stands to an infinitive behind it.
    fn classes_of_verb(file: &LexiconFile, lemma: &str) -> WordClass {
        let mut class = WordClass::default();
        for (lemmas, own) in [
            (&file.words.leads, WordClass::CATENATIVE),
            (&file.words.intentions, WordClass::INTENTION_VERB),
            (&file.words.gatherings, WordClass::GATHERING_VERB),
            (&file.words.issuing, WordClass::ISSUING_VERB),
        ] {
            if lemmas.iter().any(|known| known == lemma) {
                class |= own;
            }
        }
        class
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
            .filter(|p| head.ends_with(&p.strip))
            .ok_or_else(|| LexiconError::Paradigm {
                lang: self.lang,
                lemma: lemma.to_owned(),
                paradigm: name.to_owned(),
            })
    }

    fn add_forms(
        &mut self,
        head: &str,
        paradigm: &Paradigm,
        cue: Option<u16>,
        kinds: (WordClass, PredicateKind),
    ) {
        let stem = &head[..head.len() - paradigm.strip.len()];
        for (endings, form) in [
            (&paradigm.finite, VerbForm::Finite),
            (&paradigm.past_participle, VerbForm::PastParticiple),
            (&paradigm.present_participle, VerbForm::PresentParticiple),
            (&paradigm.infinitive, VerbForm::Infinitive),
        ] {
            for ending in endings {
                let word = self.intern(&format!("{stem}{ending}"));
                let entry = &mut self.entries[word.0 as usize];
                entry.class |= kinds.0;
                entry.predicate |= kinds.1;
                let readings = &mut entry.readings;
                let reading = VerbAnalysis { form, cue };
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
    }

    fn parse_frame(&mut self, entry: &str, takes: &str) -> Result<Frame, LexiconError> {
        Ok(match takes {
            "quote" => Frame::Quote,
            "that" => Frame::That,
            "whether" => Frame::Whether,
            "inf" => Frame::Infinitive,
            "np" => Frame::Object,
            "ing" => Frame::Gerund,
            other => match other.split_once('+') {
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

/// "se féliciter" → reflexive, "féliciter", nothing; "mettre en garde" → "mettre", "en", "garde".
fn split_lemma(lemma: &str) -> (bool, &str, Vec<&str>) {
    let (reflexive, bare) = match lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'")) {
        Some(bare) => (true, bare),
        None => (false, lemma),
    };
    let mut words = bare.split(' ');
    let head = words.next().unwrap_or_default();
    (reflexive, head, words.collect())
}
