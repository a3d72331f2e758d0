//! A division of a speaker's statements in a body: an article, or the words of a capacity.

use super::CodecError;
use super::convert::{Str, parse_value};
use crate::domain::SpeakerDivision;
use std::borrow::Cow;

/// The article of the division, or the words of its capacity; the other one is `None`.
pub(super) fn to_article_or_capacity(division: &SpeakerDivision) -> (Option<Str<'_>>, Option<Str<'_>>) {
    match division {
        SpeakerDivision::Article(article) => (Some(Cow::Borrowed(article.as_str())), None),
        SpeakerDivision::Capacity(words) => (None, Some(Cow::Borrowed(words.as_str()))),
    }
}

/// The division with these parts. Exactly one of the two must be given.
pub(super) fn from_article_or_capacity(
    article: Option<Str<'_>>,
    capacity: Option<Str<'_>>,
) -> Result<SpeakerDivision, CodecError> {
    match (article, capacity) {
        (Some(article), None) => Ok(SpeakerDivision::Article(parse_value("article", &article)?)),
        (None, Some(words)) => Ok(SpeakerDivision::Capacity(words.into_owned())),
        _ => Err(CodecError::Division),
    }
}
