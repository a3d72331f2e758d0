//! Parsers of option values that several commands share.

use crate::domain::{Act, Lang, Report, Status};
use crate::ingest::InputFormat;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::error::Error;
use std::str::FromStr;

/// Parses a language; help and errors list the languages.
pub(crate) fn lang_parser() -> impl TypedValueParser<Value = Lang> {
    word_parser(
        Lang::EXTRACTED
            .iter()
            .chain([&Lang::Und])
            .map(|lang| lang.as_str()),
    )
}

/// Parses the format of an input; help and errors list the formats.
pub(crate) fn input_format_parser() -> impl TypedValueParser<Value = InputFormat> {
    word_parser(InputFormat::names())
}

/// Parses a status; help and errors list the statuses.
pub(crate) fn status_parser() -> impl TypedValueParser<Value = Status> {
    word_parser(Status::ALL.iter().map(|status| status.as_str()))
}

/// Parses an act; help and errors list the acts.
pub(crate) fn act_parser() -> impl TypedValueParser<Value = Act> {
    word_parser(Act::ALL.iter().map(|act| act.as_str()))
}

/// Parses a report kind; help and errors list the kinds.
pub(crate) fn report_parser() -> impl TypedValueParser<Value = Report> {
    word_parser(Report::ALL.iter().map(|report| report.as_str()))
}

/// Parses one of `words`, the complete list of values of `T`; help and errors list them.
pub(crate) fn word_parser<T>(
    words: impl IntoIterator<Item = &'static str>,
) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Error + Send + Sync> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| T::from_str(&word))
}

/// Parses a text that is not blank, and trims it.
pub(crate) fn parse_nonempty(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("the text is empty"),
        text => Ok(text.to_owned()),
    }
}
