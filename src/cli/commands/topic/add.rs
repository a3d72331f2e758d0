use super::fields::{Fields, own_id};
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::domain::{Topic, TopicCommand, TopicId};
use clap::Args;
use std::collections::BTreeMap;

const EXAMPLES: &str = "\
A label is for people, terms are for texts: what a topic is to be found by is given as a term; its \
plural is found too.

Example:
  dixit topic add ai-governance --label en=\"AI governance\" --label fr=\"gouvernance de l'IA\" \\
    --term en=\"AI governance\" --term fr=\"gouvernance de l'IA\" --term zh=人工智能治理 --broader medtop:20001298";

/// Add a topic; what was recorded already is found by it too
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct AddArgs {
    /// Its id: lower-case letters and digits, with . _ - between them; one without a vocabulary becomes own:ID
    #[arg(value_parser = own_id)]
    id: TopicId,
    #[command(flatten)]
    fields: Fields,
    #[command(flatten)]
    deciding: Deciding,
}

impl AddArgs {
    /// Adds it.
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open_or_make(session)?;
        let mut topic = Topic {
            id: self.id,
            broader: None,
            labels: BTreeMap::new(),
            terms: BTreeMap::new(),
            uri: None,
        };
        self.fields.say(&mut topic, &tracker, &mut session.ui)?;
        if topic.labels.is_empty() {
            return Err(CliError::usage("a topic needs a label")
                .hint("--label en=\"…\", --label fr=\"…\" or --label zh=\"…\""));
        }
        if tracker
            .topics()?
            .get(&topic.id)
            .is_some_and(|known| *known != topic)
        {
            return Err(
                CliError::input(format_args!("there is a topic {} already", topic.id))
                    .hint(format_args!("`dixit topic edit {}` changes it", topic.id)),
            );
        }
        if topic.terms.is_empty() {
            session
                .ui
                .note("without a --term, nothing is about it but what `dixit tag` says");
        }
        self.deciding.each(session, [vec![topic]], |topics, reason| {
            tracker.decide_topics(TopicCommand::Define(topics), reason.as_deref())
        })
    }
}
