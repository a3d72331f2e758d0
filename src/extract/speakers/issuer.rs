//! Finds the issuer of a document that speaks: "le rapport de l'ONG", "the guild issued a statement … The statement
//! said".

use super::speaker_resolver::SpeakerResolver;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};

/// Maximum distance in tokens between the issuing verb and the document.
const VERB_REACH: usize = 5;
/// Maximum distance in tokens between the subject of that verb and the document.
const SUBJECT_REACH: usize = 40;

impl SpeakerResolver<'_, '_> {
    /// Sets the issuer of speaker `index` if it is a document without one.
    pub(super) fn set_issuer(&mut self, phrase: &NounPhrase, index: usize) {
        if self.speakers[index].issuer.is_none() && self.speakers[index].kind == SpeakerKind::Document {
            let issuer = self.find_issuer(phrase);
            self.speakers[index].issuer = issuer.filter(|who| *who != index);
        }
    }

    /// The issuer of the document that the phrase means, as far as its own sentence shows it.
    pub(super) fn find_issuer(&mut self, phrase: &NounPhrase) -> Option<usize> {
        let page = self.page;
        let noun = phrase.noun.clone()?;
        if phrase.kind != SpeakerKind::Document
            || !noun
                .clone()
                .any(|t| page.has_class(t, WordClass::ISSUED_DOCUMENT))
        {
            return None;
        }
        if page.has_class(phrase.tokens.start, WordClass::POSSESSIVE) {
            // a possessive does not show whose document it is: "leur étude"
            return None;
        }
        let party = self
            .possessive_owner(phrase, noun.start)
            .or_else(|| self.issuer_in_complement(phrase, noun.end))
            .or_else(|| self.subject_of_issuing_verb(phrase))?;
        let index = match self.antecedent_of_description(&party) {
            Some(index) => index,
            None => self.find_or_add(&party),
        };
        // a document of a document: "les chiffres du rapport"
        match self.speakers[index].kind {
            SpeakerKind::Document => self.speakers[index].issuer,
            _ => Some(index),
        }
    }

    /// The owner before a possessive "'s": "the agency's report".
    fn possessive_owner(&self, phrase: &NounPhrase, noun: usize) -> Option<NounPhrase> {
        let page = self.page;
        let possessive = (phrase.tokens.start..noun).find(|t| page.is_possessive_s(*t))?;
        noun::phrase_from(page, phrase.tokens.start, possessive).filter(can_issue)
    }

    /// The issuer after the document: "le rapport de l'agence", "a report by the agency", "les résultats proclamés par
    /// la commission".
    fn issuer_in_complement(&self, phrase: &NounPhrase, noun_end: usize) -> Option<NounPhrase> {
        let page = self.page;
        let end = phrase.tokens.end;
        let of = (noun_end..end).find(|t| page.has_class(*t, WordClass::NOUN_LINK));
        let after_participle = page.has_form(end, VerbForm::PastParticiple).then_some(end + 1);
        let inside = (noun_end..end).find(|t| page.has_class(*t, WordClass::AGENT_PREPOSITION));
        let mut next = [Some(end), after_participle].into_iter().flatten();
        let by = inside.or_else(|| next.find(|t| page.has_class(*t, WordClass::AGENT_PREPOSITION)));
        let at = by.or(of)? + 1;
        let limit = if by.is_some() && inside.is_none() {
            page.tokens.len()
        } else {
            end
        };
        noun::phrase_from(page, at, limit).filter(can_issue)
    }

    /// The subject of the issuing verb before the document: "N issued a statement", "N a publié un rapport".
    fn subject_of_issuing_verb(&self, phrase: &NounPhrase) -> Option<NounPhrase> {
        let page = self.page;
        let start = phrase.tokens.start;
        let sentence = page.sentences.get(page.sentence_index(start))?.start;
        let floor = sentence.max(start.saturating_sub(SUBJECT_REACH));
        let gap = start.saturating_sub(VERB_REACH).max(floor)..start;
        let mut verb = gap.rev().find(|t| page.has_class(*t, WordClass::ISSUING_VERB))?;
        let auxiliary =
            WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE | WordClass::CLITIC | WordClass::ADVERB;
        while verb > floor && page.has_class(verb - 1, auxiliary) {
            verb -= 1;
        }
        noun::subject_before(page, verb, floor).filter(|party| can_issue(party) && !party.is_pronoun)
    }
}

/// Whether the phrase names a person or body that can issue a document.
fn can_issue(phrase: &NounPhrase) -> bool {
    match phrase.kind {
        SpeakerKind::Person | SpeakerKind::Institution | SpeakerKind::Group => true,
        SpeakerKind::Unknown => phrase
            .name
            .as_ref()
            .is_some_and(|n| n.start <= phrase.tokens.start + 1),
        SpeakerKind::Document => false,
    }
}
