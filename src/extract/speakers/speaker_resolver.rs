//! The state that the rules of this folder share, with comparisons that several of them need.

use super::article_speaker::ArticleSpeaker;
use super::resolved_speaker::ResolvedSpeaker;
use super::speaker_index::SpeakerIndex;
use crate::domain::{Doubt, SpeakerKind, fold};
use crate::extract::lexicon::{Agreement, WordId};
use crate::extract::page::Page;
use crate::extract::steps::Step;
use std::ops::Range;

/// The speakers of one article, and what the rules know about where they are mentioned.
pub(super) struct SpeakerResolver<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) speakers: Vec<ArticleSpeaker>,
    /// The speaker of the last report, and the token of its mention.
    pub(super) last_speaker: Option<(usize, usize)>,
    /// Subjects of verbs as (token, speaker), in order: candidates for the antecedent of a pronoun.
    pub(super) subjects: Vec<(usize, usize)>,
    /// Subjects with a name of one word as (token, speaker): candidates for "the company".
    pub(super) one_word_subjects: Vec<(usize, usize)>,
    /// Groups of people named side by side, "Untel et Unetelle"; at most two are kept.
    pub(super) named_together: Vec<usize>,
    /// Mentions by name as (token, speaker), in order.
    pub(super) mentions: Vec<(usize, usize)>,
    /// Index of the speakers by the words of their names and descriptions.
    pub(super) index: SpeakerIndex,
}

impl<'p, 't> SpeakerResolver<'p, 't> {
    /// A resolver that knows no speaker yet.
    pub(super) fn new(page: &'p Page<'t>) -> Self {
        Self {
            page,
            speakers: Vec::new(),
            last_speaker: None,
            subjects: Vec::new(),
            one_word_subjects: Vec::new(),
            named_together: Vec::new(),
            mentions: Vec::new(),
            index: SpeakerIndex::default(),
        }
    }
}

impl SpeakerResolver<'_, '_> {
    /// The resolved form of speaker `who`: its name, role and kind, or those of its issuer if it is a document.
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
        // a document speaks for its issuer
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

    /// Whether a name of unknown kind is probably a person's: two to four words, none of them in the lexicon.
    pub(super) fn is_likely_person(&self, speaker: &ArticleSpeaker) -> bool {
        Step::Speaker.count_one();
        let lexicon = self.page.lexicon;
        speaker.has_proper_name
            && speaker.is_capitalised()
            && speaker.kind == SpeakerKind::Unknown
            && (2..=4).contains(&speaker.words.len())
            && speaker
                .words
                .iter()
                .all(|word| lexicon.word_id(word) == WordId::UNKNOWN)
    }
}

/// The folded words of a text.
pub(super) fn folded_words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether the genders have one in common; the number is not compared.
pub(super) fn genders_agree(a: Agreement, b: Agreement) -> bool {
    Step::Speaker.count_one();
    (a.can_be_masculine && b.can_be_masculine) || (a.can_be_feminine && b.can_be_feminine)
}
