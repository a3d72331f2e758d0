//! Cues of French and English: verbs and nouns that report speech, and what may follow them.

use super::WordId;
use crate::domain::Act;

/// Which form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum VerbForm {
    Finite,
    PastParticiple,
    PresentParticiple,
    Infinitive,
}

/// One analysis of a word as a form of a verb; a word can have several ("found" is of "find" and of "found").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct VerbAnalysis {
    pub(in crate::extract) form: VerbForm,
    /// The index in `Lexicon::cues` of the cue that the verb is; `None` where the verb reports nothing.
    pub(in crate::extract) cue: Option<u16>,
}

/// What a cue takes as its content (its valency frame).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) enum Frame {
    /// A quotation in quotation marks.
    Quote,
    /// A clause with "that", "que", or in English without a word that introduces it.
    That,
    /// An indirect question: "whether …", "ce que …".
    Whether,
    Infinitive,
    /// A noun phrase.
    Object,
    /// A present participle: "suggested raising taxes".
    Gerund,
    /// A preposition and an infinitive: "de" + faire, "to" + do.
    PrepositionInfinitive(WordId),
    /// A preposition and a noun phrase: "à" + la paix, "for" + peace.
    PrepositionObject(WordId),
}

/// A verb or noun that reports speech: an entry of `cue` or `nouns.cues` in a lexicon file.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(in crate::extract) struct Cue {
    pub(in crate::extract) lemma: String,
    /// The act that it performs; `None` where the content decides.
    pub(in crate::extract) act: Option<Act>,
    pub(in crate::extract) frames: Vec<Frame>,
    /// "se", "s'" stands before it: "se féliciter".
    pub(in crate::extract) reflexive: bool,
    /// "y" stands before it: "y voit une menace".
    pub(in crate::extract) locative: bool,
    /// The words after the inflected one: "valoir" of "faire valoir", "en garde" of "mettre en garde".
    pub(in crate::extract) remaining_words: Vec<WordId>,
    /// Who is spoken to may stand between the cue and its content: "told reporters that …".
    pub(in crate::extract) addressee: bool,
    /// The verb as often reports nothing: it needs a stronger sign beside it, such as quotation marks.
    pub(in crate::extract) weak: bool,
    /// Its forms are as often nouns: "note", "plan".
    pub(in crate::extract) noun_like: bool,
    /// A thought or a feeling, which need not have been uttered: "believe".
    pub(in crate::extract) mental: bool,
    /// A document can be its subject: "the report says".
    pub(in crate::extract) allows_document: bool,
    /// The subject hears it from somebody else: "apprendre".
    pub(in crate::extract) subject_hears: bool,
    /// Its last words open the content: "(se dire) favorable à …".
    pub(in crate::extract) opens_content: bool,
    /// Only a text says something by it: "la loi autorise …".
    pub(in crate::extract) only_provision: bool,
    /// It reports only where it is denied: "n'exclut pas de …".
    pub(in crate::extract) only_when_denied: bool,
    /// Nouns with which it has another sense: "couleur" in "annoncer la couleur".
    pub(in crate::extract) excluded_nouns: Vec<WordId>,
    /// A noun that reports even where nobody is named: "allegations that …".
    pub(in crate::extract) reports_without_speaker: bool,
    pub(in crate::extract) act_traits: CueActTraits,
}

impl Cue {
    /// A cue that takes nothing and has no flags.
    pub(super) fn with_lemma(lemma: String) -> Self {
        Self {
            lemma,
            act: None,
            frames: Vec::new(),
            reflexive: false,
            locative: false,
            remaining_words: Vec::new(),
            addressee: false,
            weak: false,
            noun_like: false,
            mental: false,
            allows_document: false,
            subject_hears: false,
            opens_content: false,
            only_provision: false,
            only_when_denied: false,
            excluded_nouns: Vec::new(),
            reports_without_speaker: false,
            act_traits: CueActTraits::default(),
        }
    }

    /// Whether one of the words gives the verb another sense: "la couleur" after "annonce".
    pub(in crate::extract) fn has_another_sense(&self, mut words: impl Iterator<Item = WordId>) -> bool {
        !self.excluded_nouns.is_empty() && words.any(|word| self.excluded_nouns.contains(&word))
    }

    /// Whether the content can have this form.
    pub(in crate::extract) fn takes(&self, frame: &Frame) -> bool {
        self.frames.contains(frame)
    }
}

/// How a cue decides the act of its content where that is a whole clause or a quotation: the lists under
/// `[predicates.cues]` of a lexicon file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of an entry, as the file has them"
)]
pub(in crate::extract) struct CueActTraits {
    /// The cue performs its act, whatever the clause says.
    pub(in crate::extract) performs_act: bool,
    /// A clause that shows no other act is a position.
    pub(in crate::extract) defaults_to_position: bool,
    /// What is rejected is denied only where it is a reproach; else the cue takes a position.
    pub(in crate::extract) denies_only_reproach: bool,
    /// Before a clause in the indicative, the cue only hints.
    pub(in crate::extract) only_hints: bool,
    /// A belief or a plan that nobody need have uttered.
    pub(in crate::extract) may_be_unsaid: bool,
    /// Its object names the act: "réaffirmer sa volonté".
    pub(in crate::extract) act_named_by_object: bool,
    /// With a figure as its object, the cue gives an account and reports no speech.
    pub(in crate::extract) gives_accounts: bool,
}
