//! Documents from web addresses, for the commands that read articles.

use super::args::fetching::FetchingArgs;
use super::environment;
use super::error::CliError;
use super::interrupt::Interrupt;
use super::recording::Got;
use crate::domain::Timestamp;
use crate::fetch::{
    FetchError, FetchMemory, FetchOptions, FetchOutcome, FetchRequest, Fetched, Fetcher, Validators,
};
use crate::ingest::{self, FetchedDocument, FoundArticle, InputLocation, MetadataOverrides};
use crate::tracker::Tracker;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Fetches documents, politely.
#[derive(Debug)]
pub(crate) struct WebDocuments {
    fetcher: Fetcher,
    /// What servers said, beside the database: losing it only costs another request. `None` where nothing is recorded.
    memory: Option<FetchMemory>,
}

impl WebDocuments {
    /// For documents that are not recorded.
    pub(crate) fn new(args: &FetchingArgs, interrupt: &Interrupt) -> Result<Self, CliError> {
        let mut options = FetchOptions::new(environment::fetch_clock(interrupt.clone())?);
        options.allow_private = args.allow_private;
        options.ignore_robots = args.ignore_robots;
        if let Some(seconds) = args.delay {
            options.host_delay = Duration::from_secs_f64(seconds);
        }
        Ok(Self {
            fetcher: Fetcher::new(options),
            memory: None,
        })
    }

    /// For documents that are recorded in the database `db`.
    pub(crate) fn with_memory(
        args: &FetchingArgs,
        interrupt: &Interrupt,
        db: &Path,
    ) -> Result<Self, CliError> {
        let memory = FetchMemory::open(&memory_path(db)).map_err(CliError::input)?;
        Ok(Self {
            memory: Some(memory),
            ..Self::new(args, interrupt)?
        })
    }

    /// Fetches `address`, and finds the articles in what it gives.
    pub(crate) fn find_articles<'a>(
        &self,
        address: &str,
        overrides: &'a MetadataOverrides,
    ) -> Vec<Result<FoundArticle<'a>, CliError>> {
        match self.fetch(address, None) {
            Ok(Some(fetched)) => find_in(fetched, overrides).collect(),
            Ok(None) => Vec::new(),
            Err(error) => vec![Err(error)],
        }
    }

    /// As [`find_articles`](Self::find_articles), where `known` is the log so far: what it has is not sent again.
    pub(crate) fn find_new_articles<'a>(
        &self,
        address: &str,
        overrides: &'a MetadataOverrides,
        known: Option<&Tracker>,
    ) -> Vec<Result<Got<'a>, CliError>> {
        match self.fetch(address, known) {
            Ok(Some(fetched)) => find_in(fetched, overrides)
                .map(|found| found.map(Got::Found))
                .collect(),
            Ok(None) => {
                let article = known.and_then(|known| known.find_article_by_url(address).ok().flatten());
                let location = InputLocation::of_address(address);
                let unchanged = article.map(|article| Ok(Got::Unchanged(location, article)));
                unchanged.into_iter().collect()
            }
            Err(error) => vec![Err(error)],
        }
    }

    /// Fetches `address`; `None` if it still is what `known` has.
    fn fetch(&self, address: &str, known: Option<&Tracker>) -> Result<Option<Fetched>, CliError> {
        let request = FetchRequest {
            validators: self.validators(address, known)?,
            ..FetchRequest::new(address)
        };
        match self.fetcher.fetch(&request).map_err(CliError::input)? {
            FetchOutcome::NotModified => Ok(None),
            FetchOutcome::Fetched(fetched) => {
                // It is not recorded yet, but what is remembered is only used for a document that the log has.
                if let Some(memory) = &self.memory {
                    memory.remember(address, &fetched).map_err(CliError::input)?;
                }
                Ok(Some(*fetched))
            }
        }
    }

    /// Asks for `address` once, with what is known of it, and remembers nothing.
    pub(crate) fn ask(&self, request: &FetchRequest) -> Result<FetchOutcome, FetchError> {
        self.fetcher.fetch(request)
    }

    /// What the server said with the document that `known` has; nothing if it has another one, because then the
    /// document is wanted whole.
    fn validators(&self, address: &str, known: Option<&Tracker>) -> Result<Validators, CliError> {
        let (Some(memory), Some(known)) = (&self.memory, known) else {
            return Ok(Validators::default());
        };
        let remembered = memory.sha256(address).map_err(CliError::input)?;
        let recorded = known.find_document_of_address(address)?;
        if remembered.is_some() && remembered == recorded.map(|recorded| recorded.to_string()) {
            return memory.validators(address).map_err(CliError::input);
        }
        Ok(Validators::default())
    }
}

/// The path of what servers said about what is in the database `db`.
pub(crate) fn memory_path(db: &Path) -> PathBuf {
    let mut path = db.as_os_str().to_owned();
    path.push("-fetched");
    PathBuf::from(path)
}

/// The articles in what was fetched.
fn find_in(
    fetched: Fetched,
    overrides: &MetadataOverrides,
) -> impl Iterator<Item = Result<FoundArticle<'_>, CliError>> {
    ingest::find_articles_in_fetched(document(fetched), overrides).map(|found| found.map_err(CliError::input))
}

/// What was fetched, as `ingest` takes it.
pub(crate) fn document(fetched: Fetched) -> FetchedDocument {
    let media_type = fetched.media_type.map(|media_type| match fetched.charset {
        Some(charset) => format!("{media_type}; charset={charset}"),
        None => media_type,
    });
    FetchedDocument {
        address: fetched.address,
        fetched_at: timestamp(fetched.fetched_at),
        media_type,
        bytes: fetched.body,
    }
}

/// `time` on the log's clock; the epoch for a time before it.
pub(crate) fn timestamp(time: SystemTime) -> Timestamp {
    let micros = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
    Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}
