use crate::cli::args::values::{self, parse_nonempty};
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::domain::{FeedCommand, FeedSubscription, Lang};
use crate::ingest::{PublisherZone, parse_web_address};
use clap::Args;

const EXAMPLES: &str = "\
Nothing is fetched yet: `dixit pull` does that. Adding a feed again changes its settings. They win over what the feed and \
its articles say.

Examples:
  dixit feed add https://example.org/politics.xml
  dixit feed add https://example.org/feed.json --publisher \"Example Post\" --lang en --timezone America/New_York";

/// Add a feed, or change its settings
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct AddArgs {
    /// Web address of the feed
    #[arg(value_name = "URL", value_parser = parse_web_address)]
    address: String,
    /// Publisher of its articles; otherwise as the articles say
    #[arg(long, value_name = "NAME", value_parser = parse_nonempty)]
    publisher: Option<String>,
    /// Language of its articles; otherwise detected
    #[arg(long, value_parser = values::lang_parser())]
    lang: Option<Lang>,
    /// Time zone of the publisher, such as Europe/Paris; otherwise inferred from a UTC offset or the language
    #[arg(long, value_name = "ZONE")]
    timezone: Option<PublisherZone>,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl AddArgs {
    /// Records the decision.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_or_create(session)?;
        let feed = FeedSubscription {
            address: self.address,
            publisher: self.publisher,
            lang: self.lang,
            timezone: self.timezone.map(|zone| zone.to_string()),
        };
        self.deciding.decide_each(session, [feed], |feed, reason| {
            tracker.decide_feeds(FeedCommand::Add(feed), reason)
        })
    }
}
