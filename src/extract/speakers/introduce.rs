//! Meets everybody who is named in full, before any report is looked at.

use super::Cast;
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{Class, Meaning, Word};
use crate::extract::noun::{self, NounPhrase};
use std::ops::Range;

impl Cast<'_, '_> {
    /// Meets everybody who is named in full somewhere, so that a short name finds its bearer wherever it stands.
    pub(super) fn introduce_all(&mut self) {
        let page = self.page;
        for at in 0..page.tokens.len() {
            self.spell_out(at);
        }
        let mut at = 0;
        while at < page.tokens.len() {
            // "14:32 GMT": no name begins with a time
            if page.is_number(at) || page.is_mark(at, '[') {
                let line = page.line(at);
                let words = if line.start == at {
                    page.behind_time(&line)
                } else {
                    at
                };
                at = words.max(at + 1);
                continue;
            }
            let starts = page.is_name(at)
                || page.noun(at).is_some()
                || page.meaning(at, |m| matches!(m, Meaning::Title(_))).is_some();
            if !starts {
                at += 1;
                continue;
            }
            let begin = if at > 0 && page.is(at - 1, Class::DETERMINER) {
                at - 1
            } else {
                at
            };
            match noun::forwards(page, begin, page.tokens.len()) {
                Some(phrase) if phrase.tokens.end > at => {
                    at = phrase.tokens.end;
                    self.introduce(&phrase);
                }
                _ => at += 1,
            }
        }
    }

    /// Takes in a phrase with a name of at least two words, or a role or body beside its name.
    fn introduce(&mut self, phrase: &NounPhrase) {
        let Some(name) = &phrase.name else {
            self.introduce_unnamed(phrase);
            return;
        };
        let full = name.len() >= 2
            || phrase.titled
            || phrase.noun.is_some() && name.start > phrase.noun.as_ref().map_or(0, |n| n.start);
        let subject = self.is_subject(phrase);
        if phrase.kind == SpeakerKind::Group && self.introduce_each(name.clone()) >= 2 {
            let index = self.meet(phrase);
            if !self.together.contains(&index) && self.together.len() < 2 {
                self.together.push(index);
            }
        }
        // "Delmont a fermé deux sites": a name of one word that does something
        // at the start of a sentence, a word in the plural is as likely none: "Prices rose"
        let strange = self.page.word(name.start) == Word::UNKNOWN && !self.page.text_of(name).ends_with('s');
        let unknown = strange || !self.page.starts_sentence(name.start);
        let lone = subject && name.len() == 1 && phrase.tokens.len() == 1 && unknown;
        if lone && phrase.kind == SpeakerKind::Unknown {
            let index = self.meet(phrase);
            self.lone.push((phrase.tokens.start, index));
            return;
        }
        if !full || phrase.kind == SpeakerKind::Group && !subject {
            return;
        }
        if phrase.kind == SpeakerKind::Unknown && name.len() < 2 {
            return;
        }
        let index = self.meet(phrase);
        if self.page.quotation(phrase.tokens.start).is_none() {
            self.mentions.push((phrase.tokens.start, index));
            if subject {
                self.subjects.push((phrase.tokens.start, index));
            }
        }
    }

    /// "le BEA, le Bureau d'enquêtes et d'analyses": takes in what an acronym stands for.
    fn spell_out(&mut self, at: usize) {
        let page = self.page;
        let Some(token) = page.token(at).filter(|t| t.shouted && page.is_mark(at + 1, ',')) else {
            return;
        };
        let phrase = noun::forwards(page, at + 2, page.tokens.len()).filter(|p| {
            p.tokens.len() > 2 && p.kind != SpeakerKind::Person && noun::abbreviates(page, at, p)
        });
        if let Some(phrase) = phrase {
            let index = self.meet(&phrase);
            self.speakers[index].acronym = Some(fold(token.text(page.text)));
        }
    }

    /// Takes in each of those who are named side by side, "Untel et Unetelle", and tells how many people they are.
    fn introduce_each(&mut self, names: Range<usize>) -> usize {
        let page = self.page;
        let mut people = 0;
        let mut start = names.start;
        for at in names.start..=names.end {
            let parts = at == names.end || page.is(at, Class::COORDINATOR) || page.is_mark(at, ',');
            if parts {
                if let Some(phrase) = noun::forwards(page, start, at).filter(is_likely_person) {
                    self.introduce(&phrase);
                    people += 1;
                }
                start = at + 1;
            }
        }
        people
    }

    /// Takes in a body with its acronym, and a group of people that does something: "ils" may mean it.
    fn introduce_unnamed(&mut self, phrase: &NounPhrase) {
        let subject = self.is_subject(phrase) && self.page.quotation(phrase.tokens.start).is_none();
        let group = subject && phrase.kind == SpeakerKind::Group && phrase.gender.plural;
        let body = phrase.kind == SpeakerKind::Institution
            && phrase.tokens.len() > 2
            && phrase
                .noun
                .as_ref()
                .is_some_and(|n| self.page.tokens[n.start].capital && !self.page.starts_sentence(n.start));
        let issuer = self.issuer(phrase);
        if group || body || issuer.is_some() || self.acronym(phrase).is_some() {
            let index = self.meet(phrase);
            self.speakers[index].issuer = issuer.filter(|who| *who != index);
            if subject {
                self.subjects.push((phrase.tokens.start, index));
            }
        }
    }

    /// Whether a verb follows that the phrase can be the subject of.
    pub(super) fn is_subject(&self, phrase: &NounPhrase) -> bool {
        let page = self.page;
        let (start, end) = (phrase.tokens.start, phrase.tokens.end);
        let behind = end + usize::from(page.is_mark(end, ','));
        let governed = start > 0 && page.is(start - 1, Class::PREPOSITION | Class::OF);
        !governed
            && (page.is_verb(end) || page.is(end, Class::CLITIC | Class::NEGATION) || page.is_verb(behind))
    }
}

/// Whether a name beside another is likely a person's: known as one, or of two words.
fn is_likely_person(phrase: &NounPhrase) -> bool {
    let full = phrase.kind == SpeakerKind::Unknown && phrase.name.as_ref().is_some_and(|n| n.len() >= 2);
    phrase.kind == SpeakerKind::Person || full
}
