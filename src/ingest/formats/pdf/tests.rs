//! PDF documents that other programs wrote are read.

use super::parse_pdf;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use proptest::prelude::*;
use std::fmt::Write;

/// The document `name` of `tests/data/documents/`. `LibreOffice` wrote `press-fr.pdf` and `briefing-zh.pdf`,
/// `ReportLab` the others; `qpdf` encrypted `locked.pdf` and `owner.pdf`.
fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!(
        "{}/tests/data/documents/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

fn read(name: &str) -> ParsedArticle {
    parse_pdf(&bytes(name), &InputLocation::from_path(name)).unwrap()
}

fn problem(name: &str, bytes: &[u8]) -> String {
    parse_pdf(bytes, &InputLocation::from_path(name))
        .unwrap_err()
        .to_string()
}

#[test]
fn press_kit_has_no_headers_page_numbers_or_cut_words() {
    let article = read("press-fr.pdf");
    for line in String::from_utf8(bytes("press-fr.txt")).unwrap().lines() {
        assert!(article.text.contains(line), "{line}\n{}", article.text);
    }
    assert!(!article.text.contains("Dossier de presse") && !article.text.contains("– 2 –"));
    assert_eq!(article.fields["title"], "L’eau des villages du nord");
    assert_eq!(article.fields["author"], "Ana Lund");
    assert_eq!(article.notes, []);
}

#[test]
fn chinese_lines_are_joined_without_blanks() {
    let article = read("briefing-zh.pdf");
    assert!(
        article
            .text
            .contains("\n\n林安介绍，今年已经安排四十亿元资金，用于更换老化的管道和修建新的水厂。"),
        "{}",
        article.text
    );
    assert!(!article.text.contains("新闻通稿"), "{}", article.text);
    // A font that is not embedded, with an encoding that is only named.
    let named = read("named-encoding-zh.pdf");
    assert_eq!(
        named.text,
        "水利部发言人林安星期三表示，政府将改造北部地区的乡村供水管网。"
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let article = read("columns-en.pdf");
    assert_eq!(
        article.text,
        String::from_utf8(bytes("columns-en.txt")).unwrap().trim_end()
    );
    assert!(!article.fields.contains_key("title"), "{:?}", article.fields);
    // The empty password opens it.
    assert_eq!(read("owner.pdf").text, article.text);
}

#[test]
fn what_holds_no_text_is_refused_with_advice() {
    insta::assert_snapshot!(problem("locked.pdf", &bytes("locked.pdf")), @"locked.pdf: is encrypted (save a copy without a password, as with qpdf --decrypt)");
    insta::assert_snapshot!(problem("scan.pdf", &bytes("scan.pdf")), @"scan.pdf: holds no text, only pictures (read it with an OCR program such as ocrmypdf first)");
    let cut = &bytes("press-fr.pdf")[..20_000];
    insta::assert_snapshot!(problem("cut.pdf", cut), @"cut.pdf: is a broken PDF document, or was cut (get a whole copy, or repair it with qpdf)");
    insta::assert_snapshot!(problem("a.pdf", b"%PDF-1.7\n"), @"a.pdf: is a broken PDF document, or was cut (get a whole copy, or repair it with qpdf)");
}

/// A document with one page, whose content and resources are given as source.
fn written(content: &str, resources: &str, objects: &str) -> Vec<u8> {
    let stream = |dictionary: &str, content: &str| {
        format!(
            "<< {dictionary} /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let source = [
        "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj".to_owned(),
        "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >> endobj".to_owned(),
        format!(
            "3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << {resources} >> >> endobj"
        ),
        format!("4 0 obj {} endobj", stream("", content)),
        "5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> endobj"
            .to_owned(),
        objects.to_owned(),
    ];
    let mut document = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    let mut count = 1;
    for object in source.iter().flat_map(|part| part.split_inclusive("endobj")) {
        let object = object.trim_start();
        if !object.is_empty() {
            writeln!(places, "{:010} 00000 n ", document.len()).unwrap();
            document.push_str(object);
            document.push('\n');
            count += 1;
        }
    }
    let table = document.len();
    write!(
        document,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    document.into_bytes()
}

#[test]
fn operators_that_the_reader_of_text_does_not_bear_are_no_obstacle() {
    let content = "/Odd cs 1 scn /None gs BT /F1 12 Tf 14 TL 72 700 Td (The minister spoke) Tj (on Monday.) ' \
                   1 0 (She promised a law.) \" ET /Picture Do";
    let page = written(content, "/Font << /F1 5 0 R >>", "");
    let article = parse_pdf(&page, &InputLocation::from_path("a.pdf")).unwrap();
    assert_eq!(
        article.text.replace('\n', " "),
        "The minister spoke on Monday. She promised a law."
    );
}

#[test]
fn form_that_shows_itself_ends() {
    let form = "6 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> \
                /Length 14 >>\nstream\n/X Do /X Do\n\n\nendstream endobj";
    let content = "BT /F1 12 Tf 72 700 Td (The minister spoke.) Tj ET /X Do";
    let page = written(content, "/Font << /F1 5 0 R >> /XObject << /X 6 0 R >>", form);
    let article = parse_pdf(&page, &InputLocation::from_path("a.pdf")).unwrap();
    assert_eq!(article.text, "The minister spoke.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn damaged_document_never_panics(at in 0..20_000_usize, length in 0..40_usize, byte in any::<u8>()) {
        let mut damaged = bytes("columns-en.pdf");
        let at = at % damaged.len();
        let end = (at + length).min(damaged.len());
        damaged[at..end].fill(byte);
        let _ = parse_pdf(&damaged, &InputLocation::from_path("a.pdf"));
    }
}
