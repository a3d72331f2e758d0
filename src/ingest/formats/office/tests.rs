//! Documents that other programs wrote are read.

use super::parse_office_document;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The document `name` of `tests/data/documents/`. Pandoc and python-docx wrote `press-fr.docx`, with a tracked
/// deletion; `LibreOffice` wrote `press-fr.odt`, Pandoc `briefing-zh.odt` and `press-fr.epub`.
fn bytes(name: &str) -> Vec<u8> {
    let here = env!("CARGO_MANIFEST_DIR");
    std::fs::read(format!("{here}/tests/data/documents/{name}")).unwrap()
}

fn read(name: &str) -> ParsedArticle {
    let bytes = bytes(name);
    parse_office_document(&bytes, &InputLocation::from_path(name)).unwrap()
}

fn problem(bytes: &[u8]) -> String {
    parse_office_document(bytes, &InputLocation::from_path("a.docx"))
        .unwrap_err()
        .to_string()
}

/// A ZIP archive of these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn three_formats_give_the_same_text() {
    let docx = read("press-fr.docx");
    assert_eq!(
        docx.text,
        String::from_utf8(bytes("press-fr.txt")).unwrap().trim_end()
    );
    assert_eq!(docx.fields["title"], "L’eau des villages du nord");
    assert_eq!(docx.fields["author"], "Ana Lund");
    assert_eq!(docx.fields["published"], "2026-03-12T08:00:00Z");
    let odt = read("press-fr.odt");
    assert_eq!(odt.text, docx.text);
    assert_eq!(odt.fields["published"], "2026-03-12T08:00:00");
    let book = read("press-fr.epub");
    assert_eq!(book.fields["lang"], "fr");
    // The note is at the end of its chapter, not of the book.
    let note = "Le calendrier a été publié le lendemain par le ministère.";
    assert!(
        book.text.contains(note) && !book.text.contains("calendrier.1"),
        "{}",
        book.text
    );
    let without_note = |text: &str| {
        text.replace(note, "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(without_note(&book.text), without_note(&docx.text));
}

#[test]
fn chinese_document_is_read() {
    let odt = read("briefing-zh.odt");
    assert_eq!(odt.fields["title"], "关于乡村供水的新闻发布会");
    assert!(
        odt.text.contains("\n\n林安介绍，今年已经安排四十亿元资金"),
        "{}",
        odt.text
    );
}

#[test]
fn what_stands_in_a_document_twice_or_hidden_is_left_out() {
    let docx = zipped(&[(
        "word/document.xml",
        "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body><w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>\
         <w:r><w:t>Heading 3</w:t></w:r></w:p><w:p><w:r><w:t>The minister </w:t></w:r><w:del><w:r><w:delText>never</w:delText>\
         </w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>spoke &amp; left.</w:t></w:r>\
         <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>A box.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r>\
         <w:t>A box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p></w:body></w:document>",
    )]);
    let article = parse_office_document(&docx, &InputLocation::from_path("a.docx")).unwrap();
    assert_eq!(article.text, "A box.\n\nThe minister spoke & left.");
}

#[test]
fn what_cannot_be_read_is_one_clear_error() {
    let encrypted: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", encrypted.as_slice()].concat();
    insta::assert_snapshot!(problem(&compound), @"a.docx: is encrypted (save a copy without a password)");
    insta::assert_snapshot!(problem(&compound[..8]), @"a.docx: is an office document in an old format (save it as .docx, .odt or .txt)");
    let locked = zipped(&[
        ("META-INF/manifest.xml", "<m:encryption-data/>"),
        ("content.xml", "x"),
    ]);
    insta::assert_snapshot!(problem(&locked), @"a.docx: is encrypted (save a copy without a password)");
    let cut = &bytes("press-fr.docx")[..6_000];
    insta::assert_snapshot!(problem(cut), @"a.docx: is a broken office document, or was cut (get a whole copy, or save it again)");
    let table = zipped(&[("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")]);
    insta::assert_snapshot!(problem(&table), @"a.docx: is an office document without text, as tables and slides are (save it as .docx, .odt or .txt)");
    let bomb = zipped(&[("word/document.xml", &" ".repeat(49 << 20))]);
    assert!(bomb.len() < 1 << 20);
    insta::assert_snapshot!(problem(&bomb), @"a.docx: holds more text than an article may have, 8 MiB (split it, or give its text as .txt)");
    let empty = zipped(&[("word/document.xml", "<w:document xmlns:w=\"w\"/>")]);
    insta::assert_snapshot!(problem(&empty), @"a.docx: no text found (add the text of the article, or remove it)");
}

#[test]
fn broken_markup_gives_its_beginning_with_a_note() {
    let nested = format!(
        "<b xmlns:w=\"w\"><w:p><w:r><w:t>Words.</w:t></w:r></w:p>{}",
        "<a>".repeat(10_000)
    );
    let docx = zipped(&[("word/document.xml", &nested)]);
    let article = parse_office_document(&docx, &InputLocation::from_path("a.docx")).unwrap();
    assert_eq!(article.text, "Words.");
    assert_eq!(article.notes.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn damaged_document_never_panics(name in "press-fr\\.(docx|epub)", at in 0..20_000_usize, byte in any::<u8>()) {
        let mut damaged = bytes(&name);
        let at = at % damaged.len();
        let end = (at + 20).min(damaged.len());
        damaged[at..end].fill(byte);
        let _ = parse_office_document(&damaged, &InputLocation::from_path("a.docx"));
    }
}
