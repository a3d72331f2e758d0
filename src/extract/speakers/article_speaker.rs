//! A speaker of one article.

use crate::domain::SpeakerKind;
use crate::extract::lexicon::Agreement;
use crate::extract::steps::Step;

/// A speaker of one article, as far as it is known: a person, body, group or document that the article names.
#[derive(Debug, Clone)]
pub(super) struct ArticleSpeaker {
    /// The fullest name so far, or the description without its determiner.
    pub(super) name: String,
    /// The folded words of the name.
    pub(super) words: Vec<String>,
    /// Whether `name` is a proper name and not a description.
    pub(super) has_proper_name: bool,
    /// The folded acronym in brackets after the name: "Organisation des Nations unies (ONU)".
    pub(super) acronym: Option<String>,
    /// The number of the speaker that issued it, if it is a document.
    pub(super) issuer: Option<usize>,
    /// The folded words of each description: "premier ministre chinois".
    pub(super) descriptions: Vec<Vec<String>>,
    /// The last role that it was given, as in the text.
    pub(super) capacity: Option<String>,
    pub(super) kind: SpeakerKind,
    pub(super) agreement: Agreement,
    /// Whether it was introduced with a definite article: "le ministre", not "un ministre".
    pub(super) is_definite: bool,
    /// The tokens where it is mentioned, in ascending order.
    pub(super) mentioned_at: Vec<usize>,
    /// Whether a report had it as its speaker by name: then a name of one word is probably a person's.
    pub(super) has_spoken: bool,
}

impl ArticleSpeaker {
    /// Adds a mention; mentions usually come in order.
    pub(super) fn add_mention(&mut self, token: usize) {
        Step::Speaker.count_one();
        if let Err(place) = self.mentioned_at.binary_search(&token) {
            self.mentioned_at.insert(place, token);
        }
    }

    /// The last mention before a token.
    pub(super) fn last_mention_before(&self, token: usize) -> Option<usize> {
        Step::Speaker.count_one();
        let before = self.mentioned_at.partition_point(|place| *place < token);
        before.checked_sub(1).map(|last| self.mentioned_at[last])
    }

    /// Whether its name or description begins with a capital.
    pub(super) fn is_capitalised(&self) -> bool {
        self.name.starts_with(char::is_uppercase)
    }

    /// Whether the folded word is the body's acronym: the one in brackets after its name, or its initials.
    pub(super) fn has_acronym(&self, word: &str) -> bool {
        Step::Speaker.count_one();
        self.acronym.as_deref() == Some(word)
            || self.kind == SpeakerKind::Institution
                && self.words.len() > 1
                && word.chars().count() > 1
                && are_initials_of(&self.words, word)
    }
}

/// Whether the letters are initials of the words, in order. Only words of up to three letters may be skipped.
pub(super) fn are_initials_of(words: &[String], letters: &str) -> bool {
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
