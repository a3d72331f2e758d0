//! PDF documents.
//!
//! `pdf_article` is the door. `page_content` brings the pages into a form that the reader of text can bear, with
//! `fonts` and `streams`; `glyph_collector` gets each character with its place on the page. `reading_order` makes lines
//! of them, `running_lines` finds headers, footers and page numbers, and `paragraphs` joins lines, with `hyphens` at
//! their ends. `information` is what the document says about itself.

mod fonts;
mod glyph_collector;
mod hyphens;
mod information;
mod page_content;
mod paragraphs;
mod pdf_article;
mod reading_order;
mod running_lines;
mod streams;
#[cfg(test)]
mod tests;
mod text_line;

pub(crate) use pdf_article::parse_pdf;
