//! What a PDF document says about itself: title, author and day of creation, unless a program filled them in.

use crate::ingest::formats::junk_information::{is_junk_author, is_junk_title};
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::metadata::field_names::ArticleField;
use lopdf::{Dictionary, Document, Object};

/// Sets what `document` says about itself in `article`.
pub(super) fn read_information(document: &Document, article: &mut ParsedArticle) {
    let Some(information) = information(document) else {
        return;
    };
    let text = |key: &[u8]| {
        let (_, value) = document.dereference(information.get(key).ok()?).ok()?;
        let text = lopdf::decode_text_string(value).ok()?;
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        (!text.is_empty()).then(|| text.to_owned())
    };
    if let Some(title) = text(b"Title").filter(|title| !is_junk_title(title)) {
        article.set(ArticleField::Title, title, "title of the PDF");
    }
    if let Some(author) = text(b"Author").filter(|author| !is_junk_author(author)) {
        article.set(ArticleField::Author, author, "author of the PDF");
    }
    if let Some(created) = text(b"CreationDate").and_then(|date| rfc3339(&date)) {
        article.set(ArticleField::Published, created, "creation date of the PDF");
    }
}

fn information(document: &Document) -> Option<&Dictionary> {
    let (_, information) = document.dereference(document.trailer.get(b"Info").ok()?).ok()?;
    match information {
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

/// A date of PDF, `D:20260312093000+01'00'`, in RFC 3339; a day alone if it has no time.
fn rfc3339(date: &str) -> Option<String> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize| date.get(from..to).filter(|_| to <= digits);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (Some(hour), Some(minute)) = (part(8, 10), part(10, 12)) else {
        return Some(day);
    };
    let second = part(12, 14).unwrap_or("00");
    let zone: String = date[digits..].chars().filter(|c| *c != '\'').collect();
    let offset = match zone.as_bytes() {
        [b'+' | b'-', hours @ ..] if hours.len() >= 2 && hours.iter().all(u8::is_ascii_digit) => {
            format!("{}:{}", zone.get(..3)?, zone.get(3..5).unwrap_or("00"))
        }
        [b'Z' | b'z', ..] => "Z".to_owned(),
        _ => return Some(day),
    };
    Some(format!("{day}T{hour}:{minute}:{second}{offset}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_of_pdf_becomes_rfc_3339() {
        let check = |date, expected: Option<&str>| assert_eq!(rfc3339(date).as_deref(), expected);
        check("D:20260312093000+01'00'", Some("2026-03-12T09:30:00+01:00"));
        check("D:20260312093000Z00'00'", Some("2026-03-12T09:30:00Z"));
        check("D:20260312093000", Some("2026-03-12"));
        check("D:20260312", Some("2026-03-12"));
        check("20260312093000-0500", Some("2026-03-12T09:30:00-05:00"));
        check("D:2026", None);
        check("hier", None);
    }
}
