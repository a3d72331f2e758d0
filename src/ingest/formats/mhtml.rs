//! Web pages that a browser saved with all their parts in one file: MHTML.

use super::page_head::declared_charset;
use super::parsed_article::ParsedArticle;
use super::web_page;
use crate::ingest::encoding::decode;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use encoding_rs::Encoding;
use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// The article in the saved page `bytes`: that of its first HTML part, whose address is in its `Content-Location`.
pub(crate) fn parse_mhtml(bytes: &[u8], location: &InputLocation) -> Result<ParsedArticle, IngestError> {
    let unusable = |problem: &str, advice| IngestError::Unusable {
        location: location.clone(),
        problem: problem.to_owned(),
        advice,
    };
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(unusable("not a saved page", "save the page again"));
    };
    let Some(part) = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)))
    else {
        return Err(unusable(
            "the saved page has no HTML part",
            "save the page again, as HTML",
        ));
    };
    let html = part_text(bytes, part)
        .ok_or_else(|| unusable("the HTML of the saved page is not text", "save it again"))?;
    let address = address_of(&message, part);
    web_page::parse_web_page(&html, address.as_deref(), location)
}

/// The text of an HTML part. A part without a charset has the one that its page declares.
fn part_text(message: &[u8], part: &MessagePart<'_>) -> Option<String> {
    let has_charset = part
        .content_type()
        .is_some_and(|kind| kind.attribute("charset").is_some());
    let decoded = part.text_contents().map(str::to_owned);
    if has_charset
        || decoded
            .as_ref()
            .is_some_and(|text| !text.contains(char::REPLACEMENT_CHARACTER))
    {
        return decoded;
    }
    let raw = message.get(part.offset_body as usize..part.offset_end as usize)?;
    let encoding = part
        .content_transfer_encoding()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let raw = match encoding.as_str() {
        "quoted-printable" => mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)?,
        "base64" => mail_parser::decoders::base64::base64_decode(raw)?,
        _ => raw.to_vec(),
    };
    if let Some(known) = declared_charset(&raw).and_then(|name| Encoding::for_label(name.as_bytes())) {
        return Some(known.decode(&raw).0.into_owned());
    }
    decode::decode_text(raw, None).ok().map(|(text, _)| text)
}

/// The web address that the page was saved from.
fn address_of(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let location = part.content_location().map(str::to_owned);
    let snapshot = || {
        let header = HeaderName::Other("Snapshot-Content-Location".into());
        Some(message.header(header)?.as_text()?.to_owned())
    };
    let is_web = |address: &String| address.starts_with("http://") || address.starts_with("https://");
    location.filter(is_web).or_else(|| snapshot().filter(is_web))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::InputOrigin;

    fn saved(part_headers: &str, page: &str) -> String {
        format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/loi\r\nSubject: Loi\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
             \ttype=\"text/html\";\r\n\tboundary=\"b-1\"\r\n\r\n\r\n\
             --b-1\r\n{part_headers}\r\n\r\n{page}\r\n--b-1\r\nContent-Type: image/png\r\n\
             Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b-1--\r\n"
        )
    }

    fn parse(file: &[u8]) -> Result<ParsedArticle, IngestError> {
        parse_mhtml(file, &InputLocation::from_origin(InputOrigin::Stdin))
    }

    const TEXT: &str = "<p>Le ministre a promis une loi sur l'eau, que les maires de la vall=C3=A9e =\r\n\
        demandent depuis dix ans. Elle dira qui peut puiser, et qui doit payer pour cela.</p>";

    #[test]
    fn saved_page_is_recognised() {
        use crate::ingest::formats::page_head::is_mhtml;
        assert!(is_mhtml(saved("", "").as_bytes()));
        assert!(!is_mhtml(
            b"From: a@x.example\nTo: b@x.example\nContent-Type: multipart/related; type=\"text/html\"\n\n"
        ));
        assert!(!is_mhtml(
            b"From: a@x.example\nContent-Type: text/plain\n\nContent-Type: multipart/related"
        ));
        assert!(!is_mhtml(b""));
    }

    #[test]
    fn html_part_is_read_with_its_address() {
        let page = format!("<html><body><h1>Une loi</h1>{}</body></html>", TEXT.repeat(3));
        let headers = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
                       Content-Location: https://x.example/loi-eau";
        let article = parse(saved(headers, &page).as_bytes()).unwrap();
        assert!(
            article.text.contains("la vallée demandent depuis dix ans"),
            "{}",
            article.text
        );
        assert_eq!(article.fields["url"], "https://x.example/loi-eau");
    }

    #[test]
    fn charset_that_the_page_declares_is_used() {
        let page = format!(
            "<html><meta charset=3D\"iso-8859-1\"><body>{}</body></html>",
            TEXT.repeat(3)
        );
        let page = page.replace("=C3=A9", "=E9");
        let headers = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable";
        let article = parse(saved(headers, &page).as_bytes()).unwrap();
        assert!(article.text.contains("la vallée demandent"), "{}", article.text);
        assert_eq!(article.fields["url"], "https://x.example/loi");
    }

    #[test]
    fn file_without_page_is_an_error() {
        let error = parse(saved("Content-Type: image/gif", "x").as_bytes()).unwrap_err();
        assert!(error.to_string().contains("no HTML part"), "{error}");
        assert!(parse(b"").is_err());
    }
}
