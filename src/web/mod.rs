//! Read-only pages over the answers of queries, for a browser: one renderer, two doors.
//!
//! [`Server`] answers requests, [`publish`] writes the same pages as files. Both give `renderer` an address, which
//! finds the page in `pages/`; a page asks its question through a `View` and writes its answer as HTML with the parts
//! in `components/`, or in another form with `forms`. `layout` is the frame of all pages.
//!
//! Nothing here reads the clock or the environment: the time is passed in.
//!
//! The files in the order to read them, each using only those after it: `server/` and `site/`; `renderer`;
//! `error_page`; `pages/`; `components/`; `forms`; `layout`; `page_content`; `view`; `links`; `site_links`; `form`;
//! `address`; `parameters`; `error`; `assets`; `language/`.

mod address;
mod assets;
mod components;
mod error;
mod error_page;
mod form;
mod forms;
mod language;
mod layout;
mod links;
mod page_content;
mod pages;
mod parameters;
mod renderer;
mod server;
mod site;
mod site_links;
mod view;

pub use error::WebError;
pub use language::{InterfaceLanguage, PhrasesError};
pub use server::{ServeOptions, Server};
pub use site::{PublishOptions, PublishReport, publish};
