//! Recognises the format of an input, by its first bytes before its name.

use super::not_prose::{self, NotProse};
use super::{
    captions, csv_table, feed, front_matter, mail, newsml, office, page_head, tei, warc_record, zip_kind,
};
use crate::ingest::input_format::InputFormat;
use std::path::Path;

/// What an input is, once it is known to be no archive and no binary document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detected {
    /// Of a format that is read.
    Format(InputFormat),
    /// A table of contents, a part of a mail or another text that is not prose.
    NotProse(NotProse),
}

/// The format of what begins with these bytes, if that is not text. An office document looks like an archive here.
pub(crate) fn detect_binary(head: &[u8]) -> Option<InputFormat> {
    if zip_kind::is_zip(head) {
        return Some(InputFormat::Zip);
    }
    if warc_record::is_warc(head) {
        return Some(InputFormat::Warc);
    }
    if is_pdf(head) {
        return Some(InputFormat::Pdf);
    }
    if head.starts_with(b"bplist00") {
        return Some(InputFormat::WebArchive);
    }
    if office::is_compound_file(head) {
        return Some(InputFormat::Docx);
    }
    head.starts_with(b"\x1f\x8b").then_some(InputFormat::Gzip)
}

/// Whether a file that begins with `head` is a PDF document. Some programs write a few lines before its mark.
fn is_pdf(head: &[u8]) -> bool {
    let start = &head[..head.len().min(1024)];
    let at = start.windows(5).position(|window| window == b"%PDF-");
    at.is_some_and(|at| at == 0 || !start[..at].contains(&b'<') && start[..at].len() < 512)
}

/// What the text is that begins with `head`, in an input of this `name`.
pub(crate) fn detect_text(name: &Path, head: &[u8]) -> Detected {
    if feed::is_feed(head) {
        return Detected::Format(InputFormat::Feed);
    }
    let marked_up = [
        (page_head::is_web_page as fn(&[u8]) -> bool, InputFormat::Html),
        (page_head::is_mhtml, InputFormat::Mhtml),
        (newsml::is_newsml, InputFormat::NewsMl),
        (tei::is_tei, InputFormat::Tei),
        (captions::is_captions, InputFormat::Captions),
    ];
    if let Some((_, format)) = marked_up.iter().find(|(is_format, _)| is_format(head)) {
        return Detected::Format(*format);
    }
    let extension = name.extension().unwrap_or_default().to_string_lossy();
    let text = String::from_utf8_lossy(head);
    let format = match extension.to_lowercase().as_str() {
        "eml" | "mbox" | "mbx" => InputFormat::Mail,
        "txt" | "text" if front_matter::has_front_matter(&text) => InputFormat::Text,
        "csv" | "tsv" => InputFormat::Csv,
        "srt" | "vtt" | "sbv" => InputFormat::Captions,
        "txt" | "text" => return detect_plain(head, &text),
        "md" | "markdown" => InputFormat::Markdown,
        "jsonl" | "ndjson" => InputFormat::JsonLines,
        "json" => InputFormat::Json,
        _ => return detect_by_content(head, &text),
    };
    Detected::Format(format)
}

/// What a text is that is not JSON and has no front matter.
fn detect_plain(head: &[u8], text: &str) -> Detected {
    if mail::is_mail(text) {
        return Detected::Format(InputFormat::Mail);
    }
    if csv_table::is_csv_table(head) {
        return Detected::Format(InputFormat::Csv);
    }
    not_prose::detect_non_prose(text).map_or(Detected::Format(InputFormat::Text), Detected::NotProse)
}

/// The format of what begins with `head`: JSON if it looks like that, Markdown if it has front matter, a mail by its
/// headers, else plain text. What looks like JSON and is broken is an error later, never an article of plain text.
fn detect_by_content(head: &[u8], text: &str) -> Detected {
    let start = head.trim_ascii_start();
    let after = |open: u8| start.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start);
    if after(b'[').is_some_and(|rest| rest.starts_with(b"{")) {
        return Detected::Format(InputFormat::Json);
    }
    if after(b'{').is_some_and(|rest| rest.starts_with(b"\"")) {
        // The first line of an object on several lines ends after a brace, a bracket, a comma or a colon.
        let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let ends_open = matches!(line.trim_ascii_end().last(), Some(b'{' | b'[' | b',' | b':'));
        let is_cut = line.len() == start.len();
        return Detected::Format(if ends_open && !is_cut {
            InputFormat::Json
        } else {
            InputFormat::JsonLines
        });
    }
    if front_matter::has_front_matter(text) {
        return Detected::Format(InputFormat::Markdown);
    }
    detect_plain(head, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use InputFormat::{Feed, Html, Json, JsonLines, Mail, Markdown, Text};

    #[test]
    fn extension_determines_the_format_of_a_text() {
        let detect = |path: &str| detect_text(Path::new(path), b"{\"text\":\"x\"}\n");
        assert_eq!(detect("a.TXT"), Detected::Format(Text));
        assert_eq!(detect("a.md"), Detected::Format(Markdown));
        assert_eq!(detect("a.ndjson"), Detected::Format(JsonLines));
        assert_eq!(detect("a.json"), Detected::Format(Json));
        assert_eq!(detect("a"), Detected::Format(JsonLines));
        assert_eq!(detect("a.feed"), Detected::Format(JsonLines));
    }

    #[test]
    fn content_determines_the_format_without_a_known_extension() {
        let check = |head: &str, format| {
            let detected = detect_text(Path::new("a.dat"), head.as_bytes());
            assert_eq!(detected, Detected::Format(format), "{head}");
        };
        check("{\"text\":\"x\"}\n", JsonLines);
        check("{\"id\": 1, \"text\": \"a very long", JsonLines);
        check("{\"id\": 1, \"text\": broken\n{\"id\"", JsonLines);
        check("{\n  \"id\": 1,\n", Json);
        check("{ \"id\": 1,\n  \"text\"", Json);
        check("[\n {\"id\"", Json);
        check("---\ntitle: x\n---\n", Markdown);
        check("+++\ntitle = \"x\"\n+++\n", Markdown);
        check("---\n\nUn texte.", Text);
        check("[Ndlr] Un texte.", Text);
        check("{Sic} Un texte.", Text);
        check("", Text);
        check("From: a@example.org\nSubject: x\nDate: y\n\nText.", Mail);
        check("\n<!DOCTYPE HTML><title>x</title>", Html);
        check("<html lang=fr><p>x", Html);
        check("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>", Feed);
    }

    #[test]
    fn content_goes_before_the_extension() {
        let page = b"<!doctype html><p>x</p>";
        assert_eq!(detect_text(Path::new("a.txt"), page), Detected::Format(Html));
        assert_eq!(detect_binary(b"%PDF-1.7\n"), Some(InputFormat::Pdf));
        assert_eq!(detect_binary(b"\r\n\r\n%PDF-1.4"), Some(InputFormat::Pdf));
        assert_eq!(detect_binary(b"<p>%PDF-1.4</p>"), None);
        assert_eq!(detect_binary(b"PK\x03\x04"), Some(InputFormat::Zip));
        assert_eq!(detect_binary(b"WARC/1.0\r\n"), Some(InputFormat::Warc));
        assert_eq!(detect_binary("Déjà vu.".as_bytes()), None);
    }
}
