use super::error::{CliError, Exit};
use super::sentence;
use super::session::Session;
use crate::domain::Recorded;
use crate::tracker::{Tracker, TrackerError};
use clap::Args;

/// Why something is decided, and by whom: every decision has both.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "About the decision")]
pub(crate) struct Deciding {
    /// Why; the log keeps it beside the decision
    #[arg(long, value_name = "TEXT", value_parser = told)]
    reason: Option<String>,
    /// Who decides, where that is not the user of this machine
    #[arg(long, value_name = "NAME", value_parser = told)]
    actor: Option<String>,
}

impl Deciding {
    /// Opens the database that a decision is to be recorded in, in the name of whoever decides.
    pub(crate) fn open(&self, session: &Session) -> Result<Tracker, CliError> {
        session.must_exist()?;
        self.open_or_make(session)
    }

    /// The same, for what can be decided before there is any article.
    pub(crate) fn open_or_make(&self, session: &Session) -> Result<Tracker, CliError> {
        session.open(self.actor.clone())
    }

    /// Why.
    pub(crate) fn reason(&self) -> Option<String> {
        self.reason.clone()
    }

    /// Who decides.
    pub(crate) fn actor(&self, session: &Session) -> String {
        session.actor(self.actor.clone())
    }

    /// Has `decide` decide on each of `things`, for the reason given, and tells what was recorded. A refusal ends it;
    /// what was recorded before is told first.
    pub(crate) fn each<T>(
        self,
        session: &mut Session,
        things: impl IntoIterator<Item = T>,
        decide: impl FnMut(T, Option<String>) -> Result<Vec<Recorded>, TrackerError>,
    ) -> Result<Exit, CliError> {
        self.each_led(session, "", things, decide)
    }

    /// The same, with `lead` before each sentence that tells what was recorded.
    pub(crate) fn each_led<T>(
        self,
        session: &mut Session,
        lead: &str,
        things: impl IntoIterator<Item = T>,
        mut decide: impl FnMut(T, Option<String>) -> Result<Vec<Recorded>, TrackerError>,
    ) -> Result<Exit, CliError> {
        let (mut recorded, mut unchanged) = (Vec::new(), 0);
        for thing in things {
            match decide(thing, self.reason.clone()) {
                Ok(events) if events.is_empty() => unchanged += 1,
                Ok(events) => recorded.extend(events),
                Err(refusal) => {
                    if !recorded.is_empty() {
                        sentence::tell(session, lead, &recorded)?;
                    }
                    return Err(refusal.into());
                }
            }
        }
        sentence::tell(session, lead, &recorded)?;
        session.ui.flush()?;
        if recorded.is_empty() {
            session.ui.summary("nothing changed: it is so already");
        } else if unchanged > 0 {
            session.ui.summary(format_args!("so already: {unchanged}"));
        }
        Ok(Exit::Done)
    }
}

/// Reads a text that says something.
pub(crate) fn told(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("it is empty"),
        told => Ok(told.to_owned()),
    }
}
