//! Who issued a document that speaks: "le rapport de l'ONG", "the guild issued a statement … The statement said".

use super::SpeakerResolver;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};

/// How many tokens may stand between the verb that issues a document and the words for the document.
const LONGEST_GAP: usize = 5;
/// How far before that verb its subject may begin.
const LONGEST_SUBJECT: usize = 40;

impl SpeakerResolver<'_, '_> {
    /// Takes note of who issued the document that the speaker is.
    pub(super) fn set_issuer(&mut self, phrase: &NounPhrase, index: usize) {
        if self.speakers[index].issuer.is_none() && self.speakers[index].kind == SpeakerKind::Document {
            let issuer = self.find_issuer(phrase);
            self.speakers[index].issuer = issuer.filter(|who| *who != index);
        }
    }

    /// Who issued the document that the phrase means, as far as its own sentence tells.
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
            // "leur étude": nothing here tells whose
            return None;
        }
        let party = self
            .possessive_owner(phrase, noun.start)
            .or_else(|| self.complement(phrase, noun.end))
            .or_else(|| self.publisher(phrase))?;
        let index = match self.anaphor(&party) {
            Some(index) => index,
            None => self.meet(&party),
        };
        // a document of a document: "les chiffres du rapport"
        match self.speakers[index].kind {
            SpeakerKind::Document => self.speakers[index].issuer,
            _ => Some(index),
        }
    }

    /// "the agency's report".
    fn possessive_owner(&self, phrase: &NounPhrase, noun: usize) -> Option<NounPhrase> {
        let page = self.page;
        let possessive = (phrase.tokens.start..noun).find(|t| page.is_possessive_s(*t))?;
        noun::phrase_from(page, phrase.tokens.start, possessive).filter(is_party)
    }

    /// "le rapport de l'agence", "a report by the agency", "les résultats proclamés par la commission".
    fn complement(&self, phrase: &NounPhrase, behind: usize) -> Option<NounPhrase> {
        let page = self.page;
        let end = phrase.tokens.end;
        let of = (behind..end).find(|t| page.has_class(*t, WordClass::NOUN_LINK));
        let told = page.has_form(end, VerbForm::PastParticiple).then_some(end + 1);
        let inside = (behind..end).find(|t| page.has_class(*t, WordClass::AGENT_PREPOSITION));
        let mut next = [Some(end), told].into_iter().flatten();
        let by = inside.or_else(|| next.find(|t| page.has_class(*t, WordClass::AGENT_PREPOSITION)));
        let at = by.or(of)? + 1;
        let limit = if by.is_some() && inside.is_none() {
            page.tokens.len()
        } else {
            end
        };
        noun::phrase_from(page, at, limit).filter(is_party)
    }

    /// "N issued a statement", "N a publié un rapport": the subject of the verb before.
    fn publisher(&self, phrase: &NounPhrase) -> Option<NounPhrase> {
        let page = self.page;
        let start = phrase.tokens.start;
        let sentence = page.sentences.get(page.sentence_index(start))?.start;
        let floor = sentence.max(start.saturating_sub(LONGEST_SUBJECT));
        let gap = start.saturating_sub(LONGEST_GAP).max(floor)..start;
        let mut verb = gap.rev().find(|t| page.has_class(*t, WordClass::ISSUING_VERB))?;
        let auxiliary =
            WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE | WordClass::CLITIC | WordClass::ADVERB;
        while verb > floor && page.has_class(verb - 1, auxiliary) {
            verb -= 1;
        }
        noun::subject_before(page, verb, floor).filter(|party| is_party(party) && !party.pronoun)
    }
}

/// Whether the phrase names somebody or something that can issue a document.
fn is_party(phrase: &NounPhrase) -> bool {
    match phrase.kind {
        SpeakerKind::Person | SpeakerKind::Institution | SpeakerKind::Group => true,
        SpeakerKind::Unknown => phrase
            .name
            .as_ref()
            .is_some_and(|n| n.start <= phrase.tokens.start + 1),
        SpeakerKind::Document => false,
    }
}
