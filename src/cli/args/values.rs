//! Parsers of option values that several commands share.

use crate::domain::{Act, Confidence, Lang, Report, Status};
use crate::ingest::InputFormat;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::error::Error;
use std::str::FromStr;

/// Parses a certainty: `70` and `70%` are per cent, `.7` is a fraction of 1.
pub(super) fn parse_certainty(text: &str) -> Result<Confidence, String> {
    let number = text.trim().trim_end_matches('%').trim_end();
    let bad = || format!("{text:?} is not a certainty (write 70, 70% or .7)");
    let is_plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value: f64 = number.parse().map_err(|_| bad())?;
    let percent = if number.contains('.') && !text.contains('%') {
        value * 100.0
    } else {
        value
    };
    if !is_plain || !(0.0..=100.0).contains(&percent) {
        return Err(bad());
    }
    // Rounded up, so that nothing below the requested certainty passes.
    let whole = (0..=100_u8).find(|whole| f64::from(*whole) + 1e-9 >= percent);
    whole.map(Confidence::from_percent).ok_or_else(bad)
}

/// Parses a count of results: 1 or more, or `all`.
pub(crate) fn parse_count(text: &str) -> Result<usize, String> {
    if text == "all" {
        // The greatest number that SQL has.
        return Ok(isize::MAX.unsigned_abs());
    }
    match text.parse() {
        Ok(0) => Err("0 would show nothing (write 1 or more)".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err(format!("{text:?} is not a whole number (write 1 or more)")),
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_is_a_percentage_or_a_fraction() {
        for (text, percent) in [
            ("70", 70),
            (".7", 70),
            ("0.7", 70),
            ("70%", 70),
            ("1", 1),
            ("1.0", 100),
            ("0", 0),
        ] {
            assert_eq!(
                parse_certainty(text),
                Ok(Confidence::from_percent(percent)),
                "{text}"
            );
        }
        for text in ["", "101", "1.5", "-1", "high", "7e1", "nan", ".", "70 80"] {
            assert!(parse_certainty(text).is_err(), "{text}");
        }
    }
}
