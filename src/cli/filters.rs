//! The filters that listings of statements share.

use crate::domain::{Act, Edtf, Lang, Status};
use crate::query::Timeline;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

/// Which statements to show; all filters must hold.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Filters {
    /// Only by this speaker: any of the names, without case or accents ("li qiang", "李强"), or an id
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// Only about this topic or one below it: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// Only what was or can have been said since this date: 2025, 2025-07 or 2025-07-26
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Edtf>,
    /// Only what was or can have been said until this date
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Edtf>,
    /// Only from articles in this language
    #[arg(long, value_parser = lang())]
    pub(crate) lang: Option<Lang>,
    /// Only from this publisher
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Only the first so many
    #[arg(long, value_name = "COUNT")]
    pub(crate) limit: Option<usize>,
}

impl Filters {
    /// The statements that they let through, of this act where one is given.
    pub(crate) fn timeline(self, act: Option<Act>) -> Timeline {
        let Self {
            speaker,
            topic,
            since,
            until,
            lang,
            publisher,
            limit,
        } = self;
        Timeline {
            speaker,
            topic,
            act,
            mode: None,
            since,
            until,
            lang,
            publisher,
            limit,
        }
    }
}

/// Reads a language, offering those that there are.
pub(crate) fn lang() -> impl TypedValueParser<Value = Lang> {
    let tags = Lang::READ.iter().chain([&Lang::Und]).map(|lang| lang.as_str());
    PossibleValuesParser::new(tags).try_map(|tag| Lang::from_str(&tag))
}

/// Reads a status, offering those that there are.
pub(crate) fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.as_str()))
        .try_map(|word| Status::from_str(&word))
}

/// Reads an act, offering those that there are.
pub(crate) fn act() -> impl TypedValueParser<Value = Act> {
    PossibleValuesParser::new(Act::ALL.iter().map(|act| act.as_str())).try_map(|word| Act::from_str(&word))
}
