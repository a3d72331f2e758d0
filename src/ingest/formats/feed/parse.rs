use super::contents::{Feed, FeedEntry};
use super::decode::decode_feed;
use super::entry_count::FeedShape;
use super::json_repair::repair_json;
use super::markup_tokens::{MarkupToken, tokens};
use super::repair::{decode_references, escape_markup, repair_feed};
use super::timestamps::WrittenTimes;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::{InputLocation, InputOrigin};
use crate::ingest::metadata::web_address::parse_web_address;
use crate::ingest::text::normalise::normalise_line;
use feed_rs::model::{self, FeedType};
use feed_rs::parser;

/// Maximum size of a feed, in bytes. The largest feeds of newspapers have two.
pub const FEED_BYTES_MAX: usize = 16 << 20;
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
    first.is_some_and(|tag| match tag.name {
        "rss" | "feed" | "rdf:RDF" => {
            tag.name != "rdf:RDF" || text.contains("purl.org/rss") || text.contains("/rdf/simple/")
        }
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
    let is_plain = shape.depth_max <= DEPTH_MAX
        && shape.tag_bytes_max <= TAG_BYTES_MAX
        // The parser knows the names of Atom 1.0 only.
        && !text.contains("purl.org/atom");
    let plain = if is_plain {
        parse_plain(without_declaration(text), location)
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
    let parsed = parser.parse(text.as_bytes()).map_err(|error| error.to_string())?;
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
        let is_plain = content.content_type.subty().as_str() == "plain";
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
        modified: entry.updated.map(|instant| times.written(instant)),
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
    let is_plain = matches!(kind, FeedType::Atom | FeedType::JSON) && text.content_type.subty().as_str() == "plain";
    if is_plain {
        markup_of_text(&text.content)
    } else {
        text.content
    }
}

/// Plain text as HTML: a paragraph a line.
fn markup_of_text(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| format!("<p>{}</p>\n", escape_markup(line.trim())))
        .collect()
}

/// `text` as one line without markup.
fn plain_line(text: &model::Text, kind: &FeedType) -> Option<String> {
    if matches!(kind, FeedType::Atom | FeedType::JSON) && text.content_type.subty().as_str() == "plain" {
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
