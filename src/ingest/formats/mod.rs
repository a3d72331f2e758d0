//! The formats of articles, one file each.
//!
//! `detection` recognises the format of an input by its first bytes, with `not_prose` for texts that are refused.
//! `non_blank_lines` and `json_values` cut a stream into objects, which `json_article` parses; `mail` cuts it into
//! mails and parses them. `plain_article` and `markdown_article` read one article, and `front_matter` the fields above
//! it. A `parsed_article` is what the other formats make of a document, and an `archive_member` is a document in an
//! archive.

pub(super) mod archive_member;
pub(super) mod detection;
pub(super) mod document_format;
pub(super) mod feed;
mod front_matter;
pub(super) mod http_response;
pub(super) mod json_article;
pub(super) mod json_values;
pub(super) mod mail;
pub(super) mod markdown_article;
pub(super) mod non_blank_lines;
pub(super) mod not_prose;
mod page_head;
pub(super) mod panic_guard;
pub(super) mod parsed_article;
#[cfg(feature = "pdf")]
pub(super) mod pdf;
pub(super) mod plain_article;
pub(super) mod warc;
mod warc_record;
#[cfg(feature = "pages")]
pub(super) mod web_page;
pub(super) mod zip_archive;
pub(super) mod zip_kind;
