use super::markup::{MarkupPiece, read_markup};
use super::package::{Package, PartError};
use super::{docx, epub, odt};
use crate::ingest::error::IngestError;
use crate::ingest::formats::junk_information::{is_junk_author, is_junk_title};
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use crate::ingest::metadata::field_names::ArticleField;
use crate::ingest::note::IngestNote;

/// The first bytes of the older form of office documents, in which encrypted ones of the newer form are wrapped too.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Elements of the parts about a document, and the field that each is; the first that is there wins.
const PROPERTIES: [(&str, ArticleField); 8] = [
    ("title", ArticleField::Title),
    ("initial-creator", ArticleField::Author),
    ("creator", ArticleField::Author),
    ("created", ArticleField::Published),
    ("creation-date", ArticleField::Published),
    ("date", ArticleField::Published),
    ("publisher", ArticleField::Publisher),
    ("language", ArticleField::Lang),
];
const ORIGIN: &str = "properties of the document";

const COPY: &str = "get a whole copy, or save it again";
const PASSWORD: &str = "save a copy without a password";
const SAVE_AS: &str = "save it as .docx, .odt or .txt";

/// Whether a file that begins with `head` is an office document of the older form, or an encrypted one.
pub(crate) fn is_compound_file(head: &[u8]) -> bool {
    head.starts_with(COMPOUND_FILE)
}

/// The article in a DOCX, ODT or EPUB document.
pub(crate) fn parse_office_document(
    bytes: &[u8],
    location: &InputLocation,
) -> Result<ParsedArticle, IngestError> {
    read_document(bytes).map_err(|(problem, advice)| {
        let location = location.clone();
        if problem.is_empty() {
            return IngestError::Empty { location };
        }
        IngestError::Unusable {
            location,
            problem: problem.to_owned(),
            advice,
        }
    })
}

/// What is wrong with a document, and what to do.
type Problem = (&'static str, &'static str);

fn read_document(bytes: &[u8]) -> Result<ParsedArticle, Problem> {
    if bytes.starts_with(COMPOUND_FILE) {
        let mark: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let is_encrypted = bytes.windows(mark.len()).any(|window| window == mark);
        return Err(if is_encrypted {
            ("is encrypted", PASSWORD)
        } else {
            ("is an office document in an old format", SAVE_AS)
        });
    }
    let mut package = Package::open(bytes).ok_or(("is a broken office document, or was cut", COPY))?;
    let mut article = ParsedArticle::default();
    let (text, is_whole) = if package.has(docx::MAIN_PART) {
        read_properties(
            &package.part("docProps/core.xml").unwrap_or_default(),
            &mut article,
        );
        docx::read_docx(&mut package).map_err(problem)?
    } else if package.has(epub::CONTAINER_PART) {
        let book = epub::read_book(&mut package).map_err(problem)?;
        for (name, value) in &book.metadata {
            set_property(name, value, &mut article);
        }
        book.read_chapters(&mut package).map_err(problem)?
    } else if package.has(odt::MAIN_PART) {
        let text = odt::read_odt(&mut package).map_err(problem)?;
        read_properties(&package.part("meta.xml").unwrap_or_default(), &mut article);
        text
    } else {
        return Err((
            "is an office document without text, as tables and slides are",
            SAVE_AS,
        ));
    };
    if text.trim().is_empty() {
        return Err(("", ""));
    }
    if text.len() as u64 > ARTICLE_BYTES_MAX {
        return Err(problem(PartError::TooLarge));
    }
    if !is_whole {
        article.notes.push(IngestNote::LooksCut {
            sign: "a part of the document is broken",
        });
    }
    article.text = text;
    Ok(article)
}

fn problem(error: PartError) -> Problem {
    match error {
        PartError::Missing | PartError::Broken => ("is a broken office document, or was cut", COPY),
        PartError::Encrypted => ("is encrypted", PASSWORD),
        PartError::TooLarge => (
            "holds more text than an article may have, 8 MiB",
            "split it, or give its text as .txt",
        ),
    }
}

/// Sets what the part `xml` says about the document.
fn read_properties(xml: &str, article: &mut ParsedArticle) {
    let mut name = String::new();
    let mut found: Vec<(String, String)> = Vec::new();
    read_markup(xml, |piece| match piece {
        MarkupPiece::Open(tag) => {
            tag.name.clone_into(&mut name);
            found.push((name.clone(), String::new()));
        }
        MarkupPiece::Close(_) => name.clear(),
        MarkupPiece::Text(text) => {
            if let Some((_, value)) = found.last_mut().filter(|_| !name.is_empty()) {
                value.push_str(text);
            }
        }
    });
    for (property, _) in PROPERTIES {
        // The language of the properties is the one of the program.
        let value = found
            .iter()
            .find(|(name, _)| name == property && property != "language");
        if let Some((name, value)) = value {
            set_property(name, value, article);
        }
    }
}

fn set_property(name: &str, value: &str, article: &mut ParsedArticle) {
    let value = value.trim();
    let Some((_, field)) = PROPERTIES.iter().find(|(property, _)| *property == name) else {
        return;
    };
    let is_junk = match field {
        ArticleField::Title => is_junk_title(value),
        ArticleField::Author => is_junk_author(value),
        _ => value.is_empty(),
    };
    if !is_junk {
        article.set(*field, value, ORIGIN);
    }
}
