//! `dixit serve`: answers requests of browsers.
//!
//! [`Server`] listens; `connections` accepts who asks; `response` makes the answer to one request; `allowed_hosts`
//! refuses requests that another site had a browser send; `workers` render pages on threads of their own, each with its
//! own connection to the database.

mod allowed_hosts;
mod connections;
mod page_cache;
mod reply;
mod response;
mod serve;
mod workers;

pub use serve::{ServeOptions, Server};
