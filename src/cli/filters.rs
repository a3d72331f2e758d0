//! The filters that listings of statements share.

use super::when;
use crate::domain::{Act, Confidence, Edtf, Lang, Report, Status};
use crate::query::{ReliabilityFilter, StatementFilter};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::error::Error;
use std::str::FromStr;

/// Which statements to show; all filters must hold.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Filters {
    /// Only by this speaker, or said for that one: any of the names, without case or accents ("li qiang", "李强"), or
    /// an id
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// Only about this topic or one below it: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// Only what was or can have been said since this date: 2025, 2025-07, 2025-07-26, 30d, last monday, last month
    #[arg(long, value_name = "DATE", value_parser = when::since)]
    pub(crate) since: Option<Edtf>,
    /// Only what was or can have been said until this date
    #[arg(long, value_name = "DATE", value_parser = when::until)]
    pub(crate) until: Option<Edtf>,
    /// Only from articles in this language
    #[arg(long, value_parser = lang())]
    pub(crate) lang: Option<Lang>,
    /// Only from this publisher: the name, or as much of it as one publisher has
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Only what came to be known so: it was said or written, an attitude or a deed was told, a text lays it down
    #[arg(long, value_parser = report())]
    pub(crate) report: Option<Report>,
    #[command(flatten)]
    pub(crate) trust: TrustFilter,
    /// Only the first so many
    #[arg(long, value_name = "COUNT", value_parser = count)]
    pub(crate) limit: Option<usize>,
}

impl Filters {
    /// The statements that they let through, of this act where one is given.
    pub(crate) fn timeline(self, act: Option<Act>) -> StatementFilter {
        let Self {
            speaker,
            topic,
            since,
            until,
            lang,
            publisher,
            report,
            trust,
            limit,
        } = self;
        StatementFilter {
            speaker,
            topic,
            act,
            report,
            mode: None,
            since,
            until,
            lang,
            publisher,
            reliability: trust.trust(),
            limit,
        }
    }
}

/// How much a reader must be able to rely on statements for them to be listed.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct TrustFilter {
    /// Only what was read with at least this certainty, 70 or .7, or what a person confirmed
    #[arg(long, value_name = "N", value_parser = certainty)]
    min_certainty: Option<Confidence>,
    /// Only what a person confirmed or corrected
    #[arg(long)]
    reviewed: bool,
    /// Only what nobody confirmed or corrected yet
    #[arg(long, conflicts_with = "reviewed")]
    unreviewed: bool,
}

impl TrustFilter {
    /// What it demands.
    pub(crate) fn trust(&self) -> ReliabilityFilter {
        ReliabilityFilter {
            min_certainty: self.min_certainty,
            reviewed: (self.reviewed || self.unreviewed).then_some(self.reviewed),
        }
    }
}

/// Reads a certainty: a whole number is per cent, a number with a point is a part of 1.
fn certainty(text: &str) -> Result<Confidence, String> {
    let number = text.trim().trim_end_matches('%').trim_end();
    let bad = || format!("{text:?} is no certainty (write 70, 70% or .7)");
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
    // Rounded up: what is read with less is not what was asked for.
    let whole = (0..=100_u8).find(|whole| f64::from(*whole) + 1e-9 >= percent);
    whole.map(Confidence::from_percent).ok_or_else(bad)
}

/// Reads how many of something are to be shown: one or more.
pub(crate) fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("that shows nothing (write 1 or more)".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err(format!("{text:?} is no whole number (write 1 or more)")),
    }
}

/// Reads a language, offering those that there are.
pub(crate) fn lang() -> impl TypedValueParser<Value = Lang> {
    one_of(Lang::READ.iter().chain([&Lang::Und]).map(|lang| lang.as_str()))
}

/// Reads a status, offering those that there are.
pub(crate) fn status() -> impl TypedValueParser<Value = Status> {
    one_of(Status::ALL.iter().map(|status| status.as_str()))
}

/// Reads an act, offering those that there are.
pub(crate) fn act() -> impl TypedValueParser<Value = Act> {
    one_of(Act::ALL.iter().map(|act| act.as_str()))
}

/// Reads how a statement came to be known, offering the ways that there are.
pub(crate) fn report() -> impl TypedValueParser<Value = Report> {
    one_of(Report::ALL.iter().map(|report| report.as_str()))
}

/// Reads one of `words`, which are all that there are of a kind, offering them.
pub(crate) fn one_of<T>(words: impl IntoIterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Error + Send + Sync> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| T::from_str(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_is_read_as_percent_or_as_a_part_of_one() {
        for (text, percent) in [
            ("70", 70),
            (".7", 70),
            ("0.7", 70),
            ("70%", 70),
            ("1", 1),
            ("1.0", 100),
            ("0", 0),
        ] {
            assert_eq!(certainty(text), Ok(Confidence::from_percent(percent)), "{text}");
        }
        for text in ["", "101", "1.5", "-1", "high", "7e1", "nan", ".", "70 80"] {
            assert!(certainty(text).is_err(), "{text}");
        }
    }
}
