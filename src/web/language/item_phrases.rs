//! The words of the pages about one thing: a statement, an article, a speaker or a topic.

use super::counted::Counted;
use serde::Deserialize;
use std::collections::HashMap;

/// What the pages about one thing say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ItemPhrases {
    pub(crate) no_longer_current: String,
    /// With `{date}`.
    pub(crate) on_date: String,
    /// With `{actor}`.
    pub(crate) by_actor: String,
    /// With `{reason}`.
    pub(crate) reason: String,
    pub(crate) redacted_title: String,
    pub(crate) redacted_note: String,
    pub(crate) text_redacted: String,
    pub(crate) latest: String,
    pub(crate) all_statements: String,
    /// With `{name}`.
    pub(crate) feed: String,
    pub(crate) id: String,
    pub(crate) statements: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) history: HistoryPhrases,
    pub(crate) chart: ChartPhrases,
    pub(crate) statement: StatementPagePhrases,
    pub(crate) article: ArticlePagePhrases,
    pub(crate) speaker: SpeakerPagePhrases,
    pub(crate) topic: TopicPagePhrases,
    /// What ended a thing, by its name in answers.
    pub(crate) ending: HashMap<String, String>,
    /// How a date was resolved, by the name of the rule.
    pub(crate) date_rule: HashMap<String, String>,
    pub(crate) doubt: HashMap<String, String>,
    /// What happened, by the type of the event.
    pub(crate) event: HashMap<String, String>,
    /// How another statement is linked to this one, by the name in answers.
    pub(crate) link: HashMap<String, String>,
    /// Why a statement is listed as an answer.
    pub(crate) follow_reason: HashMap<String, String>,
    pub(crate) follow_certainty: HashMap<String, String>,
    /// Where a name of a speaker comes from.
    pub(crate) name_source: HashMap<String, String>,
    /// Where the term of a topic was found.
    pub(crate) place: HashMap<String, String>,
    /// What a person can correct.
    pub(crate) corrected_field: HashMap<String, String>,
}

/// A table of events.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HistoryPhrases {
    pub(crate) title: String,
    pub(crate) position: String,
    pub(crate) moment: String,
    pub(crate) actor: String,
    pub(crate) event: String,
    pub(crate) detail: String,
}

/// The chart of statements by act, and its table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChartPhrases {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) empty: String,
    pub(crate) undated: Counted,
    pub(crate) numbers: String,
    pub(crate) period: String,
    pub(crate) total: String,
    pub(crate) no_date: String,
    pub(crate) articles: String,
    pub(crate) articles_about: String,
    pub(crate) coverage_note: String,
}

/// The page of a statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatementPagePhrases {
    /// With `{speaker}` and `{act}`.
    pub(crate) heading: String,
    pub(crate) who: String,
    pub(crate) speaker: String,
    pub(crate) not_named: String,
    pub(crate) mention: String,
    pub(crate) capacity: String,
    pub(crate) side: String,
    pub(crate) cue: String,
    pub(crate) act: String,
    pub(crate) mode: String,
    pub(crate) report: String,
    pub(crate) said: String,
    pub(crate) read_from: String,
    pub(crate) occasion: String,
    pub(crate) points: String,
    pub(crate) topics: String,
    /// With `{place}`.
    pub(crate) by_term: String,
    pub(crate) names: String,
    pub(crate) reliability: String,
    pub(crate) certainty: String,
    pub(crate) doubts: String,
    pub(crate) no_doubts: String,
    pub(crate) review: String,
    pub(crate) not_reviewed: String,
    pub(crate) confirmed: String,
    /// With `{fields}`.
    pub(crate) corrected: String,
    pub(crate) dispute: String,
    pub(crate) status: String,
    pub(crate) reader: String,
    pub(crate) also_read: String,
    pub(crate) sources: String,
    pub(crate) articles: Counted,
    pub(crate) independent_sources: Counted,
    /// With `{percent}`.
    pub(crate) alike: String,
    pub(crate) copies_of: String,
    pub(crate) related: String,
    pub(crate) answers: String,
    pub(crate) more_answers: Counted,
    pub(crate) contradictions: String,
    pub(crate) no_contradictions: String,
    pub(crate) look_for_contradictions: String,
    pub(crate) evidence: String,
    /// With `{start}`, `{end}` and `{revision}`.
    pub(crate) evidence_place: String,
    pub(crate) evidence_found: String,
    pub(crate) evidence_missing: String,
    pub(crate) cite: String,
    pub(crate) as_reported: String,
    /// With `{date}`.
    pub(crate) cite_said: String,
    /// With `{id}`.
    pub(crate) cite_id: String,
}

/// The page of an article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ArticlePagePhrases {
    pub(crate) source: String,
    pub(crate) publisher: String,
    pub(crate) published: String,
    /// With `{date}`.
    pub(crate) published_or: String,
    pub(crate) author: String,
    pub(crate) agency: String,
    pub(crate) url: String,
    pub(crate) canonical: String,
    pub(crate) language: String,
    pub(crate) recorded: String,
    pub(crate) text: String,
    /// With `{part}` and `{parts}`.
    pub(crate) cut: String,
    pub(crate) statements: String,
    pub(crate) no_statements: String,
    /// With `{number}`.
    pub(crate) statement_number: String,
    pub(crate) in_text: String,
    pub(crate) copies: String,
    pub(crate) document: String,
    pub(crate) format: String,
    pub(crate) fetched: String,
    pub(crate) fetched_from: String,
    pub(crate) modified: String,
    pub(crate) hash: String,
    pub(crate) looks_cut: String,
    pub(crate) origins: String,
    pub(crate) readers: String,
    pub(crate) revisions: String,
    /// With `{number}`.
    pub(crate) revision: String,
    pub(crate) came: Counted,
    pub(crate) went: Counted,
    pub(crate) text_changes: String,
    pub(crate) text_same: String,
    pub(crate) text_unknown: String,
    pub(crate) removed: String,
    pub(crate) added: String,
}

/// The page of a speaker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SpeakerPagePhrases {
    pub(crate) kind: String,
    pub(crate) identifiers: String,
    pub(crate) named_by: String,
    pub(crate) described: String,
    /// With `{name}`, `{id}` and `{into}`.
    pub(crate) merged: String,
    pub(crate) names: String,
    pub(crate) name: String,
    pub(crate) name_source: String,
    pub(crate) uses: String,
    pub(crate) capacities: String,
    pub(crate) capacity: String,
    pub(crate) over_time: String,
    pub(crate) topics: String,
    pub(crate) topic: String,
    pub(crate) exchanges: String,
    pub(crate) answers: String,
    pub(crate) answered_by: String,
    pub(crate) changes: String,
    pub(crate) changes_link: String,
    pub(crate) conflicts_link: String,
}

/// The page of a topic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TopicPagePhrases {
    pub(crate) labels: String,
    pub(crate) broader: String,
    pub(crate) narrower: String,
    pub(crate) terms: String,
    pub(crate) over_time: String,
    pub(crate) speakers: String,
    pub(crate) speaker: String,
    pub(crate) first_said: String,
    pub(crate) first_certain: String,
    pub(crate) first_uncertain: String,
    pub(crate) proposals: String,
    pub(crate) all_proposals: String,
    pub(crate) silent_link: String,
}

#[cfg(test)]
mod tests {
    use super::super::phrases::Phrases;
    use crate::domain::{DateRule, Doubt, Event};
    use crate::web::InterfaceLanguage;
    use std::collections::{BTreeSet, HashMap};

    #[test]
    fn every_word_of_a_vocabulary_is_in_every_language() {
        let keys = |words: &HashMap<String, String>| words.keys().cloned().collect::<BTreeSet<_>>();
        let english = &Phrases::of(InterfaceLanguage::English).unwrap().item;
        for language in InterfaceLanguage::ALL {
            let of = &Phrases::of(language).unwrap().item;
            for rule in DateRule::ALL {
                assert!(of.date_rule.contains_key(rule.as_str()), "{language:?} {rule}");
            }
            for doubt in Doubt::ALL {
                assert!(of.doubt.contains_key(doubt.as_str()), "{language:?} {doubt}");
            }
            let is_shown = |name: &&str| name.starts_with("article.") || name.starts_with("statement.");
            for event in Event::ALL_TYPES.iter().filter(|name| is_shown(name)) {
                assert!(of.event.contains_key(*event), "{language:?} {event}");
            }
            for (words, known) in [
                (&of.ending, &english.ending),
                (&of.event, &english.event),
                (&of.link, &english.link),
                (&of.follow_reason, &english.follow_reason),
                (&of.follow_certainty, &english.follow_certainty),
                (&of.name_source, &english.name_source),
                (&of.place, &english.place),
                (&of.corrected_field, &english.corrected_field),
            ] {
                assert_eq!(keys(words), keys(known), "{language:?}");
            }
        }
    }
}
