//! `pull`: records what is new in the feeds.
//!
//! Top-down: this file finds the feeds that are due, and remembers how each did; [`feed_pull`] reads one feed.

mod feed_pull;

use crate::cli::args::fetching::FetchingArgs;
use crate::cli::args::global::Format;
use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::interrupt::Interrupt;
use crate::cli::recording::{self, ArticleJob, ArticleQueue, IngestBatch, Intake};
use crate::cli::session::Session;
use crate::cli::web_documents::{WebDocuments, memory_path, timestamp};
use crate::fetch::FetchMemory;
use crate::ingest::{MetadataOverrides, parse_web_address};
use crate::query::{FeedsQuery, FollowedFeed};
use crate::tracker::Tracker;
use clap::Args;
use feed_pull::{FeedOutcome, FeedPull, FeedResult};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// Number of feeds that are read at the same time unless the user says otherwise. They mostly wait for servers.
const JOBS: u16 = 8;

const EXAMPLES: &str = "\
An entry with its whole text is an article; of the others the web page is fetched, politely: robots.txt is obeyed, and \
one host is asked once a second. Only what is new is recorded, so `pull` can run as often as you like, from cron, and \
twice at the same time. A feed that fails is tried again an hour later, then after two hours, and so on up to a week; \
naming it tries it now. The other feeds are still recorded (exit code 3).

Examples:
  dixit pull
  dixit pull --jobs 2 https://example.org/politics.xml
  17 * * * * dixit --db ~/news.db --quiet pull";

/// Record what is new in the feeds
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PullArgs {
    /// Only these feeds, due or not; all that are due if none is given
    #[arg(value_name = "URL", value_parser = parse_web_address)]
    feeds: Vec<String>,
    /// Number of feeds read at the same time
    #[arg(long, value_name = "N", default_value_t = JOBS, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
    /// On a copy: let articles wait in the outbox while the origin cannot be reached; `dixit sync` sends them
    #[arg(long)]
    queue: bool,
    #[command(flatten)]
    fetching: FetchingArgs,
}

impl PullArgs {
    /// Reads the feeds and records their new articles.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        session.require_database()?;
        let mut tracker = session.open_for_writing(None)?;
        let feeds = self.select_feeds(&tracker)?;
        let interrupt = Interrupt::listen();
        let clock = environment::fetch_clock(interrupt.clone())?;
        let memory = FetchMemory::open(&memory_path(&session.db)).map_err(CliError::input)?;
        let web = WebDocuments::new(&self.fetching, &interrupt)?;
        let mut batch = IngestBatch::new(session.format, environment::clock()?(), false)
            .with_queue(ArticleQueue::new(&tracker, self.queue)?);
        let (due, waiting) = self.divide_by_due(feeds, &memory, clock.now())?;
        print_waiting(session, &due, waiting);
        let due: Vec<(FollowedFeed, MetadataOverrides)> = due
            .into_iter()
            .map(|feed| settings_of(&feed).map(|settings| (feed, settings)))
            .collect::<Result<_, _>>()?;
        session.ui.start_progress("articles");
        let results = Mutex::new(Vec::new());
        let pull = FeedPull {
            web: &web,
            memory: &memory,
            clock: &*clock,
            interrupt: &interrupt,
        };
        let mut intake = Intake {
            tracker: &mut tracker,
            batch: &mut batch,
            interrupt: &interrupt,
        };
        let taken = recording::take_in_with(session, &mut intake, usize::from(self.jobs), || {
            due.iter().map(|(feed, overrides)| {
                let (pull, results) = (&pull, &results);
                ArticleJob::Get(Box::new(move |known| {
                    let (articles, result) = pull.read_feed(&feed.address, overrides, known);
                    results
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(result);
                    articles
                }))
            })
        });
        session.ui.end_progress();
        let is_recorded = taken.is_ok() && !interrupt.is_asked();
        let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        remember(session, &memory, clock.now(), results, is_recorded)?;
        taken?;
        let exit = batch.finish(session)?;
        if interrupt.is_asked() {
            session
                .ui
                .print_note("interrupted: what is listed is recorded; `dixit pull` goes on with the rest");
            return Ok(ExitStatus::Interrupted);
        }
        Ok(exit)
    }

    /// The feeds that are named, or all.
    fn select_feeds(&self, tracker: &Tracker) -> Result<Vec<FollowedFeed>, CliError> {
        let mut feeds = tracker.ask(&FeedsQuery)?;
        if feeds.is_empty() && self.feeds.is_empty() {
            return Err(CliError::input("there are no feeds").with_hint("add one with `dixit feed add URL`"));
        }
        if let Some(unknown) = self
            .feeds
            .iter()
            .find(|named| !feeds.iter().any(|feed| feed.address == **named))
        {
            return Err(CliError::input(format_args!("{unknown}: there is no such feed"))
                .with_hint(format_args!("add it with `dixit feed add {unknown}`")));
        }
        if !self.feeds.is_empty() {
            feeds.retain(|feed| self.feeds.contains(&feed.address));
        }
        Ok(feeds)
    }

    /// Divides `feeds` into those that are read now and the number of those that failed lately and wait.
    fn divide_by_due(
        &self,
        feeds: Vec<FollowedFeed>,
        memory: &FetchMemory,
        now: SystemTime,
    ) -> Result<(Vec<FollowedFeed>, usize), CliError> {
        let count = feeds.len();
        let mut due = Vec::with_capacity(count);
        for feed in feeds {
            let state = memory.feed_state(&feed.address).map_err(CliError::input)?;
            if !self.feeds.is_empty() || state.next_try.is_none_or(|next| next <= now) {
                due.push(feed);
            }
        }
        let waiting = count - due.len();
        Ok((due, waiting))
    }
}

/// Notes how many feeds are not read because they failed lately.
fn print_waiting(session: &mut Session, due: &[FollowedFeed], waiting: usize) {
    if waiting > 0 {
        let of = due.len() + waiting;
        session.ui.print_note(format_args!(
            "{waiting} of {of} feeds failed lately and wait (`dixit feed list` shows until when)"
        ));
    }
}

/// What the user said about the articles of `feed`.
fn settings_of(feed: &FollowedFeed) -> Result<MetadataOverrides, CliError> {
    let lang = feed.lang.as_deref().map(str::parse).transpose();
    let timezone = feed.timezone.as_deref().map(str::parse).transpose();
    Ok(MetadataOverrides {
        publisher: feed.publisher.clone(),
        lang: lang.map_err(CliError::input)?,
        timezone: timezone.map_err(CliError::input)?,
        ..MetadataOverrides::default()
    })
}

/// Remembers how each feed did. Where not all was recorded, the feeds are only free again.
fn remember(
    session: &mut Session,
    memory: &FetchMemory,
    now: SystemTime,
    results: Vec<FeedResult>,
    is_recorded: bool,
) -> Result<(), CliError> {
    for result in results {
        let address = &result.address;
        let remembered = match result.outcome {
            FeedOutcome::Claimed => {
                session
                    .ui
                    .print_note(format_args!("{address}: another `dixit pull` is reading it"));
                Ok(())
            }
            _ if !is_recorded => memory.release_feed(address),
            FeedOutcome::Failed { error, retry_after } => memory
                .feed_failed(address, &error, now, retry_after)
                .map(|next_try| {
                    let next_try = timestamp(next_try);
                    session
                        .ui
                        .print_note(format_args!("{address}: the next try is at {next_try}"));
                }),
            FeedOutcome::Read { entries, validators } => entries
                .iter()
                .try_for_each(|entry| entry.remember(memory, now))
                .and_then(|()| match validators {
                    Some(fetched) => memory.remember(address, &fetched),
                    None => Ok(()),
                })
                .and_then(|()| memory.feed_succeeded(address, now)),
        };
        remembered.map_err(CliError::input)?;
        if result.unreadable > 0 {
            session.ui.print_note(format_args!(
                "{address}: left out, without an address and a whole text: {} of its entries",
                result.unreadable
            ));
        }
    }
    Ok(())
}
