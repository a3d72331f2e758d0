//! What tests share.

pub(crate) mod history;
