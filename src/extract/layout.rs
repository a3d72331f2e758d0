//! Prepares a text for the rules.

use super::lexicon::Lexicon;
use super::normalization::NormalizedText;
use super::page::Page;
use super::sentence::split_sentences;

/// The page of a text: its tokens, quotations, lines and sentences.
pub(super) fn lay_out<'t>(normal: &'t NormalizedText, lexicon: &'t Lexicon) -> Page<'t> {
    let mut page = Page::unsegmented(normal, lexicon);
    page.sentences = split_sentences(&page);
    page
}
