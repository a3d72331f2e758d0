//! The script that searches a published site.

/// The script that searches a published site, for a file of the site. It needs the page that the documentation of
/// [`search_index`](super) describes.
pub const SEARCH_SCRIPT: &str = include_str!("../../assets/search.js");
