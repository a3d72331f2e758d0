//! Reads one feed: fetches it, and what is new of its articles.

use crate::cli::error::CliError;
use crate::cli::interrupt::Interrupt;
use crate::cli::recording::Got;
use crate::cli::web_documents::{WebDocuments, document};
use crate::fetch::{FetchClock, FetchError, FetchMemory, FetchOutcome, FetchRequest, Fetched};
use crate::ingest::{self, FeedEntry, FetchedFeed, MetadataOverrides};
use crate::tracker::Tracker;
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

/// How long other processes leave a feed to this one.
const CLAIM: Duration = Duration::from_secs(60 * 60);
/// Pause before a page is asked for again that will hardly ever be given.
const PERMANENT_PAUSE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Maximum number of pages that are fetched of one feed in one pull; the next pull goes on.
const PAGES_MAX: usize = 200;
/// Maximum bytes of them, so that memory stays bounded; likewise.
const PAGE_BYTES_MAX: usize = 64 << 20;

/// What feeds are read with.
pub(super) struct FeedPull<'a> {
    pub(super) web: &'a WebDocuments,
    pub(super) memory: &'a FetchMemory,
    pub(super) clock: &'a dyn FetchClock,
    pub(super) interrupt: &'a Interrupt,
}

/// How one feed did.
#[derive(Debug)]
pub(super) struct FeedResult {
    pub(super) address: String,
    pub(super) outcome: FeedOutcome,
    /// Number of entries that have neither their whole text nor an address.
    pub(super) unreadable: usize,
}

#[derive(Debug)]
pub(super) enum FeedOutcome {
    /// Another process is reading it.
    Claimed,
    /// It was not read.
    Failed {
        error: String,
        retry_after: Option<Duration>,
    },
    /// It was read, or had not changed.
    Read {
        /// What became of its pages.
        entries: Vec<EntryResult>,
        /// What to ask next time for changes only; `None` if something was left for the next time.
        validators: Option<Box<Fetched>>,
    },
}

/// What became of the page of an entry.
#[derive(Debug)]
pub(super) struct EntryResult {
    address: String,
    error: Option<FetchError>,
}

impl EntryResult {
    /// Remembers it: a page that was fetched is not asked for again, and one that failed not at once.
    pub(super) fn remember(&self, memory: &FetchMemory, now: SystemTime) -> Result<(), FetchError> {
        let Some(error) = &self.error else {
            return memory.feed_succeeded(&self.address, now);
        };
        let pause = if error.is_permanent() {
            Some(PERMANENT_PAUSE)
        } else {
            error.retry_after()
        };
        memory.feed_failed(&self.address, &error.to_string(), now, pause)?;
        Ok(())
    }
}

/// What was got of one feed so far.
#[derive(Default)]
struct Harvest<'a> {
    articles: Vec<Result<Got<'a>, CliError>>,
    entries: Vec<EntryResult>,
    page_bytes: usize,
    /// Whether an entry was left for the next pull.
    is_incomplete: bool,
    unreadable: usize,
}

impl FeedPull<'_> {
    /// Reads the feed at `address`: returns its new articles, and how it did. `known` is the log so far.
    pub(super) fn read_feed<'a>(
        &self,
        address: &str,
        overrides: &'a MetadataOverrides,
        known: Option<&Tracker>,
    ) -> (Vec<Result<Got<'a>, CliError>>, FeedResult) {
        let result = |outcome, unreadable| FeedResult {
            address: address.to_owned(),
            outcome,
            unreadable,
        };
        let failed = |error: CliError, retry_after| {
            let outcome = FeedOutcome::Failed {
                // The address is said beside it.
                error: error
                    .message
                    .trim_start_matches(address)
                    .trim_start_matches(": ")
                    .to_owned(),
                retry_after,
            };
            (vec![Err(error)], result(outcome, 0))
        };
        let now = self.clock.now();
        let request = match self.memory.claim_feed(address, now, now + CLAIM) {
            Ok(false) => return (Vec::new(), result(FeedOutcome::Claimed, 0)),
            Ok(true) => self.memory.validators(address).map(|validators| FetchRequest {
                validators,
                ..FetchRequest::feed(address)
            }),
            Err(error) => Err(error),
        };
        let fetched = match request.and_then(|request| self.web.ask(&request)) {
            Ok(FetchOutcome::Fetched(fetched)) => fetched,
            Ok(FetchOutcome::NotModified) => {
                let outcome = FeedOutcome::Read {
                    entries: Vec::new(),
                    validators: None,
                };
                return (Vec::new(), result(outcome, 0));
            }
            Err(error) => return failed(CliError::input(&error), error.retry_after()),
        };
        let remembered = Box::new(Fetched {
            body: Vec::new(),
            ..(*fetched).clone()
        });
        let feed = match FetchedFeed::parse(document(*fetched)) {
            Ok(feed) => feed,
            Err(error) => return failed(CliError::input(error), None),
        };
        match self.harvest(feed, overrides, known) {
            Ok(harvest) => {
                let outcome = FeedOutcome::Read {
                    validators: Some(remembered).filter(|_| !harvest.is_incomplete),
                    entries: harvest.entries,
                };
                (harvest.articles, result(outcome, harvest.unreadable))
            }
            Err(error) => failed(error, None),
        }
    }

    /// The new articles of `feed`, the oldest first.
    fn harvest<'a>(
        &self,
        mut feed: FetchedFeed,
        overrides: &'a MetadataOverrides,
        known: Option<&Tracker>,
    ) -> Result<Harvest<'a>, CliError> {
        let mut harvest = Harvest::default();
        let mut seen = HashSet::new();
        for entry in feed.take_entries().into_iter().rev() {
            let address = entry.address.clone();
            match address {
                Some(address) if seen.insert(address.clone()) => {
                    if !self.is_known(&address, known, &mut harvest)? {
                        self.get_article(&feed, entry, address, overrides, &mut harvest);
                    }
                }
                Some(_) => {}
                None => match feed.find_article(entry, overrides) {
                    Some(article) => harvest.articles.push(Ok(Got::Found(article))),
                    None => harvest.unreadable += 1,
                },
            }
        }
        Ok(harvest)
    }

    /// Whether the article at `address` is in the log, was asked for by an earlier pull, or has to wait.
    fn is_known(
        &self,
        address: &str,
        known: Option<&Tracker>,
        harvest: &mut Harvest<'_>,
    ) -> Result<bool, CliError> {
        if let Some(known) = known
            && known.find_article_by_url(address)?.is_some()
        {
            return Ok(true);
        }
        let state = self.memory.feed_state(address).map_err(CliError::input)?;
        let waits = state.next_try.is_some_and(|next| next > self.clock.now());
        harvest.is_incomplete |= waits;
        Ok(waits || state.last_success.is_some())
    }

    /// Gets the article of an entry: from the feed, if it is there whole, else from its page.
    fn get_article<'a>(
        &self,
        feed: &FetchedFeed,
        entry: FeedEntry,
        address: String,
        overrides: &'a MetadataOverrides,
        harvest: &mut Harvest<'a>,
    ) {
        if let Some(article) = feed.find_article(entry, overrides) {
            harvest.articles.push(Ok(Got::Found(article)));
            return;
        }
        let is_enough = harvest.entries.len() >= PAGES_MAX || harvest.page_bytes >= PAGE_BYTES_MAX;
        if is_enough || self.interrupt.is_asked() {
            harvest.is_incomplete = true;
            return;
        }
        let error = match self.web.ask(&FetchRequest::new(address.clone())) {
            // Nothing is known of the page, so that the server has to send it.
            Ok(FetchOutcome::NotModified) => None,
            Ok(FetchOutcome::Fetched(fetched)) => {
                harvest.page_bytes += fetched.body.len();
                let found = ingest::find_articles_in_fetched(document(*fetched), overrides);
                let got = found.map(|found| found.map(Got::Found).map_err(CliError::input));
                harvest.articles.extend(got);
                None
            }
            Err(error) => {
                harvest.is_incomplete |= !error.is_permanent();
                harvest.articles.push(Err(CliError::input(&error)));
                Some(error)
            }
        };
        harvest.entries.push(EntryResult { address, error });
    }
}
