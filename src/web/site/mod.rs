//! `dixit publish`: the pages as files that need no server.

mod publish;
mod search_files;
mod search_index;

pub use publish::{PublishOptions, PublishReport, publish};
