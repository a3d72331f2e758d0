//! Describes speakers: the name and description in a phrase, and which speaker a description fits.

use super::article_speaker::ArticleSpeaker;
use super::speaker_index::latest;
use super::speaker_resolver::{SpeakerResolver, folded_words, genders_agree};
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Lexicon, PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::steps::Step;
use std::ops::Range;

impl SpeakerResolver<'_, '_> {
    /// The description in the phrase: its noun with its complement, as in the text.
    pub(super) fn description(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let noun = phrase.noun.as_ref()?;
        let mut end = phrase.tokens.end;
        if let Some(name) = &phrase.name
            && name.start >= noun.end
        {
            end = name.start;
            // a title or a comma before the name
            while end > noun.end
                && (page.is_mark(end - 1, ',')
                    || page
                        .meaning(end - 1, |m| matches!(m, PhraseMeaning::Title(_)))
                        .is_some())
            {
                end -= 1;
            }
        }
        Some(page.text_of(&(noun.start..end)).replace('\n', " "))
    }

    /// The name or description that a phrase gives the speaker, without determiners, titles and brackets.
    pub(super) fn canonical_name(&self, phrase: &NounPhrase) -> String {
        let page = self.page;
        if let Some(names) = self.full_names(phrase) {
            return names;
        }
        let range = match (&phrase.name, &phrase.noun) {
            (Some(name), Some(noun))
                if phrase.kind == SpeakerKind::Person
                    || noun.end <= name.start && self.is_body_with_name(noun, name) =>
            {
                name.clone()
            }
            (Some(name), None) if phrase.kind == SpeakerKind::Person => name.clone(),
            _ => {
                let mut start = phrase.tokens.start;
                // "de" before a plural adjective is an article, and no part of the description: "de nombreux élus"
                start += usize::from(
                    page.has_class(start, WordClass::NOUN_LINK)
                        && page.has_class(start + 1, WordClass::PLURAL_ADJECTIVE),
                );
                while start < phrase.tokens.end
                    && page.has_class(start, WordClass::DETERMINER)
                    && !page.is_number(start)
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
        if !names.clone().any(|t| page.has_class(t, WordClass::COORDINATOR)) {
            return None;
        }
        let mut whole = String::new();
        let mut start = names.start;
        for at in names.start..=names.end {
            let joined = page.has_class(at, WordClass::COORDINATOR) && at < names.end;
            if at < names.end && !joined && !page.is_mark(at, ',') {
                continue;
            }
            let part = noun::phrase_from(page, start, at).filter(|p| p.name.is_some())?;
            let words = self.name_words(page.text_of(part.name.as_ref()?));
            let known = self
                .find_by_name(&words, &part)
                .map(|who| self.speakers[who].name.clone());
            whole += &known.unwrap_or_else(|| self.canonical_name(&part));
            if joined {
                whole = whole + " " + page.text_of(&(at..at + 1)) + " ";
            } else if at < names.end {
                whole += ", ";
            }
            start = at + 1;
        }
        Some(whole)
    }

    /// Whether the noun is a body and the name is its name: "l'ONG Oxfam".
    fn is_body_with_name(&self, noun: &Range<usize>, name: &Range<usize>) -> bool {
        if self.page.has_class(noun.start, WordClass::NAMED_AFTER) {
            return false;
        }
        let apart = name.start > noun.end && self.page.is_mark(name.start - 1, ',');
        apart
            || name.start == noun.end
                && self
                    .page
                    .tokens
                    .get(noun.start)
                    .is_some_and(|t| !t.is_capitalised || t.is_all_caps)
    }

    /// The folded words of a description; an office with several names gets one of them.
    pub(super) fn description_words(&self, text: &str) -> Vec<String> {
        self.page.lexicon.unify_office_names(folded_words(text))
    }

    /// The speaker with this description: it has the same head, and neither description contradicts the other.
    pub(super) fn find_by_description(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let noun = phrase.noun.as_ref()?;
        let lexicon = self.page.lexicon;
        let head = self.description_words(self.page.text_of(noun));
        let asked = if words.is_empty() { &head } else { words };
        // "un porte-parole" is a new speaker, unless described before in exactly the same words
        let owned = phrase.kind == SpeakerKind::Document
            && self.page.has_class(phrase.tokens.start, WordClass::POSSESSIVE);
        let new = owned
            || self
                .page
                .has_class(phrase.tokens.start, WordClass::INDEFINITE_ARTICLE);
        // a speaker mentioned before is preferred to one only mentioned later, and the last mentioned of those
        let at = phrase.tokens.start;
        let mut best: Option<(usize, (usize, Option<usize>))> = None;
        for index in self.index.candidates(asked) {
            let speaker = &self.speakers[index];
            if !genders_agree(speaker.agreement, phrase.agreement)
                || speaker.agreement.is_plural != phrase.agreement.is_plural
            {
                continue;
            }
            let own = std::iter::once(&speaker.words)
                .filter(|_| !speaker.has_proper_name || speaker.kind != SpeakerKind::Person);
            let score = own
                .chain(&speaker.descriptions)
                .filter(|d| !new || !speaker.has_proper_name && d.as_slice() == words)
                .filter_map(|d| count_shared_words(lexicon, &head, words, d))
                .max();
            let Some(score) = score else { continue };
            let rank = (score, speaker.last_mention_before(at));
            if best.is_none_or(|(_, known)| rank > known) {
                best = Some((index, rank));
            }
        }
        best.map(|(index, ..)| index)
    }

    /// The person whose description contains what a general word for a leader belongs to: "la dirigeante de Cap
    /// Social".
    pub(super) fn find_by_affiliation(&self, phrase: &NounPhrase) -> Option<usize> {
        let noun = phrase.noun.as_ref()?;
        let lexicon = self.page.lexicon;
        let behind = self.page.text_of(&(noun.end..phrase.tokens.end));
        let words: Vec<String> = folded_words(behind)
            .into_iter()
            .filter(|w| is_content_word(lexicon, w))
            .collect();
        let rarest = words
            .iter()
            .map(|w| self.index.with_word(w))
            .min_by_key(|who| who.len())
            .map(latest)?;
        let fits = |speaker: &ArticleSpeaker| {
            speaker.has_proper_name
                && speaker.kind == SpeakerKind::Person
                && genders_agree(speaker.agreement, phrase.agreement)
                && speaker
                    .descriptions
                    .iter()
                    .any(|d| words.iter().all(|w| d.contains(w)))
        };
        let mut found = rarest.iter().copied().filter(|who| fits(&self.speakers[*who]));
        // none if two fit
        found.next().filter(|_| found.next().is_none())
    }
}

/// Whether the word is a content word, and not one that only joins others.
fn is_content_word(lexicon: &Lexicon, word: &str) -> bool {
    let grammar = WordClass::DETERMINER
        | WordClass::PREPOSITION
        | WordClass::NOUN_LINK
        | WordClass::COORDINATOR
        | WordClass::ROLE_LINK;
    word.chars().nth(1).is_some() && !lexicon.word_class(lexicon.word_id(word)).intersects(grammar)
}

/// Number of content words that a description shares with a known one. `None` if the heads differ, or if each has
/// content words that the other lacks.
fn count_shared_words(
    lexicon: &Lexicon,
    head: &[String],
    words: &[String],
    known: &[String],
) -> Option<usize> {
    Step::Speaker.count(1 + known.len());
    if !has_same_head(lexicon, head, words, known) {
        return None;
    }
    let telling = |list: &[String]| list.iter().filter(|w| is_content_word(lexicon, w)).count();
    let shared = words
        .iter()
        .filter(|w| is_content_word(lexicon, w) && known.contains(w))
        .count();
    let contradicts = shared < telling(words) && shared < telling(known);
    (!contradicts).then_some(shared)
}

/// Whether a description has the head of a known one: "ministre de la Défense" and "ministre letton de la Défense",
/// "the minister" and "defence minister". A vice president is not a president.
fn has_same_head(lexicon: &Lexicon, head: &[String], words: &[String], known: &[String]) -> bool {
    let first = lexicon.splits_hyphens();
    let Some(core) = (if first { head.first() } else { head.last() }) else {
        return false;
    };
    if known.starts_with(head) || head.ends_with(known) {
        return true;
    }
    // the known description up to its complement
    let portion = known.iter().take_while(|w| is_content_word(lexicon, w));
    let lesser = |w: &&String| {
        lexicon
            .word_class(lexicon.word_id(w))
            .intersects(WordClass::ROLE_MODIFIER)
    };
    let lessened = portion.clone().filter(lesser).any(|w| !words.contains(w));
    let all = if first {
        portion.clone().any(|w| w == core)
    } else {
        head.iter().all(|w| known.contains(w)) && portion.clone().any(|w| w == core)
    };
    all && !lessened
}
