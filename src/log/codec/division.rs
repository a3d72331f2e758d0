//! How a body names the division by which namesakes are told apart: an article, or the words of a capacity.

use super::CodecError;
use super::parts::{Str, parsed};
use crate::domain::Division;
use std::borrow::Cow;

/// The article of a division, and the words of its capacity: one of the two.
pub(super) fn parts(division: &Division) -> (Option<Str<'_>>, Option<Str<'_>>) {
    match division {
        Division::Article(article) => (Some(Cow::Borrowed(article.as_str())), None),
        Division::Capacity(words) => (None, Some(Cow::Borrowed(words.as_str()))),
    }
}

/// The division with these parts; one of the two must be there, and only one.
pub(super) fn read(article: Option<Str<'_>>, capacity: Option<Str<'_>>) -> Result<Division, CodecError> {
    match (article, capacity) {
        (Some(article), None) => Ok(Division::Article(parsed("article", &article)?)),
        (None, Some(words)) => Ok(Division::Capacity(words.into_owned())),
        _ => Err(CodecError::Division),
    }
}
