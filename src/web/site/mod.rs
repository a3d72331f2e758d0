//! `dixit publish`: the pages as files that need no server.

mod publish;

pub use publish::{PublishOptions, PublishReport, publish};
