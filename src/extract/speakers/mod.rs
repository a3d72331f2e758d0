//! The speakers of one article: names, short names, descriptions and pronouns brought together.
//!
//! First everybody who is named in full anywhere is met (`introduce`); then each report's party is looked up or met
//! (`meet`), or found by what stands before it (`pronoun`); last, roles that no name stands beside get their bearers
//! (`bearers`). Each answer says by which rule it was found, and what is doubtful about it.

mod bearers;
mod description;
mod index;
mod introduce;
mod issuer;
mod meet;
mod pronoun;
#[cfg(test)]
mod tests;

use super::attribution::{Party, Report};
use super::lexicon::{Agreement, WordClass, WordId};
use super::noun::NounPhrase;
use super::page::Page;
use crate::domain::{Doubt, SpeakerKind, fold};
use index::SpeakerIndex;
use std::ops::Range;

/// Somebody, or something, that an article names.
#[derive(Debug, Clone)]
struct ArticleSpeaker {
    /// The fullest name so far, or the description without its determiner.
    name: String,
    /// The folded words of the name.
    words: Vec<String>,
    /// Whether it is a proper name.
    named: bool,
    /// The folded acronym that stands in brackets behind the name: "Organisation des Nations unies (ONU)".
    acronym: Option<String>,
    /// Who issued it, where it is a document of theirs.
    issuer: Option<usize>,
    /// The folded words of each description: "premier ministre chinois".
    descriptions: Vec<Vec<String>>,
    /// The last role it was given, as it stands.
    capacity: Option<String>,
    kind: SpeakerKind,
    gender: Agreement,
    /// Whether it was described as known: "le ministre", not "un ministre".
    is_definite: bool,
    /// The tokens where it was met, in order.
    mentioned_at: Vec<usize>,
    /// Whether words of it were reported before: then a name of one word is likely a person's.
    has_spoken: bool,
}

impl ArticleSpeaker {
    /// Takes note of a place where it was met; most come in order.
    fn add_mention(&mut self, token: usize) {
        if let Err(place) = self.mentioned_at.binary_search(&token) {
            self.mentioned_at.insert(place, token);
        }
    }

    /// The place where it was met last before a token.
    fn last_mention_before(&self, token: usize) -> Option<usize> {
        let before = self.mentioned_at.partition_point(|place| *place < token);
        before.checked_sub(1).map(|last| self.mentioned_at[last])
    }

    /// Whether what it is called begins as a name does.
    fn is_capitalised(&self) -> bool {
        self.name.starts_with(char::is_uppercase)
    }

    /// Whether the folded word is the body's acronym: the one in brackets behind its name, or its initials.
    fn has_acronym(&self, word: &str) -> bool {
        self.acronym.as_deref() == Some(word)
            || self.kind == SpeakerKind::Institution
                && self.words.len() > 1
                && word.chars().count() > 1
                && are_initials_of(&self.words, word)
    }
}

/// Whether the letters are initials of the words, in order: all of those of more than three letters.
fn are_initials_of(words: &[String], letters: &str) -> bool {
    let mut letters = letters.chars().peekable();
    for word in words {
        let initial = word.chars().next();
        if letters.peek().copied() == initial {
            letters.next();
        } else if word.chars().count() > 3 {
            return false;
        }
    }
    letters.next().is_none()
}

/// What is known of who speaks in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct ResolvedSpeaker {
    pub(in crate::extract) mention: Option<Range<usize>>,
    pub(in crate::extract) reference: Option<String>,
    pub(in crate::extract) capacity: Option<String>,
    pub(in crate::extract) kind: SpeakerKind,
    pub(in crate::extract) doubt: Option<Doubt>,
    /// How it is known.
    pub(in crate::extract) rule: &'static str,
    /// Its number among the speakers of the article.
    speaker: Option<usize>,
}

/// The speaker of each report, in order.
pub(in crate::extract) fn resolve_speakers(page: &Page<'_>, reports: &[Report]) -> Vec<ResolvedSpeaker> {
    let mut cast = SpeakerResolver {
        page,
        speakers: Vec::new(),
        last_speaker: None,
        subjects: Vec::new(),
        one_word_subjects: Vec::new(),
        named_together: Vec::new(),
        mentions: Vec::new(),
        index: SpeakerIndex::default(),
    };
    cast.add_full_names();
    let told = reports.iter().map(|report| cast.resolve_report(report)).collect();
    cast.assign_role_bearers(reports, told)
}

struct SpeakerResolver<'p, 't> {
    page: &'p Page<'t>,
    speakers: Vec<ArticleSpeaker>,
    /// Who spoke last, and at which token that was reported.
    last_speaker: Option<(usize, usize)>,
    /// Who was the subject of a verb, by token: where a pronoun may point.
    subjects: Vec<(usize, usize)>,
    /// Names of one word that were the subject of a verb, by token: "the company" may mean one.
    one_word_subjects: Vec<(usize, usize)>,
    /// People named side by side who did or said something: "Untel et Unetelle".
    named_together: Vec<usize>,
    /// Who was named where, by token.
    mentions: Vec<(usize, usize)>,
    /// Who has which word in a name or a description.
    index: SpeakerIndex,
}

fn folded_words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn genders_agree(a: Agreement, b: Agreement) -> bool {
    (a.can_be_masculine && b.can_be_masculine) || (a.can_be_feminine && b.can_be_feminine)
}

impl SpeakerResolver<'_, '_> {
    fn resolve_report(&mut self, report: &Report) -> ResolvedSpeaker {
        match &report.party {
            Party::Nobody => self.make_resolved(None, None, None, "nobody"),
            Party::Previous | Party::Unclaimed => {
                let who = self.last_speaker.map(|(who, _)| who);
                self.make_resolved(None, who, Some(Doubt::SpeakerCarried), "speaker-before")
            }
            Party::Interviewee(phrase) => {
                let named = phrase.as_ref().map(|phrase| self.meet(phrase));
                let person = |(_, who): &&(usize, usize)| self.speakers[*who].kind == SpeakerKind::Person;
                let first = self.mentions.iter().find(person).map(|(_, who)| *who);
                let who = named.or(self.last_speaker.map(|(who, _)| who)).or(first);
                if let Some(index) = who {
                    self.last_speaker = Some((index, 0));
                }
                self.make_resolved(None, who, Some(Doubt::SpeakerCarried), "whoever-is-interviewed")
            }
            Party::Phrase(phrase) if phrase.pronoun && self.is_indefinite(phrase) => {
                // "some", "d'autres": nobody is named, and nobody who was named before is meant
                let words = self.page.text_of(&phrase.tokens).to_owned();
                let index = self.add(words, false, phrase);
                self.speakers[index].kind = SpeakerKind::Group;
                self.last_speaker = Some((index, phrase.tokens.start));
                self.make_resolved(Some(phrase.tokens.clone()), Some(index), None, "somebody")
            }
            Party::Phrase(phrase) if phrase.pronoun => {
                let (who, doubt, rule) = self.by_pronoun(phrase);
                if let Some(index) = who {
                    self.speakers[index].add_mention(phrase.tokens.start);
                    self.last_speaker = Some((index, phrase.tokens.start));
                }
                let mention = Some(phrase.tokens.clone()).filter(|tokens| !tokens.is_empty());
                self.make_resolved(mention, who, doubt, rule)
            }
            Party::Phrase(phrase) => {
                // who answers is not who asked: only a description tells who it is
                let answers = self.page.lexicon.is_answering_verb(&report.lemma);
                let nearest = self
                    .anaphor(phrase)
                    .filter(|who| !answers || Some(*who) != self.possible_asker(phrase));
                let (index, doubt, rule) = if let Some(index) = nearest {
                    (index, Some(Doubt::SpeakerAmbiguous), "description-of-the-nearest")
                } else {
                    let known = self.speakers.len();
                    let index = self.meet(phrase);
                    self.set_issuer(phrase, index);
                    let rule = match (&phrase.name, index < known) {
                        (Some(_), true) => "name",
                        (None, true) => "description",
                        (_, false) => "first-mention",
                    };
                    (index, None, rule)
                };
                self.speakers[index].has_spoken = self.speakers[index].named;
                self.last_speaker = Some((index, phrase.tokens.start));
                self.make_resolved(Some(phrase.tokens.clone()), Some(index), doubt, rule)
            }
        }
    }

    /// Whether a name of which nothing else is known is likely a person's: a few words, none of them in the lexicon.
    fn is_likely_person(&self, speaker: &ArticleSpeaker) -> bool {
        let lexicon = self.page.lexicon;
        speaker.named
            && speaker.is_capitalised()
            && speaker.kind == SpeakerKind::Unknown
            && (2..=4).contains(&speaker.words.len())
            && speaker
                .words
                .iter()
                .all(|word| lexicon.word_id(word) == WordId::UNKNOWN)
    }

    /// "some", "la plupart des experts": people whom nobody names.
    fn is_indefinite(&self, phrase: &NounPhrase) -> bool {
        let page = self.page;
        let mut tokens = phrase.tokens.clone();
        page.has_class(phrase.tokens.start, WordClass::INDEFINITE_PRONOUN)
            || tokens.any(|t| t > phrase.tokens.start && page.has_class(t, WordClass::NOUN_LINK))
    }

    /// Who was the subject in the sentence before, and so may have asked what is answered now.
    fn possible_asker(&self, phrase: &NounPhrase) -> Option<usize> {
        let at = phrase.tokens.start;
        let before = self.subjects.partition_point(|(token, _)| *token < at);
        let (token, who) = *self.subjects[..before].last()?;
        (self.page.sentence_index(token) < self.page.sentence_index(at)).then_some(who)
    }

    pub(super) fn make_resolved(
        &self,
        mention: Option<Range<usize>>,
        who: Option<usize>,
        doubt: Option<Doubt>,
        rule: &'static str,
    ) -> ResolvedSpeaker {
        let Some(speaker) = who.map(|index| &self.speakers[index]) else {
            return ResolvedSpeaker {
                mention,
                reference: None,
                capacity: None,
                kind: SpeakerKind::Unknown,
                doubt: Some(Doubt::SpeakerUnknown),
                rule,
                speaker: None,
            };
        };
        // a document speaks for who issued it
        let issuer = speaker.issuer.map(|index| &self.speakers[index]);
        let rule = if issuer.is_some() {
            "issuer-of-the-document"
        } else {
            rule
        };
        let speaker = issuer.unwrap_or(speaker);
        ResolvedSpeaker {
            mention,
            reference: Some(speaker.name.clone()),
            capacity: speaker.capacity.clone(),
            kind: speaker.kind,
            doubt,
            rule,
            speaker: who,
        }
    }
}
