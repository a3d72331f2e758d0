//! `dixit publish`: the pages as files that need no server.
//!
//! [`publish`] renders the first page and the lists, and from there whatever a page links to, so that a site has no
//! dead link. `site_folder` writes the files that changed and removes those that no page has any more, by the list of
//! files that it keeps. `crawl` shares the work among threads. `search_files` writes the index by which a script
//! searches the site, with `search_index`.

mod crawl;
mod publish;
mod search_files;
mod search_index;
mod site_folder;

pub use publish::{PublishOptions, PublishReport, publish};
