//! The words of the lists of statements.

use super::counted::Counted;
use serde::Deserialize;
use std::collections::HashMap;

/// The words of the lists of statements, and what they say below each statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ListPhrases {
    pub(crate) window: WindowPhrases,
    pub(crate) reports: ReportPhrases,
    pub(crate) proposals: ProposalPhrases,
    pub(crate) due: DuePhrases,
    pub(crate) silent: SilentPhrases,
    pub(crate) conflicts: ConflictPhrases,
    pub(crate) changes: ChangesPhrases,
    pub(crate) new: NewPhrases,
    pub(crate) search: SearchPhrases,
    /// What differs between two statements: figure, date, negation, direction, retraction, rounding.
    pub(crate) difference: HashMap<String, String>,
}

/// The order of a list, and where it is cut.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WindowPhrases {
    pub(crate) sort_label: String,
    /// With `{n}`.
    pub(crate) too_long_to_sort: String,
    /// With `{n}`.
    pub(crate) published_cut: String,
    /// Below the statements in reverse order.
    pub(crate) undated_left_out: String,
    /// By the values of the parameter `sort`.
    pub(crate) order: HashMap<String, String>,
}

/// Reports of the same statement in several articles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReportPhrases {
    pub(crate) also_reported: String,
}

/// What followed a proposal. Each phrase stands before links to statements.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ProposalPhrases {
    pub(crate) restates: String,
    pub(crate) restated: String,
    pub(crate) echoes: String,
    pub(crate) echoed: String,
    pub(crate) answered: String,
    pub(crate) point_of: String,
    pub(crate) articles: Counted,
    pub(crate) sources: Counted,
    /// With `{date}`.
    pub(crate) last_mention: String,
    pub(crate) left_out: Counted,
    pub(crate) show_left_out: String,
}

/// A deadline.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DuePhrases {
    /// By the state: overdue, coming, settled.
    pub(crate) state: HashMap<String, String>,
    /// By the kind of deadline, each with `{date}`.
    pub(crate) kind: HashMap<String, String>,
    /// With `{date}`.
    pub(crate) counted_from: String,
    pub(crate) unknown: String,
    /// With `{date}`.
    pub(crate) today: String,
}

/// A statement that was not mentioned again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SilentPhrases {
    pub(crate) days: Counted,
    /// With `{date}`.
    pub(crate) last_mention: String,
    /// With `{date}`.
    pub(crate) covered_until: String,
    /// With `{lang}`.
    pub(crate) no_article: String,
    /// With `{lang}`.
    pub(crate) searched: Counted,
    pub(crate) none_on_topic: String,
    pub(crate) on_topic: Counted,
    /// With `{differs}`.
    pub(crate) otherwise: String,
}

/// A pair of statements that contradict each other, or may do so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ConflictPhrases {
    /// With `{n}`.
    pub(crate) pair: String,
    pub(crate) suggested: String,
    /// With `{actor}`.
    pub(crate) linked: String,
    pub(crate) somebody: String,
    /// By what differs.
    pub(crate) why: HashMap<String, String>,
    /// With `{words}`.
    pub(crate) by_words: String,
    pub(crate) and: String,
    /// Around a word; with `{word}`.
    pub(crate) quoted: String,
    /// With `{worth}` and `{pairs}`.
    pub(crate) reliability: String,
}

/// What changed between two periods.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChangesPhrases {
    pub(crate) needs_speaker: String,
    pub(crate) choose_speaker: String,
    pub(crate) too_few_periods: String,
    pub(crate) new: Counted,
    pub(crate) changed: Counted,
    pub(crate) dropped: Counted,
    pub(crate) not_repeated: Counted,
    pub(crate) reworded: Counted,
    pub(crate) kept: Counted,
    pub(crate) unplaced: Counted,
    pub(crate) before: String,
    pub(crate) after: String,
    /// With `{date}`.
    pub(crate) due: String,
    /// With `{percent}` and `{words}`.
    pub(crate) shared: String,
    /// With `{differs}`.
    pub(crate) differs: String,
    pub(crate) only_words: String,
    pub(crate) perhaps_rounded: String,
}

/// What was recorded lately.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NewPhrases {
    /// With `{position}`.
    pub(crate) since: String,
    pub(crate) since_start: String,
    pub(crate) last_week: String,
    pub(crate) articles: String,
    pub(crate) revised: String,
    pub(crate) statements: String,
    pub(crate) decided: String,
    pub(crate) gone: String,
    /// With `{n}`.
    pub(crate) at_least: String,
    /// With `{n}`.
    pub(crate) cut: String,
    pub(crate) none: String,
    pub(crate) statement_count: Counted,
    /// With `{position}`.
    pub(crate) ended_at: String,
}

/// A search.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SearchPhrases {
    pub(crate) hits: Counted,
    /// With `{n}`.
    pub(crate) more_hits: String,
    pub(crate) facets: String,
    pub(crate) year: String,
    /// With `{n}`.
    pub(crate) counted_cut: String,
    pub(crate) in_articles: Counted,
    /// With `{n}`.
    pub(crate) in_many_articles: String,
    pub(crate) search_articles: String,
    pub(crate) search_statements: String,
    pub(crate) occurrences: Counted,
    pub(crate) more_occurrences: Counted,
}
