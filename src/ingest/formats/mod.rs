//! The formats of articles, one file each.
//!
//! `article_format` detects the format of a file or stream, with `not_prose` for texts that are refused. `json_lines`
//! and `json_values` cut a stream into objects, which `json_article` parses; `mail` cuts it into mails. `plain_article`
//! and `markdown_article` read one article, and `front_matter` the fields above it. A `parsed_article` is what the
//! other formats make of a document, and an `archive_member` is a document in an archive.
//!
//! Archives: `zip_archive`, with `zip_kind` for the documents that are packed as archives; `warc`, with `warc_record`
//! for its records and `http_response` for what servers sent. Agencies: `ninjs` and `newsml` make an `agency_item` of each
//! article; `html_fragment` reads the text in it. `tei` reads debates, `gdelt` lists of quotations. XML is read by
//! `xml_events`, which bounds it, or as an `xml_tree`.

mod agency_item;
mod archive_member;
pub(super) mod article_format;
mod front_matter;
mod json_article;
pub(super) mod json_lines;
pub(super) mod json_values;
pub(super) mod mail;
pub(super) mod markdown_article;
pub(super) mod non_blank_lines;
pub(super) mod not_prose;
mod parsed_article;
pub(super) mod plain_article;
mod gdelt;
mod html_fragment;
mod http_response;
mod newsml;
mod ninjs;
mod tei;
mod warc;
mod warc_record;
mod xml_events;
mod xml_tree;
mod zip_archive;
mod zip_kind;
