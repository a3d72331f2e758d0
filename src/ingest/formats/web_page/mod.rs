//! Web pages: the main text of a page, and what the page says about its article.
//!
//! `nesting` makes it safe to parse. `page_parts` gathers what a
//! page says, with `json_ld`; `byline`, `title` and `visible_date` clean the values, and `metadata` chooses among them.
//! `pruning` removes what is never part of an article, and `main_text` reads what is. `access` knows the pages that
//! show no article or only its beginning. `parse_page` puts these together. The names that pages use are in
//! `page_signs`.

mod access;
mod byline;
mod json_ld;
mod main_text;
mod metadata;
mod nesting;
mod page_parts;
mod page_signs;
mod parse_page;
mod pruning;
mod title;
mod visible_date;

pub(crate) use parse_page::parse_web_page;
