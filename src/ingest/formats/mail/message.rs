use super::replies;
use crate::ingest::encoding::decode;
use crate::ingest::error::IngestError;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::field_names::ArticleField;
use crate::ingest::note::IngestNote;
use mail_parser::decoders::html::html_to_text;
use mail_parser::{Addr, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// A plain part is a stub if the HTML part beside it has this many characters, and as many times more.
const HTML_CHARACTERS_MIN: usize = 200;
const HTML_TIMES_MIN: usize = 4;
/// Maximum number of mails in mails that are opened to find a text.
const DEPTH_MAX: usize = 4;

/// The article in one mail: the part of it that says most, without what it quotes. Subject, sender and date are its
/// source; attachments are named.
pub(crate) fn parse_mail(mail: &[u8], location: &InputLocation) -> Result<ParsedArticle, IngestError> {
    let unusable = |problem: String, advice| IngestError::Unusable {
        location: location.clone(),
        problem,
        advice,
    };
    let Some(message) = MessageParser::default()
        .parse(mail)
        .filter(|message| !message.headers().is_empty())
    else {
        return Err(unusable(
            "a broken mail".to_owned(),
            "export it again as .eml, or give its text as .txt",
        ));
    };
    let mut article = ParsedArticle::default();
    let attachments = attachment_names(&message);
    read_message(&message, mail, &mut article, 0);
    if article.text.trim().is_empty() {
        return Err(match attachments {
            Some(names) => unusable(
                format!("a mail without text, only attachments: {names}"),
                "save the attachment and give that",
            ),
            None => IngestError::Empty {
                location: location.clone(),
            },
        });
    }
    let damage = decode::damage_note(&article.text).filter(|note| !article.notes.contains(note));
    article.notes.extend(damage);
    if let Some(names) = attachments {
        article.notes.push(IngestNote::AttachmentsLeftOut { names });
    }
    if is_cut(&message, mail) {
        article.notes.push(IngestNote::LooksCut {
            sign: "the mail ends before its last part does",
        });
    }
    Ok(article)
}

/// Reads text and source of `message`; if it only carries another mail, those of that one.
fn read_message(message: &Message<'_>, mail: &[u8], article: &mut ParsedArticle, depth: usize) {
    let subject = message.subject().unwrap_or_default();
    article.text = replies::own_text(&best_text(message, mail, &mut article.notes), subject);
    let carried = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(carried) => Some(carried),
        _ => None,
    });
    if article.text.trim().is_empty()
        && depth < DEPTH_MAX
        && let Some(carried) = carried
    {
        let raw = carried.raw_message().to_vec();
        read_message(carried, &raw, article, depth + 1);
    }
    let sender = message.from().and_then(|from| from.first()).and_then(sender_name);
    let date = message.date().filter(|date| date.is_valid());
    if !subject.trim().is_empty() {
        article.set(ArticleField::Title, subject, "subject of the mail");
    }
    if let Some(sender) = sender {
        article.set(ArticleField::Author, sender, "sender of the mail");
    }
    if let Some(date) = date {
        article.set(ArticleField::Published, date.to_rfc3339(), "date of the mail");
    }
}

fn sender_name(sender: &Addr<'_>) -> Option<String> {
    let name = sender.name.as_deref().or(sender.address.as_deref());
    name.map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// The plain parts of the body, or its HTML parts if those say much more.
fn best_text(message: &Message<'_>, mail: &[u8], notes: &mut Vec<IngestNote>) -> String {
    let parts = |ids: &[u32]| -> Vec<&MessagePart<'_>> {
        let ids = ids.iter().filter_map(|id| message.parts.get(*id as usize));
        ids.collect()
    };
    let mut plain = Vec::new();
    for part in parts(&message.text_body) {
        if let PartType::Text(text) = &part.body {
            plain.push(plain_text(part, text, mail, notes));
        }
    }
    if plain.is_empty() && message.html_body.is_empty() {
        // In a mail that was cut, no part is known to be the body.
        for part in message.parts.iter().filter(|part| is_nameless_text(part)) {
            if let PartType::Text(text) = &part.body {
                plain.push(plain_text(part, text, mail, notes));
            }
        }
    }
    let html = parts(&message.html_body)
        .into_iter()
        .chain(parts(&message.text_body));
    let mut html: Vec<&str> = html
        .filter_map(|part| match &part.body {
            PartType::Html(html) => Some(html.as_ref()),
            _ => None,
        })
        .collect();
    html.dedup();
    let plain = plain.join("\n\n");
    let html: Vec<String> = html.into_iter().map(html_text).collect();
    let html = html.join("\n\n");
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let (plain_count, html_count) = (count(&plain), count(&html));
    let is_stub = html_count >= HTML_CHARACTERS_MIN && html_count >= HTML_TIMES_MIN * plain_count;
    if plain_count == 0 || is_stub { html } else { plain }
}

/// The text of a plain part. Bytes that no header declares are decoded as files are.
fn plain_text(part: &MessagePart<'_>, text: &str, mail: &[u8], notes: &mut Vec<IngestNote>) -> String {
    let raw = mail.get(part.offset_body as usize..part.offset_end as usize);
    let mut text = text.to_owned();
    if text.contains('\u{fffd}')
        && part.encoding == Encoding::None
        && let Some(Ok((decoded, guessed))) = raw.map(|raw| decode::decode_text(raw.to_vec(), None))
        && !decoded.contains('\u{fffd}')
    {
        notes.extend(guessed);
        text = decoded;
    }
    let format = part.content_type().and_then(|kind| kind.attribute("format"));
    if format.is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        text = unflowed(&text);
    }
    text
}

/// `text` with the lines joined that its program broke: those that end in a blank.
fn unflowed(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let is_soft = line.ends_with(' ') && line != "-- " && !line.starts_with('>');
        joined.push_str(line);
        if !is_soft {
            joined.push('\n');
        }
    }
    joined
}

/// The text of an HTML part, a paragraph a line.
fn html_text(html: &str) -> String {
    let text = html_to_text(html);
    let lines = text.lines().map(|line| {
        line.split([' ', '\t'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let mut kept = String::new();
    let mut blank = true;
    for line in lines {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

/// Whether a part is text that is not marked as a file.
fn is_nameless_text(part: &MessagePart<'_>) -> bool {
    let is_file = part
        .content_disposition()
        .is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"));
    matches!(part.body, PartType::Text(_)) && part.attachment_name().is_none() && !is_file
}

/// The names of the files attached to a mail. A picture inside its text is none.
fn attachment_names(message: &Message<'_>) -> Option<String> {
    let is_inside = |part: &MessagePart<'_>| {
        let is_picture = part
            .content_type()
            .is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
        is_picture && part.content_id().is_some()
    };
    let name = |part: &MessagePart<'_>| {
        let kind = part.content_type();
        let kind = kind.map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("*")));
        let carried = part
            .message()
            .and_then(|carried| carried.subject())
            .map(str::to_owned);
        let name = part.attachment_name().map(str::to_owned).or(carried);
        name.or(kind)
            .unwrap_or_else(|| "a file without a name".to_owned())
    };
    let parts = message
        .attachments()
        .filter(|part| !is_inside(part) && !is_nameless_text(part));
    let names: Vec<String> = parts.map(name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Whether a mail of several parts lacks the line that ends the last one.
fn is_cut(message: &Message<'_>, mail: &[u8]) -> bool {
    let boundary = message.content_type().and_then(|kind| kind.attribute("boundary"));
    boundary.is_some_and(|boundary| {
        let end = format!("--{boundary}--");
        !mail.windows(end.len()).any(|window| window == end.as_bytes())
    })
}
