//! Adds everybody who is named in full anywhere in the article, before any report is resolved.

use super::speaker_resolver::SpeakerResolver;
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{PhraseMeaning, WordClass, WordId};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::timestamp::skip_timestamp;
use std::ops::Range;

impl SpeakerResolver<'_, '_> {
    /// Adds everybody who is named in full, so that a short name finds its bearer wherever it is in the text.
    pub(super) fn add_full_names(&mut self) {
        let page = self.page;
        for at in 0..page.tokens.len() {
            self.add_acronym_expansion(at);
        }
        let mut at = 0;
        while at < page.tokens.len() {
            // no name begins with a time, so it is skipped: "14:32 GMT"
            if page.is_number(at) || page.is_mark(at, '[') {
                let line = page.line_around(at);
                let words = if line.start == at {
                    skip_timestamp(page, &line)
                } else {
                    at
                };
                at = words.max(at + 1);
                continue;
            }
            let starts = page.is_name_word(at)
                || page.noun_at(at).is_some()
                || page
                    .meaning(at, |m| matches!(m, PhraseMeaning::Title(_)))
                    .is_some();
            if !starts {
                at += 1;
                continue;
            }
            let begin = if at > 0 && page.has_class(at - 1, WordClass::DETERMINER) {
                at - 1
            } else {
                at
            };
            match noun::phrase_from(page, begin, page.tokens.len()) {
                Some(phrase) if phrase.tokens.end > at => {
                    at = phrase.tokens.end;
                    self.add_named_phrase(&phrase);
                }
                _ => at += 1,
            }
        }
    }

    /// Adds a phrase with a name of at least two words, or with a role or body beside its name.
    fn add_named_phrase(&mut self, phrase: &NounPhrase) {
        let Some(name) = &phrase.name else {
            self.add_unnamed_phrase(phrase);
            return;
        };
        let full = name.len() >= 2
            || phrase.has_title
            || phrase.noun.is_some() && name.start > phrase.noun.as_ref().map_or(0, |n| n.start);
        let subject = self.is_subject(phrase);
        if phrase.kind == SpeakerKind::Group && self.add_each_of_group(name.clone()) >= 2 {
            let index = self.find_or_add(phrase);
            if !self.named_together.contains(&index) && self.named_together.len() < 2 {
                self.named_together.push(index);
            }
        }
        // a capitalised word as the subject is a name ("Delmont a fermé deux sites"). At the start of a sentence it
        // must also be unknown and no plural, because any word has a capital there ("Prices rose")
        let strange =
            self.page.word(name.start) == WordId::UNKNOWN && !self.page.text_of(name).ends_with('s');
        let unknown = strange || !self.page.starts_sentence(name.start);
        let lone = subject && name.len() == 1 && phrase.tokens.len() == 1 && unknown;
        if lone && phrase.kind == SpeakerKind::Unknown {
            let index = self.find_or_add(phrase);
            self.one_word_subjects.push((phrase.tokens.start, index));
            return;
        }
        if !full || phrase.kind == SpeakerKind::Group && !subject {
            return;
        }
        if phrase.kind == SpeakerKind::Unknown && name.len() < 2 {
            return;
        }
        let index = self.find_or_add(phrase);
        if self.page.quotation_at(phrase.tokens.start).is_none() {
            self.mentions.push((phrase.tokens.start, index));
            if subject {
                self.subjects.push((phrase.tokens.start, index));
            }
        }
    }

    /// Adds the body that an acronym stands for: "le BEA, le Bureau d'enquêtes et d'analyses".
    fn add_acronym_expansion(&mut self, at: usize) {
        let page = self.page;
        let Some(token) = page
            .token(at)
            .filter(|t| t.is_all_caps && page.is_mark(at + 1, ','))
        else {
            return;
        };
        let phrase = noun::phrase_from(page, at + 2, page.tokens.len()).filter(|p| {
            p.tokens.len() > 2 && p.kind != SpeakerKind::Person && noun::is_acronym_of(page, at, p)
        });
        if let Some(phrase) = phrase {
            let index = self.find_or_add(&phrase);
            self.speakers[index].acronym = Some(fold(token.text(page.text)));
        }
    }

    /// Adds each of the people named side by side, "Untel et Unetelle"; returns how many people they are.
    fn add_each_of_group(&mut self, names: Range<usize>) -> usize {
        let page = self.page;
        let mut people = 0;
        let mut start = names.start;
        for at in names.start..=names.end {
            let parts =
                at == names.end || page.has_class(at, WordClass::COORDINATOR) || page.is_mark(at, ',');
            if parts {
                if let Some(phrase) = noun::phrase_from(page, start, at).filter(is_likely_person) {
                    self.add_named_phrase(&phrase);
                    people += 1;
                }
                start = at + 1;
            }
        }
        people
    }

    /// Adds a phrase without a name if it is a body, a body with its acronym, a document with an issuer, or a group
    /// that is a subject ("ils" can mean it).
    fn add_unnamed_phrase(&mut self, phrase: &NounPhrase) {
        let subject = self.is_subject(phrase) && self.page.quotation_at(phrase.tokens.start).is_none();
        let group = subject && phrase.kind == SpeakerKind::Group && phrase.agreement.is_plural;
        let body = phrase.kind == SpeakerKind::Institution
            && phrase.tokens.len() > 2
            && phrase.noun.as_ref().is_some_and(|n| {
                self.page.tokens[n.start].is_capitalised && !self.page.starts_sentence(n.start)
            });
        let issuer = self.find_issuer(phrase);
        if group || body || issuer.is_some() || self.acronym_in_brackets(phrase).is_some() {
            let index = self.find_or_add(phrase);
            self.speakers[index].issuer = issuer.filter(|who| *who != index);
            if subject {
                self.subjects.push((phrase.tokens.start, index));
            }
        }
    }

    /// Whether a verb follows whose subject the phrase can be.
    pub(super) fn is_subject(&self, phrase: &NounPhrase) -> bool {
        let page = self.page;
        let (start, end) = (phrase.tokens.start, phrase.tokens.end);
        let after_comma = end + usize::from(page.is_mark(end, ','));
        let governed = start > 0 && page.has_class(start - 1, WordClass::PREPOSITION | WordClass::NOUN_LINK);
        !governed
            && (page.is_finite_verb(end)
                || page.has_class(end, WordClass::CLITIC | WordClass::NEGATION)
                || page.is_finite_verb(after_comma))
    }
}

/// Whether a name beside another is probably a person's: known as one, or of two words.
fn is_likely_person(phrase: &NounPhrase) -> bool {
    let full = phrase.kind == SpeakerKind::Unknown && phrase.name.as_ref().is_some_and(|n| n.len() >= 2);
    phrase.kind == SpeakerKind::Person || full
}
