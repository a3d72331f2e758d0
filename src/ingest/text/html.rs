//! HTML where the text of an article is expected.

use super::html_fragment::fragment_text;
use std::borrow::Cow;

/// Whether `text` is a whole HTML page. Most of a page is not the article.
pub(crate) fn is_page(text: &str) -> bool {
    first_tag(text).is_some_and(|tag| {
        let tag = tag.get(..8).unwrap_or(tag).to_ascii_lowercase();
        ["!doctype", "html", "head"]
            .iter()
            .any(|page| tag.starts_with(page))
    })
}

/// `text` without HTML tags, if it is a sequence of tagged paragraphs, as in feeds and schema.org data; else `text`
/// unchanged.
pub(crate) fn strip_tags(text: &str) -> Cow<'_, str> {
    let opens = first_tag(text).is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    if opens && text.contains("</") {
        Cow::Owned(fragment_text(text))
    } else {
        Cow::Borrowed(text)
    }
}

/// What follows the `<` that `text` begins with.
fn first_tag(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('<')
}
