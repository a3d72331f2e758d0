//! Removes from the tree of a page what is never part of its article, and marks what it quotes.

use super::page_signs::PAGE_SIGNS;
use dom_query::{Document, NodeData, NodeRef};

/// The marks before each text in a quotation and in a heading: code points that no text has, because Unicode gives them
/// no character.
pub(super) const QUOTATION_MARK: char = '\u{fdd0}';
pub(super) const HEADING_MARK: char = '\u{fdd1}';
pub(super) const MARKS: [char; 2] = [QUOTATION_MARK, HEADING_MARK];

/// Elements that are never part of the text of an article.
const LEFT_OUT_ELEMENTS: [&str; 15] = [
    "audio",
    "button",
    "dialog",
    "figcaption",
    "footer",
    "form",
    "iframe",
    "input",
    "nav",
    "noscript",
    "select",
    "style",
    "template",
    "textarea",
    "video",
];

/// Maximum share of the letters of the page in an element that is left out by its name, in percent. Names are used
/// loosely, and what holds the article stays.
const LEFT_OUT_MAX_PERCENT: usize = 25;
/// Maximum number of elements around a quotation that are removed.
const WRAPPERS_MAX: usize = 4;

/// Removes captions, share bars, banners, comments and controls from `document`. `letters` is the number of letters on
/// the page.
pub(super) fn prune(document: &Document, letters: usize) {
    let Some(body) = document.body() else { return };
    let mut open = body.children();
    while let Some(node) = open.pop() {
        if !node.is_element() {
            continue;
        }
        if is_left_out(&node, letters) {
            node.remove_from_parent();
        } else {
            open.extend(node.children());
        }
    }
}

fn is_left_out(element: &NodeRef<'_>, letters: usize) -> bool {
    let name = element.node_name().unwrap_or_default();
    if !LEFT_OUT_ELEMENTS.contains(&name.as_ref()) && !has_left_out_name(element) {
        return false;
    }
    if matches!(name.as_ref(), "article" | "main") {
        return false;
    }
    let limit = letters * LEFT_OUT_MAX_PERCENT / 100;
    count_letters(element, limit) <= limit
}

fn has_left_out_name(element: &NodeRef<'_>) -> bool {
    let is_listed = |value: &str| {
        let mut words = value.split_whitespace().map(str::to_lowercase);
        words.any(|word| {
            PAGE_SIGNS
                .left_out
                .names
                .iter()
                .any(|name| word.replace('_', "-") == *name)
        })
    };
    ["class", "id"]
        .into_iter()
        .any(|key| element.attr(key).is_some_and(|value| is_listed(&value)))
}

/// Writes marks before each text in a `<blockquote>` and in a heading. Posts of social networks are embedded in
/// `<blockquote>` too.
pub(super) fn mark_quotations_and_headings(document: &Document) {
    for quotation in document.select("blockquote").nodes() {
        unwrap(quotation);
        mark_texts(quotation, QUOTATION_MARK);
    }
    for heading in document.select("h2, h3, h4, h5, h6").nodes() {
        mark_texts(heading, HEADING_MARK);
    }
}

fn mark_texts(element: &NodeRef<'_>, mark: char) {
    // The list is complete before the first change: an iterator would still borrow the tree.
    for text in element
        .descendants()
        .iter()
        .filter(|node| node.is_nonempty_text())
    {
        text.update(|node| {
            if let NodeData::Text { contents } = &mut node.data
                && !contents.starts_with(mark)
            {
                *contents = format!("{mark}{contents}").into();
            }
        });
    }
}

/// Puts a quotation in the place of the elements around it that have no other text, and removes its names: readers of
/// main text take what is named "social" or "embed" for a control.
fn unwrap(quotation: &NodeRef<'_>) {
    let letters = count_letters(quotation, usize::MAX);
    for _ in 0..WRAPPERS_MAX {
        let Some(parent) = quotation.parent() else { break };
        let is_wrapper = ["div", "figure", "span", "center"]
            .iter()
            .any(|name| parent.has_name(name));
        if !is_wrapper || count_letters(&parent, letters) != letters {
            break;
        }
        parent.replace_with(quotation);
    }
    quotation.remove_attrs(&["class", "id"]);
}

/// The number of letters in an element, without those of scripts. Counting ends above `limit`.
fn count_letters(element: &NodeRef<'_>, limit: usize) -> usize {
    let is_shown = |text: &NodeRef<'_>| text.parent().is_none_or(|parent| !parent.has_name("script"));
    let mut letters = 0;
    for text in element
        .descendants_it()
        .filter(|node| node.is_text() && is_shown(node))
    {
        letters += text.text().chars().filter(|c| c.is_alphanumeric()).count();
        if letters > limit {
            break;
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_bars_are_removed_and_the_article_stays() {
        let text = "Le texte de cet article est bien plus long que tout le reste de la page. ".repeat(4);
        let page = format!(
            "<body><div class=\"related\"><article class=\"share\"><p>{text}</p>\
             <figure><figcaption>Vue</figcaption></figure>\
             <div class=\"Share-Bar x\">Partager</div><nav>Menu</nav>\
             <p class=\"sharea\">Reste.</p></article></div></body>"
        );
        let document = Document::from(page.as_str());
        prune(&document, 300);
        assert_eq!(document.text().to_string(), format!("{text}Reste."));
    }

    #[test]
    fn texts_in_quotations_and_headings_are_marked_once() {
        let page = "<h2>h</h2><p>a</p><blockquote><p>b <i>c</i></p><blockquote> d</blockquote> </blockquote>";
        let document = Document::from(page);
        mark_quotations_and_headings(&document);
        let text = document
            .text()
            .replace(QUOTATION_MARK, "*")
            .replace(HEADING_MARK, "#");
        assert_eq!(text, "#ha*b *c* d ");
    }

    #[test]
    fn quotation_replaces_what_only_wraps_it() {
        let page = "<div><p>a</p><div class=social><div><blockquote class=embed>b</blockquote>\
                    <script>c</script></div></div></div>";
        let document = Document::from(page);
        mark_quotations_and_headings(&document);
        let html = document.body().map(|body| body.inner_html().to_string());
        assert_eq!(
            html.unwrap().replace(MARKS, ""),
            "<div><p>a</p><blockquote>b</blockquote></div>"
        );
    }
}
