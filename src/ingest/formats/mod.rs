//! The formats of articles, one file or folder each.
//!
//! `detection` recognises the format of an input by its first bytes and its name, with `page_head` for web pages and
//! `not_prose` for texts that are refused. Some formats cut an input: `non_blank_lines` and `json_values` into objects,
//! `mail` into mails, `feed` into entries, `warc` and `zip_archive` into the documents of an archive
//! (`archive_member`).
//!
//! `document_format` reads one document, with a file or folder a format. All of them make a `parsed_article` of it,
//! except those that came first: `plain_article`, `markdown_article` (with `front_matter`) and `json_article`, which
//! finds items of agencies (`ninjs`) too.

pub(super) mod agency_item;
pub(super) mod archive_member;
mod caption_cues;
mod captions;
pub(super) mod csv_table;
pub(super) mod detection;
pub(super) mod document_format;
pub(super) mod feed;
mod front_matter;
mod gdelt;
mod http_response;
pub(super) mod json_article;
pub(super) mod json_values;
mod junk_information;
pub(super) mod mail;
pub(super) mod markdown_article;
#[cfg(feature = "pages")]
mod mhtml;
pub(super) mod newsml;
mod ninjs;
pub(super) mod non_blank_lines;
pub(super) mod not_prose;
mod office;
mod page_head;
mod panic_guard;
pub(super) mod parsed_article;
#[cfg(feature = "pdf")]
mod pdf;
pub(super) mod plain_article;
pub(super) mod tei;
pub(super) mod warc;
mod warc_record;
#[cfg(feature = "pages")]
mod web_page;
mod xml_events;
mod xml_tree;
pub(super) mod zip_archive;
pub(super) mod zip_kind;
