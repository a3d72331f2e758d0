//! Options of every command that records a decision, and the loop that records decisions and prints them.

use super::args::values::parse_nonempty;
use super::error::{CliError, ExitStatus};
use super::session::Session;
use super::views::decision_sentences;
use crate::domain::RecordedEvent;
use crate::tracker::{Tracker, TrackerError};
use clap::Args;

/// Reason and author of a decision.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "About the decision")]
pub(crate) struct DecisionArgs {
    /// Reason for the decision, stored in the log
    #[arg(long, value_name = "TEXT", value_parser = parse_nonempty)]
    reason: Option<String>,
    /// Who decides; the user of this machine by default
    #[arg(long, value_name = "NAME", value_parser = parse_nonempty)]
    actor: Option<String>,
}

impl DecisionArgs {
    /// Opens an existing database for writing, in the name of the person who decides. Fails if there is none.
    pub(crate) fn open_existing(&self, session: &Session) -> Result<Tracker, CliError> {
        session.require_database()?;
        self.open_or_create(session)
    }

    /// Opens the database, or creates it: for decisions that need no article, such as adding a topic.
    pub(crate) fn open_or_create(&self, session: &Session) -> Result<Tracker, CliError> {
        session.open_for_writing(self.actor.clone())
    }

    /// Returns the reason given with `--reason`.
    pub(crate) fn reason(&self) -> Option<String> {
        self.reason.clone()
    }

    /// Returns the name of the person who decides.
    pub(crate) fn actor(&self, session: &Session) -> String {
        session.actor(self.actor.clone())
    }

    /// Calls `decide` for each of `things` with the given reason, and prints what was recorded. Stops at the first
    /// refusal, after printing what was recorded before it.
    pub(crate) fn decide_each<T>(
        self,
        session: &mut Session,
        things: impl IntoIterator<Item = T>,
        decide: impl FnMut(T, Option<String>) -> Result<Vec<RecordedEvent>, TrackerError>,
    ) -> Result<ExitStatus, CliError> {
        self.decide_each_with_lead(session, "", things, decide)
    }

    /// Like [`decide_each`](Self::decide_each), with `lead` before each printed sentence.
    pub(crate) fn decide_each_with_lead<T>(
        self,
        session: &mut Session,
        lead: &str,
        things: impl IntoIterator<Item = T>,
        mut decide: impl FnMut(T, Option<String>) -> Result<Vec<RecordedEvent>, TrackerError>,
    ) -> Result<ExitStatus, CliError> {
        let (mut recorded, mut unchanged) = (Vec::new(), 0);
        for thing in things {
            match decide(thing, self.reason.clone()) {
                Ok(events) if events.is_empty() => unchanged += 1,
                Ok(events) => recorded.extend(events),
                Err(refusal) => {
                    if !recorded.is_empty() {
                        decision_sentences::print_decisions(session, lead, &recorded)?;
                    }
                    return Err(refusal.into());
                }
            }
        }
        decision_sentences::print_decisions(session, lead, &recorded)?;
        session.ui.flush()?;
        if recorded.is_empty() {
            session
                .ui
                .print_summary("nothing changed: this was decided already");
        } else if unchanged > 0 {
            session
                .ui
                .print_summary(format_args!("unchanged, decided already: {unchanged}"));
        }
        Ok(ExitStatus::Done)
    }
}
