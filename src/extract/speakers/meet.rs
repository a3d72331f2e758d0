//! Whom a noun phrase means: by name, by acronym, by description, or somebody new.

use super::{ArticleSpeaker, SpeakerResolver, are_initials_of, folded_words, genders_agree};
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{Agreement, Lexicon, PhraseMeaning, WordClass};
use crate::extract::noun::NounPhrase;

/// An acronym means one of so many who were met last: those of a text without end are not all looked at for each name.
const RECENT_MAX: usize = 2000;

impl SpeakerResolver<'_, '_> {
    /// The speaker that the phrase means, made known where it is new.
    pub(super) fn meet(&mut self, phrase: &NounPhrase) -> usize {
        let page = self.page;
        let described = self.description(phrase);
        let acronym = self.acronym(phrase);
        let found = if let Some(name) = &phrase.name {
            let text = match phrase.kind {
                SpeakerKind::Group => self.canonical_name(phrase),
                _ => page.text_of(name).to_owned(),
            };
            let words = self.name_words(&text);
            match self.by_name(&words, phrase) {
                Some(index) => {
                    self.enrich(index, &text, words);
                    index
                }
                None => self.add(self.canonical_name(phrase), true, phrase),
            }
        } else {
            let canonical = self.canonical_name(phrase);
            let words = self.description_words(&canonical);
            match self.find_by_description(&words, phrase) {
                Some(index) => {
                    let speaker = &mut self.speakers[index];
                    // the longer description of the same: "lawmakers on the committee"
                    if !speaker.named && words.len() > speaker.words.len() {
                        self.index.insert(&words, index);
                        speaker.name = canonical;
                        speaker.words = words;
                    }
                    index
                }
                None => self.add(canonical, false, phrase),
            }
        };
        let described = described.map(|text| (self.description_words(&text), text));
        let speaker = &mut self.speakers[found];
        if let Some((words, text)) = described {
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
        let both = Agreement {
            can_be_masculine: speaker.gender.can_be_masculine && phrase.gender.can_be_masculine,
            can_be_feminine: speaker.gender.can_be_feminine && phrase.gender.can_be_feminine,
            is_plural: speaker.gender.is_plural || phrase.gender.is_plural,
        };
        if both.can_be_masculine || both.can_be_feminine {
            speaker.gender = both;
        }
        speaker.add_mention(phrase.tokens.start);
        found
    }

    /// The acronym in brackets inside the phrase, where its letters are the initials of the words before it.
    pub(super) fn acronym(&self, phrase: &NounPhrase) -> Option<String> {
        let page = self.page;
        let open = phrase.tokens.clone().find(|t| page.is_mark(*t, '('))?;
        let token = page
            .token(open + 1)
            .filter(|t| t.is_all_caps && page.is_mark(open + 2, ')'))?;
        let acronym = fold(token.text(page.text));
        let words = folded_words(page.text_of(&(phrase.tokens.start..open)));
        // "Coalition de la gauche radicale (SYRIZA)" keeps the acronym of another language
        let similar =
            are_initials_of(&words, &acronym) || words.len() > 2 && phrase.kind != SpeakerKind::Person;
        similar.then_some(acronym)
    }

    /// The folded words of a name without a suffix: "Jr." is left out where the name is short.
    pub(super) fn name_words(&self, text: &str) -> Vec<String> {
        let lexicon = self.page.lexicon;
        let mut words = folded_words(text);
        let suffix = |w: &String| {
            lexicon
                .word_class(lexicon.word_id(w))
                .intersects(WordClass::NAME_SUFFIX)
        };
        if words.len() > 2 && words.last().is_some_and(suffix) {
            words.pop();
        }
        words
    }

    fn enrich(&mut self, index: usize, text: &str, words: Vec<String>) {
        // "Crooked Ann Untel" after "Ann Untel", or before it: a word that is no given name stands before a whole name
        let speaker = &self.speakers[index];
        if qualifies(self.page.lexicon, &words, &speaker.words) {
            return;
        }
        if qualifies(self.page.lexicon, &speaker.words, &words) {
            self.speakers[index].name = text.replace('\n', " ");
            self.speakers[index].words = words;
            return;
        }
        let speaker = &mut self.speakers[index];
        let letters = |words: &[String]| words.iter().map(String::len).sum::<usize>();
        // as many words, but no initials: "Jean-Marc Untel" after "J-M Untel"
        let fuller = words.len() == speaker.words.len() && letters(&words) > letters(&speaker.words);
        if words.len() > speaker.words.len() || fuller || !speaker.named && words.len() == speaker.words.len()
        {
            speaker.name = text.replace('\n', " ");
            self.index.insert(&words, index);
            speaker.words = words;
            speaker.named = true;
        }
    }

    pub(super) fn add(&mut self, name: String, named: bool, phrase: &NounPhrase) -> usize {
        let words = if named {
            self.name_words(&name)
        } else {
            self.description_words(&name)
        };
        self.index.insert(&words, self.speakers.len());
        self.speakers.push(ArticleSpeaker {
            name,
            words,
            named,
            acronym: None,
            issuer: None,
            descriptions: Vec::new(),
            capacity: None,
            kind: phrase.kind,
            gender: phrase.gender,
            is_definite: self.page.has_class(phrase.tokens.start, WordClass::DEFINITE),
            mentioned_at: vec![phrase.tokens.start],
            has_spoken: false,
        });
        self.speakers.len() - 1
    }

    /// The bearer of a name: the same words, or a short form of a longer name, by its last word or its first.
    pub(super) fn by_name(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let last = words.last()?;
        let with_last = self.index.with_word(last);
        let find = |fits: &dyn Fn(&ArticleSpeaker) -> bool| {
            let found = with_last.iter().rev();
            found.copied().find(|who| fits(&self.speakers[*who]))
        };
        let exact = find(&|s| s.words == *words);
        let many = if words.len() == 1 { RECENT_MAX } else { 0 };
        let mut recent = self.speakers.iter().enumerate().rev().take(many);
        let called = recent.find(|(_, s)| s.has_acronym(last)).map(|(who, _)| who);
        if let Some(found) = exact.max(called) {
            return Some(found);
        }
        let fits = |s: &ArticleSpeaker| {
            s.named
                && genders_agree(s.gender, phrase.gender)
                && !(s.kind == SpeakerKind::Person && phrase.kind == SpeakerKind::Institution)
                // "Untel et Unetelle" are not Untel
                && (s.kind == SpeakerKind::Group) == (phrase.kind == SpeakerKind::Group)
        };
        if words.len() == 1 {
            // of several, a person before what may be none, and of people who was met last
            let at = phrase.name.as_ref().map_or(phrase.tokens.start, |n| n.start);
            let rank = |who: &usize| {
                let speaker = &self.speakers[*who];
                (
                    speaker.kind == SpeakerKind::Person,
                    speaker.last_mention_before(at),
                    *who,
                )
            };
            let bears = |s: &ArticleSpeaker| fits(s) && s.words.len() > 1 && s.words.last() == Some(last);
            let bearers = with_last
                .iter()
                .copied()
                .filter(|who| bears(&self.speakers[*who]));
            let by_last = bearers.max_by_key(rank);
            return by_last
                .or_else(|| find(&|s| fits(s) && s.words.len() == 2 && s.words.first() == Some(last)))
                // "Kim" of "Kim Jong Ho": the first part of only one name
                .or_else(|| {
                    let person =
                        |s: &ArticleSpeaker| s.kind == SpeakerKind::Person && s.words.first() == Some(last);
                    let mut found = with_last.iter().filter(|who| {
                        let speaker = &self.speakers[**who];
                        fits(speaker) && person(speaker)
                    });
                    found.next().filter(|_| found.next().is_none()).copied()
                });
        }
        // an initial or a middle name more or less
        find(&|s| {
            fits(s)
                && s.words.last() == Some(last)
                && (s.words.len() == 1 && s.kind == SpeakerKind::Person
                    || s.words.iter().all(|w| words.contains(w))
                    || are_short_for(words, &s.words)
                    || are_short_for(&s.words, words))
        })
    }
}

/// Whether each word of a name is one of the other, or the initial of one: "J-M Untel", "J. Untel".
fn are_short_for(words: &[String], full: &[String]) -> bool {
    words.iter().enumerate().all(|(at, word)| {
        let initial = |of: Option<&String>| of.is_some_and(|of| of.starts_with(word.as_str()));
        full.contains(word) || word.chars().count() == 1 && (initial(full.first()) || initial(full.get(at)))
    })
}

/// Whether the words are those of a name that begins with a given name, behind one word that is none.
fn qualifies(lexicon: &Lexicon, words: &[String], name: &[String]) -> bool {
    let given = |word: &String| {
        let word = lexicon.word_id(word);
        let mut phrases = lexicon.match_phrases(move |n| (n == 0).then_some(word));
        phrases.any(|(meaning, _)| matches!(meaning, PhraseMeaning::GivenName(_)))
    };
    let (Some(first), Some(own)) = (words.first(), name.first()) else {
        return false;
    };
    name.len() >= 2 && words.len() == name.len() + 1 && words.ends_with(name) && given(own) && !given(first)
}
