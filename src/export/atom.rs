//! A feed of statements in Atom (RFC 4287).

use crate::domain::{Timestamp, replace_display_controls};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtomFeed {
    /// An address that never changes, wherever the feed is published: a URN.
    pub id: String,
    /// The title.
    pub title: String,
    /// The page that the feed belongs to.
    pub page: Option<String>,
    /// When something in it last changed.
    pub updated: Timestamp,
    /// The entries, the newest first.
    pub entries: Vec<AtomEntry>,
}

/// A statement in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtomEntry {
    /// An address that never changes, wherever the feed is published: a URN.
    pub id: String,
    /// The title.
    pub title: String,
    /// The page of the statement.
    pub page: Option<String>,
    /// When it was recorded.
    pub updated: Timestamp,
    /// Who said it.
    pub author: String,
    /// The act.
    pub category: String,
    /// The words, and where they are reported.
    pub content: String,
    /// The language of the words, as a BCP 47 tag.
    pub lang: String,
}

/// Who publishes the feed; Atom wants an author even where no entry has one.
const PUBLISHER: &str = "dixit";

/// Writes `feed`. Characters that XML does not allow become `�`.
pub fn write_atom(feed: &AtomFeed, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .write_inner_content(|xml| {
            write_text(xml, "id", &feed.id)?;
            write_text(xml, "title", &feed.title)?;
            write_text(xml, "updated", &feed.updated.to_string())?;
            write_text(xml, "generator", PUBLISHER)?;
            write_author(xml, PUBLISHER)?;
            write_link(xml, feed.page.as_deref())?;
            feed.entries.iter().try_for_each(|entry| write_entry(xml, entry))
        })?;
    xml.get_mut().write_all(b"\n")
}

fn write_entry<W: Write>(xml: &mut Writer<W>, entry: &AtomEntry) -> io::Result<()> {
    let element = xml.create_element("entry");
    element.write_inner_content(|xml| {
        write_text(xml, "id", &entry.id)?;
        write_text(xml, "title", &entry.title)?;
        write_text(xml, "updated", &entry.updated.to_string())?;
        write_author(xml, &entry.author)?;
        write_link(xml, entry.page.as_deref())?;
        xml.create_element("category")
            .with_attribute(("term", entry.category.as_str()))
            .write_empty()?;
        xml.create_element("content")
            .with_attributes([("type", "text"), ("xml:lang", entry.lang.as_str())])
            .write_text_content(BytesText::new(&replace_display_controls(&entry.content)))?;
        Ok(())
    })?;
    Ok(())
}

fn write_author<W: Write>(xml: &mut Writer<W>, name: &str) -> io::Result<()> {
    let element = xml.create_element("author");
    element.write_inner_content(|xml| write_text(xml, "name", name))?;
    Ok(())
}

/// Writes the link to a page, if there is one.
fn write_link<W: Write>(xml: &mut Writer<W>, page: Option<&str>) -> io::Result<()> {
    if let Some(page) = page {
        xml.create_element("link")
            .with_attributes([("rel", "alternate"), ("type", "text/html"), ("href", page)])
            .write_empty()?;
    }
    Ok(())
}

fn write_text<W: Write>(xml: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    let text = replace_display_controls(text);
    xml.create_element(name)
        .write_text_content(BytesText::new(&text))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(content: &str) -> String {
        let at = Timestamp::from_micros(1_773_302_400_000_000);
        let feed = AtomFeed {
            id: "urn:dixit:speaker:p1".to_owned(),
            title: "Ada & <Bob>".to_owned(),
            page: Some("/speaker/p1?a=1&b=2".to_owned()),
            updated: at,
            entries: vec![AtomEntry {
                id: "urn:dixit:statement:s1".to_owned(),
                title: "Ada: claim".to_owned(),
                page: None,
                updated: at,
                author: "Ada".to_owned(),
                category: "claim".to_owned(),
                content: content.to_owned(),
                lang: "fr".to_owned(),
            }],
        };
        let mut out = Vec::new();
        write_atom(&feed, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn markup_and_characters_that_xml_forbids_stay_text() {
        let xml = feed("« a » \u{1}<script>]]>");
        assert!(
            xml.contains("« a » \u{fffd}&lt;script&gt;]]&gt;</content>"),
            "{xml}"
        );
        assert!(xml.contains("<title>Ada &amp; &lt;Bob&gt;</title>"), "{xml}");
        assert!(xml.contains("href=\"/speaker/p1?a=1&amp;b=2\""), "{xml}");
    }
}
