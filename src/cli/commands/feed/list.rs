use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::listing;
use crate::cli::web_documents::{memory_path, timestamp};
use crate::export::{FeedStatus, FeedStatusList};
use crate::fetch::FetchMemory;
use crate::query::{FeedsQuery, FollowedFeed};
use clap::Args;
use std::time::SystemTime;

const EXAMPLES: &str = "\
Examples:
  dixit feed list
  dixit feed list --format json";

/// List the feeds, and how they did
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ListArgs {}

impl ListArgs {
    /// Prints the feeds.
    #[expect(
        clippy::unused_self,
        reason = "every command has arguments, this one none yet"
    )]
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let feeds = session.ask(&FeedsQuery)?;
        let memory = memory_path(&session.db);
        // What is not there yet is not created by a question.
        let memory = memory.exists().then(|| FetchMemory::open(&memory)).transpose();
        let memory = memory.map_err(CliError::input)?;
        let feeds = feeds.into_iter().map(|feed| feed_status(feed, memory.as_ref()));
        let feeds = FeedStatusList(feeds.collect::<Result<_, _>>()?);
        let empty = "no feeds (add one with `dixit feed add URL`)";
        listing::print_answer(session, &feeds, &table(&feeds), empty)?;
        Ok(ExitStatus::Done)
    }
}

/// The feed, with how it did.
fn feed_status(feed: FollowedFeed, memory: Option<&FetchMemory>) -> Result<FeedStatus, CliError> {
    let state = memory.map(|memory| memory.feed_state(&feed.address)).transpose();
    let state = state.map_err(CliError::input)?.unwrap_or_default();
    let time = |time: Option<SystemTime>| time.map(|time| timestamp(time).to_string());
    Ok(FeedStatus {
        address: feed.address,
        publisher: feed.publisher,
        lang: feed.lang,
        timezone: feed.timezone,
        last_success: time(state.last_success),
        failures: state.failures,
        last_error: state.last_error,
        next_try: time(state.next_try),
    })
}

fn table(feeds: &FeedStatusList) -> Table {
    let mut table = Table::new([
        Column::text("feed", 24).with_weight(2),
        Column::unwrapped("last success"),
        Column::number("failures"),
        Column::text("next try", 16),
    ]);
    for feed in &feeds.0 {
        let settings = [&feed.publisher, &feed.lang, &feed.timezone]
            .into_iter()
            .flatten();
        let settings = settings.map(String::as_str).collect::<Vec<_>>().join(" · ");
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        table.push_row([
            Cell::new(&feed.address, style::TITLE).with_paragraph(&settings, style::FAINT),
            Cell::new(&text(&feed.last_success), style::PLAIN),
            Cell::new(&feed.failures.to_string(), style::PLAIN),
            Cell::new(&text(&feed.next_try), style::PLAIN)
                .with_paragraph(&text(&feed.last_error), style::FAINT),
        ]);
    }
    table
}
