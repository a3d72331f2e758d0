//! A report as the rules of this folder find it.

use super::speaker_mention::SpeakerMention;
use crate::domain::Act;
use crate::extract::certainty::Trust;
use crate::extract::content::ContentFrame;
use crate::extract::lexicon::{Cue, CueActTraits, SourcePhrase};
use std::ops::Range;

/// A report found in a text: becomes a statement if no better report has the same words. Ranges are tokens.
#[derive(Debug, Clone)]
pub(in crate::extract) struct ReportCandidate {
    /// The words that were said, in one or more pieces.
    pub(in crate::extract) pieces: Vec<Range<usize>>,
    pub(in crate::extract) cue: Option<Range<usize>>,
    /// The lemma of the cue; empty without a cue.
    pub(in crate::extract) lemma: String,
    /// The act that the cue performs, if it performs one.
    pub(in crate::extract) act: Option<Act>,
    /// What the cue says about the act of a whole clause.
    pub(in crate::extract) cue_content: CueActTraits,
    pub(in crate::extract) speaker: SpeakerMention,
    /// The frame that the content was found in, if it was found by a frame.
    pub(in crate::extract) frame: Option<ContentFrame>,
    /// The name of the rule that found it.
    pub(in crate::extract) rule: &'static str,
    /// How much the rule is trusted.
    pub(in crate::extract) trust: Trust,
    /// The number of the sentence with the cue, which also gives the date.
    pub(in crate::extract) sentence: usize,
    /// Whether the cue as often reports nothing.
    pub(in crate::extract) is_weak: bool,
    /// Whether the cue is a verb of thought or wish.
    pub(in crate::extract) is_mental: bool,
    /// How many of the last pieces are lines of a list that the other pieces announce.
    pub(in crate::extract) list_line_count: usize,
}

impl ReportCandidate {
    /// A report without a cue.
    pub(super) fn new(
        sentence: usize,
        pieces: Vec<Range<usize>>,
        speaker: SpeakerMention,
        rule: &'static str,
        trust: Trust,
    ) -> Self {
        Self {
            pieces,
            cue: None,
            lemma: String::new(),
            act: None,
            cue_content: CueActTraits::default(),
            speaker,
            frame: None,
            rule,
            trust,
            sentence,
            is_weak: false,
            is_mental: false,
            list_line_count: 0,
        }
    }

    /// The same report, with the cue at these tokens.
    pub(super) fn with_cue(self, cue: &Cue, tokens: Range<usize>) -> Self {
        Self {
            cue: Some(tokens),
            lemma: cue.lemma.clone(),
            act: cue.act,
            cue_content: cue.act_traits,
            is_weak: cue.weak,
            is_mental: cue.mental,
            ..self
        }
    }

    /// The same report, with the source that a preposition at these tokens names.
    pub(super) fn with_source(self, source: &SourcePhrase, tokens: Range<usize>) -> Self {
        Self {
            cue: Some(tokens),
            lemma: source.lemma.clone(),
            act: source.act,
            ..self
        }
    }

    /// Whether one of its pieces overlaps `words`.
    pub(super) fn overlaps(&self, words: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|p| p.start < words.end && words.start < p.end)
    }

    /// The same report, with the frame of its content.
    pub(super) fn with_frame(self, found: ContentFrame) -> Self {
        Self {
            frame: Some(found),
            ..self
        }
    }
}
