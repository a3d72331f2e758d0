use crate::cli::deciding::told;
use crate::cli::error::CliError;
use crate::cli::naming;
use crate::cli::ui::Ui;
use crate::domain::{Lang, Topic, TopicId, TopicIdError, fold};
use crate::ingest::is_unmatchable_label;
use crate::tracker::Tracker;
use clap::Args;

/// What can be said of a topic.
#[derive(Debug, Args)]
#[group(multiple = true)]
pub(super) struct Fields {
    /// What to call it in a language, as in en="wind power"; once for each language
    #[arg(long, value_name = "LANG=TEXT", value_parser = in_language)]
    label: Vec<(Lang, String)>,
    /// A term that it is found by in texts of a language; as often as there are terms
    #[arg(long, value_name = "LANG=TEXT", value_parser = in_language)]
    term: Vec<(Lang, String)>,
    /// The topic that it belongs to: a label, or an id
    #[arg(long, value_name = "TOPIC")]
    broader: Option<String>,
    /// The address of the concept in a published vocabulary
    #[arg(long, value_parser = uri)]
    uri: Option<String>,
}

impl Fields {
    /// Says all of it of `topic`: labels take the place of others in their language, terms come to those there are.
    pub(super) fn say(self, topic: &mut Topic, tracker: &Tracker, ui: &mut Ui) -> Result<(), CliError> {
        topic.labels.extend(self.label);
        for (lang, term) in self.term {
            if is_unmatchable_label(&term) {
                ui.note(format_args!(
                    "the term {term:?} is found only where a text has its brackets and marks too"
                ));
            }
            topic.add_term(lang, term);
        }
        if let Some(broader) = &self.broader {
            topic.broader = Some(naming::topic(tracker, broader)?);
        }
        topic.uri = self.uri.or(topic.uri.take());
        Ok(())
    }
}

/// Reads the id of a topic; without a vocabulary before it, it is of one's own.
pub(super) fn own_id(text: &str) -> Result<TopicId, String> {
    let id = if text.contains(':') {
        text.to_owned()
    } else {
        format!("own:{text}")
    };
    id.parse().map_err(|error: TopicIdError| error.to_string())
}

/// Reads a text and its language.
pub(super) fn in_language(text: &str) -> Result<(Lang, String), String> {
    let form = "write the language and the text, as in en=\"wind power\"";
    let (tag, text) = text.split_once('=').ok_or(form)?;
    let lang = Lang::READ.into_iter().find(|lang| lang.as_str() == tag);
    let lang = lang.ok_or_else(|| format!("{tag:?} is no language of these: fr, en, zh"))?;
    // What folds to nothing would be found everywhere.
    if fold(text).is_empty() {
        return Err("it is empty".to_owned());
    }
    Ok((lang, told(text)?))
}

/// Reads the address of a concept.
fn uri(text: &str) -> Result<String, &'static str> {
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
