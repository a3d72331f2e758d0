//! Flattens a page whose tags are nested too deeply, and counts its tags, before any library parses it.

use std::borrow::Cow;

/// Maximum depth of nested elements. Pages of newspapers are about 40 deep; libraries need time, and some need stack,
/// for each level.
const DEPTH_MAX: usize = 200;

/// Elements that have no end tag, or whose end tag may be left out. They do not count as nested.
const UNCOUNTED_ELEMENTS: [&str; 30] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
];

/// Elements whose content is not HTML.
const RAW_ELEMENTS: [&str; 5] = ["iframe", "script", "style", "textarea", "title"];

/// Elements whose content an end tag cannot leave.
const CLOSED_ELEMENTS: [&str; 5] = ["button", "object", "svg", "table", "template"];

/// `html` with start tags nested deeper than `DEPTH_MAX` replaced by blanks, and the number of its start tags.
///
/// End tags are matched roughly as browsers do, so a page made on purpose can still be deeper: who parses it measures
/// the tree.
pub(super) fn flatten(html: &str) -> (Cow<'_, str>, usize) {
    let mut flat: Option<String> = None;
    let mut copied = 0;
    let mut open: Vec<String> = Vec::new();
    let mut tags = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some(tag) = Tag::parse(&html[start..]) else {
            at = start + 1;
            continue;
        };
        at = start + tag.length;
        tags += usize::from(!tag.is_end);
        if tag.name.is_empty() || UNCOUNTED_ELEMENTS.contains(&tag.name.as_str()) {
            continue;
        }
        if tag.is_end {
            close(&mut open, &tag.name);
        } else if RAW_ELEMENTS.contains(&tag.name.as_str()) {
            at = raw_content_end(html, at, &tag.name);
        } else if open.len() < DEPTH_MAX {
            open.push(tag.name);
        } else {
            let out = flat.get_or_insert_with(String::new);
            out.push_str(&html[copied..start]);
            out.push(' ');
            copied = at;
        }
    }
    match flat {
        Some(mut out) => {
            out.push_str(&html[copied..]);
            (Cow::Owned(out), tags)
        }
        None => (Cow::Borrowed(html), tags),
    }
}

/// Closes the innermost of the `open` elements that has this name, and all inside it.
fn close(open: &mut Vec<String>, name: &str) {
    for index in (0..open.len()).rev() {
        if open[index] == name {
            open.truncate(index);
            return;
        }
        if CLOSED_ELEMENTS.contains(&open[index].as_str()) {
            return;
        }
    }
}

/// Where the content of a raw element that begins at `at` ends: before its end tag, or `at` if it has none.
fn raw_content_end(html: &str, at: usize, name: &str) -> usize {
    let mut from = at;
    while let Some(found) = html[from..].find("</") {
        let tag = from + found;
        let begins = html.as_bytes().get(tag + 2..tag + 2 + name.len());
        if begins.is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes())) {
            return html[tag..].find('>').map_or(html.len(), |end| tag + end + 1);
        }
        from = tag + 2;
    }
    html.len()
}

/// A start tag, end tag or comment.
struct Tag {
    /// In lower case; empty for a comment or declaration.
    name: String,
    is_end: bool,
    /// In bytes.
    length: usize,
}

impl Tag {
    /// The tag that `rest` begins with.
    fn parse(rest: &str) -> Option<Self> {
        let comment = |length| Self {
            name: String::new(),
            is_end: true,
            length,
        };
        if rest.starts_with("<!--") {
            return Some(comment(rest.find("-->").map_or(rest.len(), |end| end + 3)));
        }
        let is_end = rest[1..].starts_with('/');
        let inside = &rest[1 + usize::from(is_end)..];
        if inside.starts_with(['!', '?']) {
            return Some(comment(rest.find('>').map_or(rest.len(), |end| end + 1)));
        }
        let name_length = inside
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            .count();
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        // A ">" inside a quoted value does not end the tag. A quotation mark opens a value only after "=".
        let mut quote = None;
        let mut before = b' ';
        let mut end = rest.len();
        for (index, byte) in rest.bytes().enumerate().skip(1 + name_length) {
            match (quote, byte) {
                (None, b'>') => {
                    end = index + 1;
                    break;
                }
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        Some(Self {
            name: inside[..name_length].to_ascii_lowercase(),
            is_end,
            length: end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usual_page_is_unchanged() {
        let page = "<html><body><div a='>'><p>Un.<p>Deux.<br><b>Trois</b></div><!-- <div> --><script>'<div>'</script>";
        let (flat, tags) = flatten(page);
        assert!(matches!(flat, Cow::Borrowed(_)));
        assert_eq!((flat.as_ref(), tags), (page, 8));
        let paragraphs = "<p>Un paragraphe.".repeat(1000);
        assert!(matches!(flatten(&paragraphs), (Cow::Borrowed(_), 1000)));
    }

    #[test]
    fn deep_tags_are_removed_and_words_stay() {
        let page = format!(
            "{}<i>Un</i> texte{}<p>Fin.",
            "<div>".repeat(10_000),
            "</div>".repeat(10_000)
        );
        let (flat, tags) = flatten(&page);
        assert_eq!(tags, 10_002);
        assert_eq!(flat.matches("<div>").count(), DEPTH_MAX);
        assert!(flat.contains(" Un</i> texte") && flat.ends_with("<p>Fin."));
    }

    proptest! {
        #[test]
        fn flattening_never_panics(text in any::<String>(), tags in "[<>/!\\-a-c\"'é= ]{0,80}") {
            let _ = flatten(&text);
            let _ = flatten(&tags);
            let _ = flatten(&format!("<script>{tags}</scr"));
        }
    }
}
