//! Mails that Python's `email` and `mailbox` wrote are read.

use super::message::parse_mail;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use proptest::prelude::*;

fn bytes(name: &str) -> Vec<u8> {
    let here = env!("CARGO_MANIFEST_DIR");
    std::fs::read(format!("{here}/tests/data/documents/{name}")).unwrap()
}

fn read(name: &str) -> ParsedArticle {
    parse_mail(&bytes(name), &InputLocation::from_path(name)).unwrap()
}

fn shown(mail: &str) -> String {
    match parse_mail(mail.as_bytes(), &InputLocation::from_path("a.eml")) {
        Ok(article) => format!("{} {:?}", article.text, article.notes),
        Err(error) => error.to_string(),
    }
}

#[test]
fn release_is_its_text_without_signature_and_names_its_attachment() {
    let article = read("release-fr.eml");
    assert_eq!(
        article.text,
        "La ministre de l’Eau, Ana Lund, a annoncé jeudi une loi sur les réseaux.\n\n« Nous agirons avant l’été », a-t-elle dit."
    );
    assert_eq!(article.fields["title"], "Communiqué : l’eau des villages");
    assert_eq!(article.fields["author"], "Ana Lund");
    assert_eq!(article.fields["published"], "2026-03-12T09:30:00+01:00");
    let notes: Vec<String> = article.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["attachments not read: communiqué.pdf"]);
}

#[test]
fn html_part_is_read_where_the_plain_one_is_a_stub() {
    let text = read("reply-en.eml").text;
    assert!(text.starts_with(
        "The minister, Clara Moss, said that the rules would be reviewed.\n“We will not wait,”"
    ));
    assert!(text.ends_with("published in full by the ministry."), "{text}");
}

#[test]
fn chinese_mail_in_gb18030_is_read() {
    let article = read("release-zh.eml");
    assert!(
        article.text.starts_with("水利部发言人林安星期三表示") && article.text.ends_with("落下。”"),
        "{}",
        article.text
    );
    assert_eq!(article.fields["author"], "林安");
}

#[test]
fn undeclared_bytes_are_decoded_as_files_are() {
    let head = "From: Ana <a@example.org>\r\nSubject: x\r\nDate: Thu, 12 Mar 2026 09:30:00 +0100\r\n\r\n";
    let (body, ..) =
        encoding_rs::WINDOWS_1252.encode("La ministre a déclaré qu’elle était prête à négocier dès l’été.");
    let mail = [head.as_bytes(), &body].concat();
    let article = parse_mail(&mail, &InputLocation::from_path("a.eml")).unwrap();
    assert_eq!(
        article.text,
        "La ministre a déclaré qu’elle était prête à négocier dès l’été."
    );
}

#[test]
fn mail_without_text_or_end_says_so() {
    let head = "From: Ana <a@example.org>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n";
    let only_file = format!(
        "{head}--b\nContent-Type: application/pdf; name=\"plan.pdf\"\nContent-Disposition: attachment; filename=\"plan.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n"
    );
    insta::assert_snapshot!(shown(&only_file), @"a.eml: a mail without text, only attachments: plan.pdf (save the attachment and give that)");
    let cut = format!("{head}--b\nContent-Type: text/plain\n\nThe minister spoke.\n");
    insta::assert_snapshot!(shown(&cut), @r#"The minister spoke. [LooksCut { sign: "the mail ends before its last part does" }]"#);
    insta::assert_snapshot!(shown("From: a@example.org\nSubject: x\n\n"), @"a.eml: no text found (add the text of the article, or remove it)");
}

#[test]
fn mail_that_only_carries_another_is_that_one() {
    let mail = "From: Omar <o@example.org>\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n\
                --b\nContent-Type: message/rfc822\n\nFrom: Ana <a@example.org>\nSubject: A law\n\
                Date: Thu, 12 Mar 2026 09:30:00 +0100\n\nThe law is ready.\n\n--b--\n";
    let article = parse_mail(mail.as_bytes(), &InputLocation::from_path("a.eml")).unwrap();
    assert_eq!(article.text, "The law is ready.");
    assert_eq!(
        (&article.fields["title"], &article.fields["author"]),
        (&"A law".into(), &"Ana".into())
    );
}

proptest! {
    #[test]
    fn damaged_mail_never_panics(at in 0..4_000_usize, bytes_in in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut damaged = bytes("reply-en.eml");
        let at = at % damaged.len();
        damaged.splice(at..(at + bytes_in.len()).min(damaged.len()), bytes_in);
        let _ = parse_mail(&damaged, &InputLocation::from_path("a.eml"));
    }
}
