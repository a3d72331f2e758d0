//! What the elements of feeds are for, whatever prefixes and capitals their programs give them.

use super::entry_count::{is_entry, local_name};
use std::collections::HashMap;

/// The two families of feeds. RSS includes RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeedFamily {
    Rss,
    Atom,
}

impl FeedFamily {
    /// The family of a feed whose first known element has this name.
    pub(super) fn of_root(name: &str) -> Option<Self> {
        match local_name(name).to_ascii_lowercase().as_str() {
            "rss" | "rdf" | "channel" | "item" => Some(Self::Rss),
            "feed" | "entry" => Some(Self::Atom),
            _ => None,
        }
    }
}

/// What a repaired feed does with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// It is around entries; a repaired feed has its own.
    Envelope,
    /// It is an entry.
    Entry,
    /// It is an Atom person, with elements of its own.
    Person,
    /// It has a text; its name in the repaired feed.
    Value(&'static str),
    /// It is left out, with what is in it.
    LeftOut,
}

/// The prefixes that a feed declares, with the vocabularies that they stand for.
#[derive(Debug, Default)]
pub(super) struct Prefixes<'a>(HashMap<&'a str, Vocabulary>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    Main,
    Atom,
    Content,
    DublinCore,
    Xhtml,
    Other,
}

impl<'a> Prefixes<'a> {
    /// Takes note of the attribute of a tag, if it declares a prefix.
    pub(super) fn declare(&mut self, name: &'a str, address: &str) {
        let Some(prefix) = name.strip_prefix("xmlns:") else {
            return;
        };
        let vocabulary = if address.contains("/modules/content") {
            Vocabulary::Content
        } else if address.contains("purl.org/dc/") {
            Vocabulary::DublinCore
        } else if address.contains("w3.org/2005/Atom") || address.contains("purl.org/atom") {
            Vocabulary::Atom
        } else if address.contains("w3.org/1999/xhtml") {
            Vocabulary::Xhtml
        } else if address.contains("purl.org/rss/1.0/modules") {
            Vocabulary::Other
        } else if [
            "purl.org/rss",
            "purl.org/net/rss",
            "netscape.com",
            "userland.com",
            "harvard.edu",
        ]
        .iter()
        .any(|known| address.contains(known))
        {
            Vocabulary::Main
        } else {
            Vocabulary::Other
        };
        self.0.entry(prefix).or_insert(vocabulary);
    }

    /// The vocabulary of an element; that of a prefix that is not declared follows from its usual use.
    fn vocabulary(&self, name: &str) -> Vocabulary {
        let Some((prefix, _)) = name.split_once(':') else {
            return Vocabulary::Main;
        };
        let usual = || match prefix.to_ascii_lowercase().as_str() {
            "content" => Vocabulary::Content,
            "dc" => Vocabulary::DublinCore,
            "atom" | "a10" => Vocabulary::Atom,
            "rss" => Vocabulary::Main,
            "xhtml" => Vocabulary::Xhtml,
            _ => Vocabulary::Other,
        };
        self.0.get(prefix).copied().unwrap_or_else(usual)
    }

    /// What the element with this name is for in a feed of this family.
    pub(super) fn role(&self, name: &str, family: FeedFamily) -> ElementRole {
        let local = local_name(name).to_ascii_lowercase();
        let vocabulary = self.vocabulary(name);
        let is_main =
            vocabulary == Vocabulary::Main || vocabulary == Vocabulary::Atom && family == FeedFamily::Atom;
        if is_main && is_entry(&local) {
            return ElementRole::Entry;
        }
        if matches!(local.as_str(), "rss" | "feed" | "channel") && is_main || local == "rdf" {
            return ElementRole::Envelope;
        }
        if family == FeedFamily::Atom && is_main && matches!(local.as_str(), "author" | "contributor") {
            return ElementRole::Person;
        }
        let name = match (family, vocabulary) {
            (FeedFamily::Atom, _) if is_main => atom_name(&local),
            (FeedFamily::Rss, Vocabulary::Main) => rss_name(&local),
            (FeedFamily::Rss, Vocabulary::Content) => Some("content:encoded").filter(|_| local == "encoded"),
            (FeedFamily::Rss, Vocabulary::Xhtml) => Some("content:encoded").filter(|_| local == "body"),
            (FeedFamily::Rss, Vocabulary::Atom) => match local.as_str() {
                "link" => Some("atom:link"),
                "updated" => Some("atom:updated"),
                "summary" => Some("description"),
                "published" => Some("pubDate"),
                _ => None,
            },
            (FeedFamily::Rss, Vocabulary::DublinCore) => match local.as_str() {
                "creator" => Some("dc:creator"),
                "date" => Some("dc:date"),
                "language" => Some("language"),
                "title" => Some("title"),
                "description" => Some("description"),
                _ => None,
            },
            _ => None,
        };
        name.map_or(ElementRole::LeftOut, ElementRole::Value)
    }
}

/// The name in Atom 1.0 of an element of Atom 0.3 or 1.0 that dixit uses.
fn atom_name(local: &str) -> Option<&'static str> {
    Some(match local {
        "id" => "id",
        "title" => "title",
        "link" => "link",
        "updated" | "modified" => "updated",
        "published" | "issued" | "pubdate" => "published",
        "summary" => "summary",
        "content" => "content",
        "subtitle" | "tagline" => "subtitle",
        "name" => "name",
        "email" => "email",
        "uri" | "url" => "uri",
        _ => return None,
    })
}

/// The name in RSS 2.0 of an element of any RSS that dixit uses.
fn rss_name(local: &str) -> Option<&'static str> {
    Some(match local {
        "title" => "title",
        "link" => "link",
        "description" | "summary" => "description",
        "language" => "language",
        "pubdate" | "published" | "date" => "pubDate",
        "lastbuilddate" => "lastBuildDate",
        "updated" => "updated",
        "author" => "author",
        "managingeditor" => "managingEditor",
        "guid" => "guid",
        "encoded" | "fullitem" | "body" => "content:encoded",
        _ => return None,
    })
}
