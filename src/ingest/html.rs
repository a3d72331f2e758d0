//! HTML in the place of a text.

use super::markdown;
use std::borrow::Cow;

/// Whether `text` is a whole page, of which most is not the article.
pub(super) fn is_page(text: &str) -> bool {
    first_tag(text).is_some_and(|tag| {
        let tag = tag.get(..8).unwrap_or(tag).to_ascii_lowercase();
        ["!doctype", "html", "head"]
            .iter()
            .any(|page| tag.starts_with(page))
    })
}

/// The text without its tags, where it is paragraphs with their tags, as feeds and schema.org have them.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    let opens = first_tag(text).is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    if opens && text.contains("</") {
        Cow::Owned(markdown::plain(text).0)
    } else {
        Cow::Borrowed(text)
    }
}

fn first_tag(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('<')
}
