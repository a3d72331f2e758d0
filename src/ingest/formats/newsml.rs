//! NewsML-G2 and NITF, news in XML: single items, and messages that hold them. The text of an item is NITF, XHTML or
//! plain text in it; what it only refers to is not fetched.

use super::agency_item::{AgencyItem, PublicationStatus};
use super::parsed_article::ParsedArticle;
use super::xml_events::has_xml_root;
use super::xml_tree::{XmlElement, parse_xml};
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::field_names::ArticleField;
use crate::ingest::text::html_fragment;

/// Elements that are no part of the text: pictures and their captions, tables, notes, programs.
const DROPPED: [&str; 14] = [
    "media",
    "figure",
    "figcaption",
    "table",
    "nitf-table",
    "fn",
    "note",
    "script",
    "style",
    "head",
    "aside",
    "nav",
    "iframe",
    "body.end",
];

/// Whether what begins with `head` is NewsML-G2 or NITF.
pub(crate) fn is_newsml(head: &[u8]) -> bool {
    has_xml_root(head, &["newsMessage", "newsItem", "packageItem"], "iptc.org")
        || has_xml_root(head, &["nitf"], "nitf")
}

/// The articles in a message or item. Pictures and other items without a text are left out, unless they are canceled.
pub(crate) fn parse_newsml(text: &str, location: &InputLocation) -> Result<Vec<AgencyItem>, IngestError> {
    let unusable = |problem: String, advice| IngestError::Unusable {
        location: location.clone(),
        problem,
        advice,
    };
    let root =
        parse_xml(text).map_err(|problem| unusable(problem, "get the file again; it may be cut off"))?;
    let items = root.descendants("newsItem");
    let items: Vec<AgencyItem> = match root.tag.name.as_str() {
        "nitf" => vec![parse_nitf_document(&root)],
        _ => items.into_iter().map(parse_item).collect(),
    };
    let is_article = |item: &AgencyItem| {
        !item.article.text.is_empty() || item.status == PublicationStatus::Canceled && item.id.is_some()
    };
    let items: Vec<AgencyItem> = items.into_iter().filter(is_article).collect();
    if items.is_empty() {
        let problem = "no text in it: it only refers to other files, or to pictures".to_owned();
        return Err(unusable(problem, "give the news items that it refers to"));
    }
    Ok(items)
}

fn parse_item(element: &XmlElement) -> AgencyItem {
    let mut item = AgencyItem {
        version: element.tag.get("version").map(str::to_owned),
        ..AgencyItem::default()
    };
    if let Some(guid) = element.tag.get("guid") {
        item.set_id(guid, "guid");
    }
    if let Some(status) = element.at(&["itemMeta", "pubStatus"]) {
        let name = status
            .tag
            .get("qcode")
            .or(status.tag.get("uri"))
            .unwrap_or_default();
        item.status = PublicationStatus::from_name(name);
    }
    let content = element.child("contentSet");
    let article = &mut item.article;
    set_item_fields(article, element);
    for inline in content.into_iter().flat_map(XmlElement::elements) {
        if article.text.is_empty() {
            set_content(article, inline);
        }
    }
    for (language, origin) in [
        (
            element
                .at(&["contentMeta", "language"])
                .and_then(|found| found.tag.get("tag")),
            "language",
        ),
        (
            content.and_then(|set| set.elements().find_map(|inline| inline.tag.get("lang"))),
            "contentSet",
        ),
        (element.tag.get("lang"), "xml:lang"),
    ] {
        if let Some(language) = language {
            article.set(ArticleField::Lang, language, origin);
        }
    }
    item
}

fn set_item_fields(article: &mut ParsedArticle, item: &XmlElement) {
    const TEXTS: [(ArticleField, &[&str], &str); 6] = [
        (ArticleField::Title, &["contentMeta", "headline"], "headline"),
        (ArticleField::Title, &["itemMeta", "title"], "title"),
        (ArticleField::Author, &["contentMeta", "by"], "by"),
        (
            ArticleField::Published,
            &["contentMeta", "contentCreated"],
            "contentCreated",
        ),
        (
            ArticleField::Published,
            &["itemMeta", "versionCreated"],
            "versionCreated",
        ),
        (
            ArticleField::Published,
            &["itemMeta", "firstCreated"],
            "firstCreated",
        ),
    ];
    const NAMES: [(ArticleField, &[&str], &str); 4] = [
        (ArticleField::Author, &["contentMeta", "creator"], "creator"),
        (ArticleField::Publisher, &["itemMeta", "provider"], "provider"),
        (
            ArticleField::Publisher,
            &["contentMeta", "infoSource"],
            "infoSource",
        ),
        (ArticleField::Agency, &["contentMeta", "infoSource"], "infoSource"),
    ];
    for (field, path, origin) in TEXTS {
        set_text(article, field, item.at(path).map(XmlElement::text), origin);
    }
    for (field, path, origin) in NAMES {
        set_text(article, field, item.at(path).and_then(concept_name), origin);
    }
}

fn set_text(article: &mut ParsedArticle, field: ArticleField, text: Option<String>, origin: &'static str) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        article.set(field, text, origin);
    }
}

/// The name of a person or organisation, else the last part of its code.
fn concept_name(concept: &XmlElement) -> Option<String> {
    let code = || {
        let code = concept.tag.get("qcode").or(concept.tag.get("uri"))?;
        code.rsplit([':', '/']).next().map(str::to_owned)
    };
    let name = concept
        .child("name")
        .map(XmlElement::text)
        .filter(|name| !name.is_empty());
    name.or_else(|| concept.tag.get("literal").map(str::to_owned))
        .or_else(code)
}

/// Reads the text in `inline`, and what NITF or XHTML say beside it.
fn set_content(article: &mut ParsedArticle, inline: &XmlElement) {
    match inline.tag.name.as_str() {
        "inlineXML" => {
            if let Some(nitf) = inline.descendants("nitf").first() {
                set_nitf(article, nitf);
            } else {
                let body = inline.descendants("body").first().copied().unwrap_or(inline);
                article.text = body.paragraphs(&DROPPED);
            }
        }
        "inlineData" => article.text = html_fragment::text_of_markup(&inline.raw_text()),
        _ => {}
    }
}

/// An article that is only NITF.
fn parse_nitf_document(nitf: &XmlElement) -> AgencyItem {
    let mut item = AgencyItem::default();
    let data = nitf.at(&["head", "docdata"]);
    if let Some(id) = data
        .and_then(|data| data.child("doc-id"))
        .and_then(|id| id.tag.get("id-string"))
    {
        item.set_id(id, "doc-id");
    }
    if let Some(status) = data.and_then(|data| data.tag.get("management-status")) {
        item.status = PublicationStatus::from_name(status);
    }
    item.version = data
        .and_then(|data| data.child("du-key"))
        .and_then(|key| key.tag.get("version"))
        .map(str::to_owned);
    set_nitf(&mut item.article, nitf);
    item
}

fn set_nitf(article: &mut ParsedArticle, nitf: &XmlElement) {
    let body = nitf.child("body").unwrap_or(nitf);
    let content = body.child("body.content").unwrap_or(body);
    article.text = content.paragraphs(&DROPPED);
    let headline = ["hedline", "headline"]
        .iter()
        .find_map(|name| body.at(&["body.head", name, "hl1"]));
    set_text(
        article,
        ArticleField::Title,
        headline.map(XmlElement::text),
        "hl1",
    );
    let title = nitf.at(&["head", "title"]).map(XmlElement::text);
    set_text(article, ArticleField::Title, title, "title");
    let byline = body.at(&["body.head", "byline"]);
    let person = byline.and_then(|byline| byline.child("person")).or(byline);
    set_text(
        article,
        ArticleField::Author,
        person.map(XmlElement::text),
        "byline",
    );
    let source = body.at(&["body.head", "distributor"]).map(XmlElement::text);
    set_text(article, ArticleField::Publisher, source, "distributor");
    for (date, origin) in [
        (nitf.at(&["head", "docdata", "date.issue"]), "date.issue"),
        (body.at(&["body.head", "dateline", "story.date"]), "story.date"),
    ] {
        let date = date.and_then(|date| date.tag.get("norm")).map(str::to_owned);
        set_text(article, ArticleField::Published, date, origin);
    }
    if let Some(lang) = nitf.tag.get("lang").or(body.tag.get("lang")) {
        article.set(ArticleField::Lang, lang, "lang");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::input_location::InputOrigin;
    use proptest::prelude::*;

    const MESSAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-11-28T10:20:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:agency.example:20251128:1" version="3" xml:lang="en" standard="NewsML-G2">
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EXA"><name>Example Agency</name></provider>
  <versionCreated>2025-11-28T10:15:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
 <contentMeta><contentCreated>2025-11-27T09:00:00+01:00</contentCreated><creator><name>Ana Lund</name></creator>
  <language tag="fr"/><headline>Une loi &amp; une promesse</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
  <body.head><hedline><hl1>Un autre titre</hl1></hedline></body.head>
  <body.content><p>« Nous la <em>promettons</em> », a dit <person>Omar Sall</person>.</p>
   <media><media-caption>Une photo.</media-caption></media><hl2>Demain</hl2><p>Il est parti.</p></body.content>
 </body></nitf></inlineXML></contentSet></newsItem>
<newsItem guid="urn:newsml:agency.example:20251128:2" version="1" xml:lang="en">
 <itemMeta><itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/></itemMeta>
 <contentSet><remoteContent href="file:///etc/passwd"/></contentSet></newsItem>
<newsItem guid="tag:agency.example,2025:3" version="2"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>
<newsItem guid="http://agency.example/4" xml:lang="en"><itemMeta><provider literal="EXA"/><title>Short</title></itemMeta>
 <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
 <div><p>She said:<br/>“No.”</p></div></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:x:5"><contentSet><inlineData contenttype="text/plain">One line.

Another.</inlineData></contentSet></newsItem>
</itemSet></newsMessage>"#;

    fn location() -> InputLocation {
        InputLocation::from_origin(InputOrigin::Stdin)
    }

    fn read(text: &str) -> String {
        let show = |item: AgencyItem| {
            let fields = serde_json::to_string(&item.article.fields).unwrap_or_default();
            format!(
                "{:?} {:?}\n{fields}\n{}",
                item.status, item.version, item.article.text
            )
        };
        match parse_newsml(text, &location()) {
            Ok(items) => items.into_iter().map(show).collect::<Vec<_>>().join("\n---\n"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn items_of_a_message_are_read() {
        assert!(is_newsml(MESSAGE.as_bytes()));
        insta::assert_snapshot!(read(MESSAGE), @r#"
        Usable Some("3")
        {"url":"urn:newsml:agency.example:20251128:1","id":"urn:newsml:agency.example:20251128:1","title":"Une loi & une promesse","published":"2025-11-27T09:00:00+01:00","author":"Ana Lund","publisher":"Example Agency","lang":"fr"}
        « Nous la promettons », a dit Omar Sall.

        Demain

        Il est parti.
        ---
        Canceled Some("2")
        {"url":"tag:agency.example,2025:3","id":"tag:agency.example,2025:3"}

        ---
        Usable None
        {"url":"http://agency.example/4","id":"http://agency.example/4","title":"Short","publisher":"EXA","lang":"en"}
        She said:

        “No.”
        ---
        Usable None
        {"url":"urn:x:5","id":"urn:x:5"}
        One line.

        Another.
        "#);
    }

    #[test]
    fn nitf_document_is_read() {
        let text = r#"<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd"><nitf><head><title>T</title>
            <docdata management-status="usable"><doc-id id-string="EXA-1"/><date.issue norm="20251128T101500Z"/></docdata>
            </head><body><body.head><hedline><hl1>A law</hl1></hedline><byline>By <person>Ana Lund</person></byline>
            </body.head><body.content><block><p>She said it.</p><p>She left.</p></block></body.content></body></nitf>"#;
        assert!(is_newsml(text.as_bytes()));
        insta::assert_snapshot!(read(text), @r#"
        Usable None
        {"id":"EXA-1","title":"A law","author":"Ana Lund","published":"20251128T101500Z"}
        She said it.

        She left.
        "#);
    }

    #[test]
    fn package_without_text_and_broken_file_are_errors() {
        let package = r#"<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><groupSet><group>
            <itemRef residref="urn:x:2"/></group></groupSet></packageItem>"#;
        assert!(is_newsml(package.as_bytes()));
        insta::assert_snapshot!(read(package), @"standard input: no text in it: it only refers to other files, or to pictures (give the news items that it refers to)");
        insta::assert_snapshot!(read(&MESSAGE[..900]), @"standard input: broken XML in line 10: cut off: 9 elements are not closed (get the file again; it may be cut off)");
        assert!(!is_newsml(b"<html><p>iptc.org</p></html>"));
    }

    proptest! {
        #[test]
        fn cut_message_never_panics(at in 0..MESSAGE.len()) {
            let cut: String = MESSAGE.chars().take(at).collect();
            is_newsml(cut.as_bytes());
            read(&cut);
        }
    }
}
