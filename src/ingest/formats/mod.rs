//! The formats of articles, one file each.
//!
//! `article_format` detects the format of a file or stream, with `not_prose` for texts that are refused. `json_lines`
//! and `json_values` cut a stream into objects, which `json_article` parses, and `csv_table` into rows. `mail` cuts it
//! into mails, which `mail_message` parses, without what `mail_replies` finds repeated. `plain_article` and
//! `markdown_article` read one article, and `front_matter` the fields above it. `captions` makes a transcript of what
//! `caption_cues` cuts; `pdf` and `office` read documents, without the `junk_information` that programs put into them,
//! and `panic_guard` stands between them and libraries that panic. A `parsed_article` is what the other formats make of
//! a document, and an `archive_member` is a document in an archive.

mod archive_member;
pub(super) mod article_format;
mod caption_cues;
pub(super) mod captions;
pub(super) mod csv_table;
mod front_matter;
mod json_article;
pub(super) mod json_lines;
pub(super) mod json_values;
mod junk_information;
pub(super) mod mail;
mod mail_message;
mod mail_replies;
#[cfg(test)]
mod mail_tests;
pub(super) mod markdown_article;
pub(super) mod non_blank_lines;
pub(super) mod not_prose;
pub(super) mod office;
#[cfg(feature = "pdf")]
pub(super) mod panic_guard;
mod parsed_article;
#[cfg(feature = "pdf")]
pub(super) mod pdf;
pub(super) mod plain_article;
