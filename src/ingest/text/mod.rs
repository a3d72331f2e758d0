//! Operations on the text of an article: `language` detects its language, `html` and `markdown_text` turn markup into
//! plain text, `normalise` brings it into the form in which it is stored.

pub(super) mod html;
pub(super) mod language;
pub(super) mod markdown_text;
pub(super) mod normalise;
