//! Adds to a lexicon what words show about the act of their clause: the section `[predicates]` of its file.

use super::lexicon_file::LexiconFile;
use super::{Lexicon, PhraseMeaning, PredicateKind};

impl Lexicon {
    /// Adds the kinds of words, the forms of adjectives and the traits of cues. Verbs have their kinds already, from
    /// when their forms were made.
    pub(super) fn add_predicates(&mut self, file: &LexiconFile) {
        let predicates = &file.predicates;
        for (lemmas, kind) in predicates.adjectives.lists() {
            for lemma in lemmas {
                for form in adjective_forms(&predicates.adjective_endings, lemma) {
                    self.add_predicate_kind(&form, kind);
                }
            }
        }
        for (nouns, act) in predicates.nouns.lists() {
            self.add_phrases(nouns, PhraseMeaning::ActNoun(act));
        }
        for (words, kind) in predicates.words.lists() {
            for word in words {
                self.add_predicate_kind(word, kind);
            }
        }
        for cue in &mut self.cues {
            cue.act_traits = predicates.cue_act_traits(&cue.lemma);
        }
    }

    fn add_predicate_kind(&mut self, word: &str, kind: PredicateKind) {
        // a form that the tokeniser splits in two has no kind of its own
        if let [word] = self.split_words(word)[..] {
            self.entries[word.0 as usize].predicate |= kind;
        }
    }
}

/// The forms of an adjective: its lemma, and those that the first row of `endings` that fits gives it.
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
