use super::contents::{Feed, FeedEntry};
use super::decode::decode_feed;
use super::entry_count::{FeedShape, local_name};
use super::json_repair::repair_json;
use super::repair::{escape_markup, repair_feed};
use super::timestamps::WrittenTimes;
use crate::ingest::error::IngestError;
use crate::ingest::formats::panic_guard::catch_panic;
use crate::ingest::input_location::{InputLocation, InputOrigin};
use crate::ingest::metadata::web_address::parse_web_address;
use crate::ingest::text::character_references::decode_references;
use crate::ingest::text::markup_tokens::{MarkupToken, tokens};
use crate::ingest::text::normalise::normalise_line;
use feed_rs::model::{self, FeedType};
use feed_rs::parser;

/// Maximum size of a feed, in bytes. The largest feeds of newspapers have two.
const FEED_BYTES_MAX: usize = 16 << 20;
/// Maximum number of elements that are open at the same time, and length of a tag: what is beyond is no feed, and takes
/// its parsers quadratic time.
const DEPTH_MAX: usize = 256;
const TAG_BYTES_MAX: usize = 64 << 10;

/// Whether `head`, the beginning of a document, is that of a feed.
pub(crate) fn is_feed(head: &[u8]) -> bool {
    let text = decode_feed(head);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    if start.starts_with('{') {
        return start.contains("https://jsonfeed.org/version/1")
            || start.contains("https:\\/\\/jsonfeed.org\\/version\\/1");
    }
    // The first element decides. A page may have examples of feeds in it.
    let first = tokens(&text).find_map(|token| match token {
        MarkupToken::Start(tag) => Some(tag),
        MarkupToken::Text(_) | MarkupToken::Cdata(_) | MarkupToken::End(_) => None,
    });
    first.is_some_and(|tag| match local_name(tag.name) {
        "rss" | "feed" => true,
        "RDF" => text.contains("purl.org/rss") || text.contains("/rdf/simple/"),
        // What PHP prints before a feed.
        "br" | "b" => text.contains("<rss") || text.contains("<feed"),
        _ => false,
    })
}

/// The feed in `bytes`, read at `location`. What is malformed is repaired as far as its entries can be told apart.
pub(crate) fn parse_feed(bytes: &[u8], location: &InputLocation) -> Result<Feed, IngestError> {
    let unusable = |problem: String, advice| IngestError::Unusable {
        location: location.clone(),
        problem,
        advice,
    };
    if bytes.len() > FEED_BYTES_MAX {
        let problem = format!(
            "a feed of {} MiB exceeds the limit of {} MiB",
            bytes.len() >> 20,
            FEED_BYTES_MAX >> 20
        );
        return Err(unusable(
            problem,
            "check the address; a feed has the latest entries only",
        ));
    }
    let text = decode_feed(bytes);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let parsed = if start.starts_with('{') {
        parse_json(start, location)
    } else {
        let shape = FeedShape::of(&text);
        if shape.depth_max > DEPTH_MAX && shape.entries == 0 {
            return Err(unusable(
                format!("elements nested more than {DEPTH_MAX} deep"),
                "check that it is a feed",
            ));
        }
        parse_xml(&text, shape, location)
    };
    parsed.map_err(|problem| {
        unusable(
            format!("not a readable feed: {problem}"),
            "check the address in a browser",
        )
    })
}

fn parse_json(text: &str, location: &InputLocation) -> Result<Feed, String> {
    parse_plain(text, location).or_else(|problem| match repair_json(text) {
        Some(repaired) => parse_plain(&repaired, location),
        None => Err(problem),
    })
}

/// Parses `text` as it is, and repaired where that fails or loses an entry.
fn parse_xml(text: &str, shape: FeedShape, location: &InputLocation) -> Result<Feed, String> {
    let content = without_declaration(text);
    let is_plain = shape.depth_max <= DEPTH_MAX
        && shape.tag_bytes_max <= TAG_BYTES_MAX
        // The parser knows the names of Atom 1.0 only.
        && !text.contains("purl.org/atom");
    let plain = if is_plain {
        parse_plain(content, location)
    } else {
        Err("malformed XML".to_owned())
    };
    if plain
        .as_ref()
        .is_ok_and(|feed| feed.entries.len() >= shape.entries)
    {
        return plain;
    }
    let repaired = repair_feed(text).map(|repaired| parse_plain(&repaired, location));
    match (plain, repaired) {
        (Ok(plain), Some(Ok(repaired))) if repaired.entries.len() <= plain.entries.len() => Ok(plain),
        (_, Some(Ok(repaired))) => Ok(repaired),
        (plain, _) => plain,
    }
}

/// `text` without its XML declaration, which names the encoding that it no longer has.
fn without_declaration(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declaration.map_or(text, |(_, rest)| rest)
}

fn parse_plain(text: &str, location: &InputLocation) -> Result<Feed, String> {
    let times = WrittenTimes::default();
    let base = match &location.origin {
        InputOrigin::Web(address) => Some(address.as_str()),
        InputOrigin::Path(_) | InputOrigin::Stdin => None,
    };
    let parser = parser::Builder::new()
        .base_uri(base)
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser({
            let times = times.clone();
            move |text| times.parse(text)
        })
        .build();
    // It panics where a declaration of the encoding is not where it expects one.
    let parsed = catch_panic(|| parser.parse(text.as_bytes()))
        .ok_or("the XML is too odd")?
        .map_err(|error| error.to_string())?;
    Ok(feed_from(parsed, &times))
}

fn feed_from(parsed: model::Feed, times: &WrittenTimes) -> Feed {
    let kind = parsed.feed_type;
    Feed {
        title: parsed.title.and_then(|title| plain_line(&title, &kind)),
        home: page_link(&parsed.links, &kind),
        lang: parsed.language.and_then(|lang| normalise_line(&lang)),
        entries: parsed
            .entries
            .into_iter()
            .map(|entry| entry_from(entry, &kind, times))
            .collect(),
    }
}

fn entry_from(entry: model::Entry, kind: &FeedType, times: &WrittenTimes) -> FeedEntry {
    let id = normalise_line(&entry.id);
    let authors: Vec<String> = entry
        .authors
        .iter()
        .filter_map(|person| normalise_line(person.name.as_deref().or(person.email.as_deref())?))
        .collect();
    let content = entry.content.and_then(|content| {
        let is_plain = content.content_type.subty() == "plain";
        content
            .body
            .map(|body| if is_plain { markup_of_text(&body) } else { body })
    });
    // An id that is an address is that of the page where the entry has no link.
    let guid = id.as_deref().and_then(|id| parse_web_address(id).ok());
    FeedEntry {
        address: page_link(&entry.links, kind).or(guid),
        id,
        title: entry.title.and_then(|title| plain_line(&title, kind)),
        published: entry.published.map(|instant| times.written(instant)),
        // The parser takes the one for the other where RSS has one only.
        modified: entry
            .updated
            .filter(|updated| entry.published != Some(*updated))
            .map(|instant| times.written(instant)),
        author: (!authors.is_empty()).then(|| authors.join(", ")),
        lang: entry.language.and_then(|lang| normalise_line(&lang)),
        content_html: content.filter(|content| !content.trim().is_empty()),
        summary_html: entry
            .summary
            .map(|summary| markup_of(summary, kind))
            .filter(|summary| !summary.trim().is_empty()),
    }
}

/// The address of the web page among `links`: the first that is no other kind of link.
fn page_link(links: &[model::Link], kind: &FeedType) -> Option<String> {
    let is_page = |link: &&model::Link| {
        link.target.is_none() && link.rel.as_deref().is_none_or(|rel| rel == "alternate")
    };
    let is_html = |link: &&model::Link| {
        link.media_type
            .as_deref()
            .is_none_or(|kind| kind.contains("html"))
    };
    let pages = || links.iter().filter(is_page);
    // In JSON an attachment is a link with a media type.
    let any = || pages().next().filter(|_| *kind != FeedType::JSON);
    let link = pages().find(is_html).or_else(any)?;
    parse_web_address(&link.href).ok()
}

/// `text` as HTML. RSS does not say what its texts are; they are HTML.
fn markup_of(text: model::Text, kind: &FeedType) -> String {
    let is_plain = matches!(kind, FeedType::Atom | FeedType::JSON) && text.content_type.subty() == "plain";
    if is_plain {
        markup_of_text(&text.content)
    } else {
        text.content
    }
}

/// Plain text as HTML: a paragraph a line.
fn markup_of_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        html.push_str("<p>");
        html.push_str(&escape_markup(line.trim()));
        html.push_str("</p>\n");
    }
    html
}

/// `text` as one line without markup.
fn plain_line(text: &model::Text, kind: &FeedType) -> Option<String> {
    if matches!(kind, FeedType::Atom | FeedType::JSON) && text.content_type.subty() == "plain" {
        return normalise_line(&text.content);
    }
    let mut line = String::with_capacity(text.content.len());
    for token in tokens(&text.content) {
        match token {
            MarkupToken::Text(text) => line.push_str(&decode_references(text)),
            MarkupToken::Cdata(text) => line.push_str(text),
            MarkupToken::Start(_) | MarkupToken::End(_) => {}
        }
    }
    normalise_line(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Gazette &amp; Courrier</title><link>https://gazette.example/</link><language>fr</language>
<item><title>Le maire promet un pont</title><link>https://gazette.example/pont</link><guid isPermaLink="false">12</guid>
<pubDate>Sat, 26 Jul 2025 00:30:00 +0200</pubDate><dc:creator>Léa Morin</dc:creator>
<description>Un pont en 2027.</description><content:encoded><![CDATA[<p>« Un pont en 2027 », dit le maire.</p>]]></content:encoded></item>
<item><guid>https://gazette.example/ecole</guid><title>L&#233;cole rouvre</title></item>
</channel></rss>"#;

    fn parse(bytes: &[u8]) -> Result<Feed, IngestError> {
        parse_feed(bytes, &InputLocation::from_path("feed.xml"))
    }

    fn titles(feed: &str) -> Vec<String> {
        let entries = parse(feed.as_bytes()).unwrap().entries;
        entries.into_iter().filter_map(|entry| entry.title).collect()
    }

    #[test]
    fn rss_is_read_with_day_and_offset_as_written() {
        let feed = parse(RSS.as_bytes()).unwrap();
        assert_eq!(feed.title.as_deref(), Some("Gazette & Courrier"));
        assert_eq!(feed.home.as_deref(), Some("https://gazette.example/"));
        let expected = FeedEntry {
            id: Some("12".into()),
            address: Some("https://gazette.example/pont".into()),
            title: Some("Le maire promet un pont".into()),
            published: Some("2025-07-26T00:30:00+02:00".into()),
            author: Some("Léa Morin".into()),
            content_html: Some("<p>« Un pont en 2027 », dit le maire.</p>".into()),
            summary_html: Some("Un pont en 2027.".into()),
            ..FeedEntry::default()
        };
        assert_eq!(feed.entries[0], expected);
        // A permanent link that is the only address.
        assert_eq!(
            feed.entries[1].address.as_deref(),
            Some("https://gazette.example/ecole")
        );
        assert_eq!(feed.entries[1].title.as_deref(), Some("Lécole rouvre"));
    }

    #[test]
    fn damage_loses_no_entry() {
        let expected = ["Le maire promet un pont", "Lécole rouvre"];
        let damaged = [
            format!("<br />\n<b>Warning</b>: no such file\n{RSS}"),
            RSS.replace("Un pont en 2027.", "R&D < 3 ans &nbsp;&eacute;t&eacute;"),
            RSS.replace("Un pont en 2027.", "a\u{b}b"),
            RSS.replace(
                "<rss version=\"2.0\"",
                "<rss version=\"2.0\" xmlns=\"http://backend.userland.com/rss2\"",
            ),
            RSS.replace("<rss version=\"2.0\"", "<rss"),
            RSS.replace("</description>", ""),
            RSS.replace("xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", ""),
            RSS.replace("</item>\n<item>", "<item>"),
            RSS.replace("</channel></rss>", "</chan"),
            format!("<!-- a comment first -->{RSS}<p>after"),
        ];
        for feed in damaged {
            assert_eq!(titles(&feed), expected, "{feed}");
        }
    }

    #[test]
    fn rdf_and_old_atom_are_read() {
        let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
            <channel rdf:about='https://gazette.example/'><title>Gazette</title></channel>
            <item rdf:about='https://gazette.example/1'><title>Un</title></item></rdf:RDF>";
        let feed = parse(rdf.as_bytes()).unwrap();
        assert_eq!(
            feed.entries[0].address.as_deref(),
            Some("https://gazette.example/1")
        );
        let atom = "<feed version='0.3' xmlns='http://purl.org/atom/ns#' xml:lang='en'><title>Post</title>
            <entry><title mode='escaped'>One &amp;amp; two</title><link rel='alternate' href='https://post.example/1'/>
            <issued>2025-07-26T08:00:00Z</issued><content type='text/html' mode='escaped'>&lt;p&gt;Text&lt;/p&gt;</content>
            </entry></feed>";
        let feed = parse(atom.as_bytes()).unwrap();
        let entry = &feed.entries[0];
        assert_eq!(
            (feed.title.as_deref(), feed.lang.as_deref()),
            (Some("Post"), Some("en"))
        );
        assert_eq!(entry.title.as_deref(), Some("One & two"));
        assert_eq!(entry.published.as_deref(), Some("2025-07-26T08:00:00+00:00"));
        assert_eq!(entry.content_html.as_deref(), Some("<p>Text</p>"));
    }

    #[test]
    fn json_feed_with_wrong_values_is_read() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [
            {"id": 7, "url": "https://post.example/7", "content_text": "One < two.", "tags": 3},
            null, {"id": "8", "title": "Eight", "date_published": "2025-07-26T08:00:00+08:00"}]}"#;
        let entries = parse(feed.as_bytes()).unwrap().entries;
        assert_eq!(entries[0].content_html.as_deref(), Some("<p>One &lt; two.</p>\n"));
        assert_eq!(entries[1].published.as_deref(), Some("2025-07-26T08:00:00+08:00"));
        assert_eq!(entries.len(), 2);
    }

    #[test]
    fn what_is_no_feed_is_refused() {
        for text in [
            "",
            "<html><body>no</body></html>",
            "{\"items\": 3}",
            "Une phrase.",
        ] {
            let error = parse(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with("feed.xml: not a readable feed: "), "{error}");
            assert!(!is_feed(text.as_bytes()), "{text}");
        }
        assert!(is_feed(RSS.as_bytes()));
        assert!(!is_feed(
            b"<html><body><pre>&lt;rss&gt;</pre> see <rss version='2.0'></html>"
        ));
    }

    #[test]
    fn a_feed_of_a_hundred_megabytes_is_refused() {
        let error = parse(&vec![b' '; 100 << 20]).unwrap_err();
        insta::assert_snapshot!(error, @"feed.xml: a feed of 100 MiB exceeds the limit of 16 MiB (check the address; a feed has the latest entries only)");
    }

    #[test]
    fn bombs_are_harmless() {
        let entities = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>";
        let feed = RSS
            .replace("Un pont en 2027.", "&c;&c;&c;")
            .replace("?>\n", &format!("?>{entities}\n"));
        assert_eq!(
            parse(feed.as_bytes()).unwrap().entries[0].summary_html.as_deref(),
            Some("&c;&c;&c;")
        );
        let nested = RSS.replace("Un pont en 2027.", &"<a>".repeat(200_000));
        assert_eq!(titles(&nested).len(), 2);
        let nested = format!("<rss>{}", "<channel xmlns:a='b'>".repeat(200_000));
        assert!(parse(nested.as_bytes()).is_err());
        let wide = RSS.replace("<channel>", &format!("<channel {}>", "a='b' ".repeat(200_000)));
        assert_eq!(titles(&wide).len(), 2);
    }
}
