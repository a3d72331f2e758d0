//! Options that filter statements, shared by the commands that list them.

use super::clock_values::{parse_range_end, parse_range_start};
use super::values::{lang_parser, report_parser};
use crate::domain::{Act, Confidence, Edtf, Lang, Report};
use crate::query::input::{parse_certainty, parse_count};
use crate::query::{ReliabilityFilter, StatementFilter};
use clap::Args;

/// Filters on statements; a statement must pass all of them.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Only statements by this speaker, or made on their behalf: any of their names, ignoring case and accents ("li
    /// qiang", "李强"), or an id
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// Only statements about this topic or a narrower one: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// Only statements that were or may have been made on or after this date: 2025, 2025-07, 2025-07-26, 30d, last
    /// monday, last month
    #[arg(long, value_name = "DATE", value_parser = parse_range_start)]
    pub(crate) since: Option<Edtf>,
    /// Only statements that were or may have been made on or before this date
    #[arg(long, value_name = "DATE", value_parser = parse_range_end)]
    pub(crate) until: Option<Edtf>,
    /// Only statements from articles in this language
    #[arg(long, value_parser = lang_parser())]
    pub(crate) lang: Option<Lang>,
    /// Only statements from this publisher: the name, or a part of it that only one publisher has
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Only statements reported in this way: speech (said or written), stance (an attitude or deed), provision (laid
    /// down by a text)
    #[arg(long, value_parser = report_parser())]
    pub(crate) report: Option<Report>,
    #[command(flatten)]
    pub(crate) trust: ReliabilityArgs,
    /// Show at most this many, or all
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    pub(crate) limit: Option<usize>,
}

impl FilterArgs {
    /// Converts the options to a query filter, restricted to `act` if given.
    pub(crate) fn into_statement_filter(self, act: Option<Act>) -> StatementFilter {
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
            reliability: trust.to_filter(),
            limit,
        }
    }
}

/// Filters on how reliable a statement is.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct ReliabilityArgs {
    /// Only statements with at least this certainty (70 or .7), or confirmed by a person
    #[arg(long, value_name = "N", value_parser = parse_certainty)]
    min_certainty: Option<Confidence>,
    /// Only statements that a person confirmed or corrected
    #[arg(long)]
    reviewed: bool,
    /// Only statements that nobody has confirmed or corrected
    #[arg(long, conflicts_with = "reviewed")]
    unreviewed: bool,
}

impl ReliabilityArgs {
    /// Converts the options to a query filter.
    pub(crate) fn to_filter(&self) -> ReliabilityFilter {
        ReliabilityFilter {
            min_certainty: self.min_certainty,
            reviewed: (self.reviewed || self.unreviewed).then_some(self.reviewed),
        }
    }
}
