//! `/article/ID`: one article, with every statement marked where its text has it.
//!
//! Top-down: `page` puts the sections together; `text` is the text with its marks, in parts if it is long; `source`
//! says where it comes from; `revisions` what each revision changed, with the difference of two texts from
//! `text_difference`.

mod page;

mod revisions;
mod source;
mod text;

mod text_difference;

pub(super) use page::{render, write_form};
