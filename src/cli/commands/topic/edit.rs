use super::fields::{Fields, in_language};
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::{DecideError, Lang, Topic, TopicCommand};
use crate::tracker::TrackerError;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  dixit topic edit ai-governance --term en=\"governance of AI\" --remove-term fr=\"gouvernance de l'IA\"
  dixit topic edit medtop:20001298 --label fr=IA --reason \"what everybody says\"";

/// Change a topic: label, terms, place; what was recorded already is found by it anew
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct EditArgs {
    /// The topic: a label, or an id
    #[arg(value_name = "TOPIC")]
    topic: String,
    #[command(flatten)]
    fields: Fields,
    /// A term that it is no longer to be found by
    #[arg(long, value_name = "LANG=TEXT", value_parser = in_language)]
    remove_term: Vec<(Lang, String)>,
    /// Let it belong to no other topic
    #[arg(long, conflicts_with = "broader")]
    no_broader: bool,
    #[command(flatten)]
    deciding: Deciding,
}

impl EditArgs {
    /// Changes it.
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let id = naming::topic(&tracker, &self.topic)?;
        let topics = tracker.topics()?;
        let known = topics.get(&id).cloned();
        let mut topic = known.ok_or_else(|| TrackerError::from(DecideError::NoTopic(id)))?;
        for (lang, term) in &self.remove_term {
            remove(&mut topic, *lang, term)?;
        }
        self.fields.say(&mut topic, &tracker, &mut session.ui)?;
        if self.no_broader {
            topic.broader = None;
        }
        self.deciding.each(session, [vec![topic]], |topics, reason| {
            tracker.decide_topics(TopicCommand::Define(topics), reason.as_deref())
        })
    }
}

fn remove(topic: &mut Topic, lang: Lang, term: &str) -> Result<(), CliError> {
    let terms = topic.terms.entry(lang).or_default();
    let before = terms.len();
    terms.retain(|known| known != term);
    if terms.len() == before {
        let known = terms.join(", ");
        let error = CliError::input(format_args!("{} has no term {term:?} in {lang}", topic.id));
        return Err(if known.is_empty() {
            error
        } else {
            error.hint(format_args!("it has {known}"))
        });
    }
    if terms.is_empty() {
        topic.terms.remove(&lang);
    }
    Ok(())
}
