//! `/statement/ID`: one statement, and everything that is known about it.
//!
//! Top-down: `page` puts the sections together; `attribution` says who, when and how; `reliability` how far it can be
//! relied on; `sources` where it is reported; `relations` how it is linked to other statements; `proof` where the words
//! are and how to cite them; `forms` gives its other forms.

mod page;

mod attribution;
mod proof;
mod relations;
mod reliability;
mod sources;

mod forms;

pub(super) use forms::write_form;
pub(super) use page::render;
