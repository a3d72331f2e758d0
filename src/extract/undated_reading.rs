//! What a grammar found in a text, up to the dates: only they depend on the day of publication.

use super::input::ExtractorInput;
use crate::domain::ExplainedStatement;

/// A text that is read but not yet dated.
pub(super) trait UndatedReading {
    /// The statements of the text, dated by the day of publication of `input`, in reading order; the steps that led
    /// to them only if `explains`.
    fn date(&self, input: &ExtractorInput<'_>, explains: bool) -> Vec<ExplainedStatement>;
}
