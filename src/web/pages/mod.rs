//! The pages, one file each: its question, and how the answer looks.
//!
//! Each has a function `render`, which gives the content of the HTML page, and where it has other forms a function
//! `write_form`, which gives them as the command of the same name does.

pub(super) mod about;
pub(super) mod articles;
pub(super) mod changes;
pub(super) mod conflicts;
pub(super) mod due;
pub(super) mod home;
pub(super) mod item;
pub(super) mod matrix;
pub(super) mod new;
pub(super) mod proposals;
pub(super) mod search;
pub(super) mod silent;
pub(super) mod site_search;
pub(super) mod speakers;
pub(super) mod timeline;
pub(super) mod topics;

mod article;
mod redacted;
mod speaker;
mod statement;
mod topic;

mod statement_feed;
