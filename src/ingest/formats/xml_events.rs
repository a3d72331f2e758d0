//! Reads XML from strangers: elements, attributes and text, in bounded depth and size, without entities of its own.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Maximum nesting depth of elements.
const DEPTH_MAX: usize = 200;
/// Maximum size of a tag, in bytes.
const TAG_BYTES_MAX: usize = 64 << 10;
/// Maximum number of attributes of an element.
const ATTRIBUTES_MAX: usize = 64;

/// An element that begins: its name and attributes, without namespace prefixes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct XmlTag {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl XmlTag {
    /// The value of an attribute that is not blank.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }
}

/// What comes next in the text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum XmlEvent {
    /// An element begins. An empty one ends at once.
    Start(XmlTag),
    /// The innermost element ends.
    End,
    /// Text, or a part of it.
    Text(String),
}

/// The events of a text. The first problem ends it; it names the line.
pub(crate) struct XmlEvents<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    is_finished: bool,
}

/// Whether the root element of a text that begins with `head` is one of `roots`, and `mark` is in the head. A text that
/// is refused later is recognised too.
pub(crate) fn has_xml_root(head: &[u8], roots: &[&str], mark: &str) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') || !text.contains(mark) {
        return false;
    }
    let root = XmlEvents::new(text).find_map(|event| match event {
        Ok(XmlEvent::Start(tag)) => Some(roots.contains(&tag.name.as_str())),
        Ok(_) => None,
        Err(_) => Some(roots.iter().any(|root| text.contains(&format!("<{root}")))),
    });
    root.unwrap_or(false)
}

impl<'a> XmlEvents<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            text,
            reader,
            depth: 0,
            is_finished: false,
        }
    }

    /// Reads the next event. `None` for what is skipped: comments, declarations, processing instructions.
    fn read(&mut self) -> Result<Option<XmlEvent>, String> {
        let event = self.reader.read_event().map_err(|error| error.to_string())?;
        Ok(match event {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEPTH_MAX {
                    return Err(format!("elements are nested more than {DEPTH_MAX} deep"));
                }
                Some(XmlEvent::Start(parse_tag(&start)?))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Some(XmlEvent::End)
            }
            Event::Text(text) => Some(XmlEvent::Text(text.xml10_content().into_owned())),
            Event::CData(text) => Some(XmlEvent::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => Some(XmlEvent::Text(resolve(&reference))),
            Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                return Err("the document declares entities of its own".to_owned());
            }
            Event::Eof => {
                self.is_finished = true;
                if self.depth > 0 {
                    return Err(format!("cut off: {} elements are not closed", self.depth));
                }
                None
            }
            // `expand_empty_elements` makes a start and an end of each empty element.
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
        })
    }

    fn line(&self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let before = self.text.get(..at).unwrap_or(self.text);
        1 + before.matches('\n').count()
    }
}

impl Iterator for XmlEvents<'_> {
    type Item = Result<XmlEvent, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_finished {
            match self.read() {
                Ok(None) => {}
                Ok(Some(event)) => return Some(Ok(event)),
                Err(problem) => {
                    self.is_finished = true;
                    return Some(Err(format!("broken XML in line {}: {problem}", self.line())));
                }
            }
        }
        None
    }
}

fn parse_tag(start: &BytesStart<'_>) -> Result<XmlTag, String> {
    if start.len() > TAG_BYTES_MAX {
        return Err(format!("a tag has more than {} KiB", TAG_BYTES_MAX >> 10));
    }
    let mut tag = XmlTag {
        name: start.local_name().into_inner().to_owned(),
        attributes: Vec::new(),
    };
    // The check for duplicates compares each attribute with all others; here the first wins.
    for attribute in start.html_attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if tag.attributes.len() == ATTRIBUTES_MAX {
            return Err(format!("a tag has more than {ATTRIBUTES_MAX} attributes"));
        }
        let value = quick_xml::escape::unescape(&attribute.value)
            .unwrap_or_default()
            .into_owned();
        tag.attributes
            .push((attribute.key.local_name().into_inner().to_owned(), value));
    }
    Ok(tag)
}

/// The text of a character reference or a predefined entity. Another is left as it is written.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    match quick_xml::escape::resolve_predefined_entity(reference) {
        Some(text) => text.to_owned(),
        None if &**reference == "nbsp" => "\u{a0}".to_owned(),
        None => format!("&{};", &**reference),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let mut line = String::new();
        for event in XmlEvents::new(text) {
            match event {
                Ok(XmlEvent::Start(tag)) => {
                    line.extend(["(", &tag.name, " ", &format!("{:?}", tag.attributes)]);
                }
                Ok(XmlEvent::End) => line.push(')'),
                Ok(XmlEvent::Text(text)) => line.push_str(&text),
                Err(problem) => line.push_str(&problem),
            }
        }
        line
    }

    #[test]
    fn names_lose_their_prefixes_and_entities_are_resolved() {
        insta::assert_snapshot!(
            read("<?xml version='1.0'?><!-- c --><x:a y:b='1 &amp; 2'>A &lt; B&#233;&nbsp;&odd; <![CDATA[<c>]]><d/></x:a>"),
            @r#"(a [("b", "1 & 2")]A < Bé &odd; <c>(d []))"#
        );
    }

    #[test]
    fn hostile_xml_is_refused() {
        let check = |text: &str, problem: &str| {
            let found = read(text);
            assert!(found.ends_with(problem), "{found}");
        };
        check(
            "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>",
            "broken XML in line 1: the document declares entities of its own",
        );
        check(
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "entities of its own",
        );
        check(&"<a>\n".repeat(10_000), "elements are nested more than 200 deep");
        check(
            &format!("<a {}/>", "b='c' ".repeat(100)),
            "a tag has more than 64 attributes",
        );
        check(
            &format!("<a b='{}'/>", "c".repeat(100_000)),
            "a tag has more than 64 KiB",
        );
        check(
            "<a>\n<b>",
            "broken XML in line 2: cut off: 2 elements are not closed",
        );
        assert!(read("<a></b>").contains("broken XML in line 1"));
        assert_eq!(
            read("<!DOCTYPE a SYSTEM \"http://a.example/a.dtd\"><a/>"),
            "(a [])"
        );
    }

    #[test]
    fn root_is_found_in_the_first_bytes() {
        let head = b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a --><n:newsItem xmlns:n=\"urn:x\"><cut";
        assert!(has_xml_root(head, &["newsItem"], "urn:x"));
        assert!(!has_xml_root(head, &["newsItem"], "urn:y"));
        assert!(!has_xml_root(head, &["TEI"], "urn:x"));
        assert!(!has_xml_root(b"newsItem", &["newsItem"], ""));
        let hostile = b"<!DOCTYPE a [<!ENTITY b 'c'>]><newsItem xmlns='urn:x'>&b;";
        assert!(has_xml_root(hostile, &["newsItem"], "urn:x"));
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "[<>&;/!?\\[\\]a-c='\" \\PC]{0,200}") {
            read(&text);
        }
    }
}
