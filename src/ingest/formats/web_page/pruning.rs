//! Removes from the tree of a page what is never part of its article, and marks what it quotes.

use super::page_signs::PAGE_SIGNS;
use dom_query::{Document, NodeData, NodeRef};

/// The mark before each text in a quotation: a code point that no text has, because Unicode gives it no character.
pub(super) const QUOTATION_MARK: char = '\u{fdd0}';

/// The marks before and after the text of a link, and before that of a heading.
pub(super) const LINK_START: char = '\u{fdd1}';
pub(super) const LINK_END: char = '\u{fdd2}';
pub(super) const HEADING_MARK: char = '\u{fdd3}';

/// All marks.
pub(super) const MARKS: [char; 4] = [QUOTATION_MARK, LINK_START, LINK_END, HEADING_MARK];

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
    let mut inside = 0;
    for text in element.descendants_it().filter(NodeRef::is_text) {
        inside += text.text().chars().filter(|c| c.is_alphanumeric()).count();
        if inside > limit {
            return false;
        }
    }
    true
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

/// Writes `QUOTATION_MARK` before each text in a `<blockquote>`. Posts of social networks are embedded in these too.
pub(super) fn mark_quotations(document: &Document) {
    for quotation in document.select("blockquote").nodes() {
        // The list is complete before the first change: an iterator would still borrow the tree.
        for text in quotation
            .descendants()
            .iter()
            .filter(|node| node.is_nonempty_text())
        {
            text.update(|node| {
                if let NodeData::Text { contents } = &mut node.data
                    && !contents.starts_with(QUOTATION_MARK)
                {
                    *contents = format!("{QUOTATION_MARK}{contents}").into();
                }
            });
        }
    }
}

/// Writes marks around the text of each link, and before that of each heading.
pub(super) fn mark_links_and_headings(document: &Document) {
    let mark = |node: &NodeRef<'_>, before: &str, after: &str| {
        node.update(|node| {
            if let NodeData::Text { contents } = &mut node.data {
                *contents = format!("{before}{contents}{after}").into();
            }
        });
    };
    for (names, before, after) in [
        ("a[href]", LINK_START, Some(LINK_END)),
        ("h2, h3, h4, h5, h6", HEADING_MARK, None),
    ] {
        let after = after.map(String::from).unwrap_or_default();
        for element in document.select(names).nodes() {
            let nodes = element.descendants();
            for text in nodes.iter().filter(|node| node.is_nonempty_text()) {
                mark(text, &before.to_string(), &after);
            }
        }
    }
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
    fn texts_in_quotations_are_marked_once() {
        let page = "<p>a</p><blockquote><p>b <i>c</i></p><blockquote> d</blockquote> </blockquote>";
        let document = Document::from(page);
        mark_quotations(&document);
        assert_eq!(
            document.text().to_string().replace(QUOTATION_MARK, "*"),
            "a*b *c* d "
        );
    }
}
