//! EPUB: the chapters of a book in its reading order.

use super::markup::{MarkupPiece, read_markup};
use super::package::{Package, PartError};
use super::text_blocks::TextBlocks;
use crate::ingest::limits::ARTICLE_BYTES_MAX;
use std::collections::HashMap;

pub(super) const CONTAINER_PART: &str = "META-INF/container.xml";
/// Maximum number of chapters.
const CHAPTERS_MAX: usize = 5_000;
/// Elements of a chapter that end a paragraph where they begin and end.
const BLOCKS: [&str; 22] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "div",
    "section",
    "blockquote",
    "dt",
    "dd",
    "pre",
    "figcaption",
    "caption",
    "aside",
    "article",
    "header",
    "footer",
    "td",
    "th",
];
/// Elements of a chapter that are not text.
const LEFT_OUT: [&str; 7] = ["head", "script", "style", "nav", "svg", "math", "rt"];

/// What the package of a book says: its metadata under the names of Dublin Core, and its chapters in order.
#[derive(Default)]
pub(super) struct Book {
    pub metadata: Vec<(String, String)>,
    chapters: Vec<String>,
}

/// The book in `package`: what it says about itself.
pub(super) fn read_book(package: &mut Package<'_>) -> Result<Book, PartError> {
    let container = package.part(CONTAINER_PART)?;
    let mut root = None;
    read_markup(&container, |piece| {
        if let MarkupPiece::Open(tag) = piece
            && tag.name == "rootfile"
        {
            root = root.take().or_else(|| tag.attribute("full-path"));
        }
    });
    let root = root.ok_or(PartError::Broken)?;
    let xml = package.part(&root)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut book = Book::default();
    let (mut files, mut is_property, mut is_metadata) = (HashMap::new(), false, false);
    read_markup(&xml, |piece| match piece {
        MarkupPiece::Open(tag) => match tag.name {
            "metadata" => is_metadata = true,
            "item" => {
                if let (Some(id), Some(path)) = (tag.attribute("id"), tag.attribute("href")) {
                    files.insert(id, path);
                }
            }
            "itemref" if tag.attribute("linear").as_deref() != Some("no") => {
                let path = tag.attribute("idref").and_then(|id| files.get(&id).cloned());
                book.chapters.extend(path.map(|path| resolve(folder, &path)));
            }
            element if is_metadata => {
                is_property = true;
                book.metadata.push((element.to_owned(), String::new()));
            }
            _ => {}
        },
        MarkupPiece::Close(element) => {
            is_metadata &= element != "metadata";
            is_property = false;
        }
        MarkupPiece::Text(text) => {
            if let Some((_, value)) = book.metadata.last_mut().filter(|_| is_property) {
                value.push_str(text);
            }
        }
    });
    Ok(book)
}

impl Book {
    /// The text of all chapters, and whether all of it could be read.
    pub(super) fn read_chapters(&self, package: &mut Package<'_>) -> Result<(String, bool), PartError> {
        let (mut text, mut is_whole) = (String::new(), true);
        for chapter in self.chapters.iter().take(CHAPTERS_MAX) {
            let xhtml = match package.part(chapter) {
                Ok(xhtml) => xhtml,
                Err(PartError::Missing | PartError::Broken) => {
                    is_whole = false;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let (chapter, chapter_is_whole) = read_chapter(&xhtml);
            is_whole &= chapter_is_whole;
            if !text.is_empty() && !chapter.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&chapter);
            if text.len() as u64 > ARTICLE_BYTES_MAX {
                return Err(PartError::TooLarge);
            }
        }
        Ok((text, is_whole))
    }
}

fn read_chapter(xhtml: &str) -> (String, bool) {
    let mut blocks = TextBlocks::default();
    let mut left_out = 0_usize;
    // The links that are open, each with whether it is the number of a note or leads back from it.
    let mut links: Vec<bool> = Vec::new();
    let is_whole = read_markup(xhtml, |piece| match piece {
        MarkupPiece::Open(tag) if LEFT_OUT.contains(&tag.name) => left_out += 1,
        MarkupPiece::Close(name) if LEFT_OUT.contains(&name) => left_out = left_out.saturating_sub(1),
        _ if left_out > 0 => {}
        MarkupPiece::Open(tag) if tag.name == "a" => {
            let kind = tag
                .attribute("role")
                .or_else(|| tag.attribute("type"))
                .unwrap_or_default();
            links.push(kind.contains("noteref") || kind.contains("backlink"));
        }
        MarkupPiece::Close("a") => {
            links.pop();
        }
        MarkupPiece::Open(tag) => match tag.name {
            "br" => blocks.push("\n"),
            "tr" => blocks.open_row(),
            "body" => blocks.open_paragraph(),
            name if BLOCKS.contains(&name) => {
                blocks.close_paragraph();
                if matches!(name, "td" | "th") {
                    blocks.open_cell();
                }
                blocks.open_paragraph();
                if name == "li" {
                    blocks.mark_item();
                }
            }
            _ => {}
        },
        MarkupPiece::Close("tr") => {
            blocks.close_row();
        }
        MarkupPiece::Close(name) if BLOCKS.contains(&name) => {
            blocks.close_paragraph();
            blocks.open_paragraph();
        }
        MarkupPiece::Text(text) if !links.contains(&true) => blocks.push_collapsed(text),
        MarkupPiece::Close(_) | MarkupPiece::Text(_) => {}
    });
    (blocks.into_text(), is_whole)
}

/// The path in the package of `path`, which a file in `folder` names.
fn resolve(folder: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    percent_decoded(&parts.join("/"))
}

fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
