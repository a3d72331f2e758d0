//! Mails: one, or many in a mailbox.
//!
//! `mailbox` cuts a stream into mails; `message` makes an article of one: its best part, its sender, date and subject.
//! `replies` cuts what a reply quotes, and signatures.

mod mailbox;
mod message;
mod replies;

#[cfg(test)]
mod tests;

pub(crate) use mailbox::{Mails, is_mail};
pub(crate) use message::parse_mail;
