//! What is known about an article's source.
//!
//! `article_fields` reads it from what the article says about itself, under the names in `field_names`;
//! `publication_day` computes the day in the publisher's time zone from a `publication_time`; `web_address` checks
//! addresses.

pub(super) mod article_fields;
pub(super) mod field_names;
pub(super) mod publication_day;
pub(super) mod publication_time;
pub(super) mod web_address;
