//! The type that all files of this folder build: one report found in a Chinese text.

use crate::domain::Act;
use crate::extract::certainty::Trust;
use crate::extract::han::mention::MentionParts;
use crate::extract::lexicon::CueActTraits;
use std::ops::Range;

/// A report in a Chinese text: the words said and what is known of their speaker. All places are bytes.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties of a report")]
pub(in crate::extract::han) struct HanReport {
    pub(in crate::extract::han) pieces: Vec<Range<usize>>,
    pub(in crate::extract::han) cue: Option<Range<usize>>,
    pub(in crate::extract::han) lemma: String,
    pub(in crate::extract::han) cue_act: Option<Act>,
    /// What the cue says about the act, if the words said are a whole clause.
    pub(in crate::extract::han) cue_act_traits: CueActTraits,
    /// Where the speaker is mentioned.
    pub(in crate::extract::han) subject: Option<Range<usize>>,
    pub(in crate::extract::han) mention: Option<MentionParts>,
    /// Whether the speaker is that of the report before.
    pub(in crate::extract::han) is_carried: bool,
    pub(in crate::extract::han) rule: &'static str,
    pub(in crate::extract::han) trust: Trust,
    pub(in crate::extract::han) is_cue_weak: bool,
    /// Whether the cue reports a thought or a wish.
    pub(in crate::extract::han) is_mental: bool,
    /// Whether the words are in quotation marks.
    pub(in crate::extract::han) is_quoted: bool,
    /// The items, if the words are a list.
    pub(in crate::extract::han) points: Vec<Range<usize>>,
    /// The sentence of the report, in which its date is looked for.
    pub(in crate::extract::han) sentence: Range<usize>,
}

impl HanReport {
    /// A report without a cue and without a known speaker.
    pub(super) fn new(sentence: &Range<usize>, words: Range<usize>, rule: &'static str, sure: Trust) -> Self {
        Self {
            pieces: vec![words],
            cue: None,
            lemma: String::new(),
            cue_act: None,
            cue_act_traits: CueActTraits::default(),
            subject: None,
            mention: None,
            is_carried: false,
            rule,
            trust: sure,
            is_cue_weak: false,
            is_mental: false,
            is_quoted: false,
            points: Vec::new(),
            sentence: sentence.clone(),
        }
    }

    /// The report with the speaker mentioned at the place.
    pub(super) fn with_speaker(self, subject: Range<usize>, who: MentionParts) -> Self {
        Self {
            subject: Some(subject),
            mention: Some(who),
            ..self
        }
    }

    /// The name of the speaker as the text has it there; empty if there is none.
    pub(super) fn speaker_name(&self, text: &str) -> String {
        self.mention
            .and_then(|who| who.name)
            .and_then(|(start, end)| text.get(start..end))
            .unwrap_or_default()
            .to_owned()
    }

    /// Whether a piece of the report overlaps the stretch.
    pub(super) fn overlaps(&self, words: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|p| p.start < words.end && words.start < p.end)
    }
}
