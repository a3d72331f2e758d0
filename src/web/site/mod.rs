//! The published site: pages as files.

pub mod search_index;
