//! Whom a noun phrase means: by name, by acronym, by description, or somebody new.

use super::{Cast, Speaker, compatible, initials, words_of};
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{Class, Gender, Meaning};
use crate::extract::noun::NounPhrase;
use std::ops::Range;

impl Cast<'_, '_> {
    /// The speaker that the phrase means, made known where it is new.
    pub(super) fn meet(&mut self, phrase: &NounPhrase) -> usize {
        let page = self.page;
        let described = self.description(phrase);
        let acronym = self.acronym(phrase);
        let found = if let Some(name) = &phrase.name {
            let text = page.text_of(name);
            let words = words_of(text);
            match self.by_name(&words, phrase) {
                Some(index) => {
                    self.enrich(index, text, words);
                    index
                }
                None => self.add(self.canonical(phrase), true, phrase),
            }
        } else {
            let canonical = self.canonical(phrase);
            let words = words_of(&canonical);
            self.by_description(&words, phrase)
                .unwrap_or_else(|| self.add(canonical, false, phrase))
        };
        let speaker = &mut self.speakers[found];
        if let Some(text) = described {
            let words = words_of(&text);
            if !speaker.descriptions.contains(&words) {
                self.index.insert(&words, found);
                speaker.descriptions.push(words);
            }
            if speaker.named && speaker.kind == SpeakerKind::Person && phrase.kind == SpeakerKind::Person {
                speaker.capacity = Some(text);
            }
        }
        if speaker.kind == SpeakerKind::Unknown {
            speaker.kind = phrase.kind;
        }
        if acronym.is_some() && speaker.kind != SpeakerKind::Person {
            speaker.acronym = acronym;
        }
        let both = Gender {
            m: speaker.gender.m && phrase.gender.m,
            f: speaker.gender.f && phrase.gender.f,
            plural: speaker.gender.plural || phrase.gender.plural,
        };
        if both.m || both.f {
            speaker.gender = both;
        }
        speaker.met = phrase.tokens.start;
        found
    }

    /// The description in the phrase: its noun with what belongs to it, as it stands.
    fn description(&self, phrase: &NounPhrase) -> Option<String> {
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

    /// The acronym in brackets inside the phrase, where its letters are the initials of the words before it.
    pub(super) fn acronym(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let open = phrase.tokens.clone().find(|t| page.is_mark(*t, '('))?;
        let token = page
            .token(open + 1)
            .filter(|t| t.shouted && page.is_mark(open + 2, ')'))?;
        let acronym = fold(token.text(page.text));
        let words = words_of(page.text_of(&(phrase.tokens.start..open)));
        // "Coalition de la gauche radicale (SYRIZA)" keeps the acronym of another language
        let similar = initials(&words, &acronym) || words.len() > 2 && phrase.kind != SpeakerKind::Person;
        similar.then_some(acronym)
    }

    /// What a phrase calls the speaker, without determiners, titles and what stands in brackets.
    pub(super) fn canonical(&self, phrase: &NounPhrase) -> String {
        let page = self.page;
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

    fn enrich(&mut self, index: usize, text: &str, words: Vec<String>) {
        let speaker = &mut self.speakers[index];
        if words.len() > speaker.words.len() || !speaker.named && words.len() == speaker.words.len() {
            speaker.name = text.replace('\n', " ");
            self.index.insert(&words, index);
            speaker.words = words;
            speaker.named = true;
        }
    }

    fn add(&mut self, name: String, named: bool, phrase: &NounPhrase) -> usize {
        let words = words_of(&name);
        self.index.insert(&words, self.speakers.len());
        self.speakers.push(Speaker {
            name,
            words,
            named,
            acronym: None,
            descriptions: Vec::new(),
            capacity: None,
            kind: phrase.kind,
            gender: phrase.gender,
            definite: self.page.is(phrase.tokens.start, Class::DEFINITE),
            met: phrase.tokens.start,
        });
        self.speakers.len() - 1
    }

    /// The bearer of a name: the same words, or a short form of a longer name, by its last word or its first.
    fn by_name(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let last = words.last()?;
        let with_last = self.index.with_word(last);
        let find = |fits: &dyn Fn(&Speaker) -> bool| {
            let found = with_last.iter().rev();
            found.copied().find(|who| fits(&self.speakers[*who]))
        };
        let exact = find(&|s| s.words == *words);
        let called = (words.len() == 1)
            .then(|| self.speakers.iter().rposition(|s| s.is_called(last)))
            .flatten();
        if let Some(found) = exact.max(called) {
            return Some(found);
        }
        let fits = |s: &Speaker| {
            s.named
                && compatible(s.gender, phrase.gender)
                && !(s.kind == SpeakerKind::Person && phrase.kind == SpeakerKind::Institution)
                // "Untel et Unetelle" are not Untel
                && (s.kind == SpeakerKind::Group) == (phrase.kind == SpeakerKind::Group)
        };
        if words.len() == 1 {
            let by_last = find(&|s| fits(s) && s.words.len() > 1 && s.words.last() == Some(last));
            return by_last
                .or_else(|| find(&|s| fits(s) && s.words.len() == 2 && s.words.first() == Some(last)));
        }
        // an initial or a middle name more or less
        find(&|s| {
            fits(s)
                && s.words.last() == Some(last)
                && (s.words.len() == 1 && s.kind == SpeakerKind::Person
                    || s.words.iter().all(|w| words.contains(w))
                    || words
                        .iter()
                        .all(|w| s.words.contains(w) || w.len() == 1 && s.words[0].starts_with(w.as_str())))
        })
    }

    /// Who is described: the same head, and no word of one that the other contradicts.
    pub(super) fn by_description(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let noun = phrase.noun.as_ref()?;
        let head = words_of(self.page.text_of(noun));
        let mut best: Option<(usize, usize, usize)> = None;
        let asked = if words.is_empty() { &head } else { words };
        for index in self.index.with_all_or_among(asked) {
            let speaker = &self.speakers[index];
            if !compatible(speaker.gender, phrase.gender) || speaker.gender.plural != phrase.gender.plural {
                continue;
            }
            let own = std::iter::once(&speaker.words)
                .filter(|_| !speaker.named || speaker.kind != SpeakerKind::Person);
            let score = own
                .chain(&speaker.descriptions)
                .filter_map(|d| likeness(&head, words, d))
                .max();
            if let Some(score) = score
                && best.is_none_or(|(_, s, met)| (score, speaker.met) >= (s, met))
            {
                best = Some((index, score, speaker.met));
            }
        }
        best.map(|(index, ..)| index)
    }
}

/// How well a description fits one that is known: none where the heads differ or each has words of its own.
fn likeness(head: &[String], words: &[String], known: &[String]) -> Option<usize> {
    if head.is_empty() || !known.starts_with(head) && !head.ends_with(known) {
        return None;
    }
    let shared = words.iter().filter(|w| known.contains(w)).count();
    let contradicts = shared < words.len() && shared < known.len();
    (!contradicts).then_some(shared)
}
