//! Operations on the text of an article: `language` detects its language, `html`, `html_fragment` and `markdown_text` turn
//! markup into plain text, `normalise` brings it into the form in which it is stored.

pub(super) mod html;
#[cfg(feature = "pages")]
pub(super) mod html_fragment;
#[cfg(not(feature = "pages"))]
#[path = "html_fragment_tags.rs"]
pub(super) mod html_fragment;
pub(super) mod language;
pub(super) mod markdown_text;
pub(super) mod normalise;
