//! DOCX: paragraphs, lists and tables as they stand after all tracked changes; footnotes at the end.

use super::markup::{MarkupPiece, OpenTag, read_markup};
use super::package::{Package, PartError};
use super::text_blocks::TextBlocks;

pub(super) const MAIN_PART: &str = "word/document.xml";
/// Elements whose content is not part of the text: what was deleted or moved away, and the second form of a text box.
const LEFT_OUT: [&str; 4] = ["del", "moveFrom", "Fallback", "delText"];

/// The text of the document in `package`, and whether all of it could be read.
pub(super) fn read_docx(package: &mut Package<'_>) -> Result<(String, bool), PartError> {
    let (mut text, is_whole) = read_part(&package.part(MAIN_PART)?);
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Ok(xml) = package.part(part) {
            let (notes, _) = read_part(&xml);
            if !notes.is_empty() {
                text.push_str("\n\n");
                text.push_str(&notes);
            }
        }
    }
    Ok((text, is_whole))
}

fn read_part(xml: &str) -> (String, bool) {
    let mut reader = DocxReader::default();
    let is_whole = read_markup(xml, |piece| reader.visit(&piece));
    (reader.blocks.into_text(), is_whole)
}

#[derive(Default)]
struct DocxReader {
    blocks: TextBlocks,
    /// Number of open elements that are left out.
    left_out: usize,
    /// Whether an element with text is open, and whether the run that it is in is hidden.
    is_text: bool,
    is_run: bool,
    is_hidden: bool,
}

impl DocxReader {
    fn visit(&mut self, piece: &MarkupPiece<'_>) {
        match piece {
            MarkupPiece::Open(tag) if LEFT_OUT.contains(&tag.name) => self.left_out += 1,
            MarkupPiece::Close(name) if LEFT_OUT.contains(name) => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            _ if self.left_out > 0 => {}
            MarkupPiece::Open(tag) => self.open(tag),
            MarkupPiece::Close(name) => self.close(name),
            MarkupPiece::Text(text) if self.is_text && !self.is_hidden => self.blocks.push(text),
            MarkupPiece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &OpenTag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.name {
            "p" => self.blocks.open_paragraph(),
            "r" => (self.is_run, self.is_hidden) = (true, false),
            "vanish" if self.is_run => self.is_hidden = !matches!(value().as_str(), "0" | "false"),
            "t" => self.is_text = true,
            "tab" if self.is_run => self.blocks.push("\t"),
            "br" | "cr" if self.is_run => self.blocks.push("\n"),
            "noBreakHyphen" => self.blocks.push("-"),
            "numPr" => self.blocks.mark_item(),
            // A table of contents repeats the headings.
            "pStyle" if value().starts_with("TOC") => self.blocks.leave_out(),
            "tr" => self.blocks.open_row(),
            "tc" => self.blocks.open_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.blocks.close_paragraph(),
            "r" => (self.is_run, self.is_hidden) = (false, false),
            "t" => self.is_text = false,
            "tr" => self.blocks.close_row(),
            _ => {}
        }
    }
}
