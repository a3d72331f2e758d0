//! Reads the XML of a document piece by piece. What is not well-formed ends it without an error: its beginning counts.

use mail_parser::decoders::html::html_to_text;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Maximum nesting depth of elements.
const DEPTH_MAX: usize = 1_000;
/// Maximum number of attributes of an element that are looked at.
const ATTRIBUTES_MAX: usize = 64;

/// A piece of XML. Names are without prefix.
pub(super) enum MarkupPiece<'a> {
    /// An element begins.
    Open(OpenTag<'a>),
    /// The element with this name ends.
    Close(&'a str),
    /// Text, or a part of it.
    Text(&'a str),
}

/// The beginning of an element.
pub(super) struct OpenTag<'a> {
    pub name: &'a str,
    tag: &'a BytesStart<'a>,
}

impl OpenTag<'_> {
    /// The value of the attribute with this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.html_attributes();
        let mut attributes = attributes
            .with_checks(false)
            .take(ATTRIBUTES_MAX)
            .filter_map(Result::ok);
        let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }
}

/// Calls `visit` with each piece of `xml`. Returns whether it is whole.
pub(super) fn read_markup(xml: &str, mut visit: impl FnMut(MarkupPiece<'_>)) -> bool {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return false;
                }
                let name = tag.local_name();
                visit(MarkupPiece::Open(OpenTag {
                    name: name.into_inner(),
                    tag: &tag,
                }));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                visit(MarkupPiece::Close(tag.local_name().into_inner()));
            }
            Ok(Event::Text(text)) => visit(MarkupPiece::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => visit(MarkupPiece::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                // The names are those of HTML, which the reader of mails knows.
                let named = character.unwrap_or_else(|| html_to_text(&format!("&{};", &*reference)));
                visit(MarkupPiece::Text(&named));
            }
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}
