//! Options that describe a topic, shared by `topic add` and `topic edit`.

use crate::cli::args::values::parse_nonempty;
use crate::cli::error::CliError;
use crate::cli::name_resolution;
use crate::cli::ui::Ui;
use crate::domain::{Lang, Topic, TopicId, TopicIdError, fold};
use crate::ingest::is_unmatchable_label;
use crate::tracker::Tracker;
use clap::Args;

/// Labels, terms and place of a topic.
#[derive(Debug, Args)]
#[group(multiple = true)]
pub(super) struct TopicFields {
    /// Label in a language, as in en="wind power"; one for each language
    #[arg(long, value_name = "LANG=TEXT", value_parser = parse_text_in_language)]
    label: Vec<(Lang, String)>,
    /// Term to search for in texts of a language; repeatable
    #[arg(long, value_name = "LANG=TEXT", value_parser = parse_text_in_language)]
    term: Vec<(Lang, String)>,
    /// Broader topic: a label or an id
    #[arg(long, value_name = "TOPIC")]
    broader: Option<String>,
    /// Web address of the concept in a published vocabulary
    #[arg(long, value_parser = parse_uri)]
    uri: Option<String>,
}

impl TopicFields {
    /// Applies the options to `topic`: labels replace those of the same language, terms are added.
    pub(super) fn apply_to(self, topic: &mut Topic, tracker: &Tracker, ui: &mut Ui) -> Result<(), CliError> {
        topic.labels.extend(self.label);
        for (lang, term) in self.term {
            if is_unmatchable_label(&term) {
                ui.print_note(format_args!(
                    "the term {term:?} matches only texts that contain its brackets and punctuation"
                ));
            }
            topic.add_term(lang, term);
        }
        if let Some(broader) = &self.broader {
            topic.broader = Some(name_resolution::resolve_topic(tracker, broader)?);
        }
        topic.uri = self.uri.or(topic.uri.take());
        Ok(())
    }
}

/// Parses the id of a topic; without a vocabulary, it is one of the user's own.
pub(super) fn parse_topic_id(text: &str) -> Result<TopicId, String> {
    let id = if text.contains(':') {
        text.to_owned()
    } else {
        format!("own:{text}")
    };
    id.parse().map_err(|error: TopicIdError| error.to_string())
}

/// Parses `LANG=TEXT`.
pub(super) fn parse_text_in_language(text: &str) -> Result<(Lang, String), String> {
    let form = "write the language and the text, as in en=\"wind power\"";
    let (tag, text) = text.split_once('=').ok_or(form)?;
    let lang = Lang::EXTRACTED.into_iter().find(|lang| lang.as_str() == tag);
    let lang = lang.ok_or_else(|| format!("{tag:?} is not one of the languages fr, en, zh"))?;
    // A text that folds to nothing would match everywhere.
    if fold(text).is_empty() {
        return Err("the text is empty".to_owned());
    }
    Ok((lang, parse_nonempty(text)?))
}

/// Parses the address of a concept.
fn parse_uri(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric())
    };
    match text.split_once(':') {
        Some((scheme, rest))
            if is_scheme(scheme) && !rest.is_empty() && !text.contains(char::is_whitespace) =>
        {
            Ok(text.to_owned())
        }
        _ => Err("write an address, as in https://example.org/topics/wind-power or urn:example:wind-power"),
    }
}
