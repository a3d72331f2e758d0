//! Who issued a document that speaks: "le rapport de l'ONG", "the guild issued a statement … The statement said".

use super::Cast;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Class, Form};
use crate::extract::noun::{self, NounPhrase};

/// How many tokens may stand between the verb that issues a document and the words for the document.
const LONGEST_GAP: usize = 5;
/// How far before that verb its subject may begin.
const LONGEST_SUBJECT: usize = 40;

impl Cast<'_, '_> {
    /// Takes note of who issued the document that the speaker is.
    pub(super) fn note_issuer(&mut self, phrase: &NounPhrase, index: usize) {
        if self.speakers[index].issuer.is_none() && self.speakers[index].kind == SpeakerKind::Document {
            let issuer = self.issuer(phrase);
            self.speakers[index].issuer = issuer.filter(|who| *who != index);
        }
    }

    /// Who issued the document that the phrase means, as far as its own sentence tells.
    pub(super) fn issuer(&mut self, phrase: &NounPhrase) -> Option<usize> {
        let page = self.page;
        let noun = phrase.noun.clone()?;
        if phrase.kind != SpeakerKind::Document || !noun.clone().any(|t| page.is(t, Class::ISSUED)) {
            return None;
        }
        if page.is(phrase.tokens.start, Class::POSSESSIVE) {
            // "leur étude": nothing here tells whose
            return None;
        }
        let party = self
            .owner(phrase, noun.start)
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
    fn owner(&self, phrase: &NounPhrase, noun: usize) -> Option<NounPhrase> {
        let page = self.page;
        let possessive = (phrase.tokens.start..noun).find(|t| page.is_possessive(*t))?;
        noun::forwards(page, phrase.tokens.start, possessive).filter(is_party)
    }

    /// "le rapport de l'agence", "a report by the agency", "les résultats proclamés par la commission".
    fn complement(&self, phrase: &NounPhrase, behind: usize) -> Option<NounPhrase> {
        let page = self.page;
        let end = phrase.tokens.end;
        let of = (behind..end).find(|t| page.is(*t, Class::OF));
        let told = page.has_form(end, Form::PastParticiple).then_some(end + 1);
        let inside = (behind..end).find(|t| page.is(*t, Class::AGENT));
        let mut next = [Some(end), told].into_iter().flatten();
        let by = inside.or_else(|| next.find(|t| page.is(*t, Class::AGENT)));
        let at = by.or(of)? + 1;
        let limit = if by.is_some() && inside.is_none() {
            page.tokens.len()
        } else {
            end
        };
        noun::forwards(page, at, limit).filter(is_party)
    }

    /// "N issued a statement", "N a publié un rapport": the subject of the verb before.
    fn publisher(&self, phrase: &NounPhrase) -> Option<NounPhrase> {
        let page = self.page;
        let start = phrase.tokens.start;
        let sentence = page.sentences.get(page.sentence_of(start))?.start;
        let floor = sentence.max(start.saturating_sub(LONGEST_SUBJECT));
        let gap = start.saturating_sub(LONGEST_GAP).max(floor)..start;
        let mut verb = gap.rev().find(|t| page.is(*t, Class::ISSUING))?;
        let auxiliary = Class::HAVE | Class::BE | Class::CLITIC | Class::ADVERB;
        while verb > floor && page.is(verb - 1, auxiliary) {
            verb -= 1;
        }
        noun::backwards(page, verb, floor).filter(|party| is_party(party) && !party.pronoun)
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
