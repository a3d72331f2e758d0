//! Writes a malformed feed again as a well-formed one, with the elements that dixit uses.
//!
//! Tags are read one after the other (`markup_tokens`), and what they are for follows from their names alone
//! (`element_role`). So junk around the feed, tags that are not closed, prefixes and entities that are not declared,
//! bare `&` and `<` and characters that XML does not have lose no entry.

use super::element_role::{ElementRole, FeedFamily, Prefixes};
use crate::ingest::text::character_references::decode_references;
use crate::ingest::text::markup_tokens::{MarkupToken, StartTag, tokens};
use std::iter::Peekable;

/// The element at the start of a repaired feed of RSS.
const RSS_START: &str = "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\"";
/// The element at the start of a repaired feed of Atom.
const ATOM_START: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"";

/// `markup` as a well-formed feed; `None` if it has no element of a feed.
pub(super) fn repair_feed(markup: &str) -> Option<String> {
    let mut tokens = tokens(markup).peekable();
    let (family, root) = loop {
        if let MarkupToken::Start(tag) = tokens.peek()?
            && let Some(family) = FeedFamily::of_root(tag.name)
        {
            break (family, *tag);
        }
        tokens.next();
    };
    let mut writer = FeedWriter {
        family,
        prefixes: Prefixes::default(),
        out: String::with_capacity(markup.len() + 512),
        entry: None,
        is_in_person: false,
    };
    writer.out.push_str(match family {
        FeedFamily::Rss => RSS_START,
        FeedFamily::Atom => ATOM_START,
    });
    writer.write_attributes(&root, &["xml:base", "xml:lang"]);
    writer.out.push_str(if family == FeedFamily::Rss {
        "><channel>"
    } else {
        ">"
    });
    while let Some(token) = tokens.next() {
        match token {
            MarkupToken::Start(tag) => writer.start(tag, &mut tokens),
            MarkupToken::End(name) => writer.end(name),
            MarkupToken::Text(_) | MarkupToken::Cdata(_) => {}
        }
    }
    writer.close_entry();
    writer.out.push_str(if family == FeedFamily::Rss {
        "</channel></rss>"
    } else {
        "</feed>"
    });
    Some(writer.out)
}

/// An entry that is being written.
struct OpenEntry<'a> {
    /// The address that RDF gives to the element.
    about: Option<&'a str>,
    has_link: bool,
}

struct FeedWriter<'a> {
    family: FeedFamily,
    prefixes: Prefixes<'a>,
    out: String,
    entry: Option<OpenEntry<'a>>,
    is_in_person: bool,
}

impl<'a> FeedWriter<'a> {
    /// Writes the element that `tag` begins, or opens it if it has elements.
    fn start<I: Iterator<Item = MarkupToken<'a>>>(&mut self, tag: StartTag<'a>, tokens: &mut Peekable<I>) {
        for (name, value) in tag.attributes() {
            self.prefixes.declare(name, value);
        }
        match self.prefixes.role(tag.name, self.family) {
            ElementRole::Envelope => self.close_entry(),
            ElementRole::Entry => {
                self.close_entry();
                let about = tag
                    .attributes()
                    .find(|(name, _)| *name == "about" || name.ends_with(":about"));
                let link = tag
                    .attributes()
                    .find(|(name, _)| name.eq_ignore_ascii_case("href"));
                self.entry = Some(OpenEntry {
                    about: about.or(link).map(|(_, value)| value),
                    has_link: false,
                });
                self.out.push_str(if self.family == FeedFamily::Rss {
                    "<item"
                } else {
                    "<entry"
                });
                self.write_attributes(&tag, &["xml:base", "xml:lang"]);
                self.out.push('>');
            }
            ElementRole::Person => {
                self.close_person();
                if !tag.is_empty {
                    self.out.push_str("<author>");
                    self.is_in_person = true;
                }
            }
            ElementRole::Value(name) => {
                let value = if tag.is_empty {
                    ElementText::default()
                } else {
                    self.take_value(tag, tokens)
                };
                self.write_value(name, &tag, &value);
            }
            ElementRole::LeftOut if tag.is_empty => {}
            ElementRole::LeftOut => {
                self.take_value(tag, tokens);
            }
        }
    }

    /// Closes what the end tag with this name closes.
    fn end(&mut self, name: &str) {
        match self.prefixes.role(name, self.family) {
            ElementRole::Entry | ElementRole::Envelope => self.close_entry(),
            ElementRole::Person => self.close_person(),
            ElementRole::Value(_) | ElementRole::LeftOut => {}
        }
    }

    fn close_person(&mut self) {
        if std::mem::take(&mut self.is_in_person) {
            self.out.push_str("</author>");
        }
    }

    fn close_entry(&mut self) {
        self.close_person();
        let Some(entry) = self.entry.take() else { return };
        if self.family == FeedFamily::Rss {
            if let Some(about) = entry.about.filter(|_| !entry.has_link) {
                self.out.push_str("<link>");
                push_escaped(&mut self.out, &decode_references(about));
                self.out.push_str("</link>");
            }
            self.out.push_str("</item>");
        } else {
            self.out.push_str("</entry>");
        }
    }

    /// Takes the tokens up to the end of the element that `tag` began: its end tag, or what cannot be inside it.
    fn take_value<I: Iterator<Item = MarkupToken<'a>>>(
        &self,
        tag: StartTag<'a>,
        tokens: &mut Peekable<I>,
    ) -> ElementText {
        let mut text = ElementText::new(&tag);
        let mut nested = 0_usize;
        while let Some(token) = tokens.next_if(|token| !self.ends_value(&tag, token)) {
            match token {
                MarkupToken::Text(written) => text.push_text(written),
                MarkupToken::Cdata(written) => text.value.push_str(written),
                MarkupToken::Start(inner) => {
                    nested += usize::from(inner.name == tag.name && !inner.is_empty);
                    text.push_tag(inner.source);
                }
                MarkupToken::End(name) if name == tag.name && nested == 0 => break,
                MarkupToken::End(name) => {
                    nested -= usize::from(name == tag.name);
                    text.push_end(name);
                }
            }
        }
        text
    }

    /// Whether `token` cannot be inside the element that `tag` began, so that its end tag is missing.
    fn ends_value(&self, tag: &StartTag<'_>, token: &MarkupToken<'a>) -> bool {
        let (MarkupToken::Start(StartTag { name, .. }) | MarkupToken::End(name)) = token else {
            return false;
        };
        let is_end = matches!(token, MarkupToken::End(_));
        match self.prefixes.role(name, self.family) {
            ElementRole::Envelope | ElementRole::Entry => true,
            ElementRole::Person => is_end && self.is_in_person,
            // The names of these are no elements of HTML. Texts have elements of HTML in them.
            ElementRole::Value(
                "pubDate" | "guid" | "description" | "content:encoded" | "updated" | "published",
            ) => !is_end && *name != tag.name,
            ElementRole::Value(_) => {
                let is_short = matches!(
                    self.prefixes.role(tag.name, self.family),
                    ElementRole::Value(
                        "link" | "pubDate" | "guid" | "id" | "updated" | "published" | "name" | "language"
                    )
                );
                is_short && !is_end && *name != tag.name
            }
            ElementRole::LeftOut => false,
        }
    }

    /// Writes an element with this name, if it has a text or an address.
    fn write_value(&mut self, name: &'static str, tag: &StartTag<'_>, text: &ElementText) {
        let is_link = matches!(name, "link" | "atom:link");
        let is_atom_link = is_link && (self.family == FeedFamily::Atom || name == "atom:link");
        let has_address = tag.attributes().any(|(name, _)| name == "href");
        let value = text.value.trim();
        if text.is_left_out
            || if is_atom_link {
                !has_address
            } else {
                value.is_empty()
            }
        {
            return;
        }
        if let Some(entry) = &mut self.entry {
            entry.has_link |= is_link;
        }
        self.out.push('<');
        self.out.push_str(name);
        self.write_attributes(
            tag,
            if is_atom_link {
                &["href", "rel", "hreflang"]
            } else {
                &["xml:base", "xml:lang"]
            },
        );
        if self.family == FeedFamily::Atom && matches!(name, "title" | "summary" | "content" | "subtitle") {
            self.out.push_str(if text.is_markup {
                " type=\"html\""
            } else {
                " type=\"text\""
            });
        }
        self.out.push('>');
        if !is_atom_link {
            push_escaped(&mut self.out, value);
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes the attributes of `tag` that have these names.
    fn write_attributes(&mut self, tag: &StartTag<'_>, names: &[&str]) {
        for wanted in names {
            if let Some((_, value)) = tag.attributes().find(|(name, _)| name == wanted) {
                self.out.push(' ');
                self.out.push_str(wanted);
                self.out.push_str("=\"");
                push_escaped(&mut self.out, &decode_references(value));
                self.out.push('"');
            }
        }
    }
}

/// The text of an element, without the escapes of XML. It is markup where the element has markup.
#[derive(Debug, Default)]
struct ElementText {
    value: String,
    is_markup: bool,
    /// Whether the tags in it are tags of XML, so that its texts are escaped once only.
    is_xhtml: bool,
    is_left_out: bool,
}

impl ElementText {
    fn new(tag: &StartTag<'_>) -> Self {
        let attribute = |wanted: &str| {
            let found = tag.attributes().find(|(name, _)| *name == wanted);
            found.map_or("", |(_, value)| value)
        };
        let kind = attribute("type").to_ascii_lowercase();
        let is_known =
            kind.is_empty() || !kind.contains('/') || kind.contains("text") || kind.contains("xml");
        Self {
            value: String::new(),
            is_markup: kind.contains("html") || kind.contains("xml") || attribute("mode") == "escaped",
            is_xhtml: kind.contains("xhtml") || attribute("mode") == "xml",
            is_left_out: attribute("mode") == "base64" || !is_known,
        }
    }

    fn push_text(&mut self, written: &str) {
        if self.is_xhtml {
            self.value.push_str(written);
        } else {
            self.value.push_str(&decode_references(written));
        }
    }

    fn push_tag(&mut self, source: &str) {
        self.is_markup = true;
        self.value.push_str(source);
        if !source.ends_with('>') {
            self.value.push('>');
        }
    }

    fn push_end(&mut self, name: &str) {
        self.value.push_str("</");
        self.value.push_str(name);
        self.value.push('>');
    }
}

/// Adds `text` to `out` as text of XML, without the characters that XML does not have.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

/// `text` as text of XML or HTML.
pub(super) fn escape_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}
