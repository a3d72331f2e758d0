//! ODT: paragraphs, lists and tables as they stand after all tracked changes; notes at the end.

use super::markup::{MarkupPiece, OpenTag, read_markup};
use super::package::{Package, PartError};
use super::text_blocks::TextBlocks;

pub(super) const MAIN_PART: &str = "content.xml";
/// Elements whose content is not part of the text.
const LEFT_OUT: [&str; 11] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "table-of-content",
    "alphabetical-index",
    "bibliography",
    "sequence-decls",
    "forms",
    "hidden-text",
    "hidden-paragraph",
    "ruby-text",
];
/// Maximum number of blanks that one element stands for.
const BLANKS_MAX: usize = 8;

/// The text of the document in `package`, and whether all of it could be read.
pub(super) fn read_odt(package: &mut Package<'_>) -> Result<(String, bool), PartError> {
    if package
        .part("META-INF/manifest.xml")
        .is_ok_and(|manifest| manifest.contains("encryption-data"))
    {
        return Err(PartError::Encrypted);
    }
    let xml = package.part(MAIN_PART)?;
    let mut reader = OdtReader::default();
    let is_whole = read_markup(&xml, |piece| reader.visit(&piece));
    let (mut text, notes) = (reader.blocks.into_text(), reader.notes.into_text());
    if !notes.is_empty() {
        text.push_str("\n\n");
        text.push_str(&notes);
    }
    Ok((text, is_whole))
}

#[derive(Default)]
struct OdtReader {
    blocks: TextBlocks,
    notes: TextBlocks,
    left_out: usize,
    is_body: bool,
    /// Number of open elements of each kind.
    note_bodies: usize,
    items: usize,
}

impl OdtReader {
    fn visit(&mut self, piece: &MarkupPiece<'_>) {
        match piece {
            MarkupPiece::Open(tag) if tag.name == "body" => self.is_body = true,
            _ if !self.is_body => {}
            MarkupPiece::Open(tag) if LEFT_OUT.contains(&tag.name) => self.left_out += 1,
            MarkupPiece::Close(name) if LEFT_OUT.contains(name) => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            _ if self.left_out > 0 => {}
            MarkupPiece::Open(tag) => self.open(tag),
            MarkupPiece::Close(name) => self.close(name),
            MarkupPiece::Text(text) => self.target().push_collapsed(text),
        }
    }

    /// Where text belongs: a note stands in the paragraph that it explains.
    fn target(&mut self) -> &mut TextBlocks {
        if self.note_bodies > 0 {
            &mut self.notes
        } else {
            &mut self.blocks
        }
    }

    fn open(&mut self, tag: &OpenTag<'_>) {
        let is_item = self.items > 0 && self.note_bodies == 0;
        match tag.name {
            "p" | "h" => {
                self.target().open_paragraph();
                // A numbered heading stands in a list of its own.
                if is_item && tag.name == "p" {
                    self.target().mark_item();
                }
            }
            "s" => {
                let count = tag
                    .attribute("c")
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(1_usize);
                self.target().push(&" ".repeat(count.min(BLANKS_MAX)));
            }
            "tab" => self.target().push("\t"),
            "line-break" => self.target().push("\n"),
            "list-item" => self.items += 1,
            "note-body" => self.note_bodies += 1,
            "table-row" => self.target().open_row(),
            "table-cell" => self.target().open_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.target().close_paragraph(),
            "list-item" => self.items = self.items.saturating_sub(1),
            "note-body" => self.note_bodies = self.note_bodies.saturating_sub(1),
            "table-row" => self.target().close_row(),
            _ => {}
        }
    }
}
