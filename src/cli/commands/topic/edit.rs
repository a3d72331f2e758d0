use super::fields::{TopicFields, parse_text_in_language};
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::{DecideError, Lang, Topic, TopicCommand};
use crate::tracker::TrackerError;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  dixit topic edit ai-governance --term en=\"governance of AI\" --remove-term fr=\"gouvernance de l'IA\"
  dixit topic edit medtop:20001298 --label fr=IA --reason \"what everybody says\"";

/// Change the labels, terms or parent of a topic
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct EditArgs {
    /// Topic: a label or an id
    #[arg(value_name = "TOPIC")]
    topic: String,
    #[command(flatten)]
    fields: TopicFields,
    /// Term to remove
    #[arg(long, value_name = "LANG=TEXT", value_parser = parse_text_in_language)]
    remove_term: Vec<(Lang, String)>,
    /// Remove the broader topic
    #[arg(long, conflicts_with = "broader")]
    no_broader: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl EditArgs {
    /// Records the change.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let id = name_resolution::resolve_topic(&tracker, &self.topic)?;
        let topics = tracker.topics()?;
        let known = topics.get(&id).cloned();
        let mut topic = known.ok_or_else(|| TrackerError::from(DecideError::NoTopic(id)))?;
        for (lang, term) in &self.remove_term {
            remove_term(&mut topic, *lang, term)?;
        }
        self.fields.apply_to(&mut topic, &tracker, &mut session.ui)?;
        if self.no_broader {
            topic.broader = None;
        }
        self.deciding
            .decide_each(session, [vec![topic]], |topics, reason| {
                tracker.decide_topics(TopicCommand::Define(topics), reason.as_deref())
            })
    }
}

fn remove_term(topic: &mut Topic, lang: Lang, term: &str) -> Result<(), CliError> {
    let terms = topic.terms.entry(lang).or_default();
    let before = terms.len();
    terms.retain(|known| known != term);
    if terms.len() == before {
        let known = terms.join(", ");
        let error = CliError::input(format_args!("topic {} has no term {term:?} in {lang}", topic.id));
        return Err(if known.is_empty() {
            error
        } else {
            error.with_hint(format_args!("its terms are {known}"))
        });
    }
    if terms.is_empty() {
        topic.terms.remove(&lang);
    }
    Ok(())
}
