//! Operations on the text of an article: `language` detects its language, `html`, `html_fragment` and `markdown_text`
//! turn markup into plain text, `normalise` brings it into the form in which it is stored.

pub(super) mod character_references;
pub(super) mod html;
pub(super) mod html_fragment;
pub(super) mod language;
pub(super) mod markdown_text;
pub(super) mod markup_tokens;
pub(super) mod normalise;
