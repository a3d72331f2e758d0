//! Looks up the speaker that a noun phrase means, by name, acronym or description, or adds a new one.

use super::article_speaker::{ArticleSpeaker, are_initials_of};
use super::speaker_index::{COMPARED_MAX, latest};
use super::speaker_resolver::{SpeakerResolver, folded_words, genders_agree};
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{Agreement, Lexicon, PhraseMeaning, WordClass};
use crate::extract::noun::NounPhrase;
use crate::extract::steps::Step;

/// Maximum number of descriptions that are kept of one speaker; the first ones are.
const DESCRIPTIONS_MAX: usize = 64;

impl SpeakerResolver<'_, '_> {
    /// The number of the speaker that the phrase means; a new one is added. The speaker's description, kind, gender and
    /// mentions are updated.
    pub(super) fn find_or_add(&mut self, phrase: &NounPhrase) -> usize {
        let page = self.page;
        let described = self.description(phrase);
        let acronym = self.acronym_in_brackets(phrase);
        let found = if let Some(name) = &phrase.name {
            let text = match phrase.kind {
                SpeakerKind::Group => self.canonical_name(phrase),
                _ => page.text_of(name).to_owned(),
            };
            let words = self.name_words(&text);
            match self.find_by_name(&words, phrase) {
                Some(index) => {
                    self.adopt_fuller_name(index, &text, words);
                    index
                }
                None => self.add_speaker(self.canonical_name(phrase), true, phrase),
            }
        } else {
            let canonical = self.canonical_name(phrase);
            let words = self.description_words(&canonical);
            match self.find_by_description(&words, phrase) {
                Some(index) => {
                    let speaker = &mut self.speakers[index];
                    // a longer description of the same speaker: "lawmakers on the committee"
                    if !speaker.has_proper_name && words.len() > speaker.words.len() {
                        self.index.insert(&words, index);
                        speaker.name = canonical;
                        speaker.words = words;
                    }
                    index
                }
                None => self.add_speaker(canonical, false, phrase),
            }
        };
        let described = described.map(|text| (self.description_words(&text), text));
        let speaker = &mut self.speakers[found];
        if let Some((words, text)) = described {
            if speaker.descriptions.len() < DESCRIPTIONS_MAX && !speaker.descriptions.contains(&words) {
                self.index.insert(&words, found);
                speaker.descriptions.push(words);
            }
            if speaker.has_proper_name
                && speaker.kind == SpeakerKind::Person
                && phrase.kind == SpeakerKind::Person
            {
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
            can_be_masculine: speaker.agreement.can_be_masculine && phrase.agreement.can_be_masculine,
            can_be_feminine: speaker.agreement.can_be_feminine && phrase.agreement.can_be_feminine,
            is_plural: speaker.agreement.is_plural || phrase.agreement.is_plural,
        };
        if both.can_be_masculine || both.can_be_feminine {
            speaker.agreement = both;
        }
        speaker.add_mention(phrase.tokens.start);
        found
    }

    /// The folded acronym in brackets inside the phrase, if its letters are the initials of the words before it.
    pub(super) fn acronym_in_brackets(&self, phrase: &NounPhrase) -> Option<String> {
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

    /// The folded words of a name without its suffix: short forms of the name leave out "Jr.".
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

    /// Replaces the name of speaker `index` by `text` if that is the fuller form.
    fn adopt_fuller_name(&mut self, index: usize, text: &str, words: Vec<String>) {
        // a word before a whole name that is no given name is a qualifier, not part of the name: "Crooked Ann Untel"
        let speaker = &self.speakers[index];
        if adds_qualifier(self.page.lexicon, &words, &speaker.words) {
            return;
        }
        if adds_qualifier(self.page.lexicon, &speaker.words, &words) {
            self.speakers[index].name = text.replace('\n', " ");
            self.speakers[index].words = words;
            return;
        }
        let speaker = &mut self.speakers[index];
        let letters = |words: &[String]| words.iter().map(String::len).sum::<usize>();
        // as many words, but longer than initials: "Jean-Marc Untel" after "J-M Untel"
        let fuller = words.len() == speaker.words.len() && letters(&words) > letters(&speaker.words);
        if words.len() > speaker.words.len()
            || fuller
            || !speaker.has_proper_name && words.len() == speaker.words.len()
        {
            speaker.name = text.replace('\n', " ");
            self.index.insert(&words, index);
            speaker.words = words;
            speaker.has_proper_name = true;
        }
    }

    /// Adds a speaker with this name, or description if not `named`, and returns its number.
    pub(super) fn add_speaker(&mut self, name: String, named: bool, phrase: &NounPhrase) -> usize {
        let words = if named {
            self.name_words(&name)
        } else {
            self.description_words(&name)
        };
        self.index.insert(&words, self.speakers.len());
        self.speakers.push(ArticleSpeaker {
            name,
            words,
            has_proper_name: named,
            acronym: None,
            issuer: None,
            descriptions: Vec::new(),
            capacity: None,
            kind: phrase.kind,
            agreement: phrase.agreement,
            is_definite: self.page.has_class(phrase.tokens.start, WordClass::DEFINITE),
            mentioned_at: vec![phrase.tokens.start],
            has_spoken: false,
        });
        self.speakers.len() - 1
    }

    /// The bearer of a name: it has the same words, or a longer name of which this is a short form (its last word or
    /// its first).
    pub(super) fn find_by_name(&self, words: &[String], phrase: &NounPhrase) -> Option<usize> {
        let last = words.last()?;
        let with_last = latest(self.index.with_word(last));
        let find = |fits: &dyn Fn(&ArticleSpeaker) -> bool| {
            let found = with_last.iter().rev();
            found
                .copied()
                .inspect(|_| Step::Speaker.count_one())
                .find(|who| fits(&self.speakers[*who]))
        };
        let exact = find(&|s| s.words == *words);
        let many = if words.len() == 1 { COMPARED_MAX } else { 0 };
        let mut recent = self.speakers.iter().enumerate().rev().take(many);
        let called = recent.find(|(_, s)| s.has_acronym(last)).map(|(who, _)| who);
        if let Some(found) = exact.max(called) {
            return Some(found);
        }
        let fits = |s: &ArticleSpeaker| {
            s.has_proper_name
                && genders_agree(s.agreement, phrase.agreement)
                && !(s.kind == SpeakerKind::Person && phrase.kind == SpeakerKind::Institution)
                // a group is not one of its members: "Untel et Unetelle" is not "Untel"
                && (s.kind == SpeakerKind::Group) == (phrase.kind == SpeakerKind::Group)
        };
        if words.len() == 1 {
            // of several, a person is preferred to what may be none, then the last mentioned
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
                // the first part of a name, if only one person's name begins with it: "Kim" of "Kim Jong Ho"
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
        // one name may have an initial or a middle name that the other lacks
        find(&|s| {
            fits(s)
                && s.words.last() == Some(last)
                && (s.words.len() == 1 && s.kind == SpeakerKind::Person
                    || s.words.iter().all(|w| words.contains(w))
                    || is_short_form_of(words, &s.words)
                    || is_short_form_of(&s.words, words))
        })
    }
}

/// Whether each word of a name is also in `full`, or is an initial there: "J-M Untel", "J. Untel".
fn is_short_form_of(words: &[String], full: &[String]) -> bool {
    words.iter().enumerate().all(|(at, word)| {
        let initial = |of: Option<&String>| of.is_some_and(|of| of.starts_with(word.as_str()));
        full.contains(word) || word.chars().count() == 1 && (initial(full.first()) || initial(full.get(at)))
    })
}

/// Whether `words` are a name that begins with a given name, with one other word before it.
fn adds_qualifier(lexicon: &Lexicon, words: &[String], name: &[String]) -> bool {
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
