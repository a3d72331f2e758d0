//! Reads a PDF document as one article.

use super::glyph_collector::GlyphCollector;
use super::information;
use super::page_content::PageContent;
use super::paragraphs;
use super::reading_order;
use super::running_lines;
use super::streams;
use super::text_line::TextLine;
use crate::ingest::error::IngestError;
use crate::ingest::formats::panic_guard::catch_panic;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::input_location::InputLocation;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use crate::ingest::note::IngestNote;
use lopdf::{Document, ObjectId};
use std::thread;

/// Maximum size of a document, and maximum number of pages.
const PDF_BYTES_MAX: usize = 64 << 20;
const PAGES_MAX: usize = 2_000;
/// Size of the stack of the thread that reads a document; nested objects take much of it.
const STACK_BYTES: usize = 64 << 20;
/// Size of the letters that the second reader gives no size, and the distance of its lines.
const LINE_SIZE: f64 = 10.0;
const LINE_DISTANCE: f64 = 12.0;

const REPAIR: &str = "get a whole copy, or repair it with qpdf";
const SCAN: &str = "read it with an OCR program such as ocrmypdf first";
const PASSWORD: &str = "save a copy without a password, as with qpdf --decrypt";
const SPLIT: &str = "split it, or give its text as .txt";

/// The article in the PDF document `bytes`.
///
/// The document is read on a thread of its own, with a stack that its nesting cannot exhaust.
pub(crate) fn parse_pdf(bytes: &[u8], location: &InputLocation) -> Result<ParsedArticle, IngestError> {
    let unusable = |problem: &str, advice| IngestError::Unusable {
        location: location.clone(),
        problem: problem.to_owned(),
        advice,
    };
    if bytes.len() > PDF_BYTES_MAX {
        return Err(unusable("is larger than 64 MiB", SPLIT));
    }
    let read = thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(STACK_BYTES);
        let reader = reader.spawn_scoped(scope, || catch_panic(|| read_document(bytes)));
        reader.ok().and_then(|reader| reader.join().ok()).flatten()
    });
    match read {
        Some(Ok(article)) => Ok(article),
        Some(Err((problem, advice))) => Err(unusable(problem, advice)),
        None => Err(unusable("is a broken PDF document", REPAIR)),
    }
}

/// What is wrong with a document, and what to do.
type Problem = (&'static str, &'static str);

fn read_document(bytes: &[u8]) -> Result<ParsedArticle, Problem> {
    let mut document = open(bytes)?;
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err(("is a PDF document without pages, or was cut", REPAIR));
    }
    if pages.len() > PAGES_MAX {
        return Err(("has more than 2000 pages", SPLIT));
    }
    let mut article = ParsedArticle::default();
    information::read_information(&document, &mut article);
    let mut reader = PageReader::default();
    let mut content = PageContent::new();
    for (index, (number, page)) in pages.into_iter().enumerate() {
        reader.read(&mut document, &mut content, index, number, page)?;
    }
    if reader.characters == 0 {
        return Err(if reader.unknown > 0 {
            (
                "holds text in fonts that do not say which characters they show",
                SCAN,
            )
        } else {
            ("holds no text, only pictures", SCAN)
        });
    }
    if reader.unknown > reader.characters {
        return Err((
            "holds text in fonts that do not say which characters they show",
            SCAN,
        ));
    }
    running_lines::remove_running_lines(&mut reader.lines);
    article.text = paragraphs::join_paragraphs(reader.lines);
    if reader.failed > 0 {
        let sign = "the text of a page could not be read";
        article.notes.push(IngestNote::LooksCut { sign });
    }
    Ok(article)
}

/// Opens a document, with the empty password if it is encrypted.
fn open(bytes: &[u8]) -> Result<Document, Problem> {
    if streams::has_bomb(bytes) {
        return Err(("holds packed objects of more than 256 MiB", REPAIR));
    }
    // What stands before its mark moves the places that the table of objects gives.
    let start = bytes
        .windows(5)
        .position(|window| window == b"%PDF-")
        .unwrap_or_default();
    let document = Document::load_mem(&bytes[start..]);
    let mut document = document.map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => ("is encrypted", PASSWORD),
        _ => ("is a broken PDF document, or was cut", REPAIR),
    })?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(("is encrypted", PASSWORD));
    }
    Ok(document)
}

/// The lines of the pages read so far.
#[derive(Default)]
struct PageReader {
    lines: Vec<TextLine>,
    characters: usize,
    /// Number of glyphs whose characters no font gives.
    unknown: usize,
    /// Number of pages that no reader could read.
    failed: usize,
}

impl PageReader {
    fn read(
        &mut self,
        document: &mut Document,
        content: &mut PageContent,
        index: usize,
        number: u32,
        page: ObjectId,
    ) -> Result<(), Problem> {
        let simplified = catch_panic(|| content.simplify(document, page));
        let has_text = match simplified {
            Some(Some(has_text)) => has_text,
            Some(None) => return Err(("holds more content than a text has", SPLIT)),
            None => {
                self.failed += 1;
                return Ok(());
            }
        };
        if !has_text {
            return Ok(());
        }
        let mut glyphs = GlyphCollector::default();
        let read = catch_panic(|| pdf_extract::output_doc_page(document, &mut glyphs, number).is_ok());
        self.unknown += glyphs.unknown;
        let lines = if read == Some(true) {
            reading_order::lines_of_page(index, glyphs.into_glyphs())
        } else {
            let text = catch_panic(|| document.extract_text(&[number]).ok()).flatten();
            self.failed += usize::from(text.is_none());
            lines_of_text(index, &text.unwrap_or_default())
        };
        self.characters += lines.iter().map(|line| line.text.len()).sum::<usize>();
        if self.characters as u64 > ARTICLE_BYTES_MAX {
            return Err(("holds more text than an article may have, 8 MiB", SPLIT));
        }
        self.lines.extend(lines);
        Ok(())
    }
}

/// The lines of a page whose places are not known.
fn lines_of_text(page: usize, text: &str) -> Vec<TextLine> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut y = 0.0;
    let lines = lines.map(|line| {
        y -= LINE_DISTANCE;
        #[expect(clippy::cast_precision_loss, reason = "a line is short")]
        let width = line.chars().count() as f64 * LINE_SIZE / 2.0;
        TextLine {
            page,
            column: 0,
            x0: 0.0,
            x1: width,
            y,
            size: LINE_SIZE,
            is_note: false,
            text: line.to_owned(),
        }
    });
    lines.collect()
}
