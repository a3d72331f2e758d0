//! Documents from web addresses, for the commands that read articles.

use super::args::fetching::FetchingArgs;
use super::environment;
use super::error::CliError;
use super::recording::Got;
use crate::domain::Timestamp;
use crate::fetch::{FetchMemory, FetchOptions, FetchOutcome, FetchRequest, Fetched, Fetcher, Validators};
use crate::ingest::{self, FetchedDocument, InputLocation, MetadataOverrides};
use crate::tracker::Tracker;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Fetches documents, politely, and remembers what servers said about them.
#[derive(Debug)]
pub(crate) struct WebDocuments {
    fetcher: Fetcher,
    /// What servers said, beside the database: losing it only costs another request.
    pub(crate) memory: FetchMemory,
}

impl WebDocuments {
    /// Opens the memory of the database `db`.
    pub(crate) fn open(db: &Path, args: &FetchingArgs) -> Result<Self, CliError> {
        let mut options = FetchOptions::new(environment::fetch_clock()?);
        options.allow_private = args.allow_private;
        options.ignore_robots = args.ignore_robots;
        options.host_delay = Duration::from_secs_f64(args.delay.unwrap_or(1.0));
        Ok(Self {
            fetcher: Fetcher::new(options),
            memory: FetchMemory::open(&Self::memory_path(db)).map_err(CliError::input)?,
        })
    }

    /// The path of the memory for the database `db`.
    pub(crate) fn memory_path(db: &Path) -> PathBuf {
        let mut path = db.as_os_str().to_owned();
        path.push("-fetched");
        PathBuf::from(path)
    }

    /// Fetches `address`; `None` if it still is what `known` has. `accept` is the header; without it, a page is asked for.
    pub(crate) fn fetch(
        &self,
        address: &str,
        accept: Option<&str>,
        known: Option<&Tracker>,
    ) -> Result<Option<Fetched>, CliError> {
        let request = FetchRequest {
            address: address.to_owned(),
            validators: self.validators(address, known)?,
            accept: accept.map(str::to_owned),
        };
        match self.fetcher.fetch(&request).map_err(CliError::input)? {
            FetchOutcome::NotModified => Ok(None),
            FetchOutcome::Fetched(fetched) => {
                self.memory
                    .remember(address, &fetched)
                    .map_err(CliError::input)?;
                Ok(Some(*fetched))
            }
        }
    }

    /// Fetches `address` and finds the articles in what it gives.
    pub(crate) fn find_articles<'a>(
        &self,
        address: &str,
        overrides: &'a MetadataOverrides,
        known: Option<&Tracker>,
    ) -> Vec<Result<Got<'a>, CliError>> {
        match self.fetch(address, None, known) {
            Err(error) => vec![Err(error)],
            Ok(Some(fetched)) => ingest::find_articles_in_fetched(document(fetched), overrides)
                .map(|found| found.map(Got::Found).map_err(CliError::input))
                .collect(),
            Ok(None) => {
                let article = known.and_then(|known| known.find_article_by_url(address).ok().flatten());
                let location = InputLocation::of_address(address);
                article
                    .map(|article| Ok(Got::Unchanged(location, article)))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// What the server said with the document that `known` has; nothing if it has another one, because then the document
    /// is wanted whole.
    fn validators(&self, address: &str, known: Option<&Tracker>) -> Result<Validators, CliError> {
        let Some(remembered) = self.memory.sha256(address).map_err(CliError::input)? else {
            return Ok(Validators::default());
        };
        let recorded = known
            .map(|known| known.find_document_of_address(address))
            .transpose()?
            .flatten();
        if recorded.is_some_and(|recorded| recorded.to_string() == remembered) {
            return self.memory.validators(address).map_err(CliError::input);
        }
        Ok(Validators::default())
    }
}

/// What was fetched, as `ingest` takes it.
fn document(fetched: Fetched) -> FetchedDocument {
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
