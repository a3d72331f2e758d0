use dom_query::{Document, NodeRef};

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

/// The text of a piece of HTML, a paragraph a line, with blank lines between. Lines of a quotation begin with `> `.
pub(crate) fn fragment_text(html: &str) -> String {
    let document = Document::fragment(html);
    let mut writer = ParagraphWriter::default();
    // A walk without recursion: the nesting is that of a stranger.
    let mut node = document.root().first_child();
    while let Some(current) = node {
        let children = writer.enter(&current);
        node = children.or_else(|| {
            let mut leaving = current;
            loop {
                writer.leave(&leaving);
                if let Some(next) = leaving.next_sibling() {
                    return Some(next);
                }
                leaving = leaving.parent()?;
            }
        });
    }
    writer.finish()
}

#[derive(Debug, Default)]
struct ParagraphWriter {
    text: String,
    paragraph: String,
    quotations: usize,
    preformatted: usize,
}

impl ParagraphWriter {
    /// Adds what is at the start of `node`. Its first child, if its children have text.
    fn enter<'a>(&mut self, node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
        if node.is_text() {
            self.push(&node.text());
            return None;
        }
        let Some(name) = node.node_name() else {
            return node.first_child();
        };
        let name = name.as_ref();
        if LEFT_OUT.contains(&name) {
            return None;
        }
        if name == "br" {
            self.end_paragraph();
        } else if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.quotations += usize::from(name == "blockquote");
            self.preformatted += usize::from(name == "pre");
        }
        node.first_child()
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.quotations -= usize::from(name == "blockquote");
            self.preformatted -= usize::from(name == "pre");
        }
    }

    fn push(&mut self, text: &str) {
        for (number, line) in text.lines().enumerate() {
            if self.preformatted > 0 && number > 0 {
                self.end_paragraph();
            }
            self.paragraph.push_str(if number > 0 { " " } else { "" });
            self.paragraph.push_str(line);
        }
        if text.ends_with('\n') {
            self.paragraph.push(' ');
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
        if !line.contains(|c: char| !c.is_whitespace()) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        if self.quotations > 0 {
            self.text.push_str("> ");
        }
        self.text.push_str(&line);
    }

    fn finish(mut self) -> String {
        self.end_paragraph();
        self.text
    }
}
