//! The text of a piece of HTML. Its tags are read one after the other, in linear time whatever they are: pieces of HTML
//! in feeds are those of strangers, and a parser that builds a tree takes minutes for some.

use super::character_references::decode_references;
use super::markup_tokens::{MarkupToken, tokens};

/// Elements that are no text.
const LEFT_OUT: [&str; 14] = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "figcaption",
    "iframe",
    "object",
    "svg",
    "form",
    "button",
    "audio",
    "video",
    "select",
];
/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "td",
];

/// `text` without its markup, if it is HTML.
pub(crate) fn text_of_markup(text: &str) -> String {
    let text = text.trim();
    if text.starts_with('<') {
        fragment_text(text)
    } else {
        text.to_owned()
    }
}

/// The text of a piece of HTML, a paragraph a line, with blank lines between. Lines of a quotation begin with a tab: a
/// mark of other kind would be read as part of the words, or of the name before them.
pub(crate) fn fragment_text(html: &str) -> String {
    let mut writer = ParagraphWriter::default();
    for token in tokens(html) {
        match token {
            MarkupToken::Text(text) => writer.push(&decode_references(text)),
            MarkupToken::Cdata(text) => writer.push(text),
            MarkupToken::Start(tag) => writer.start(&tag.name.to_ascii_lowercase(), tag.is_empty),
            MarkupToken::End(name) => writer.end(&name.to_ascii_lowercase()),
        }
    }
    writer.end_paragraph();
    writer.text
}

#[derive(Debug, Default)]
struct ParagraphWriter {
    text: String,
    paragraph: String,
    quotations: usize,
    preformatted: usize,
    /// The element that is left out and open, and how many of its kind are open in it.
    left_out: Option<(String, usize)>,
}

impl ParagraphWriter {
    fn start(&mut self, name: &str, is_empty: bool) {
        if let Some((open, nested)) = &mut self.left_out {
            *nested += usize::from(open == name && !is_empty);
        } else if LEFT_OUT.contains(&name) {
            self.left_out = (!is_empty).then(|| (name.to_owned(), 0));
        } else if name == "br" {
            self.end_paragraph();
        } else if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.quotations += usize::from(name == "blockquote" && !is_empty);
            self.preformatted += usize::from(name == "pre" && !is_empty);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((open, nested)) = &mut self.left_out {
            if open != name {
                return;
            }
            match nested.checked_sub(1) {
                Some(fewer) => *nested = fewer,
                None => self.left_out = None,
            }
        } else if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.quotations = self.quotations.saturating_sub(usize::from(name == "blockquote"));
            self.preformatted = self.preformatted.saturating_sub(usize::from(name == "pre"));
        }
    }

    fn push(&mut self, text: &str) {
        if self.left_out.is_some() {
            return;
        }
        if self.preformatted == 0 {
            self.paragraph.push_str(text);
            return;
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_paragraph();
            }
            self.paragraph.push_str(line);
        }
    }

    fn end_paragraph(&mut self) {
        // Blanks of HTML are joined; a no-break space stays.
        let words = self.paragraph.split([' ', '\t', '\n', '\r', '\u{c}']);
        let line = words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        self.paragraph.clear();
        if line.trim().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        if self.quotations > 0 {
            self.text.push('\t');
        }
        self.text.push_str(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_quotations_are_lines() {
        let html = "Un <b>pont</b><p>Le maire&nbsp;: «&nbsp;oui&nbsp;»<br>dit-il.</p><blockquote><p>Un.</p><p>Deux\n trois.</p>\
                    </blockquote><ul><li>a</li><li>b</li></ul><script>no()</script><figure><figcaption>no</figcaption></figure>";
        insta::assert_snapshot!(fragment_text(html).replace('\u{a0}', "~"), @"
        Un pont

        Le maire~: «~oui~»

        dit-il.

        	Un.

        	Deux trois.

        a

        b
        ");
    }

    #[test]
    fn deep_nesting_is_harmless() {
        let html = format!("{}text", "<div><blockquote>".repeat(20_000));
        assert_eq!(fragment_text(&html), "\ttext");
        assert_eq!(fragment_text(&"<b><i>".repeat(5_000)), "");
        assert_eq!(fragment_text(""), "");
    }
}
