use super::fields::{TopicFields, parse_topic_id};
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::domain::{Topic, TopicCommand, TopicId};
use clap::Args;
use std::collections::BTreeMap;

const EXAMPLES: &str = "\
Labels are for people; terms are what texts are searched for. The plural of a term is found too.

Example:
  dixit topic add ai-governance --label en=\"AI governance\" --label fr=\"gouvernance de l'IA\" \\
    --term en=\"AI governance\" --term fr=\"gouvernance de l'IA\" --term zh=人工智能治理 --broader medtop:20001298";

/// Add a topic; it also applies to statements recorded before
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct AddArgs {
    /// Id: lower-case letters and digits, with . _ - between them; without a vocabulary it becomes own:ID
    #[arg(value_parser = parse_topic_id)]
    id: TopicId,
    #[command(flatten)]
    fields: TopicFields,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl AddArgs {
    /// Records the topic.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_or_create(session)?;
        let mut topic = Topic {
            id: self.id,
            broader: None,
            labels: BTreeMap::new(),
            terms: BTreeMap::new(),
            uri: None,
        };
        self.fields.apply_to(&mut topic, &tracker, &mut session.ui)?;
        if topic.labels.is_empty() {
            return Err(CliError::usage("a topic needs a label")
                .with_hint("add --label en=\"…\", --label fr=\"…\" or --label zh=\"…\""));
        }
        if tracker
            .topics()?
            .get(&topic.id)
            .is_some_and(|known| *known != topic)
        {
            return Err(CliError::input(format_args!("topic {} already exists", topic.id))
                .with_hint(format_args!("change it with `dixit topic edit {}`", topic.id)));
        }
        if topic.terms.is_empty() {
            session
                .ui
                .print_note("without a --term, only statements tagged with `dixit tag` are about this topic");
        }
        self.deciding
            .decide_each(session, [vec![topic]], |topics, reason| {
                tracker.decide_topics(TopicCommand::Define(topics), reason.as_deref())
            })
    }
}
