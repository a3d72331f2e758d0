//! Documents of word processors, and books: DOCX, ODT and EPUB, which are ZIP archives of XML.
//!
//! `office_document` is the door. `docx`, `odt` and `epub` read one format each from a `package`, by the pieces of
//! `markup`, into `text_blocks`.

mod docx;
mod epub;
mod markup;
mod odt;
mod office_document;
mod package;
#[cfg(test)]
mod tests;
mod text_blocks;

pub(crate) use office_document::{is_compound_file, parse_office_document};
