//! The formats of articles, one file each.
//!
//! `article_format` detects the format of a file or stream, with `not_prose` for texts that are refused. `json_lines`
//! and `json_values` cut a stream into objects, which `json_article` parses; `mail` cuts it into mails. `plain_article`
//! and `markdown_article` read one article, and `front_matter` the fields above it. `web_page` reads a page, and
//! `mhtml` a page that was saved with its parts. A `parsed_article` is what they make of a document, and an
//! `archive_member` is a document in an archive.

mod archive_member;
pub(super) mod article_format;
mod front_matter;
mod json_article;
pub(super) mod json_lines;
pub(super) mod json_values;
pub(super) mod mail;
pub(super) mod markdown_article;
#[cfg(feature = "pages")]
pub(super) mod mhtml;
pub(super) mod non_blank_lines;
pub(super) mod not_prose;
mod parsed_article;
pub(super) mod plain_article;
#[cfg(feature = "pages")]
pub(super) mod web_page;
