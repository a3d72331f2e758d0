//! What a phrase calls a speaker, and whom a description fits.

use super::{Cast, Speaker, compatible, words_of};
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Class, Lexicon, Meaning};
use crate::extract::noun::{self, NounPhrase};
use std::ops::Range;

impl Cast<'_, '_> {
    /// The description in the phrase: its noun with what belongs to it, as it stands.
    pub(super) fn description(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let noun = phrase.noun.as_ref()?;
        let mut end = phrase.tokens.end;
        if let Some(name) = &phrase.name
            && name.start >= noun.end
        {
            end = name.start;
            // a title before the name, a comma before it
            while end > noun.end
                && (page.is_mark(end - 1, ',')
                    || page
                        .meaning(end - 1, |m| matches!(m, Meaning::Title(_)))
                        .is_some())
            {
                end -= 1;
            }
        }
        Some(page.text_of(&(noun.start..end)).replace('\n', " "))
    }

    /// What a phrase calls the speaker, without determiners, titles and what stands in brackets.
    pub(super) fn canonical(&self, phrase: &NounPhrase) -> String {
        let page = self.page;
        if let Some(names) = self.full_names(phrase) {
            return names;
        }
        let range = match (&phrase.name, &phrase.noun) {
            (Some(name), Some(noun))
                if phrase.kind == SpeakerKind::Person
                    || noun.end <= name.start && self.adjoins(noun, name) =>
            {
                name.clone()
            }
            (Some(name), None) if phrase.kind == SpeakerKind::Person => name.clone(),
            _ => {
                let mut start = phrase.tokens.start;
                // "de nombreux élus"
                start += usize::from(page.is(start, Class::OF) && page.is(start + 1, Class::NUMEROUS));
                while start < phrase.tokens.end && page.is(start, Class::DETERMINER) && !page.is_number(start)
                {
                    start += 1;
                }
                let end = (start..phrase.tokens.end)
                    .find(|t| page.is_mark(*t, '(') || page.is_mark(*t, ','))
                    .unwrap_or(phrase.tokens.end);
                start..end.max(start)
            }
        };
        page.text_of(&range).replace('\n', " ")
    }

    /// The full names of people who are named side by side: "Claire Aubert et Paul Durand" for "Aubert et Durand".
    fn full_names(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let names = phrase
            .name
            .clone()
            .filter(|_| phrase.kind == SpeakerKind::Group)?;
        let mut whole = String::new();
        let mut start = names.start;
        for at in names.start..=names.end {
            let joined = page.is(at, Class::COORDINATOR) && at < names.end;
            if at < names.end && !joined && !page.is_mark(at, ',') {
                continue;
            }
            let part = noun::forwards(page, start, at).filter(|p| p.name.is_some())?;
            let words = self.name_words(page.text_of(part.name.as_ref()?));
            let known = self
                .by_name(&words, &part)
                .map(|who| self.speakers[who].name.clone());
            whole += &known.unwrap_or_else(|| self.canonical(&part));
            if joined {
                whole = whole + " " + page.text_of(&(at..at + 1)) + " ";
            } else if at < names.end {
                whole += ", ";
            }
            start = at + 1;
        }
        Some(whole)
    }

    /// "l'ONG Oxfam": a body and its name side by side.
    fn adjoins(&self, noun: &Range<usize>, name: &Range<usize>) -> bool {
        if self.page.is(noun.start, Class::NAMED_AFTER) {
            return false;
        }
        let apart = name.start > noun.end && self.page.is_mark(name.start - 1, ',');
        apart
            || name.start == noun.end
                && self
                    .page
                    .tokens
                    .get(noun.start)
                    .is_some_and(|t| !t.capital || t.shouted)
    }

    /// The folded words of a description, an office of several names under one of them.
    pub(super) fn described_by(&self, text: &str) -> Vec<String> {
        self.page.lexicon.with_one_name_per_office(words_of(text))
    }

    /// Who is described: the same head, and no word of one that the other contradicts.
    pub(super) fn by_description(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let noun = phrase.noun.as_ref()?;
        let lexicon = self.page.lexicon;
        let head = self.described_by(self.page.text_of(noun));
        let asked = if words.is_empty() { &head } else { words };
        // "un porte-parole" is none who was spoken of before, unless in the very same words
        let owned =
            phrase.kind == SpeakerKind::Document && self.page.is(phrase.tokens.start, Class::POSSESSIVE);
        let new = owned || self.page.is(phrase.tokens.start, Class::NEW);
        let mut best: Option<(usize, usize, usize)> = None;
        for index in self.index.with_all_or_among(asked) {
            let speaker = &self.speakers[index];
            if !compatible(speaker.gender, phrase.gender) || speaker.gender.plural != phrase.gender.plural {
                continue;
            }
            let own = std::iter::once(&speaker.words)
                .filter(|_| !speaker.named || speaker.kind != SpeakerKind::Person);
            let score = own
                .chain(&speaker.descriptions)
                .filter(|d| !new || !speaker.named && d.as_slice() == words)
                .filter_map(|d| likeness(lexicon, &head, words, d))
                .max();
            if let Some(score) = score
                && best.is_none_or(|(_, s, met)| (score, speaker.met) >= (s, met))
            {
                best = Some((index, score, speaker.met));
            }
        }
        best.map(|(index, ..)| index)
    }

    /// "la dirigeante de Cap Social": whoever was described with what a word for any leader belongs to.
    pub(super) fn by_what_it_belongs_to(&self, phrase: &NounPhrase) -> Option<usize> {
        let noun = phrase.noun.as_ref()?;
        let lexicon = self.page.lexicon;
        let behind = self.page.text_of(&(noun.end..phrase.tokens.end));
        let words: Vec<String> = words_of(behind)
            .into_iter()
            .filter(|w| tells(lexicon, w))
            .collect();
        let rarest = words
            .iter()
            .map(|w| self.index.with_word(w))
            .min_by_key(|who| who.len())?;
        let fits = |speaker: &Speaker| {
            speaker.named
                && speaker.kind == SpeakerKind::Person
                && compatible(speaker.gender, phrase.gender)
                && speaker
                    .descriptions
                    .iter()
                    .any(|d| words.iter().all(|w| d.contains(w)))
        };
        let mut found = rarest.iter().copied().filter(|who| fits(&self.speakers[*who]));
        // of two, nobody tells which
        found.next().filter(|_| found.next().is_none())
    }
}

/// Whether a word of a description tells more than how the others are joined.
fn tells(lexicon: &Lexicon, word: &str) -> bool {
    let grammar = Class::DETERMINER | Class::PREPOSITION | Class::OF | Class::COORDINATOR | Class::ROLE_LINK;
    word.chars().nth(1).is_some() && !lexicon.class(lexicon.word(word)).has(grammar)
}

/// How well a description fits one that is known: none where the heads differ or each has words of its own.
fn likeness(lexicon: &Lexicon, head: &[String], words: &[String], known: &[String]) -> Option<usize> {
    if !same_head(lexicon, head, words, known) {
        return None;
    }
    let telling = |list: &[String]| list.iter().filter(|w| tells(lexicon, w)).count();
    let shared = words
        .iter()
        .filter(|w| tells(lexicon, w) && known.contains(w))
        .count();
    let contradicts = shared < telling(words) && shared < telling(known);
    (!contradicts).then_some(shared)
}

/// Whether the head of a description is that of a known one: "ministre de la Défense", "ministre letton de la
/// Défense"; "the minister", "defence minister". A vice president is no president.
fn same_head(lexicon: &Lexicon, head: &[String], words: &[String], known: &[String]) -> bool {
    let first = lexicon.splits_hyphens();
    let Some(core) = (if first { head.first() } else { head.last() }) else {
        return false;
    };
    if known.starts_with(head) || head.ends_with(known) {
        return true;
    }
    // up to what the known one belongs to
    let portion = known.iter().take_while(|w| tells(lexicon, w));
    let lesser = |w: &&String| lexicon.class(lexicon.word(w)).has(Class::LESSER);
    let lessened = portion.clone().filter(lesser).any(|w| !words.contains(w));
    let all = if first {
        portion.clone().any(|w| w == core)
    } else {
        head.iter().all(|w| known.contains(w)) && portion.clone().any(|w| w == core)
    };
    all && !lessened
}
