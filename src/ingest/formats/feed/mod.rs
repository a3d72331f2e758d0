//! Feeds: RSS 0.9x to 2.0, RDF, Atom and JSON Feed.
//!
//! `parse` reads a feed into its `contents`, and `full_article` makes an article of an entry that has its whole text.
//! `feed-rs` reads what is well-formed. Where it fails or loses an entry (`entry_count`), `repair` writes XML again
//! from its tags (`element_role`) and `json_repair` JSON. `decode` finds the encoding, `timestamps` reads times.

mod contents;
mod decode;
mod element_role;
mod entry_count;
mod full_article;
mod json_repair;
mod parse;
mod repair;
mod timestamps;

pub use contents::{Feed, FeedEntry};
pub(crate) use parse::{is_feed, parse_feed};
