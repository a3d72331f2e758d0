//! Verbs: their forms made from paradigms, and the cues among them.

use super::file::{File, Paradigm};
use super::{Class, Cue, CueContent, Form, Frame, Lexicon, LexiconError, Meaning, Predicate, Reading};

impl Lexicon {
    pub(super) fn add_verbs(&mut self, file: &File) -> Result<(), LexiconError> {
        for verb in &file.words.verbs {
            let (_, head, _) = parts(&verb.lemma);
            let paradigm = self.paradigm(file, &verb.lemma, head, &verb.paradigm)?;
            let class = Self::before_infinitives(file, head);
            self.add_forms(head, paradigm, None, (class, Self::predicate_of(file, head)));
        }
        for cue in &file.cue {
            let (locative, lemma) = match cue.lemma.strip_prefix("y ") {
                Some(lemma) => (true, lemma),
                None => (false, cue.lemma.as_str()),
            };
            let (reflexive, head, rest) = parts(lemma);
            let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
            if let Some(name) = &cue.paradigm {
                let paradigm = self.paradigm(file, &cue.lemma, head, name)?;
                let class = Self::before_infinitives(file, head);
                self.add_forms(
                    head,
                    paradigm,
                    Some(number),
                    (class, Self::predicate_of(file, head)),
                );
            }
            let rest = rest.iter().flat_map(|word| self.split(word)).collect();
            let frames = cue
                .takes
                .iter()
                .map(|t| self.frame(&cue.lemma, t))
                .collect::<Result<_, _>>()?;
            let act = self.act(&cue.lemma, &cue.act)?;
            let not_with = cue.not_with.iter().map(|noun| self.intern(noun)).collect();
            self.cues.push(Cue {
                lemma: cue.lemma.clone(),
                act,
                frames,
                reflexive,
                locative,
                rest,
                addressee: cue.addressee,
                weak: cue.weak,
                noun_like: cue.noun_like,
                mental: cue.mental,
                document: cue.document,
                hears: cue.hears,
                predicate: cue.predicate,
                provision: cue.provision,
                denied: cue.denied,
                not_with,
                alone: false,
                content: CueContent::default(),
            });
        }
        Ok(())
    }

    /// Nouns that report: "la promesse de …".
    pub(super) fn add_noun_cues(&mut self, file: &File) -> Result<(), LexiconError> {
        for noun in &file.nouns.cues {
            let lemma = noun.forms.first().cloned().unwrap_or_default();
            let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
            let frames = noun
                .takes
                .iter()
                .map(|taken| self.frame(&lemma, taken))
                .collect::<Result<_, _>>()?;
            let act = self.act(&lemma, &noun.act)?;
            let not_with = noun.not_with.iter().map(|word| self.intern(word)).collect();
            self.add_phrases(&noun.forms, Meaning::NounCue(number));
            self.cues.push(Cue {
                frames,
                act,
                alone: noun.alone,
                not_with,
                ..Cue::of_lemma(lemma)
            });
        }
        Ok(())
    }

    /// A cue of no lemma, which only takes quotations.
    pub(super) fn add_any_cue(&mut self) {
        self.any_cue = self.cues.len();
        self.cues.push(Cue {
            frames: vec![Frame::Quote],
            weak: true,
            ..Cue::of_lemma(String::new())
        });
    }

    /// The classes of a verb's forms: how it stands to an infinitive behind it.
    fn before_infinitives(file: &File, lemma: &str) -> Class {
        let mut class = Class::default();
        for (lemmas, own) in [
            (&file.words.leads, Class::LEAD),
            (&file.words.intentions, Class::INTENTION),
            (&file.words.gatherings, Class::GATHERING),
            (&file.words.issuing, Class::ISSUING),
        ] {
            if lemmas.iter().any(|known| known == lemma) {
                class |= own;
            }
        }
        class
    }

    fn paradigm<'f>(
        &self,
        file: &'f File,
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

    fn add_forms(&mut self, head: &str, paradigm: &Paradigm, cue: Option<u16>, kinds: (Class, Predicate)) {
        let stem = &head[..head.len() - paradigm.strip.len()];
        for (endings, form) in [
            (&paradigm.finite, Form::Finite),
            (&paradigm.past_participle, Form::PastParticiple),
            (&paradigm.present_participle, Form::PresentParticiple),
            (&paradigm.infinitive, Form::Infinitive),
        ] {
            for ending in endings {
                let word = self.intern(&format!("{stem}{ending}"));
                let entry = &mut self.entries[word.0 as usize];
                entry.class |= kinds.0;
                entry.predicate |= kinds.1;
                let readings = &mut entry.readings;
                let reading = Reading { form, cue };
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
    }

    fn frame(&mut self, entry: &str, takes: &str) -> Result<Frame, LexiconError> {
        Ok(match takes {
            "quote" => Frame::Quote,
            "that" => Frame::That,
            "whether" => Frame::Whether,
            "inf" => Frame::Infinitive,
            "np" => Frame::Object,
            "ing" => Frame::Gerund,
            other => match other.split_once('+') {
                Some((preposition, "inf")) => Frame::To(self.intern(preposition)),
                Some((preposition, "np" | "ing")) => Frame::For(self.intern(preposition)),
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
fn parts(lemma: &str) -> (bool, &str, Vec<&str>) {
    let (reflexive, bare) = match lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'")) {
        Some(bare) => (true, bare),
        None => (false, lemma),
    };
    let mut words = bare.split(' ');
    let head = words.next().unwrap_or_default();
    (reflexive, head, words.collect())
}
