use super::xml_events::{XmlEvent, XmlEvents, XmlTag};

/// Maximum number of elements of a document that is read as a tree.
const ELEMENTS_MAX: usize = 500_000;

/// An element of an XML document, with all in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct XmlElement {
    /// Its name and attributes.
    pub tag: XmlTag,
    /// What is in it, in order.
    pub children: Vec<XmlNode>,
}

/// An element or a text in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum XmlNode {
    /// An element.
    Element(XmlElement),
    /// A text.
    Text(String),
}

/// The root element of a document.
pub(crate) fn parse_xml(text: &str) -> Result<XmlElement, String> {
    // The outermost is not of the document: what it holds is the root.
    let mut open = vec![XmlElement::default()];
    let mut elements = 0;
    for event in XmlEvents::new(text) {
        match event? {
            XmlEvent::Start(tag) => {
                elements += 1;
                if elements > ELEMENTS_MAX {
                    return Err("the document has more than 500,000 elements".to_owned());
                }
                open.push(XmlElement {
                    tag,
                    children: Vec::new(),
                });
            }
            XmlEvent::End => {
                if let (Some(element), Some(parent)) = (open.pop(), open.last_mut()) {
                    parent.children.push(XmlNode::Element(element));
                }
            }
            XmlEvent::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.children.push(XmlNode::Text(text));
                }
            }
        }
    }
    let document = open.pop().unwrap_or_default();
    let root = document.children.into_iter().find_map(|node| match node {
        XmlNode::Element(element) => Some(element),
        XmlNode::Text(_) => None,
    });
    root.ok_or_else(|| "no XML element".to_owned())
}

impl XmlElement {
    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// The first element in it with this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.tag.name == name)
    }

    /// The element at the end of a path of names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All elements in it with this name, at any depth, in order.
    pub(crate) fn descendants<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        let mut open: Vec<&Self> = vec![self];
        while let Some(element) = open.pop() {
            if element.tag.name == name {
                found.push(element);
            }
            let first = open.len();
            open.extend(element.elements());
            open[first..].reverse();
        }
        found
    }

    /// All text in it on one line, without blanks around it.
    pub(crate) fn text(&self) -> String {
        self.raw_text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All text in it, as it is written.
    pub(crate) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text);
        text
    }

    fn write_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                XmlNode::Text(part) => text.push_str(part),
                XmlNode::Element(element) => element.write_text(text),
            }
        }
    }

    /// The paragraphs in it, a line each with a blank line between them: elements of text are joined to their text, and
    /// each other one begins a paragraph. Those named in `dropped` are left out.
    pub(crate) fn paragraphs(&self, dropped: &[&str]) -> String {
        let mut paragraphs = vec![String::new()];
        self.write_paragraphs(dropped, &mut paragraphs);
        let lines = paragraphs
            .iter()
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        lines
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    fn write_paragraphs(&self, dropped: &[&str], paragraphs: &mut Vec<String>) {
        for node in &self.children {
            match node {
                XmlNode::Text(part) => {
                    if let Some(paragraph) = paragraphs.last_mut() {
                        paragraph.push_str(part);
                    }
                }
                XmlNode::Element(element) => {
                    let name = element.tag.name.as_str();
                    if dropped.contains(&name) {
                        continue;
                    }
                    let is_block = !TEXT_ELEMENTS.contains(&name);
                    if is_block {
                        paragraphs.push(String::new());
                    }
                    element.write_paragraphs(dropped, paragraphs);
                    if is_block {
                        paragraphs.push(String::new());
                    }
                }
            }
        }
    }
}

/// The elements of XHTML and NITF that are part of a paragraph.
const TEXT_ELEMENTS: [&str; 42] = [
    "a",
    "abbr",
    "acronym",
    "alt-code",
    "b",
    "bdo",
    "big",
    "chron",
    "cite",
    "city",
    "classifier",
    "code",
    "copyrite",
    "country",
    "del",
    "em",
    "event",
    "font",
    "frac",
    "function",
    "i",
    "ins",
    "lang",
    "location",
    "money",
    "name.given",
    "num",
    "object.title",
    "org",
    "person",
    "postaddr",
    "q",
    "region",
    "small",
    "span",
    "state",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "virtloc",
];
