//! Turns the bytes of a file or stream into text.
//!
//! In the order of use: `opened_stream` examines the first bytes (byte order mark, UTF-16, binary formats), with
//! `wide_encoding` for UTF-16 and UTF-32; `decode` decodes the bytes of one article; `misdecoded` finds text that was
//! decoded wrongly before it was given to dixit.

pub(super) mod decode;
pub(super) mod misdecoded;
pub(super) mod opened_stream;
pub(super) mod wide_encoding;
